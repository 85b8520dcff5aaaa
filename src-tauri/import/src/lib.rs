//! Files to facts: texts, workbooks and databases are read by a mapping, checked row by row, and become typed rows that
//! know their file and row.
//!
//! An import succeeds with an account of every row, or fails and imports nothing. A row that cannot
//! be used is set aside with its reason, as a whole: if a sales row gives a line, a deal and a
//! credit and one of them cannot be made, none of them is, and the deal's amount is that of its
//! remaining rows. So rows read are rows used plus rows set aside, and so is the money.
//!
//! Rows are numbered as records, the header being row 1: a line break inside quotes does not count,
//! nor does an empty line.
//!
//! This room does not know the SQL of our document, the window or the clock.

mod check;
mod closest;
mod date;
mod disbursed;
mod fact;
mod failure;
mod fault;
mod findings;
mod gathered;
mod given;
mod guess;
mod import;
mod imported;
mod inspect;
mod laid;
mod links;
mod lookup;
pub mod mapping;
mod number;
mod place;
mod plan;
mod quoted;
mod repair;
mod row;
mod source;
mod sums;
mod table;
mod totals;

use std::path::PathBuf;

pub use check::{Group, SamePartner, Weight, check, same_partners};
pub use closest::name as nearest;
pub use date::DateForm;
pub use disbursed::{Disbursement, Disbursements, disbursements};
pub use failure::ImportFailure;
pub use guess::{
    Choice, Guess, Known, KnownTrack, Matched, Question, Remembered, families, guess,
    reading_questions,
};
pub use import::import;
pub use imported::{
    AmountTie, FileReading, FileTie, ImportFinding, Imported, SetAside, Tie, UnreadTie,
};
pub use inspect::{ColumnReading, FormChoice, Inspected, Reads, inspect};
pub use laid::{
    FieldChange, FieldTo, LaidField, LaidMeaning, changed, fields, fit_of, fitted, laid_meanings,
    role_of,
};
pub use mapping::{Mapping, ReadMappingError, mapping_schema};
pub use source::SourceKind;
pub use table::Table;

/// A file that was given, and its role if the person named one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedFile {
    /// The role of the mapping it was given for; without it, its name decides.
    pub role: Option<String>,
    /// Where it is.
    pub path: PathBuf,
}

/// How far an import is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// The name of the file being read.
    pub file: String,
    /// Bytes read so far, of all files.
    pub done: u64,
    /// Bytes to read in all; a file that is also looked up is read twice.
    pub all: u64,
}
