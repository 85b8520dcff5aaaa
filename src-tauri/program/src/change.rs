//! Changes: single values of a program, named by their place. Scenarios and levers are made of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Program, ReadProgramError, place};

/// One value of a program set to another.
///
/// The place is a path of keys; a list whose members have an `id` is walked by it, other lists by
/// position: `/tracks/partner/levels/gold/requirement/all/0/reaches/at_least`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The place in the program.
    pub place: String,
    /// The new value, as it stands in the program's JSON.
    pub value: Value,
}

/// A program with changes made, in their order.
///
/// A value that the program may leave out, such as a gate, is put in where it was absent, and
/// taken out by `null`. So is a member of a list that is walked by id; a new one comes last. A list
/// of ids set at the place of such a list puts the members it names in that order, on the places
/// that these hold together.
///
/// # Errors
/// A place that the program does not have, or a value of another form.
pub fn apply(program: &Program, changes: &[Change]) -> Result<Program, ReadProgramError> {
    let mut tree = serde_json::to_value(program)
        .map_err(|error| ReadProgramError { place: "/".to_owned(), reason: error.to_string() })?;
    for change in changes {
        set(&mut tree, change).ok_or_else(|| ReadProgramError {
            place: change.place.clone(),
            reason: "the program has nothing at this place".to_owned(),
        })?;
    }
    Program::from_tree(&tree)
}

fn set(tree: &mut Value, change: &Change) -> Option<()> {
    let Change { place, value } = change;
    let (parent, key) = place.rsplit_once('/')?;
    let Some(holder) = find(tree, parent) else { return first_of_list(tree, parent, key, value) };
    match holder {
        Value::Object(members) => in_object(members, key, value),
        Value::Array(items) => in_list(items, key, value)?,
        _ => return None,
    }
    Some(())
}

/// Whether the key may stand here is for the reader of the form to say.
fn in_object(members: &mut Map<String, Value>, key: &str, value: &Value) {
    let order = members.get(key).and_then(|list| place::reordered(list.as_array()?, value));
    match order {
        Some(list) => members.insert(key.to_owned(), Value::Array(list)),
        None if value.is_null() => members.remove(key),
        None => members.insert(key.to_owned(), value.clone()),
    };
}

fn in_list(items: &mut Vec<Value>, key: &str, value: &Value) -> Option<()> {
    match place::position(items, key) {
        Some(at) if value.is_null() => {
            items.remove(at);
        }
        Some(at) => items[at] = value.clone(),
        None if is_called(value, key) => items.push(value.clone()),
        None => return None,
    }
    Some(())
}

/// Begins a list that the program leaves out while it is empty.
fn first_of_list(tree: &mut Value, list: &str, key: &str, value: &Value) -> Option<()> {
    let (holder, name) = list.rsplit_once('/')?;
    let members = find(tree, holder)?.as_object_mut()?;
    if !is_called(value, key) || members.contains_key(name) {
        return None;
    }
    members.insert(name.to_owned(), Value::Array(vec![value.clone()]));
    Some(())
}

fn is_called(value: &Value, id: &str) -> bool {
    value.get("id").is_some_and(|own| own == id)
}

/// The value at a place of a program, as it stands in its JSON.
#[must_use]
pub fn value_at(program: &Program, place: &str) -> Option<Value> {
    place::at(&serde_json::to_value(program).ok()?, place).cloned()
}

fn find<'a>(tree: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    match place.strip_prefix('/') {
        Some(keys) => keys.split('/').try_fold(tree, place::member),
        None => place.is_empty().then_some(tree),
    }
}
