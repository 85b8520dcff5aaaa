//! Guarantees: `max(0, G - earned)` over a period of their own (`RULES` section 4, "guarantee").

use tierwright_program::incentive::{Carry, Guarantee, GuaranteePaid};

use crate::{
    explanation::{Settled, WhyNot},
    recorder::{Recorder, Unrecorded},
    walk::{At, TakenBy, Walk},
};

impl Walk<'_> {
    /// What is due with the guarantee; none where it does not fit.
    ///
    /// With G' the guarantee less what is carried, and E what was earned so far in its period, the
    /// period comes to `max(G', E)` once the guarantee is paid; due is what it comes to less what
    /// was due before.
    pub(crate) fn guaranteed<R: Recorder>(
        &self,
        at: At,
        own: i64,
        can_earn: bool,
        taken: &mut TakenBy,
        recorder: &mut R,
    ) -> Option<i64> {
        let Some(guarantee) = &self.incentive(at).guarantee else { return Some(own) };
        let calendar = &self.plan.program().calendar;
        let until = self.settlement(at).period.until();
        let period = calendar.period_of(until, guarantee.every);
        if self.begins_before_the_replay(period.from()) {
            return Some(own);
        }
        let mut before = 0_i64;
        let mut earned = own;
        for settlement in 0..at.settlement {
            let one = At { settlement, ..at };
            if period.contains(self.settlement(one).period.until()) {
                let row = &self.rows[self.row(one)];
                before = before.checked_add(row.guaranteed)?;
                earned = earned.checked_add(row.own)?;
            }
        }
        let amount = self.minor(guarantee)?;
        let carried = self.carried(at, guarantee, amount)?;
        let least = amount.saturating_sub(carried).max(0);
        let pays = can_earn
            && match guarantee.paid {
                GuaranteePaid::AtEnd => until == period.until(),
                GuaranteePaid::First => true,
            };
        let comes_to = if pays { least.max(earned) } else { before.checked_add(own)? };
        let due = comes_to.checked_sub(before)?;
        if pays {
            self.record_settled(recorder, own, due, |plan| Settled::Guaranteed {
                period,
                amount: guarantee.amount,
                carried: plan.minor_money(carried),
                earned: plan.minor_money(earned),
                before: plan.minor_money(before),
            });
        }
        taken.note(own, due, WhyNot::CoveredByGuarantee);
        Some(due)
    }

    /// What earlier guaranteed periods carry: each adds what was earned above G, down to nothing.
    fn carried(&self, at: At, guarantee: &Guarantee, amount: i64) -> Option<i64> {
        let calendar = &self.plan.program().calendar;
        let period = |day| calendar.period_of(day, guarantee.every);
        let now = period(self.settlement(at).period.until());
        let mut carried = 0_i64;
        if guarantee.carry == Carry::None {
            return Some(carried);
        }
        let list = self.plan.settlements(at.incentive);
        let mut settlement = 0;
        while settlement < at.settlement {
            let of = period(list[settlement].period.until());
            let mut earned = 0_i64;
            while settlement < at.settlement && of.contains(list[settlement].period.until()) {
                earned = earned.checked_add(self.rows[self.row(At { settlement, ..at })].own)?;
                settlement += 1;
            }
            if of != now && !self.begins_before_the_replay(of.from()) {
                carried = carried.checked_add(earned)?.checked_sub(amount)?.max(0);
            }
        }
        Some(carried)
    }

    fn begins_before_the_replay(&self, day: chrono::NaiveDate) -> bool {
        self.plan.replay().quarters().first().is_some_and(|quarter| day < quarter.from())
    }

    /// G in minor units.
    fn minor(&self, guarantee: &Guarantee) -> Option<i64> {
        let units = i128::from(guarantee.amount.units());
        self.plan.round(tierwright_program::Fraction::new(units, 1), &mut Unrecorded)
    }
}
