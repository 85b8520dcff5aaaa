//! Programs that differ from the base program in one stored value, made from the schema: for every
//! place of the base program, every choice and every number, text and list that may stand there.

use serde_json::{Map, Value, json};
use tierwright_program::{Change, Program, apply, schema::program_schema};

use crate::base;

/// A value that may stand somewhere, and what is varied in it: `Limit.per`, `Window=trailing_months`.
#[derive(Clone)]
pub struct Varied {
    pub what: Vec<String>,
    pub value: Value,
}

/// A program that differs from the base program in one value.
pub struct Variant {
    /// What is varied, the key and the choice.
    pub what: Vec<String>,
    /// The change.
    pub change: Change,
    /// The program with it.
    pub program: Program,
}

/// Every variant that can be read and differs from the base program.
pub fn variants() -> Vec<Variant> {
    let base = base::program();
    let changes = places()
        .into_iter()
        .flat_map(|(place, varied)| varied.into_iter().map(move |one| (place.clone(), one)));
    changes
        .filter_map(|(place, Varied { what, value })| {
            let change = Change { place, value };
            let program = apply(&base, std::slice::from_ref(&change)).ok()?;
            (program != base).then_some(Variant { what, change, program })
        })
        .collect()
}

/// Everything that the schema can vary below the program's own keys, by what is varied.
pub fn all_that_varies() -> Vec<String> {
    let schema = program_schema();
    let mut all = Vec::new();
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        let parts = definition["oneOf"].as_array().into_iter().flatten();
        all.extend(parts.flat_map(words).map(|word| format!("{name}={word}")));
        let keys = definition["properties"].as_object().into_iter().flat_map(Map::keys);
        all.extend(keys.map(|key| format!("{name}.{key}")));
    }
    all
}

/// Each place of the base program that a value is set at, and what can be set there.
fn places() -> Vec<(String, Vec<Varied>)> {
    let schema = program_schema();
    let mut vary = Vary { schema: &schema, open: Vec::new() };
    let mut found = Vec::new();
    let tree = serde_json::to_value(base::program()).unwrap();
    vary.below(&schema, &tree, "", "Program", &mut found);
    found
}

/// A walk over the schema.
struct Vary<'a> {
    schema: &'a Value,
    /// The definitions that the walk is inside of.
    open: Vec<&'a str>,
}

impl<'a> Vary<'a> {
    /// What can be set at each key of an object of the program, and below the members of its lists.
    fn below(
        &mut self,
        schema: &'a Value,
        tree: &Value,
        at: &str,
        name: &str,
        found: &mut Vec<(String, Vec<Varied>)>,
    ) {
        for (key, member) in schema["properties"].as_object().unwrap() {
            let place = format!("{at}/{key}");
            // Tests pay nothing; what they hold is another document's.
            if ["format", "id", "name", "tests"].contains(&key.as_str()) {
                continue;
            }
            let list = tree.get(key).and_then(Value::as_array).into_iter().flatten();
            let members: Vec<&Value> = list.filter(|one| one["id"].is_string()).collect();
            let what = format!("{name}.{key}");
            match (members.as_slice(), referred(&member["items"])) {
                ([_, ..], Some(items)) => {
                    let empty = varied(&what, json!([]));
                    found.push((place.clone(), vec![empty, varied(&what, self.plain(member))]));
                    for (at, one) in members.into_iter().enumerate() {
                        let place = format!("{place}/{}", one["id"].as_str().unwrap());
                        let from = found.len();
                        self.below(&self.schema["$defs"][items], one, &place, items, found);
                        // The first member in every way, the others in some for each key.
                        let few = if at < 1 { usize::MAX } else { 4 };
                        found[from..].iter_mut().for_each(|(_, varied)| varied.truncate(few));
                    }
                }
                _ => found.push((place, self.key(name, key, member))),
            }
        }
    }

    /// A key of an object, as a whole and in each of its parts.
    fn key(&mut self, name: &str, key: &str, member: &'a Value) -> Vec<Varied> {
        let what = format!("{name}.{key}");
        let mut all = vec![varied(&what, self.plain(member))];
        all.extend(self.all(member, &what));
        all.iter_mut().for_each(|one| one.what.push(what.clone()));
        all
    }

    /// The plainest value that a schema allows.
    fn plain(&mut self, schema: &'a Value) -> Value {
        if let Some(name) = referred(schema) {
            if let Some(text) = text_of(name) {
                return json!(text[0]);
            }
            self.open.push(name);
            let value = self.plain(&self.schema["$defs"][name]);
            self.open.pop();
            return value;
        }
        if let Some(parts) = alternatives(schema) {
            return parts.first().map_or(Value::Null, |part| self.alternative(part));
        }
        match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
            Some("object") => self.object(schema, None),
            Some("array") => {
                let item = &schema["items"];
                let open = referred(item).is_some_and(|name| self.open.contains(&name));
                if open { json!([]) } else { json!([self.plain(item)]) }
            }
            Some("integer") => json!(7),
            Some("boolean") => json!(true),
            _ if schema["format"] == "date" => json!("2025-02-03"),
            _ => json!("x1"),
        }
    }

    /// An object with what it must have, and one key as it is given.
    fn object(&mut self, schema: &'a Value, varied: Option<(&str, Value)>) -> Value {
        let required = schema["required"].as_array().into_iter().flatten();
        let mut members = Map::new();
        for key in required.filter_map(Value::as_str) {
            members.insert(key.to_owned(), self.plain(&schema["properties"][key]));
        }
        if let Some((key, value)) = varied {
            members.insert(key.to_owned(), value);
        }
        Value::Object(members)
    }

    fn alternative(&mut self, part: &'a Value) -> Value {
        match words(part).as_slice() {
            [] => self.plain(part),
            [word, ..] if part["type"] == "object" => {
                let mut members = Map::new();
                members.insert((*word).to_owned(), self.plain(&part["properties"][*word]));
                Value::Object(members)
            }
            [word, ..] => json!(word),
        }
    }

    /// Every value that a schema allows with one thing varied in it.
    fn all(&mut self, schema: &'a Value, what: &str) -> Vec<Varied> {
        if let Some(name) = referred(schema) {
            if let Some(texts) = text_of(name) {
                return texts.iter().map(|text| varied(what, json!(text))).collect();
            }
            if self.open.contains(&name) {
                return self.each_plain(name);
            }
            self.open.push(name);
            let found = self.all(&self.schema["$defs"][name], name);
            self.open.pop();
            return found;
        }
        if let Some(parts) = alternatives(schema) {
            return parts.iter().flat_map(|part| self.all_of_alternative(part, what)).collect();
        }
        match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
            Some("object") => self.all_of_object(schema, what),
            Some("array") => self.all_of_list(schema, what),
            Some("integer") => vec![varied(what, json!(7)), varied(what, json!(9))],
            Some("boolean") => vec![varied(what, json!(true)), varied(what, json!(false))],
            _ if schema["format"] == "date" => {
                vec![varied(what, json!("2025-02-03")), varied(what, json!("2025-11-30"))]
            }
            _ => vec![varied(what, json!("x1")), varied(what, json!("a, b or c"))],
        }
    }

    fn all_of_alternative(&mut self, part: &'a Value, what: &str) -> Vec<Varied> {
        let found = words(part);
        match found.as_slice() {
            [] => self.all(part, what),
            [word, ..] if part["type"] == "object" => {
                let mut all = vec![varied(&format!("{what}={word}"), self.alternative(part))];
                for Varied { what, value } in
                    self.all(&part["properties"][*word], &format!("{what}={word}"))
                {
                    all.push(Varied { what, value: json!({ *word: value }) });
                }
                all
            }
            words => {
                words.iter().map(|word| varied(&format!("{what}={word}"), json!(word))).collect()
            }
        }
    }

    fn all_of_object(&mut self, schema: &'a Value, name: &str) -> Vec<Varied> {
        let mut all = Vec::new();
        for (key, member) in schema["properties"].as_object().into_iter().flatten() {
            for Varied { what, value } in self.key(name, key, member) {
                all.push(Varied { what, value: self.object(schema, Some((key, value))) });
            }
        }
        all
    }

    fn all_of_list(&mut self, schema: &'a Value, what: &str) -> Vec<Varied> {
        let mut all = vec![varied(what, json!([]))];
        let items = self.all(&schema["items"], what);
        if let (Some(first), Some(last)) = (items.first(), items.last()) {
            all.push(varied(what, json!([first.value, last.value])));
            all.push(varied(what, json!([last.value, first.value])));
        }
        all.extend(items.into_iter().map(|one| Varied { value: json!([one.value]), ..one }));
        all
    }

    /// Each choice of a definition that the walk is inside of already, in its plainest form.
    fn each_plain(&mut self, name: &'a str) -> Vec<Varied> {
        let parts = alternatives(&self.schema["$defs"][name]).into_iter().flatten();
        parts
            .map(|part| {
                let word = words(part).first().copied().unwrap_or_default();
                varied(&format!("{name}={word}"), self.alternative(part))
            })
            .collect()
    }
}

fn varied(what: &str, value: Value) -> Varied {
    Varied { what: vec![what.to_owned()], value }
}

fn definition(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/$defs/")
}

fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str().and_then(definition)
}

fn alternatives(schema: &Value) -> Option<&Vec<Value>> {
    schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array())
}

/// The words of one alternative.
fn words(part: &Value) -> Vec<&str> {
    if let Some(word) = part["const"].as_str() {
        return vec![word];
    }
    let listed = part["enum"].as_array().or_else(|| part["required"].as_array());
    listed.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Texts of a form of their own.
fn text_of(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "Money" => &["123 USD", "-4.56 USD", "123 EUR"],
        "Rate" => &["0.123", "7", "-0.25"],
        "Quantity" => &["123 USD", "0.123", "7"],
        "Currency" => &["EUR", "JPY"],
        _ => return None,
    })
}
