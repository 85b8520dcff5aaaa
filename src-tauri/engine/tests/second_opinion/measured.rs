//! Measures and requirements, row by row.

use std::collections::BTreeSet;

use tierwright_program::{
    Measure, Requirement, Sales,
    incentive::Threshold,
    measure::{Basis, Certifications, Counting, Score, Weight, Window, Zeros},
};

use crate::{
    days::{self, Days},
    exact::{self, Exact},
    money,
    world::World,
};

/// What a measure came to.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number, money in major units.
    Is(Exact),
    /// Something or nothing divided by nothing: reaches no threshold.
    Undefined,
}

impl Value {
    /// Whether it reaches a threshold.
    pub fn reaches(&self, at_least: &Exact) -> bool {
        match self {
            Self::Is(value) => value >= at_least,
            Self::Undefined => false,
        }
    }

    /// Whether it exceeds a threshold.
    pub fn exceeds(&self, threshold: &Exact) -> bool {
        matches!(self, Self::Is(value) if value > threshold)
    }
}

/// What the sales of a measure are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Money.
    Amount,
    /// Quantity.
    Quantity,
}

/// A measure for a partner over some days.
pub fn measured(world: &World<'_>, measure: &Measure, partner: &str, over: Days) -> Value {
    let number = |value| Value::Is(value);
    match measure {
        Measure::Revenue(sales) => number(sum(world, sales, Of::Amount, partner, over)),
        Measure::Units(sales) => number(sum(world, sales, Of::Quantity, partner, over)),
        Measure::Deals(sales) => number(deals(world, sales, partner, over)),
        Measure::Certifications(of) => number(certifications(world, of, partner, over)),
        Measure::Ratio(ratio) => {
            let part = measured(world, &ratio.part, partner, over);
            let whole = measured(world, &ratio.whole, partner, over);
            divided(world, part, whole)
        }
        other => unreachable!("{other:?} is not drawn"),
    }
}

/// Left open by the rules, which name only 0/0: here nothing is a share of zero or less.
fn divided(world: &World<'_>, part: Value, whole: Value) -> Value {
    let (Value::Is(part), Value::Is(whole)) = (part, whole) else { return Value::Undefined };
    if whole > exact::zero() {
        return Value::Is(part / whole);
    }
    world.saw(if part > exact::zero() { "ratio over nothing" } else { "ratio 0/0" });
    Value::Undefined
}

/// The sum of lines sold, less returns where they count.
fn sum(world: &World<'_>, sales: &Sales, of: Of, partner: &str, over: Days) -> Exact {
    let mut total = exact::zero();
    for sold in &world.sold {
        let counted = match of {
            Of::Amount => money::counted(world, sold, sales.value),
            Of::Quantity => vec![(sold.closed, sold.quantity.clone())],
        };
        for (_, value) in counted.iter().filter(|(day, _)| over.has(*day)) {
            if world.line_passes(&sales.of, sold)
                && let Some(part) = world.part(&sold.deal.id, partner, sales)
            {
                total += weighted(world, of, value, &part, sales.weight);
            }
        }
    }
    if sales.basis == Basis::Gross {
        return total;
    }
    for back in &world.returned {
        if !over.has(back.date)
            || !money::in_first_months(back.closed, back.date, sales.value)
            || !world.return_passes(&sales.of, back)
        {
            continue;
        }
        if let Some(part) = world.part(&back.deal.id, partner, sales) {
            world.saw("return in a measure");
            let value = match of {
                Of::Amount => money::taken_back(world, back, sales.value),
                Of::Quantity => back.quantity.clone(),
            };
            total -= weighted(world, of, &value, &part, sales.weight);
        }
    }
    total
}

/// A value as far as it is the partner's.
fn weighted(world: &World<'_>, of: Of, value: &Exact, part: &Exact, by: Weight) -> Exact {
    match of {
        Of::Amount => world.weighted(value, part, by),
        Of::Quantity => world.weighted_units(value, part, by),
    }
}

/// Won deals with a line that counts. Left open by the rules: here a return takes no deal away.
fn deals(world: &World<'_>, sales: &Sales, partner: &str, over: Days) -> Exact {
    let mut total = exact::zero();
    let mut counted = BTreeSet::new();
    for sold in &world.sold {
        if !over.has(sold.closed) || !world.line_passes(&sales.of, sold) {
            continue;
        }
        if let Some(part) = world.part(&sold.deal.id, partner, sales)
            && counted.insert(sold.deal.id.as_str())
        {
            total += match sales.weight {
                Weight::WholeDeal => exact::whole(1),
                Weight::DeclaredShare => exact::to_eight(&part, world.program.rounding),
            };
        }
    }
    total
}

fn certifications(world: &World<'_>, of: &Certifications, partner: &str, over: Days) -> Exact {
    // Dates that have not begun have no day to be valid on.
    if over.until < over.from {
        return exact::zero();
    }
    let valid = world.rows.activities.iter().filter(|activity| {
        activity.partner == partner
            && activity.kind == of.kind
            && activity.date <= over.until
            && activity.valid_until.is_none_or(|last| over.until <= last)
    });
    let count = match of.counting {
        Counting::Certificates => valid.count(),
        Counting::People => {
            valid.map(|activity| activity.person.as_str()).collect::<BTreeSet<_>>().len()
        }
    };
    exact::whole(i64::try_from(count).expect("few certificates"))
}

/// A measure over its window, seen from a period.
pub fn seen_from(
    world: &World<'_>,
    measure: &Measure,
    window: Window,
    partner: &str,
    period: Days,
) -> Value {
    let over = days::window(&world.program.calendar, window, period);
    measured(world, measure, partner, over)
}

/// Whether a partner meets a requirement, seen from a period.
pub fn meets(world: &World<'_>, asked: &Requirement, partner: &str, period: Days) -> bool {
    match asked {
        Requirement::All(parts) => parts.iter().all(|part| meets(world, part, partner, period)),
        Requirement::Any(parts) => parts.iter().any(|part| meets(world, part, partner, period)),
        Requirement::Reaches(leaf) => {
            let value = seen_from(world, &leaf.measure, leaf.window, partner, period);
            let at_least = exact::quantity(leaf.at_least);
            if matches!(&value, Value::Is(value) if *value == at_least) {
                world.saw("requirement reached exactly");
            }
            match leaf.threshold {
                Threshold::Reached => value.reaches(&at_least),
                Threshold::Passed => value.exceeds(&at_least),
            }
        }
        Requirement::AtLeast(some) => {
            let met = some.of.iter().filter(|part| meets(world, part, partner, period)).count();
            met >= usize::from(some.count)
        }
        Requirement::Score(of) => scores(world, of, partner, period),
    }
}

/// Whether a partner's weighted score is high enough.
fn scores(world: &World<'_>, of: &Score, partner: &str, period: Days) -> bool {
    let mut score = exact::zero();
    let mut nothing = false;
    for part in &of.of {
        let value = seen_from(world, &part.measure, part.window, partner, period);
        nothing |= !value.exceeds(&exact::zero());
        if let Value::Is(value) = value {
            let reached = value / exact::quantity(part.target);
            let part_of_one = exact::not_below_zero(exact::least(reached, exact::whole(1)));
            score += part_of_one * exact::number(part.weight);
        }
    }
    score >= exact::number(of.at_least) && (of.zeros == Zeros::Allowed || !nothing)
}
