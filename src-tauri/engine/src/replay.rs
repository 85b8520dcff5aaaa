//! The replay window: the whole fiscal quarters that a simulation pays for.

use chrono::NaiveDate;
use tierwright_program::{Calendar, Month, Period, Span};

use crate::Facts;

/// The fiscal quarters a simulation pays for, oldest first. Earlier facts are warm-up: they feed
/// baselines, trailing windows and tiers, and pay nothing (`RULES` section 7, "Replay").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replay {
    quarters: Vec<Span>,
}

impl Replay {
    /// The last four full fiscal quarters of the facts: a quarter is full when something happened in
    /// its last month. With fewer, those there are; with none, the quarter of the last fact.
    #[must_use]
    pub fn last_four_quarters(facts: &Facts, calendar: &Calendar) -> Self {
        let (Some(first), Some(last)) = (facts.first_day(), facts.last_day()) else {
            return Self { quarters: Vec::new() };
        };
        let first = calendar.period_of(Month::of(first), Period::Quarter);
        let newest = calendar.period_of(Month::of(last), Period::Quarter);
        let full = if Month::of(last) == newest.last || newest == first {
            newest
        } else {
            newest.earlier(Period::Quarter.months())
        };
        let quarters = (0..4)
            .rev()
            .map(|back| full.earlier(back * Period::Quarter.months()))
            .filter(|quarter| *quarter >= first)
            .collect();
        Self { quarters }
    }

    /// The whole quarters that the days from `from` to `until` touch.
    #[must_use]
    pub fn between(calendar: &Calendar, from: NaiveDate, until: NaiveDate) -> Self {
        let last = calendar.period_of(Month::of(until), Period::Quarter);
        let mut quarter = calendar.period_of(Month::of(from), Period::Quarter);
        let mut quarters = Vec::new();
        while quarter <= last {
            quarters.push(quarter);
            quarter = quarter.earlier(-Period::Quarter.months());
        }
        Self { quarters }
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
