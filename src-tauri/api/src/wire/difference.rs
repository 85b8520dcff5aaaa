//! The difference of two programs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Asks what the second of two programs has different.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetDifferences {
    /// The first: a document, or a program file ending in `.json`.
    pub from: String,
    /// The second.
    pub to: String,
}

/// What two programs have different.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Differences {
    /// The first program's name.
    pub from: String,
    /// The second program's name.
    pub to: String,
    /// What is different, in the order of the program; empty where they are the same.
    pub differences: Vec<ProgramDifference>,
}

/// One thing that is different.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ProgramDifference {
    /// Where in the program.
    pub place: String,
    /// What was done there.
    pub kind: DifferenceKind,
    /// In one line: `Volume rebate (incentive): limits changed.`
    pub sentence: String,
    /// What the program said before; empty where it is new.
    pub from: String,
    /// What it says instead; empty where it is gone.
    pub to: String,
    /// The changes that make it.
    pub forth: Vec<Change>,
    /// The changes that take it back.
    pub back: Vec<Change>,
}

/// What was done at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is in the second program alone.
    Added,
    /// It is in the first program alone.
    Removed,
    /// It is in both, and differs.
    Changed,
    /// The same members stand in another order.
    Reordered,
}
