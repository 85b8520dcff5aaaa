//! What the program spends on partners, by kind of reward.

use tierwright_engine::Outcome;
use tierwright_program::{
    Currency, Incentive, Money,
    incentive::{Account, End},
};

use crate::{
    wire::{self, Failure, FailureKind},
    words,
};

/// What the program spends on one partner, or on several, in units of the program's currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Economics {
    front_end: i64,
    back_end: i64,
    co_sell: i64,
    mdf: i64,
    benefits: i64,
    /// All five.
    whole: i64,
}

impl Economics {
    /// Of one partner, over the quarters of the replay.
    pub(crate) fn of(outcome: &Outcome, partner: usize) -> Result<Self, Failure> {
        let program = outcome.plan().program();
        let mut sums = Self { benefits: benefits(outcome, partner)?, ..Self::default() };
        for line in outcome.partner_lines(partner).filter(|line| !line.shadow) {
            let sum = match line.account {
                Account::Mdf => &mut sums.mdf,
                _ => sums.reward(&program.incentives[line.incentive]),
            };
            *sum = added(*sum, line.amount.units())?;
        }
        sums.summed()
    }

    /// The sum that an incentive's cash counts in.
    const fn reward(&mut self, incentive: &Incentive) -> &mut i64 {
        match incentive {
            one if one.shares.is_some() => &mut self.co_sell,
            one if matches!(one.end, End::FrontEnd) => &mut self.front_end,
            _ => &mut self.back_end,
        }
    }

    /// Together with those of another partner.
    pub(crate) fn plus(self, other: Self) -> Result<Self, Failure> {
        Self {
            front_end: added(self.front_end, other.front_end)?,
            back_end: added(self.back_end, other.back_end)?,
            co_sell: added(self.co_sell, other.co_sell)?,
            mdf: added(self.mdf, other.mdf)?,
            benefits: added(self.benefits, other.benefits)?,
            whole: 0,
        }
        .summed()
    }

    /// With the sum of all five.
    fn summed(self) -> Result<Self, Failure> {
        let parts = [self.front_end, self.back_end, self.co_sell, self.mdf, self.benefits];
        let whole = parts.into_iter().try_fold(0, added)?;
        Ok(Self { whole, ..self })
    }

    /// One of the sums, to order partners by.
    pub(crate) fn column(self, column: wire::Column) -> i64 {
        match column {
            wire::Column::FrontEnd => self.front_end,
            wire::Column::BackEnd => self.back_end,
            wire::Column::CoSell => self.co_sell,
            wire::Column::Mdf => self.mdf,
            wire::Column::Benefits => self.benefits,
            _ => self.whole,
        }
    }

    /// As it is answered, beside the revenue that it is a share of.
    pub(crate) fn answered(self, revenue: Money, currency: Currency) -> wire::Economics {
        let text = |units| Money::from_units(units, currency).amount_text();
        wire::Economics {
            front_end: text(self.front_end),
            back_end: text(self.back_end),
            co_sell: text(self.co_sell),
            mdf: text(self.mdf),
            benefits: text(self.benefits),
            whole: text(self.whole),
            share: words::rate(self.whole, revenue.units()),
        }
    }
}

/// What the benefits of the levels held are planned to cost in the quarters of the replay.
fn benefits(outcome: &Outcome, partner: usize) -> Result<i64, Failure> {
    let quarters = 0..outcome.quarters().len();
    quarters.into_iter().try_fold(0_i64, |sum, quarter| {
        added(sum, outcome.planning_cost_of(partner, quarter)?.units())
    })
}

/// A sum that no amount can hold is refused; nothing near it stands in its place.
pub(crate) fn added(one: i64, other: i64) -> Result<i64, Failure> {
    one.checked_add(other).ok_or_else(|| {
        Failure::new(
            FailureKind::Finding,
            "amount_too_large",
            "What is spent on the partners adds up to more than an amount can hold.".to_owned(),
            "Look for an amount of the data or the program with digits too many.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(front_end: i64, benefits: i64) -> Economics {
        Economics { front_end, benefits, ..Economics::default() }.summed().unwrap()
    }

    #[test]
    fn adds_up_kinds_and_partners() {
        // 120 + 30 = 150 and 7 + 3 = 10: 127 + 33 = 160.
        let both = some(120, 30).plus(some(7, 3)).unwrap();
        assert_eq!((both.front_end, both.benefits, both.whole), (127, 33, 160));
        assert_eq!(both.column(wire::Column::Whole), 160);
    }

    #[test]
    fn refuses_a_sum_that_no_amount_can_hold() {
        let refused = |sum: Result<Economics, Failure>| sum.unwrap_err().code;
        let full = some(i64::MAX, 0);
        assert_eq!(refused(full.plus(some(1, 0))), "amount_too_large");
        // Each kind can be held, all of them together cannot.
        assert_eq!(refused(full.plus(some(0, 1))), "amount_too_large");
        assert_eq!(full.plus(some(-1, 1)).unwrap().whole, i64::MAX);
    }
}
