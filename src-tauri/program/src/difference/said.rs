//! Differences in words: what the program said of a place before, and what it says instead.

use serde_json::Value;

use super::{Difference, Found, Kind};
use crate::{Change, Program, Sentence, apply, place, program_sentences, words};

/// One of the two programs, with its JSON form and its sentences.
pub struct Side<'a> {
    program: &'a Program,
    tree: &'a Value,
    said: Vec<Sentence>,
}

impl<'a> Side<'a> {
    /// A program with its JSON form.
    pub fn new(program: &'a Program, tree: &'a Value) -> Self {
        Self { program, tree, said: program_sentences(program) }
    }
}

/// A difference with its sentences, in the words of the program that has it.
pub fn difference([from, to]: &[Side<'_>; 2], found: Found) -> Difference {
    let Found { place, kind, forth, back } = found;
    let has = if kind == Kind::Added { to } else { from };
    let [before, after] = match kind {
        Kind::Added => [String::new(), whole(to, &place)],
        Kind::Removed => [whole(from, &place), String::new()],
        Kind::Changed => changed(from, &place, &forth, &back),
        Kind::Reordered => [in_order(from, &place), in_order(to, &place)],
    };
    Difference {
        sentence: format!("{} {}.", subject(has, &place), kind.word()),
        from: before,
        to: after,
        place,
        kind,
        forth,
        back,
    }
}

/// What is called what: `Volume rebate (incentive): limits`.
fn subject(side: &Side<'_>, place: &str) -> String {
    let keys: Vec<&str> = place.split('/').skip(1).collect();
    let mut said = Vec::new();
    let (mut at, mut list) = (String::new(), "");
    for key in keys {
        at = format!("{at}/{key}");
        let member = place::at(side.tree, &at);
        match member.and_then(|member| member["id"].as_str()) {
            Some(_) => {
                said.pop();
                said.push(format!("{} ({})", name(member), one_of(list)));
            }
            None => said.push(key.replace('_', " ")),
        }
        list = key;
    }
    let said = said.join(": ");
    let mut letters = said.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

fn name(member: Option<&Value>) -> String {
    let text = |key: &str| member.and_then(|member| member[key].as_str()).unwrap_or_default();
    words::name_of(text("name"), text("id"))
}

/// What a member of a list is: `incentive`, `stacking group`.
fn one_of(list: &str) -> String {
    let words = list.replace('_', " ");
    if list == "attribution" {
        return "attribution model".to_owned();
    }
    words.strip_suffix('s').unwrap_or(&words).to_owned()
}

/// The names of a list's members in their order.
fn in_order(side: &Side<'_>, place: &str) -> String {
    let list = place::at(side.tree, place).and_then(Value::as_array);
    list.into_iter().flatten().map(|member| name(Some(member))).collect::<Vec<_>>().join(", ")
}

/// All that the program says of a place and of what lies below it; the values where it says nothing.
fn whole(side: &Side<'_>, place: &str) -> String {
    let inside = format!("{place}/");
    let of = side.said.iter().filter(|one| one.place == place || one.place.starts_with(&inside));
    let said: Vec<&str> = of.map(|one| one.text.as_str()).collect();
    if !said.is_empty() {
        return said.join(" ");
    }
    let gone = [Change { place: place.to_owned(), value: Value::Null }];
    let without = apply(side.program, &gone).map(|without| program_sentences(&without));
    let said = without.map_or_else(|_| String::new(), |without| news(&without, &side.said, place));
    if said.is_empty() { plain(place::at(side.tree, place).unwrap_or(&Value::Null)) } else { said }
}

/// What only the first of two programs, and what only the second, says where they differ.
fn changed(side: &Side<'_>, place: &str, forth: &[Change], back: &[Change]) -> [String; 2] {
    let other = apply(side.program, forth).map(|other| program_sentences(&other));
    let said =
        other.map(|other| [news(&other, &side.said, place), news(&side.said, &other, place)]);
    match said {
        Ok(said) if said[0] != said[1] => said,
        _ => [values(back, place), values(forth, place)],
    }
}

/// The sentences about a place that only the newer ones have.
fn news(old: &[Sentence], new: &[Sentence], place: &str) -> String {
    let mut known = about(old, place);
    let is_new = |sentence: &&str| match known.iter().position(|one| one == sentence) {
        Some(at) => {
            known.swap_remove(at);
            false
        }
        None => true,
    };
    about(new, place).into_iter().filter(is_new).collect::<Vec<_>>().join(" ")
}

/// What is said of the place itself, or of the nearest thing that holds it.
fn about<'a>(said: &'a [Sentence], place: &str) -> Vec<&'a str> {
    let holds = |one: &&Sentence| {
        place
            .strip_prefix(one.place.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let nearest = said.iter().filter(holds).map(|one| one.place.len()).max();
    let of = said.iter().filter(holds).filter(|one| Some(one.place.len()) == nearest);
    of.flat_map(|one| sentences(&one.text)).collect()
}

/// A text cut at the ends of its sentences.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(". ") {
        found.push(&rest[..=end]);
        rest = &rest[end + 2..];
    }
    found.push(rest);
    found
}

/// Values with their keys, for what no sentence tells apart, such as names.
fn values(changes: &[Change], place: &str) -> String {
    let said = |change: &Change| {
        let below = change.place.strip_prefix(place).unwrap_or(&change.place);
        let key = below.trim_start_matches('/').replace('/', " ");
        let value = plain(&change.value);
        if key.is_empty() { value } else { format!("{key} {value}") }
    };
    changes.iter().map(said).collect::<Vec<_>>().join(", ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => words::said(text),
        value => value.to_string(),
    }
}
