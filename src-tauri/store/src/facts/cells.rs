//! Cells of a row of the document, as the types of a fact.

use std::fmt::Display;

use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Row, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tierwright_engine::facts::rows::{Attributes, Source};
use tierwright_program::{Currency, Money, Rate};

use crate::error::Fault;
use crate::{Place, StoreError};

/// A day as it stands in the document: `YYYY-MM-DD`.
pub(crate) struct Day(pub(crate) NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        if let Ok(year @ 0..=9999) = u32::try_from(self.0.year()) {
            // Written digit by digit: an import has a day or two in each row.
            let numbers = [(year, 1000), (self.0.month(), 10), (self.0.day(), 10)];
            let mut text = String::with_capacity(10);
            for (number, highest) in numbers {
                if !text.is_empty() {
                    text.push('-');
                }
                let mut place = highest;
                while place > 0 {
                    text.push(char::from_digit(number / place % 10, 10).unwrap_or('0'));
                    place /= 10;
                }
            }
            return Ok(text.into());
        }
        let sentence = format!("the date {} is beyond the year 9999", self.0);
        Err(rusqlite::Error::ToSqlConversionFailure(sentence.into()))
    }
}

/// A day and a time as they stand in the document: `YYYY-MM-DDTHH:MM:SS`, with a fraction of the
/// second where there is one.
pub(crate) struct Time(pub(crate) NaiveDateTime);

const TIME: &str = "%Y-%m-%dT%H:%M:%S%.f";

impl ToSql for Time {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Day(self.0.date()).to_sql()?;
        Ok(self.0.format(TIME).to_string().into())
    }
}

/// Texts as they stand in the document: a JSON list, or a JSON object of them by name.
pub(crate) struct Json<'a, T>(pub(crate) &'a T);

impl<T: Serialize> ToSql for Json<'_, T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let failed = |error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
        Ok(serde_json::to_string(self.0).map_err(failed)?.into())
    }
}

/// Reads a day strictly as `YYYY-MM-DD`.
fn day(text: &str) -> Option<NaiveDate> {
    let number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u32>().ok() } else { None }
    };
    match (text.len(), text.get(4..5), text.get(7..8)) {
        (10, Some("-"), Some("-")) => NaiveDate::from_ymd_opt(
            number(text.get(..4)?)?.cast_signed(),
            number(text.get(5..7)?)?,
            number(text.get(8..)?)?,
        ),
        _ => None,
    }
}

/// The user's own columns as they stand in the document: a JSON object, mostly an empty one.
pub(crate) struct Own<'a>(pub(crate) &'a Attributes);

const NO_TEXTS: &str = "{}";

impl ToSql for Own<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        if self.0.is_empty() {
            return Ok(NO_TEXTS.into());
        }
        let failed = |error| rusqlite::Error::ToSqlConversionFailure(Box::new(error));
        Ok(serde_json::to_string(self.0).map_err(failed)?.into())
    }
}

/// The cells of one row, with what a sentence about it needs.
pub(crate) struct Cells<'a> {
    row: &'a Row<'a>,
    table: &'static str,
    /// How many of the first columns make up the row's key.
    key: usize,
    /// The ids of the files, ascending; a fact knows the position in this list.
    files: &'a [i64],
}

impl<'a> Cells<'a> {
    pub(crate) const fn new(
        row: &'a Row<'a>,
        table: &'static str,
        key: usize,
        files: &'a [i64],
    ) -> Self {
        Self { row, table, key, files }
    }

    /// What stands at a column, read as `T`.
    fn cell<T>(
        &self,
        column: usize,
        expected: &'static str,
        read: impl FnOnce(ValueRef<'_>) -> Option<T>,
    ) -> Result<T, Fault> {
        let value = self.row.get_ref(column)?;
        read(value).ok_or_else(|| self.unreadable(column, expected).into())
    }

    #[cold]
    fn unreadable(&self, column: usize, expected: &'static str) -> StoreError {
        let name = self.row.as_ref().column_name(column).map(str::to_owned);
        StoreError::Cell {
            table: self.table,
            id: self.id(),
            column: name.unwrap_or_default(),
            found: self.shown(column),
            expected,
        }
    }

    /// The key of the row, for a sentence.
    fn id(&self) -> String {
        (0..self.key).map(|column| self.shown(column)).collect::<Vec<_>>().join(" ")
    }

    fn shown(&self, column: usize) -> String {
        match self.row.get_ref(column) {
            Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            Ok(ValueRef::Integer(number)) => number.to_string(),
            Ok(ValueRef::Real(number)) => number.to_string(),
            Ok(ValueRef::Blob(bytes)) => format!("{} bytes", bytes.len()),
            Ok(ValueRef::Null) | Err(_) => "nothing".to_owned(),
        }
    }

    pub(crate) fn text(&self, column: usize) -> Result<String, Fault> {
        self.cell(column, "text", |value| value.as_str().ok().map(str::to_owned))
    }

    pub(crate) fn optional_text(&self, column: usize) -> Result<Option<String>, Fault> {
        self.optional(column, Self::text)
    }

    /// One of a few words.
    pub(crate) fn word<T>(
        &self,
        column: usize,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        self.cell(column, expected, |value| read(value.as_str().ok()?))
    }

    pub(crate) fn day(&self, column: usize) -> Result<NaiveDate, Fault> {
        self.word(column, "a date such as 2026-01-31", day)
    }

    pub(crate) fn optional_day(&self, column: usize) -> Result<Option<NaiveDate>, Fault> {
        self.optional(column, Self::day)
    }

    pub(crate) fn time(&self, column: usize) -> Result<NaiveDateTime, Fault> {
        let read = |text: &str| {
            let at = NaiveDateTime::parse_from_str(text, TIME).ok()?;
            day(text.get(..10)?).map(|_| at)
        };
        self.word(column, "a time such as 2026-01-31T09:30:00", read)
    }

    /// Texts written as [`Json`].
    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        column: usize,
        expected: &'static str,
    ) -> Result<T, Fault> {
        self.word(column, expected, |text| serde_json::from_str(text).ok())
    }

    /// Texts written as [`Own`].
    pub(crate) fn own(&self, column: usize) -> Result<Attributes, Fault> {
        self.word(column, "a JSON object of texts", |text| match text {
            NO_TEXTS => Some(Attributes::new()),
            text => serde_json::from_str(text).ok(),
        })
    }

    pub(crate) fn optional_currency(&self, column: usize) -> Result<Option<Currency>, Fault> {
        self.optional(column, Self::currency)
    }

    pub(crate) fn currency(&self, column: usize) -> Result<Currency, Fault> {
        self.word(column, "a currency code of ISO 4217, such as USD", |text| text.parse().ok())
    }

    /// Ten-thousandths of `currency`.
    pub(crate) fn money(&self, column: usize, currency: Currency) -> Result<Money, Fault> {
        self.integer(column).map(|units| Money::from_units(units, currency))
    }

    pub(crate) fn optional_money(
        &self,
        column: usize,
        currency: Currency,
    ) -> Result<Option<Money>, Fault> {
        self.optional(column, |cells, column| cells.money(column, currency))
    }

    /// Hundred-millionths.
    pub(crate) fn rate(&self, column: usize) -> Result<Rate, Fault> {
        self.integer(column).map(Rate::from_units)
    }

    pub(crate) fn optional_rate(&self, column: usize) -> Result<Option<Rate>, Fault> {
        self.optional(column, Self::rate)
    }

    pub(crate) fn flag(&self, column: usize) -> Result<bool, Fault> {
        self.integer(column).map(|number| number != 0)
    }

    /// A row number or a count.
    pub(crate) fn count(&self, column: usize) -> Result<u32, Fault> {
        let read = |value: ValueRef<'_>| u32::try_from(value.as_i64().ok()?).ok();
        self.cell(column, "a whole number from 0 to 4294967295", read)
    }

    /// The file and row of a fact, which stand in two columns side by side.
    pub(crate) fn source(&self, column: usize) -> Result<Source, Fault> {
        let id = self.integer(column)?;
        let file = self.files.binary_search(&id).ok().and_then(|file| u32::try_from(file).ok());
        match file {
            Some(file) => Ok(Source { file, row: self.count(column + 1)? }),
            None => Err(self.names_nothing(&id).into()),
        }
    }

    fn integer(&self, column: usize) -> Result<i64, Fault> {
        self.cell(column, "a whole number", |value| value.as_i64().ok())
    }

    fn optional<T>(
        &self,
        column: usize,
        read: impl FnOnce(&Self, usize) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        match self.row.get_ref(column)? {
            ValueRef::Null => Ok(None),
            _ => read(self, column).map(Some),
        }
    }

    #[cold]
    fn names_nothing(&self, file: &dyn Display) -> StoreError {
        StoreError::BrokenReference {
            table: self.table,
            id: self.id(),
            column: "file",
            missing: file.to_string(),
            place: Place::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_strictly() {
        let rows = [
            ("2024-02-29", true),
            ("0001-01-01", true),
            ("2023-02-29", false),
            ("2024-2-29", false),
            ("2024-02-29 ", false),
            ("2024/02/29", false),
            ("+024-02-29", false),
            ("2024-02-2\u{e9}", false),
            ("", false),
        ];
        for (text, readable) in rows {
            assert_eq!(day(text).map(|day| day.to_string()), readable.then(|| text.to_owned()));
        }
    }
}
