//! What an export would hold, what stands in its way, and the one before.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ProgramDifference, RefusedRule, SaidRow, SignOff};

/// Asks what an export of the document would hold, what stands in its way, and about the last one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetExportPlan {}

/// An export before it is made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportPlan {
    /// The program's name.
    pub program: String,
    /// The revision that is handed over.
    pub revision: u32,
    /// Whether every file will be marked as made from sample facts.
    pub sample: bool,
    /// What the bundle will hold; none where the program cannot be calculated.
    pub bundle: Option<PlannedBundle>,
    /// What stands in the way or is worth a look first, what stands in the way before the rest.
    pub to_do: Vec<ExportToDo>,
    /// The bundle that was written last; none where none was.
    pub last: Option<LastExport>,
    /// How the sign-off stands.
    pub sign_off: SignOff,
}

/// A bundle that is not written yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PlannedBundle {
    /// The quarters that are replayed: `Q1 FY25 to Q4 FY25 (Jan to Dec 2025)`; none without deals.
    pub window: Option<String>,
    /// Payout lines in it that are not zero.
    #[ts(type = "number")]
    pub lines: u64,
    /// Payouts that are worked out again, zeros included.
    #[ts(type = "number")]
    pub payouts: u64,
    /// What works them out again.
    pub by: String,
    /// What the paid lines add up to.
    pub total: String,
    /// The currency of the total.
    pub currency: String,
    /// Its parts, by the folder that they are in.
    pub parts: Vec<ExportPart>,
    /// The databases that its SQL is for.
    pub dialects: Vec<ExportDialect>,
    /// Names of the tracks whose levels the SQL reads as facts.
    pub given_levels: Vec<String>,
}

/// Files of a bundle that are of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportPart {
    /// The folder, named by its readers: `deploy`, `partners`, `internal`; empty for the bundle's own.
    pub folder: String,
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub about: String,
    /// How many files it has.
    #[ts(type = "number")]
    pub files: u64,
}

/// A database that the SQL of a bundle is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportDialect {
    /// Its name.
    pub name: String,
    /// How many rules its SQL works out exactly.
    pub exact: u32,
    /// The rules that it does not, each with what cannot be said of it.
    pub refused: Vec<RefusedRule>,
}

/// Something that stands in the way of an export, or is worth a look before it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportToDo {
    /// Whether nothing is exported before it is mended.
    pub blocks: bool,
    /// A stable code for programs.
    pub code: String,
    /// What it is.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
    /// Where it is mended.
    pub mended_in: MendedIn,
    /// The place in the program, or the part of the history, where it is mended there and one is meant.
    pub place: Option<String>,
    /// Why it was accepted as it stands, where somebody gave a reason; never of what blocks.
    pub accepted: Option<SaidRow>,
}

/// Where something is mended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MendedIn {
    /// In the program.
    Program,
    /// In its tests.
    Tests,
    /// In the data.
    Data,
    /// Among the doubts, in the history.
    History,
    /// Among the scenarios, where it is chosen what is looked at.
    Scenarios,
}

/// The bundle that was written last, and what is different since.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LastExport {
    /// When it was written, in UTC, such as `2026-11-21T04:20:01Z`.
    pub exported_at: String,
    /// The version that it holds.
    pub version: u32,
    /// Where it was written.
    pub folder: String,
    /// The revision whose program it holds.
    pub revision: u32,
    /// The seal of its manifest: SHA-256 in hexadecimal.
    pub seal: String,
    /// Payout lines in it that are not zero.
    #[ts(type = "number")]
    pub lines: u64,
    /// What its paid lines add up to.
    pub total: String,
    /// The currency of the total.
    pub currency: String,
    /// What worked its payouts out again.
    pub proved_by: String,
    /// How many that were; each was equal.
    #[ts(type = "number")]
    pub payouts_proved: u64,
    /// Whether the facts have changed since.
    pub facts_changed: bool,
    /// Whether it was calculated by another version of the engine.
    pub engine_changed: bool,
    /// What the program has different since.
    pub differences: Vec<ProgramDifference>,
    /// What the program pays now less what the bundle pays; none where that cannot be said.
    pub change: Option<String>,
}
