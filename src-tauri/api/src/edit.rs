//! Edits: each as the changes of values that it comes to, so that it can be tried before it is made.

use serde_json::{Map, Value, json};
use tierwright_program::{Program, change::value_at, place};

use crate::{
    columns, names,
    trial::changed,
    wire::{Change, Edit, Failure},
};

/// The changes that edits come to, one after the other, each seen on what the ones before it left.
pub(crate) fn changes(program: &Program, edits: &[Edit]) -> Result<Vec<Change>, Failure> {
    let (mut program, mut all) = (program.clone(), Vec::new());
    for edit in edits {
        let of = one(&program, edit)?;
        program = changed(&program, &of)?;
        all.extend(of);
    }
    Ok(all)
}

fn one(program: &Program, edit: &Edit) -> Result<Vec<Change>, Failure> {
    match edit {
        Edit::Set { place, value } => Ok(vec![set(place, value.clone())]),
        Edit::Insert { place, at, value } => insert(program, place, *at, value.clone()),
        Edit::Remove { place } => remove(program, place),
        Edit::Move { place, to } => Ok(vec![moved(program, place, *to)?]),
        Edit::Duplicate { place } => duplicate(program, place),
        Edit::AddColumn { place, name } => columns::added(program, place, name),
        Edit::RemoveColumn { place, name } => columns::removed(program, place, name),
    }
}

fn insert(
    program: &Program,
    list: &str,
    at: Option<u32>,
    value: Value,
) -> Result<Vec<Change>, Failure> {
    let items = list_at(program, list)?;
    let at = at.map_or(items.len(), |at| position_of(at).min(items.len()));
    let value = names::made_own(value, &items);
    let mut changes = placed(list, &items, at, &value);
    changes.extend(columns::with_level(program, list, at, &items, &value));
    Ok(changes)
}

fn duplicate(program: &Program, place: &str) -> Result<Vec<Change>, Failure> {
    let (list, items, at) = member(program, place)?;
    let value = names::made_own(names::copied(items[at].clone()), &items);
    let mut changes = placed(list, &items, at + 1, &value);
    changes.extend(columns::with_level(program, list, at + 1, &items, &value));
    Ok(changes)
}

fn remove(program: &Program, place: &str) -> Result<Vec<Change>, Failure> {
    // A part of an object goes by itself; what may not be left out is said by the reader of the form.
    let Ok((list, mut items, at)) = member(program, place) else {
        return match value_at(program, place) {
            Some(_) => Ok(vec![set(place, Value::Null)]),
            None => Err(nothing_there(place)),
        };
    };
    let mut changes = columns::without_level(program, list, &items[at]);
    if place::ids_of(&items).is_some() {
        changes.push(set(place, Value::Null));
    } else {
        items.remove(at);
        changes.push(set(list, Value::Array(items)));
    }
    Ok(changes)
}

fn moved(program: &Program, place: &str, to: u32) -> Result<Change, Failure> {
    let (list, mut items, at) = member(program, place)?;
    let ids = place::ids_of(&items).map(|ids| ids.into_iter().map(Value::from).collect());
    let mut order: Vec<Value> = ids.unwrap_or_else(|| std::mem::take(&mut items));
    let one = order.remove(at);
    order.insert(position_of(to).min(order.len()), one);
    Ok(set(list, Value::Array(order)))
}

/// A list with a new member in it. Where members have ids the others stay untouched.
fn placed(list: &str, items: &[Value], at: usize, value: &Value) -> Vec<Change> {
    let id = value.get("id").and_then(Value::as_str);
    if let (Some(id), Some(ids)) = (id, place::ids_of(items)) {
        let mut order: Vec<&str> = ids;
        order.insert(at, id);
        let mut changes = vec![set(&format!("{list}/{id}"), value.clone())];
        if at < items.len() {
            changes.push(set(list, json!(order)));
        }
        return changes;
    }
    let mut items = items.to_vec();
    items.insert(at, value.clone());
    vec![set(list, Value::Array(items))]
}

/// The members of a list; none where the program leaves the list out.
fn list_at(program: &Program, list: &str) -> Result<Vec<Value>, Failure> {
    match value_at(program, list) {
        Some(Value::Array(items)) => Ok(items),
        None if holder(program, list).is_some() => Ok(Vec::new()),
        _ => Err(Failure::wrong_use(
            "not_a_list",
            format!("At {list} the program has no list."),
            "Name the list that the new member belongs to.",
        )),
    }
}

fn holder(program: &Program, place: &str) -> Option<Map<String, Value>> {
    let (holder, _) = place.rsplit_once('/')?;
    value_at(program, holder)?.as_object().cloned()
}

/// The list that a place is in, its members, and the position there.
fn member<'a>(program: &Program, place: &'a str) -> Result<(&'a str, Vec<Value>, usize), Failure> {
    let found = place.rsplit_once('/').and_then(|(list, key)| {
        let Some(Value::Array(items)) = value_at(program, list) else { return None };
        let at = place::position(&items, key)?;
        Some((list, items, at))
    });
    found.ok_or_else(|| nothing_there(place))
}

fn nothing_there(place: &str) -> Failure {
    Failure::wrong_use(
        "nothing_at_place",
        format!("The program has nothing at {place}."),
        "Look at the program for the place that was meant; it may have been taken out meanwhile.",
    )
}

pub(crate) fn set(place: &str, value: Value) -> Change {
    Change { place: place.to_owned(), value }
}

fn position_of(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
