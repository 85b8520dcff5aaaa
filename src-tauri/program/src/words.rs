//! How values and lists are written in sentences people read.

use chrono::NaiveDate;

use crate::{Money, Quantity, Rate, money::decimal_text};

/// An amount with grouped thousands and no idle decimals: `150,000 USD`, `12.50 USD`.
pub fn money(amount: Money) -> String {
    let whole = amount.amount().fract().is_zero();
    let digits = if whole { decimal_text(amount.units(), 4, 0) } else { amount.amount_text() };
    format!("{} {}", grouped(&digits), amount.currency())
}

/// A plain number with grouped thousands: `1,200`.
pub fn number(value: Rate) -> String {
    grouped(&value.to_string())
}

/// A rate as a percentage: `4.5%`.
pub fn percent(rate: Rate) -> String {
    format!("{}%", grouped(&rate.percent_text()))
}

/// A quantity in its own unit.
pub fn quantity(value: Quantity) -> String {
    match value {
        Quantity::Money(amount) => money(amount),
        Quantity::Number(value) => number(value),
    }
}

/// A quantity that is a ratio, as a percentage; money stays money.
pub fn ratio(value: Quantity) -> String {
    match value {
        Quantity::Money(amount) => money(amount),
        Quantity::Number(value) => percent(value),
    }
}

/// A day: `1 July 2025`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `a`, `a or b`, `a, b or c`.
pub fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// A text of the program's author inside a sentence: as it is where it reads as a name, quoted
/// where it could be taken for a part of the sentence.
pub fn said(text: &str) -> String {
    let is_name = text.split(' ').all(|word| {
        !word.is_empty()
            && !["and", "or", "is", "not", "none", "of", "at", "where"].contains(&word)
            && word.chars().all(|letter| letter.is_alphanumeric() || "-_/&+.".contains(letter))
    });
    if is_name { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// Several texts of the program's author: `a or "b, c"`.
pub fn said_list(texts: &[String], last: &str) -> String {
    list(&texts.iter().map(|text| said(text)).collect::<Vec<_>>(), last)
}

/// A name, or what stands for one that is empty.
pub fn name_of(name: &str, id: &str) -> String {
    match (name.trim(), id) {
        ("", "") => "one without a name".to_owned(),
        ("", id) => said(id),
        (name, _) => said(name),
    }
}

/// A count and its noun: `1 day`, `30 days`.
pub fn count(number: impl Into<u64>, noun: &str) -> String {
    match number.into() {
        1 => format!("1 {noun}"),
        other => format!("{} {noun}s", grouped(&other.to_string())),
    }
}

/// A count and its noun where `the` stands before: `day`, `30 days`.
pub fn the_count(number: impl Into<u64>, noun: &str) -> String {
    match number.into() {
        1 => noun.to_owned(),
        other => count(other, noun),
    }
}

/// A number that need not be whole, and its noun: `1 unit`, `2.5 units`.
pub fn count_of(value: Rate, noun: &str) -> String {
    let plural = if value == Rate::whole(1) { "" } else { "s" };
    format!("{} {noun}{plural}", number(value))
}

/// A decimal with grouped thousands: `498,210.00`.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
    let mut out = String::with_capacity(digits.len() + whole.len() / 3 + 1);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_well() {
        let rows = [
            ("150000.00 USD", "150,000 USD"),
            ("12.5 USD", "12.50 USD"),
            ("999 JPY", "999 JPY"),
            ("-1234567.891 EUR", "-1,234,567.891 EUR"),
            ("3", "3"),
            ("1200.5", "1,200.5"),
        ];
        for (text, expected) in rows {
            assert_eq!(quantity(text.parse().unwrap()), expected);
        }
        assert_eq!(ratio("1.1".parse().unwrap()), "110%");
        assert_eq!(percent("0.0455".parse().unwrap()), "4.55%");
        assert_eq!(day("2025-07-01".parse().unwrap()), "1 July 2025");
    }

    #[test]
    fn texts_of_the_author_cannot_be_taken_for_the_sentence() {
        let rows = [
            ("reseller", "reseller"),
            ("North America", "North America"),
            ("a, b", "\"a, b\""),
            ("new or renewal", "\"new or renewal\""),
            ("", "\"\""),
            ("the \"best\"", "\"the \"\"best\"\"\""),
        ];
        for (text, expected) in rows {
            assert_eq!(said(text), expected);
        }
    }
}
