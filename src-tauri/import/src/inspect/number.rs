//! Which marks the numbers of a column have.

use tierwright_program::Currency;

use crate::{
    mapping::{DecimalMark, ThousandsMark},
    number::{self, NumberForm, Units},
};

/// The marks of the numbers of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Marks {
    pub(crate) decimal: DecimalMark,
    pub(crate) thousands: Option<ThousandsMark>,
    /// Whether any number has a mark; else any marks would do.
    pub(crate) matter: bool,
}

/// Decimals to which two readings are compared.
const PLACES: i64 = 6;

const FORMS: [(DecimalMark, Option<ThousandsMark>); 8] = [
    (DecimalMark::Point, None),
    (DecimalMark::Comma, None),
    (DecimalMark::Point, Some(ThousandsMark::Comma)),
    (DecimalMark::Comma, Some(ThousandsMark::Point)),
    (DecimalMark::Point, Some(ThousandsMark::Blank)),
    (DecimalMark::Comma, Some(ThousandsMark::Blank)),
    (DecimalMark::Point, Some(ThousandsMark::Apostrophe)),
    (DecimalMark::Comma, Some(ThousandsMark::Apostrophe)),
];

const fn form((decimal, thousands): (DecimalMark, Option<ThousandsMark>)) -> NumberForm {
    NumberForm { decimal, thousands }
}

/// Whether a text is a number in some form.
pub(crate) fn is_one(text: &str) -> bool {
    FORMS.iter().any(|marks| number::read(text, form(*marks), PLACES).is_ok())
}

/// The decimal mark of a number that can only be read one way: digits, one mark, and decimals that
/// are no three digits. Nearly every number of a file is one, so it is told without trying forms.
fn one_mark(text: &str) -> Option<DecimalMark> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let at = body.bytes().position(|byte| !byte.is_ascii_digit())?;
    let (whole, rest) = body.split_at_checked(at)?;
    let mark = match rest.bytes().next()? {
        b'.' => DecimalMark::Point,
        b',' => DecimalMark::Comma,
        _ => return None,
    };
    let decimals = rest.get(1..)?;
    let plain = decimals.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (1..=12).contains(&whole.len()) && (1..=12).contains(&decimals.len());
    (plain && fits && decimals.len() != 3).then_some(mark)
}

/// Whether a number with one mark is above one by its size: 1.00 is not.
fn is_above_one(text: &str) -> bool {
    let body = text.trim_start_matches('-');
    let (whole, decimals) = body.split_once(['.', ',']).unwrap_or((body, ""));
    let whole = whole.trim_start_matches('0');
    !(whole.is_empty() || (whole == "1" && decimals.bytes().all(|digit| digit == b'0')))
}

/// Counts which forms the numbers of a column fit.
#[derive(Default)]
pub(super) struct Tally {
    fits: [u32; FORMS.len()],
    /// Numbers that read the same in every form.
    plain: u32,
    /// Texts that are no number.
    pub(super) others: u32,
    /// Numbers with a percent sign.
    percents: u32,
    /// Numbers that fit with a point and with a comma, and mean two things.
    unlike: Vec<String>,
    /// Whether any of them is above one however it is read, for telling shares from percentages.
    pub(super) above_one: bool,
    /// The currencies that are written beside them, each once.
    pub(super) currencies: Vec<Currency>,
}

impl Tally {
    pub(super) fn take(&mut self, text: &str) {
        if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() < 15 {
            self.plain += 1;
            self.above_one |= text.len() > 1 || text > "1";
            return;
        }
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.others += 1;
            return;
        }
        if let Some(mark) = one_mark(text) {
            self.above_one |= is_above_one(text);
            for (fits, (decimal, _)) in self.fits.iter_mut().zip(FORMS) {
                *fits += u32::from(decimal == mark);
            }
            return;
        }
        let readings = FORMS.map(|marks| number::read(text, form(marks), PLACES).ok());
        if readings.iter().all(Option::is_none) {
            self.others += 1;
            return;
        }
        self.percents += u32::from(number::is_percent(text));
        self.above_one |= readings.iter().flatten().all(|units| units.units > 1_000_000);
        if let Some(currency) = number::currency(text)
            && !self.currencies.contains(&currency)
        {
            self.currencies.push(currency);
        }
        if readings.iter().all(|reading| *reading == readings[0]) {
            self.plain += 1;
            return;
        }
        let begins_with_zero =
            text.trim_start_matches(['-', '+', '(', '$', '€', ' ']).starts_with("0.")
                || text.trim_start_matches(['-', '+', '(', '$', '€', ' ']).starts_with("0,");
        for ((fits, marks), reading) in self.fits.iter_mut().zip(FORMS).zip(&readings) {
            // Thousands do not begin with a zero: 0.500 is a half.
            let odd = begins_with_zero
                && reading
                    .is_some_and(|units| units.units >= PLACES_UNIT || units.units <= -PLACES_UNIT)
                && marks.1.is_some();
            *fits += u32::from(reading.is_some() && !odd);
        }
        let of = |decimal: DecimalMark| -> Option<Units> {
            FORMS.iter().zip(&readings).find_map(|((mark, _), reading)| {
                reading.filter(|_| *mark == decimal && !begins_with_zero)
            })
        };
        if let (Some(point), Some(comma)) = (of(DecimalMark::Point), of(DecimalMark::Comma))
            && point != comma
            && self.unlike.len() < 3
        {
            self.unlike.push(text.to_owned());
        }
    }

    pub(super) const fn numbers(&self, filled: u32) -> u32 {
        filled.saturating_sub(self.others)
    }

    pub(super) const fn percents(&self) -> u32 {
        self.percents
    }

    /// The marks that fit most, one for each decimal mark that fits as well; two are a question.
    pub(super) fn readings(&self) -> Vec<Marks> {
        let best = |decimal: DecimalMark| {
            let fits = FORMS.iter().zip(self.fits).filter(|((mark, _), _)| *mark == decimal);
            fits.rev().max_by_key(|(_, fits)| *fits)
        };
        let (Some((point, points)), Some((comma, commas))) =
            (best(DecimalMark::Point), best(DecimalMark::Comma))
        else {
            return Vec::new();
        };
        let matter = points > 0 || commas > 0;
        let marks = |form: &(DecimalMark, Option<ThousandsMark>)| Marks {
            decimal: form.0,
            thousands: form.1,
            matter,
        };
        if points > commas || (points == commas && self.unlike.is_empty()) {
            vec![marks(point)]
        } else if commas > points {
            vec![marks(comma)]
        } else {
            vec![marks(point), marks(comma)]
        }
    }

    /// Numbers that mean two things.
    pub(super) fn unlike(&self) -> &[String] {
        &self.unlike
    }
}

const PLACES_UNIT: i64 = 1_000_000;
