//! The JSON Schema of the program document.

use crate::Program;

/// The JSON Schema (draft 2020-12) of a program.
#[must_use]
pub fn program_schema() -> serde_json::Value {
    schemars::schema_for!(Program).into()
}
