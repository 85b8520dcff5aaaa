//! The JSON Schema of the program document, and every choice it stores.

use serde_json::{Value, json};

use crate::{Program, place};

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

/// A choice as it stands in one program.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Standing {
    /// The place: `/incentives/volume/schedule/method`.
    pub place: String,
    /// What is chosen, by the name that its definition has in the schema: `Method`.
    pub of: String,
    /// What stands there: the word itself, or the only key of an object.
    pub word: String,
}

/// Every choice that a program makes, by place.
#[must_use]
pub fn standing(program: &Program) -> Vec<Standing> {
    let schema = program_schema();
    let mut found = Vec::new();
    if let Ok(tree) = serde_json::to_value(program) {
        stands(&schema, &schema, &tree, "", &mut found);
    }
    found
}

/// Follows a value and the schema that it has side by side.
fn stands(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<Standing>) {
    let name = definition(schema);
    let schema = name.map_or(schema, |name| &root["$defs"][name]);
    for part in ["oneOf", "anyOf"].iter().filter_map(|key| schema[key].as_array()).flatten() {
        if definition(part).is_some() {
            // A value that may be left out, and is not.
            if !value.is_null() {
                stands(root, part, value, place, found);
            }
        } else if let Some(word) = alternative(part).into_iter().find(|word| is_word(value, word)) {
            found.push(Standing {
                place: place.to_owned(),
                of: name.unwrap_or_default().to_owned(),
                word: word.to_owned(),
            });
            stands_below(root, part, value, place, found);
        }
    }
    stands_below(root, schema, value, place, found);
}

fn stands_below(root: &Value, schema: &Value, of: &Value, place: &str, found: &mut Vec<Standing>) {
    for (key, member) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = of.get(key) {
            stands(root, member, value, &format!("{place}/{key}"), found);
        }
    }
    if let (Some(items), Some(list)) = (schema.get("items"), of.as_array()) {
        for (key, value) in place::keys_of(list).iter().zip(list) {
            stands(root, items, value, &format!("{place}/{key}"), found);
        }
    }
}

/// Whether a value is the word, or the object with it as its key.
fn is_word(value: &Value, word: &str) -> bool {
    value == word || value.as_object().is_some_and(|members| members.contains_key(word))
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
