//! Letters that can be printed: the fonts have a shape for them, and they do not turn what stands
//! beside them around.

use serde_json::Value;

use super::press;

/// What stands for a letter that cannot be printed.
const REPLACEMENT: char = '\u{fffd}';

/// So many letters without a place to break are broken anyway, so that none leaves the page.
const LONGEST: usize = 24;

/// A place where a line may break.
const BREAK: char = '\u{200b}';

/// A space where no line breaks: a number and its unit stay together.
const TIED: char = '\u{a0}';

/// All texts of a value in letters that can be printed, and whether some had to be replaced.
pub(super) fn legible(of: &Value) -> (Value, bool) {
    let mut replaced = false;
    (walked(of, &mut replaced), replaced)
}

fn walked(of: &Value, replaced: &mut bool) -> Value {
    match of {
        Value::String(text) => Value::String(printable(text, replaced)),
        Value::Array(items) => items.iter().map(|item| walked(item, replaced)).collect(),
        // The keys are ours.
        Value::Object(members) => {
            let members = members.iter();
            members.map(|(key, value)| (key.clone(), walked(value, replaced))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => of.clone(),
    }
}

fn printable(text: &str, replaced: &mut bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut unbroken = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let unit = letters.peek().is_some_and(char::is_ascii_uppercase);
        let letter = match letter {
            ' ' if shown.ends_with(|last: char| last.is_ascii_digit()) && unit => TIED,
            letter if letter.is_whitespace() || letter.is_control() => ' ',
            letter if plain(letter) && press::has(letter) => letter,
            _ => {
                *replaced = true;
                REPLACEMENT
            }
        };
        unbroken = if matches!(letter, ' ' | TIED) { 0 } else { unbroken + 1 };
        if unbroken > LONGEST {
            shown.push(BREAK);
            unbroken = 1;
        }
        shown.push(letter);
    }
    shown
}

/// Whether a letter is one that is seen and keeps the direction of what stands beside it.
const fn plain(letter: char) -> bool {
    !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn letters_without_a_shape_are_replaced_and_said_to_be() {
        let of = json!({"name": "Zoë 東京\u{202e}", "rows": [["Łódź €5", "a\r\nb\u{0}"]]});
        let shown = json!({"name": "Zoë \u{fffd}\u{fffd}\u{fffd}", "rows": [["Łódź €5", "a  b "]]});
        assert_eq!(legible(&of), (shown, true));
        assert_eq!(legible(&json!(["#import", 7])), (json!(["#import", 7]), false));
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        let shown = json!("from 50,000\u{a0}USD and 12 months, 3\u{a0}EUR");
        assert_eq!(legible(&json!("from 50,000 USD and 12 months, 3 EUR")).0, shown);
    }

    #[test]
    fn a_word_without_an_end_may_be_broken() {
        let (shown, _) = legible(&json!("x".repeat(60)));
        let parts: Vec<usize> = shown.as_str().unwrap().split(BREAK).map(str::len).collect();
        assert_eq!(parts, [24, 24, 12]);
        let text = "many words of no more than twenty-four letters each";
        assert_eq!(legible(&json!(text)).0, json!(text));
    }
}
