//! The fiscal calendar by days alone.

use chrono::{Datelike, Months, NaiveDate};
use tierwright_program::{Calendar, Period, Window};

/// A run of days, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Days {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl Days {
    /// Whether a day is one of them.
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whole months from a first day on.
    pub fn months_from(from: NaiveDate, months: u32) -> Self {
        Self { from, until: later(from, months).pred_opt().expect("a day before") }
    }
}

/// The day that many months later.
pub fn later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).expect("a later day")
}

/// The day that many months earlier.
pub fn earlier(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).expect("an earlier day")
}

/// The first day of a day's month.
pub fn month_start(day: NaiveDate) -> NaiveDate {
    day.with_day(1).expect("every month has a first day")
}

/// The fiscal period of a length that a day lies in.
pub fn period_of(calendar: &Calendar, day: NaiveDate, length: Period) -> Days {
    let months = match length {
        Period::Month => 1,
        Period::Quarter => 3,
        Period::Half => 6,
        Period::Year => 12,
        Period::Day | Period::Week | Period::HalfMonth => panic!("not drawn yet"),
    };
    // Back month by month until a period begins.
    let mut from = month_start(day);
    let into_year = |day: NaiveDate| day.month() + 12 - u32::from(calendar.year_starts_in);
    while !into_year(from).is_multiple_of(months) {
        from = earlier(from, 1);
    }
    Days::months_from(from, months)
}

/// The periods of a length that end inside a window, in order.
pub fn ending_in(calendar: &Calendar, window: Days, length: Period) -> Vec<Days> {
    let mut periods = Vec::new();
    let mut period = period_of(calendar, window.from, length);
    while period.until <= window.until {
        periods.push(period);
        period = period_of(calendar, period.until.succ_opt().expect("a next day"), length);
    }
    periods
}

/// The days of a window, seen from a period.
pub fn window(calendar: &Calendar, window: Window, period: Days) -> Days {
    match window {
        Window::Period => period,
        Window::YearToDate => {
            Days { from: period_of(calendar, period.until, Period::Year).from, ..period }
        }
        Window::TrailingMonths(months) => {
            let back = earlier(period.until, u32::from(months));
            let back = if ends_month(period.until) { month_end(back) } else { back };
            Days { from: back.succ_opt().expect("a next day"), ..period }
        }
        Window::TrailingQuarters(quarters) => {
            let last = period_of(calendar, period.until, Period::Quarter);
            Days { from: earlier(last.from, 3 * (u32::from(quarters) - 1)), ..period }
        }
        Window::Dates(of) => Days { from: of.from, until: of.until.min(period.until) },
        Window::ProgramLife => panic!("not drawn yet"),
    }
}

/// Whether a day is the last one of its month.
fn ends_month(day: NaiveDate) -> bool {
    day == month_end(day)
}

/// The last day of a day's month.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    later(month_start(day), 1).pred_opt().expect("a day before")
}
