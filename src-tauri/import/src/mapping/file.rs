//! How a file of a mapping is found and how its text is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// How its characters are written.
    #[serde(default)]
    pub encoding: Encoding,
    /// What stands between columns.
    #[serde(default)]
    pub delimiter: Delimiter,
    /// The names of its columns, when the file has no header row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// What stands before the decimals of a number.
    #[serde(default)]
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

/// How the characters of a file are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16; the byte order mark says which half comes first, without one the low half does.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Windows-1252, the old Western European code page.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// Its name in sentences.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
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
