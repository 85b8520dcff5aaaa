//! Dates as files write them.

use std::{fmt, str::FromStr};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// How dates are written, such as `year-month-day`, `day.month.year`, `yearmonthday` or `serial`.
///
/// The words `year`, `month` and `day` stand once each, other characters for themselves. A `*` at
/// the end lets anything follow, such as a time of day. A year has four digits, `yy` stands for one
/// of two (69 is 1969, 68 is 2068); days and months have one or two, or two where digits stand side
/// by side. A month may be its name in English or the first three letters of it. `serial` is the
/// number of a spreadsheet, day 1 being 1900-01-01.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateForm {
    text: String,
    parts: Vec<Part>,
    open_end: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Year,
    /// A year of two digits.
    ShortYear,
    Month,
    Day,
    Literal(char),
}

impl Part {
    const WORDS: [(&'static str, Self); 4] =
        [("year", Self::Year), ("yy", Self::ShortYear), ("month", Self::Month), ("day", Self::Day)];

    const fn is_number(self) -> bool {
        !matches!(self, Self::Literal(_))
    }
}

impl DateForm {
    /// The day that a text names in this form, if it does.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<NaiveDate> {
        self.split(text).map(|(day, _)| day)
    }

    /// The day that a text names in this form and the time of day that stands behind it; midnight
    /// where none does. An offset from another clock is not counted.
    #[must_use]
    pub fn read_moment(&self, text: &str) -> Option<NaiveDateTime> {
        let (day, rest) = self.split(text)?;
        let time = if self.is_serial() { part_of_day(rest) } else { time_of_day(rest) };
        Some(day.and_time(time.unwrap_or_default()))
    }

    /// The day that a text names in this form, and what stands behind it.
    fn split<'a>(&self, text: &'a str) -> Option<(NaiveDate, &'a str)> {
        if self.is_serial() {
            let part = text.split_once('.').map_or("", |(_, part)| part);
            return serial(text).map(|day| (day, part));
        }
        let mut rest = text;
        let (mut year, mut month, mut day) = (0, 0, 0);
        for (index, part) in self.parts.iter().enumerate() {
            let side_by_side = self.touches_number(index);
            match *part {
                Part::Year => year = number(&mut rest, 4, 4)?,
                Part::ShortYear => {
                    let short = number(&mut rest, 2, 2)?;
                    year = if short < 69 { 2000 + short } else { 1900 + short };
                }
                Part::Month if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    month = month_name(&mut rest)?;
                }
                Part::Month => month = number(&mut rest, if side_by_side { 2 } else { 1 }, 2)?,
                Part::Day => day = number(&mut rest, if side_by_side { 2 } else { 1 }, 2)?,
                Part::Literal(character) => rest = rest.strip_prefix(character)?,
            }
        }
        // A digit that follows belongs to the date: 3/4/2025 is not read as year 20 of anything.
        let apart = !rest.starts_with(|c: char| c.is_ascii_digit()) || self.ends_side_by_side();
        let complete = (self.open_end && apart) || rest.is_empty();
        let year = i32::try_from(year).ok()?;
        let day = complete.then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()?;
        Some((day, rest))
    }

    /// A day as it is written in this form, days and months with two digits; one that stands as a number
    /// of a spreadsheet, with the name of its month.
    #[must_use]
    pub fn write(&self, day: NaiveDate) -> String {
        if self.is_serial() {
            return day.format("%-d %b %Y").to_string();
        }
        let part = |part: &Part| match part {
            Part::Year => day.format("%Y").to_string(),
            Part::ShortYear => day.format("%y").to_string(),
            Part::Month => day.format("%m").to_string(),
            Part::Day => day.format("%d").to_string(),
            Part::Literal(character) => character.to_string(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Whether it is the number of a spreadsheet.
    #[must_use]
    pub fn is_serial(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether it ends with digits whose count is fixed, after which others may stand.
    fn ends_side_by_side(&self) -> bool {
        self.parts.len().checked_sub(1).is_some_and(|last| self.touches_number(last))
    }

    fn touches_number(&self, index: usize) -> bool {
        let number_at = |at: Option<usize>| {
            at.and_then(|at| self.parts.get(at)).is_some_and(|part| part.is_number())
        };
        number_at(index.checked_sub(1)) || number_at(index.checked_add(1))
    }
}

/// Takes `least` to `most` digits off the front of a text.
fn number(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, after) = rest.split_at_checked(digits)?;
    *rest = after;
    (digits >= least).then(|| number.parse().ok()).flatten()
}

/// Months by their first three letters.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What may follow the first three letters.
const MONTH_ENDS: [&str; 12] =
    ["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"];

/// Takes the name of a month off the front of a text.
fn month_name(rest: &mut &str) -> Option<u32> {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, after) = rest.split_at_checked(letters)?;
    let name = name.to_ascii_lowercase();
    let (head, tail) = name.split_at_checked(3)?;
    let at = MONTHS.iter().position(|month| *month == head)?;
    *rest = after;
    (tail.is_empty() || MONTH_ENDS.get(at) == Some(&tail) || name == "sept")
        .then(|| u32::try_from(at + 1).ok())
        .flatten()
}

/// The day of a spreadsheet's number; what stands behind the point is the time of day.
fn serial(text: &str) -> Option<NaiveDate> {
    let (days, part) = text.split_once('.').unwrap_or((text, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let days: u64 =
        (plain(days) && plain(part) && days.len() <= 7).then(|| days.parse().ok())??;
    // Spreadsheets count a 29 February 1900 that never was, so the days before it are one off.
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    (days > 0).then(|| epoch.checked_add_days(chrono::Days::new(days))).flatten()
}

/// Seconds of a day.
const DAY: u64 = 86_400;

/// The time of day of the decimals of a spreadsheet's number, to the nearest second.
fn part_of_day(part: &str) -> Option<NaiveTime> {
    // More digits than these change no second.
    let part = part.get(..part.len().min(9))?;
    let whole = 10_u64.pow(u32::try_from(part.len()).ok()?);
    let seconds = (part.parse::<u64>().ok()? * DAY * 2 + whole) / (whole * 2);
    NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(seconds.min(DAY - 1)).ok()?, 0)
}

/// The time of day that a text begins with: hours and minutes, and seconds, AM or PM behind them.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let mut rest = text.trim_start_matches([' ', ',', 'T', 't']);
    let mut hour = number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix(':')?;
    let minute = number(&mut rest, 2, 2)?;
    let mut second = 0;
    if let Some(mut after) = rest.strip_prefix(':') {
        second = number(&mut after, 2, 2)?;
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('.') {
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let half = rest.trim_start().get(..2).map(str::to_ascii_uppercase);
    match half.as_deref() {
        Some("AM" | "PM") if hour == 0 || hour > 12 => return None,
        Some("AM") => hour %= 12,
        Some("PM") => hour = hour % 12 + 12,
        _ => {}
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

impl Default for DateForm {
    fn default() -> Self {
        Self {
            text: "year-month-day".to_owned(),
            parts: vec![Part::Year, Part::Literal('-'), Part::Month, Part::Literal('-'), Part::Day],
            open_end: false,
        }
    }
}

impl FromStr for DateForm {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (mut rest, open_end) =
            text.strip_suffix('*').map_or((text, false), |rest| (rest, true));
        let mut parts = Vec::new();
        while let Some(character) = rest.chars().next() {
            let word = Part::WORDS.into_iter().find(|(word, _)| rest.starts_with(word));
            let (length, part) = word.map_or_else(
                || (character.len_utf8(), Part::Literal(character)),
                |(word, part)| (word.len(), part),
            );
            parts.push(part);
            rest = rest.get(length..).unwrap_or_default();
        }
        if text == "serial" {
            return Ok(Self { text: text.to_owned(), parts: Vec::new(), open_end: false });
        }
        let once = |wanted: Part| parts.iter().filter(|part| **part == wanted).count() == 1;
        let year = once(Part::Year) != once(Part::ShortYear);
        if year && once(Part::Month) && once(Part::Day) {
            return Ok(Self { text: text.to_owned(), parts, open_end });
        }
        Err(format!(
            "\"{text}\" is not the form of a date; year, month and day are expected once each, such as day.month.year"
        ))
    }
}

impl fmt::Display for DateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for DateForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for DateForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for DateForm {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DateForm".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "How dates are written: year, month and day once each, other characters for themselves, yy for a year of two digits, * at the end lets anything follow; such as year-month-day, day.month.year, yearmonthday or year-month-day*; serial for the number of a spreadsheet"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_read_their_dates_and_no_others() {
        let rows = [
            ("year-month-day", "2013-02-28", Some("2013-02-28")),
            ("year-month-day", "2013-2-8", Some("2013-02-08")),
            ("year-month-day", "2013-02-29", None),
            ("year-month-day", "2013-02-28 00:00:00", None),
            ("year-month-day*", "2013-02-28 00:00:00", Some("2013-02-28")),
            ("year-month-day", "13-02-28", None),
            ("year-month-day", "28.02.2013", None),
            ("day.month.year", "28.02.2013", Some("2013-02-28")),
            ("day.month.year", "3.4.2013", Some("2013-04-03")),
            ("month/day/year", "3/4/2013", Some("2013-03-04")),
            ("month/day/year*", "3/4/2025, 10:22 AM", Some("2025-03-04")),
            ("yearmonthday", "20130228", Some("2013-02-28")),
            ("yearmonthday*", "20130228T101500", Some("2013-02-28")),
            ("day-month-year", "05-Mar-2026", Some("2026-03-05")),
            ("day month year", "5 September 2026", Some("2026-09-05")),
            ("month day, year", "Sept 5, 2026", Some("2026-09-05")),
            ("day-month-year", "05-Mrz-2026", None),
            ("month/day/yy", "3/4/25", Some("2025-03-04")),
            ("month/day/yy", "3/4/69", Some("1969-03-04")),
            ("month/day/yy*", "3/4/2025", None),
            ("year-month-day*", "2026-03-05T14:15:33+01:00", Some("2026-03-05")),
            ("serial", "46296", Some("2026-10-01")),
            ("serial", "46296.75", Some("2026-10-01")),
            ("serial", "1", Some("1900-01-01")),
            ("serial", "61", Some("1900-03-01")),
            ("serial", "0", None),
            ("serial", "TBD", None),
            ("yearmonthday", "2013228", None),
            ("year-month-day", "", None),
            ("year-month-day", "2013-0二-28", None),
        ];
        for (form, text, expected) in rows {
            let form: DateForm = form.parse().unwrap();
            let day = form.read(text).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{form} {text}");
        }
    }

    #[test]
    fn the_time_of_day_stands_behind_the_day() {
        let rows = [
            ("month/day/year*", "3/4/2025, 10:22 AM", "2025-03-04 10:22:00"),
            ("month/day/year*", "3/4/2025 12:05 AM", "2025-03-04 00:05:00"),
            ("month/day/year*", "3/4/2025 12:05:09 pm", "2025-03-04 12:05:09"),
            ("year-month-day*", "2026-03-05T14:15:33+01:00", "2026-03-05 14:15:33"),
            ("year-month-day*", "2026-03-05T14:15:33.250Z", "2026-03-05 14:15:33"),
            ("year-month-day*", "2026-03-05 in the morning", "2026-03-05 00:00:00"),
            ("year-month-day*", "2026-03-05 25:00", "2026-03-05 00:00:00"),
            ("year-month-day", "2026-03-05", "2026-03-05 00:00:00"),
            // Three quarters of a day are 18 hours; half a second short of midnight stays that day.
            ("serial", "46296.75", "2026-10-01 18:00:00"),
            ("serial", "46296.999999999", "2026-10-01 23:59:59"),
            ("serial", "46296", "2026-10-01 00:00:00"),
        ];
        for (form, text, expected) in rows {
            let form: DateForm = form.parse().unwrap();
            let moment = form.read_moment(text).map(|at| at.to_string());
            assert_eq!(moment.as_deref(), Some(expected), "{form} {text}");
        }
    }

    #[test]
    fn a_form_names_each_part_once() {
        for text in ["", "year-month", "day.day.year", "dd/mm/yyyy", "year-month-day-day"] {
            assert!(text.parse::<DateForm>().is_err(), "{text}");
        }
        assert_eq!(DateForm::default(), "year-month-day".parse().unwrap());
    }
}
