//! What a document for a reader says, without a form: a page and a print are made of the same.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What it is called where documents are listed.
    pub title: String,
    /// What kind of document it is.
    pub kind: Cow<'static, str>,
    /// The program it belongs to.
    pub program: String,
    /// The heading of its first page: whom or what it is about.
    pub heading: String,
    /// What it is, below the heading.
    pub lead: String,
    /// What stands across each page.
    pub mark: Option<Cow<'static, str>>,
    /// What comes before the first section.
    pub opening: Vec<Block>,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// A part of a document under a heading of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading within a section.
    Heading(String),
    /// A sentence or a few.
    Paragraph(String),
    /// Rows and columns.
    Table(Table),
    /// Room for both sides to sign.
    Signatures,
}

/// A table; the first cell of a row names the row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// What each account's amounts add up to, for the last column.
    pub totals: Vec<(String, String)>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// Whether it holds figures, which stand to the right.
    pub number: bool,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// A remark on a line of its own.
    pub more: Option<String>,
}

impl Column {
    /// A column of words.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), number: false }
    }

    /// A column of figures.
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
    /// A sentence or a few.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A table without totals.
    pub fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self::Table(Table { columns, rows, totals: Vec::new() })
    }
}
