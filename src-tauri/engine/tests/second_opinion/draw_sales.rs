//! Random partners, deals and sales that a program asks for.

use tierwright_program::{
    Field, Filter, Sales, Weight,
    credit::Registered,
    filter::{AmountBounds, AttributeIs, Condition, FirstMonths, JoinedIn},
    measure::{Basis, Counts, Scope, Tax, ValueBasis},
};

use crate::{dice::Dice, draw_facts as facts, draw_measures::amount};

fn on(dice: &mut Dice, field: Field, values: &[&str]) -> Filter {
    let most = values.len() - 1;
    let one_of = dice.some(values, 1, most).into_iter().map(str::to_owned).collect();
    Filter::Is(Condition { field, one_of })
}

fn on_partners(dice: &mut Dice) -> Filter {
    match dice.below(8) {
        5 => attribute(dice, "desk", &facts::DESKS),
        6 => {
            let from = dice.maybe(70, facts::day);
            let last = facts::day(dice);
            let until = (from.is_none() || dice.chance(50)).then_some(last);
            Filter::Joined(JoinedIn {
                from,
                until: until.map(|day| from.map_or(day, |from| day.max(from))),
            })
        }
        0 => on(dice, Field::PartnerType, &facts::PARTNER_TYPES),
        1 => on(dice, Field::PartnerRegion, &facts::REGIONS),
        2 => on(dice, Field::PartnerCountry, &facts::COUNTRIES),
        3 => on(dice, Field::PartnerSegment, &facts::SEGMENTS),
        _ => on(dice, Field::Partner, &facts::PARTNERS),
    }
}

/// A condition on deals or lines.
pub fn on_sales(dice: &mut Dice) -> Filter {
    match dice.below(16) {
        13 | 14 => attribute(dice, "lead", &facts::LEADS),
        0..=2 => on(dice, Field::Family, &facts::FAMILIES),
        3..=5 => on(dice, Field::Product, &facts::PRODUCTS),
        6 => on(dice, Field::DealType, &facts::DEAL_TYPES),
        7 => on(dice, Field::DealRegion, &facts::REGIONS),
        8 => on(dice, Field::DealSegment, &facts::SEGMENTS),
        9 => on(dice, Field::DealSource, &facts::SOURCES),
        10 => amount_of_deal(dice),
        11 => {
            let protects_days = dice.one(&[0, 30, 90]);
            Filter::Registered(Registered { protects_days })
        }
        12 => Filter::FirstMonths(FirstMonths { months: dice.one(&[1, 3, 12]) }),
        _ => on(dice, Field::Customer, &facts::CUSTOMERS),
    }
}

/// A condition on an attribute; one of the values is none at all.
fn attribute(dice: &mut Dice, name: &str, values: &[&str]) -> Filter {
    let one_of = dice.some(values, 1, values.len() - 1).into_iter().map(str::to_owned).collect();
    Filter::Attribute(AttributeIs { name: name.to_owned(), one_of })
}

/// Bounds that amounts meet, miss and pass.
fn amount_of_deal(dice: &mut Dice) -> Filter {
    let least = dice.one(&["0", "100", "250", "1000"]);
    let below = dice.one(&["1000.01", "2500", "10000"]);
    Filter::Amount(match dice.below(3) {
        0 => AmountBounds { at_least: Some(amount(least)), below: None },
        1 => AmountBounds { at_least: None, below: Some(amount(below)) },
        _ => AmountBounds { at_least: Some(amount(least)), below: Some(amount(below)) },
    })
}

/// A filter: mostly open, else a small tree of conditions.
fn filter(dice: &mut Dice, leaf: fn(&mut Dice) -> Filter) -> Filter {
    if dice.chance(75) {
        return Filter::default();
    }
    match dice.below(6) {
        0 | 1 => leaf(dice),
        2 => Filter::All(dice.several(1, 2, |dice| inner(dice, leaf))),
        3 => Filter::Any(dice.several(1, 2, |dice| inner(dice, leaf))),
        4 => Filter::None(dice.several(1, 2, leaf)),
        _ => Filter::Any(vec![Filter::None(vec![leaf(dice)]), leaf(dice)]),
    }
}

/// A filter inside of another.
fn inner(dice: &mut Dice, leaf: fn(&mut Dice) -> Filter) -> Filter {
    match dice.below(8) {
        0 => Filter::All(vec![leaf(dice)]),
        1 => Filter::Any(vec![leaf(dice)]),
        2 => Filter::None(vec![leaf(dice)]),
        _ => leaf(dice),
    }
}

/// A filter on partners.
pub fn who(dice: &mut Dice) -> Filter {
    filter(dice, on_partners)
}

/// A filter on deals and lines.
pub fn what(dice: &mut Dice) -> Filter {
    filter(dice, on_sales)
}

/// Roles that count; mostly any.
pub fn roles(dice: &mut Dice) -> Vec<String> {
    if dice.chance(75) {
        return Vec::new();
    }
    dice.some(&facts::ROLES, 1, 4).into_iter().map(str::to_owned).collect()
}

/// How much of a deal is a partner's.
pub fn weight(dice: &mut Dice) -> Weight {
    dice.one(&[Weight::WholeDeal, Weight::DeclaredShare])
}

/// Whether returns count.
pub fn basis(dice: &mut Dice) -> Basis {
    dice.one(&[Basis::Net, Basis::Gross])
}

/// Sales that a measure counts.
pub fn sales(dice: &mut Dice) -> Sales {
    Sales {
        of: what(dice),
        roles: roles(dice),
        weight: weight(dice),
        basis: basis(dice),
        value: ValueBasis::default(),
        scope: dice.weighted(&[(3, Scope::Partner), (1, Scope::WithChildren), (1, Scope::Group)]),
    }
}

/// When money counts: mostly when it is booked, before tax.
pub fn value(dice: &mut Dice) -> ValueBasis {
    if dice.chance(60) {
        return ValueBasis::default();
    }
    ValueBasis {
        counts: dice.one(&[Counts::Billed, Counts::Collected, Counts::Booked]),
        tax: dice.one(&[Tax::LeftOut, Tax::Included]),
        first_months: dice.maybe(40, |dice| dice.one(&[1, 2, 6])),
    }
}
