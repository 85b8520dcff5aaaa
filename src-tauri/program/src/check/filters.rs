//! Filters that match nothing, contradict themselves or ask for a column that is not there.

use std::collections::{HashMap, HashSet};

use super::{At, Code, Findings, measures, texts};
use crate::{
    Field, Filter, Program,
    filter::{AmountBounds, Asks, DealIs, FieldOf, JoinedIn},
    words,
};

/// What a filter chooses among.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Chooses {
    /// Partners: `who`.
    Partners,
    /// Deals and lines: `what`, and `of` in a measure.
    Sales,
}

/// The filters and roles of an incentive.
pub fn incentive(at: &At<'_>, found: &mut Findings) {
    filter(at.program, &at.incentive.who, &at.below("who"), Chooses::Partners, found);
    filter(at.program, &at.incentive.what, &at.below("what"), Chooses::Sales, found);
    roles(&at.incentive.roles, &at.below("roles"), found);
}

/// Roles that credit must have.
pub fn roles(roles: &[String], place: &str, found: &mut Findings) {
    for (index, role) in roles.iter().enumerate() {
        texts::not_empty(role, &format!("{place}/{index}"), "role", found);
    }
}

/// A whole filter.
pub fn filter(
    program: &Program,
    filter: &Filter,
    place: &str,
    chooses: Chooses,
    found: &mut Findings,
) {
    empty_lists(filter, place, found);
    contradictions(filter, place, found);
    let mut asks = Vec::new();
    filter.asks(place, &mut asks);
    for (place, one) in asks {
        match one {
            Asks::Column(condition) => {
                named(&condition.one_of, condition.field.words(), &place, found);
                field(condition.field, &place, chooses, found);
            }
            Asks::Deal(of) if chooses == Chooses::Partners => {
                misplaced("partners", of.words(), &place, "Ask for it under what.", found);
            }
            Asks::Deal(DealIs::Amount(bounds)) => amount(program, bounds, &place, found),
            Asks::Deal(DealIs::FirstMonths(of)) if of.months == 0 => found.add(
                Code::WindowEmpty,
                format!("{place}/months"),
                "The first 0 months of a customer hold no deal.",
                "Use at least 1 month.",
            ),
            Asks::Deal(DealIs::FirstMonths(_) | DealIs::Registered(_)) => {}
            Asks::Attribute(of) => {
                texts::not_empty(&of.name, &format!("{place}/name"), "attribute", found);
                named(&of.one_of, "value of the attribute", &place, found);
            }
            Asks::Joined(_) if chooses == Chooses::Sales => {
                misplaced(
                    "deals and lines",
                    "day of joining",
                    &place,
                    "Ask for it under who.",
                    found,
                );
            }
            Asks::Joined(of) => joined(of, &place, found),
        }
    }
}

/// Bounds between which an amount can lie.
fn amount(program: &Program, bounds: &AmountBounds, place: &str, found: &mut Findings) {
    for (key, bound) in [("at_least", bounds.at_least), ("below", bounds.below)] {
        if let Some(bound) = bound {
            measures::currency(program, bound.currency(), &format!("{place}/{key}"), found);
        }
    }
    match (bounds.at_least, bounds.below) {
        (None, None) => found.add(
            Code::AmountUnbounded,
            place,
            "This asks for an amount of the deal and says neither from what nor below what.",
            "Write a least amount or one that it stays below, or take the condition out.",
        ),
        (Some(least), Some(below))
            if least.currency() == below.currency() && below.units() <= least.units() =>
        {
            found.add(
                Code::FilterMatchesNothing,
                format!("{place}/below"),
                "No amount lies below this and is at least the other bound.",
                "Write a bound above the least amount.",
            );
        }
        _ => {}
    }
}

/// Values of which one passes.
fn named(one_of: &[String], what: &str, place: &str, found: &mut Findings) {
    if one_of.is_empty() {
        found.add(
            Code::FilterMatchesNothing,
            format!("{place}/one_of"),
            format!("This condition names no {what} that passes."),
            "Name at least one value, or take the condition out.",
        );
    }
}

/// Days between which a partner can have joined.
fn joined(of: &JoinedIn, place: &str, found: &mut Findings) {
    match (of.from, of.until) {
        (None, None) => found.add(
            Code::JoinedUnbounded,
            place,
            "This asks when the partner joined and says neither from when nor until when.",
            "Write a first or a last day, or take the condition out.",
        ),
        (Some(from), Some(until)) if until < from => found.add(
            Code::FilterMatchesNothing,
            format!("{place}/until"),
            "The last day of joining is before the first one.",
            "Write a day that is not before the first one.",
        ),
        _ => {}
    }
}

fn field(field: Field, place: &str, chooses: Chooses, found: &mut Findings) {
    let of_partner = field.of() == FieldOf::Partner;
    if of_partner == (chooses == Chooses::Partners) {
        return;
    }
    let (chosen, hint) = if of_partner {
        ("deals and lines", "Ask for it under who.")
    } else {
        ("partners", "Ask for it under what, or in the measure.")
    };
    misplaced(chosen, field.words(), &format!("{place}/field"), hint, found);
}

fn misplaced(chosen: &str, asked: &str, place: &str, hint: &str, found: &mut Findings) {
    found.add(
        Code::FilterFieldMisplaced,
        place,
        format!("This filter chooses {chosen}, which have no {asked}."),
        hint,
    );
}

/// Every part of a filter with its place.
fn parts<'a>(filter: &'a Filter, place: String, seen: &mut Vec<(String, &'a Filter)>) {
    let (word, members) = match filter {
        Filter::All(members) => ("all", members),
        Filter::Any(members) => ("any", members),
        Filter::None(members) => ("none", members),
        _ => return,
    };
    for (index, member) in members.iter().enumerate() {
        parts(member, format!("{place}/{word}/{index}"), seen);
    }
    seen.push((place, filter));
}

fn empty_lists(filter: &Filter, place: &str, found: &mut Findings) {
    let mut seen = Vec::new();
    parts(filter, place.to_owned(), &mut seen);
    for (place, part) in seen {
        if matches!(part, Filter::Any(members) if members.is_empty()) {
            found.add(
                Code::FilterMatchesNothing,
                format!("{place}/any"),
                "This asks for any of no conditions, which nothing meets.",
                "Add a condition, or take it out.",
            );
        }
    }
}

/// Conditions side by side under `all` that no value of one column meets together.
fn contradictions(filter: &Filter, place: &str, found: &mut Findings) {
    let mut seen = Vec::new();
    parts(filter, place.to_owned(), &mut seen);
    for (place, part) in seen {
        if let Filter::All(members) = part {
            exclusive(members, &place, found);
        }
    }
}

/// Conditions on the same column, or on the same attribute, of which no value meets all.
fn exclusive(members: &[Filter], place: &str, found: &mut Findings) {
    let mut passing: HashMap<String, HashSet<&str>> = HashMap::new();
    for (index, member) in members.iter().enumerate() {
        let (column, one_of, key) = match member {
            Filter::Is(of) => (of.field.words().to_owned(), &of.one_of, "is"),
            Filter::Attribute(of) => {
                (format!("attribute {}", words::said(&of.name)), &of.one_of, "attribute")
            }
            _ => continue,
        };
        let values: HashSet<&str> = one_of.iter().map(String::as_str).collect();
        if values.is_empty() {
            continue;
        }
        let both = passing.get(&column).map_or_else(
            || values.clone(),
            |before| before.intersection(&values).copied().collect(),
        );
        if both.is_empty() {
            found.add(
                Code::FilterContradicts,
                format!("{place}/all/{index}/{key}"),
                format!("No {column} meets this condition and the ones before it."),
                "Join the values in one condition, or ask for any instead of all.",
            );
            return;
        }
        passing.insert(column, both);
    }
}
