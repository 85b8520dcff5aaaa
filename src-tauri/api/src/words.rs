//! How amounts, shares and periods read in sentences.

use chrono::{Datelike as _, NaiveDate};
use tierwright_engine::{Facts, Replay, rows::Source};
use tierwright_program::{
    Calendar, Fraction, Money, RoundingMode, Span, incentive::Account, money::decimal_text,
    words::grouped,
};

/// An amount with grouped thousands and its currency: `1,971,402.00 USD`.
pub(crate) fn money(amount: Money) -> String {
    format!("{} {}", grouped(&amount.amount_text()), amount.currency())
}

/// The file and row that a fact came from: `claims.csv, row 7`.
pub(crate) fn row_of(facts: &Facts, source: Source) -> Option<String> {
    let file = usize::try_from(source.file).ok().and_then(|at| facts.files.get(at));
    file.map(|file| format!("{}, row {}", file.name, source.row))
}

/// An account as it is named in files.
pub(crate) const fn account(account: Account) -> &'static str {
    match account {
        Account::Cash => "cash",
        Account::RestrictedFund => "restricted_fund",
        Account::Mdf => "mdf",
    }
}

/// A part as a percentage of a whole, rounded to a whole number: `30%`. A part that is there and
/// would round to nothing reads `less than 1%`; one short of the whole never reads `100%`.
pub(crate) fn percent(part: i64, whole: i64) -> String {
    match ratio(part, whole, 2) {
        Some(0) if part > 0 => "less than 1%".to_owned(),
        Some(100) if part < whole => "more than 99%".to_owned(),
        Some(percent) => format!("{percent}%"),
        None => "0%".to_owned(),
    }
}

/// A fraction as text with six decimals at most: `0.0471`. None where the whole is not above zero.
pub(crate) fn rate(part: i64, whole: i64) -> Option<String> {
    Some(decimal_text(ratio(part, whole, 6)?, 6, 0))
}

/// `part / whole` in units of ten to the minus `places`.
fn ratio(part: i64, whole: i64, places: u32) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    let numerator = i128::from(part) * 10_i128.pow(places);
    let rounded = Fraction::new(numerator, i128::from(whole)).round(RoundingMode::HalfAwayFromZero);
    i64::try_from(rounded?).ok()
}

/// A quarter with its months: `Q4 FY25 (Oct to Dec 2025)`.
pub(crate) fn quarter(calendar: &Calendar, span: Span) -> String {
    format!("{} ({})", calendar.label(span), months(span.from(), span.until()))
}

/// A replay with its months: `Q1 FY25 to Q4 FY25 (Jan to Dec 2025)`.
pub(crate) fn window(calendar: &Calendar, replay: &Replay) -> String {
    let label = replay.label(calendar);
    match (replay.quarters().first(), replay.quarters().last()) {
        (Some(first), Some(last)) => format!("{label} ({})", months(first.from(), last.until())),
        _ => label,
    }
}

fn months(from: NaiveDate, until: NaiveDate) -> String {
    let first = if from.year() == until.year() { "%b" } else { "%b %Y" };
    format!("{} to {}", from.format(first), until.format("%b %Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_and_honest() {
        for (part, whole, expected) in [
            (3, 10, "30%"),
            (295, 1000, "30%"),
            (294, 1000, "29%"),
            (1, 1000, "less than 1%"),
            (999, 1000, "more than 99%"),
            (1000, 1000, "100%"),
            (0, 1000, "0%"),
            (5, 0, "0%"),
        ] {
            assert_eq!(percent(part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn rates_are_fractions_as_text() {
        for (part, whole, expected) in [
            (471, 10_000, Some("0.0471")),
            (1, 3, Some("0.333333")),
            (2, 3, Some("0.666667")),
            (-1, 4, Some("-0.25")),
            (0, 4, Some("0")),
            (1, 0, None),
            (1, -4, None),
        ] {
            assert_eq!(rate(part, whole).as_deref(), expected, "{part} / {whole}");
        }
    }

    #[test]
    fn amounts_and_periods_read_well() {
        assert_eq!(money("-1234567.5 USD".parse().unwrap()), "-1,234,567.50 USD");
        assert_eq!(money("999.00 USD".parse().unwrap()), "999.00 USD");
        let calendar = Calendar {
            year_starts_in: 4,
            year_named_by: tierwright_program::calendar::YearName::End,
            ..Calendar::calendar_years()
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let replay = Replay::between(&calendar, day("2025-04-01"), day("2026-03-31"));
        assert_eq!(window(&calendar, &replay), "Q1 FY26 to Q4 FY26 (Apr 2025 to Mar 2026)");
        assert_eq!(quarter(&calendar, replay.quarters()[3]), "Q4 FY26 (Jan to Mar 2026)");
    }
}
