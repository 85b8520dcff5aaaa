//! Handing the program over, and checking what was handed over.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes the program and its payouts as a bundle of files.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// The folder to make; it must not be there yet, or be empty.
    pub folder: String,
}

/// What an export wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Exported {
    /// The folder.
    pub folder: String,
    /// Its files.
    pub files: Vec<ExportedFile>,
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

/// Compares the files of a bundle with its manifest.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// The bundle's folder.
    pub folder: String,
}

/// How a bundle compares with its manifest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Verification {
    /// The folder.
    pub folder: String,
    /// Whether nothing differs.
    pub same: bool,
    /// The result in a sentence.
    pub sentence: String,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// A file that differs from the manifest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Difference {
    /// The file's name.
    pub file: String,
    /// What is different about it.
    pub sentence: String,
}
