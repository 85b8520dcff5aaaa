//! What was measured, and what a schedule may read of it.

use std::collections::BTreeMap;

use tierwright_engine::explanation::{Amount, MeasureStep, ScheduleStep};
use tierwright_program::Quantity;

use crate::{
    compared::Bases,
    exact::{Number, amount, largest_remainder, most, quantity, stated_quantity, zero},
    refusal::{Holds, holds, same},
    source::Source,
};

/// What was measured and not read yet.
#[derive(Default)]
pub struct Inputs {
    /// V, and whether it is a number of units.
    pub paid_on: Option<(Number, bool)>,
    /// V of each line of a deal, in order.
    pub lines: Vec<Number>,
    pub bases: Bases,
    pub own: Option<Amount>,
    /// V before earlier results took something off it, and after.
    pub reduced: Option<(Number, Number)>,
    pub in_columns: Vec<Number>,
    /// The level on the closing days of each part, where that picks its column.
    pub levels: Vec<Option<String>>,
    pub sold_for: Vec<Number>,
}

impl Inputs {
    /// V as measured; nothing where nothing is paid on.
    fn value(&self) -> Number {
        self.paid_on.clone().map_or_else(zero, |(value, _)| value)
    }

    /// V, or V less its baseline.
    pub fn may_be_paid_on(&self) -> Vec<Number> {
        let value = self.value();
        let less = self.bases.base.as_ref().map(|base| &value - base);
        [Some(value), less].into_iter().flatten().collect()
    }

    /// V of a schedule is what was measured, less what earlier results took. What a shared pool is
    /// measured by stands in its own step.
    pub fn paid_on(&self, step: &ScheduleStep, value: &Number, shared: bool) -> Holds {
        if shared {
            return Ok(());
        }
        let known = match &self.reduced {
            Some((_, after)) => value == after,
            None if step.line.is_some() && self.paid_on.is_some() => self.lines.contains(value),
            None => self.may_be_paid_on().contains(value),
        };
        holds(known, || format!("it is paid on {value}, which was not measured"))?;
        let is_number = step.value.currency.is_none();
        let counts = self.paid_on.as_ref().is_none_or(|(_, counts)| *counts == is_number);
        holds(counts, || "units are money".to_owned())
    }

    /// Q is what was measured, before anything was taken off.
    pub fn qualifies(&self, step: &ScheduleStep, value: &Number, shared: bool) -> Holds {
        let Some(q) = step.qualifier else { return Ok(()) };
        if let Some(own) = self.own {
            return same("Q", &q, &own);
        }
        if shared || step.line.is_some() {
            let whole = self.reduced.as_ref().map_or(value, |(before, _)| before);
            return same("Q of a pool or line", &amount(q).as_ref(), &Some(whole));
        }
        let (all, base) = (self.value(), self.bases.base.as_ref());
        let under = self.bases.under();
        let is = match q {
            Amount::Average { .. } => false,
            Amount::Ratio { part, whole } => {
                quantity(part) == all && under.is_none_or(|base| stated_quantity(whole) == *base)
            }
            Amount::Exact(_) | Amount::Fraction(_) => {
                let over = most(zero(), base.cloned().unwrap_or_else(zero));
                let q = amount(q).unwrap_or_else(zero);
                self.may_be_paid_on().contains(&q) || q == all - over
            }
        };
        holds(is, || "Q is not what was measured".to_owned())?;
        let grows = under.is_some_and(|under| *under <= zero());
        holds(!step.all_is_growth || grows, || "there is a baseline to grow from".to_owned())
    }

    /// The baseline that slices are cut out of, where Q is V over it.
    pub fn slices_of(&self, step: &ScheduleStep) -> Option<Number> {
        let over = matches!(step.qualifier, Some(Amount::Ratio { .. })) && self.own.is_none();
        self.bases.under().cloned().filter(|_| over && !step.all_is_growth)
    }
}

/// V of each line of a deal. A return of the whole deal is divided over its lines by what counts of
/// them, largest remainder, ties to the earlier line.
pub fn by_line(measure: &MeasureStep, source: &Source<'_>) -> Vec<Number> {
    let bare = |deal: usize| source.lines(&source.deals[deal].id).is_empty();
    let (mut lines, mut whole) = (BTreeMap::<Option<&str>, Number>::new(), Vec::new());
    for row in &measure.contributions {
        let counted = quantity(row.counted);
        if row.line.is_some() || bare(row.deal) {
            *lines.entry(row.line.as_deref()).or_insert_with(zero) += counted;
        } else {
            whole.push(counted);
        }
    }
    let sold: Vec<Number> = lines.values().map(|value| most(zero(), value.clone())).collect();
    let money = matches!(measure.value, Amount::Exact(Quantity::Money(_)));
    let parts = if money { 10_000 } else { 100_000_000 };
    for returned in whole {
        let shares = largest_remainder(&returned, &sold, parts);
        lines.values_mut().zip(shares).for_each(|(value, share)| *value += share);
    }
    lines.into_values().collect()
}
