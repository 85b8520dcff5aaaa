//! What a document for a reader says, without a form: a page and a print are made of the same.

use serde::Serialize;

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Paper {
    /// What it is called where documents are listed.
    pub title: String,
    /// What kind of document it is.
    pub kind: &'static str,
    /// The program it belongs to.
    pub program: String,
    /// The heading of its first page: whom or what it is about.
    pub heading: String,
    /// What it is, below the heading.
    pub lead: String,
    /// What stands across each page.
    pub mark: Option<&'static str>,
    /// What comes before the first section.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
}

/// A part of a document under a heading of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Section {
    pub title: &'static str,
    pub blocks: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading within a section.
    Heading(String),
    Paragraph(String),
    Table(Table),
    /// Room for both sides to sign.
    Signatures,
}

/// A table; the first cell of a row names the row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What each account's amounts add up to, for the last column.
    pub totals: Vec<(String, String)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Column {
    pub name: String,
    /// Whether it holds figures, which stand to the right.
    pub number: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Cell {
    pub text: String,
    /// A remark on a line of its own.
    pub more: Option<String>,
}

impl Column {
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), number: false }
    }

    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), number: true }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, more: None }
    }
}

impl Block {
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A table without totals.
    pub fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self::Table(Table { columns, rows, totals: Vec::new() })
    }
}
