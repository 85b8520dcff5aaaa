//! Baselines and targets, worked out again from what was measured and what the program stores.

use tierwright_engine::explanation::{
    Amount, Compared, ComparedStep, ComparedWith, ExactQuantity, Step, Use,
};
use tierwright_program::{
    Incentive, Quantity,
    baseline::{BaselineOf, RestatedBy, WhenNoBaseline},
    target::{Joiners, TargetOf},
};

use crate::{
    exact::{
        Number, amount, most, one, quantity, rate, ratio, stated, stated_quantity, whole, zero,
    },
    measures::Follow,
    refusal::{Holds, holds, refuse, same},
    source::Source,
};

/// What was measured and compared so far.
#[derive(Default)]
pub struct Bases {
    /// Every measure of what was sold before, in order.
    pub measured: Vec<Number>,
    pub base: Option<Number>,
    pub target: Option<Number>,
    /// What the baseline gives that was found to pay most.
    pub best: Option<Number>,
}

/// Growth or attainment of a measure, worked out again from the steps behind it. A number that a
/// level's measure stores is taken as it is stated, since its ladder is not at hand.
pub fn behind(steps: &[Step], value: Amount, follow: Follow<'_>) -> Holds {
    let Some((Step::Measure(now), rest)) = steps.split_first() else {
        return refuse("growth of what was not measured");
    };
    follow.measure(now)?;
    same("what a measure is compared for", &now.used_as, &Use::Compared)?;
    let Some(now) = amount(now.value) else { return refuse("growth of nothing") };
    let mut bases = Bases::default();
    for step in rest {
        match step {
            Step::Measure(earlier) => {
                follow.measure(earlier)?;
                same("what a measure is compared with", &earlier.used_as, &Use::Baseline)?;
                let Some(earlier) = amount(earlier.value) else { return refuse("no baseline") };
                bases.measured.push(earlier.clone());
                bases.base = Some(earlier);
            }
            Step::Compared(step) => bases.follow(step, None, follow.source)?,
            _ => return refuse("a step behind a measure that is not known"),
        }
    }
    let Some(under) = bases.under().cloned() else { return refuse("growth over nothing") };
    match value {
        Amount::Ratio { part, whole } => {
            same("what is compared", &quantity(part), &now)?;
            same("what it is compared with", &stated_quantity(whole), &most(zero(), under))
        }
        Amount::Exact(_) | Amount::Fraction(_) => {
            holds(under > zero(), || "it grew over nothing".to_owned())?;
            same("growth", &amount(value), &Some(now - under))
        }
        Amount::Average { .. } => refuse("growth is an average"),
    }
}

impl Bases {
    /// What V is divided by, where Q is a ratio to it.
    pub fn under(&self) -> Option<&Number> {
        self.target.as_ref().or(self.base.as_ref())
    }

    /// One step towards a baseline or target.
    pub fn follow(
        &mut self,
        step: &ComparedStep,
        of: Option<&Incentive>,
        source: &Source<'_>,
    ) -> Holds {
        let value = stated_quantity(step.value);
        if let Compared::Best { gives, taken } = &step.how {
            let gives: Vec<_> = gives.iter().map(|one| (&one.0, stated(one.1))).collect();
            return self.best(&gives, taken, &value);
        }
        let found = self.found(step, of, source)?;
        same("what it is compared with", &value, &found)?;
        match step.with {
            ComparedWith::Baseline => self.base = Some(value),
            ComparedWith::Target => self.target = Some(value),
        }
        Ok(())
    }

    fn found(
        &mut self,
        step: &ComparedStep,
        of: Option<&Incentive>,
        source: &Source<'_>,
    ) -> Result<Number, crate::refusal::Refusal> {
        let now = match step.with {
            ComparedWith::Baseline => self.base.clone(),
            ComparedWith::Target => self.target.clone(),
        };
        Ok(match &step.how {
            Compared::Mean { periods, sum } => {
                let from = self.measured.len().checked_sub(usize::from(*periods));
                let Some(from) = from else { return refuse("a mean of what was not measured") };
                let all = self.measured[from..].iter().fold(zero(), |sum, one| sum + one);
                same("the sum of a mean", &quantity(*sum), &all)?;
                all / whole((*periods).into())
            }
            Compared::Fixed => {
                let value = stated_quantity(step.value);
                let is = |one: Quantity| quantity(one) == value;
                let known = of.is_none_or(|of| stored(of, step.with).into_iter().any(is));
                holds(known, || "a number that is not stored".to_owned())?;
                value
            }
            Compared::Agreed(ids) => agreed(ids, step.value, source)?,
            Compared::Grown { over, by } => {
                let over = stated_quantity(*over);
                same("what a target grows from", &Some(over.clone()), &self.base)?;
                if of.is_none_or(|of| of.earns_on.part.baseline().is_none()) {
                    self.base = None;
                }
                over * (one() + rate(*by))
            }
            Compared::Restated { before, of, by, months, all_months } => {
                same("what is changed", &Some(stated_quantity(*before)), &now)?;
                let by = match by {
                    RestatedBy::Rate(by) => stated_quantity(*of) * rate(*by),
                    RestatedBy::Amount(by) => quantity(*by),
                };
                stated_quantity(*before) + by * ratio((*months).into(), (*all_months).into())
            }
            Compared::Joiner { before, joined, begun, months, all_months } => {
                same("the target of a joiner", &Some(stated_quantity(*before)), &now)?;
                let known = source.partners.iter().any(|one| one.joined == Some(*joined));
                holds(known && months < all_months, || format!("nobody joined on {joined}"))?;
                let is = of.and_then(|of| of.target.as_ref()).map(|target| target.joiners);
                let asked = if *begun { Joiners::BegunMonths } else { Joiners::WholeMonths };
                same("the months that a joiner has", &is, &Some(asked))?;
                stated_quantity(*before) * ratio((*months).into(), (*all_months).into())
            }
            Compared::Minimum { before } => {
                replaces(*before, now.as_ref())?;
                let least =
                    of.into_iter().flat_map(baselines).find_map(|when_none| match when_none {
                        WhenNoBaseline::Minimum(least) => Some(quantity(*least)),
                        _ => None,
                    });
                let Some(least) = least else { return refuse("no minimum is stored") };
                least
            }
            Compared::Median { before, peers } => {
                replaces(*before, now.as_ref())?;
                let mut numbers: Vec<Number> =
                    peers.iter().map(|peer| stated_quantity(peer.1)).collect();
                numbers.sort();
                match (numbers.len() / 2, numbers.len() % 2) {
                    (0, 0) => zero(),
                    (half, 0) => (&numbers[half - 1] + &numbers[half]) / whole(2),
                    (half, _) => numbers[half].clone(),
                }
            }
            Compared::Lowest(bases) => {
                let mut lowest = zero();
                for (of, base) in bases {
                    let base = stated_quantity(*base);
                    let sold =
                        matches!(of, BaselineOf::SamePeriodLastYear | BaselineOf::PreviousPeriod);
                    holds(!sold || self.measured.contains(&base), || {
                        "one of several was not measured".to_owned()
                    })?;
                    if base > zero() && (lowest == zero() || base < lowest) {
                        lowest = base;
                    }
                }
                lowest
            }
            Compared::Best { .. } => return refuse("a best that was followed"),
        })
    }

    fn best(
        &mut self,
        gives: &[(&BaselineOf, Number)],
        taken: &BaselineOf,
        value: &Number,
    ) -> Holds {
        let best = gives.iter().map(|one| &one.1).max();
        let Some(best) = best else { return refuse("the best of nothing") };
        same("what pays most", value, best)?;
        let first = gives.iter().find(|one| one.1 == *best);
        same("which one it is", &Some(taken), &first.map(|one| one.0))?;
        self.best = Some(best.clone());
        Ok(())
    }
}

/// Zero or less gives way.
fn replaces(before: ExactQuantity, now: Option<&Number>) -> Holds {
    let before = stated_quantity(before);
    same("what something stands for", &Some(&before), &now)?;
    holds(before <= zero(), || "something stands for what is above zero".to_owned())
}

/// What the baselines of an incentive do where there is none.
fn baselines(of: &Incentive) -> impl Iterator<Item = &WhenNoBaseline> {
    let target = of.target.as_ref().and_then(|target| match &target.of {
        TargetOf::Growth(growth) => Some(&growth.over),
        _ => None,
    });
    of.earns_on.part.baseline().into_iter().chain(target).map(|baseline| &baseline.when_none)
}

/// The numbers that an incentive stores to compare with.
fn stored(of: &Incentive, with: ComparedWith) -> Vec<Quantity> {
    fn fixed(of: &BaselineOf, found: &mut Vec<Quantity>) {
        match of {
            BaselineOf::Fixed(number) => found.push(*number),
            BaselineOf::BestOf(several) => several.iter().for_each(|one| fixed(one, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let target = of.target.as_ref().map(|target| &target.of);
    match (with, target) {
        (ComparedWith::Target, Some(TargetOf::Fixed(number))) => found.push(*number),
        (ComparedWith::Baseline, Some(TargetOf::Growth(growth))) => {
            fixed(&growth.over.of, &mut found);
        }
        _ => {}
    }
    if let (ComparedWith::Baseline, Some(baseline)) = (with, of.earns_on.part.baseline()) {
        fixed(&baseline.of, &mut found);
    }
    found
}

/// Target rows of the facts, added up. Those in another currency are taken as they are stated.
fn agreed(
    ids: &[String],
    value: ExactQuantity,
    source: &Source<'_>,
) -> Result<Number, crate::refusal::Refusal> {
    let mut sum = zero();
    for id in ids {
        let Some(row) = source.targets.iter().find(|row| row.id == *id) else {
            return refuse("a target that is not in the facts");
        };
        match row.value {
            Quantity::Money(money) if Some(money.currency()) != value.currency => {
                return Ok(stated_quantity(value));
            }
            number => sum += quantity(number),
        }
    }
    Ok(sum)
}
