//! The fiscal calendar: its periods as runs of days.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When the fiscal year begins, how it is named, and what its months are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The month the fiscal year begins in, 1 to 12.
    #[schemars(range(min = 1, max = 12))]
    pub year_starts_in: u8,
    /// Which calendar year gives the fiscal year its number.
    pub year_named_by: YearName,
    /// What a month of the fiscal year is.
    #[serde(default)]
    pub months: Months,
    /// The day a week begins on.
    #[serde(default)]
    pub week_starts_on: WeekStart,
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

/// What a month of the fiscal year is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Months {
    /// A calendar month.
    #[default]
    Calendar,
    /// A number of whole weeks; the fiscal year has 52 of them or 53, the last month having one
    /// more in a long year.
    Weeks(WeekMonths),
}

/// Months made of weeks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekMonths {
    /// How many weeks the three months of a quarter have.
    pub quarter: WeekPattern,
    /// Which first day of a week begins the year, seen from the first day of `year_starts_in`.
    pub year_begins: YearBegins,
}

/// How many weeks the three months of a quarter have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
pub enum WeekPattern {
    /// Four, four and five.
    #[serde(rename = "4-4-5")]
    FourFourFive,
    /// Four, five and four.
    #[serde(rename = "4-5-4")]
    FourFiveFour,
    /// Five, four and four.
    #[serde(rename = "5-4-4")]
    FiveFourFour,
}

/// Which first day of a week begins a year made of weeks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum YearBegins {
    /// The last one on or before the first day of the month.
    OnOrBefore,
    /// The nearest one.
    Nearest,
    /// The first one on or after it.
    OnOrAfter,
}

/// The day a week begins on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeekStart {
    /// Monday.
    #[default]
    Monday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A run of days: from the first one to the last one, both included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span {
    from: NaiveDate,
    until: NaiveDate,
}

impl Span {
    /// The days from `from` to `until`, both included.
    #[must_use]
    pub const fn new(from: NaiveDate, until: NaiveDate) -> Self {
        Self { from, until }
    }

    /// The first day.
    #[must_use]
    pub const fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day.
    #[must_use]
    pub const fn until(&self) -> NaiveDate {
        self.until
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }

    /// How many days it has.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.until - self.from).num_days() + 1
    }
}

/// A length of the fiscal calendar.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// The first fifteen days of a month, or the rest of it; of a month made of weeks the first
    /// fourteen days, or the rest.
    HalfMonth,
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
    /// How many months it has; none for what is shorter than a month.
    #[must_use]
    pub const fn months(self) -> Option<i32> {
        match self {
            Self::Day | Self::Week | Self::HalfMonth => None,
            Self::Month => Some(1),
            Self::Quarter => Some(3),
            Self::Half => Some(6),
            Self::Year => Some(12),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::HalfMonth => "half-month",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half year",
            Self::Year => "year",
        })
    }
}

/// The years that dates of facts and programs may lie in; what lies outside is cut to them.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

impl Calendar {
    /// The calendar year as fiscal year, weeks beginning on Monday.
    #[must_use]
    pub const fn calendar_years() -> Self {
        Self {
            year_starts_in: 1,
            year_named_by: YearName::Start,
            months: Months::Calendar,
            week_starts_on: WeekStart::Monday,
        }
    }

    /// The period of a length that a day lies in.
    #[must_use]
    pub fn period_of(&self, day: NaiveDate, length: Period) -> Span {
        let Some(months) = length.months() else { return self.short_period_of(day, length) };
        let month = self.month_of(day);
        let first = month - (month - self.year_offset()).rem_euclid(months);
        self.months_span(first, months)
    }

    /// The period of the same length just before.
    #[must_use]
    pub fn previous(&self, span: Span, length: Period) -> Span {
        self.period_of(span.from.pred_opt().unwrap_or(span.from), length)
    }

    /// The period of the same length just after.
    #[must_use]
    pub fn next(&self, span: Span, length: Period) -> Span {
        self.period_of(span.until.succ_opt().unwrap_or(span.until), length)
    }

    /// Whether each period of a length lies whole inside one of another, longer or equal length.
    #[must_use]
    pub fn nests(&self, inner: Period, outer: Period) -> bool {
        match (inner, outer) {
            (Period::Week, Period::HalfMonth) => false,
            (Period::Week, Period::Month | Period::Quarter | Period::Half | Period::Year) => {
                matches!(self.months, Months::Weeks(_))
            }
            _ => inner <= outer,
        }
    }

    /// The same days one fiscal year earlier: the same months of that year, or for days inside a
    /// month the same days of the same month, as far as it has them.
    #[must_use]
    pub fn year_earlier(&self, span: Span) -> Span {
        Span::new(self.day_earlier(span.from, 12), self.day_earlier(span.until, 12))
    }

    /// The last `months` months up to a day: the day after the same day so many months earlier, to
    /// the day. The last day of a month stands for the last day of each month.
    #[must_use]
    pub fn trailing(&self, until: NaiveDate, months: u16) -> Span {
        let before = self.day_earlier(until, i32::from(months));
        Span::new(before.succ_opt().unwrap_or(before), until)
    }

    /// The same day of the month so many months later, as far as that month has it.
    #[must_use]
    pub fn months_later(&self, day: NaiveDate, months: u16) -> NaiveDate {
        match self.months {
            Months::Calendar => {
                day.checked_add_months(chrono::Months::new(months.into())).unwrap_or(day)
            }
            Months::Weeks(_) => self.day_earlier(day, -i32::from(months)),
        }
    }

    /// The number of the fiscal year a day lies in.
    #[must_use]
    pub fn year_of(&self, day: NaiveDate) -> i32 {
        let first = self.month_of(day);
        let first = first - (first - self.year_offset()).rem_euclid(12);
        match self.year_named_by {
            YearName::Start => first.div_euclid(12),
            YearName::End => (first + 11).div_euclid(12),
        }
    }

    /// A period in words: `Q4 FY26`, `H1 FY26`, `FY26`, `Mar 2026`; of what is none of these its
    /// days.
    #[must_use]
    pub fn label(&self, span: Span) -> String {
        let year = self.year_of(span.from).rem_euclid(100);
        let into_year = (self.month_of(span.from) - self.year_offset()).rem_euclid(12);
        let is = |length| self.period_of(span.from, length) == span;
        let day = |day: NaiveDate| day.format("%-d %b %Y").to_string();
        if is(Period::Year) {
            format!("FY{year:02}")
        } else if is(Period::Half) {
            format!("H{} FY{year:02}", into_year / 6 + 1)
        } else if is(Period::Quarter) {
            format!("Q{} FY{year:02}", into_year / 3 + 1)
        } else if is(Period::Month) {
            match self.months {
                Months::Calendar => span.from.format("%b %Y").to_string(),
                Months::Weeks(_) => format!("Month {} FY{year:02}", into_year + 1),
            }
        } else if span.from == span.until {
            day(span.from)
        } else {
            format!("{} to {}", day(span.from), day(span.until))
        }
    }

    /// Months are numbered from the year 0: twelve a year, the first one of the fiscal year being
    /// `year_starts_in`.
    fn month_of(&self, day: NaiveDate) -> i32 {
        let plain = day.year() * 12 + day.month0().cast_signed();
        match self.months {
            Months::Calendar => plain,
            Months::Weeks(weeks) => {
                // A year made of weeks begins at most six days from the first of its month.
                let near = plain - (plain - self.year_offset()).rem_euclid(12);
                let first = [near + 12, near, near - 12];
                let first = first.into_iter().find(|first| self.week_year(*first, weeks) <= day);
                let first = first.unwrap_or(near - 12);
                let week = (day - self.week_year(first, weeks)).num_days() / 7;
                let ends = weeks.quarter.ends();
                let later = (0..11).filter(|month| i64::from(ends[*month]) <= week).count();
                first + i32::try_from(later).unwrap_or(0)
            }
        }
    }

    /// The first day of a month.
    fn month_starts(&self, month: i32) -> NaiveDate {
        match self.months {
            Months::Calendar => first_of_month(month),
            Months::Weeks(weeks) => {
                let into_year = (month - self.year_offset()).rem_euclid(12);
                let year = self.week_year(month - into_year, weeks);
                let before = usize::try_from(into_year - 1).ok();
                let after = before.map_or(0, |at| weeks.quarter.ends()[at]);
                year + chrono::Days::new(u64::from(after) * 7)
            }
        }
    }

    /// The first day of the year made of weeks whose first month is `first`.
    fn week_year(&self, first: i32, weeks: WeekMonths) -> NaiveDate {
        let nominal = first_of_month(first);
        let before = self.day_of_week(nominal);
        let back = match weeks.year_begins {
            YearBegins::OnOrBefore => before,
            YearBegins::Nearest if before <= 3 => before,
            YearBegins::OnOrAfter if before == 0 => 0,
            YearBegins::Nearest | YearBegins::OnOrAfter => before - 7,
        };
        nominal - chrono::Duration::days(back)
    }

    /// How many days a day lies after the first day of its week.
    fn day_of_week(&self, day: NaiveDate) -> i64 {
        let from_monday = i64::from(day.weekday().num_days_from_monday());
        let start = match self.week_starts_on {
            WeekStart::Monday => 0,
            WeekStart::Saturday => 5,
            WeekStart::Sunday => 6,
        };
        (from_monday - start).rem_euclid(7)
    }

    fn year_offset(&self) -> i32 {
        i32::from(self.year_starts_in) - 1
    }

    fn months_span(&self, first: i32, months: i32) -> Span {
        let after = self.month_starts(first + months);
        Span::new(self.month_starts(first), after.pred_opt().unwrap_or(after))
    }

    fn short_period_of(&self, day: NaiveDate, length: Period) -> Span {
        match length {
            Period::Week => {
                let first = day - chrono::Duration::days(self.day_of_week(day));
                Span::new(first, first + chrono::Days::new(6))
            }
            Period::HalfMonth => {
                let month = self.period_of(day, Period::Month);
                let first_half = if self.months == Months::Calendar { 15 } else { 14 };
                let second = month.from + chrono::Days::new(first_half);
                if day < second {
                    Span::new(month.from, second.pred_opt().unwrap_or(second))
                } else {
                    Span::new(second, month.until)
                }
            }
            _ => Span::new(day, day),
        }
    }

    /// The same day of the month so many months earlier; the last day of a month stays one.
    fn day_earlier(&self, day: NaiveDate, months: i32) -> NaiveDate {
        let month = self.month_of(day);
        let now = self.months_span(month, 1);
        let then = self.months_span(month - months, 1);
        if day == now.until {
            return then.until;
        }
        (then.from + (day - now.from)).min(then.until)
    }
}

impl WeekPattern {
    /// After how many weeks of the year each of its first eleven months ends.
    const fn ends(self) -> [u8; 11] {
        match self {
            Self::FourFourFive => [4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47],
            Self::FourFiveFour => [4, 9, 13, 17, 22, 26, 30, 35, 39, 43, 48],
            Self::FiveFourFour => [5, 9, 13, 18, 22, 26, 31, 35, 39, 44, 48],
        }
    }
}

/// The first day of a calendar month counted from the year 0.
fn first_of_month(month: i32) -> NaiveDate {
    let year = month.div_euclid(12).clamp(*YEARS.start(), *YEARS.end());
    let month0 = month.rem_euclid(12).cast_unsigned();
    NaiveDate::from_ymd_opt(year, month0 + 1, 1).unwrap_or(NaiveDate::MIN)
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
            let calendar = Calendar { year_starts_in, year_named_by, ..Calendar::calendar_years() };
            let span = calendar.period_of(day.parse().unwrap(), length);
            let got = (span.from().to_string(), span.until().to_string(), calendar.label(span));
            assert_eq!(got, (from.to_owned(), until.to_owned(), label.to_owned()), "{day}");
        }
    }

    fn span(text: &str) -> Span {
        let (from, until) = text.split_once(' ').unwrap();
        Span::new(from.parse().unwrap(), until.parse().unwrap())
    }

    #[test]
    fn short_periods_and_steps() {
        let calendar = Calendar::calendar_years();
        let rows = [
            ("2025-02-20", Period::HalfMonth, "2025-02-16 2025-02-28", "2025-02-01 2025-02-15"),
            ("2025-02-15", Period::HalfMonth, "2025-02-01 2025-02-15", "2025-01-16 2025-01-31"),
            ("2025-01-01", Period::Week, "2024-12-30 2025-01-05", "2024-12-23 2024-12-29"),
            ("2025-01-05", Period::Week, "2024-12-30 2025-01-05", "2024-12-23 2024-12-29"),
            ("2025-03-01", Period::Day, "2025-03-01 2025-03-01", "2025-02-28 2025-02-28"),
        ];
        for (day, length, expected, before) in rows {
            let got = calendar.period_of(day.parse().unwrap(), length);
            assert_eq!(got, span(expected), "{day} {length}");
            assert_eq!(calendar.previous(got, length), span(before), "{day} {length}");
            assert_eq!(calendar.next(span(before), length), got, "{day} {length}");
        }
        let rows = [
            ("2025-03-31", 1, "2025-03-01 2025-03-31"),
            ("2025-02-28", 3, "2024-12-01 2025-02-28"),
            ("2025-03-14", 3, "2024-12-15 2025-03-14"),
        ];
        for (until, months, expected) in rows {
            let got = calendar.trailing(until.parse().unwrap(), months);
            assert_eq!(got, span(expected), "{until} {months}");
        }
        assert_eq!(
            calendar.year_earlier(span("2024-02-29 2024-02-29")),
            span("2023-02-28 2023-02-28")
        );
    }

    #[test]
    fn months_of_weeks_follow_their_pattern() {
        // The year begins on the Monday nearest to 1 January: 30 December 2024 and 29 December
        // 2025 and 4 January 2027, so that 2026 has 53 weeks.
        let weeks = |quarter| Calendar {
            months: Months::Weeks(WeekMonths { quarter, year_begins: YearBegins::Nearest }),
            ..Calendar::calendar_years()
        };
        let calendar = weeks(WeekPattern::FourFourFive);
        let rows = [
            ("2024-12-30", Period::Month, "2024-12-30 2025-01-26", "Month 1 FY25"),
            ("2025-03-30", Period::Month, "2025-02-24 2025-03-30", "Month 3 FY25"),
            ("2025-03-30", Period::Quarter, "2024-12-30 2025-03-30", "Q1 FY25"),
            ("2025-12-28", Period::Year, "2024-12-30 2025-12-28", "FY25"),
            ("2025-12-29", Period::Quarter, "2025-12-29 2026-03-29", "Q1 FY26"),
            ("2027-01-03", Period::Month, "2026-11-23 2027-01-03", "Month 12 FY26"),
            ("2027-01-03", Period::Year, "2025-12-29 2027-01-03", "FY26"),
        ];
        for (day, length, expected, label) in rows {
            let got = calendar.period_of(day.parse().unwrap(), length);
            assert_eq!((got, calendar.label(got).as_str()), (span(expected), label), "{day}");
        }
        assert_eq!(
            calendar.year_earlier(span("2025-12-29 2026-03-29")),
            span("2024-12-30 2025-03-30")
        );
        let other = weeks(WeekPattern::FiveFourFour);
        assert_eq!(
            other.period_of("2025-02-02".parse().unwrap(), Period::Month),
            span("2024-12-30 2025-02-02")
        );
        let other = weeks(WeekPattern::FourFiveFour);
        assert_eq!(
            other.period_of("2025-01-27".parse().unwrap(), Period::Month),
            span("2025-01-27 2025-03-02")
        );
    }

    #[test]
    fn a_year_of_weeks_begins_where_it_says() {
        // 1 February 2026 is a Sunday.
        let rows = [
            (YearBegins::OnOrBefore, WeekStart::Monday, "2026-01-26"),
            (YearBegins::Nearest, WeekStart::Monday, "2026-02-02"),
            (YearBegins::OnOrAfter, WeekStart::Monday, "2026-02-02"),
            (YearBegins::OnOrBefore, WeekStart::Saturday, "2026-01-31"),
            (YearBegins::OnOrAfter, WeekStart::Saturday, "2026-02-07"),
            (YearBegins::OnOrBefore, WeekStart::Sunday, "2026-02-01"),
            (YearBegins::OnOrAfter, WeekStart::Sunday, "2026-02-01"),
        ];
        for (year_begins, week_starts_on, expected) in rows {
            let calendar = Calendar {
                year_starts_in: 2,
                months: Months::Weeks(WeekMonths {
                    quarter: WeekPattern::FourFourFive,
                    year_begins,
                }),
                week_starts_on,
                ..Calendar::calendar_years()
            };
            let year = calendar.period_of("2026-06-01".parse().unwrap(), Period::Year);
            assert_eq!(year.from().to_string(), expected, "{year_begins:?} {week_starts_on:?}");
            assert_eq!(calendar.label(year), "FY26");
        }
    }
}
