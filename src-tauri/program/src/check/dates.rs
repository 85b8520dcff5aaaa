//! The fiscal year, and the days an incentive runs.

use chrono::NaiveDate;

use super::{At, Code, Findings};
use crate::{Program, words};

/// The month the fiscal year begins in.
pub fn year_start(program: &Program, found: &mut Findings) {
    let month = program.calendar.year_starts_in;
    if !(1..=12).contains(&month) {
        found.add(
            Code::YearStartOutOfRange,
            "/calendar/year_starts_in",
            format!("The fiscal year begins in month {month}, and months go from 1 to 12."),
            "Write the number of a month: 1 is January.",
        );
    }
}

/// The days of an incentive.
pub fn dates(at: &At<'_>, found: &mut Findings) {
    let dates = at.incentive.dates;
    if let (Some(from), Some(until)) = (dates.from, dates.until)
        && until < from
    {
        found.add(
            Code::DatesReversed,
            at.below("dates/until"),
            format!("{} ends on {}, before it begins.", at.name(), words::day(until)),
            format!("Choose a day from {} on.", words::day(from)),
        );
    }
    let Some(length) = at.incentive.period.length() else { return };
    let span = |day| at.program.calendar.period_of(day, length);
    off_period(at, "from", dates.from, |day| span(day).from(), found);
    off_period(at, "until", dates.until, |day| span(day).until(), found);
}

fn off_period(
    at: &At<'_>,
    key: &str,
    day: Option<NaiveDate>,
    edge: impl Fn(NaiveDate) -> NaiveDate,
    found: &mut Findings,
) {
    let Some(day) = day.filter(|day| edge(*day) != *day) else { return };
    let verb = if key == "from" { "begins" } else { "ends" };
    found.add(
        Code::DatesOffPeriod,
        at.below(&format!("dates/{key}")),
        format!(
            "{} {verb} on {}, inside a period: that period counts in part only.",
            at.name(),
            words::day(day)
        ),
        format!("Choose {} to have whole periods.", words::day(edge(day))),
    );
}
