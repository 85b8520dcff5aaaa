//! Where the text of one column of ours comes from.

use std::{collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use crate::date::DateForm;

/// Where the text of one column of ours comes from, and how it is read.
///
/// In JSON: the name of a column of the file, or an object with one of `column`, `columns`, `text`
/// and `sum`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Where the text comes from.
    pub from: TextFrom,
    /// Texts of the file and what each means to us.
    pub values: BTreeMap<String, String>,
    /// What a text means that `values` does not name; without it, the text itself.
    pub otherwise: Option<String>,
    /// How a date is written here, where the file's own form does not hold.
    pub date: Option<DateForm>,
}

/// Where the text of a column comes from. Columns of a joined file are written `role.Column`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextFrom {
    /// One column.
    Column(String),
    /// Several columns, one after the other.
    Columns {
        /// Their names.
        names: Vec<String>,
        /// What is put between them.
        between: String,
    },
    /// The same text in every row.
    Text(String),
    /// The sum of a column over all rows of one key; empty when it is empty in one of them.
    Sum(String),
}

impl Cell {
    /// The names of the columns it reads.
    pub fn names(&self) -> &[String] {
        match &self.from {
            TextFrom::Column(name) | TextFrom::Sum(name) => std::slice::from_ref(name),
            TextFrom::Columns { names, .. } => names,
            TextFrom::Text(_) => &[],
        }
    }

    fn is_plain(&self) -> bool {
        self.values.is_empty() && self.otherwise.is_none() && self.date.is_none()
    }
}

/// The object form of a cell, before it is known to say one thing.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct CellObject {
    /// The column it is read from; `role.Column` for a joined file.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// Several columns, put one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<String>>,
    /// What is put between several columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<String>,
    /// A text that is the same in every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The column to sum over all rows of one key.
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<String>,
    /// Texts of the file and what each means to us.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
    /// What a text means that `values` does not name; without it, the text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    /// How a date is written here, where the file's own form does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateForm>,
}

impl CellObject {
    fn cell(self) -> Result<Cell, &'static str> {
        let between = self.between;
        let from = match (self.column, self.columns, self.text, self.sum) {
            (Some(name), None, None, None) => TextFrom::Column(name),
            (None, Some(names), None, None) if !names.is_empty() => {
                let between = between.clone().unwrap_or_default();
                TextFrom::Columns { names, between }
            }
            (None, None, Some(text), None) => TextFrom::Text(text),
            (None, None, None, Some(name)) => TextFrom::Sum(name),
            _ => return Err("exactly one of column, columns, text and sum is expected"),
        };
        if between.is_some() && !matches!(from, TextFrom::Columns { .. }) {
            return Err("\"between\" goes with \"columns\" only");
        }
        if self.otherwise.is_some() && self.values.is_empty() {
            return Err("\"otherwise\" goes with \"values\" only");
        }
        Ok(Cell { from, values: self.values, otherwise: self.otherwise, date: self.date })
    }

    fn of(cell: &Cell) -> Self {
        let mut object = Self {
            values: cell.values.clone(),
            otherwise: cell.otherwise.clone(),
            date: cell.date.clone(),
            ..Self::default()
        };
        match cell.from.clone() {
            TextFrom::Column(name) => object.column = Some(name),
            TextFrom::Columns { names, between } => {
                object.columns = Some(names);
                object.between = Some(between);
            }
            TextFrom::Text(text) => object.text = Some(text),
            TextFrom::Sum(name) => object.sum = Some(name),
        }
        object
    }
}

/// Reads either form; an untagged enum would lose the place and the reason of a fault.
struct CellVisitor;

impl<'de> Visitor<'de> for CellVisitor {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column, or an object with column, columns, text or sum")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Cell, E> {
        let object = CellObject { column: Some(name.to_owned()), ..CellObject::default() };
        object.cell().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell, A::Error> {
        let object = CellObject::deserialize(MapAccessDeserializer::new(map))?;
        object.cell().map_err(A::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CellVisitor)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.from {
            TextFrom::Column(name) if self.is_plain() => serializer.serialize_str(name),
            _ => CellObject::of(self).serialize(serializer),
        }
    }
}

impl JsonSchema for Cell {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let object = generator.subschema_for::<CellObject>();
        json_schema!({
            "description": "Where the text of one column of ours comes from: the name of a column of the file, or an object with exactly one of column, columns, text and sum",
            "anyOf": [{ "type": "string" }, object]
        })
    }
}
