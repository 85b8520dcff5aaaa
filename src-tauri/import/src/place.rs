//! A column of ours, found in the rows of opened files, and read from one row.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{NaiveDate, NaiveDateTime};
use csv::StringRecord;
use tierwright_engine::rows::{RoundedFigure, Source};
use tierwright_program::{Currency, Money, Rate, money::decimal_text};

use crate::{
    DateForm,
    fault::Fault,
    lookup,
    mapping::Written,
    number::{self, NumberFault, NumberForm},
};

/// Decimals that facts keep of an amount (`RULES` section 7, "Rounding").
const AMOUNT_PLACES: u32 = 4;
/// Decimals that facts keep of a rate, a share or a quantity.
const RATE_PLACES: u32 = 8;

/// Words that say that evidence is on file, in small letters.
const YES: [&str; 16] = [
    "yes", "y", "true", "1", "x", "on file", "received", "provided", "attached", "uploaded", "ja",
    "oui", "si", "sí", "sim", "verified",
];
/// Words that say that none is.
const NO: [&str; 12] = [
    "no",
    "n",
    "false",
    "0",
    "none",
    "missing",
    "not received",
    "pending",
    "nein",
    "non",
    "não",
    "outstanding",
];

/// A column of a row, or of the nth file joined to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct At {
    pub(crate) join: Option<usize>,
    pub(crate) column: usize,
}

/// Where a text is taken from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum PlaceFrom {
    /// Nowhere: it would be in an optional file that was not given.
    Nothing,
    /// The same in every row.
    Text(String),
    /// Columns, with a text between them if there are several.
    Columns { at: Vec<At>, between: String },
    /// The first of several columns that has a text.
    FirstOf(Vec<At>),
    /// Columns multiplied with each other, each with how its numbers are written.
    Product(Vec<(At, NumberForm)>),
    /// The number of the row, after a text.
    Row(String),
}

/// A column of ours, found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    /// Its name, such as `deal.amount`.
    pub(crate) ours: String,
    /// The columns of the file it is read from, as messages name them.
    pub(crate) theirs: Option<String>,
    pub(crate) from: PlaceFrom,
    /// Whether it is summed over the rows of one key.
    pub(crate) sums: bool,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) otherwise: Option<String>,
    pub(crate) date: DateForm,
    pub(crate) number: NumberForm,
    /// How else its text is written.
    pub(crate) written: Written,
    /// Texts that stand for nothing.
    pub(crate) empty: Vec<String>,
}

/// How a file is joined to rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct JoinPlace {
    /// The role of the file.
    pub(crate) role: String,
    /// Its name.
    pub(crate) file: String,
    /// The columns of ours that are compared, as messages name them.
    pub(crate) theirs: String,
    /// Those columns.
    pub(crate) on: Vec<At>,
    /// The columns of the file that they must equal.
    pub(crate) key: Vec<usize>,
}

/// What stands beside a row from one joined file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Joined<'a> {
    /// A row.
    Row(&'a StringRecord),
    /// Nothing, as there is no key to look for.
    Unasked,
    /// Nothing, as no row has this key.
    Missing(String),
}

/// A row with what is joined to it.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) record: &'a StringRecord,
    pub(crate) joined: &'a [Joined<'a>],
}

impl<'a> Row<'a> {
    /// The text of a column, without the blanks around it.
    pub(crate) fn text(&self, at: At) -> &'a str {
        let record = match at.join {
            None => self.record,
            Some(join) => match self.joined.get(join) {
                Some(Joined::Row(record)) => record,
                _ => return "",
            },
        };
        record.get(at.column).unwrap_or_default().trim()
    }
}

/// Reads columns of ours from one row, and notes what it had to round.
pub(crate) struct RowReader<'a> {
    pub(crate) row: Row<'a>,
    pub(crate) joins: &'a [JoinPlace],
    pub(crate) source: Source,
    pub(crate) rounded: Vec<RoundedFigure>,
}

impl<'a> RowReader<'a> {
    /// The text of a column, in our words; empty where there is none.
    pub(crate) fn text(&self, place: &'a Place) -> Cow<'a, str> {
        let text = match &place.from {
            PlaceFrom::Nothing => return Cow::Borrowed(""),
            PlaceFrom::Text(text) => Cow::Borrowed(text.as_str()),
            PlaceFrom::Row(before) => Cow::Owned(format!("{before}{}", self.source.row)),
            PlaceFrom::FirstOf(several) => {
                let texts = several.iter().map(|at| self.cell(*at, place));
                Cow::Borrowed(texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default())
            }
            PlaceFrom::Product(several) => self.product(several, place),
            PlaceFrom::Columns { at, between } => match at.as_slice() {
                [at] => Cow::Borrowed(self.cell(*at, place)),
                several => self.several(several, between, place),
            },
        };
        let text = match (place.values.get(text.as_ref()), &place.otherwise) {
            (Some(ours), _) => Cow::Borrowed(ours.as_str()),
            (None, Some(otherwise)) => Cow::Borrowed(otherwise.as_str()),
            (None, None) => text,
        };
        if place.written.after.is_empty() || text.is_empty() {
            return text;
        }
        Cow::Owned(format!("{text}{}", place.written.after))
    }

    /// The text of one column; nothing where it stands for nothing.
    fn cell(&self, at: At, place: &Place) -> &'a str {
        let text = self.row.text(at);
        if place.empty.iter().any(|empty| empty == text) { "" } else { text }
    }

    fn several(&self, several: &[At], between: &str, place: &Place) -> Cow<'a, str> {
        let texts: Vec<&str> = several.iter().map(|at| self.cell(*at, place)).collect();
        if texts.iter().all(|text| text.is_empty()) {
            return Cow::Borrowed("");
        }
        Cow::Owned(texts.join(between))
    }

    /// The product of columns as a number with a point; the text at fault where one is no number.
    fn product(&self, several: &[(At, NumberForm)], place: &Place) -> Cow<'a, str> {
        let factors = several.iter().map(|(at, form)| (self.cell(*at, place), *form));
        let factors: Vec<(&str, NumberForm)> = factors.collect();
        if factors.iter().any(|(text, _)| text.is_empty()) {
            return Cow::Borrowed("");
        }
        match number::product(factors.iter().copied(), 1) {
            Some(product) => Cow::Owned(product),
            None => {
                Cow::Owned(factors.iter().map(|(text, _)| *text).collect::<Vec<_>>().join(" x "))
            }
        }
    }

    /// The text of a column that must have one.
    pub(crate) fn needed(&self, place: &'a Place) -> Result<Cow<'a, str>, Fault> {
        let text = self.text(place);
        if text.is_empty() { Err(self.nothing_there(place)) } else { Ok(text) }
    }

    /// The text of a column that may have none.
    pub(crate) fn maybe(&self, place: Option<&'a Place>) -> Option<Cow<'a, str>> {
        place.map(|place| self.text(place)).filter(|text| !text.is_empty())
    }

    pub(crate) fn string(&self, place: &'a Place) -> Result<String, Fault> {
        self.needed(place).map(Cow::into_owned)
    }

    pub(crate) fn maybe_string(&self, place: Option<&'a Place>) -> String {
        self.maybe(place).map(Cow::into_owned).unwrap_or_default()
    }

    /// Whether evidence is on file: where a text says yes or where the evidence lies.
    pub(crate) fn evidence(&self, place: Option<&'a Place>) -> Result<bool, Fault> {
        let Some((place, text)) = place.zip(self.maybe(place)) else { return Ok(false) };
        let lower = text.to_lowercase();
        match lower.as_str() {
            _ if YES.contains(&lower.as_str()) => Ok(true),
            _ if NO.contains(&lower.as_str()) => Ok(false),
            _ if text.contains(['.', '/', '\\', ':']) => Ok(true),
            _ => {
                let clause =
                    format!("\"{text}\" is neither yes nor no, nor says where the evidence lies");
                Err(Fault::at("evidence_unknown", place.theirs.as_deref(), clause))
            }
        }
    }

    pub(crate) fn currency(&self, place: &'a Place) -> Result<Currency, Fault> {
        let text = self.needed(place)?;
        // An amount names its currency by its sign or code.
        let named = text.parse().ok().or_else(|| number::currency(&text));
        named.ok_or_else(|| {
            let clause = format!("\"{text}\" is not a currency code of ISO 4217, such as USD");
            Fault::at("currency_unknown", place.theirs.as_deref(), clause)
        })
    }

    pub(crate) fn maybe_currency(
        &self,
        place: Option<&'a Place>,
    ) -> Result<Option<Currency>, Fault> {
        self.given(place).map(|place| self.currency(place)).transpose()
    }

    pub(crate) fn date(&self, place: &'a Place) -> Result<NaiveDate, Fault> {
        let text = self.needed(place)?;
        place.date.read(&text).ok_or_else(|| {
            let clause = format!("\"{text}\" is not a date written as {}", place.date);
            Fault::at("date_unreadable", place.theirs.as_deref(), clause)
        })
    }

    pub(crate) fn moment(&self, place: &'a Place) -> Result<NaiveDateTime, Fault> {
        let text = self.needed(place)?;
        place.date.read_moment(&text).ok_or_else(|| {
            let clause = format!("\"{text}\" is not a date written as {}", place.date);
            Fault::at("date_unreadable", place.theirs.as_deref(), clause)
        })
    }

    pub(crate) fn maybe_date(&self, place: Option<&'a Place>) -> Result<Option<NaiveDate>, Fault> {
        self.given(place).map(|place| self.date(place)).transpose()
    }

    pub(crate) fn money(&mut self, place: &'a Place, currency: Currency) -> Result<Money, Fault> {
        self.in_currency(place, currency)?;
        let units = self.units(place, AMOUNT_PLACES)?;
        Ok(Money::from_units(units, currency))
    }

    /// Makes sure that no other currency is written beside an amount.
    fn in_currency(&self, place: &'a Place, currency: Currency) -> Result<(), Fault> {
        let other = match &place.from {
            PlaceFrom::Product(several) => {
                let mut texts = several.iter().map(|(at, _)| self.cell(*at, place));
                texts.find(|text| number::is_in_other(text, currency)).map(Cow::Borrowed)
            }
            _ => Some(self.text(place)).filter(|text| number::is_in_other(text, currency)),
        };
        let Some(text) = other else { return Ok(()) };
        let clause = format!("\"{text}\" is another currency than {currency}, which its row is in");
        Err(Fault::at("currency_differs", place.theirs.as_deref(), clause))
    }

    pub(crate) fn maybe_money(
        &mut self,
        place: Option<&'a Place>,
        currency: Currency,
    ) -> Result<Option<Money>, Fault> {
        self.given(place).map(|place| self.money(place, currency)).transpose()
    }

    pub(crate) fn rate(&mut self, place: &'a Place) -> Result<Rate, Fault> {
        self.units(place, RATE_PLACES).map(Rate::from_units)
    }

    pub(crate) fn maybe_rate(&mut self, place: Option<&'a Place>) -> Result<Option<Rate>, Fault> {
        self.given(place).map(|place| self.rate(place)).transpose()
    }

    /// A column that the mapping fills and this row has a text in.
    fn given(&self, place: Option<&'a Place>) -> Option<&'a Place> {
        place.filter(|place| !self.text(place).is_empty())
    }

    /// A number in units of its last kept place. A finer one is rounded, and noted.
    fn units(&mut self, place: &'a Place, places: u32) -> Result<i64, Fault> {
        let text = self.needed(place)?;
        let written = &place.written;
        // A product is in our own form already.
        let form = match place.from {
            PlaceFrom::Product(_) => NumberForm::PLAIN,
            _ => place.number,
        };
        let is_amount = places == AMOUNT_PLACES && !written.percent;
        let read = if is_amount && number::is_percent(&text) {
            Err(NumberFault::Unreadable)
        } else {
            number::read_written(&text, form, written, i64::from(places))
        };
        let read = read.map_err(|fault| {
            let theirs = place.theirs.as_deref();
            match fault {
                NumberFault::Unreadable => {
                    let clause = format!("\"{text}\" is not a number ({})", place.number.words());
                    Fault::at("number_unreadable", theirs, clause)
                }
                NumberFault::TooLarge => {
                    let clause = format!("\"{text}\" is larger than can be kept exactly");
                    Fault::at("amount_too_large", theirs, clause)
                }
            }
        })?;
        if read.rounded {
            let (column, text) = (place.ours.clone(), text.into_owned());
            let rounded = decimal_text(read.units, places, 0);
            self.rounded.push(RoundedFigure { column, text, rounded, source: self.source });
        }
        Ok(if written.negated { -read.units } else { read.units })
    }

    /// The fault of a column that must have a text and has none; a join without a match explains it.
    fn nothing_there(&self, place: &Place) -> Fault {
        let at: Vec<At> = match &place.from {
            PlaceFrom::Columns { at, .. } | PlaceFrom::FirstOf(at) => at.clone(),
            PlaceFrom::Product(factors) => factors.iter().map(|(at, _)| *at).collect(),
            PlaceFrom::Nothing | PlaceFrom::Text(_) | PlaceFrom::Row(_) => Vec::new(),
        };
        for join in at.into_iter().filter_map(|at| at.join) {
            if let (Some(Joined::Missing(key)), Some(plan)) =
                (self.row.joined.get(join), self.joins.get(join))
            {
                let clause = format!(
                    "\"{}\" is not in {}, where {} is read from",
                    lookup::shown(key),
                    plan.file,
                    place.ours
                );
                let fault = Fault::at("match_missing", Some(&plan.theirs), clause);
                return fault.of(&place.ours, Some(lookup::shown(key)));
            }
        }
        let clause = format!("it is empty, and {} is needed", place.ours);
        Fault::at("text_missing", place.theirs.as_deref(), clause).of(&place.ours, None)
    }
}
