//! From what was earned to what is due, and what was spent before.

use tierwright_engine::{
    Explanation,
    explanation::{Settled, SettledStep, SpendingStep, Step},
};
use tierwright_program::budget::WhenOut;

use crate::{
    exact::{
        Number, largest_remainder, least, minor_units, money, most, one, rate, rounded_to, whole,
        zero,
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
            Settled::Netted { before, .. } => {
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
                let id = &beside.source.deals[*deal].id;
                let returned = beside.source.adjustments(id).iter().any(|row| row.date == *on);
                holds(returned, || format!("deal {id} has no return of {on}"))?;
                let share = rounded_to(&(money(*earned) * rate(*share)), minor, mode);
                let takes = most(zero(), least(share, money(*earned) - money(*before)));
                stands - takes
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
