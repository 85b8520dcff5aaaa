//! Changes by id and by position, and what is refused.

use serde_json::{Value, json};
use tierwright_program::{Change, apply, change::value_at};

use crate::base;

fn set(place: &str, value: Value) -> Change {
    Change { place: place.to_owned(), value }
}

#[test]
fn a_value_is_set_at_its_place() {
    let rows = [
        ("/tracks/partner/levels/gold/name", "/tracks/0/levels/2/name", json!("Best")),
        (
            "/incentives/volume/schedule/bands/1/rates/2",
            "/incentives/0/schedule/bands/1/rates/2",
            json!("0.05"),
        ),
        ("/incentives/growth/period", "/incentives/1/period", json!("year")),
        ("/incentives/volume/who/is/one_of/0", "/incentives/volume/who/is/one_of/0", json!("NA")),
        ("/name", "/name", json!("Other")),
    ];
    for (by_id, by_position, value) in rows {
        let program = base::program();
        assert_ne!(value_at(&program, by_id), Some(value.clone()));
        let one = apply(&program, &[set(by_id, value.clone())]).unwrap();
        let other = apply(&program, &[set(by_position, value.clone())]).unwrap();
        assert_eq!(one, other, "{by_id}");
        assert_eq!(value_at(&one, by_id), Some(value), "{by_id}");
    }
}

#[test]
fn changes_apply_in_order() {
    let changes = [
        set("/incentives/growth/id", json!("kicker")),
        set("/incentives/kicker/name", json!("Kicker")),
    ];
    let program = apply(&base::program(), &changes).unwrap();
    assert_eq!(program.incentives[1].name, "Kicker");
    assert_eq!(apply(&base::program(), &[]).unwrap(), base::program());
}

#[test]
fn what_may_be_left_out_is_put_in_and_taken_out() {
    let gate = value_at(&base::program(), "/incentives/volume/gate").unwrap();
    let with = apply(&base::program(), &[set("/incentives/growth/gate", gate.clone())]).unwrap();
    assert_eq!(value_at(&with, "/incentives/growth/gate"), Some(gate));
    let without = apply(&with, &[set("/incentives/growth/gate", Value::Null)]).unwrap();
    assert_eq!(without, base::program());
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let rows = [
        (
            "/tracks/other/name",
            json!("x"),
            "/tracks/other/name",
            "the program has nothing at this place",
        ),
        ("/incentives/9", json!({}), "/incentives/9", "the program has nothing at this place"),
        ("name", json!("x"), "name", "the program has nothing at this place"),
        ("/name/first", json!("x"), "/name/first", "the program has nothing at this place"),
        (
            "/incentives/volume/dates/form",
            json!("2025-01-01"),
            "/incentives/volume/dates/form",
            "there is no key form here; the keys are from and until",
        ),
        (
            "/incentives/volume/period",
            json!("fortnight"),
            "/incentives/volume/period",
            "fortnight is not a choice here; the choices are line, deal, term, day, week, half_month, month, quarter, half and year",
        ),
        (
            "/incentives/volume/schedule/bands/0/rates/0",
            json!(0.03),
            "/incentives/volume/schedule/bands/0/rates/0",
            "text in quotes is expected here, and this is the number 0.03",
        ),
        (
            "/tracks/partner/levels/gold/requirement/any",
            json!([]),
            "/tracks/partner/levels/gold/requirement",
            "one choice is expected here, and this object has none or several keys",
        ),
    ];
    for (place, value, at, reason) in rows {
        let error = apply(&base::program(), &[set(place, value)]).unwrap_err();
        assert_eq!((error.place.as_str(), error.reason.as_str()), (at, reason));
    }
}

#[test]
fn a_place_that_is_not_there_has_no_value() {
    for place in ["/tracks/partner/levels/diamond", "/incentives/x", "name", "//", "/name/0"] {
        assert_eq!(value_at(&base::program(), place), None, "{place}");
    }
}
