//! Funds: what comes in, what is claimed, and what falls away, as entries by day (`RULES` section
//! 6).

mod allocation;
mod balance;
mod claim;
mod entry;
mod given;
mod returned;
mod run;
mod words;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use chrono::NaiveDate;

pub use allocation::{Allocated, Bound};
pub use claim::{Claim, ClaimLimit, ClaimLimitKind, Refused};
pub use entry::{FundEntry, FundEvent, FundLedger};
pub(crate) use returned::Returned;
pub use words::EntryWords;

use crate::{Failure, Outcome};
use run::Run;

/// Ledgers by fund and last day.
type Made = HashMap<(usize, NaiveDate), Rc<Vec<FundLedger>>>;

/// The funds of an outcome; each of them is gone through once for each last day.
pub struct Funds<'a> {
    pub(crate) outcome: &'a Outcome,
    made: RefCell<Made>,
}

impl<'a> Funds<'a> {
    /// The funds of an outcome.
    #[must_use]
    pub fn new(outcome: &'a Outcome) -> Self {
        Self { outcome, made: RefCell::new(HashMap::new()) }
    }

    /// The ledgers of a fund up to the last day: one for each partner with entries, by id; a single
    /// one for a pool of all partners.
    ///
    /// # Errors
    /// A missing exchange rate, or an amount that does not fit.
    pub fn ledgers(&self, fund: usize) -> Result<Rc<Vec<FundLedger>>, Failure> {
        match self.outcome.last_fund_day() {
            Some(until) => self.up_to(fund, until),
            None => Ok(Rc::default()),
        }
    }

    /// The ledgers of a fund up to a day.
    pub(crate) fn up_to(
        &self,
        fund: usize,
        until: NaiveDate,
    ) -> Result<Rc<Vec<FundLedger>>, Failure> {
        if let Some(made) = self.made.borrow().get(&(fund, until)) {
            return Ok(Rc::clone(made));
        }
        let made = Rc::new(self.make(fund, until)?);
        self.made.borrow_mut().insert((fund, until), Rc::clone(&made));
        Ok(made)
    }

    fn make(&self, fund: usize, until: NaiveDate) -> Result<Vec<FundLedger>, Failure> {
        let outcome = self.outcome;
        let of = &outcome.plan().program().funds[fund];
        let given = self.given(fund, until)?;
        let mut ledgers = Vec::new();
        if of.is_shared() {
            let claims = outcome.claims(fund, None, until);
            ledgers.push(Run::new(outcome, fund, None, until).through(given.shared, claims)?);
            return Ok(ledgers);
        }
        for (partner, given) in given.by_partner.into_iter().enumerate() {
            let claims = outcome.claims(fund, Some(partner), until);
            if !given.is_empty() || !claims.is_empty() {
                let run = Run::new(outcome, fund, Some(partner), until);
                ledgers.push(run.through(given, claims)?);
            }
        }
        Ok(ledgers)
    }
}

impl Outcome {
    /// The first day of the replay.
    pub(crate) fn first_day(&self) -> Option<NaiveDate> {
        self.quarters().first().map(|quarter| quarter.from())
    }

    /// The last day that funds are looked at: the day the outcome is seen on, or else the last
    /// payable date of the replay, at least its last day.
    pub(crate) fn last_fund_day(&self) -> Option<NaiveDate> {
        let last = self.quarters().last()?.until();
        let payable = self.plan().program().payment.payable(last);
        Some(self.plan().replay().as_of_day().unwrap_or_else(|| payable.max(last)))
    }
}
