//! Program documents that nobody wrote: values and bytes changed at random. Reading and checking
//! them answers and never panics, and what reads comes back the same.
//!
//! A few hundred in every run; `TIERWRIGHT_FUZZ` is how many seconds to go on instead.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    sync::LazyLock,
    time::{Duration, Instant},
};

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use tierwright_program::{
    Change, Code, Program, apply, check, complexity, differences, program_sentences,
};

use crate::{
    base,
    variants::{Variant, variants},
};

/// Documents in one round.
const ROUND: u32 = 200;

static VARIANTS: LazyLock<Vec<Variant>> = LazyLock::new(variants);

/// The documents that are changed.
static SEEDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let whole = [
        base::TEXT,
        include_str!("../../../../fixtures/programs/adventureworks.json"),
        include_str!("../../../../fixtures/programs/sample.json"),
        include_str!("../../../../fixtures/programs/simple-rebate.json"),
        include_str!("../../../../fixtures/programs/workload.json"),
    ];
    let read = |text: &&str| serde_json::from_str(text).unwrap();
    whole.iter().map(read).collect()
});

/// One change of a document.
#[derive(Clone, Debug)]
enum Mutation {
    /// A stored choice is made otherwise, as the schema allows.
    Chosen(Index),
    /// The value at a place is an absurd one.
    Absurd { at: Index, value: Index },
    /// The value at a place is the one from another place.
    Moved { at: Index, from: Index },
    /// The member at a place is gone.
    Gone { at: Index },
    /// The members of a list stand there twice.
    Twice { at: Index },
    /// Bytes of the text are others.
    Bytes { at: Index, len: usize, with: Vec<u8> },
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<Index>;
    prop_oneof![
        12 => place().prop_map(Mutation::Chosen),
        2 => (place(), place()).prop_map(|(at, value)| Mutation::Absurd { at, value }),
        1 => (place(), place()).prop_map(|(at, from)| Mutation::Moved { at, from }),
        1 => place().prop_map(|at| Mutation::Gone { at }),
        1 => place().prop_map(|at| Mutation::Twice { at }),
        1 => (place(), 0..9_usize, proptest::collection::vec(any::<u8>(), 0..5))
            .prop_map(|(at, len, with)| Mutation::Bytes { at, len, with }),
    ]
}

static ABSURD: LazyLock<Vec<Value>> = LazyLock::new(absurd);

/// Values that nobody means.
fn absurd() -> Vec<Value> {
    let texts = [
        "",
        " ",
        "0",
        "-1",
        "1.000000001",
        "92233720368.54775807",
        "99999999999999999999",
        "NaN",
        "0 USD",
        "-0.01 USD",
        "922337203685477.5807 USD",
        "-922337203685477.5808 USD",
        "1 XXX",
        "1 JPY",
        "0.001 JPY",
        "2024-02-30",
        "0000-01-01",
        "9999-12-31",
        "-262143-01-01",
        "\u{0}\u{202e}\u{feff}",
        "all",
    ];
    let numbers =
        [json!(0), json!(-1), json!(i64::MAX), json!(u64::MAX), json!(1.5), json!(65_535)];
    let deep = (0..100).fold(json!({}), |inner, _| json!({ "all": [inner] }));
    let mut all: Vec<Value> = texts.into_iter().map(Value::from).collect();
    all.extend(numbers);
    all.extend([json!(null), json!(true), json!([]), json!({}), json!([[]]), deep]);
    all.push(json!("\u{1F600}".repeat(20_000)));
    all
}

/// The pointers to every value below a value.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut below = |key: &str, value: &Value| {
        let place = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        places(value, &place, found);
        found.push(place);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| below(&at.to_string(), value));
        }
        _ => {}
    }
}

/// Changes a document's values.
fn change(tree: &mut Value, mutation: &Mutation) {
    let mut all = Vec::new();
    places(tree, "", &mut all);
    if all.is_empty() {
        return;
    }
    let place = |of: &Index| all[of.index(all.len())].as_str();
    match mutation {
        Mutation::Chosen(at) => {
            let Ok(program) = Program::from_json(&tree.to_string()) else { return };
            let made: &Change = &at.get(&VARIANTS).change;
            if let Ok(program) = apply(&program, std::slice::from_ref(made)) {
                *tree = serde_json::to_value(program).unwrap();
            }
        }
        Mutation::Absurd { at, value } => put(tree, place(at), value.get(&ABSURD).clone()),
        Mutation::Moved { at, from } => {
            let value = tree.pointer(place(from)).cloned().unwrap_or_default();
            put(tree, place(at), value);
        }
        Mutation::Gone { at } => {
            let (holder, key) = place(at).rsplit_once('/').unwrap();
            match tree.pointer_mut(holder) {
                Some(Value::Object(members)) => drop(members.remove(key)),
                Some(Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
                _ => {}
            }
        }
        Mutation::Twice { at } => {
            if let Some(Value::Array(items)) = tree.pointer_mut(place(at)) {
                items.extend(items.clone());
            }
        }
        Mutation::Bytes { .. } => {}
    }
}

fn put(tree: &mut Value, at: &str, value: Value) {
    if let Some(there) = tree.pointer_mut(at) {
        *there = value;
    }
}

/// The text of a document with all its changes; those of bytes come last.
fn text(seed: &Index, mutations: &[Mutation]) -> String {
    let mut tree = seed.get(&SEEDS).clone();
    mutations.iter().for_each(|one| change(&mut tree, one));
    let mut bytes = tree.to_string().into_bytes();
    for mutation in mutations {
        if let Mutation::Bytes { at, len, with } = mutation
            && !bytes.is_empty()
        {
            let from = at.index(bytes.len());
            let until = (from + len).min(bytes.len());
            bytes.splice(from..until, with.iter().copied());
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What came of the documents.
#[derive(Default)]
struct Tally {
    documents: u64,
    read: u64,
    whole: u64,
    codes: BTreeSet<String>,
}

/// Reads and checks one, and says everything that can be said of it.
fn survives(text: &str, tally: &mut Tally) {
    tally.documents += 1;
    let program = match Program::from_json(text) {
        Ok(program) => program,
        Err(refused) => {
            assert!(!refused.place.is_empty() && !refused.reason.is_empty(), "{refused}");
            return;
        }
    };
    tally.read += 1;
    assert_eq!(Program::from_json(&program.to_json()).as_ref(), Ok(&program));
    let (checked, findings) = check(&program);
    for finding in &findings {
        assert!(finding.place.starts_with('/') && !finding.sentence.is_empty(), "{finding:?}");
    }
    tally.codes.extend(findings.into_iter().map(|finding| finding.code));
    if let Some(checked) = checked {
        tally.whole += 1;
        let program = checked.program();
        assert!(!program_sentences(program).is_empty());
        let forth: Vec<Change> =
            differences(&base::program(), program).into_iter().flat_map(|one| one.forth).collect();
        assert_eq!(apply(&base::program(), &forth).as_ref(), Ok(program));
        let _ = complexity(program);
    }
}

#[test]
fn no_document_stops_the_reader_or_the_check() {
    let seconds = std::env::var("TIERWRIGHT_FUZZ").ok().and_then(|text| text.parse().ok());
    let (begun, long) = (Instant::now(), Duration::from_secs(seconds.unwrap_or(0)));
    let tally = RefCell::new(Tally::default());
    let documents = (any::<Index>(), proptest::collection::vec(mutation(), 1..6));
    loop {
        let config = Config { cases: ROUND, failure_persistence: None, ..Config::default() };
        let ran = TestRunner::new(config).run(&documents, |(seed, mutations)| {
            survives(&text(&seed, &mutations), &mut tally.borrow_mut());
            Ok(())
        });
        ran.unwrap_or_else(|found| panic!("{found}"));
        if begun.elapsed() >= long {
            break;
        }
    }
    let Tally { documents, read, whole, codes } = tally.into_inner();
    let kinds = Code::ALL.len();
    println!(
        "{documents} documents, {read} read, {whole} without errors, {} of {kinds} kinds of finding.",
        codes.len()
    );
    assert!(read > 0 && whole > 0, "too few documents were read");
}
