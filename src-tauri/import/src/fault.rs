//! What is wrong with one row.

/// Why a row gives no facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    /// A stable code.
    pub(crate) code: &'static str,
    /// The column of the file, where it is one.
    pub(crate) column: Option<String>,
    /// What is wrong, to stand after the file, row and column.
    pub(crate) clause: String,
}

impl Fault {
    pub(crate) fn new(code: &'static str, clause: String) -> Self {
        Self { code, column: None, clause }
    }

    pub(crate) fn at(code: &'static str, column: Option<&str>, clause: String) -> Self {
        Self { code, column: column.map(str::to_owned), clause }
    }

    /// The whole sentence.
    pub(crate) fn sentence(&self, file: &str, row: u32) -> String {
        match &self.column {
            Some(column) => format!("{file}, row {row}, column {column}: {}.", self.clause),
            None => format!("{file}, row {row}: {}.", self.clause),
        }
    }
}
