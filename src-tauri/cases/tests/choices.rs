//! Choice coverage: for each word of each choice of a program, a case in which it stands fails once
//! another word of that choice stands there.
//!
//! What no case holds yet is listed in `unreached.txt`. An entry that a case holds by now fails too,
//! so that the list can only shrink:
//! `TIERWRIGHT_WRITE=1 cargo test -p tierwright-cases --test choices`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};
use tierwright_cases::Case;
use tierwright_program::{
    Change, Program, apply,
    change::value_at,
    check,
    schema::{Standing, program_schema, standing},
};

/// Stored for reports and required, and in no calculation (`RULES` section 4, moment).
const FOR_REPORTS: [&str; 2] = ["Moment", "End"];

/// How many flips are tried before a word counts as not reached.
const TRIES: usize = 10_000;

/// How many values of one word are kept to flip others to.
const VALUES: usize = 4;

/// A word of a choice: its definition in the schema, and the word.
type Word = (String, String);

#[test]
fn every_choice_is_held_by_a_case() {
    let held = Held::read();
    let unreached: Vec<String> = words()
        .into_iter()
        .filter(|(of, _)| !FOR_REPORTS.contains(&of.as_str()))
        .filter(|word| !held.fails_without(word))
        .map(|(of, word)| format!("{of}={word}\n"))
        .collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unreached.txt");
    if std::env::var_os("TIERWRIGHT_WRITE").is_some() {
        fs::write(&path, unreached.concat()).expect("the list is written");
    }
    let listed = fs::read_to_string(&path).expect("the list is there").replace("\r\n", "\n");
    let listed: BTreeSet<&str> = listed.lines().collect();
    let found: BTreeSet<&str> = unreached.iter().map(|line| line.trim_end()).collect();
    let stale: Vec<_> = listed.difference(&found).collect();
    let missing: Vec<_> = found.difference(&listed).collect();
    assert!(stale.is_empty(), "held by a case by now, take them off the list: {stale:?}");
    assert!(missing.is_empty(), "held by no case: {missing:?}");
}

/// Every word of every choice in the schema.
fn words() -> Vec<Word> {
    let schema = program_schema();
    let definitions = schema["$defs"].as_object().expect("the schema has definitions");
    let mut found = Vec::new();
    for (of, definition) in definitions {
        for part in definition["oneOf"].as_array().into_iter().flatten() {
            found.extend(words_of(part).into_iter().map(|word| (of.clone(), word.to_owned())));
        }
    }
    found
}

/// The words of one alternative: plain ones, or the only key of an object.
fn words_of(part: &Value) -> Vec<&str> {
    let listed = part["enum"].as_array().or_else(|| part["required"].as_array());
    let words = listed.into_iter().flatten().filter_map(Value::as_str);
    part["const"].as_str().into_iter().chain(words).collect()
}

/// A case and its program.
struct Made {
    case: Case,
    program: Program,
}

/// What stands in the cases.
struct Held {
    made: Vec<Made>,
    /// Where each word stands: the case, and the place in its program.
    places: BTreeMap<Word, Vec<(usize, String)>>,
    /// Values to flip to, by the choice they are of.
    values: BTreeMap<String, Vec<(String, Value)>>,
}

impl Held {
    fn read() -> Self {
        let mut held = Self { made: Vec::new(), places: BTreeMap::new(), values: BTreeMap::new() };
        let made = case_files().into_iter().map(|path| {
            let text = fs::read_to_string(&path).expect("a case can be read");
            let case = Case::from_json(&text).expect("a case is a case");
            let program = case.checked().expect("its program has no errors").program().clone();
            Made { case, program }
        });
        held.made = made.collect();
        for at in 0..held.made.len() {
            for one in standing(&held.made[at].program) {
                held.see(at, one);
            }
        }
        // Plain words need no case to be flipped to.
        for (of, word) in words() {
            let plain = Value::from(word.clone());
            held.values.entry(of).or_default().push((word, plain));
        }
        held
    }

    fn see(&mut self, case: usize, Standing { place, of, word }: Standing) {
        let values = self.values.entry(of.clone()).or_default();
        if values.iter().filter(|(known, _)| *known == word).count() < VALUES
            && let Some(value) = value_at(&self.made[case].program, &place)
            && value.is_object()
            && !values.iter().any(|(_, known)| *known == value)
        {
            values.push((word.clone(), value));
        }
        self.places.entry((of, word)).or_default().push((case, place));
    }

    /// Whether a case in which the word stands fails when another stands there.
    fn fails_without(&self, word: &Word) -> bool {
        let places = self.places.get(word).into_iter().flatten();
        let others = || {
            let values = self.values.get(&word.0).into_iter().flatten();
            values.filter(|(other, _)| *other != word.1).map(|(_, value)| value)
        };
        places
            .flat_map(|(case, place)| others().map(move |value| (&self.made[*case], place, value)))
            .filter_map(|(made, place, value)| flipped(made, place, value))
            .take(TRIES)
            .any(|case| case.differences().is_ok_and(|found| !found.is_empty()))
    }
}

/// The case with another value at a place of its program, where that program has no errors: as it
/// is, or with the same numbers beside it in the unit of the other value.
fn flipped(made: &Made, place: &str, value: &Value) -> Option<Case> {
    let change = Change { place: place.to_owned(), value: value.clone() };
    let beside = std::iter::once(Vec::new()).chain(in_another_unit(&made.program, place));
    let mut programs = beside.filter_map(|beside| {
        let changes: Vec<Change> = std::iter::once(change.clone()).chain(beside).collect();
        apply(&made.program, &changes).ok().filter(|program| check(program).0.is_some())
    });
    let program = programs.next()?;
    let tree: Map<String, Value> = serde_json::to_value(&program).ok()?.as_object()?.clone();
    Some(Case { program: tree, ..made.case.clone() })
}

/// What stands beside a place with its numbers in another unit, each way by itself: bands of a
/// schedule with rates for amounts or the other way round, those that say what each band is paid on
/// without that, and a block of money for one of units or the other way round.
fn in_another_unit(program: &Program, place: &str) -> Vec<Vec<Change>> {
    let currency = program.currency.to_string();
    let mut found = Vec::new();
    let mut above = place;
    while let Some((shorter, _)) = above.rsplit_once('/') {
        above = shorter;
        let beside = |key: &str| format!("{above}/{key}");
        if let Some(Value::Array(bands)) = value_at(program, &beside("bands")) {
            let mut plain = bands.clone();
            for band in plain.iter_mut().filter_map(Value::as_object_mut) {
                band.remove("pays_on");
            }
            let mut turned = plain.clone();
            for band in turned.iter_mut().filter_map(Value::as_object_mut) {
                let (from, to) = match band.contains_key("amounts") {
                    true => ("amounts", "rates"),
                    false => ("rates", "amounts"),
                };
                let numbers = band.remove(from).unwrap_or_default();
                let numbers = numbers.as_array().into_iter().flatten();
                let turned = numbers.filter_map(|one| turned_unit(one, &currency));
                band.insert(to.to_owned(), turned.collect());
            }
            for bands in [plain, turned] {
                found.push(vec![Change { place: beside("bands"), value: bands.into() }]);
            }
            break;
        }
        if let Some(block) = value_at(program, &beside("block")) {
            let turned = turned_unit(&block, &currency);
            found.extend(turned.map(|value| vec![Change { place: beside("block"), value }]));
            break;
        }
    }
    found
}

/// A number as money, or money as a number.
fn turned_unit(number: &Value, currency: &str) -> Option<Value> {
    let text = number.as_str()?;
    Some(match text.split_once(' ') {
        Some((amount, _)) => amount.into(),
        None => format!("{text} {currency}").into(),
    })
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    found.sort();
    found
}
