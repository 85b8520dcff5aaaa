//! What two programs have different, as sentences, each with the changes that bring it about and
//! those that take it back.
//!
//! Tracks, levels, incentives and whatever else has an id are compared by it, and key by key below
//! that, so that each difference can be switched by itself.

mod said;
mod values;

use serde_json::Value;

use crate::{Change, Program, place};

/// One thing that is different.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The place in the program: `/incentives/volume/limits`.
    pub place: String,
    /// What was done there.
    pub kind: Kind,
    /// In one line: `Volume rebate (incentive): limits changed.`
    pub sentence: String,
    /// What the program said before, as far as the difference changes it; empty where it is new.
    pub from: String,
    /// What it says instead; empty where it is gone.
    pub to: String,
    /// The changes that make it, for [`crate::apply`].
    pub forth: Vec<Change>,
    /// The changes that take it back.
    pub back: Vec<Change>,
}

/// What was done at a place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// It is in the second program alone.
    Added,
    /// It is in the first program alone.
    Removed,
    /// It is in both, and differs.
    Changed,
    /// The same members stand in another order.
    Reordered,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Reordered => "reordered",
        }
    }
}

/// Everything that is different in `to`, in the order of the program.
///
/// All the changes forth, applied to `from` in their order, make `to`, and all the changes back,
/// applied to `to`, make `from` again.
#[must_use]
pub fn differences(from: &Program, to: &Program) -> Vec<Difference> {
    let (Ok(one), Ok(other)) = (serde_json::to_value(from), serde_json::to_value(to)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    members(&one, &other, "", &mut found);
    let sides = [said::Side::new(from, &one), said::Side::new(to, &other)];
    found.into_iter().map(|found| said::difference(&sides, found)).collect()
}

/// A difference before it is put in words.
struct Found {
    place: String,
    kind: Kind,
    forth: Vec<Change>,
    back: Vec<Change>,
}

impl Found {
    fn new(place: &str, kind: Kind, from: Value, to: Value) -> Self {
        let set = |value| vec![Change { place: place.to_owned(), value }];
        Self { place: place.to_owned(), kind, forth: set(to), back: set(from) }
    }
}

/// The lists that are compared by id; one that is left out counts as empty beside the other.
fn by_id<'a>(one: &'a Value, other: &'a Value) -> Option<[&'a [Value]; 2]> {
    let list = |value: &'a Value| match value {
        Value::Null => Some(&[][..]),
        value => value.as_array().map(Vec::as_slice),
    };
    let lists = [list(one)?, list(other)?];
    let some = lists.iter().any(|list| !list.is_empty());
    (some && lists.iter().all(|list| place::ids_of(list).is_some())).then_some(lists)
}

/// Compares two objects key by key.
fn members(one: &Value, other: &Value, at: &str, found: &mut Vec<Found>) {
    let (Some(left), Some(right)) = (one.as_object(), other.as_object()) else { return };
    let new = right.keys().filter(|key| !left.contains_key(*key));
    for key in left.keys().chain(new) {
        let (one, other) = (&one[key], &other[key]);
        let place = format!("{at}/{key}");
        if one == other {
            continue;
        }
        match by_id(one, other) {
            Some([one, other]) => lists(one, other, &place, found),
            // A policy of the program is compared choice by choice; a part of an incentive or level
            // as a whole, since its keys mean something only together.
            None if at.is_empty() && one.is_object() && other.is_object() => {
                members(one, other, &place, found);
            }
            None => found.push(value(one, other, &place)),
        }
    }
}

fn value(one: &Value, other: &Value, place: &str) -> Found {
    match (one.is_null(), other.is_null()) {
        (true, _) => Found::new(place, Kind::Added, Value::Null, other.clone()),
        (_, true) => Found::new(place, Kind::Removed, one.clone(), Value::Null),
        _ => {
            let (mut forth, mut back) = (Vec::new(), Vec::new());
            values::changes(one, other, place, &mut forth, &mut back);
            Found { place: place.to_owned(), kind: Kind::Changed, forth, back }
        }
    }
}

/// Compares two lists by the ids of their members.
fn lists(one: &[Value], other: &[Value], at: &str, found: &mut Vec<Found>) {
    let (ids, other_ids) = (ids(one), ids(other));
    let below = |id: &str| format!("{at}/{id}");
    for (id, member) in ids.iter().zip(one) {
        match other_ids.iter().position(|other| other == id) {
            Some(same) => members(member, &other[same], &below(id), found),
            None => {
                let mut gone = Found::new(&below(id), Kind::Removed, member.clone(), Value::Null);
                gone.back.extend(order_after(&ids, &other_ids, at));
                found.push(gone);
            }
        }
    }
    for (id, member) in other_ids.iter().zip(other) {
        if !ids.contains(id) {
            let mut new = Found::new(&below(id), Kind::Added, Value::Null, member.clone());
            new.forth.extend(order_after(&other_ids, &ids, at));
            found.push(new);
        }
    }
    if shared(&ids, &other_ids) != shared(&other_ids, &ids) {
        found.push(Found::new(at, Kind::Reordered, order(&ids), order(&other_ids)));
    }
}

fn ids(list: &[Value]) -> Vec<&str> {
    place::ids_of(list).unwrap_or_default()
}

/// The ids that the other list has too.
fn shared<'a>(ids: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    ids.iter().copied().filter(|id| other.contains(id)).collect()
}

fn order(ids: &[&str]) -> Value {
    ids.iter().copied().map(Value::from).collect()
}

/// Brings a member that was put in at the end to its place. Where the members of both lists change
/// places among themselves, that is a difference of its own, which does this too.
fn order_after(ids: &[&str], before: &[&str], at: &str) -> Option<Change> {
    let same = shared(ids, before);
    let last = ids.starts_with(&same);
    let moves = same != shared(before, ids);
    (!last && !moves).then(|| Change { place: at.to_owned(), value: order(ids) })
}
