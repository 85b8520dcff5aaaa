//! The JSON Schema of the program document, and every choice it stores.

use serde_json::{Value, json};

use crate::Program;

/// The name of the schema of format 1.
pub const SCHEMA_ID: &str = "urn:tierwright:program:1";

/// The JSON Schema (draft 2020-12) of a program. It knows every key: no object takes others.
#[must_use]
pub fn program_schema() -> Value {
    let mut schema: Value = schemars::schema_for!(Program).into();
    schema["$id"] = json!(SCHEMA_ID);
    schema["title"] = json!("Tierwright program");
    schema
}

/// A place where a program stores a choice, and the words it can hold there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Choice {
    /// The place, with `*` for each member of a list: `/incentives/*/schedule/method`.
    pub place: String,
    /// The choices: the word itself, or the only key of an object.
    pub values: Vec<String>,
}

/// Every stored choice of the program form, by place. What holds itself, such as a filter inside a
/// filter, is listed there and not followed again.
#[must_use]
pub fn choices() -> Vec<Choice> {
    let schema = program_schema();
    let mut walk = Walk { schema: &schema, open: Vec::new(), found: Vec::new() };
    walk.value(&schema, "");
    walk.found
}

/// A walk over the schema, from the program down.
struct Walk<'a> {
    schema: &'a Value,
    /// The definitions that the walk is inside of.
    open: Vec<&'a str>,
    found: Vec<Choice>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, value: &'a Value, place: &str) {
        let Some(name) = definition(value) else { return self.plain(value, place) };
        let defined = &self.schema["$defs"][name];
        if self.open.contains(&name) {
            return self.choice(defined, place);
        }
        self.open.push(name);
        self.plain(defined, place);
        self.open.pop();
    }

    fn plain(&mut self, value: &'a Value, place: &str) {
        self.choice(value, place);
        for part in ["oneOf", "anyOf"].iter().filter_map(|key| value[key].as_array()).flatten() {
            self.value(part, place);
        }
        self.members(value, place);
    }

    fn choice(&mut self, value: &Value, place: &str) {
        let values = alternatives(value);
        if !values.is_empty() {
            self.found.push(Choice { place: place.to_owned(), values });
        }
    }

    /// What lies below an object or a list.
    fn members(&mut self, value: &'a Value, place: &str) {
        for (key, member) in value["properties"].as_object().into_iter().flatten() {
            self.value(member, &format!("{place}/{key}"));
        }
        if let Some(items) = value.get("items") {
            self.value(items, &format!("{place}/*"));
        }
    }
}

/// The definition a schema refers to.
fn definition(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.strip_prefix("#/$defs/")
}

/// The choices that stand at one place; none where there is nothing to choose.
fn alternatives(value: &Value) -> Vec<String> {
    let parts = value["oneOf"].as_array();
    parts.into_iter().flatten().flat_map(alternative).map(str::to_owned).collect()
}

/// The words of one alternative: plain ones, or the only key of an object.
fn alternative(part: &Value) -> Vec<&str> {
    let listed = part["enum"].as_array().or_else(|| part["required"].as_array());
    let words = listed.into_iter().flatten().filter_map(Value::as_str);
    part["const"].as_str().into_iter().chain(words).collect()
}
