//! Sums by partner and day, for spans that do not begin and end where a cube's buckets do.

use chrono::NaiveDate;
use tierwright_program::Span;

use crate::{Failure, cube::SalesRows};

/// What each partner's rows come to up to each day that has one. Days without rows take no room.
#[derive(Debug)]
pub(crate) struct DaySums {
    /// Where each partner's days begin, and after the last one how many there are.
    first: Vec<usize>,
    days: Vec<NaiveDate>,
    /// The sum of the partner's rows up to the day, the day included.
    up_to: Vec<i64>,
}

impl DaySums {
    /// Looks at the deals of one partner after the other, so that no more than one partner's rows
    /// are ever held.
    ///
    /// # Errors
    /// A sum that does not fit, named with its deal.
    pub fn new(rows: &SalesRows<'_>) -> Result<Self, Failure> {
        let facts = rows.given.facts;
        let mut made = Self { first: vec![0], days: Vec::new(), up_to: Vec::new() };
        let mut found: Vec<(NaiveDate, i64)> = Vec::new();
        for partner in 0..facts.partners.len() {
            for deal in rows.deals_of(partner) {
                rows.deal(deal, &mut |row| {
                    if row.partner == partner {
                        found.push((row.on, row.counted));
                    }
                    Some(())
                })?;
            }
            found.sort_unstable_by_key(|(on, _)| *on);
            made.add(&mut found).ok_or_else(|| {
                Failure::overflow(&format!(
                    "A sum that partner {} belongs to",
                    facts.partners.ids[partner]
                ))
            })?;
        }
        Ok(made)
    }

    /// Adds the rows of the next partner, ordered by day.
    fn add(&mut self, rows: &mut Vec<(NaiveDate, i64)>) -> Option<()> {
        let start = self.days.len();
        let mut sum = 0_i64;
        for (on, counted) in rows.drain(..) {
            sum = sum.checked_add(counted)?;
            if self.days.len() > start && self.days.last() == Some(&on) {
                self.up_to.pop();
            } else {
                self.days.push(on);
            }
            self.up_to.push(sum);
        }
        self.first.push(self.days.len());
        Some(())
    }

    /// The sum of a partner over a span.
    pub fn sum(&self, partner: usize, span: Span) -> i64 {
        let of = self.first[partner]..self.first[partner + 1];
        let days = &self.days[of.clone()];
        let up_to = &self.up_to[of];
        let until = |count: usize| count.checked_sub(1).map_or(0, |last| up_to[last]);
        let before = days.partition_point(|day| *day < span.from());
        let last = days.partition_point(|day| *day <= span.until()).max(before);
        until(last) - until(before)
    }
}
