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

/// Documents that were opened lately, the latest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Recents {
    /// The documents.
    pub documents: Vec<Recent>,
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
