//! What the program spends on partners, by kind of reward.

use tierwright_engine::Outcome;
use tierwright_program::{
    Currency, Incentive, Money,
    incentive::{Account, End},
};

use crate::{
    wire::{self, Failure},
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
            *sum = sum.saturating_add(line.amount.units());
        }
        Ok(sums)
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
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            front_end: self.front_end.saturating_add(other.front_end),
            back_end: self.back_end.saturating_add(other.back_end),
            co_sell: self.co_sell.saturating_add(other.co_sell),
            mdf: self.mdf.saturating_add(other.mdf),
            benefits: self.benefits.saturating_add(other.benefits),
        }
    }

    /// All five.
    pub(crate) fn whole(self) -> i64 {
        let parts = [self.front_end, self.back_end, self.co_sell, self.mdf, self.benefits];
        parts.into_iter().fold(0, i64::saturating_add)
    }

    /// One of the sums, to order partners by.
    pub(crate) fn column(self, column: wire::Column) -> i64 {
        match column {
            wire::Column::FrontEnd => self.front_end,
            wire::Column::BackEnd => self.back_end,
            wire::Column::CoSell => self.co_sell,
            wire::Column::Mdf => self.mdf,
            wire::Column::Benefits => self.benefits,
            _ => self.whole(),
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
            whole: text(self.whole()),
            share: words::rate(self.whole(), revenue.units()),
        }
    }
}

/// What the benefits of the levels held are planned to cost in the quarters of the replay.
fn benefits(outcome: &Outcome, partner: usize) -> Result<i64, Failure> {
    let quarters = 0..outcome.quarters().len();
    quarters.into_iter().try_fold(0_i64, |sum, quarter| {
        let cost = outcome.planning_cost_of(partner, quarter)?;
        Ok(sum.saturating_add(cost.units()))
    })
}
