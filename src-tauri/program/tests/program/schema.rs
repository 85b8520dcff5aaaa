//! The schema: committed, closed, and of one mind with the reader.

use std::fmt::Write;

use serde_json::{Value, json};
use tierwright_program::{
    Program,
    schema::{choices, program_schema},
};

use crate::{base, golden};

fn validator() -> jsonschema::Validator {
    jsonschema::options().should_validate_formats(true).build(&program_schema()).unwrap()
}

#[test]
fn the_committed_schema_is_the_generated_one() {
    let text = serde_json::to_string_pretty(&program_schema()).unwrap() + "\n";
    golden::same_as("../../fixtures/schema/program.schema.json", &text);
}

#[test]
fn the_committed_list_of_choices_is_the_generated_one() {
    let text = choices().into_iter().fold(String::new(), |mut text, choice| {
        writeln!(text, "{}: {}", choice.place, choice.values.join(", ")).unwrap();
        text
    });
    golden::same_as("tests/program/choices.txt", &text);
}

#[test]
fn no_object_takes_unknown_keys() {
    fn closed(value: &Value, at: &str) {
        if value.get("properties").is_some() {
            assert_eq!(value["additionalProperties"], json!(false), "{at} takes any key");
        }
        let parts: Vec<(String, &Value)> = match value {
            Value::Object(members) => {
                members.iter().map(|(key, member)| (key.clone(), member)).collect()
            }
            Value::Array(items) => {
                items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
            }
            _ => return,
        };
        parts.iter().for_each(|(key, part)| closed(part, &format!("{at}/{key}")));
    }
    closed(&program_schema(), "");
}

/// Every text that differs from the base program at one place: a key more or less, another form.
fn spoiled(value: &Value, place: &str, found: &mut Vec<(String, Vec<String>, Value)>) {
    let keys: Vec<String> = place.split('/').skip(1).map(str::to_owned).collect();
    let forms = [json!(7), json!("x"), json!(null), json!([]), json!({}), json!(true), json!(1.5)];
    let texts = ["1", "1 USD", "1_000 USD", "+0.03", ".5", "0.0300000000", "007", "2025-02-30", ""];
    for other in forms.into_iter().chain(texts.map(Value::from)) {
        found.push((format!("{place} = {other}"), keys.clone(), other));
    }
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let mut without = members.clone();
                without.remove(key);
                found.push((format!("{place} without {key}"), keys.clone(), without.into()));
                spoiled(member, &format!("{place}/{key}"), found);
            }
            let mut more = members.clone();
            more.insert("colour".to_owned(), json!("red"));
            found.push((format!("{place} with colour"), keys, more.into()));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            spoiled(item, &format!("{place}/{index}"), found);
        }),
        _ => {}
    }
}

fn put(tree: &mut Value, keys: &[String], value: Value) {
    let slot = keys.iter().fold(tree, |at, key| match at {
        Value::Array(items) => &mut items[key.parse::<usize>().unwrap()],
        at => &mut at[key],
    });
    *slot = value;
}

#[test]
fn schema_and_reader_take_and_refuse_the_same() {
    let validator = validator();
    let base: Value = serde_json::from_str(base::TEXT).unwrap();
    assert!(validator.is_valid(&base));
    let mut changes = Vec::new();
    spoiled(&base, "", &mut changes);
    let (mut taken, mut refused) = (0, 0);
    for (change, keys, value) in changes {
        let mut tree = base.clone();
        put(&mut tree, &keys, value);
        let (valid, read) = (validator.is_valid(&tree), Program::from_json(&tree.to_string()));
        assert_eq!(valid, read.is_ok(), "{change}: {read:?}");
        *if valid { &mut taken } else { &mut refused } += 1;
    }
    assert!(taken > 100 && refused > 1_000, "{taken} taken, {refused} refused");
}

#[test]
fn what_a_program_writes_is_valid() {
    let validator = validator();
    for program in [base::program(), Program::empty("New", "JPY".parse().unwrap())] {
        let written: Value = serde_json::from_str(&program.to_json()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&written).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}
