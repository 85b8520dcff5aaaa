//! Reading a program from JSON: every fault with its place, in plain words.

use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use crate::{Program, ReadProgramError, document::FORMAT, place, refusal};

impl Program {
    /// Reads the JSON form. Unknown keys are refused with their place.
    ///
    /// # Errors
    /// Not JSON, a key that is unknown, missing or there twice, a value of another form, or a
    /// format that a later version wrote; the place says where.
    pub fn from_json(text: &str) -> Result<Self, ReadProgramError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let tree: Value = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        same_format(&tree)?;
        let program = Self::from_tree(&tree)?;
        no_key_twice(text)?;
        Ok(program)
    }

    /// Reads the JSON form as a tree.
    ///
    /// # Errors
    /// A key that is unknown or missing, or a value of another form.
    pub(crate) fn from_tree(tree: &Value) -> Result<Self, ReadProgramError> {
        let program: Self = serde_path_to_error::deserialize(tree).map_err(|error| {
            let place = place_of(error.path(), tree);
            ReadProgramError { place, reason: reason(error.inner()) }
        })?;
        let written = serde_json::to_value(&program)
            .map_err(|error| ReadProgramError { place: "/".to_owned(), reason: reason(&error) })?;
        match list_for_object(tree, &written) {
            None => Ok(program),
            Some(place) => Err(ReadProgramError {
                place: if place.is_empty() { "/".to_owned() } else { place },
                reason: "an object with keys is expected here, and this is a list".to_owned(),
            }),
        }
    }
}

/// A tree keeps the last of two equal keys; only the text still shows both.
fn no_key_twice(text: &str) -> Result<(), ReadProgramError> {
    let Err(error) = serde_json::from_str::<Program>(text) else { return Ok(()) };
    let raw = without_position(&error);
    let reason = if raw.starts_with("duplicate field ") {
        refusal::plainly(&raw)
    } else {
        "this object has a key twice".to_owned()
    };
    Err(ReadProgramError { place: line_and_column(&error), reason })
}

fn not_json(error: &serde_json::Error) -> ReadProgramError {
    let raw = without_position(error);
    let reason = if error.is_eof() {
        "the text ends before the program is complete".to_owned()
    } else if raw == "trailing characters" {
        "there is more text after the program".to_owned()
    } else if raw == "recursion limit exceeded" {
        "lists and objects are nested deeper than any program needs".to_owned()
    } else {
        format!("this is not JSON: {}", raw.replace("invalid", "unreadable"))
    };
    ReadProgramError { place: line_and_column(error), reason }
}

fn line_and_column(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

/// The format comes first: a later one may have keys that this version does not know.
fn same_format(tree: &Value) -> Result<(), ReadProgramError> {
    let number = tree.get("format").and_then(Value::as_u64);
    let Some(other) = number.filter(|number| *number != u64::from(FORMAT)) else { return Ok(()) };
    let maker =
        if other > u64::from(FORMAT) { ", made by a later version of Tierwright" } else { "" };
    Err(ReadProgramError {
        place: "/format".to_owned(),
        reason: format!("this is format {other}{maker}; this version reads format {FORMAT}"),
    })
}

/// The first place with a list where an object is written: a struct also reads a bare list of its
/// values, which is not the form of a program.
fn list_for_object(read: &Value, written: &Value) -> Option<String> {
    match (read, written) {
        (Value::Array(_), Value::Object(_)) => Some(String::new()),
        (Value::Array(read), Value::Array(written)) => {
            let mut members = read.iter().zip(written).enumerate();
            let (at, below) = members
                .find_map(|(at, (read, written))| Some((at, list_for_object(read, written)?)))?;
            let key = place::keys_of(read).into_iter().nth(at)?;
            Some(format!("/{key}{below}"))
        }
        (Value::Object(read), Value::Object(written)) => read.iter().find_map(|(key, read)| {
            let below = list_for_object(read, written.get(key)?)?;
            Some(format!("/{key}{below}"))
        }),
        _ => None,
    }
}

/// The path of a fault, with ids where lists have them.
fn place_of(path: &Path, tree: &Value) -> String {
    let (mut place, mut value) = (String::new(), Some(tree));
    for segment in path {
        let (key, next) = match segment {
            Segment::Seq { index } => {
                let items = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let key = place::keys_of(items).into_iter().nth(*index);
                (key.unwrap_or_else(|| index.to_string()), items.get(*index))
            }
            Segment::Map { key } | Segment::Enum { variant: key } => {
                (key.clone(), value.and_then(|value| value.get(key)))
            }
            Segment::Unknown => continue,
        };
        place = format!("{place}/{key}");
        value = next;
    }
    if place.is_empty() { "/".to_owned() } else { place }
}

fn without_position(error: &serde_json::Error) -> String {
    let raw = error.to_string();
    let end = raw.rfind(" at line ").filter(|_| error.line() > 0);
    end.map_or(raw.clone(), |end| raw[..end].to_owned())
}

fn reason(error: &serde_json::Error) -> String {
    refusal::plainly(&without_position(error))
}
