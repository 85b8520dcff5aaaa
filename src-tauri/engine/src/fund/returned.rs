//! Money that fell away and returns to the budget it was drawn from.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::fund::Forfeited;

use super::{FundEvent, Funds};
use crate::{
    Failure, Outcome, Plan,
    budget::{Taken, spend},
    cells::Cells,
    recorder::Unrecorded,
};

/// Money that returned to a pool of the budget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Returned {
    /// The day it fell away.
    pub on: NaiveDate,
    /// The incentive that drew it, by position.
    pub incentive: usize,
    /// Minor units, above zero.
    pub minor: i64,
}

impl Plan {
    /// What is due after total limits and budgets, given all lines before them.
    ///
    /// What a fund returns to the budget serves later settlements only, so what is settled up to a
    /// day depends on what fell away before it: going through again settles at least one day more
    /// for good, and it ends when nothing changes.
    pub(crate) fn spent(self: &Arc<Self>, whole: &Cells) -> Result<Outcome, Failure> {
        let mut returned = Vec::new();
        loop {
            let (cells, taken) = self.after_budgets(whole, &returned)?;
            let outcome = Outcome { plan: Arc::clone(self), cells, taken, returned };
            let now = outcome.returned_to_budget()?;
            if now == outcome.returned {
                return Ok(outcome);
            }
            returned = now;
        }
    }

    /// Lines after total limits and budgets, and what these took of each.
    fn after_budgets(
        &self,
        whole: &Cells,
        returned: &[Returned],
    ) -> Result<(Cells, Taken), Failure> {
        if !self.can_run_out() {
            return Ok((whole.clone(), Taken::default()));
        }
        let mut by_row = whole.by_row();
        let taken = spend(self, &mut by_row, returned, None, &mut Unrecorded)?;
        let cells = match taken.all.is_empty() {
            true => whole.clone(),
            false => Cells::from_rows(self.facts().partners.len(), &self.settlements, &by_row),
        };
        Ok((cells, taken))
    }
}

impl Outcome {
    /// What funds return to the budget, by fund, partner and day.
    fn returned_to_budget(&self) -> Result<Vec<Returned>, Failure> {
        let funds = Funds::new(self);
        let mut found = Vec::new();
        for (at, fund) in self.plan().program().funds.iter().enumerate() {
            if fund.forfeited == Forfeited::Lost {
                continue;
            }
            for entry in funds.ledgers(at)?.iter().flat_map(|ledger| &ledger.entries) {
                if let FundEvent::Expired { incentive: Some(incentive), .. }
                | FundEvent::Forfeited { incentive: Some(incentive), .. } = entry.what
                {
                    let minor = -entry.amount.units() / entry.amount.currency().units_per_minor();
                    found.push(Returned { on: entry.on, incentive, minor });
                }
            }
        }
        Ok(found)
    }
}
