//! Reading facts into the document.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Count, Document, SourceFile};

/// Reads files by a mapping in place of the document's facts. Undo does not bring the former ones back.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// The mapping file.
    pub mapping: String,
    /// The files it speaks of, in any order: found by their names, or given as `role=path`.
    pub files: Vec<String>,
}

/// What an import read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Imported {
    /// How each file was read, and how its totals tie, as sentences.
    pub sentences: Vec<String>,
    /// The files with their rows.
    pub files: Vec<SourceFile>,
    /// Rows in each table of facts.
    pub counts: Vec<Count>,
    /// Rows that were set aside, by reason.
    pub set_aside: Vec<RowNote>,
    /// What is worth knowing about rows that were used.
    pub findings: Vec<RowNote>,
    /// The document as it is now.
    pub document: Document,
}

/// The same thing said of some rows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RowNote {
    /// A stable code for programs.
    pub code: String,
    /// What it is, with file, row and column of the first one.
    pub sentence: String,
    /// How many rows.
    pub rows: u32,
}
