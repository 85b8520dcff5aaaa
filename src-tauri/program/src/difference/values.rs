//! Single values that are different, as changes.

use serde_json::{Map, Value};

use crate::Change;

/// The changes that make `to` of `from`, and those back, place by place.
pub fn changes(
    from: &Value,
    to: &Value,
    at: &str,
    forth: &mut Vec<Change>,
    back: &mut Vec<Change>,
) {
    if from == to {
        return;
    }
    match (from, to) {
        (Value::Object(one), Value::Object(other)) if walked_by_key(one, other) => {
            for key in keys(one, other) {
                let place = format!("{at}/{key}");
                changes(&from[key], &to[key], &place, forth, back);
            }
        }
        (Value::Array(one), Value::Array(other)) if walked_by_position(one, other) => {
            for (index, (one, other)) in one.iter().zip(other).enumerate() {
                changes(one, other, &format!("{at}/{index}"), forth, back);
            }
        }
        _ => {
            let set = |value: &Value| Change { place: at.to_owned(), value: value.clone() };
            forth.push(set(to));
            back.push(set(from));
        }
    }
}

fn keys<'a>(one: &'a Map<String, Value>, other: &'a Map<String, Value>) -> Vec<&'a String> {
    one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))).collect()
}

/// Whether two objects are the same thing with other values; a choice made otherwise has no key in
/// common, and a key with a slash cannot stand in a place.
fn walked_by_key(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    one.keys().any(|key| other.contains_key(key))
        && keys(one, other).iter().all(|key| !key.contains('/'))
}

/// Whether two lists differ in single members, each at its position.
fn walked_by_position(one: &[Value], other: &[Value]) -> bool {
    let without_id = |list: &[Value]| list.iter().all(|item| item.get("id").is_none());
    one.len() == other.len() && without_id(one) && without_id(other)
}
