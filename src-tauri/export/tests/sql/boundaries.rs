//! Payouts at every threshold, a cent either side, at midpoints of rounding and around caps, so that
//! other engines are held against them too.

use serde_json::{Value, json};
use tierwright_cases::Case;
use tierwright_export::{BundleContent, decision_inputs, sql::prove};

/// Thresholds in cents that the rules below have, or that their caps are reached at.
const EDGES: [i64; 8] =
    [500_000, 1_000_000, 1_100_000, 1_500_000, 2_000_000, 4_000_000, 5_000_000, 10_000_000];

fn rule(id: &str, over: &Value) -> Value {
    let mut rule = json!({
        "id": id, "name": id, "state": "on",
        "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole" },
        "qualifier": "paid_on", "period": "quarter",
        "moment": "after_sale", "end": "back_end", "pays_into": "cash",
    });
    for (key, value) in over.as_object().expect("members") {
        rule[key] = value.clone();
    }
    rule
}

fn bands(method: &str, threshold: &str, bands: &[(&str, &str)]) -> Value {
    let bands: Vec<Value> =
        bands.iter().map(|(from, rate)| json!({ "from": from, "rates": [rate] })).collect();
    json!({ "method": method, "threshold": threshold, "bands": bands })
}

/// Rules of every method that decision tables say, with caps.
fn rules() -> Vec<Value> {
    let growth =
        json!({ "whole_compared_with": { "of": "same_period_last_year", "when_none": "skip" } });
    let on_growth = json!({
        "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": growth,
    });
    let money = [("0 USD", "0.0125"), ("10000 USD", "0.025"), ("50000 USD", "0.0375")];
    let ratio = [("1", "0.005"), ("1.1", "0.0155"), ("1.5", "0.0305")];
    let year = json!([
        { "per": "partner_period", "at_most": "1500 USD" }, { "per": "partner_year", "at_most": "4000 USD" },
    ]);
    vec![
        rule("whole", &json!({ "schedule": bands("whole_amount", "reached", &money) })),
        rule("passed", &json!({ "schedule": bands("whole_amount", "passed", &money) })),
        rule(
            "slices",
            &json!({ "schedule": bands("each_band", "reached", &money), "limits": year }),
        ),
        rule("every", &json!({ "schedule": bands("whole_amount_every_band", "reached", &money) })),
        rule(
            "growth",
            &json!({
                "schedule": bands("whole_amount", "reached", &ratio), "qualifier": "growth_ratio",
                "earns_on": on_growth,
            }),
        ),
        rule(
            "growth-slices",
            &json!({
                "schedule": bands("each_band", "reached", &ratio), "qualifier": "growth_ratio",
                "earns_on": on_growth,
            }),
        ),
    ]
}

/// Eighty partners, each with a deal of 10,000.00 in each quarter of the year before, and in each of
/// this year's with one that lies at a threshold, a few cents beside one, or among midpoints.
fn case(rounding: &str) -> Case {
    let (mut partners, mut deals) = (Vec::new(), Vec::new());
    let mut deal = |partner: &str, closed: String, cents: i64| {
        deals.push(json!({
            "id": format!("{partner}-{closed}"), "closed": closed,
            "amount": format!("{}.{:02} USD", cents / 100, cents % 100),
            "credits": [{ "partner": partner, "role": "resold" }],
        }));
    };
    for at in 0..216_i64 {
        let id = format!("p{at:03}");
        for quarter in 0..4_i64 {
            let month = 2 + 3 * quarter;
            // One partner in nine has nothing to grow from.
            if at % 9 != 8 {
                deal(&id, format!("2024-{month:02}-10"), 1_000_000);
            }
            let beside = (at / 8 + 7 * quarter) % 27 - 13;
            // The steps of 20 cents at 2.5% are half cents.
            let scale = if at / 8 % 2 == 0 { 1 } else { 20 };
            deal(&id, format!("2025-{month:02}-10"), EDGES[(at % 8) as usize] + beside * scale);
        }
        partners.push(json!({ "id": id }));
    }
    let case = json!({
        "title": "Payouts at every threshold and cap.",
        "program": { "rounding": rounding, "incentives": rules() },
        "facts": { "partners": partners, "deals": deals },
        "from": "2025-01-01", "until": "2025-12-31", "expect": [],
    });
    Case::from_json(&case.to_string()).expect("a case")
}

#[test]
fn payouts_at_every_threshold_and_cap_are_equal() {
    for rounding in ["half_away_from_zero", "half_even"] {
        let case = case(rounding);
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
        let content =
            BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
        let proof = prove(&content).expect("facts for it");
        assert_eq!((proof.problem, proof.sql.refused.len()), (None, 0));
        // 216 partners, 4 quarters, 6 rules.
        assert_eq!(proof.equal, 216 * 4 * 6);
        let asked = decision_inputs(&content).expect("payouts");
        let rules: std::collections::BTreeSet<_> =
            asked.iter().map(|one| one.decision.as_str()).collect();
        assert_eq!(rules.len(), 6, "{rules:?}");
        assert!(asked.len() > 5_000, "only {} answers", asked.len());
        // 10,000.00 reaches the second band: 2.5% of it are 250.00; where it has to be passed,
        // 1.25% are 125.00. A cent less is 9,999.99 at 1.25%: 124.999875, so 125.00.
        for (rule, value, is) in [
            ("p1_whole", "10000", "250"),
            ("p2_passed", "10000", "125"),
            ("p1_whole", "9999.99", "125"),
            // All three bands are reached: 1.25% + 2.5% + 3.75% = 7.5% of 50,000.00 = 3,750.00.
            ("p4_every", "50000", "3750"),
        ] {
            let found = asked.iter().find(|one| {
                let given = one.json()["value"].to_string();
                one.decision == rule && given == value
            });
            let found = found.unwrap_or_else(|| panic!("{rule} is not asked about {value}"));
            assert_eq!(found.is, is, "{rule} of {value}");
        }
        crate::hand_over(&format!("boundaries-{rounding}"), &content);
    }
}
