//! What each partner did in each quarter.

use std::{collections::BTreeSet, ops::Range};

use chrono::NaiveDate;
use tierwright_engine::{Failure, Replay};
use tierwright_program::{Period, money::UNITS_PER_MAJOR};

use crate::Base;

/// What a pilot measures, for each partner and quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measured {
    /// Revenue by declared share, in major units.
    Revenue,
    /// Won deals.
    Deals,
    /// Won deals with another partner on them.
    JointDeals,
}

/// Partners by quarter, from the first whole quarter of the facts to the end of a window.
pub(super) struct Panel {
    /// Labels and days of the quarters.
    pub quarters: Vec<(String, NaiveDate, NaiveDate)>,
    /// The measure, by partner, then quarter.
    pub measured: Vec<Vec<f64>>,
    /// Revenue, by partner, then quarter.
    pub revenue: Vec<Vec<f64>>,
    /// Won deals, by partner, then quarter.
    pub deals: Vec<Vec<f64>>,
    /// Each partner's level on the first track at the end of each quarter, lowest 0.
    pub levels: Vec<Vec<f64>>,
}

impl Panel {
    pub fn new(base: &Base, measure: Measured, until: NaiveDate) -> Result<Self, Failure> {
        let (facts, calendar) = (base.facts(), &base.program().calendar);
        // Facts begin with the first deal: deposits of certificates can be older by years.
        let won = (0..facts.deals.len()).filter_map(|deal| facts.deals.won_on(deal));
        let first = won.min().unwrap_or(until);
        let first = calendar.period_of(first, Period::Quarter);
        let replay = Replay::between(calendar, first.from(), until.max(first.from()));
        let outcome = base.with_replay(base.program(), &replay)?;
        let spans = outcome.quarters().to_vec();
        let partners = facts.partners.len();
        let revenue = (0..partners).map(|partner| {
            let of = |quarter| outcome.revenue(Some(partner), Some(quarter)).units() as f64;
            (0..spans.len()).map(|quarter| of(quarter) / UNITS_PER_MAJOR as f64).collect()
        });
        let revenue: Vec<Vec<f64>> = revenue.collect();
        let counted = |joint: bool| -> Vec<Vec<f64>> {
            let mut counts = vec![vec![0.0; spans.len()]; partners];
            for deal in 0..facts.deals.len() {
                let Some(day) = facts.deals.won_on(deal) else { continue };
                let Some(quarter) = spans.iter().position(|span| span.contains(day)) else {
                    continue;
                };
                let own: BTreeSet<usize> =
                    facts.deal_credits(deal).map(|one| facts.credits.partner(one)).collect();
                if own.len() > 1 || !joint {
                    own.into_iter().for_each(|partner| counts[partner][quarter] += 1.0);
                }
            }
            counts
        };
        let deals = counted(false);
        let measured = match measure {
            Measured::Revenue => revenue.clone(),
            Measured::Deals => deals.clone(),
            Measured::JointDeals => counted(true),
        };
        let level = |partner: usize, day: NaiveDate| {
            let held =
                outcome.level_on(0, partner, day).filter(|_| !base.program().tracks.is_empty());
            held.unwrap_or(0) as f64
        };
        let levels = (0..partners)
            .map(|one| spans.iter().map(|span| level(one, span.until())).collect())
            .collect();
        let quarters =
            spans.iter().map(|span| (calendar.label(*span), span.from(), span.until())).collect();
        Ok(Self { quarters, measured, revenue, deals, levels })
    }

    /// Positions of the whole quarters between two days.
    pub fn quarters_within(&self, from: NaiveDate, until: NaiveDate) -> Range<usize> {
        let within =
            |(_, first, last): &(String, NaiveDate, NaiveDate)| from <= *first && *last <= until;
        let start = self.quarters.iter().position(within).unwrap_or(self.quarters.len());
        let count = self.quarters[start..].iter().take_while(|one| within(one)).count();
        start..start + count
    }

    /// The mean of the measure of both sides of pairs, by quarter.
    pub fn course(&self, pairs: &[(usize, usize)]) -> Vec<(String, f64, f64)> {
        let mean = |at: usize, of: &dyn Fn(&(usize, usize)) -> usize| {
            let sum: f64 = pairs.iter().map(|pair| self.measured[of(pair)][at]).sum();
            sum / pairs.len().max(1) as f64
        };
        let quarters = self.quarters.iter().enumerate();
        let both = |(at, (label, _, _)): (usize, &(String, NaiveDate, NaiveDate))| {
            (label.clone(), mean(at, &|pair| pair.0), mean(at, &|pair| pair.1))
        };
        quarters.map(both).collect()
    }
}

/// The mean over some quarters.
pub(super) fn mean(values: &[f64], over: Range<usize>) -> f64 {
    let values = &values[over];
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
