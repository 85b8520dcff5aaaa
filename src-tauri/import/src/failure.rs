//! Failures of an import: a code for programs, a sentence and a hint for people.

use std::fmt::Write as _;

/// Why nothing was imported.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct ImportFailure {
    /// A stable code, such as `column_missing`.
    pub code: &'static str,
    /// What happened and what it affects.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
    /// The name of the file at fault.
    pub file: Option<String>,
    /// The row at fault, the header being row 1.
    pub row: Option<u32>,
    /// The column at fault.
    pub column: Option<String>,
}

impl ImportFailure {
    pub(crate) fn new(code: &'static str, sentence: String, hint: impl Into<String>) -> Self {
        Self { code, sentence, hint: hint.into(), file: None, row: None, column: None }
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.to_owned());
        self
    }

    pub(crate) fn in_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// The person stopped the import.
    pub(crate) fn cancelled() -> Self {
        Self::new(
            "cancelled",
            "The import was stopped; nothing was imported.".to_owned(),
            "Start it again when you are ready.",
        )
    }

    /// A sum beyond what the arithmetic holds exactly.
    pub(crate) fn overflow(what: &str) -> Self {
        Self::new(
            "amount_too_large",
            format!("{what} is larger than can be added exactly; nothing was imported."),
            "Look for an amount with too many digits.",
        )
    }
}

/// Names as a list in a sentence: `a`, `a and b`, `a, b and c`.
pub(crate) fn list(names: &[String]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        let joint = match index {
            0 => "",
            _ if index + 1 == names.len() => " and ",
            _ => ", ",
        };
        let _ = write!(text, "{joint}{name}");
    }
    text
}
