//! What the JSON reader says, reworded for people who write programs.
//!
//! The reader's messages are only matched to say them better; one that is not known here is passed
//! on as it is.

use crate::words;

/// A message of the reader of the form in plain words.
pub fn plainly(raw: &str) -> String {
    type Reword = fn(&str) -> String;
    let known: [(&str, Reword); 7] = [
        ("unknown field ", unknown_key),
        ("unknown variant ", unknown_choice),
        ("missing field ", |key| format!("the key {} is missing", bare(key))),
        ("duplicate field ", |key| format!("the key {} is there twice", bare(key))),
        ("invalid type: ", another_form),
        ("invalid value: ", another_form),
        ("invalid length ", |_| expected_found("a struct", "sequence")),
    ];
    let found = known.iter().find_map(|(prefix, say)| raw.strip_prefix(prefix).map(say));
    found.unwrap_or_else(|| if is_about_a_day(raw) { A_DAY.to_owned() } else { raw.to_owned() })
}

const A_DAY: &str = "a day is expected here, written as 2025-07-01";

/// The messages of the reader of dates.
fn is_about_a_day(raw: &str) -> bool {
    [
        "input is out of range",
        "input is not enough for unique date and time",
        "no possible date and time matching input",
        "input contains invalid characters",
        "premature end of input",
        "trailing input",
    ]
    .contains(&raw)
}

/// A key or choice without the marks the reader puts around it.
fn bare(quoted: &str) -> String {
    quoted.trim_matches('`').to_owned()
}

/// The names in a list such as ``one of `a`, `b` `` or `` `a` or `b` ``.
fn names(list: &str, last: &str) -> String {
    let names: Vec<String> = list.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    words::list(&names, last)
}

fn unknown_key(rest: &str) -> String {
    match rest.split_once(", expected ") {
        Some((key, list)) => {
            format!("there is no key {} here; the keys are {}", bare(key), names(list, "and"))
        }
        None => format!("there is no key {rest} here"),
    }
}

fn unknown_choice(rest: &str) -> String {
    match rest.split_once(", expected ") {
        Some((choice, list)) => {
            format!("{} is not a choice here; the choices are {}", bare(choice), names(list, "and"))
        }
        None => format!("{rest} is not a choice here"),
    }
}

fn another_form(rest: &str) -> String {
    match rest.rsplit_once(", expected ") {
        Some((found, expected)) => expected_found(expected, found),
        None => format!("{rest} does not fit here"),
    }
}

fn expected_found(expected: &str, found: &str) -> String {
    if expected == "map with a single key" {
        return "one choice is expected here, and this object has none or several keys".to_owned();
    }
    format!("{} is expected here, and this is {}", wanted(expected), given(found))
}

fn wanted(expected: &str) -> String {
    match expected {
        "a string" => "text in quotes",
        "a formatted date string" => "a day written as 2025-07-01",
        "a sequence" => "a list",
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "string or map" => "a choice, as a word or an object with one key,",
        "newtype variant" => "an object with this choice as its only key",
        "unit" | "unit variant" => "this choice as a word by itself",
        _ if expected.starts_with("a struct") || expected.starts_with("struct ") => {
            "an object with keys"
        }
        other => other,
    }
    .to_owned()
}

fn given(found: &str) -> String {
    match found {
        "sequence" => "a list".to_owned(),
        "map" => "an object".to_owned(),
        "null" | "unit value" => "null".to_owned(),
        "unit variant" => "a word by itself".to_owned(),
        other => match other.split_once(' ') {
            Some(("string", text)) => format!("the text {text}"),
            Some(("integer", number)) => format!("the number {}", bare(number)),
            Some(("floating", number)) => {
                format!("the number {}", bare(number.trim_start_matches("point ")))
            }
            Some(("boolean", value)) => bare(value),
            _ => other.to_owned(),
        },
    }
}
