//! Returns: what they do to what is due, and closed accumulations settled again (`RULES` section 7,
//! step 7).

use chrono::NaiveDate;
use tierwright_program::incentive::{Returns, SettledAgain, TierAgain};

use crate::{
    Failure, Plan,
    cube::SalesRows,
    explanation::{Settled, WhyNot},
    line::Seen,
    recorder::{Recorded, Recorder, Unrecorded},
    walk::{At, TakenBy, Walk},
};

/// A return that a settlement sees for the first time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Returned {
    pub deal: usize,
    pub on: NaiveDate,
}

impl Walk<'_> {
    /// What is due after returns.
    pub(crate) fn after_returns<R: Recorder>(
        &mut self,
        at: At,
        due: i64,
        taken: &mut TakenBy,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let after = match self.incentive(at).returns {
            Returns::OwnPeriod => return Ok(due),
            Returns::DealPeriod(again) => self.settled_again(at, again, due, recorder)?,
            Returns::Clawback(_) | Returns::UnservedTerm(_) => {
                self.clawed_back(at, due, recorder)?
            }
        };
        taken.note(due, after, WhyNot::TakenBack);
        Ok(after)
    }

    /// Settles every closed accumulation again that has a return dated in this period.
    fn settled_again<R: Recorder>(
        &mut self,
        at: At,
        again: SettledAgain,
        due: i64,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let mut touched: Vec<usize> = Vec::new();
        for returned in self.returned(at, lowers) {
            let closed = self.plan.facts().deals.won_on(returned.deal);
            touched.extend(closed.and_then(|day| self.closed_accumulation(at, day)));
        }
        touched.sort_unstable();
        touched.dedup();
        let mut sum = due;
        for settlement in touched {
            sum = self.one_again(at, At { settlement, ..at }, again, sum, recorder)?;
        }
        Ok(sum)
    }

    /// Settles one closed accumulation again: `R - P` on the facts known at this settlement.
    fn one_again<R: Recorder>(
        &mut self,
        at: At,
        closed: At,
        again: SettledAgain,
        due: i64,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let (now, then) = (self.settlement(at), self.settlement(closed));
        let known = now.period.until();
        let tier_on = (again.tier == TierAgain::AsNow).then_some(known);
        let seen = Seen { span: then.accumulated, known, tier_on };
        let mut steps = Recorded::default();
        let result = match R::RECORDS {
            true => self.so_far(closed, seen, None, &mut steps)?,
            false => self.so_far(closed, seen, None, &mut Unrecorded)?,
        };
        let too_large = || self.too_large(at);
        let before = self.settled_of(closed).ok_or_else(too_large)?;
        let difference = result.minor.checked_sub(before).ok_or_else(too_large)?;
        let after = due.checked_add(difference).ok_or_else(too_large)?;
        let row = self.row(closed);
        self.rows[row].again =
            self.rows[row].again.checked_add(difference).ok_or_else(|| self.too_large(at))?;
        self.record_settled(recorder, due, after, |plan| Settled::Again {
            accumulated: then.accumulated,
            result: plan.minor_money(result.minor),
            before: plan.minor_money(before),
            steps: steps.0,
        });
        Ok(after)
    }

    /// P of a closed accumulation, given its last settlement.
    fn settled_of(&self, closed: At) -> Option<i64> {
        let from = self.settlement(closed).accumulated.from();
        let list = self.plan.settlements(closed.incentive).iter().enumerate();
        let mut same = list.filter(|(_, one)| one.accumulated.from() == from);
        same.try_fold(0_i64, |sum, (settlement, _)| {
            let row = &self.rows[self.row(At { settlement, ..closed })];
            sum.checked_add(row.own)?.checked_add(row.again)
        })
    }

    /// The last settlement of the accumulation that a day lies in, where it closed before this one
    /// began.
    fn closed_accumulation(&self, at: At, day: NaiveDate) -> Option<usize> {
        let from = self.settlement(at).accumulated.from();
        let list = &self.plan.settlements(at.incentive)[..at.settlement];
        let holds = |settlement: &usize| {
            let of = &list[*settlement];
            of.accumulated.from() < from && of.accumulated.contains(day)
        };
        (0..list.len()).rev().find(holds)
    }

    /// The returns of the deals that the partner has a credit on that counts, as far as they count
    /// and this settlement sees them for the first time, by deal, then date.
    pub fn returned(
        &self,
        at: At,
        counts: impl Fn(&SalesRows<'_>, usize, usize) -> bool,
    ) -> Vec<Returned> {
        let (facts, new) = (self.plan.facts(), self.new_days(at));
        let rows = self.plan.sales_rows(&self.plan.incentives[at.incentive].key);
        let credited = |deal: usize| {
            facts.deal_credits(rows.credited_on(deal)).any(|credit| {
                facts.credits.partner(credit) == self.partner && rows.credit_counts(deal, credit)
            })
        };
        let mut found = Vec::new();
        for deal in rows.deals_of(self.partner) {
            for adjustment in facts.deal_adjustments(deal) {
                let on = facts.adjustments.dates[adjustment];
                if new.sees(self.plan, on)
                    && rows.counts_on(deal).is_some()
                    && counts(&rows, deal, adjustment)
                    && credited(deal)
                {
                    found.push(Returned { deal, on });
                }
            }
        }
        found
    }

    /// The days that this settlement sees for the first time.
    pub fn new_days(&self, at: At) -> NewDays {
        let list = self.plan.settlements(at.incentive);
        let since = match at.settlement.checked_sub(1) {
            Some(before) => list[before].period.until(),
            None => list[at.settlement].period.from().pred_opt().unwrap_or_default(),
        };
        NewDays { since, until: list[at.settlement].period.until() }
    }
}

/// The days after one and up to another.
#[derive(Clone, Copy)]
pub(crate) struct NewDays {
    since: NaiveDate,
    until: NaiveDate,
}

impl NewDays {
    /// Whether a day is one of them, and known.
    pub fn sees(self, plan: &Plan, day: NaiveDate) -> bool {
        self.since < day && day <= self.until && plan.given().known(day)
    }
}

/// Whether a return lowers the measures of the incentive.
fn lowers(rows: &SalesRows<'_>, deal: usize, adjustment: usize) -> bool {
    rows.adjustment_passes(deal, adjustment)
}
