//! Scenarios of the sample's program: four answers to what a channel leader could promise instead.

use serde::Deserialize;
use tierwright_program::{Change, Program, apply};

/// A scenario as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    changes: Vec<Change>,
}

/// The name and the program of each.
pub fn scenarios(program: &Program) -> Vec<(String, Program)> {
    let text = include_str!("../../../fixtures/programs/sample-scenarios.json");
    let written: Vec<Written> = serde_json::from_str(text)
        .unwrap_or_else(|error| unreachable!("a test reads the committed scenarios: {error}"));
    let made = |one: Written| {
        let changed = apply(program, &one.changes)
            .unwrap_or_else(|error| unreachable!("a test makes each of them: {error}"));
        (one.name, changed)
    };
    written.into_iter().map(made).collect()
}
