//! Measures that are no sums of sales: customers, activities, scores and certifications. Each is
//! counted from its rows, as it cannot be added up from buckets.

mod customers;
mod marks;

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Money, Quantity, Rate, Span,
    measure::{
        Activities, ActivityCounting, ActivityEvidence, Certifications, Counting, ScoreOf,
        TakeScore,
    },
    rate::RATE_ONE,
};

pub(crate) use self::customers::{CustomersKey, CustomersPlan};
use crate::{
    Failure,
    exchange::converted_on,
    explanation::{CountedRow, Fact},
    given::Given,
    value::Value,
};

/// A measure that is counted from rows.
#[derive(Debug)]
pub(crate) enum Counted {
    Customers(Arc<CustomersPlan>),
    Activities(Activities),
    Score(ScoreOf),
    Certifications(Certifications),
}

/// What a row adds.
struct Found {
    fact: Fact,
    on: NaiveDate,
    units: i64,
}

impl Counted {
    /// Its value for a partner over a span.
    pub fn value(&self, given: Given<'_>, partner: usize, span: Span) -> Result<Value, Failure> {
        if let Self::Customers(plan) = self {
            return Ok(Value::Number(whole(plan.count(given, partner, span)?)));
        }
        let found = self.found(given, partner, span)?;
        let sum = found.iter().try_fold(0_i64, |sum, row| sum.checked_add(row.units));
        let sum = sum.ok_or_else(|| {
            let id = &given.facts.partners.ids[partner];
            Failure::overflow(&format!("A count of what partner {id} did"))
        })?;
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        Ok(match self {
            Self::Score(_) => Value::Average { sum, count },
            _ if self.is_money() => Value::Money(sum),
            _ => Value::Number(sum),
        })
    }

    /// The rows it was counted from; they add up to the value, or average to it.
    pub fn rows(
        &self,
        given: Given<'_>,
        partner: usize,
        span: Span,
    ) -> Result<Vec<CountedRow>, Failure> {
        let (found, money) = (self.found(given, partner, span)?, self.is_money());
        let counted = |units| match money {
            true => Quantity::Money(Money::from_units(units, given.program.currency)),
            false => Quantity::Number(Rate::from_units(units)),
        };
        let row = |row: Found| CountedRow {
            fact: row.fact,
            on: row.on,
            counted: counted(row.units),
            source: row.fact.source(given.facts),
        };
        Ok(found.into_iter().map(row).collect())
    }

    fn is_money(&self) -> bool {
        matches!(self, Self::Activities(of) if of.counting == ActivityCounting::Value)
    }

    fn found(&self, given: Given<'_>, partner: usize, span: Span) -> Result<Vec<Found>, Failure> {
        match self {
            Self::Customers(plan) => {
                let row = |(deal, on)| Found { fact: Fact::Deal(deal), on, units: RATE_ONE };
                Ok(plan.found(given, partner, span)?.into_iter().map(row).collect())
            }
            Self::Activities(of) => activities(of, given, partner, span),
            Self::Score(of) => Ok(scores(of, given, partner, span)),
            // On no day of a window that has not begun.
            Self::Certifications(_) if span.until() < span.from() => Ok(Vec::new()),
            Self::Certifications(of) => Ok(certifications(of, given, partner, span.until())),
        }
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX / RATE_ONE).saturating_mul(RATE_ONE)
}

fn activities(
    of: &Activities,
    given: Given<'_>,
    partner: usize,
    span: Span,
) -> Result<Vec<Found>, Failure> {
    let all = &given.facts.activities;
    let mut found = Vec::new();
    for at in given.facts.partner_activities(partner) {
        let on = all.dates[at];
        let counts = all.kinds[at] == of.kind
            && span.contains(on)
            && given.known(on)
            && (of.evidence == ActivityEvidence::NotNeeded || all.evidence[at]);
        if !counts {
            continue;
        }
        let units = match of.counting {
            ActivityCounting::Activities => RATE_ONE,
            ActivityCounting::Quantity => all.quantities[at].map_or(0, |many| many.units()),
            ActivityCounting::Value => match all.values[at] {
                Some(value) => {
                    converted_on(given, value, on, &format!("activity {}", all.ids[at]))?
                }
                None => 0,
            },
        };
        found.push(Found { fact: Fact::Activity(at), on, units });
    }
    Ok(found)
}

fn scores(of: &ScoreOf, given: Given<'_>, partner: usize, span: Span) -> Vec<Found> {
    let all = &given.facts.scores;
    let mut rows = given.facts.partner_scores(partner).filter(|at| {
        let on = all.dates[*at];
        all.names[*at] == of.name && span.contains(on) && given.known(on)
    });
    let row = |at: usize| Found {
        fact: Fact::Score(at),
        on: all.dates[at],
        units: all.values[at].units(),
    };
    match of.take {
        TakeScore::Latest => rows.next_back().map(row).into_iter().collect(),
        TakeScore::Average => rows.map(row).collect(),
    }
}

/// The certifications of a partner that are valid on a day; of each person only the first, where
/// persons are counted.
fn certifications(
    of: &Certifications,
    given: Given<'_>,
    partner: usize,
    day: NaiveDate,
) -> Vec<Found> {
    let all = &given.facts.activities;
    let mut persons: Vec<&str> = Vec::new();
    let mut counts = |at: usize| {
        let valid = all.kinds[at] == of.kind
            && given.known(all.dates[at])
            && all.dates[at] <= day
            && all.valid_until[at].is_none_or(|until| day <= until);
        if !valid || of.counting == Counting::Certificates {
            return valid;
        }
        let person = all.persons[at].as_str();
        let place = persons.binary_search(&person);
        if let Err(place) = place {
            persons.insert(place, person);
        }
        place.is_err()
    };
    let valid = given.facts.partner_activities(partner).filter(|at| counts(*at));
    let row = |at| Found { fact: Fact::Activity(at), on: all.dates[at], units: RATE_ONE };
    valid.map(row).collect()
}
