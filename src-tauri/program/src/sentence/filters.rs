//! Filters and roles in words.

use crate::{
    Filter,
    filter::{AmountBounds, AttributeIs, Condition, JoinedIn},
    words,
};

/// A filter as a clause that follows a noun: ` where partner type is reseller`; nothing where
/// everything passes.
pub fn clause(filter: &Filter) -> String {
    if filter.is_open() { String::new() } else { format!(" where {}", holds(filter, false)) }
}

/// A filter in words; in brackets where it stands inside another and has parts of its own.
fn holds(filter: &Filter, inside: bool) -> String {
    match filter {
        Filter::All(parts) => joined(parts, "and", "anything", inside),
        Filter::Any(parts) => joined(parts, "or", "nothing", inside),
        Filter::None(parts) => match parts.as_slice() {
            [Filter::Is(condition)] => is(condition, "is not"),
            [Filter::Attribute(of)] => attribute(of, "is not"),
            parts => format!("none of ({})", each(parts).join("; ")),
        },
        Filter::Is(condition) => is(condition, "is"),
        Filter::Amount(bounds) => amount(bounds),
        Filter::Registered(of) => format!(
            "somebody's registration of the deal was approved by the close and protects it: to its \
             own last day, or {} from the approval, the last day included",
            words::count(of.protects_days, "day")
        ),
        Filter::FirstMonths(of) => format!(
            "the deal closed in the first {} of its customer, counted from the first deal won with it",
            words::the_count(of.months, "month")
        ),
        Filter::Attribute(of) => attribute(of, "is"),
        Filter::Joined(of) => joined_in(of),
    }
}

fn amount(bounds: &AmountBounds) -> String {
    let bounds: Vec<String> = [("at least", bounds.at_least), ("below", bounds.below)]
        .into_iter()
        .filter_map(|(word, bound)| Some(format!("{word} {}", words::money(bound?))))
        .collect();
    match bounds.as_slice() {
        [] => "deal amount is any".to_owned(),
        bounds => format!("deal amount is {}", bounds.join(" and ")),
    }
}

fn joined(parts: &[Filter], word: &str, none: &str, inside: bool) -> String {
    match parts {
        [] => none.to_owned(),
        [one] => holds(one, inside),
        parts if inside => format!("({})", each(parts).join(&format!(" {word} "))),
        parts => each(parts).join(&format!(" {word} ")),
    }
}

fn each(parts: &[Filter]) -> Vec<String> {
    parts.iter().map(|part| holds(part, true)).collect()
}

fn is(condition: &Condition, verb: &str) -> String {
    format!("{} {verb} {}", condition.field.words(), one_of(&condition.one_of))
}

fn attribute(of: &AttributeIs, verb: &str) -> String {
    format!("attribute {} {verb} {}", words::said(&of.name), one_of(&of.one_of))
}

fn one_of(values: &[String]) -> String {
    match values {
        [] => "nothing at all".to_owned(),
        values => words::said_list(values, "or"),
    }
}

fn joined_in(of: &JoinedIn) -> String {
    match (of.from, of.until) {
        (None, None) => "the partner joined on a known day".to_owned(),
        (Some(from), None) => format!("the partner joined on {} or later", words::day(from)),
        (None, Some(until)) => format!("the partner joined by {}", words::day(until)),
        (Some(from), Some(until)) => {
            format!("the partner joined from {} to {}", words::day(from), words::day(until))
        }
    }
}

/// Roles as a clause that follows "partners" or a measure: ` in the role resold`.
pub fn roles(roles: &[String]) -> String {
    match roles {
        [] => " in any role".to_owned(),
        [one] => format!(" in the role {}", words::said(one)),
        several => format!(" in the roles {}", words::said_list(several, "or")),
    }
}
