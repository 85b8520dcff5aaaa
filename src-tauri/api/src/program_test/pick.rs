//! Which payouts to make tests of: spread over incentives and levels, near thresholds first.

use std::collections::BTreeMap;

use tierwright_cases::Frozen;
use tierwright_engine::{
    Outcome,
    explanation::{NextThreshold, Step},
};
use tierwright_program::Quantity;

use crate::{standing::Standing, wire::Failure};

/// How many payouts of each incentive and level are looked at for how near a threshold they are.
const LOOKED_AT: usize = 6;

/// Payouts in the order in which tests are made of them: one of each incentive at each level, then
/// another one of each, and so on. The same outcome gives the same order.
pub(crate) fn spread(outcome: &Outcome) -> Result<Vec<Frozen>, Failure> {
    let mut groups: BTreeMap<(usize, Option<Standing>), Vec<Frozen>> = BTreeMap::new();
    for line in outcome.lines().filter(|line| line.amount.units() != 0) {
        let of = Frozen { partner: line.partner, quarter: line.quarter, incentive: line.incentive };
        let group = groups.entry((of.incentive, Standing::of(outcome, of.partner))).or_default();
        if group.last() != Some(&of) {
            group.push(of);
        }
    }
    let mut ordered = Vec::new();
    for group in groups.into_values() {
        ordered.push(nearest_first(outcome, group)?);
    }
    // Levels of one incentive stand beside each other; taking every so-many-th group first spreads
    // the first tests over incentives too.
    let mut spread = Vec::new();
    let longest = ordered.iter().map(Vec::len).max().unwrap_or_default();
    for round in 0..longest.min(LOOKED_AT) {
        let step = ordered.len().div_ceil(3).max(1);
        for first in 0..step {
            let groups = ordered.iter().skip(first).step_by(step);
            spread.extend(groups.filter_map(|group| group.get(round)));
        }
    }
    Ok(spread)
}

/// Some payouts of a group, evenly from all of it, those nearest below a threshold first.
fn nearest_first(outcome: &Outcome, group: Vec<Frozen>) -> Result<Vec<Frozen>, Failure> {
    let step = group.len().div_ceil(LOOKED_AT).max(1);
    let mut some = Vec::new();
    for of in group.into_iter().step_by(step) {
        let explained = outcome.explain(of.partner, of.quarter, of.incentive)?;
        let next = explained.steps.iter().find_map(|step| match step {
            Step::NextThreshold(next) => Some(away(next)),
            _ => None,
        });
        some.push((next.unwrap_or(i128::MAX), of));
    }
    some.sort_unstable();
    Ok(some.into_iter().map(|(_, of)| of).collect())
}

/// How far a threshold is away, in millionths of it.
fn away(next: &NextThreshold) -> i128 {
    let units = |of: Quantity| match of {
        Quantity::Money(money) => i128::from(money.units()),
        Quantity::Number(number) => i128::from(number.units()),
    };
    units(next.distance) * 1_000_000 / units(next.at).max(1)
}
