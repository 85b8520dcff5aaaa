//! Where the text of one column of ours comes from.

use std::{collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{DecimalMark, ThousandsMark};
use crate::date::DateForm;

/// Where the text of one column of ours comes from, and how it is read.
///
/// In JSON: the name of a column of the file, or an object with one of `column`, `columns`,
/// `first_of`, `product`, `text`, `row`, `sum` and `sum_product`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Where the text comes from.
    pub from: TextFrom,
    /// Texts of the file and what each means to us.
    pub values: BTreeMap<String, String>,
    /// What a text means that `values` does not name; without it, the text itself.
    pub otherwise: Option<String>,
    /// How it is written.
    pub written: Written,
}

/// How the text of one column of ours is written, where that of its file does not hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// How a date is written here.
    pub date: Option<DateForm>,
    /// How numbers are written here: what stands before the decimals and between the thousands.
    pub number: Option<(DecimalMark, Option<ThousandsMark>)>,
    /// Whether a number is in hundredths of what we mean: 60 is 0.6.
    pub percent: bool,
    /// Whether a number is meant with the other sign.
    pub negated: bool,
    /// What a number is multiplied with, such as 12 for an amount per month; zero for nothing.
    pub times: u32,
    /// What is put after a text that is not empty.
    pub after: String,
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
    /// The first of several columns that has a text.
    FirstOf(Vec<String>),
    /// The same text in every row.
    Text(String),
    /// The number of the row in its file, after a text.
    Row(String),
    /// The sum of a column over all rows of one key; empty when it is empty in one of them.
    Sum(String),
    /// Columns multiplied with each other; empty when one of them is.
    Product {
        /// Their names.
        names: Vec<String>,
        /// Whether it is summed over all rows of one key.
        summed: bool,
    },
}

impl Cell {
    /// Read from one column.
    #[must_use]
    pub fn column(name: &str) -> Self {
        TextFrom::Column(name.to_owned()).into()
    }

    /// The same text in every row.
    #[must_use]
    pub fn text(text: &str) -> Self {
        TextFrom::Text(text.to_owned()).into()
    }

    /// The names of the columns it reads.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match &self.from {
            TextFrom::Column(name) | TextFrom::Sum(name) => std::slice::from_ref(name),
            TextFrom::Columns { names, .. }
            | TextFrom::FirstOf(names)
            | TextFrom::Product { names, .. } => names,
            TextFrom::Text(_) | TextFrom::Row(_) => &[],
        }
    }

    /// Whether it is summed over all rows of one key.
    #[must_use]
    pub const fn is_sum(&self) -> bool {
        matches!(self.from, TextFrom::Sum(_) | TextFrom::Product { summed: true, .. })
    }

    fn is_plain(&self) -> bool {
        self.values.is_empty() && self.otherwise.is_none() && self.written == Written::default()
    }
}

impl From<TextFrom> for Cell {
    fn from(from: TextFrom) -> Self {
        Self { from, values: BTreeMap::new(), otherwise: None, written: Written::default() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_zero(value: &u32) -> bool {
    *value == 0
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
    /// Several columns, of which the first that has a text counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_of: Option<Vec<String>>,
    /// Several columns, multiplied with each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<Vec<String>>,
    /// A text that is the same in every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// A text, after which the number of the row is put.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    /// The column to sum over all rows of one key.
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<String>,
    /// Several columns, multiplied with each other and summed over all rows of one key.
    #[serde(skip_serializing_if = "Option::is_none")]
    sum_product: Option<Vec<String>>,
    /// Texts of the file and what each means to us.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
    /// What a text means that `values` does not name; without it, the text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    otherwise: Option<String>,
    /// How a date is written here, where the file's own form does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateForm>,
    /// What stands before the decimals here, where the file's own form does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal: Option<DecimalMark>,
    /// What stands between the thousands here; goes with `decimal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    thousands: Option<ThousandsMark>,
    /// Whether a number is in hundredths: 60 is 0.6.
    #[serde(skip_serializing_if = "is_false")]
    percent: bool,
    /// Whether a number is meant with the other sign.
    #[serde(skip_serializing_if = "is_false")]
    negated: bool,
    /// What a number is multiplied with, such as 12 for an amount per month.
    #[serde(skip_serializing_if = "is_zero")]
    times: u32,
    /// What is put after a text that is not empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl CellObject {
    fn cell(self) -> Result<Cell, &'static str> {
        let mut sources = Vec::new();
        let between = self.between.clone().unwrap_or_default();
        sources.extend(self.column.map(TextFrom::Column));
        sources.extend(self.columns.map(|names| TextFrom::Columns { names, between }));
        sources.extend(self.first_of.map(TextFrom::FirstOf));
        sources.extend(self.product.map(|names| TextFrom::Product { names, summed: false }));
        sources.extend(self.text.map(TextFrom::Text));
        sources.extend(self.row.map(TextFrom::Row));
        sources.extend(self.sum.map(TextFrom::Sum));
        sources.extend(self.sum_product.map(|names| TextFrom::Product { names, summed: true }));
        let (Some(from), None) = (sources.pop(), sources.pop()) else {
            return Err(
                "exactly one of column, columns, first_of, product, text, row, sum and sum_product is expected",
            );
        };
        if self.between.is_some() && !matches!(from, TextFrom::Columns { .. }) {
            return Err("\"between\" goes with \"columns\" only");
        }
        if self.otherwise.is_some() && self.values.is_empty() {
            return Err("\"otherwise\" goes with \"values\" only");
        }
        if self.thousands.is_some() && self.decimal.is_none() {
            return Err("\"thousands\" goes with \"decimal\" only");
        }
        let written = Written {
            date: self.date,
            number: self.decimal.map(|decimal| (decimal, self.thousands)),
            percent: self.percent,
            negated: self.negated,
            times: self.times,
            after: self.after,
        };
        let cell = Cell { from, values: self.values, otherwise: self.otherwise, written };
        let several = matches!(
            cell.from,
            TextFrom::Columns { .. } | TextFrom::FirstOf(_) | TextFrom::Product { .. }
        );
        if several && cell.names().is_empty() {
            return Err("at least one column is expected");
        }
        Ok(cell)
    }

    fn of(cell: &Cell) -> Self {
        let written = cell.written.clone();
        let mut object = Self {
            values: cell.values.clone(),
            otherwise: cell.otherwise.clone(),
            date: written.date,
            decimal: written.number.map(|(decimal, _)| decimal),
            thousands: written.number.and_then(|(_, thousands)| thousands),
            percent: written.percent,
            negated: written.negated,
            times: written.times,
            after: written.after,
            ..Self::default()
        };
        match cell.from.clone() {
            TextFrom::Column(name) => object.column = Some(name),
            TextFrom::Columns { names, between } => {
                object.columns = Some(names);
                object.between = Some(between);
            }
            TextFrom::FirstOf(names) => object.first_of = Some(names),
            TextFrom::Product { names, summed: false } => object.product = Some(names),
            TextFrom::Product { names, summed: true } => object.sum_product = Some(names),
            TextFrom::Text(text) => object.text = Some(text),
            TextFrom::Row(text) => object.row = Some(text),
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
        f.write_str("the name of a column, or an object with column, columns, first_of, product, text, row, sum or sum_product")
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
            "description": "Where the text of one column of ours comes from: the name of a column of the file, or an object with exactly one of column, columns, first_of, product, text, row, sum and sum_product",
            "anyOf": [{ "type": "string" }, object]
        })
    }
}
