//! A good program with some of its values changed, moved, doubled or left out is refused by the
//! reader, or checked: findings with places and sentences, and never a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use tierwright_program::{Program, check, program_sentences};

const PROGRAMS: [&str; 4] = [
    include_str!("../../tests/program/base.json"),
    include_str!("../../../../fixtures/programs/sample.json"),
    include_str!("../../../../fixtures/programs/adventureworks.json"),
    include_str!("../../../../fixtures/programs/workload.json"),
];

/// Texts of figures and days at the ends of what fits, and around nothing.
const TEXTS: [&str; 24] = [
    "",
    "0",
    "1",
    "-1",
    "0.00000001",
    "0.5",
    "1.0001",
    "100",
    "92233720368.54775807",
    "-92233720368.54775808",
    "0 USD",
    "1 USD",
    "-1 USD",
    "0.0001 USD",
    "50000 USD",
    "922337203685477.5807 USD",
    "-922337203685477.5808 USD",
    "1 JPY",
    "1 EUR",
    "0001-01-01",
    "9999-12-31",
    "+262142-12-31",
    "2025-06-30",
    "nobody",
];

/// Numbers taken from the input, zeros once it is used up.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn next(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn wide(&mut self) -> usize {
        self.next() * 256 + self.next()
    }
}

/// The places of all values, the whole left out.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let place = format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(place.clone());
        places(value, &place, found);
    };
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| below(&at.to_string(), item));
        }
        Value::Object(members) => members.iter().for_each(|(key, member)| below(key, member)),
        _ => {}
    }
}

/// One change of a tree.
fn change(tree: &mut Value, input: &mut Input<'_>) {
    let mut all = Vec::new();
    places(tree, "", &mut all);
    let place = |input: &mut Input<'_>| all[input.wide() % all.len()].clone();
    let at = place(input);
    let donor = tree.pointer(&place(input)).cloned().unwrap_or_default();
    let (parent, key) = at.rsplit_once('/').unwrap_or(("", &at));
    match input.next() % 6 {
        // Another text, number, or value of the program in its place.
        0 => set(tree, &at, json!(TEXTS[input.next() % TEXTS.len()])),
        1 => set(tree, &at, json!(input.wide())),
        2 => set(tree, &at, donor),
        // Left out.
        3 => match tree.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.remove(key)),
            Some(Value::Array(items)) => drop(key.parse().map(|at: usize| items.remove(at))),
            _ => {}
        },
        // Once more, or another value beside it.
        4 => {
            let one = tree.pointer(&at).cloned().unwrap_or_default();
            if let Some(Value::Array(items)) = tree.pointer_mut(parent) {
                items.push(one);
            }
        }
        _ => match tree.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.insert(key.to_owned(), donor)),
            Some(Value::Array(items)) => items.reverse(),
            _ => {}
        },
    }
}

fn set(tree: &mut Value, at: &str, value: Value) {
    if let Some(place) = tree.pointer_mut(at) {
        *place = value;
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input(bytes);
    let text = PROGRAMS[input.next() % PROGRAMS.len()];
    let mut tree: Value = serde_json::from_str(text).expect("a program of this repository");
    for _ in 0..=input.next() % 6 {
        change(&mut tree, &mut input);
    }
    let Ok(program) = Program::from_json(&tree.to_string()) else { return };
    let (checked, findings) = check(&program);
    for finding in &findings {
        assert!(!finding.place.is_empty() && !finding.sentence.is_empty(), "{finding:?}");
    }
    let sentences =
        program_sentences(checked.as_ref().map_or(&program, |checked| checked.program()));
    assert!(!sentences.is_empty());
});
