//! How a file of a mapping is found and how its text is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Encoding;
use crate::date::DateForm;

/// One file: how its name looks and how its text is read. A file that begins as gzip is unpacked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileForm {
    /// The pattern of its name: `*` stands for any text, `?` for one character, and capitals do not
    /// matter.
    pub name: String,
    /// Whether the mapping works without it. Columns read from it are then empty.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// The sheet of a workbook, or the table or view of a database; without it, the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How its characters are written.
    #[serde(default, skip_serializing_if = "is_default")]
    pub encoding: Encoding,
    /// What stands between columns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub delimiter: Delimiter,
    /// What stands around a text that holds the delimiter or a line break.
    #[serde(default, skip_serializing_if = "is_default")]
    pub quote: Quote,
    /// The row with the names of the columns; what stands above it is not read.
    #[serde(default = "first_row", skip_serializing_if = "is_first_row")]
    pub header_row: u32,
    /// Whether lines after the data, such as totals and notices, are left out.
    #[serde(default, skip_serializing_if = "is_false")]
    pub footer: bool,
    /// Texts that stand for nothing, such as N/A and TBD.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<String>,
    /// What becomes of a row that repeats another one exactly.
    #[serde(default, skip_serializing_if = "is_default")]
    pub duplicates: Duplicates,
    /// The names of its columns, when the file has no header row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// What stands before the decimals of a number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimal: DecimalMark,
    /// What stands between the thousands of a number; without it, nothing may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thousands: Option<ThousandsMark>,
    /// How its dates are written, where a column does not say otherwise.
    #[serde(default)]
    pub date: DateForm,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn first_row() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_first_row(row: &u32) -> bool {
    *row == 1
}

impl FileForm {
    /// A file whose name is like `name`, written as UTF-8 with commas and a header in row 1.
    #[must_use]
    pub fn named(name: String) -> Self {
        Self {
            name,
            optional: false,
            sheet: None,
            encoding: Encoding::default(),
            delimiter: Delimiter::default(),
            quote: Quote::default(),
            header_row: 1,
            footer: false,
            empty: Vec::new(),
            duplicates: Duplicates::default(),
            columns: None,
            decimal: DecimalMark::default(),
            thousands: None,
            date: DateForm::default(),
        }
    }
}

/// What becomes of a row that repeats another one exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Duplicates {
    /// It counts like any other.
    #[default]
    Keep,
    /// It is set aside; the first of them counts.
    SetAside,
}

/// What stands around a text that holds the delimiter or a line break.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// A double quote, doubled inside.
    #[default]
    Double,
    /// A single quote, doubled inside.
    Single,
    /// Nothing: quotes are part of the text.
    None,
}

impl Quote {
    /// Its name in sentences; nothing for the usual one.
    #[must_use]
    pub const fn words(self) -> Option<&'static str> {
        match self {
            Self::Double => None,
            Self::Single => Some("single quotes"),
            Self::None => Some("quotes are text"),
        }
    }
}

/// What stands between the columns of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub enum Delimiter {
    /// A comma.
    #[default]
    #[serde(rename = ",")]
    Comma,
    /// A semicolon.
    #[serde(rename = ";")]
    Semicolon,
    /// A tab.
    #[serde(rename = "\t")]
    Tab,
    /// A vertical bar.
    #[serde(rename = "|")]
    Bar,
}

impl Delimiter {
    /// The byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    /// Its name in sentences.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
            Self::Bar => "vertical bars",
        }
    }
}

/// What stands before the decimals of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub enum DecimalMark {
    /// A point: 1240118.50
    #[default]
    #[serde(rename = ".")]
    Point,
    /// A comma: 1240118,50
    #[serde(rename = ",")]
    Comma,
}

/// What stands between the thousands of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub enum ThousandsMark {
    /// A point: 1.240.118
    #[serde(rename = ".")]
    Point,
    /// A comma: 1,240,118
    #[serde(rename = ",")]
    Comma,
    /// A blank, also one that does not break: 1 240 118
    #[serde(rename = " ")]
    Blank,
    /// An apostrophe: 1'240'118
    #[serde(rename = "'")]
    Apostrophe,
}
