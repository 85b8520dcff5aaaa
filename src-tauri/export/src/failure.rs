//! Failures of an export or of reading a bundle: a code for programs, a sentence and a hint for
//! people.

use std::{io, path::Path};

/// Why a bundle could not be written or read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct ExportFailure {
    /// A stable code, such as `folder_not_empty`.
    pub code: &'static str,
    /// What happened and what it affects.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}

impl ExportFailure {
    pub(crate) fn new(
        code: &'static str,
        sentence: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { code, sentence: sentence.into(), hint: hint.into() }
    }

    /// The system refused a write; what was there before is untouched.
    pub(crate) fn not_written(place: &Path, error: &io::Error) -> Self {
        Self::new(
            "not_written",
            format!("{} could not be written, so nothing was exported: {error}.", place.display()),
            "Choose a folder that you can write to, on a disk with room.",
        )
    }

    /// The system refused a read.
    pub(crate) fn not_readable(place: &Path, error: &io::Error) -> Self {
        Self::new(
            "not_readable",
            format!("{} could not be read: {error}.", place.display()),
            "Check that the folder is there and that you may read it.",
        )
    }

    /// Whoever waited for it wanted it to stop.
    pub(crate) fn cancelled() -> Self {
        Self::new(
            "cancelled",
            "It was stopped before its end. Nothing was written.",
            "Begin again when you like.",
        )
    }

    /// A sum beyond what the arithmetic holds exactly.
    pub(crate) fn overflow(what: &str) -> Self {
        Self::new(
            "amount_too_large",
            format!("{what} is larger than can be written exactly, so nothing was exported."),
            "Look for an amount or a rate with too many digits.",
        )
    }
}
