//! Numbers as files write them, read exactly.

use tierwright_program::Currency;

use crate::mapping::{DecimalMark, FileForm, ThousandsMark, Written};

/// Digits that one number may have; every amount and rate that fits has far fewer.
const MOST_DIGITS: usize = 64;

/// How the numbers of a file are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NumberForm {
    pub(crate) decimal: DecimalMark,
    pub(crate) thousands: Option<ThousandsMark>,
}

impl NumberForm {
    /// A decimal point and no thousands.
    pub(crate) const PLAIN: Self = Self { decimal: DecimalMark::Point, thousands: None };

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
    units(&digits, places)
}

/// Reads a number that is in hundredths of what is meant, whether a percent sign says so or not.
pub(crate) fn read_percent(
    text: &str,
    form: NumberForm,
    places: i64,
) -> Result<Units, NumberFault> {
    let mut digits = digits(text, form).ok_or(NumberFault::Unreadable)?;
    if !is_percent(text) {
        digits.whole = digits.whole.saturating_sub(2);
    }
    units(&digits, places)
}

/// Reads a number as a mapping says that it is written, but for its sign.
pub(crate) fn read_written(
    text: &str,
    form: NumberForm,
    written: &Written,
    places: i64,
) -> Result<Units, NumberFault> {
    if written.percent {
        read_percent(text, form, places)
    } else if written.times > 1 {
        let product = product(std::iter::once((text, form)), written.times);
        read(&product.ok_or(NumberFault::Unreadable)?, NumberForm::PLAIN, places)
    } else {
        read(text, form, places)
    }
}

/// Whether a text is a number of hundredths.
pub(crate) fn is_percent(text: &str) -> bool {
    undressed(text).is_some_and(|dressed| dressed.percent)
}

/// The currency that is written beside a number, where one is: by its code, or the commonest of its
/// sign.
pub(crate) fn currency(text: &str) -> Option<Currency> {
    let written = undressed(text)?.currency?;
    let sign = SIGNS.iter().find(|(sign, _)| written.starts_with(*sign));
    sign.map_or(written, |(_, codes)| codes.get(..3).unwrap_or_default()).parse().ok()
}

/// Whether what is written beside a number is another currency than this one.
pub(crate) fn is_in_other(text: &str, currency: Currency) -> bool {
    let Some(written) = undressed(text).and_then(|dressed| dressed.currency) else { return false };
    match SIGNS.iter().find(|(sign, _)| written.starts_with(*sign)) {
        Some((_, codes)) => !codes.split(' ').any(|code| code == currency.code()),
        None => written != currency.code(),
    }
}

/// The product of numbers and a whole one, exactly, as text with a decimal point; nothing when one
/// of them is no number or the product cannot be held.
pub(crate) fn product<'a>(
    factors: impl Iterator<Item = (&'a str, NumberForm)>,
    times: u32,
) -> Option<String> {
    let (mut units, mut places) = (i128::from(times.max(1)), 0_i64);
    for (text, form) in factors {
        let digits = digits(text, form)?;
        let mut factor = 0_i128;
        for digit in digits.digits.iter().take(digits.count) {
            factor = factor.checked_mul(10)?.checked_add(i128::from(*digit))?;
        }
        let factor = if digits.negative { -factor } else { factor };
        units = units.checked_mul(factor)?;
        places =
            places.checked_add(i64::try_from(digits.count).ok()?.checked_sub(digits.whole)?)?;
    }
    Some(format!("{units}E{}", -places))
}

fn units(digits: &Digits, places: i64) -> Result<Units, NumberFault> {
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

/// What stands around the digits of a number.
struct Dressed<'a> {
    body: &'a str,
    negative: bool,
    /// What its letters and signs add to the exponent.
    shift: i64,
    percent: bool,
    /// The code of a currency, or its sign.
    currency: Option<&'a str>,
}

/// Signs of currencies that may stand before or after a number, each with the currencies it may be,
/// the commonest first.
const SIGNS: [(char, &str); 12] = [
    (
        '$',
        "USD CAD AUD NZD SGD HKD TWD MXN BRL ARS CLP COP UYU DOP BSD BBD BMD BND BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD",
    ),
    ('€', "EUR"),
    ('£', "GBP EGP GIP FKP SHP LBP SYP SDG SSP"),
    ('¥', "JPY CNY"),
    ('₹', "INR"),
    ('₩', "KRW KPW"),
    ('₽', "RUB"),
    ('₺', "TRY"),
    ('₪', "ILS"),
    ('฿', "THB"),
    ('₫', "VND"),
    ('₴', "UAH"),
];

/// Takes off what people put around a number: brackets or a minus behind it for less than zero, a
/// currency, a percent sign, k and m for thousands and millions.
fn undressed(text: &str) -> Option<Dressed<'_>> {
    let mut body = text.trim();
    let (mut negative, mut shift, mut percent) = (false, 0, false);
    // Nearly every number is digits and marks, perhaps after a minus.
    let bare = body.strip_prefix('-').unwrap_or(body);
    if bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        let negative = bare.len() < body.len();
        return Some(Dressed { body: bare, negative, shift, percent, currency: None });
    }
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (body, negative) = (inner.trim(), true);
    }
    (body, negative) = signed(body, negative)?;
    let (inner, currency) = without_currency(body)?;
    body = inner;
    (body, negative) = signed(body, negative)?;
    (body, negative) = signed_behind(body, negative)?;
    if let Some(rest) = body.strip_suffix('%') {
        (body, shift, percent) = (rest.trim_end(), -2, true);
    }
    (body, negative) = signed_behind(body, negative)?;
    for (letters, thousands) in [(['k', 'K'], 3), (['m', 'M'], 6)] {
        if let Some(rest) = body.strip_suffix(letters) {
            (body, shift) = (rest.trim_end(), shift + thousands);
            break;
        }
    }
    Some(Dressed { body, negative, shift, percent, currency })
}

/// Takes one sign off the front; a second one is a mistake.
fn signed(body: &str, negative: bool) -> Option<(&str, bool)> {
    match body.strip_prefix(['-', '\u{2212}']) {
        Some(_) if negative => None,
        Some(rest) => Some((rest, true)),
        None => Some((body.strip_prefix('+').unwrap_or(body), negative)),
    }
}

/// Takes one minus off the end, as the books of old have it.
fn signed_behind(body: &str, negative: bool) -> Option<(&str, bool)> {
    match body.strip_suffix('-') {
        Some(_) if negative => None,
        Some(rest) => Some((rest.trim_end(), true)),
        None => Some((body, negative)),
    }
}

/// Takes the codes and signs of a currency off, and gives one of them. Two codes are a mistake.
fn without_currency(body: &str) -> Option<(&str, Option<&str>)> {
    let is_code = |text: &&str| {
        text.bytes().all(|letter| letter.is_ascii_uppercase()) && text.parse::<Currency>().is_ok()
    };
    let mut body = body;
    let before = body.get(..3).filter(|code| is_code(code) && body.len() > 3);
    if before.is_some() {
        body = body.get(3..).unwrap_or_default().trim_start();
    }
    let split = body.len().checked_sub(3).and_then(|at| body.split_at_checked(at));
    let after = split.filter(|(head, code)| !head.is_empty() && is_code(code));
    if let Some((head, _)) = after {
        body = head.trim_end();
    }
    let after = after.map(|(_, code)| code);
    if before.is_some() && after.is_some() && before != after {
        return None;
    }
    let is_sign = |c: char| SIGNS.iter().any(|(sign, _)| *sign == c);
    let dollars = body.strip_prefix("US").filter(|rest| rest.starts_with('$'));
    let bare = dollars.unwrap_or(body);
    let sign = Some(bare.trim_start_matches(|c| !is_sign(c))).filter(|sign| !sign.is_empty());
    let written = before.or(after).or(dollars.map(|_| "USD")).or(sign);
    Some((bare.trim_matches(is_sign).trim(), written))
}

/// Takes a text apart: sign, whole digits with their marks, decimals, exponent.
fn digits(text: &str, form: NumberForm) -> Option<Digits> {
    let mut digits = Digits { digits: [0; MOST_DIGITS], count: 0, whole: 0, negative: false };
    let dressed = undressed(text)?;
    digits.negative = dressed.negative;
    let (number, exponent) = match dressed.body.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, read_exponent(exponent)?),
        None => (dressed.body, 0),
    };
    let (whole, decimals) = match number.split_once(form.decimal_char()) {
        Some((whole, decimals)) => (whole, decimals),
        None => (number, ""),
    };
    push_whole(&mut digits, whole, form)?;
    let exponent = exponent.checked_add(dressed.shift)?;
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
            (US, "$1,234,567", 12_345_670_000, false),
            (US, "(1,200.00)", -12_000_000, false),
            (US, "-$1,200.50", -12_005_000, false),
            (US, "$-1,200.50", -12_005_000, false),
            (US, "USD 1,200.50", 12_005_000, false),
            (GERMAN, "1.200,50 €", 12_005_000, false),
            (GERMAN, "1.200,50 EUR", 12_005_000, false),
            (GERMAN, "1.200,50-", -12_005_000, false),
            (POINT, "45k", 450_000_000, false),
            (POINT, "1.25M", 12_500_000_000, false),
            (POINT, "75%", 7_500, false),
            (POINT, "\u{2212}3", -30_000, false),
        ];
        for (form, text, units, rounded) in rows {
            assert_eq!(read(text, form, 4), Ok(Units { units, rounded }), "{text}");
        }
    }

    #[test]
    fn currencies_and_percent_signs_are_seen_wherever_they_stand() {
        let usd: Currency = "USD".parse().unwrap();
        let rows = [
            ("1,000.50", None, false),
            ("$1,000.50", Some("USD"), false),
            ("-$1,000.50", Some("USD"), false),
            ("US$5", Some("USD"), false),
            ("(€9,000.50)", Some("EUR"), true),
            ("9.000,50 €", Some("EUR"), true),
            ("EUR 1,000.50", Some("EUR"), true),
            ("1,000.50 CAD", Some("CAD"), true),
            ("¥500", Some("JPY"), true),
        ];
        for (text, written, is_other) in rows {
            assert_eq!(currency(text).as_ref().map(Currency::code), written, "{text}");
            assert_eq!(is_in_other(text, usd), is_other, "{text}");
        }
        assert!(!is_in_other("$5", "CAD".parse().unwrap()), "a dollar may be a Canadian one");
        for text in ["5%", "(5%)", "-5 %", "5%-"] {
            assert!(is_percent(text), "{text}");
        }
        assert!(!is_percent("5"));
    }

    #[test]
    fn products_are_exact() {
        let rows = [
            (vec!["6", "2.55"], 1, 153_000),
            (vec!["-12", "0.295"], 0, -35_400),
            (vec!["1000.10"], 12, 120_012_000),
            (vec!["3E2", "1.5E-1"], 1, 450_000),
        ];
        for (factors, times, units) in rows {
            let text = product(factors.iter().map(|text| (*text, POINT)), times).unwrap();
            assert_eq!(read(&text, POINT, 4), Ok(Units { units, rounded: false }), "{text}");
        }
        assert_eq!(product(["x", "2"].map(|text| (text, POINT)).into_iter(), 1), None);
        let percent = read_percent("60", POINT, 8);
        assert_eq!(percent, Ok(Units { units: 60_000_000, rounded: false }));
        assert_eq!(read_percent("60 %", POINT, 8), percent);
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
            (POINT, "(-5)", Unreadable),
            (POINT, "USD", Unreadable),
            (POINT, "1.5 MIO", Unreadable),
            (POINT, "USD 5 EUR", Unreadable),
            (POINT, "-100-", Unreadable),
            (POINT, "(100)-", Unreadable),
            (POINT, "$", Unreadable),
            (POINT, "k", Unreadable),
            (POINT, "45kk", Unreadable),
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
