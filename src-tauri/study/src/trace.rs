//! Traces: which deals each payout line came from.

use std::collections::BTreeMap;

use tierwright_engine::{
    Failure,
    explanation::{Contribution, Explanation, Step, Use},
};
use tierwright_program::{State, rounding::largest_remainder};

use crate::{Base, base::each};

/// What a partner gets from a rule for a quarter, and the deals it came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Trace {
    pub partner: usize,
    pub incentive: usize,
    /// What is paid, in ten-thousandths.
    pub amount: i64,
    pub deals: Vec<TracedDeal>,
}

/// A deal behind a payout.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TracedDeal {
    pub deal: usize,
    /// What the deal counted for the partner.
    pub counted: i64,
    /// The whole deal as far as the rule counts it, in the program's currency.
    pub whole: i64,
    /// Its part of the amount.
    pub paid: i64,
}

/// Every payout of rules that are on, with its deals; by partner, then quarter and rule.
pub(crate) fn traces(base: &Base) -> Result<Vec<Trace>, Failure> {
    let partners = base.facts().partners.len();
    let found = each(partners, base.threads, |partner| {
        let mut traces = Vec::new();
        for quarter in 0..base.replay().quarters().len() {
            for (incentive, of) in base.program().incentives.iter().enumerate() {
                if of.state == State::On {
                    let of = base.outcome.explain(partner, quarter, incentive)?;
                    traces.push(trace(&of, base.minor()));
                }
            }
        }
        Ok(traces)
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// The deals behind a line, whose amount is laid on them in coins of `minor` ten-thousandths.
pub(crate) fn trace(of: &Explanation, minor: i64) -> Trace {
    // By deal: what counted, the whole of it, and its weight in the amount.
    let mut deals: BTreeMap<usize, (i64, i64, i64)> = BTreeMap::new();
    for step in &of.steps {
        match step {
            Step::Measure(measure) if measure.used_as == Use::PaidOn => {
                for row in &measure.contributions {
                    add(&mut deals, row, row.counted.units());
                }
            }
            Step::Pool(pool) => {
                for row in &pool.measure.contributions {
                    add(&mut deals, row, 0);
                }
                let own = pool.shares.iter().filter(|share| share.partner == of.partner);
                let own: i64 = own.map(|share| share.amount.units()).sum();
                deals.entry(pool.deal).or_default().2 += own;
            }
            _ => {}
        }
    }
    let amount = of.amount.units();
    let weights: Vec<i64> = deals.values().map(|(_, _, weight)| (*weight).max(0)).collect();
    let parts = match weights.iter().any(|weight| *weight > 0) {
        true => largest_remainder(amount / minor, &weights).unwrap_or_default(),
        false => Vec::new(),
    };
    let parts = parts.into_iter().chain(std::iter::repeat(0));
    let traced = deals.into_iter().zip(parts).map(|((deal, (counted, whole, _)), paid)| {
        TracedDeal { deal, counted, whole, paid: paid.saturating_mul(minor) }
    });
    Trace { partner: of.partner, incentive: of.incentive, amount, deals: traced.collect() }
}

fn add(deals: &mut BTreeMap<usize, (i64, i64, i64)>, row: &Contribution, weight: i64) {
    let deal = deals.entry(row.deal).or_default();
    deal.0 += row.counted.units();
    deal.1 += row.converted.units();
    deal.2 += weight;
}
