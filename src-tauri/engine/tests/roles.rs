//! Revenue of sourced and influenced deals, reported apart.

use std::sync::Arc;

use tierwright_cases::Case;
use tierwright_engine::{Facts, Plan, Replay};
use tierwright_program::RoleClass::{Direct, Influenced, Sourced};

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

#[test]
fn direct_sellers_stand_beside_partners_and_their_lowered_parts_are_named() {
    let pool = serde_json::json!({
        "id": "pool", "name": "Pool", "state": "on",
        "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "gross", "part": "whole" },
        "qualifier": "paid_on",
        "schedule": { "method": "whole_amount", "threshold": "reached", "bands": [{ "from": "0 USD", "rates": ["0.1"] }] },
        "period": "deal",
        "shares": {
            "by": { "role_weights": { "unheld_role": "left_out", "weights": [
                { "role": "direct seller", "weight": "0.6" }, { "role": "sourced", "weight": "0.4" }] } },
            "total": "normalised", "of": "one_pool", "minimum_partners": 1
        },
        "moment": "after_sale", "end": "back_end", "pays_into": "cash"
    });
    let case: Case = serde_json::from_value(serde_json::json!({
        "title": "A direct seller alone, and beside a partner.",
        "program": { "role_classes": { "direct": ["direct seller"] }, "incentives": [pool] },
        "facts": {
            "partners": [{ "id": "rep", "type": "direct seller" }, { "id": "p" }],
            "deals": [
                { "id": "D1", "closed": "2025-02-01", "amount": "1000 USD", "credits": [
                    { "partner": "rep", "role": "direct seller" }] },
                { "id": "D2", "closed": "2025-02-02", "amount": "2000 USD", "credits": [
                    { "partner": "rep", "role": "direct seller" }, { "partner": "p", "role": "sourced" }] },
                { "id": "D3", "closed": "2025-02-03", "amount": "4000 USD", "credits": [
                    { "partner": "p", "role": "sourced" }] }
            ]
        },
        "from": "2025-01-01", "until": "2025-03-31", "expect": []
    }))
    .expect("the case reads");
    let checked = case.checked().expect("no errors");
    let facts = Arc::new(Facts::build(case.facts.rows()).expect("sound rows"));
    let replay = Replay::between(&checked.program().calendar, case.from, case.until);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    // D1: 100.00 for rep alone. D2: 60% of 200.00 = 120.00, which would be 200.00 without p.
    let parts = plan.lowered_direct_parts().expect("fits");
    let said: Vec<_> = parts
        .iter()
        .map(|part| (part.deal, part.seller, part.gets.to_string(), part.alone.to_string()))
        .collect();
    assert_eq!(said, [(1, 1, "120.00 USD".to_owned(), "200.00 USD".to_owned())]);
    // Credited on D1 and D2; paid 100.00 + 120.00, and p 80.00 + 400.00.
    let outcome = plan.calculate(1, &tierwright_engine::Turn::new()).expect("calculates");
    let beside = outcome.direct_sellers().expect("fits");
    assert_eq!(beside.credit.to_string(), "3000.00 USD");
    assert_eq!(beside.credit, plan.class_revenue(Direct, None, None).expect("fits"));
    assert_eq!(beside.cost.to_string(), "220.00 USD");
    assert_eq!(beside.partners_cost.to_string(), "480.00 USD");
}
