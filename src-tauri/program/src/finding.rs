//! Findings: what is wrong or worth knowing about a program.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The program cannot be calculated.
    Error,
    /// It calculates, and costs money.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding, with its place in the program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable code for programs, such as `bands_out_of_order`.
    pub code: String,
    /// Where in the program: a path of keys and ids, such as `/incentives/volume/schedule/bands/2`.
    pub place: String,
    /// What is wrong, as a sentence.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}
