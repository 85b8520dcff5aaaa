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
    /// The column of ours that is at fault, such as `credit.partner`; empty where it is none.
    pub(crate) ours: String,
    /// What was looked for there and is nowhere.
    pub(crate) missing: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, clause: String) -> Self {
        Self::at(code, None, clause)
    }

    pub(crate) fn at(code: &'static str, column: Option<&str>, clause: String) -> Self {
        let column = column.map(str::to_owned);
        Self { code, column, clause, ours: String::new(), missing: None }
    }

    /// The same, of a column of ours, and what was looked for there in vain.
    pub(crate) fn of(mut self, ours: &str, missing: Option<String>) -> Self {
        ours.clone_into(&mut self.ours);
        self.missing = missing;
        self
    }

    /// The whole sentence.
    pub(crate) fn sentence(&self, file: &str, row: u32) -> String {
        match &self.column {
            Some(column) => format!("{file}, row {row}, column {column}: {}.", self.clause),
            None => format!("{file}, row {row}: {}.", self.clause),
        }
    }
}
