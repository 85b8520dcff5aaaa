//! The two fiscal years of the sample, and when deals close in them.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::draw::Draw;

/// Quarters in the sample.
pub(crate) const QUARTERS: usize = 8;

/// The first day of the first fiscal year.
pub(crate) fn first_day() -> NaiveDate {
    date(2024, 1, 1)
}

/// The last day of the second fiscal year; nothing is dated later.
pub(crate) fn last_day() -> NaiveDate {
    date(2025, 12, 31)
}

/// A day that exists.
pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// A day so many days after another; days before it with a minus sign.
pub(crate) fn after(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let found =
        if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) };
    found.unwrap_or(day)
}

/// The quarter of the sample that a day lies in, counted from 0.
pub(crate) fn quarter_of(day: NaiveDate) -> usize {
    let quarters = (day.year() - 2024) * 4 + day.month0() as i32 / 3;
    usize::try_from(quarters).unwrap_or(0).min(QUARTERS - 1)
}

/// The first and last day of a quarter of the sample.
pub(crate) fn quarter_days(quarter: usize) -> (NaiveDate, NaiveDate) {
    let first = |quarter: usize| date(2024 + (quarter / 4) as i32, (quarter % 4) as u32 * 3 + 1, 1);
    (first(quarter), after(first(quarter + 1), -1))
}

/// The working day itself, or the Friday before a weekend.
pub(crate) fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => after(day, -1),
        Weekday::Sun => after(day, -2),
        _ => day,
    }
}

/// How much of a year's business closes in each month, January first. Quarters end strong, and
/// the fourth is the strongest.
const SEASON: [usize; 12] = [55, 68, 96, 62, 74, 100, 58, 62, 102, 80, 98, 140];

/// How much business each year has.
const GROWTH: [usize; 2] = [47, 53];

/// The day on which the deal closes that is `place`-th of `all`: deals are spread over the months
/// as the season and growth say, and close mostly at the end of a month.
pub(crate) fn closing_day(place: usize, all: usize, draw: &mut Draw) -> NaiveDate {
    let (year, month) = closing_month(place, all);
    let first = date(year, month, 1);
    let last = after(first, 31).with_day(1).unwrap_or(first).pred_opt().unwrap_or(first);
    let days = i64::from(last.day()) - 1;
    let most = if draw.chance(40) { 6 } else { days };
    let back = draw.between(0, most);
    working_day(after(last, -back)).max(after(first_day(), 1))
}

fn closing_month(place: usize, all: usize) -> (i32, u32) {
    let total = SEASON.iter().sum::<usize>() * GROWTH.iter().sum::<usize>();
    let mut left = place * total / all;
    for (year, growth) in (2024..).zip(GROWTH) {
        for (month, weight) in (1..).zip(SEASON) {
            match left.checked_sub(weight * growth) {
                Some(rest) => left = rest,
                None => return (year, month),
            }
        }
    }
    (2025, 12)
}
