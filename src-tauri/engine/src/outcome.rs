//! The outcome of a calculation: one exact amount for each partner, quarter and incentive.

use std::sync::Arc;

use tierwright_program::{Money, Span, State, incentive::Account};

use crate::{Facts, Plan, budget::Taken, cells::Cells, fund::Returned};

/// The amounts of a calculated plan, in minor units of the program's currency.
///
/// Every incentive has an amount for each of its settlements and every partner, zeros included; a
/// cell is what the settlements of a quarter come to. Any total is a sum over them and adds up
/// whichever way it is taken.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub(crate) plan: Arc<Plan>,
    pub(crate) cells: Cells,
    /// What total limits and budgets took of each, by row, then partner.
    pub(crate) taken: Taken,
    /// What funds returned to the budget.
    pub(crate) returned: Vec<Returned>,
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

/// One payout line: what a partner is due from an incentive for a period, into an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PayoutLine {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the quarter that the period ends in.
    pub quarter: usize,
    /// Position of the incentive.
    pub incentive: usize,
    /// Position of the settlement among those of the incentive.
    pub settlement: usize,
    /// What it is for.
    pub period: Span,
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
        let settlements = self.plan.settlements.of_quarter(incentive, quarter);
        let amounts = settlements.map(|at| i128::from(self.cells.get(incentive, at, partner)));
        self.money(amounts.sum())
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

    /// What total limits and budgets took of the cells that are selected: lost, not postponed.
    #[must_use]
    pub fn cut(&self, of: Selection) -> Money {
        if self.taken.all.is_empty() {
            return self.money(0);
        }
        let incentives = 0..self.plan.program().incentives.len();
        let asked = incentives.filter(|at| of.incentive.is_none_or(|one| one == *at));
        let width = self.facts().partners.len();
        let cut = |at: usize| {
            let rows = self.plan.settlements.rows_of(at, None);
            self.sum_of(&self.taken.all[rows.start * width..rows.end * width], of, at)
        };
        self.money(asked.map(cut).sum())
    }

    /// Whether an incentive is paid, rather than a shadow or off.
    #[must_use]
    pub fn is_paid(&self, incentive: usize) -> bool {
        self.plan.program().incentives[incentive].state == State::On
    }

    /// What is paid into an account.
    #[must_use]
    pub fn total_into(&self, account: Account) -> Money {
        let (mut sum, per_minor) = (0_i128, self.plan.program().currency.units_per_minor());
        for at in (0..self.plan.program().incentives.len()).filter(|at| self.is_paid(*at)) {
            match self.plan.program().incentives[at].pays_into.accounts().as_slice() {
                [one] if one.account == account => {
                    sum += self.sum_cells(Selection::default(), at);
                }
                [_] | [] => {}
                _ => {
                    for cell in self.cells.of(at) {
                        let parts = self.plan.by_account(at, *cell).into_iter();
                        let into = parts.filter(|part| part.0 == account);
                        sum +=
                            into.map(|part| i128::from(part.1.units() / per_minor)).sum::<i128>();
                    }
                }
            }
        }
        self.money(sum)
    }

    /// Every line, zeros included, ordered by partner id, then last day, then incentive, then the
    /// accounts of the incentive; incentives that are off have none.
    pub fn lines(&self) -> impl Iterator<Item = PayoutLine> {
        (0..self.facts().partners.len()).flat_map(move |partner| self.partner_lines(partner))
    }

    /// The lines of one partner, ordered as [`Outcome::lines`].
    pub fn partner_lines(&self, partner: usize) -> impl Iterator<Item = PayoutLine> {
        let order = self.plan.settlements.order().iter();
        order.flat_map(move |&(incentive, at)| self.lines_of(partner, incentive, at))
    }

    /// The lines of a settlement, one for each account; none for an incentive that is off.
    fn lines_of(&self, partner: usize, incentive: usize, settlement: usize) -> Vec<PayoutLine> {
        let program = self.plan.program();
        let of = &program.incentives[incentive];
        if of.state == State::Off {
            return Vec::new();
        }
        let settled = self.plan.settlements(incentive)[settlement];
        let amount = self.cells.get(incentive, settlement, partner);
        let into = self.plan.by_account(incentive, amount);
        let line = |(account, amount)| PayoutLine {
            partner,
            quarter: settled.quarter,
            incentive,
            settlement,
            period: settled.period,
            amount,
            account,
            shadow: of.state == State::Shadow,
            payable: program.payment.payable(settled.period.until()),
        };
        into.into_iter().map(line).collect()
    }

    fn sum_cells(&self, of: Selection, incentive: usize) -> i128 {
        self.sum_of(self.cells.of(incentive), of, incentive)
    }

    /// The sum of what is selected of an incentive's amounts, by settlement, then partner.
    fn sum_of(&self, amounts: &[i64], of: Selection, incentive: usize) -> i128 {
        let partners = self.facts().partners.len();
        let settlements = &self.plan.settlements;
        let rows = of.quarter.map_or(0..settlements.of(incentive).len(), |quarter| {
            settlements.of_quarter(incentive, quarter)
        });
        match of.partner {
            Some(partner) => rows.map(|row| i128::from(amounts[row * partners + partner])).sum(),
            None => amounts[rows.start * partners..rows.end * partners]
                .iter()
                .map(|cell| i128::from(*cell))
                .sum(),
        }
    }

    /// Money of minor units. Totals beyond `i64` ten-thousandths cannot arise from facts that fit.
    pub(crate) fn money(&self, minor: i128) -> Money {
        let currency = self.plan.program().currency;
        let units = minor * i128::from(currency.units_per_minor());
        Money::from_units(i64::try_from(units).unwrap_or(i64::MAX), currency)
    }
}
