//! Returns: closed accumulations settled again, and shares of what a deal earned taken back
//! (`RULES` section 7, step 7).

use chrono::{Days, NaiveDate};
use tierwright_program::{
    Fraction,
    incentive::{Clawback, Returns, SettledAgain, TierAgain},
    rate::RATE_ONE,
};

use crate::{
    Failure,
    cube::SalesRows,
    explanation::{Settled, WhyNot},
    line::Seen,
    recorder::{Recorded, Recorder, Unrecorded},
    walk::{At, TakenBy, Walk},
};

/// A return that a settlement sees for the first time.
struct Returned {
    deal: usize,
    on: NaiveDate,
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
            Returns::Clawback(clawback) => self.clawed_back(at, clawback, due, recorder)?,
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
        for returned in self.returned(at) {
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

    /// Takes back a share of what the deals of returns earned.
    fn clawed_back<R: Recorder>(
        &mut self,
        at: At,
        clawback: Clawback,
        due: i64,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let mut sum = due;
        for returned in self.returned(at) {
            let earned = self.earned_in_time(at, returned.deal, returned.on, clawback);
            let earned = earned.ok_or_else(|| self.too_large(at))?;
            let before = self.taken_back.get(&(at.incentive, returned.deal)).copied();
            let before = before.unwrap_or(0);
            let share = i128::from(earned) * i128::from(clawback.share.units());
            let share = Fraction::new(share, i128::from(RATE_ONE));
            let share = share.round(self.plan.program().rounding);
            let share = share.and_then(|share| i64::try_from(share).ok());
            // Together never more than the deal earned.
            let takes = share.ok_or_else(|| self.too_large(at))?.min(earned - before).max(0);
            if takes == 0 {
                continue;
            }
            self.taken_back.insert((at.incentive, returned.deal), before + takes);
            let after = sum.checked_sub(takes).ok_or_else(|| self.too_large(at))?;
            self.record_settled(recorder, sum, after, |plan| Settled::ClawedBack {
                deal: returned.deal,
                on: returned.on,
                earned: plan.minor_money(earned),
                share: clawback.share,
                before: plan.minor_money(before),
            });
            sum = after;
        }
        Ok(sum)
    }

    /// What a deal earned in settlements that a return of a day can still take from.
    fn earned_in_time(&self, at: At, deal: usize, on: NaiveDate, of: Clawback) -> Option<i64> {
        let payment = &self.plan.program().payment;
        let mut sum = 0_i64;
        for settlement in 0..=at.settlement {
            let one = At { settlement, ..at };
            let payable = payment.payable(self.settlement(one).period.until());
            let last = of.within_days.map(|within| payable + Days::new(u64::from(within)));
            if last.is_none_or(|last| on <= last) {
                let parts = &self.rows[self.row(one)].on_deals;
                for (_, part) in parts.iter().filter(|part| part.0 == deal) {
                    sum = sum.checked_add(*part)?;
                }
            }
        }
        Some(sum.max(0))
    }

    /// The returns of the partner's deals that this settlement sees for the first time, by deal,
    /// then date.
    fn returned(&self, at: At) -> Vec<Returned> {
        let list = self.plan.settlements(at.incentive);
        let since = match at.settlement.checked_sub(1) {
            Some(before) => list[before].period.until(),
            None => list[at.settlement].period.from().pred_opt().unwrap_or_default(),
        };
        let known = list[at.settlement].period.until();
        let facts = self.plan.facts();
        let rows = self.plan.sales_rows(&self.plan.incentives[at.incentive].key);
        let mut found = Vec::new();
        for deal in facts.partner_deals(self.partner) {
            for adjustment in facts.deal_adjustments(deal) {
                let on = facts.adjustments.dates[adjustment];
                let new = since < on && on <= known && self.plan.given().known(on);
                if new && counts(&rows, deal, adjustment) {
                    found.push(Returned { deal, on });
                }
            }
        }
        found
    }
}

/// Whether a return is one of a deal and line that the incentive counts.
fn counts(rows: &SalesRows<'_>, deal: usize, adjustment: usize) -> bool {
    rows.counts_on(deal).is_some() && rows.adjustment_passes(deal, adjustment)
}
