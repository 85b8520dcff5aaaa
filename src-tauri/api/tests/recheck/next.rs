//! The next threshold of Q, and what it would bring.

use tierwright_engine::explanation::{Amount, NextThreshold, ScheduleStep};
use tierwright_program::{
    Quantity,
    incentive::{Method, Threshold},
};

use crate::{
    exact::{Number, amount, quantity, rate, ratio, stated, stated_quantity, zero},
    refusal::{Holds, holds, refuse, same},
    schedule::{Part, Picks, Reading},
};

/// A schedule as it was read.
pub struct Read<'a> {
    pub step: &'a ScheduleStep,
    pub parts: Vec<Part>,
    /// The baseline where Q is V over it.
    pub base: Option<Number>,
    /// Whether V grows with Q.
    pub grows: bool,
}

/// What lies ahead: where, how far, and Q and V there.
struct Ahead {
    at: Number,
    distance: Number,
    q: Number,
    value: Number,
}

/// The step is the nearest of what lies ahead.
pub fn next_threshold(said: &NextThreshold, read: Option<&Read<'_>>) -> Holds {
    let far = quantity(said.distance) > zero();
    holds(far, || "the next threshold is reached already".to_owned())?;
    // Below the first band no schedule was read, and the reason says where it begins.
    let Some(read) = read else { return Ok(()) };
    let [part] = read.parts.as_slice() else { return refuse("parts do not grow alike") };
    let ahead = [read.at_threshold(), read.at_block()];
    let nearest = ahead.into_iter().flatten().min_by(|a, b| a.value.cmp(&b.value));
    let Some(ahead) = nearest else { return refuse("there is no threshold ahead") };
    same("the next threshold", &quantity(said.at), &ahead.at)?;
    // What lies between two units is told as the whole unit above it.
    let unit = unit(said.distance);
    let distance = (&ahead.distance / &unit).ceil() * unit;
    same("how far it is", &quantity(said.distance), &distance)?;
    let reading = Reading {
        terms: &read.step.terms,
        picks: Picks::Q(Some(ahead.q)),
        counts: read.step.value.currency.is_none(),
        most_value: read.step.most_value.map(quantity),
        base: read.base.clone(),
        parts: vec![Part { value: ahead.value.clone(), ..part.clone() }],
        value: ahead.value,
    };
    same("what it would bring", &stated(said.would_pay), &reading.redo()?.result)
}

impl Read<'_> {
    /// At the first threshold that is not reached; past it means one unit above it.
    fn at_threshold(&self) -> Option<Ahead> {
        let q = amount(self.step.qualifier?)?;
        let passed = self.step.terms.threshold == Threshold::Passed;
        let froms = self.step.terms.bands.iter().map(|band| band.from);
        let next = froms.into_iter().find(|from| {
            let at = quantity(*from);
            if passed { q <= at } else { q < at }
        })?;
        let (at, value) = (quantity(next), stated_quantity(self.step.value));
        if let Some(base) = &self.base {
            let unit = unit_of(self.step.value.currency.is_some());
            let Some(Amount::Ratio { part, .. }) = self.step.qualifier else { return None };
            let steps = &at * base / &unit;
            let whole = if passed { steps.floor() + ratio(1, 1) } else { steps.ceil() };
            let there = whole * unit;
            let distance = &there - quantity(part);
            return Some(Ahead { at, q: there / base, value: value + &distance, distance });
        }
        let there = if passed { &at + unit(next) } else { at.clone() };
        let distance = &there - q;
        let value = if self.grows { value + &distance } else { value };
        Some(Ahead { at, q: there, value, distance })
    }

    /// At the next full block, where V itself qualifies and nothing ends before it.
    fn at_block(&self) -> Option<Ahead> {
        let block = match self.step.terms.method {
            Method::PerBlock(block) => quantity(block),
            Method::FreeGoods(free) => rate(free.for_every),
            _ => return None,
        };
        let value = stated_quantity(self.step.value);
        if !self.grows || amount(self.step.qualifier?)? != value {
            return None;
        }
        let at = ((&value / &block).floor() + ratio(1, 1)) * &block;
        let before = |most: Option<Quantity>| most.is_some_and(|most| quantity(most) < at);
        if before(self.step.most_value) || before(self.step.terms.ends_at) {
            return None;
        }
        Some(Ahead { distance: &at - value, q: at.clone(), value: at.clone(), at })
    }
}

fn unit(of: Quantity) -> Number {
    unit_of(matches!(of, Quantity::Money(_)))
}

fn unit_of(money: bool) -> Number {
    if money { ratio(1, 10_000) } else { ratio(1, 100_000_000) }
}
