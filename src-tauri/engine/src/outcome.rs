//! The outcome of a calculation: one exact amount for each partner, quarter and incentive.

use std::sync::Arc;

use tierwright_program::{Money, Span, State, incentive::Account};

use crate::{Facts, Plan};

/// The amounts of a calculated plan, in minor units of the program's currency.
///
/// Every incentive has a cell for every quarter of the replay and every partner, zeros included,
/// so any total is a sum over cells and adds up whichever way it is taken.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub(crate) plan: Arc<Plan>,
    /// Minor units by incentive, then quarter, then partner.
    pub(crate) cells: Vec<i64>,
}

/// Which cells are meant: each part left out stands for all of them. Numbers are positions in the
/// facts' partners, the replay's quarters and the program's incentives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Selection {
    /// One partner.
    pub partner: Option<usize>,
    /// One quarter.
    pub quarter: Option<usize>,
    /// One incentive.
    pub incentive: Option<usize>,
}

/// One payout line: what a partner is due from an incentive for a quarter, into an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayoutLine {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the quarter.
    pub quarter: usize,
    /// Position of the incentive.
    pub incentive: usize,
    /// The amount.
    pub amount: Money,
    /// Where it goes.
    pub account: Account,
    /// Whether it is only shown, not paid.
    pub shadow: bool,
    /// The day it is payable.
    pub payable: chrono::NaiveDate,
}

impl Outcome {
    /// The plan it was calculated from.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The facts it was calculated from.
    #[must_use]
    pub fn facts(&self) -> &Arc<Facts> {
        self.plan.facts()
    }

    /// The quarters of the replay.
    #[must_use]
    pub fn quarters(&self) -> &[Span] {
        self.plan.replay().quarters()
    }

    /// The amount of one cell.
    #[must_use]
    pub fn cell(&self, partner: usize, quarter: usize, incentive: usize) -> Money {
        self.money(i128::from(self.cells[self.plan.cell_index(partner, quarter, incentive)]))
    }

    /// The sum of the cells that are paid and selected. An incentive that is asked for by itself is
    /// summed even when it is a shadow.
    #[must_use]
    pub fn total(&self, of: Selection) -> Money {
        let mut sum = 0_i128;
        for incentive in 0..self.plan.program().incentives.len() {
            let asked =
                of.incentive.map_or_else(|| self.is_paid(incentive), |one| one == incentive);
            if asked {
                sum += self.sum_cells(of, incentive);
            }
        }
        self.money(sum)
    }

    /// Whether an incentive is paid, rather than a shadow or off.
    #[must_use]
    pub fn is_paid(&self, incentive: usize) -> bool {
        self.plan.program().incentives[incentive].state == State::On
    }

    /// Every line, zeros included, ordered by partner id, then quarter, then incentive; incentives
    /// that are off have none.
    pub fn lines(&self) -> impl Iterator<Item = PayoutLine> {
        let (partners, quarters) = (self.facts().partners.len(), self.quarters().len());
        let incentives = self.plan.program().incentives.len();
        (0..partners * quarters * incentives)
            .map(move |at| {
                (at / (quarters * incentives), at / incentives % quarters, at % incentives)
            })
            .filter_map(|(partner, quarter, incentive)| self.line(partner, quarter, incentive))
    }

    /// The line of one cell; none for an incentive that is off.
    #[must_use]
    pub fn line(&self, partner: usize, quarter: usize, incentive: usize) -> Option<PayoutLine> {
        let program = self.plan.program();
        let of = &program.incentives[incentive];
        let days = u64::from(program.payment.days_after_quarter);
        (of.state != State::Off).then(|| PayoutLine {
            partner,
            quarter,
            incentive,
            amount: self.cell(partner, quarter, incentive),
            account: of.pays_into,
            shadow: of.state == State::Shadow,
            payable: self.quarters()[quarter].until() + chrono::Days::new(days),
        })
    }

    fn sum_cells(&self, of: Selection, incentive: usize) -> i128 {
        let quarters = of.quarter.map_or(0..self.quarters().len(), |one| one..one + 1);
        quarters
            .map(|quarter| {
                let row = self.plan.cell_index(0, quarter, incentive);
                match of.partner {
                    Some(partner) => i128::from(self.cells[row + partner]),
                    None => self.cells[row..row + self.facts().partners.len()]
                        .iter()
                        .map(|cell| i128::from(*cell))
                        .sum(),
                }
            })
            .sum()
    }

    /// Money of minor units. Totals beyond `i64` ten-thousandths cannot arise from facts that fit.
    fn money(&self, minor: i128) -> Money {
        let currency = self.plan.program().currency;
        let units = minor * i128::from(currency.units_per_minor());
        Money::from_units(i64::try_from(units).unwrap_or(i64::MAX), currency)
    }
}
