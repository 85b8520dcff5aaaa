//! The history of the document: what was done, what it changed, and going back to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProgramDifference;

/// Asks for the whole history.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetHistory {}

/// The history, latest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct History {
    /// Every revision and import.
    pub entries: Vec<HistoryEntry>,
    /// Steps of the sign-off and exports, which undo leaves alone.
    pub events: Vec<HistoryEvent>,
}

/// A step of the sign-off, or an export.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct HistoryEvent {
    /// When, in UTC.
    pub done_at: String,
    /// What kind of step it is.
    pub kind: HistoryEventKind,
    /// The revision whose program held.
    pub revision: u32,
    /// Who did it, by the name that was given; nobody verifies it. Empty where none was given.
    pub who: String,
    /// The role that was given; empty where none was.
    pub role: String,
    /// What was done, in a sentence.
    pub what: String,
    /// What was written with it, such as the reason for an accepted warning; may be empty.
    pub words: String,
    /// The digest that was signed, or the seal of what was exported; empty where there is none.
    pub sha256: String,
}

/// What kind of step one is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryEventKind {
    /// A step of the sign-off.
    SignOff,
    /// An export.
    Export,
}

/// Something that was done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct HistoryEntry {
    /// Its number; 1 is the new document, higher is later.
    pub number: u32,
    /// The revision it was made from.
    pub parent: Option<u32>,
    /// What was done, as a sentence.
    pub label: String,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub saved_at: String,
    /// Who did it, by the name that was given; nobody verifies it. Empty where none was given.
    pub who: String,
    /// What it changed.
    pub changed: Changed,
    /// Where it stands towards what holds now.
    pub standing: HistoryStanding,
    /// Whether it changed the program to another one than holds now, which can be restored.
    pub restores: bool,
}

/// What an entry of the history changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// The program.
    Program,
    /// The scenarios or the plan, and the program not.
    Scenarios,
    /// The doubts about figures, and nothing else.
    Doubts,
    /// What was decided on a study, and nothing else.
    Decisions,
    /// The facts, by an import.
    Data,
}

/// Where an entry stands towards what holds now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HistoryStanding {
    /// It is what holds.
    Here,
    /// What holds was made from it.
    Before,
    /// It was undone and can be made again.
    Undone,
    /// It was undone, and other steps took its place.
    Left,
    /// It is an import of an older file, which undo and redo pass by.
    Import,
}

/// Asks what the program of a revision pays on the facts of today.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetRevision {
    /// The revision's number.
    pub number: u32,
}

/// What the program of a revision pays on the facts of today.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RevisionEffect {
    /// The revision's number.
    pub number: u32,
    /// What it pays in all; none where it cannot be calculated.
    pub total: Option<String>,
    /// That less what the revision it was made from pays; none of the first one, and where either
    /// cannot be calculated.
    pub change: Option<String>,
    /// Why it cannot be calculated.
    pub why_not: Option<String>,
    /// The currency of the amounts.
    pub currency: String,
}

/// Asks what is different between the programs of two revisions.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompareRevisions {
    /// The one to begin with.
    pub from: u32,
    /// The one to end with.
    pub to: u32,
}

/// What is different between the programs of two revisions, and what that pays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RevisionDifferences {
    /// What the later one has different, in the order of the program.
    pub differences: Vec<ProgramDifference>,
    /// What the first one pays on the facts of today.
    pub from: RevisionEffect,
    /// What the second one pays.
    pub to: RevisionEffect,
    /// The second less the first; none where either cannot be calculated, or in other currencies.
    pub change: Option<String>,
}

/// Makes the program of a revision hold again, as a new revision: nothing is overwritten, and undo
/// takes it back. Refused where that program holds already.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Restore {
    /// The revision's number.
    pub number: u32,
}
