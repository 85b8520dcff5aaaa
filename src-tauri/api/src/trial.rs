//! Programs with values changed for trying out.

use serde_json::Value;
use tierwright_program::{Change as ProgramChange, Money, Program, apply, change::value_at};

use crate::wire::{Change, Failure};

/// A program with changes made.
pub(crate) fn changed(program: &Program, changes: &[Change]) -> Result<Program, Failure> {
    let changes: Vec<_> = changes
        .iter()
        .map(|change| ProgramChange {
            place: change.place.clone(),
            value: with_currency(program, change),
        })
        .collect();
    apply(program, &changes).map_err(|error| {
        Failure::wrong_use(
            "change_not_possible",
            format!("The program cannot be changed so at {}: {}.", error.place, error.reason),
            "Set another value, or look at the program for the place that was meant.",
        )
    })
}

/// The value of a change. An amount without a currency keeps the one that stands at its place.
pub(crate) fn with_currency(program: &Program, change: &Change) -> Value {
    let Value::String(new) = &change.value else { return change.value.clone() };
    let old = value_at(program, &change.place);
    let money = old.as_ref().and_then(Value::as_str).and_then(|text| text.parse::<Money>().ok());
    match money {
        Some(money) if Money::parse(new, money.currency()).is_ok() => {
            Value::String(format!("{new} {}", money.currency()))
        }
        _ => change.value.clone(),
    }
}
