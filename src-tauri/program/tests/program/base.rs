//! One good program that the tables change a little at a time.

use serde_json::Value;
use tierwright_program::{Change, Program, apply};

/// The program as text.
pub const TEXT: &str = include_str!("base.json");

/// The program.
pub fn program() -> Program {
    Program::from_json(TEXT).unwrap()
}

/// The program with values set at places.
pub fn changed(changes: &[(&str, Value)]) -> Program {
    let changes: Vec<Change> = changes
        .iter()
        .map(|(place, value)| Change { place: (*place).to_owned(), value: value.clone() })
        .collect();
    apply(&program(), &changes).unwrap_or_else(|error| panic!("{changes:?}: {error}"))
}
