//! One balance of a fund, day by day: what comes in, then claims, then what expires, then what is
//! not carried over.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Span,
    fund::{CarryOver, Fund},
    rate::RATE_ONE,
};

use super::{
    Claim, ClaimLimitKind, FundEntry, FundEvent, FundLedger, Refused,
    balance::{Balance, Lot},
    claim::{PaidBefore, least},
    given::{Input, InputKind},
};
use crate::{Failure, Outcome, passing::partners_that_pass};

/// A run through the days of one balance.
pub(super) struct Run<'a> {
    outcome: &'a Outcome,
    fund: usize,
    of: &'a Fund,
    /// Whose balance it is; none for a pool.
    partner: Option<usize>,
    until: NaiveDate,
    balance: Balance,
    entries: Vec<FundEntry>,
}

impl<'a> Run<'a> {
    pub fn new(
        outcome: &'a Outcome,
        fund: usize,
        partner: Option<usize>,
        until: NaiveDate,
    ) -> Self {
        let of = &outcome.plan().program().funds[fund];
        let (balance, entries) = (Balance::default(), Vec::new());
        Self { outcome, fund, of, partner, until, balance, entries }
    }

    /// The ledger of what comes in and of claims, both by day.
    pub fn through(mut self, given: Vec<Input>, claims: Vec<usize>) -> Result<FundLedger, Failure> {
        let first = self.outcome.first_day().unwrap_or(self.until);
        self.enter(first, self.partner, FundEvent::Opening, 0)?;
        let mut before = PaidBefore::before_replay(self.outcome, self.fund)?;
        let passes = partners_that_pass(self.outcome.facts(), &self.of.who);
        let days = self.days(first, &given, &claims);
        let (mut given, mut claims) = (given.into_iter().peekable(), claims.into_iter().peekable());
        let dates = &self.outcome.facts().fund_events.dates;
        for day in days {
            while let Some(input) = given.next_if(|input| input.on == day) {
                self.comes_in(&input)?;
            }
            while let Some(claim) = claims.next_if(|claim| dates[*claim] == day) {
                self.claim(claim, &passes, &mut before)?;
            }
            self.expire(day)?;
            self.carry(day)?;
        }
        let left = self.total()?;
        self.enter_showing(self.until, self.partner, FundEvent::Closing, left, 0)?;
        Ok(FundLedger { fund: self.fund, partner: self.partner, entries: self.entries })
    }

    /// Every day on which something may happen, up to the last.
    fn days(&self, first: NaiveDate, given: &[Input], claims: &[usize]) -> BTreeSet<NaiveDate> {
        let calendar = &self.outcome.plan().program().calendar;
        let mut days: BTreeSet<NaiveDate> = given.iter().map(|input| input.on).collect();
        let expiry = |months: u16| given.iter().map(move |input| (input.on, months));
        let expiries = self.of.expires_after_months.into_iter().flat_map(expiry);
        days.extend(expiries.map(|(on, months)| calendar.months_later(on, months)));
        let dates = &self.outcome.facts().fund_events.dates;
        days.extend(claims.iter().map(|claim| dates[*claim]));
        if let Some(carry) = self.of.carry_over {
            let period = calendar.period_of(first, carry.every);
            let ends =
                std::iter::successors(Some(period), |one| Some(calendar.next(*one, carry.every)));
            days.extend(ends.map(|one| one.until()).take_while(|day| *day <= self.until));
        }
        days.retain(|day| *day <= self.until);
        days
    }

    fn comes_in(&mut self, input: &Input) -> Result<(), Failure> {
        let minor = input.minor;
        let what = match &input.what {
            InputKind::Accrued { incentive, settlement, .. } if minor < 0 => {
                self.balance.take(-minor);
                let (incentive, settlement) = (*incentive, *settlement);
                let what = FundEvent::ClawedBack { incentive, settlement };
                return self.enter(input.on, self.partner, what, minor);
            }
            InputKind::Accrued { incentive, settlement, .. } => {
                FundEvent::Accrued { incentive: *incentive, settlement: *settlement }
            }
            InputKind::Released { incentive, .. } => FundEvent::Released { incentive: *incentive },
            InputKind::Allocated(allocated) => FundEvent::Allocated(allocated.clone()),
        };
        let whole = match &input.what {
            InputKind::Accrued { whole, .. } | InputKind::Released { whole, .. } => Some(*whole),
            InputKind::Allocated(_) => None,
        };
        let small = self.of.rebate_under.filter(|under| {
            let under = under.units() / under.currency().units_per_minor();
            whole.is_some_and(|whole| whole < under)
        });
        let Some(under) = small else {
            self.balance.put(input.lot());
            return self.enter(input.on, self.partner, what, minor);
        };
        // It enters and leaves at once, so it is there to be seen and never claimed.
        self.enter(input.on, self.partner, what, minor)?;
        self.enter(input.on, self.partner, FundEvent::PaidAsRebate { under }, -minor)
    }

    fn claim(
        &mut self,
        event: usize,
        passes: &[bool],
        before: &mut PaidBefore,
    ) -> Result<(), Failure> {
        let events = &self.outcome.facts().fund_events;
        let (partner, on) = (events.partners[event], events.dates[event]);
        let asked = self.outcome.fund_amount(event, events.amounts[event])?;
        let limits = match passes[partner] {
            true => self.outcome.limits(self.fund, event, before)?,
            false => Err(Refused::NotInFund),
        };
        let (minor, limits, refused) = match limits {
            Err(refused) => (0, Vec::new(), Some(refused)),
            Ok(mut limits) => {
                let per_minor = i128::from(asked.currency().units_per_minor());
                let there = i128::from(self.total()?) * per_minor;
                limits.push((ClaimLimitKind::Balance, Fraction::new(there, 1)));
                let (minor, limits) = least(self.outcome, event, limits)?;
                (minor, limits, None)
            }
        };
        before.note(self.outcome, event, minor);
        self.balance.take(minor);
        let claim = Claim { event, asked, limits, refused };
        self.enter(on, Some(partner), FundEvent::Claimed(claim), -minor)
    }

    /// What is too old falls away, after the claims of the day.
    fn expire(&mut self, day: NaiveDate) -> Result<(), Failure> {
        let Some(months) = self.of.expires_after_months else { return Ok(()) };
        let calendar = &self.outcome.plan().program().calendar;
        let over = |came_in| calendar.months_later(came_in, months) <= day;
        for Lot { on, incentive, minor } in self.balance.expire(over) {
            let what = FundEvent::Expired { came_in: on, incentive };
            self.enter(day, self.partner, what, -minor)?;
        }
        Ok(())
    }

    /// At the end of a period a share of the balance is carried over, and the oldest of the rest is
    /// forfeited.
    fn carry(&mut self, day: NaiveDate) -> Result<(), Failure> {
        let Some(CarryOver { every, share }) = self.of.carry_over else { return Ok(()) };
        let program = self.outcome.plan().program();
        let period = program.calendar.period_of(day, every);
        let there = self.total()?;
        if period.until() != day || there <= 0 {
            return Ok(());
        }
        let carried = i128::from(there) * i128::from(share.units());
        let carried = Fraction::new(carried, i128::from(RATE_ONE)).round(program.rounding);
        let carried = carried.and_then(|minor| i64::try_from(minor).ok());
        let carried = carried.ok_or_else(|| self.too_large())?;
        for Lot { incentive, minor, .. } in self.balance.take(there - carried) {
            self.enter(day, self.partner, FundEvent::Forfeited { period, incentive }, -minor)?;
        }
        let what = FundEvent::Carried { period: Span::new(period.from(), day), share };
        self.enter_showing(day, self.partner, what, carried, 0)
    }

    fn total(&self) -> Result<i64, Failure> {
        self.balance.total().ok_or_else(|| self.too_large())
    }

    /// Enters what changed the balance.
    fn enter(
        &mut self,
        on: NaiveDate,
        partner: Option<usize>,
        what: FundEvent,
        change: i64,
    ) -> Result<(), Failure> {
        self.enter_showing(on, partner, what, change, change)
    }

    /// Enters an amount that is not what changed the balance.
    fn enter_showing(
        &mut self,
        on: NaiveDate,
        partner: Option<usize>,
        what: FundEvent,
        shown: i64,
        change: i64,
    ) -> Result<(), Failure> {
        let plan = self.outcome.plan();
        let last = self
            .entries
            .last()
            .map_or(0, |entry| entry.balance.units() / entry.balance.currency().units_per_minor());
        let balance = last.checked_add(change).ok_or_else(|| self.too_large())?;
        let (amount, balance) = (plan.minor_money(shown), plan.minor_money(balance));
        self.entries.push(FundEntry { on, partner, what, amount, balance });
        Ok(())
    }

    fn too_large(&self) -> Failure {
        Failure::overflow(&format!("The balance of {}", self.of.name))
    }
}
