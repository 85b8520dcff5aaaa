//! Changes: single values of a program, named by their place. Scenarios and levers are made of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
/// taken out by `null`.
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
    let (parent, key) = change.place.rsplit_once('/')?;
    match find(tree, parent)? {
        // Whether the key may stand here is for the reader of the form to say.
        Value::Object(members) => {
            members.insert(key.to_owned(), change.value.clone());
        }
        list => *place::member(list, key)? = change.value.clone(),
    }
    Some(())
}

/// The value at a place of a program, as it stands in its JSON.
#[must_use]
pub fn value_at(program: &Program, place: &str) -> Option<Value> {
    let mut tree = serde_json::to_value(program).ok()?;
    find(&mut tree, place).cloned()
}

fn find<'a>(tree: &'a mut Value, place: &str) -> Option<&'a mut Value> {
    match place.strip_prefix('/') {
        Some(keys) => keys.split('/').try_fold(tree, place::member),
        None => place.is_empty().then_some(tree),
    }
}
