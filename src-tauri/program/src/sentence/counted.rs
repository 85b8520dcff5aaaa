//! Prices, customers, activities, scores and points in words.

use super::{filters, measures};
use crate::{
    Rate,
    measure::{
        Absent, Activities, ActivityCounting, ActivityEvidence, Blocks, BoughtFrom, Customers,
        NewCustomers, NewWhen, Points, PointsFrom, PointsRule, PointsTable, Priced, ScoreOf,
    },
    words,
};

/// Sales by another price than their amount.
pub fn priced(noun: &str, figure: &str, of: &Priced) -> String {
    let (basis, sales) = (measures::basis(of.sales.basis), measures::sales(&of.sales));
    format!("{basis} {noun}{sales} {},", absent(figure, of.absent))
}

/// What a line without a figure counts.
pub fn absent(figure: &str, absent: Absent) -> String {
    let counts = match absent {
        Absent::LeftOut => "nothing",
        Absent::ByAmount => "its amount",
    };
    format!("a line without a {figure} counting {counts}")
}

/// Customers, each once.
pub fn customers(of: &Customers, one: bool) -> String {
    let noun = if one { "customer" } else { "different customers" };
    format!("{noun} won{}{}", filters::roles(&of.roles), filters::clause(&of.of))
}

/// New customers, each once.
pub fn new_customers(of: &NewCustomers, one: bool) -> String {
    let noun = if one { "new customer" } else { "different new customers" };
    let (roles, of_what) = (filters::roles(&of.roles), filters::clause(&of.of));
    format!("{noun} won{roles}{of_what}, {},", new_when(of.new_when))
}

/// When a customer is new.
pub fn new_when(of: NewWhen) -> String {
    let from = match of.bought_from {
        BoughtFrom::Anyone => "from anyone",
        BoughtFrom::ThisPartner => "through this partner",
    };
    let months = words::count(of.months, "month");
    format!("who bought nothing {from} in the {months} before the deal")
}

/// Points and how many are given.
pub fn points(of: &Points, one: bool) -> String {
    let noun = if one { "point" } else { "points" };
    let (basis, sales) = (measures::basis(of.sales.basis), measures::sales(&of.sales));
    format!("{noun} {basis} of returns{sales} {},", points_rule(&of.rule))
}

/// How many points are given.
pub fn points_rule(of: &PointsRule) -> String {
    let (blocks, in_parts) = match of.blocks {
        Blocks::Whole => ("each full", ""),
        Blocks::ProRata => ("every", ", and in proportion for parts of it"),
    };
    let from = from_words(of.from, of.absent);
    let tables = of.tables.iter().map(|one| format!(", times {}", table(one)));
    format!(
        "{} for {blocks} {} of {from} of a line{in_parts}{}",
        words::count_of(of.points, "point"),
        words::quantity(of.block),
        tables.collect::<String>()
    )
}

fn from_words(from: PointsFrom, without: Absent) -> String {
    let (noun, figure) = match from {
        PointsFrom::Revenue => return "the amount".to_owned(),
        PointsFrom::Units => return "the quantity".to_owned(),
        PointsFrom::ListRevenue => ("the list price", "list price"),
        PointsFrom::Margin => ("the margin", "cost"),
        PointsFrom::Recurring => ("the recurring amount", "recurring amount"),
    };
    format!("{noun} ({})", absent(figure, without))
}

/// `a weight by product family (2 for Cloud, 1 for any other)`.
fn table(of: &PointsTable) -> String {
    let weight = |value: &str, weight: Rate| format!("{} for {value}", words::number(weight));
    let mut weights: Vec<_> =
        of.weights.iter().map(|one| weight(&words::said(&one.value), one.weight)).collect();
    weights.push(weight("any other", of.otherwise));
    format!("a weight by {} ({})", of.field.words(), weights.join(", "))
}

/// What a partner did.
pub fn activities(of: &Activities, one: bool) -> String {
    let kind = words::said(&of.kind);
    let with = match of.evidence {
        ActivityEvidence::NotNeeded => "",
        ActivityEvidence::OnFile => " with evidence on file",
    };
    match of.counting {
        ActivityCounting::Activities if one => format!("activity of the kind {kind}{with}"),
        ActivityCounting::Activities => format!("activities of the kind {kind}{with}"),
        ActivityCounting::Quantity => {
            format!("units of activities of the kind {kind}{with}")
        }
        ActivityCounting::Value => format!("the value of activities of the kind {kind}{with}"),
    }
}

/// A figure about the partner.
pub fn score(of: &ScoreOf) -> String {
    format!("as the {} score {}", of.take.words(), words::said(&of.name))
}
