//! What changes what is owed to a partner, by account and day.

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, incentive::Account, payment::PayCurrency};

use super::{
    LiabilitySource, Movement,
    balances::{Moved, Owed},
};
use crate::{
    Failure, Outcome,
    fund::{FundEvent, Funds},
    ledger::Event,
};

impl Outcome {
    /// What a partner is owed, by account; accounts without any movement are left out.
    pub(super) fn owed(&self, partner: usize) -> Result<Vec<Owed>, Failure> {
        let currency = self.pay_currency(partner);
        let mut accounts: Vec<Owed> = [Account::Cash, Account::RestrictedFund, Account::Mdf]
            .map(|account| Owed::new(partner, account, currency))
            .into();
        let known = |day: NaiveDate| self.plan().given().known(day);
        for line in self.partner_lines(partner) {
            if line.shadow || line.amount.units() == 0 || !known(line.period.until()) {
                continue;
            }
            let movement =
                if line.amount.units() < 0 { Movement::ClawedBack } else { Movement::Accrued };
            let (incentive, settlement) = (line.incentive, line.settlement);
            let source = LiabilitySource::Payout { incentive, settlement };
            let units = line.amount.units().saturating_abs();
            let amount = Money::from_units(units, line.amount.currency());
            let of = &mut accounts[place(line.account)];
            of.moves.push(Moved { on: line.period.until(), movement, amount, paid: None, source });
        }
        for of in accounts.iter_mut().filter(|of| of.account != Account::Mdf) {
            of.entries = self.ledger(partner, of.account)?.entries;
            of.entries.retain(|entry| known(entry.on));
            for entry in &of.entries {
                let Event::Paid { paid, .. } = entry.what else { continue };
                let amount = Money::from_units(-entry.amount.units(), entry.amount.currency());
                let source = LiabilitySource::Account;
                let movement = Movement::Paid;
                of.moves.push(Moved { on: entry.on, movement, amount, paid: Some(paid), source });
            }
        }
        self.in_funds(partner, &mut accounts[place(Account::Mdf)])?;
        self.capped_away(partner, &mut accounts)?;
        for of in &mut accounts {
            of.moves.sort_by_key(|one| (one.on, one.movement));
        }
        accounts.retain(|of| !of.moves.is_empty());
        Ok(accounts)
    }

    /// The currency that a partner is paid in.
    fn pay_currency(&self, partner: usize) -> Currency {
        let program = self.plan().program();
        match program.payment.pays_in {
            PayCurrency::Program => program.currency,
            PayCurrency::Partner(_) => {
                self.facts().partners.currencies[partner].unwrap_or(program.currency)
            }
        }
    }

    /// What a partner was given by funds, claimed of them, and lost. What came in from incentives is
    /// owed since the end of its period. Of a pool nobody is owed anything before a claim.
    fn in_funds(&self, partner: usize, owed: &mut Owed) -> Result<(), Failure> {
        let funds = Funds::new(self);
        for (fund, of) in self.plan().program().funds.iter().enumerate() {
            let ledgers = funds.ledgers(fund)?;
            let its =
                ledgers.iter().filter(|ledger| ledger.partner.is_none_or(|one| one == partner));
            for entry in its.flat_map(|ledger| &ledger.entries) {
                if entry.partner != Some(partner) {
                    continue;
                }
                let movement = match entry.what {
                    FundEvent::Allocated(_) => Movement::Accrued,
                    FundEvent::Claimed(_) | FundEvent::PaidAsRebate { .. } => Movement::Paid,
                    FundEvent::Expired { .. } | FundEvent::Forfeited { .. } => Movement::Expired,
                    _ => continue,
                };
                let units = entry.amount.units().saturating_abs();
                let amount = Money::from_units(units, entry.amount.currency());
                let one = Moved {
                    on: entry.on,
                    movement,
                    amount,
                    paid: None,
                    source: LiabilitySource::Fund { fund },
                };
                if units == 0 {
                    continue;
                }
                if of.is_shared() {
                    owed.moves.push(Moved { movement: Movement::Accrued, ..one });
                }
                owed.moves.push(one);
            }
        }
        Ok(())
    }
}

/// The place of an account among those of a partner.
pub(super) const fn place(account: Account) -> usize {
    match account {
        Account::Cash => 0,
        Account::RestrictedFund => 1,
        Account::Mdf => 2,
    }
}
