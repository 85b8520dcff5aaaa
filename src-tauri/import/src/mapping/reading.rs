//! Reading a mapping from JSON: every fault with its place, in plain words.

use serde::Deserialize;
use serde_path_to_error::{Path, Segment};
use tierwright_program::refusal;

use super::{FORMAT, Mapping, ReadMappingError, sound};

/// As much as every format of a mapping has.
#[derive(Deserialize)]
struct Marked {
    format: Option<u64>,
}

impl Mapping {
    /// Reads the JSON form. Unknown keys are refused with their place, and so is a mapping that
    /// contradicts itself: a role that `files` does not name, a sum without `one_per`.
    ///
    /// # Errors
    /// Not JSON, a key that is unknown, missing or there twice, a value of another form, a format
    /// that a later version wrote, or a contradiction; the place says where.
    pub fn from_json(text: &str) -> Result<Self, ReadMappingError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // The format comes first: a later one may have keys that this version does not know.
        let marked: Marked = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        if let Some(other) = marked.format.filter(|format| *format != u64::from(FORMAT)) {
            return Err(ReadMappingError {
                place: "/format".to_owned(),
                reason: format!("this is format {other}; this version reads format {FORMAT}"),
            });
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let mapping = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let place = place(error.path());
            ReadMappingError { place, reason: refusal::plainly(&without_position(error.inner())) }
        })?;
        sound::check(&mapping)?;
        Ok(mapping)
    }
}

fn not_json(error: &serde_json::Error) -> ReadMappingError {
    let raw = without_position(error);
    let reason = match raw.as_str() {
        _ if error.is_eof() => "the text ends before the mapping is complete".to_owned(),
        _ if error.is_data() => refusal::plainly(&raw),
        "trailing characters" => "there is more text after the mapping".to_owned(),
        _ => format!("this is not JSON: {raw}"),
    };
    ReadMappingError { place: format!("line {}, column {}", error.line(), error.column()), reason }
}

/// The message of an error whose place is told apart from it.
fn without_position(error: &serde_json::Error) -> String {
    let position = format!(" at line {} column {}", error.line(), error.column());
    let text = error.to_string();
    text.strip_suffix(&position).map(str::to_owned).unwrap_or(text)
}

/// A path of keys, such as `/tables/deal/0/columns/amount`.
fn place(path: &Path) -> String {
    let segments = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(format!("/{index}")),
        Segment::Map { key } | Segment::Enum { variant: key } => Some(format!("/{key}")),
        Segment::Unknown => None,
    });
    let place: String = segments.collect();
    if place.is_empty() { "/".to_owned() } else { place }
}
