//! Accounts: where a payout goes, and the lines that one amount makes.

use tierwright_program::{
    Money,
    incentive::{Account, AccountShare},
    rounding::largest_remainder,
};

use crate::Plan;

impl Plan {
    /// Divides an amount of minor units over the accounts of an incentive by largest remainder, ties
    /// to the one named first. The parts add up to the amount.
    pub(crate) fn by_account(&self, incentive: usize, minor: i64) -> Vec<(Account, Money)> {
        let into = self.program().incentives[incentive].pays_into.accounts();
        let weights: Vec<i64> = into.iter().map(|one| one.share.units()).collect();
        // Shares add up to 1, so that a part is never larger than the amount.
        let parts = largest_remainder(minor, &weights).unwrap_or_default();
        let part = |(one, part): (&AccountShare, i64)| (one.account, self.minor_money(part));
        into.iter().zip(parts).map(part).collect()
    }
}

/// Adds the accounts of one line to those of others of the same incentive.
pub(crate) fn add_accounts(sum: &mut Vec<(Account, Money)>, line: Vec<(Account, Money)>) {
    if sum.is_empty() {
        *sum = line;
        return;
    }
    for ((_, total), (_, part)) in sum.iter_mut().zip(line) {
        let units = total.units().saturating_add(part.units());
        *total = Money::from_units(units, total.currency());
    }
}
