//! Names, ids and sizes.

mod sizes;

use std::collections::HashSet;

use serde_json::Value;

use super::{Code, Findings};
use crate::{
    AttributionModel, Fund, Incentive, Level, Program, ProgramTest, Track,
    budget::BudgetPool,
    incentive::{SharedLimit, StackingGroup},
    place, words,
};

/// The longest text a program has a use for, in letters.
const MOST_LETTERS: usize = 200;
/// The longest list a program has a use for.
const MOST_MEMBERS: usize = 1_000;
/// The longest list of values in a condition: all partners of a large channel by id.
const MOST_VALUES: usize = 100_000;

/// Something with an id and a name.
pub trait Named {
    /// What one of these is called.
    const NOUN: &'static str;
    /// The short name that others refer to.
    fn id(&self) -> &str;
    /// The name people read.
    fn name(&self) -> &str;
}

/// Implements [`Named`] for a type with an `id` and a `name`.
macro_rules! named {
    ($($type:ty = $noun:literal),*) => {
        $(impl Named for $type {
            const NOUN: &'static str = $noun;
            fn id(&self) -> &str { &self.id }
            fn name(&self) -> &str { &self.name }
        })*
    };
}
impl Named for StackingGroup {
    const NOUN: &'static str = "stacking group";
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.id
    }
}

impl Named for SharedLimit {
    const NOUN: &'static str = "shared limit";
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.id
    }
}

impl Named for ProgramTest {
    const NOUN: &'static str = "test";
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.title
    }
}

named!(
    Track = "track",
    Level = "level",
    Incentive = "incentive",
    BudgetPool = "pool",
    AttributionModel = "attribution model",
    Fund = "fund"
);

/// The place of each member of a list of named things.
pub fn places<T: Named>(list: &str, items: &[T]) -> Vec<String> {
    let ids: Vec<_> = items.iter().map(|item| Some(item.id())).collect();
    place::keys(&ids).into_iter().map(|key| format!("{list}/{key}")).collect()
}

/// Texts and lists that are too long. With any of these, nothing else is looked at.
pub fn sizes(program: &Program, found: &mut Findings) {
    if sizes::are_small(program) {
        return;
    }
    match serde_json::to_value(program) {
        Ok(tree) => size(&tree, "", found),
        Err(error) => found.add(
            Code::TooMany,
            "/",
            format!("The program cannot be written down: {error}."),
            "Take out what was added last.",
        ),
    }
}

fn size(value: &Value, place: &str, found: &mut Findings) {
    match value {
        Value::String(text) => text_size(text, place, found),
        Value::Array(items) => list_size(items, place, found),
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| size(member, &format!("{place}/{key}"), found));
        }
        _ => {}
    }
}

fn text_size(text: &str, place: &str, found: &mut Findings) {
    let letters = text.chars().count();
    if letters > MOST_LETTERS {
        let sentence = format!("This text has {letters} letters; at most {MOST_LETTERS} fit.");
        found.add(Code::TextTooLong, place, sentence, "Shorten it.");
    }
}

fn list_size(items: &[Value], place: &str, found: &mut Findings) {
    let most = if place.ends_with("/one_of") { MOST_VALUES } else { MOST_MEMBERS };
    if items.len() > most {
        let sentence = format!("This list has {} entries; at most {most} fit.", items.len());
        found.add(Code::TooMany, place, sentence, "Take entries out, or join some of them.");
        return;
    }
    for (item, key) in items.iter().zip(place::keys_of(items)) {
        size(item, &format!("{place}/{key}"), found);
    }
}

/// The program's own texts, and the names and ids of everything that has them.
pub fn program_texts(program: &Program, found: &mut Findings) {
    if program.name.trim().is_empty() {
        found.add(Code::NameEmpty, "/name", "The program has no name.", "Give it one.");
    }
    not_empty(&program.conversion.table, "/conversion/table", "name of the rate table", found);
    names_and_ids("/tracks", &program.tracks, found);
    for (track, place) in program.tracks.iter().zip(places("/tracks", &program.tracks)) {
        names_and_ids(&format!("{place}/levels"), &track.levels, found);
    }
    names_and_ids("/attribution", &program.attribution, found);
    names_and_ids("/incentives", &program.incentives, found);
    let pools = program.budget.as_ref().map_or(&[][..], |budget| &budget.pools);
    names_and_ids("/budget/pools", pools, found);
    names_and_ids("/funds", &program.funds, found);
    ids("/tests", &program.tests, found);
}

/// A text that must match the facts.
pub fn not_empty(text: &str, place: &str, what: &str, found: &mut Findings) {
    if text.trim().is_empty() {
        let sentence = format!("The {what} is empty, so it matches nothing in the data.");
        found.add(Code::TextEmpty, place, sentence, "Write it as it stands in the data.");
    }
}

/// The ids of a list of things without names of their own.
pub fn ids<T: Named>(list: &str, items: &[T], found: &mut Findings) {
    let mut seen = HashSet::new();
    for (item, place) in items.iter().zip(places(list, items)) {
        one_id(item, &place, &mut seen, found);
    }
}

fn names_and_ids<T: Named>(list: &str, items: &[T], found: &mut Findings) {
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for (item, place) in items.iter().zip(places(list, items)) {
        one_id(item, &place, &mut ids, found);
        one_name(item, &place, &mut names, found);
    }
}

fn one_id<'a, T: Named>(
    item: &'a T,
    place: &str,
    seen: &mut HashSet<&'a str>,
    found: &mut Findings,
) {
    let (id, place) = (item.id(), format!("{place}/id"));
    let noun = T::NOUN;
    if id.trim().is_empty() {
        let sentence = format!("A {noun} has no id, so nothing can refer to it.");
        found.add(Code::IdEmpty, place, sentence, "Give it a short name such as gold.");
    } else if !seen.insert(id) {
        let sentence = format!("Two {noun}s have the id {id}.");
        found.add(Code::IdDuplicate, place, sentence, "Give one of them another id.");
    } else if id.contains('/') {
        let sentence = format!("The id {id} has a slash, which separates the parts of a place.");
        found.add(Code::IdWithSlash, place, sentence, "Use a dash instead.");
    }
}

fn one_name<'a, T: Named>(
    item: &'a T,
    place: &str,
    seen: &mut HashSet<&'a str>,
    found: &mut Findings,
) {
    let (name, place) = (item.name().trim(), format!("{place}/name"));
    let noun = T::NOUN;
    if name.is_empty() {
        let sentence = format!("The {noun} {} has no name.", words::said(item.id()));
        found.add(Code::NameEmpty, place, sentence, "Give it the name that partners know.");
    } else if !seen.insert(name) {
        let sentence = format!("Two {noun}s are named {name}, so nobody can tell them apart.");
        found.add(Code::NameDuplicate, place, sentence, "Give one of them another name.");
    }
}
