//! From what is due to what is paid: payment gate, holdback, balances, minimum payment and pay
//! currency (`RULES` section 7, steps 9 and 10).

use chrono::NaiveDate;
use tierwright_program::{
    Currency, Money, Program,
    incentive::Account,
    payment::{BelowZero, Exactly, PayCurrency, PayRateDay},
    rate::RATE_ONE,
    rounding::largest_remainder,
};

use crate::{
    Failure, Outcome,
    exchange::{self, converted_to_minor},
    explanation::Exchange,
};

/// One event of a partner's account. Amounts are in the program's currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The day.
    pub on: NaiveDate,
    /// What happened.
    pub what: Event,
    /// The amount: above zero in the partner's favour, for [`Event::Paid`] what left the account.
    pub amount: Money,
    /// The balance after it, held money not in it.
    pub balance: Money,
}

/// What an [`Entry`] says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A line became payable, less what is held back of it.
    Due {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the settlement.
        settlement: usize,
    },
    /// A part of a line was held back until a day.
    HeldBack {
        /// Position of the incentive.
        incentive: usize,
        /// The day it is released.
        until: NaiveDate,
    },
    /// What was held back is released.
    Released {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the settlement that it was held back of.
        settlement: usize,
    },
    /// What was held back is cancelled, against money that came back.
    Cancelled {
        /// Position of the incentive.
        incentive: usize,
    },
    /// The balance is held, because the partner has no such status on the day.
    Held {
        /// The kind of status.
        missing: String,
    },
    /// The balance is less than the minimum and is carried.
    BelowMinimum,
    /// The balance is below zero and is carried.
    Negative,
    /// The balance was paid, or asked back where it is below zero.
    Paid {
        /// What was paid, in the pay currency.
        paid: Money,
        /// The exchange used; none where both currencies are one.
        exchange: Option<Exchange>,
    },
}

impl Event {
    /// What happened, for programs: `due`, `held_back`, `released`, `cancelled`, `held`,
    /// `below_minimum`, `negative`, `paid`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Due { .. } => "due",
            Self::HeldBack { .. } => "held_back",
            Self::Released { .. } => "released",
            Self::Cancelled { .. } => "cancelled",
            Self::Held { .. } => "held",
            Self::BelowMinimum => "below_minimum",
            Self::Negative => "negative",
            Self::Paid { .. } => "paid",
        }
    }
}

/// A partner's account over a replay, by day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ledger {
    /// Position of the partner.
    pub partner: usize,
    /// The account.
    pub account: Account,
    /// What happened, in order.
    pub entries: Vec<Entry>,
}

impl Outcome {
    /// A partner's account: every line as it becomes payable, and what was paid. Money in an MDF
    /// balance is not paid here: it is there to be claimed.
    ///
    /// # Errors
    /// A missing exchange rate to the partner's currency, or an amount that does not fit.
    pub fn ledger(&self, partner: usize, account: Account) -> Result<Ledger, Failure> {
        let mut run = Run::new(self, partner, account);
        while let Some(day) = run.next_day() {
            run.day(day)?;
        }
        Ok(Ledger { partner, account, entries: run.entries })
    }
}

/// A line that becomes payable.
#[derive(Clone, Copy)]
struct Payable {
    on: NaiveDate,
    incentive: usize,
    settlement: usize,
    minor: i64,
}

/// What is held back of a line.
struct HeldBack {
    until: NaiveDate,
    incentive: usize,
    settlement: usize,
    minor: i64,
}

fn minor_of(money: Money) -> i64 {
    money.units() / money.currency().units_per_minor()
}

/// A run through the payable dates of one account.
struct Run<'a> {
    outcome: &'a Outcome,
    program: &'a Program,
    partner: usize,
    account: Account,
    /// Lines still to come, the next one last.
    lines: Vec<Payable>,
    held_back: Vec<HeldBack>,
    balance: i64,
    /// The last day of the newest period in the balance.
    newest: NaiveDate,
    entries: Vec<Entry>,
}

impl<'a> Run<'a> {
    fn new(outcome: &'a Outcome, partner: usize, account: Account) -> Self {
        let program = outcome.plan().program();
        let mut lines: Vec<Payable> = outcome
            .partner_lines(partner)
            .filter(|line| line.amount.units() != 0 && !line.shadow && line.account == account)
            .map(|line| Payable {
                on: line.payable,
                incentive: line.incentive,
                settlement: line.settlement,
                minor: minor_of(line.amount),
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse((line.on, line.incentive, line.settlement)));
        Self {
            outcome,
            program,
            partner,
            account,
            lines,
            held_back: Vec::new(),
            balance: 0,
            newest: NaiveDate::MIN,
            entries: Vec::new(),
        }
    }

    /// The next day on which something is payable.
    fn next_day(&self) -> Option<NaiveDate> {
        let released = self.held_back.iter().map(|held| held.until);
        self.lines.last().map(|line| line.on).into_iter().chain(released).min()
    }

    fn day(&mut self, day: NaiveDate) -> Result<(), Failure> {
        self.release(day)?;
        while let Some(line) = self.lines.pop_if(|line| line.on == day) {
            self.line(line)?;
        }
        if self.account != Account::Mdf {
            self.pay(day)?;
        }
        Ok(())
    }

    fn release(&mut self, day: NaiveDate) -> Result<(), Failure> {
        let (due, later) =
            std::mem::take(&mut self.held_back).into_iter().partition(|held| held.until <= day);
        self.held_back = later;
        for HeldBack { incentive, settlement, minor, .. } in due {
            self.enter(day, Event::Released { incentive, settlement }, minor, minor)?;
        }
        Ok(())
    }

    fn line(&mut self, line: Payable) -> Result<(), Failure> {
        let Payable { on, incentive, settlement, minor } = line;
        let period = self.outcome.plan().settlements(incentive)[settlement].period;
        self.newest = self.newest.max(period.until());
        let due = Event::Due { incentive, settlement };
        if minor < 0 {
            let rest = self.cancel(on, incentive, minor)?;
            return self.enter(on, due, rest, rest);
        }
        let back = self.share_held_back(incentive, minor)?;
        self.enter(on, due, minor - back, minor - back)?;
        let holdback = self.program.incentives[incentive].holdback;
        if let Some(holdback) = holdback.filter(|_| back != 0) {
            let until = self.program.calendar.months_later(on, holdback.months);
            self.held_back.push(HeldBack { until, incentive, settlement, minor: back });
            self.enter(on, Event::HeldBack { incentive, until }, back, 0)?;
        }
        Ok(())
    }

    /// The part of a line that is held back: both parts by largest remainder, a tie going to what is
    /// paid now.
    fn share_held_back(&self, incentive: usize, minor: i64) -> Result<i64, Failure> {
        let Some(holdback) = self.program.incentives[incentive].holdback else { return Ok(0) };
        let later = holdback.share.units().clamp(0, RATE_ONE);
        let parts = largest_remainder(minor, &[RATE_ONE - later, later]);
        Ok(parts.ok_or_else(|| self.too_large())?[1])
    }

    /// Money that comes back cancels what is held back of the same incentive, oldest first; what
    /// remains is below zero still.
    fn cancel(&mut self, on: NaiveDate, incentive: usize, minor: i64) -> Result<i64, Failure> {
        let mut left = -minor;
        let mut cancelled = 0;
        for held in self.held_back.iter_mut().filter(|held| held.incentive == incentive) {
            let taken = left.min(held.minor);
            held.minor -= taken;
            left -= taken;
            cancelled += taken;
        }
        self.held_back.retain(|held| held.minor != 0);
        if cancelled != 0 {
            self.enter(on, Event::Cancelled { incentive }, -cancelled, 0)?;
        }
        Ok(-left)
    }

    /// Pays the balance, or says why not.
    fn pay(&mut self, day: NaiveDate) -> Result<(), Failure> {
        if self.balance == 0 {
            return Ok(());
        }
        let payment = &self.program.payment;
        if let Some(missing) = payment.requires.iter().find(|kind| !self.has_status(kind, day)) {
            return self.enter(day, Event::Held { missing: missing.clone() }, self.balance, 0);
        }
        if self.balance < 0 && payment.below_zero == BelowZero::Carried {
            return self.enter(day, Event::Negative, self.balance, 0);
        }
        let too_little = payment.minimum.is_some_and(|minimum| {
            let least = minor_of(minimum.amount);
            self.balance < least || (self.balance == least && minimum.exactly == Exactly::Carried)
        });
        if too_little && self.balance > 0 {
            return self.enter(day, Event::BelowMinimum, self.balance, 0);
        }
        let (paid, exchange) = self.converted(day)?;
        self.enter(day, Event::Paid { paid, exchange }, -self.balance, -self.balance)
    }

    /// Whether the partner has a status of a kind on a day.
    fn has_status(&self, kind: &str, day: NaiveDate) -> bool {
        let facts = self.outcome.facts();
        let statuses = &facts.statuses;
        facts.partner_statuses(self.partner).any(|at| {
            statuses.kinds[at] == kind
                && statuses.from[at] <= day
                && statuses.until[at].is_none_or(|until| day <= until)
        })
    }

    /// The balance in the pay currency, rounded to its minor unit.
    fn converted(&self, day: NaiveDate) -> Result<(Money, Option<Exchange>), Failure> {
        let money = self.outcome.plan().minor_money(self.balance);
        let PayCurrency::Partner(rate_day) = self.program.payment.pays_in else {
            return Ok((money, None));
        };
        let currency = self.pay_currency();
        if currency == money.currency() {
            return Ok((money, None));
        }
        let on = match rate_day {
            PayRateDay::Payable => day,
            PayRateDay::PeriodEnd => self.newest,
        };
        let exchange = self.outcome.facts().rates.exchange(
            &self.program.conversion.table,
            money.currency(),
            currency,
            on,
        );
        let exchange = exchange.ok_or_else(|| exchange::no_rate(self.program, currency, on))?;
        let paid = converted_to_minor(&exchange, money, currency, self.program.rounding);
        Ok((paid.ok_or_else(|| self.too_large())?, Some(exchange)))
    }

    fn pay_currency(&self) -> Currency {
        let own = self.outcome.facts().partners.currencies[self.partner];
        own.unwrap_or(self.program.currency)
    }

    fn enter(
        &mut self,
        on: NaiveDate,
        what: Event,
        amount: i64,
        change: i64,
    ) -> Result<(), Failure> {
        self.balance = self.balance.checked_add(change).ok_or_else(|| self.too_large())?;
        let plan = self.outcome.plan();
        let (amount, balance) = (plan.minor_money(amount), plan.minor_money(self.balance));
        self.entries.push(Entry { on, what, amount, balance });
        Ok(())
    }

    fn too_large(&self) -> Failure {
        let id = &self.outcome.facts().partners.ids[self.partner];
        Failure::overflow(&format!("The balance of partner {id}"))
    }
}
