//! The roll-forward by account, by incentive and by pool of the budget.

use std::collections::BTreeMap;

use tierwright_engine::{
    Outcome,
    liability::{LiabilityCell, LiabilityLine, LiabilitySource, Movement},
};
use tierwright_program::{Currency, Money, incentive::Account, words::name_of};

use super::label;
use crate::{
    wire::{Figure, LiabilityPart},
    words,
};

/// By quarter, currency and account. What an account is owed before a quarter is what its lines of
/// the quarters before come to, because nothing is owed before the first one.
pub(super) fn by_account(cells: &[LiabilityCell], outcome: &Outcome) -> Vec<LiabilityPart> {
    let mut owed: BTreeMap<(Currency, &'static str), i64> = BTreeMap::new();
    let mut found = Vec::new();
    for cell in cells {
        for account in [Account::Cash, Account::RestrictedFund, Account::Mdf] {
            let of = words::account(account);
            let sums = Sums::of(cell, |line| line.account == account);
            let opening = owed.get(&(cell.currency, of)).copied();
            if opening.is_none() && sums.is_empty() {
                continue;
            }
            let opening = opening.unwrap_or_default();
            let closing = opening + sums.moved();
            owed.insert((cell.currency, of), closing);
            let text = |units| Money::from_units(units, cell.currency).amount_text();
            found.push(LiabilityPart {
                name: account_name(account).to_owned(),
                opening: Some(text(opening)),
                paid: Some(text(sums.get(Movement::Paid))),
                expired: Some(text(sums.get(Movement::Expired))),
                exchange_difference: Some(text(sums.get(Movement::ExchangeDifference))),
                closing: Some(text(closing)),
                ..part(of.to_owned(), &sums, cell, outcome)
            });
        }
    }
    found
}

const fn account_name(account: Account) -> &'static str {
    match account {
        Account::Cash => "Cash",
        Account::RestrictedFund => "Restricted fund",
        Account::Mdf => "MDF balance",
    }
}

/// By quarter, currency and incentive.
pub(super) fn by_incentive(cells: &[LiabilityCell], outcome: &Outcome) -> Vec<LiabilityPart> {
    let incentives = &outcome.plan().program().incentives;
    let whole = outcome.plan().replay().as_of_day().is_none();
    let mut found = Vec::new();
    for cell in cells {
        for (at, of) in incentives.iter().enumerate() {
            let sums = Sums::of(cell, |line| incentive_of(line) == Some(at));
            if sums.is_empty() {
                continue;
            }
            let period = label(cell, outcome);
            let figure =
                Figure { incentive: Some(of.id.clone()), period: Some(period), partner: None };
            found.push(LiabilityPart {
                name: name_of(&of.name, &of.id),
                figure: whole.then_some(figure),
                ..part(of.id.clone(), &sums, cell, outcome)
            });
        }
        let sums = Sums::of(cell, |line| {
            matches!(line.source, LiabilitySource::Fund { .. })
                && line.movement == Movement::Accrued
        });
        if !sums.is_empty() {
            found.push(LiabilityPart {
                name: "Given by funds".to_owned(),
                ..part(String::new(), &sums, cell, outcome)
            });
        }
    }
    found
}

/// By quarter, currency and pool of the budget, what draws on no pool last.
pub(super) fn by_pool(cells: &[LiabilityCell], outcome: &Outcome) -> Vec<LiabilityPart> {
    let program = outcome.plan().program();
    let Some(budget) = &program.budget else { return Vec::new() };
    let pool_of = |line: &LiabilityLine| {
        let incentive = &program.incentives[incentive_of(line)?];
        budget.pools.iter().position(|pool| pool.incentives.contains(&incentive.id))
    };
    let mut found = Vec::new();
    for cell in cells {
        for (at, pool) in budget.pools.iter().enumerate() {
            let sums = Sums::of(cell, |line| pool_of(line) == Some(at));
            if !sums.is_empty() {
                let name = name_of(&pool.name, &pool.id);
                found.push(LiabilityPart { name, ..part(pool.id.clone(), &sums, cell, outcome) });
            }
        }
        let sums = Sums::of(cell, |line| earned(line) && pool_of(line).is_none());
        if !sums.is_empty() {
            let name = "Outside the budget's pools".to_owned();
            found.push(LiabilityPart { name, ..part(String::new(), &sums, cell, outcome) });
        }
    }
    found
}

/// Whether a line says what was earned, taken back or cut, rather than what became of a balance.
fn earned(line: &LiabilityLine) -> bool {
    matches!(line.movement, Movement::Accrued | Movement::ClawedBack | Movement::CappedAway)
}

fn incentive_of(line: &LiabilityLine) -> Option<usize> {
    match line.source {
        LiabilitySource::Payout { incentive, .. } => Some(incentive),
        _ => None,
    }
}

/// What a part of a cell comes to by kind of movement, in ten-thousandths of its currency.
struct Sums(BTreeMap<Movement, i64>);

impl Sums {
    fn of(cell: &LiabilityCell, is_in: impl Fn(&LiabilityLine) -> bool) -> Self {
        let mut sums = BTreeMap::new();
        for line in cell.lines.iter().filter(|line| is_in(line)) {
            *sums.entry(line.movement).or_default() += line.amount.units();
        }
        Self(sums)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, movement: Movement) -> i64 {
        self.0.get(&movement).copied().unwrap_or_default()
    }

    /// By how much what is owed changed.
    fn moved(&self) -> i64 {
        let less = [Movement::Paid, Movement::Expired, Movement::ClawedBack];
        let less: i64 = less.into_iter().map(|movement| self.get(movement)).sum();
        self.get(Movement::Accrued) + self.get(Movement::ExchangeDifference) - less
    }
}

/// What every kind of part has.
fn part(id: String, sums: &Sums, cell: &LiabilityCell, outcome: &Outcome) -> LiabilityPart {
    let text = |movement| Money::from_units(sums.get(movement), cell.currency).amount_text();
    LiabilityPart {
        id,
        name: String::new(),
        period: label(cell, outcome),
        currency: cell.currency.to_string(),
        opening: None,
        accrued: text(Movement::Accrued),
        paid: None,
        expired: None,
        clawed_back: text(Movement::ClawedBack),
        exchange_difference: None,
        closing: None,
        capped_away: text(Movement::CappedAway),
        figure: None,
    }
}
