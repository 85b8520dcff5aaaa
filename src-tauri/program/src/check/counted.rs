//! Customers and points: what is counted rather than summed.

use std::collections::HashSet;

use super::{
    Code, Findings, filters,
    measures::{self, Measured},
    texts,
};
use crate::{
    Filter, Program, Quantity, Rate,
    filter::FieldOf,
    measure::{NewCustomers, NewWhen, PointsFrom, PointsRule, PointsTable},
    words,
};

/// Deals and roles that make a customer.
pub fn buyers(program: &Program, of: &Filter, roles: &[String], place: &str, found: &mut Findings) {
    filters::filter(program, of, &format!("{place}/of"), filters::Chooses::Sales, found);
    filters::roles(roles, &format!("{place}/roles"), found);
}

/// New customers: who makes one, and when it is new.
pub fn new_customers(program: &Program, of: &NewCustomers, place: &str, found: &mut Findings) {
    buyers(program, &of.of, &of.roles, place, found);
    new_when(&of.new_when, &format!("{place}/new_when"), found);
}

/// When a customer is new.
pub fn new_when(of: &NewWhen, place: &str, found: &mut Findings) {
    if of.months == 0 {
        found.add(
            Code::WindowEmpty,
            format!("{place}/months"),
            "0 months before a deal hold no earlier sales, so every customer is new.",
            "Write how many months are looked through, such as 12.",
        );
    }
}

/// Points: a block of a size, in the unit of what gives points, and weights that make sense.
pub fn points(program: &Program, of: &PointsRule, place: &str, found: &mut Findings) {
    let size = Measured { money: of.from != PointsFrom::Units, what: "points".to_owned() };
    let block = format!("{place}/block");
    measures::unit(program, of.block, &size, &block, found);
    let units = match of.block {
        Quantity::Money(money) => money.units(),
        Quantity::Number(number) => number.units(),
    };
    if units <= 0 {
        found.add(
            Code::BlockNotPositive,
            block,
            format!("{} is no block that can be full.", words::quantity(of.block)),
            "Write a size above zero.",
        );
    }
    not_negative(of.points, &format!("{place}/points"), found);
    for (index, one) in of.tables.iter().enumerate() {
        table(one, &format!("{place}/tables/{index}"), found);
    }
}

fn table(of: &PointsTable, place: &str, found: &mut Findings) {
    if of.field.of() == FieldOf::Partner {
        found.add(
            Code::FilterFieldMisplaced,
            format!("{place}/field"),
            format!("Points go by what was sold, which has no {}.", of.field.words()),
            "Use a column of deals or lines.",
        );
    }
    let mut seen = HashSet::new();
    for (index, one) in of.weights.iter().enumerate() {
        not_negative(one.weight, &format!("{place}/weights/{index}/weight"), found);
        let value = format!("{place}/weights/{index}/value");
        if one.value.trim().is_empty() {
            texts::not_empty(&one.value, &value, "value", found);
        } else if !seen.insert(&one.value) {
            found.add(
                Code::ColumnDuplicate,
                value,
                format!("{} has two weights.", words::said(&one.value)),
                "Keep one of them.",
            );
        }
    }
    not_negative(of.otherwise, &format!("{place}/otherwise"), found);
}

fn not_negative(weight: Rate, place: &str, found: &mut Findings) {
    if weight < Rate::default() {
        found.add(
            Code::WeightNegative,
            place,
            format!("The weight {} would take points away.", words::number(weight)),
            "Use zero or more.",
        );
    }
}
