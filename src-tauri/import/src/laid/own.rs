//! Columns of the user's own that are kept as attributes of partners and deals.

use serde_json::Value;

use super::{FieldTo, column, roles};
use crate::{
    inspect::Inspected,
    mapping::{Cell, Mapping, ReadMappingError},
    table::{FeedView, Table},
};

/// Their place among the columns of a table.
pub const ATTRIBUTES: &str = "attributes";

/// What the name of one comes after where it is a field of a feed.
pub const ATTRIBUTE: &str = "attribute:";

/// Keeps an attribute as it is said, or no longer.
pub(super) fn changed(
    mapping: &Mapping,
    inspected: &[Inspected],
    feed: &FeedView<'_>,
    (name, to): (&str, &FieldTo),
) -> Result<Mapping, ReadMappingError> {
    let fault = |reason: String| ReadMappingError { place: feed.place(), reason };
    if !matches!(feed.table, Table::Partner | Table::Deal) {
        return Err(fault("only partners and deals have attributes".to_owned()));
    }
    let cell = match to {
        FieldTo::Nothing => None,
        FieldTo::Text(text) => Some(Cell::text(text)),
        FieldTo::Means(..) => return Err(fault("attributes stand as in the file".to_owned())),
        FieldTo::Column(from) => {
            let roles = roles(mapping, inspected);
            column(mapping, inspected, &roles, feed, from)
                .ok_or_else(|| fault(format!("the file has no column {from}")))?;
            Some(Cell::column(from))
        }
    };
    let mut value = serde_json::to_value(mapping).unwrap_or_default();
    let columns = value.pointer_mut(&format!("{}/columns", feed.place()));
    let columns = columns.ok_or_else(|| fault("there is no such feed".to_owned()))?;
    match cell {
        Some(cell) => columns[ATTRIBUTES][name] = serde_json::to_value(cell).unwrap_or_default(),
        None => {
            if let Some(Value::Object(own)) = columns.get_mut(ATTRIBUTES) {
                own.remove(name);
            }
        }
    }
    Mapping::from_json(&value.to_string())
}
