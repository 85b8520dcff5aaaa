//! Canonical JSON (RFC 8785): keys in the order of their UTF-16 code units, no spaces, one
//! spelling of every number and string, so that equal data has equal bytes.

use serde::Serialize;
use serde_json::{Number, Value};

use crate::ExportFailure;

/// The largest whole number that every JSON reader takes exactly: 2^53 - 1 (RFC 7493, section 2.2).
const LARGEST: u64 = (1 << 53) - 1;

/// The canonical JSON of a value.
///
/// # Errors
/// A number that is not whole, or beyond 2^53 - 1: amounts and rates are text, and whatever else
/// is a number must read the same everywhere.
pub fn canonical_json<T: Serialize + ?Sized>(value: &T) -> Result<String, ExportFailure> {
    let value = serde_json::to_value(value).map_err(|error| not_canonical(&error.to_string()))?;
    if let Some(number) = odd_number(&value) {
        return Err(not_canonical(&format!("{number} is not a whole number of at most 53 bits")));
    }
    serde_jcs::to_string(&value).map_err(|error| not_canonical(&error.to_string()))
}

/// A number that not every reader would take exactly.
fn odd_number(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            size.is_none_or(|size| size > LARGEST).then_some(number)
        }
        Value::Array(items) => items.iter().find_map(odd_number),
        Value::Object(members) => members.values().find_map(odd_number),
        Value::Null | Value::Bool(_) | Value::String(_) => None,
    }
}

fn not_canonical(reason: &str) -> ExportFailure {
    ExportFailure::new(
        "not_canonical",
        format!("This cannot be written as canonical JSON, so nothing was exported: {reason}."),
        "Write amounts and rates as text, and keep whole numbers small.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_data_has_equal_bytes() {
        // The key order of the first row is the sorting example of RFC 8785, section 3.2.3.
        let rows = [
            (
                r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
                "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}",
            ),
            (r#" { "b" : [ 1 , 2 ] , "a" : { } } "#, r#"{"a":{},"b":[1,2]}"#),
            (r#"{"aa":1,"a":2,"A":3,"":4}"#, r#"{"":4,"A":3,"a":2,"aa":1}"#),
            (
                r#"{"z":{"y":{"c":null,"b":true}},"x":[{"b":1,"a":2}]}"#,
                r#"{"x":[{"a":2,"b":1}],"z":{"y":{"b":true,"c":null}}}"#,
            ),
            ("[0, -7, 65535, 9007199254740991]", "[0,-7,65535,9007199254740991]"),
            (r#""\u0041\/\"\\""#, r#""A/\"\\""#),
            (
                r#""\u0000\u0008\t\n\u000b\f\r\u001F\u007f""#,
                "\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u{7f}\"",
            ),
            ("\"Zo\u{eb} Zoe\u{308} \u{2028}\"", "\"Zo\u{eb} Zoe\u{308} \u{2028}\""),
        ];
        for (text, canonical) in rows {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(canonical_json(&value).unwrap(), canonical, "{text}");
            let again: Value = serde_json::from_str(canonical).unwrap();
            assert_eq!(canonical_json(&again).unwrap(), canonical, "{canonical}");
        }
    }

    #[test]
    fn numbers_that_readers_take_differently_are_refused() {
        for text in ["0.1", "[1e2]", r#"{"a":[9007199254740992]}"#, "-9007199254740992", "-0"] {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(canonical_json(&value).unwrap_err().code, "not_canonical", "{text}");
        }
    }
}
