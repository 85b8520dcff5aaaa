//! What limits and budgets took away before it was owed.

use std::collections::HashMap;

use chrono::NaiveDate;
use tierwright_program::{Fraction, State, incentive::LimitPer, money::UNITS_PER_MAJOR};

use super::{
    LiabilitySource, Movement,
    balances::{Moved, Owed},
    movements::place,
};
use crate::{
    Failure, Outcome,
    explanation::{Exact, Step},
    fraction::add,
    recorder::Recorder,
    walk::Walk,
};

/// Adds up what limits take of one partner's line; the rest of the steps pass.
#[derive(Default)]
struct Limits {
    /// In major units; none where a sum does not fit.
    taken: Option<Fraction>,
    /// Whether limits per deal are those of a pool, and no partner's.
    pooled: bool,
}

impl Recorder for Limits {
    const RECORDS: bool = false;

    fn record(&mut self, step: impl FnOnce() -> Step) {
        let Step::Limit(limit) = step() else { return };
        let other = limit.per == LimitPer::Value || (self.pooled && limit.per == LimitPer::Deal);
        if other {
            return;
        }
        let whole = |exact: Exact| Fraction::new(exact.numerator, exact.denominator);
        let after = whole(limit.after);
        let less = Fraction::new(-after.numerator, after.denominator);
        let taken = self.taken.and_then(|sum| add(sum, add(whole(limit.before), less)?));
        self.taken = taken;
    }
}

impl Outcome {
    /// Adds what limits, total limits and budgets took of a partner's lines. Where an incentive is
    /// settled more often than it accumulates, what the limits took so far less what they took
    /// before.
    pub(super) fn capped_away(&self, partner: usize, accounts: &mut [Owed]) -> Result<(), Failure> {
        let plan = self.plan();
        let mut walk = Walk::new(plan, partner);
        // By incentive: the first day of the accumulation, and what its limits took so far.
        let mut before: HashMap<usize, (NaiveDate, i64)> = HashMap::new();
        for &(incentive, settlement) in plan.settlements.order() {
            let of = &plan.program().incentives[incentive];
            let mut limits = Limits { taken: Some(Fraction::ZERO), pooled: of.shares.is_some() };
            walk.settle(incentive, settlement, &mut limits)?;
            let settled = plan.settlements(incentive)[settlement];
            let (from, day) = (settled.accumulated.from(), settled.period.until());
            let too_large = || plan.too_large(incentive, partner);
            let so_far = self.in_minor(limits.taken).ok_or_else(too_large)?;
            let earlier = before.insert(incentive, (from, so_far));
            let earlier = earlier.filter(|one| one.0 == from).map_or(0, |one| one.1);
            let row = plan.settlements.row(incentive, settlement);
            let cut = self.taken.all.get(row * self.facts().partners.len() + partner).copied();
            let taken = (so_far - earlier).checked_add(cut.unwrap_or(0)).ok_or_else(too_large)?;
            if taken == 0 || of.state != State::On || !plan.given().known(day) {
                continue;
            }
            let source = LiabilitySource::Payout { incentive, settlement };
            for (account, amount) in plan.by_account(incentive, taken) {
                let movement = Movement::CappedAway;
                let one = Moved { on: day, movement, amount, paid: None, source };
                accounts[place(account)].moves.push(one);
            }
        }
        Ok(())
    }

    fn in_minor(&self, majors: Option<Fraction>) -> Option<i64> {
        let program = self.plan().program();
        let majors = majors?;
        let per_major = UNITS_PER_MAJOR / program.currency.units_per_minor();
        let numerator = majors.numerator.checked_mul(i128::from(per_major))?;
        let minor = Fraction::new(numerator, majors.denominator).round(program.rounding)?;
        i64::try_from(minor).ok()
    }
}
