//! Handing the program over, and checking what was handed over.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SignOffStatus;

/// Writes the program and its payouts as a bundle: a folder of files that anybody can verify.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// The folder: new, empty, or a bundle, which is replaced as a whole.
    pub folder: String,
}

/// What an export wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Exported {
    /// The folder.
    pub folder: String,
    /// Whether every file is marked as made from sample facts.
    pub sample: bool,
    /// Its files but the manifest, in byte order of their names.
    pub files: Vec<ExportedFile>,
    /// The seal of the manifest, which names the bundle as a whole: SHA-256 in hexadecimal.
    pub seal: String,
    /// Payout lines in it.
    #[ts(type = "number")]
    pub lines: u64,
    /// What the paid lines add up to.
    pub total: String,
    /// The currency of the total.
    pub currency: String,
    /// What working the payouts out again found.
    pub proof: ExportProof,
    /// The version that it holds; none of a bundle that the document does not note.
    pub version: Option<u32>,
    /// How the sign-off stood.
    pub status: SignOffStatus,
}

/// The payouts of a bundle worked out again by a database of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportProof {
    /// What worked them out: SQLite.
    pub by: String,
    /// Payouts that it worked out, zeros included; each is equal to the minor unit.
    #[ts(type = "number")]
    pub payouts: u64,
    /// Payouts in the bundle, zeros included.
    #[ts(type = "number")]
    pub of: u64,
    /// Rules that it did not work out, each with what cannot be said of it exactly.
    pub refused: Vec<RefusedRule>,
    /// Tracks whose levels reached it as facts.
    pub given_levels: Vec<String>,
}

/// A rule that cannot be said exactly in SQL.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RefusedRule {
    /// Its name.
    pub name: String,
    /// What it does that is not said, as the rest of a sentence that begins with the name.
    pub why: String,
}

/// A file of a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportedFile {
    /// Its name.
    pub name: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Verifies a bundle from its folder alone: that nothing was changed, and that its parts add up.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// The bundle's folder.
    pub folder: String,
}

/// What verifying a bundle found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Verification {
    /// The folder.
    pub folder: String,
    /// Whether nothing differs.
    pub agrees: bool,
    /// The result in a sentence.
    pub sentence: String,
    /// The bundle in numbers, where nothing differs.
    pub bundle: Option<VerifiedBundle>,
    /// The first thing that differs.
    pub difference: Option<Difference>,
    /// Every file that is not as the manifest says, where something differs and the manifest holds.
    pub altered: Vec<AlteredFile>,
    /// What working the payouts out again found; nothing where something differs, or where the
    /// bundle has no facts for it.
    pub proof: Option<ExportProof>,
}

/// A bundle that is as it was exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct VerifiedBundle {
    /// The program's name.
    pub program: String,
    /// The version of the engine that calculated its payouts.
    pub engine: String,
    /// Whether it is marked as made from sample facts.
    pub sample: bool,
    /// Its files, the manifest among them.
    #[ts(type = "number")]
    pub files: u64,
    /// Payout lines in it.
    #[ts(type = "number")]
    pub lines: u64,
    /// What the paid lines add up to.
    pub total: String,
    /// The currency of the total.
    pub currency: String,
    /// The seal of its manifest: SHA-256 in hexadecimal.
    pub seal: String,
    /// The version that it holds; none where nobody keeps one.
    pub version: Option<u32>,
    /// How the sign-off stood when it was exported.
    pub status: SignOffStatus,
}

/// A file of a bundle that is not as it was exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AlteredFile {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub altered: Altered,
    /// Where it differs and what stood there, as a sentence; none where that cannot be told.
    pub detail: Option<String>,
}

/// What became of a file of a bundle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Altered {
    /// Its bytes are others.
    Changed,
    /// It is not there any more.
    Missing,
    /// It was not there.
    Added,
}

/// Something in a bundle that is not as it was exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Difference {
    /// A stable code for programs, such as `file_changed`.
    pub code: String,
    /// The file.
    pub file: String,
    /// The row in it, the header being row 1, where one is meant.
    #[ts(type = "number | null")]
    pub row: Option<u64>,
    /// What is different about it.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}
