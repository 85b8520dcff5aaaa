//! Programs that cannot be read: each with its place and a sentence in plain words.

use tierwright_program::{Program, ReadProgramError};

use crate::base;

/// The base program with the first `old` replaced, read; it must be refused.
fn refused(old: &str, new: &str) -> (String, String) {
    let text = base::TEXT.replacen(old, new, 1);
    assert_ne!(text, base::TEXT, "{old} is not in the base program");
    parts(&text)
}

fn parts(text: &str) -> (String, String) {
    let ReadProgramError { place, reason } = Program::from_json(text).unwrap_err();
    (place, reason)
}

#[test]
fn a_program_round_trips_through_its_text() {
    let program = base::program();
    assert_eq!(Program::from_json(&program.to_json()).unwrap(), program);
    assert_eq!(Program::from_json(&format!("\u{feff}{}", base::TEXT)).unwrap(), program);
    let empty = Program::empty("New", "EUR".parse().unwrap());
    assert_eq!(Program::from_json(&empty.to_json()).unwrap(), empty);
}

#[test]
fn the_older_name_of_a_key_still_reads() {
    let older = base::TEXT.replace("days_after_period", "days_after_quarter");
    assert_ne!(older, base::TEXT);
    let program = Program::from_json(&older).unwrap();
    assert_eq!(program, base::program());
    assert!(program.to_json().contains("\"days_after_period\""));
}

#[test]
fn a_value_that_does_not_fit_is_named_by_its_place() {
    let window = "{ \"trailing_months\": 12 }";
    let at = "/tracks/partner/levels/silver/requirement/reaches";
    let rows = [
        (
            "\"name\": \"Base\"",
            "\"name\": \"Base\", \"colour\": 1",
            "/colour",
            "there is no key colour here; the keys are format, name, currency, calendar, conversion, rounding, tracks, role_classes, attribution, incentives, stacking_groups, shared_limits, budget, funds, fund_return, estimates, payment and tests",
        ),
        (
            "\"field\": \"partner_region\"",
            "\"feild\": \"partner_region\"",
            "/incentives/volume/who/is/feild",
            "there is no key feild here; the keys are field and one_of",
        ),
        ("\"review\": \"quarter\",", "", "/tracks/partner", "the key review is missing"),
        (
            "\"review\": \"quarter\"",
            "\"review\": \"fortnight\"",
            "/tracks/partner/review",
            "fortnight is not a choice here; the choices are day, week, half_month, month, quarter, half and year",
        ),
        (
            "\"review\": \"quarter\"",
            "\"review\": 3",
            "/tracks/partner/review",
            "a choice, as a word or an object with one key, is expected here, and this is the number 3",
        ),
        (
            "\"year_starts_in\": 1",
            "\"year_starts_in\": 300",
            "/calendar/year_starts_in",
            "a whole number from 0 to 255 is expected here, and this is the number 300",
        ),
        (
            window,
            "{ \"trailing_months\": -1 }",
            &format!("{at}/window/trailing_months"),
            "a whole number from 0 to 65535 is expected here, and this is the number -1",
        ),
        (
            window,
            "\"trailing_months\"",
            &format!("{at}/window/trailing_months"),
            "an object with this choice as its only key is expected here, and this is a word by itself",
        ),
        (
            window,
            "{ \"period\": 12 }",
            &format!("{at}/window/period"),
            "this choice as a word by itself is expected here, and this is the number 12",
        ),
        (
            window,
            "{}",
            &format!("{at}/window"),
            "one choice is expected here, and this object has none or several keys",
        ),
        (
            window,
            "null",
            &format!("{at}/window"),
            "a choice, as a word or an object with one key, is expected here, and this is null",
        ),
        (
            "\"0.03\"",
            "0.03",
            "/incentives/volume/schedule/bands/0/rates/2",
            "text in quotes is expected here, and this is the number 0.03",
        ),
        (
            "\"0.03\"",
            "\"3%\"",
            "/incentives/volume/schedule/bands/0/rates/2",
            "\"3%\" is not a number; a decimal with at most eight places is expected, such as 0.03",
        ),
        (
            "\"150000 USD\"",
            "\"150,000 USD\"",
            &format!("{at}/at_least"),
            "\"150,000\" is not an amount; a decimal with at most four places is expected, such as 15000.00",
        ),
        (
            "\"currency\": \"USD\"",
            "\"currency\": \"US\"",
            "/currency",
            "\"US\" is not a currency code of ISO 4217, such as USD",
        ),
        (
            "2025-01-01",
            "2025-13-01",
            "/incentives/volume/dates/from",
            "a day is expected here, written as 2025-07-01",
        ),
        (
            "\"2025-01-01\"",
            "true",
            "/incentives/volume/dates/from",
            "a day written as 2025-07-01 is expected here, and this is true",
        ),
        (
            "[\"EMEA\", \"APAC\"]",
            "\"EMEA\"",
            "/incentives/volume/who/is/one_of",
            "a list is expected here, and this is the text \"EMEA\"",
        ),
        (
            "{ \"share\": \"0.3\", \"months\": 6 }",
            "[\"0.3\", 6]",
            "/incentives/cosell/holdback",
            "an object with keys is expected here, and this is a list",
        ),
        (
            "{ \"share\": \"0.3\", \"months\": 6 }",
            "[]",
            "/incentives/cosell/holdback",
            "an object with keys is expected here, and this is a list",
        ),
        (
            "\"format\": 1",
            "\"format\": \"1\"",
            "/format",
            "a whole number from 0 to 4294967295 is expected here, and this is the text \"1\"",
        ),
    ];
    for (old, new, place, reason) in rows {
        assert_eq!(refused(old, new), (place.to_owned(), reason.to_owned()), "{new}");
    }
}

#[test]
fn another_format_is_named_before_anything_else() {
    let later =
        "this is format 2, made by a later version of Tierwright; this version reads format 1";
    for text in [
        base::TEXT.replacen("\"format\": 1", "\"format\": 2", 1),
        base::TEXT.replacen("\"format\": 1", "\"format\": 2, \"funds\": []", 1),
        "{ \"format\": 2 }".to_owned(),
    ] {
        assert_eq!(parts(&text), ("/format".to_owned(), later.to_owned()));
    }
    let (_, earlier) = parts("{ \"format\": 0 }");
    assert_eq!(earlier, "this is format 0; this version reads format 1");
}

#[test]
fn text_that_is_not_one_program_is_named_by_line_and_column() {
    let twice = base::TEXT.replacen("\"name\": \"Base\"", "\"name\": \"Base\", \"name\": \"B\"", 1);
    let window = base::TEXT.replacen(
        "{ \"trailing_months\": 12 }",
        "{ \"trailing_months\": 12, \"trailing_months\": 6 }",
        1,
    );
    let nested = "[".repeat(200);
    let rows = [
        (String::new(), "line 1, column 0", "the text ends before the program is complete"),
        (
            base::TEXT[..600].to_owned(),
            "line 21, column 4",
            "the text ends before the program is complete",
        ),
        ("{} x".to_owned(), "line 1, column 4", "there is more text after the program"),
        ("hello".to_owned(), "line 1, column 1", "this is not JSON: expected value"),
        ("{ \"name\" \"x\" }".to_owned(), "line 1, column 10", "this is not JSON: expected `:`"),
        ("\"\\q\"".to_owned(), "line 1, column 3", "this is not JSON: unreadable escape"),
        (
            nested,
            "line 1, column 128",
            "lists and objects are nested deeper than any program needs",
        ),
        (twice, "line 3, column 24", "the key name is there twice"),
        (window, "line 24, column 47", "this object has a key twice"),
        ("[]".to_owned(), "/", "an object with keys is expected here, and this is a list"),
        ("{}".to_owned(), "/", "the key format is missing"),
    ];
    for (text, place, reason) in rows {
        assert_eq!(parts(&text), (place.to_owned(), reason.to_owned()));
    }
}

#[test]
fn the_whole_message_reads_as_a_sentence() {
    let error = Program::from_json("{}").unwrap_err();
    assert_eq!(error.to_string(), "the program cannot be read at /: the key format is missing");
}
