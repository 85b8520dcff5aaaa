//! From what was earned to what is due, and what was spent before.

use chrono::{Months, NaiveDate};
use tierwright_engine::{
    Explanation,
    explanation::{PastPayout, Settled, SettledStep, SpendingStep, Step, TakenShare},
    rows::{DealRow, PaidRow},
};
use tierwright_program::{Span, budget::WhenOut, incentive::ServedIn};

use crate::{
    exact::{
        Number, largest_remainder, least, minor_units, money, most, one, rate, ratio, rounded_to,
        whole, zero,
    },
    line::{Beside, Run},
    refusal::{Holds, Refusal, holds, refuse, same},
};

/// What stands after some steps.
pub struct Due {
    pub amount: Number,
}

impl Due {
    pub fn new(amount: Number) -> Self {
        Self { amount }
    }

    /// The next step.
    #[allow(unreachable_patterns)]
    pub fn settled(
        self,
        step: &SettledStep,
        of: &Explanation,
        beside: Beside<'_>,
    ) -> Result<Self, Refusal> {
        let (stands, mode) = (money(step.before), of.rounding);
        same("what a settlement begins with", &stands, &self.amount)?;
        let minor = minor_units(step.before.currency());
        let after = match &step.how {
            Settled::Netted { accumulated, before, paid } => {
                past_payouts(paid, *accumulated, of, beside)?;
                let difference = stands - money(*before);
                // What is settled too much is ignored, or goes to the balance.
                let ignored = difference < zero() && money(step.after) == zero();
                if ignored { zero() } else { difference }
            }
            Settled::Guaranteed { amount, carried, earned, before, .. } => {
                let amount = rounded_to(&money(*amount), minor, mode);
                let least_due = most(zero(), amount - money(*carried));
                most(least_due, money(*earned)) - money(*before)
            }
            Settled::Again { accumulated, result, before, steps } => {
                let steps: Vec<&Step> = steps.iter().collect();
                let redone = Run::new(of, beside, Some(*accumulated), &steps).all()?;
                same("what it is settled at again", &money(*result), &redone)?;
                stands + redone - money(*before)
            }
            Settled::ClawedBack { deal, on, earned, share, before } => {
                let deal = beside.source.deals[*deal];
                let mut returns = beside.source.adjustments(&deal.id).iter();
                let returned = returns.any(|row| row.date == *on) || deal.cancelled_on == Some(*on);
                holds(returned, || format!("deal {} has no return of {on}", deal.id))?;
                let (earned, before) = (money(*earned), money(*before));
                let part = taken(*share, deal, *on)?;
                let all = rounded_to(&(&earned * part), minor, mode);
                // A stored share is taken each time, an unserved term only as far as it was not.
                let each_time = matches!(share, TakenShare::Stored(_));
                let takes = if each_time { all } else { all - &before };
                stands - most(zero(), least(takes, earned - before))
            }
            Settled::Spread { parts, earlier } => {
                let weights = vec![one(); usize::from(*parts)];
                let first = largest_remainder(&stands, &weights, minor).swap_remove(0);
                first + money(*earlier)
            }
            _ => return refuse("a step towards what is due that is not known"),
        };
        same("what a settlement leaves", &money(step.after), &after)?;
        Ok(Self { amount: after })
    }
}

/// Past payouts that stand for what was settled are all that the facts have of the partner, under the
/// label, in the accumulation and before the cut-over day.
fn past_payouts(
    said: &[PastPayout],
    accumulated: Span,
    of: &Explanation,
    beside: Beside<'_>,
) -> Holds {
    let settle = beside.incentive.settle.as_ref();
    let Some(cut) = settle.and_then(|settle| settle.cut_over.as_ref()) else {
        return holds(said.is_empty(), || "a past payout stands for a settlement".to_owned());
    };
    if said.is_empty() {
        return Ok(());
    }
    let settled = beside.settlements.iter().find(|one| one.accumulated == accumulated);
    let Some(period) = settled.map(|one| one.period) else { return refuse("no such settlement") };
    let id = &beside.source.partners[of.partner].id;
    let counts = |row: &&PaidRow| {
        row.partner == *id
            && row.label == cut.label
            && accumulated.from() <= row.period_from
            && row.period_until < cut.on
            && (cut.on <= period.until() || row.period_until < period.from())
    };
    let mut facts: Vec<_> = beside
        .source
        .paid
        .iter()
        .filter(counts)
        .map(|row| (row.id.as_str(), row.amount, row.source))
        .collect();
    let mut told: Vec<_> =
        said.iter().map(|row| (row.id.as_str(), row.amount, row.source)).collect();
    facts.sort_by_key(|row| row.0);
    told.sort_by_key(|row| row.0);
    same("the past payouts that stand for what was settled", &told, &facts)
}

/// The share that a return takes; of a term as the deal has it.
#[allow(unreachable_patterns)]
fn taken(share: TakenShare, deal: &DealRow, on: NaiveDate) -> Result<Number, Refusal> {
    let term = deal.term_start.zip(deal.term_end);
    match (share, term) {
        (TakenShare::Stored(of), _) => Ok(rate(of)),
        (TakenShare::WithoutTerm, None) => Ok(one()),
        (TakenShare::Unserved { served, term: length, counted_in }, Some((first, last))) => {
            let end = last.succ_opt().unwrap_or(last);
            let ended = deal.cancelled_on.map_or(on, |day| on.min(day)).min(end).max(first);
            let found = match counted_in {
                ServedIn::Days => ((ended - first).num_days(), (end - first).num_days()),
                ServedIn::WholeMonths => {
                    let whole = months(first, end);
                    let begun = if begins(first, whole) == end { whole } else { whole + 1 };
                    (months(first, ended), begun)
                }
            };
            let found = (found.0.min(found.1), found.1.max(1));
            same("how much of a term was served", &(served, length), &found)?;
            Ok(ratio((length - served).into(), length.into()))
        }
        _ => refuse("the deal has another term"),
    }
}

/// The day that a number of months after a day begins.
fn begins(first: NaiveDate, months: i64) -> NaiveDate {
    let months = Months::new(u32::try_from(months).unwrap_or(u32::MAX));
    first.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

/// How many months of a span are over at its end.
fn months(first: NaiveDate, end: NaiveDate) -> i64 {
    (0..).take_while(|months| begins(first, months + 1) <= end).count() as i64
}

/// What a purse that did not last left of a line.
#[allow(unreachable_patterns)]
pub fn spent(step: &SpendingStep, steps: &[Step]) -> Holds {
    let [left, asked, before, after] = [step.left, step.asked, step.before, step.after].map(money);
    let bounds = zero() <= after && after <= before && after <= left && before <= asked;
    holds(bounds && left < asked, || format!("{} lasts for everybody", step.purse))?;
    match step.when_out {
        WhenOut::FirstCome(_) | WhenOut::StackingOrder => Ok(()),
        WhenOut::ProRata => {
            // A line of deals is as many parts, each rounded by itself.
            let deals = |step: &Step| match step {
                Step::Schedule(schedule) => usize::from(schedule.deal.is_some()),
                Step::Pool(_) => 1,
                _ => 0,
            };
            let parts = steps.iter().map(deals).sum::<usize>().max(1);
            let exact = &left * &before / &asked;
            let off = (after - exact) * whole(minor_units(step.left.currency()).into());
            let near = off < whole(parts as i128) && -whole(parts as i128) < off;
            holds(near, || format!("{} is not divided in proportion", step.purse))
        }
        _ => refuse("an order of spending that is not known"),
    }
}
