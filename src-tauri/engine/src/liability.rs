//! Liability: what is owed to partners, rolled forward by period and pay currency (`RULES` section
//! 7).

mod balances;
mod capped;
mod movements;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Period, Span, incentive::Account};

use crate::{Failure, Outcome};

/// The roll-forward, by period, then currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Liability {
    /// One cell for each quarter and pay currency, from the first quarter of the replay to that of
    /// the last payment, or of the day it is seen on.
    pub cells: Vec<LiabilityCell>,
}

/// What is owed in one currency, over one quarter: `opening + accrued - paid - expired - clawed back
/// + exchange difference = closing`. All amounts are in the pay currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiabilityCell {
    /// The quarter; its last day is the day the outcome is seen on, where that lies in it.
    pub period: Span,
    /// The pay currency.
    pub currency: Currency,
    /// Owed before it.
    pub opening: Money,
    /// Owed at its end.
    pub closing: Money,
    /// Every amount behind the cell, by partner, account and day.
    pub lines: Vec<LiabilityLine>,
}

/// One amount behind a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiabilityLine {
    /// Position of the partner.
    pub partner: usize,
    /// The account.
    pub account: Account,
    /// The day.
    pub on: NaiveDate,
    /// What it is.
    pub movement: Movement,
    /// The amount in the pay currency.
    pub amount: Money,
    /// The amount in the program's currency; of an exchange difference what was owed at the end.
    pub in_program_currency: Money,
    /// Where it comes from.
    pub source: LiabilitySource,
}

/// What an amount of a liability is. The first six are what the roll-forward is made of; the rest is
/// shown beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Movement {
    /// It was earned, on the last day of the period it is for, or given to a fund.
    Accrued,
    /// It was paid, or claimed from a fund.
    Paid,
    /// It expired in a fund, or was not carried over.
    Expired,
    /// An incentive took it back, on the last day of the period that did.
    ClawedBack,
    /// The exchange rate moved while it was owed.
    ExchangeDifference,
    /// It is owed and held at the end, for want of a status.
    Held,
    /// It is owed and held back at the end, until a later day.
    HeldBack,
    /// It is owed and below the minimum payment at the end.
    BelowMinimum,
    /// It was never owed: a limit or a budget took it away.
    CappedAway,
}

impl Movement {
    /// Every kind, in order.
    pub const ALL: [Self; 9] = [
        Self::Accrued,
        Self::Paid,
        Self::Expired,
        Self::ClawedBack,
        Self::ExchangeDifference,
        Self::Held,
        Self::HeldBack,
        Self::BelowMinimum,
        Self::CappedAway,
    ];

    /// The kind, for programs: `accrued`, `paid`, `expired`, `clawed_back`, `exchange_difference`,
    /// `held`, `held_back`, `below_minimum`, `capped_away`.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Accrued => "accrued",
            Self::Paid => "paid",
            Self::Expired => "expired",
            Self::ClawedBack => "clawed_back",
            Self::ExchangeDifference => "exchange_difference",
            Self::Held => "held",
            Self::HeldBack => "held_back",
            Self::BelowMinimum => "below_minimum",
            Self::CappedAway => "capped_away",
        }
    }
}

/// Where an amount of a liability comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LiabilitySource {
    /// A payout line.
    Payout {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the settlement.
        settlement: usize,
    },
    /// The partner's account of that day.
    Account,
    /// The ledger of a fund of that day.
    Fund {
        /// Position of the fund.
        fund: usize,
    },
    /// The balance at the end.
    Balance,
}

impl LiabilityCell {
    /// The sum of its lines of a kind.
    #[must_use]
    pub fn sum(&self, movement: Movement) -> Money {
        let its = self.lines.iter().filter(|line| line.movement == movement);
        let units = its.fold(0_i64, |sum, line| sum.saturating_add(line.amount.units()));
        Money::from_units(units, self.currency)
    }
}

impl Outcome {
    /// What is owed to partners, rolled forward by quarter and pay currency. What is accrued and
    /// clawed back in all is what is paid into all accounts.
    ///
    /// # Errors
    /// A missing exchange rate to a partner's currency, or an amount that does not fit.
    pub fn liability(&self) -> Result<Liability, Failure> {
        let mut accounts = Vec::new();
        for partner in 0..self.facts().partners.len() {
            accounts.extend(self.owed(partner)?);
        }
        let periods = self.liability_periods(&accounts);
        let mut cells: BTreeMap<(usize, Currency), LiabilityCell> = BTreeMap::new();
        for account in &accounts {
            for (at, period) in periods.iter().enumerate() {
                let currency = account.currency;
                let zero = Money::zero(currency);
                let cell = cells.entry((at, currency)).or_insert_with(|| LiabilityCell {
                    period: *period,
                    currency,
                    opening: zero,
                    closing: zero,
                    lines: Vec::new(),
                });
                let rolled = self.rolled(account, *period)?;
                let too_large = |_| Failure::overflow("What is owed to all partners");
                cell.opening = cell.opening.plus(rolled.opening).map_err(too_large)?;
                cell.closing = cell.closing.plus(rolled.closing).map_err(too_large)?;
                cell.lines.extend(rolled.lines);
            }
        }
        Ok(Liability { cells: cells.into_values().collect() })
    }

    /// The quarters from the first of the replay to that of the last movement.
    fn liability_periods(&self, accounts: &[balances::Owed]) -> Vec<Span> {
        let (Some(first), Some(last)) = (self.quarters().first(), self.quarters().last()) else {
            return Vec::new();
        };
        let moved = accounts.iter().flat_map(|account| &account.moves).map(|one| one.on).max();
        let as_of = self.plan().replay().as_of_day();
        let last = as_of.unwrap_or_else(|| moved.map_or(last.until(), |day| day.max(last.until())));
        let calendar = &self.plan().program().calendar;
        let next = |span: &Span| Some(calendar.next(*span, Period::Quarter));
        std::iter::successors(Some(*first), next)
            .take_while(|span| span.from() <= last)
            .map(|span| {
                Span::new(span.from(), as_of.map_or(span.until(), |day| day.min(span.until())))
            })
            .collect()
    }
}
