//! The fiscal calendar: months as the smallest bucket, and the periods made of them.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When the fiscal year begins and how it is named.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The month the fiscal year begins in, 1 to 12.
    #[schemars(range(min = 1, max = 12))]
    pub year_starts_in: u8,
    /// Which calendar year gives the fiscal year its number.
    pub year_named_by: YearName,
}

/// Which calendar year names a fiscal year that spans two.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearName {
    /// The year it begins in.
    Start,
    /// The year it ends in.
    End,
}

/// A calendar month, counted from the year 0; the bucket that measures are summed in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Month(pub i32);

impl Month {
    /// The month a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() * 12 + day.month0().cast_signed())
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0.div_euclid(12), self.0.rem_euclid(12).cast_unsigned() + 1, 1)
            .unwrap_or(NaiveDate::MIN)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        Self(self.0 + 1).first_day().pred_opt().unwrap_or(NaiveDate::MAX)
    }
}

/// A run of whole months: from the first one to the last one, both included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span {
    /// The first month.
    pub first: Month,
    /// The last month.
    pub last: Month,
}

impl Span {
    /// The first day.
    #[must_use]
    pub fn from(&self) -> NaiveDate {
        self.first.first_day()
    }

    /// The last day.
    #[must_use]
    pub fn until(&self) -> NaiveDate {
        self.last.last_day()
    }

    /// The same months `months` earlier.
    #[must_use]
    pub fn earlier(&self, months: i32) -> Self {
        Self { first: Month(self.first.0 - months), last: Month(self.last.0 - months) }
    }

    /// How many months it has.
    #[must_use]
    pub fn months(&self) -> i32 {
        self.last.0 - self.first.0 + 1
    }

    /// Whether a month lies in it.
    #[must_use]
    pub fn contains(&self, month: Month) -> bool {
        self.first <= month && month <= self.last
    }
}

/// A length of the fiscal calendar.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One month.
    Month,
    /// Three months of the fiscal year.
    Quarter,
    /// Six months of the fiscal year.
    Half,
    /// The fiscal year.
    Year,
}

impl Period {
    /// How many months it has.
    #[must_use]
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half year",
            Self::Year => "year",
        })
    }
}

impl Calendar {
    /// The period of a length that a month lies in.
    #[must_use]
    pub fn period_of(&self, month: Month, length: Period) -> Span {
        let into_period =
            (month.0 - i32::from(self.year_starts_in) + 1).rem_euclid(length.months());
        let first = Month(month.0 - into_period);
        Span { first, last: Month(first.0 + length.months() - 1) }
    }

    /// The number of the fiscal year a month lies in.
    #[must_use]
    pub fn year_of(&self, month: Month) -> i32 {
        let year = self.period_of(month, Period::Year);
        match self.year_named_by {
            YearName::Start => year.first.0.div_euclid(12),
            YearName::End => year.last.0.div_euclid(12),
        }
    }

    /// A period in words: `Q4 FY26`, `H1 FY26`, `FY26`, or `Mar 2026`.
    #[must_use]
    pub fn label(&self, span: Span) -> String {
        let into_year = span.first.0 - self.period_of(span.first, Period::Year).first.0;
        let year = self.year_of(span.first).rem_euclid(100);
        match span.months() {
            12 => format!("FY{year:02}"),
            6 => format!("H{} FY{year:02}", into_year / 6 + 1),
            3 => format!("Q{} FY{year:02}", into_year / 3 + 1),
            _ => span.from().format("%b %Y").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_the_fiscal_year() {
        let rows = [
            (
                1,
                YearName::Start,
                "2026-03-31",
                Period::Quarter,
                "2026-01-01",
                "2026-03-31",
                "Q1 FY26",
            ),
            (1, YearName::Start, "2026-12-31", Period::Year, "2026-01-01", "2026-12-31", "FY26"),
            (
                4,
                YearName::Start,
                "2026-03-31",
                Period::Quarter,
                "2026-01-01",
                "2026-03-31",
                "Q4 FY25",
            ),
            (4, YearName::End, "2026-03-31", Period::Year, "2025-04-01", "2026-03-31", "FY26"),
            (7, YearName::End, "2026-02-10", Period::Half, "2026-01-01", "2026-06-30", "H2 FY26"),
            (
                2,
                YearName::Start,
                "2026-01-15",
                Period::Quarter,
                "2025-11-01",
                "2026-01-31",
                "Q4 FY25",
            ),
            (
                1,
                YearName::Start,
                "2024-02-29",
                Period::Month,
                "2024-02-01",
                "2024-02-29",
                "Feb 2024",
            ),
        ];
        for (year_starts_in, year_named_by, day, length, from, until, label) in rows {
            let calendar = Calendar { year_starts_in, year_named_by };
            let span = calendar.period_of(Month::of(day.parse().unwrap()), length);
            let got = (span.from().to_string(), span.until().to_string(), calendar.label(span));
            assert_eq!(got, (from.to_owned(), until.to_owned(), label.to_owned()), "{day}");
        }
    }
}
