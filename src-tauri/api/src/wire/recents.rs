//! Documents that were opened lately.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks which documents were opened lately.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetRecents {}

/// Takes a document off the list; its file stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ForgetRecent {
    /// Its file, as listed.
    pub path: String,
}

/// Closes the open document. Work in it that has no name yet is kept, and listed as recovered.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Close {}

/// Goes on in a copy of the open document that has no name yet; the document itself stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {}

/// Opens work without a name again.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    /// Its file, as listed.
    pub path: String,
}

/// Throws work without a name away, for good.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DiscardRecovered {
    /// Its file, as listed.
    pub path: String,
}

/// Documents that were opened lately, and work that has no name yet, each the latest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Recents {
    /// The documents.
    pub documents: Vec<Recent>,
    /// The work that nobody has open.
    pub recovered: Vec<Recovered>,
}

/// Work that has no name yet: its document was closed, or the window ended before that.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Recovered {
    /// Its file, to recover or discard it by.
    pub path: String,
    /// What it was called in the window, such as `Sample`.
    pub name: String,
    /// The program's name.
    pub program: String,
    /// When it was edited last, in UTC.
    pub saved_at: String,
    /// How many edits were made, those that were undone included.
    pub edits: u32,
    /// The last few edits in words, the latest first.
    pub latest: Vec<String>,
    /// The file's size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Why it cannot be read, as a sentence; none where it can.
    pub unreadable: Option<String>,
}

/// A document that was opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Recent {
    /// Its file.
    pub path: String,
    /// The file's name without its ending.
    pub name: String,
    /// The folder it is in.
    pub folder: String,
    /// The program's name when it was opened last.
    pub program: String,
    /// Deals in it then.
    pub deals: u32,
    /// When it was opened last, in UTC.
    pub opened_at: String,
    /// The file's size in bytes; none where it is not there any more.
    #[ts(type = "number | null")]
    pub bytes: Option<u64>,
}
