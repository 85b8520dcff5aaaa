//! Revenue of sourced and influenced deals, reported apart.

use std::sync::Arc;

use tierwright_cases::Case;
use tierwright_engine::{Facts, Plan, Replay};
use tierwright_program::RoleClass::{Influenced, Sourced};

#[test]
fn sourced_and_influenced_revenue_stand_apart_and_count_each_deal_once() {
    let case: Case = serde_json::from_value(serde_json::json!({
        "title": "Two deals of three partners.",
        "program": { "role_classes": { "sourced": ["sourced"], "influenced": ["influenced"], "overlay": ["specialist"] } },
        "facts": {
            "partners": [{ "id": "x" }, { "id": "y" }, { "id": "z" }],
            "deals": [
                { "id": "D1", "closed": "2025-02-01", "amount": "10000 USD", "credits": [
                    { "partner": "x", "role": "sourced", "share": "0.5" },
                    { "partner": "y", "role": "influenced" },
                    { "partner": "z", "role": "specialist", "share": "1" }] },
                { "id": "D2", "closed": "2025-02-01", "amount": "5000 USD", "credits": [
                    { "partner": "x", "role": "sourced" }, { "partner": "y", "role": "sourced" }],
                    "returns": [{ "date": "2025-05-01", "amount": "1000 USD" }] }
            ]
        },
        "from": "2025-01-01", "until": "2025-06-30", "expect": []
    }))
    .expect("the case reads");
    let checked = case.checked().expect("no errors");
    let facts = Arc::new(Facts::build(case.facts.rows()).expect("sound rows"));
    let replay = Replay::between(&checked.program().calendar, case.from, case.until);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    let table = [
        (Sourced, Some(0), None, "14000.00 USD"),
        (Sourced, Some(1), None, "4000.00 USD"),
        (Sourced, Some(2), None, "0.00 USD"),
        (Sourced, None, None, "14000.00 USD"),
        (Sourced, None, Some(0), "15000.00 USD"),
        (Sourced, None, Some(1), "-1000.00 USD"),
        (Influenced, Some(1), None, "10000.00 USD"),
        (Influenced, None, None, "10000.00 USD"),
    ];
    for (class, partner, quarter, expected) in table {
        let got = plan.class_revenue(class, partner, quarter).expect("fits");
        assert_eq!(got.to_string(), expected, "{class:?} {partner:?} {quarter:?}");
    }
    let outcome = plan.calculate(1, &tierwright_engine::Turn::new()).expect("calculates");
    // By declared share: half of D1 for x, and nothing for the overlay's whole.
    assert_eq!(outcome.revenue(None, None).to_string(), "5000.00 USD");
}
