//! What is worth knowing about used rows, gathered once per kind.

use std::collections::BTreeMap;

use crate::imported::ImportFinding;

/// Findings while files are read.
#[derive(Default)]
pub(crate) struct Findings {
    seen: BTreeMap<(u32, &'static str, String), Seen>,
}

struct Seen {
    first_row: u32,
    rows: u32,
    /// What the first row shows, to stand after the count.
    what: String,
}

impl Findings {
    /// Notes that a row of a file shows something in a column; `what` says it for the first row.
    pub(crate) fn note(
        &mut self,
        file: u32,
        code: &'static str,
        column: &str,
        row: u32,
        what: impl FnOnce() -> String,
    ) {
        let seen = self.seen.entry((file, code, column.to_owned())).or_insert_with(|| Seen {
            first_row: row,
            rows: 0,
            what: what(),
        });
        seen.rows += 1;
    }

    /// The findings as sentences.
    pub(crate) fn list(self, file_name: impl Fn(u32) -> String) -> Vec<ImportFinding> {
        let finding = |((file, code, column), seen): ((u32, &'static str, String), Seen)| {
            let file = file_name(file);
            let rows = seen.rows;
            let count = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
            let sentence = format!(
                "{file}, {count}, first row {}, column {column}: {}",
                seen.first_row, seen.what
            );
            ImportFinding { code, file, row: seen.first_row, column, rows, sentence }
        };
        self.seen.into_iter().map(finding).collect()
    }
}
