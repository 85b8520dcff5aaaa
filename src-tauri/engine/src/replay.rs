//! The replay window: the whole fiscal quarters that a simulation pays for.

use chrono::NaiveDate;
use tierwright_program::{Calendar, Period, Span};

use crate::Facts;

/// The fiscal quarters a simulation pays for, oldest first. Earlier facts are warm-up: they feed
/// baselines, trailing windows and tiers, and pay nothing (`RULES` section 7, "Replay").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replay {
    quarters: Vec<Span>,
    as_of: Option<NaiveDate>,
}

impl Replay {
    /// The last four full fiscal quarters of the facts: a quarter is full when something happened in
    /// its last month. With fewer, those there are; with none, the quarter of the last fact.
    #[must_use]
    pub fn last_four_quarters(facts: &Facts, calendar: &Calendar) -> Self {
        let (Some(first), Some(last)) = (facts.first_day(), facts.last_day()) else {
            return Self { quarters: Vec::new(), as_of: None };
        };
        let first = calendar.period_of(first, Period::Quarter);
        let newest = calendar.period_of(last, Period::Quarter);
        let last_month = calendar.period_of(newest.until(), Period::Month);
        let full = if last_month.contains(last) || newest == first {
            newest
        } else {
            calendar.previous(newest, Period::Quarter)
        };
        let back = |quarter: &Span| Some(calendar.previous(*quarter, Period::Quarter));
        let mut quarters: Vec<Span> = std::iter::successors(Some(full), back)
            .take(4)
            .take_while(|quarter| *quarter >= first)
            .collect();
        quarters.reverse();
        Self { quarters, as_of: None }
    }

    /// The whole quarters that the days from `from` to `until` touch.
    #[must_use]
    pub fn between(calendar: &Calendar, from: NaiveDate, until: NaiveDate) -> Self {
        let last = calendar.period_of(until, Period::Quarter);
        let mut quarter = calendar.period_of(from, Period::Quarter);
        let mut quarters = Vec::new();
        while quarter <= last {
            quarters.push(quarter);
            quarter = calendar.next(quarter, Period::Quarter);
        }
        Self { quarters, as_of: None }
    }

    /// The same quarters as seen on a day: only facts dated up to it count (`RULES` section 7). A
    /// deal won later is not won yet; a return, an activity or an exchange rate dated later is not
    /// there. A settlement after the day sees what there is.
    #[must_use]
    pub fn as_of(self, day: NaiveDate) -> Self {
        Self { as_of: Some(day), ..self }
    }

    /// The day it is seen on; none where all facts count.
    #[must_use]
    pub const fn as_of_day(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// The quarters, oldest first.
    #[must_use]
    pub fn quarters(&self) -> &[Span] {
        &self.quarters
    }

    /// From the first quarter to the last one, in words: `Q1 FY25 to Q4 FY25`.
    #[must_use]
    pub fn label(&self, calendar: &Calendar) -> String {
        match (self.quarters.first(), self.quarters.last()) {
            (Some(first), Some(last)) if first == last => calendar.label(*first),
            (Some(first), Some(last)) => {
                format!("{} to {}", calendar.label(*first), calendar.label(*last))
            }
            _ => "no quarters".to_owned(),
        }
    }
}
