//! Decisions about what a study showed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, StudyOf};

/// Asks for the decisions that hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetDecisions {}

/// The decisions that hold, the latest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Decisions {
    /// Every one.
    pub decisions: Vec<Decision>,
}

/// What was decided on what a study showed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Decision {
    /// The revision that it is.
    pub revision: u32,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub at: String,
    /// Who was at work, by the name they gave; empty where nobody did.
    pub who: String,
    /// What it is about: `Pilot with partners in EMEA`.
    pub subject: String,
    /// What was decided.
    pub decided: Decided,
    /// The same in words: `Roll it out`.
    pub decided_words: String,
    /// The reason; empty where none was given.
    pub words: String,
    /// What the study showed then.
    pub finding: String,
    /// What that rested on: program, data and period.
    pub basis: String,
}

/// What can be decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// It is brought to all partners.
    RollOut,
    /// It goes on as it is and is looked at again.
    GoOn,
    /// It ends.
    Stop,
}

/// Carries out a study once more and keeps what is decided on it, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// The study, as it was asked.
    pub of: StudyOf,
    /// The values that it tried or promised.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// What is decided.
    pub decided: Decided,
    /// The reason, in a sentence or two; may be empty.
    #[serde(default)]
    pub words: String,
}
