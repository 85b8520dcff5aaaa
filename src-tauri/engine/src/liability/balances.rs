//! One account rolled forward over one period, in the pay currency.

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Span, incentive::Account};

use super::{LiabilityLine, LiabilitySource, Movement};
use crate::{
    Failure, Outcome, exchange,
    exchange::converted_to_minor,
    ledger::{Entry, Event},
};

/// What a partner is owed in one account.
pub(super) struct Owed {
    pub partner: usize,
    pub account: Account,
    pub currency: Currency,
    /// By day.
    pub moves: Vec<Moved>,
    /// The entries of the account; none of an MDF balance.
    pub entries: Vec<Entry>,
}

/// Something that changed what is owed. Amounts are above zero where it is what its kind says.
pub(super) struct Moved {
    pub on: NaiveDate,
    pub movement: Movement,
    /// In the program's currency.
    pub amount: Money,
    /// In the pay currency, where it is known and not converted.
    pub paid: Option<Money>,
    pub source: LiabilitySource,
}

/// One account over one period, in the pay currency.
pub(super) struct Rolled {
    pub opening: Money,
    pub closing: Money,
    pub lines: Vec<LiabilityLine>,
}

impl Owed {
    pub const fn new(partner: usize, account: Account, currency: Currency) -> Self {
        Self { partner, account, currency, moves: Vec::new(), entries: Vec::new() }
    }

    /// What is owed up to the end of a day, in units of the program's currency.
    fn balance(&self, day: NaiveDate) -> Option<i64> {
        let known = self.moves.iter().take_while(|one| one.on <= day);
        known.map(|one| (one.movement, one.amount.units())).try_fold(0_i64, |sum, (what, units)| {
            match what {
                Movement::Accrued => sum.checked_add(units),
                Movement::Paid | Movement::Expired | Movement::ClawedBack => sum.checked_sub(units),
                _ => Some(sum),
            }
        })
    }

    /// What of the balance is held, held back or below the minimum at the end of a day.
    fn waiting(&self, day: NaiveDate) -> Vec<(Movement, i64)> {
        let known = self.entries.partition_point(|entry| entry.on <= day);
        let known = &self.entries[..known];
        let mut found = Vec::new();
        if let Some(last) = known.last().filter(|last| last.balance.units() > 0) {
            let same_day = known.iter().rev().take_while(|entry| entry.on == last.on);
            let why = same_day.into_iter().find_map(|entry| match entry.what {
                Event::Held { .. } => Some(Movement::Held),
                Event::BelowMinimum => Some(Movement::BelowMinimum),
                _ => None,
            });
            found.extend(why.map(|why| (why, last.balance.units())));
        }
        let back = known.iter().fold(0_i64, |sum, entry| match entry.what {
            Event::HeldBack { .. } | Event::Cancelled { .. } => {
                sum.saturating_add(entry.amount.units())
            }
            Event::Released { .. } => sum.saturating_sub(entry.amount.units()),
            _ => sum,
        });
        found.extend((back != 0).then_some((Movement::HeldBack, back)));
        found
    }
}

impl Outcome {
    /// One account over one period.
    pub(super) fn rolled(&self, of: &Owed, period: Span) -> Result<Rolled, Failure> {
        let too_large = || {
            let id = &self.facts().partners.ids[of.partner];
            Failure::overflow(&format!("What partner {id} is owed"))
        };
        let program = self.plan().program().currency;
        let at_end = |day: Option<NaiveDate>| {
            let units = day.map_or(Some(0), |day| of.balance(day)).ok_or_else(too_large)?;
            let owed = Money::from_units(units, program);
            let day = day.unwrap_or_else(|| period.from());
            Ok::<_, Failure>((owed, self.in_pay_currency(of, owed, day)?))
        };
        let (_, opening) = at_end(period.from().pred_opt())?;
        let (owed, closing) = at_end(Some(period.until()))?;
        let line = |on, movement, amount, in_program_currency, source| LiabilityLine {
            partner: of.partner,
            account: of.account,
            on,
            movement,
            amount,
            in_program_currency,
            source,
        };
        let (mut lines, mut sum) = (Vec::new(), opening.units());
        for one in of.moves.iter().filter(|one| period.contains(one.on)) {
            let amount = match one.paid {
                Some(paid) => paid,
                None => self.in_pay_currency(of, one.amount, one.on)?,
            };
            let change = match one.movement {
                Movement::Accrued => amount.units(),
                Movement::Paid | Movement::Expired | Movement::ClawedBack => -amount.units(),
                _ => 0,
            };
            sum = sum.checked_add(change).ok_or_else(too_large)?;
            lines.push(line(one.on, one.movement, amount, one.amount, one.source));
        }
        let moved = closing.units().checked_sub(sum).ok_or_else(too_large)?;
        let (end, balance) = (period.until(), LiabilitySource::Balance);
        if moved != 0 {
            let amount = Money::from_units(moved, of.currency);
            lines.push(line(end, Movement::ExchangeDifference, amount, owed, balance));
        }
        for (movement, units) in of.waiting(end) {
            let owed = Money::from_units(units, program);
            let amount = self.in_pay_currency(of, owed, end)?;
            lines.push(line(end, movement, amount, owed, balance));
        }
        Ok(Rolled { opening, closing, lines })
    }

    /// An amount of the program's currency in the pay currency, at the last known rate of a day.
    fn in_pay_currency(&self, of: &Owed, amount: Money, day: NaiveDate) -> Result<Money, Failure> {
        if amount.currency() == of.currency {
            return Ok(amount);
        }
        if amount.units() == 0 {
            return Ok(Money::zero(of.currency));
        }
        let program = self.plan().program();
        let table = &program.conversion.table;
        let found = self.facts().rates.exchange(table, amount.currency(), of.currency, day);
        let found = found.ok_or_else(|| exchange::no_rate(program, of.currency, day))?;
        let made = converted_to_minor(&found, amount, of.currency, program.rounding);
        made.ok_or_else(|| Failure::overflow("What is owed in a partner's currency"))
    }
}
