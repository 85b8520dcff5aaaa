//! What a person may take over from a test that fails: an amount or a level, and nothing else.

use serde_json::{Value, json};
use tierwright_cases::{Case, accepted};
use tierwright_program::ProgramTest;

/// A rebate of 2%, and a level that those of a type hold from 100 on.
fn program() -> Value {
    json!({
        "tracks": [{
            "id": "t", "name": "T", "review": "quarter", "level_is": "highest_met",
            "downgrade": "at_review",
            "who": { "is": { "field": "partner_type", "one_of": ["reseller"] } },
            "levels": [{ "id": "low", "name": "Low" }, { "id": "high", "name": "High",
                "requirement": { "reaches": {
                    "measure": { "revenue": { "weight": "whole_deal", "basis": "net" } },
                    "window": "period", "at_least": "100 USD" } } }]
        }],
        "incentives": [{
            "id": "rebate", "name": "Rebate", "state": "on", "roles": [],
            "earns_on": {
                "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole"
            },
            "qualifier": "paid_on",
            "schedule": { "method": "whole_amount", "threshold": "reached",
                "bands": [{ "from": "0 USD", "rates": ["0.02"] }] },
            "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash"
        }]
    })
}

/// What is expected after what came out is accepted, or why it cannot be. P1, a reseller, sold for
/// 100 in the first quarter of 2025: 2% are 2, and the level is high from 1 April.
fn taken_over(expect: &Value) -> Result<Vec<Value>, String> {
    let mut text = json!({
        "title": "One deal.",
        "facts": {
            "partners": [{ "id": "P1", "type": "reseller" }, { "id": "P2", "type": "MSP" }],
            "deals": [{ "id": "D1", "closed": "2025-02-01", "amount": "100 USD",
                "credits": [{ "partner": "P1", "role": "resold" }] }]
        },
        "from": "2025-01-01", "until": "2025-06-30", "expect": expect
    });
    let mut whole = text.clone();
    whole["program"] = program();
    let checked = Case::from_json(&whole.to_string()).expect("a case").checked().expect("sound");
    text["id"] = json!("test");
    let test: ProgramTest = serde_json::from_value(text).expect("a test");
    let case = Case::of_test(&test).expect("a case");
    let outcome = case.outcome_of(&checked).expect("it calculates");
    let compared = case.compared(&outcome).expect("it compares");
    let taken = accepted(&test, &compared).map_err(|fault| fault.0)?;
    Ok(taken.into_iter().map(Value::Object).collect())
}

fn line(amount: &str) -> Value {
    json!({ "partner": "P1", "quarter": "Q1 FY25", "incentive": "rebate", "amount": amount })
}

fn level(partner: &str, level: &str) -> Value {
    json!({ "partner": partner, "on": "2025-04-10", "track": "t", "level": level })
}

#[test]
fn an_amount_and_a_level_are_taken_over() {
    let taken = taken_over(&json!([line("3.00 USD"), level("P1", "low")]));
    assert_eq!(taken, Ok(vec![line("2.00 USD"), level("P1", "high")]));
}

#[test]
fn nothing_is_taken_over_where_something_else_differs() {
    // One difference and one amount, which is right: the step is what differs.
    let mut other = line("2.00 USD");
    other["steps"] = json!([{ "kind": "guarantee" }]);
    let fault = taken_over(&json!([other])).expect_err("a step differs");
    assert!(fault.starts_with("More than an amount or a level differs"), "{fault}");
}

#[test]
fn no_level_is_nothing_to_take_over() {
    let fault = taken_over(&json!([level("P2", "low")])).expect_err("no level is held");
    assert!(fault.starts_with("No level is held any more"), "{fault}");
}
