//! One list of columns for what a person reads and what a spreadsheet opens.

use crate::{
    csv,
    table::{Table, grouped},
};

/// One column of a list of `R`.
pub struct Column<R> {
    /// What heads it for people; empty where only files have it.
    pub head: &'static str,
    /// What heads it in a file.
    pub name: &'static str,
    /// What stands in it.
    pub of: Of<R>,
}

/// What stands in a column.
pub enum Of<R> {
    /// Text that may come from a file of somebody's.
    Text(fn(&R) -> String),
    /// A word or day of ours.
    Word(fn(&R) -> String),
    /// A figure; nothing where there is none.
    Figure(fn(&R) -> Option<String>),
}

/// The list for people, texts before figures.
pub fn table<R>(columns: &[Column<R>], rows: &[R]) -> String {
    let shown = || columns.iter().filter(|column| !column.head.is_empty());
    let texts = shown().filter(|column| !matches!(column.of, Of::Figure(_))).count();
    let mut table = Table::new(texts);
    table.row(shown().map(|column| column.head.to_owned())).line();
    for row in rows {
        table.row(shown().map(|column| match column.of {
            Of::Text(of) | Of::Word(of) => of(row),
            Of::Figure(of) => of(row).map(|figure| grouped(&figure)).unwrap_or_default(),
        }));
    }
    table.text()
}

/// The list for spreadsheets.
pub fn records<R>(columns: &[Column<R>], rows: &[R]) -> String {
    let mut text = csv::record(columns.iter().map(|column| column.name));
    for row in rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| match column.of {
                Of::Text(of) => csv::text(&of(row)),
                Of::Word(of) => of(row),
                Of::Figure(of) => of(row).unwrap_or_default(),
            })
            .collect();
        text.push_str(&csv::record(cells.iter().map(String::as_str)));
    }
    text
}
