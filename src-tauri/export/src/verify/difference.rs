//! What is not as it should be in a bundle: the first difference, in a sentence.

use crate::{ExportFailure, Sums};

/// The first difference that verifying a bundle met.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Difference {
    /// A stable code, such as `file_changed`.
    pub code: &'static str,
    /// The file, as a path in the bundle.
    pub file: String,
    /// The row in it, the header being row 1, where one is meant.
    pub row: Option<u64>,
    /// What is different, with the file and the row.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}

/// Why verifying stopped.
pub(super) enum Stop {
    Differs(Difference),
    Failed(ExportFailure),
}

impl From<Difference> for Stop {
    fn from(difference: Difference) -> Self {
        Self::Differs(difference)
    }
}

impl From<ExportFailure> for Stop {
    fn from(failure: ExportFailure) -> Self {
        Self::Failed(failure)
    }
}

impl Difference {
    /// A difference of a whole file; `what` is the rest of the sentence.
    pub(super) fn file(code: &'static str, file: &str, what: &str) -> Self {
        Self::new(code, file, None, format!("{file} {what}."))
    }

    /// A difference in a row; `what` is the rest of the sentence.
    pub(super) fn row(code: &'static str, file: &str, row: u64, what: &str) -> Self {
        Self::new(code, file, Some(row), format!("{file}, row {row}, {what}."))
    }

    fn new(code: &'static str, file: &str, row: Option<u64>, sentence: String) -> Self {
        let hint = "Do not rely on this bundle; get it again from whoever exported it.".to_owned();
        Self { code, file: file.to_owned(), row, sentence, hint }
    }
}

/// Two sums that should be one, as the rest of a sentence.
pub(super) fn two_sums(what: &str, said: Sums, added: Sums) -> String {
    let (said, added, state) = if said.paid == added.paid {
        (said.shadow, added.shadow, "shown")
    } else {
        (said.paid, added.paid, "paid")
    };
    format!("has {said} {state} for {what}, and the payouts add up to {added}")
}

/// The first line in which a file is written in another way than it should be.
pub(super) fn first_line(path: &str, found: &[u8], expected: &[u8]) -> Difference {
    let same = found.iter().zip(expected).take_while(|(one, other)| one == other);
    let line = 1 + same.filter(|(byte, _)| **byte == b'\n').count() as u64;
    let what = "is not written the way Tierwright writes it";
    Difference::row("written_otherwise", path, line, what)
}
