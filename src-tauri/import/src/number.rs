//! Numbers as files write them, read exactly.

use crate::mapping::{DecimalMark, FileForm, ThousandsMark};

/// Digits that one number may have; every amount and rate that fits has far fewer.
const MOST_DIGITS: usize = 64;

/// How the numbers of a file are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NumberForm {
    pub(crate) decimal: DecimalMark,
    pub(crate) thousands: Option<ThousandsMark>,
}

impl NumberForm {
    /// The form that a file's numbers have.
    pub(crate) const fn of(form: &FileForm) -> Self {
        Self { decimal: form.decimal, thousands: form.thousands }
    }

    /// Its marks in words, such as `decimals with point, thousands with comma`.
    pub(crate) fn words(self) -> String {
        let decimal = match self.decimal {
            DecimalMark::Point => "decimals with point",
            DecimalMark::Comma => "decimals with comma",
        };
        match self.thousands {
            None => decimal.to_owned(),
            Some(mark) => format!("{decimal}, thousands with {}", thousands_words(mark)),
        }
    }

    const fn decimal_char(self) -> char {
        match self.decimal {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    const fn is_thousands(self, character: char) -> bool {
        match self.thousands {
            None => false,
            Some(ThousandsMark::Point) => character == '.',
            Some(ThousandsMark::Comma) => character == ',',
            Some(ThousandsMark::Blank) => matches!(character, ' ' | '\u{a0}' | '\u{202f}'),
            Some(ThousandsMark::Apostrophe) => matches!(character, '\'' | '\u{2019}'),
        }
    }
}

const fn thousands_words(mark: ThousandsMark) -> &'static str {
    match mark {
        ThousandsMark::Point => "point",
        ThousandsMark::Comma => "comma",
        ThousandsMark::Blank => "blank",
        ThousandsMark::Apostrophe => "apostrophe",
    }
}

/// Why a text gives no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NumberFault {
    /// It is not one in this form.
    Unreadable,
    /// It is one, larger than can be kept.
    TooLarge,
}

/// A number in units of its last kept place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Units {
    pub(crate) units: i64,
    /// Whether the text was finer; it was then rounded half away from zero.
    pub(crate) rounded: bool,
}

/// The digits of a number, and where its point stands among them.
struct Digits {
    digits: [u8; MOST_DIGITS],
    count: usize,
    /// Digits before the point; more than `count`, or below zero, after an exponent.
    whole: i64,
    negative: bool,
}

impl Digits {
    fn push(&mut self, digit: u8) -> Option<()> {
        *self.digits.get_mut(self.count)? = digit;
        self.count += 1;
        Some(())
    }

    /// The digit at a position, zero beyond either end.
    fn at(&self, position: i64) -> u8 {
        let position = usize::try_from(position).ok().filter(|position| *position < self.count);
        position.and_then(|position| self.digits.get(position)).copied().unwrap_or(0)
    }

    fn is_zero(&self) -> bool {
        self.digits.iter().all(|digit| *digit == 0)
    }
}

/// Reads a number to `places` decimals. `5.0000000000000003E-2` is read as exactly that.
pub(crate) fn read(text: &str, form: NumberForm, places: i64) -> Result<Units, NumberFault> {
    let digits = digits(text, form).ok_or(NumberFault::Unreadable)?;
    let kept = digits.whole.saturating_add(places);
    if digits.is_zero() {
        return Ok(Units { units: 0, rounded: false });
    }
    // An i64 has 19 digits; leading zeros are what else may stand before them.
    if kept > 19 + i64::try_from(MOST_DIGITS).unwrap_or(i64::MAX) {
        return Err(NumberFault::TooLarge);
    }
    let mut units: i64 = 0;
    for position in 0..kept {
        units = appended(units, digits.at(position)).ok_or(NumberFault::TooLarge)?;
    }
    // Half away from zero: the first digit that is dropped decides.
    if digits.at(kept) >= 5 {
        units = units.checked_add(1).ok_or(NumberFault::TooLarge)?;
    }
    let dropped = usize::try_from(kept).unwrap_or(0);
    let rounded = digits.digits.iter().skip(dropped).any(|digit| *digit != 0);
    Ok(Units { units: if digits.negative { -units } else { units }, rounded })
}

fn appended(units: i64, digit: u8) -> Option<i64> {
    units.checked_mul(10)?.checked_add(i64::from(digit))
}

/// Takes a text apart: sign, whole digits with their marks, decimals, exponent.
fn digits(text: &str, form: NumberForm) -> Option<Digits> {
    let mut digits = Digits { digits: [0; MOST_DIGITS], count: 0, whole: 0, negative: false };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.negative = text.starts_with('-');
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, read_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, decimals) = match number.split_once(form.decimal_char()) {
        Some((whole, decimals)) => (whole, decimals),
        None => (number, ""),
    };
    push_whole(&mut digits, whole, form)?;
    digits.whole = i64::try_from(digits.count).ok()?.checked_add(exponent)?;
    for byte in decimals.bytes() {
        digits.push(digit(byte)?)?;
    }
    (digits.count > 0).then_some(digits)
}

/// Takes the digits before the point. Marks between thousands stand before three digits each, or
/// the number means something else than it seems to.
fn push_whole(digits: &mut Digits, whole: &str, form: NumberForm) -> Option<()> {
    let mut since_mark: Option<usize> = None;
    for character in whole.chars() {
        if form.is_thousands(character) {
            let complete = since_mark.map_or((1..=3).contains(&digits.count), |count| count == 3);
            complete.then_some(())?;
            since_mark = Some(0);
        } else {
            digits.push(digit(u8::try_from(character).ok()?)?)?;
            since_mark = since_mark.map(|count| count + 1);
        }
    }
    since_mark.is_none_or(|count| count == 3).then_some(())
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then(|| byte - b'0')
}

/// An exponent, held within what no number needs.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain =
        !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: NumberForm = NumberForm { decimal: DecimalMark::Point, thousands: None };
    const US: NumberForm =
        NumberForm { decimal: DecimalMark::Point, thousands: Some(ThousandsMark::Comma) };
    const GERMAN: NumberForm =
        NumberForm { decimal: DecimalMark::Comma, thousands: Some(ThousandsMark::Point) };
    const FRENCH: NumberForm =
        NumberForm { decimal: DecimalMark::Comma, thousands: Some(ThousandsMark::Blank) };
    const SWISS: NumberForm =
        NumberForm { decimal: DecimalMark::Point, thousands: Some(ThousandsMark::Apostrophe) };

    #[test]
    fn numbers_are_read_exactly() {
        let rows = [
            (POINT, "0", 0, false),
            (POINT, "2024.9940", 20_249_940, false),
            (POINT, "-110.7", -1_107_000, false),
            (POINT, "+12", 120_000, false),
            (POINT, ".5", 5_000, false),
            (POINT, "5.", 50_000, false),
            (POINT, "007.10", 71_000, false),
            (POINT, "1.23450", 12_345, false),
            (POINT, "1.23454999", 12_345, true),
            (POINT, "1.23455", 12_346, true),
            (POINT, "-1.23455", -12_346, true),
            (POINT, "-0.00005", -1, true),
            (POINT, "0.00004", 0, true),
            (POINT, "5.0000000000000003E-2", 500, true),
            (POINT, "5e-2", 500, false),
            (POINT, "1.5E+3", 15_000_000, false),
            (POINT, "1E-9", 0, true),
            (POINT, "9E-5", 1, true),
            (POINT, "0e999999999", 0, false),
            (POINT, "922337203685477.5807", i64::MAX, false),
            (US, "1,234,567.89", 12_345_678_900, false),
            (US, "1234567.89", 12_345_678_900, false),
            (GERMAN, "1.240.118,00", 12_401_180_000, false),
            (GERMAN, "1.000", 10_000_000, false),
            (GERMAN, "12,5", 125_000, false),
            (FRENCH, "1\u{a0}240,5", 12_405_000, false),
            (FRENCH, "-1 240,5", -12_405_000, false),
            (SWISS, "1'240'118.05", 12_401_180_500, false),
        ];
        for (form, text, units, rounded) in rows {
            assert_eq!(read(text, form, 4), Ok(Units { units, rounded }), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_numbers_or_too_large_are_told_apart() {
        use NumberFault::{TooLarge, Unreadable};
        let rows = [
            (POINT, "", Unreadable),
            (POINT, "-", Unreadable),
            (POINT, ".", Unreadable),
            (POINT, "E5", Unreadable),
            (POINT, "1e", Unreadable),
            (POINT, "12,5", Unreadable),
            (POINT, "1,000", Unreadable),
            (POINT, "1.2.3", Unreadable),
            (POINT, "1 000", Unreadable),
            (POINT, "TBD", Unreadable),
            (POINT, "--5", Unreadable),
            (POINT, "٣", Unreadable),
            (US, "1,23", Unreadable),
            (US, "12,34,567", Unreadable),
            (US, ",123", Unreadable),
            (US, "1234,567", Unreadable),
            (GERMAN, "1.00", Unreadable),
            (GERMAN, "1.5", Unreadable),
            (POINT, "922337203685477.5808", TooLarge),
            (POINT, "9e30", TooLarge),
            (POINT, "1e999999999", TooLarge),
        ];
        for (form, text, fault) in rows {
            assert_eq!(read(text, form, 4), Err(fault), "{text}");
        }
    }
}
