//! Payouts at every threshold, a cent either side, at midpoints of rounding and around caps, so that
//! other engines are held against them too; on facts that a script was exported with and on others,
//! and with one number of the script changed.

use serde_json::{Value, json};
use tierwright_cases::Case;
use tierwright_export::{
    BundleContent, Watch, decision_inputs,
    sql::{Compared, compare, prove, recompute},
};

/// Sales of a quarter in cents that the rules below have a threshold at, or that reach a cap:
/// 40,000.00 and 60,000.00 earn what a deal and a period can pay at most, and four quarters of
/// 45,000.00 what a year can. 10,000.00, 11,000.00 and 15,000.00 are 1, 1.1 and 1.5 times the year
/// before.
const EDGES: [i64; 10] = [
    500_000, 1_000_000, 1_100_000, 1_500_000, 2_000_000, 4_000_000, 4_500_000, 5_000_000,
    6_000_000, 10_000_000,
];

/// How far beside an edge sales lie: from 13 steps below it to 13 above.
const BESIDE: i64 = 27;

const PARTNERS: i64 = EDGES.len() as i64 * BESIDE;

/// One number of the rules below, as a script and as a named cell of the workbook has it, and another.
const CHANGES: [[&str; 5]; 3] = [
    ["rate", "375", "376", "p1_whole_rate_3_1", "0.0376"],
    ["threshold", "500000000", "500000100", "p1_whole_from_3", "50000.01"],
    ["cap", "150000", "149999", "p3_slices_period_cap", "1499.99"],
];

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
    let deal = json!([{ "per": "deal", "at_most": "1000 USD" }]);
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
        rule(
            "by-deal",
            &json!({
                "schedule": bands("whole_amount", "reached", &money), "period": "deal",
                "limits": deal,
            }),
        ),
    ]
}

/// What a partner sells in a quarter, in cents. With another turn everybody sells something else.
fn sales(partner: i64, quarter: i64, turn: i64) -> i64 {
    let edges = EDGES.len() as i64;
    let step = partner / edges;
    let beside = (step + 7 * quarter + 5 * turn) % BESIDE - BESIDE / 2;
    // Steps of 20 cents at 2.5% are half cents.
    let scale = if step % 2 == 0 { 1 } else { 20 };
    EDGES[((partner + 3 * turn) % edges) as usize] + beside * scale
}

/// Partners who each have a deal of 10,000.00 in each quarter of the year before, and in each of this
/// year's one that lies at an edge, a few cents beside one, or among midpoints.
fn case(rounding: &str, turn: i64) -> Case {
    let (mut partners, mut deals) = (Vec::new(), Vec::new());
    let mut deal = |partner: &str, closed: String, cents: i64| {
        deals.push(json!({
            "id": format!("{partner}-{closed}"), "closed": closed,
            "amount": format!("{}.{:02} USD", cents / 100, cents % 100),
            "credits": [{ "partner": partner, "role": "resold" }],
        }));
    };
    for at in 0..PARTNERS {
        let id = format!("p{at:03}");
        for quarter in 0..4_i64 {
            let month = 2 + 3 * quarter;
            // One partner in seven has nothing to grow from.
            if at % 7 != 6 {
                deal(&id, format!("2024-{month:02}-10"), 1_000_000);
            }
            deal(&id, format!("2025-{month:02}-10"), sales(at, quarter, turn));
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

fn content(rounding: &str, turn: i64) -> BundleContent {
    let case = case(rounding, turn);
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64))
}

/// What a script works out from the facts of a content, beside what the engine pays on them.
fn run(script: &str, on: &BundleContent) -> Compared {
    let facts = &on.sql.as_ref().expect("facts").files;
    let found = recompute(script, facts, &Watch::nobody()).expect("runs");
    let all: Vec<String> = on.program.incentives.iter().map(|one| one.id.clone()).collect();
    compare(&on.program, &on.lines, &found, &all)
}

/// A script with a number in place of another one, wherever it stands alone.
fn with(script: &str, from: &str, to: &str) -> String {
    let mut text = String::new();
    let mut rest = script;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        let alone = !before.ends_with(|one: char| one.is_ascii_alphanumeric())
            && !after.starts_with(|one: char| one.is_ascii_alphanumeric());
        text.push_str(before);
        text.push_str(if alone { to } else { from });
        rest = after;
    }
    text + rest
}

#[test]
fn sales_lie_at_every_edge_a_cent_either_side_and_at_midpoints() {
    for turn in [0, 1] {
        let all: Vec<i64> =
            (0..PARTNERS).flat_map(|at| (0..4).map(move |q| sales(at, q, turn))).collect();
        for edge in EDGES {
            let beside = |by: i64| all.iter().filter(|cents| **cents == edge + by).count();
            let [under, at, over] = [-1, 0, 1].map(beside);
            assert!(under >= 2 && at >= 4 && over >= 2, "{edge}: {under}, {at}, {over}");
        }
        // 2.5% of so many cents ends in half a cent where 40 leaves 20 of them.
        let half = |cents: &&i64| (1_000_000..5_000_000).contains(*cents) && **cents % 40 == 20;
        let midpoints = all.iter().filter(half).count();
        assert!(midpoints > 100, "{midpoints}");
    }
}

#[test]
fn payouts_at_every_threshold_and_cap_are_equal() {
    for rounding in ["half_away_from_zero", "half_even"] {
        let content = content(rounding, 0);
        let proof = prove(&content).expect("facts for it");
        assert_eq!((proof.problem, proof.sql.refused.len()), (None, 0));
        // 270 partners, 4 quarters, 7 rules; and the floor that each target has to pass.
        assert_eq!(proof.equal, 270 * 4 * 7);
        assert!(content.lines.len() > 5_000, "only {} lines", content.lines.len());
        let asked = decision_inputs(&content).expect("payouts");
        let rules: std::collections::BTreeSet<_> =
            asked.iter().map(|one| one.decision.as_str()).collect();
        assert_eq!(rules.len(), 8, "by-deal is asked for its deals too: {rules:?}");
        assert!(asked.len() > 5_000, "only {} answers", asked.len());
        // 10,000.00 reaches the second band: 2.5% of it are 250.00; where it has to be passed,
        // 1.25% are 125.00. A cent less is 9,999.99 at 1.25%: 124.999875, so 125.00.
        for (rule, value, is) in [
            ("p1_whole", "10000", "250"),
            ("p2_passed", "10000", "125"),
            ("p1_whole", "9999.99", "125"),
            // All three bands are reached: 1.25% + 2.5% + 3.75% = 7.5% of 50,000.00 = 3,750.00.
            ("p4_every", "50000", "3750"),
            // 125.00 + 1,000.00 + 3.75% of 10,000.00 = 1,500.00, which is the cap of the period; a
            // cent less sold is 0.000375 less.
            ("p3_slices", "60000", "1500"),
            ("p3_slices", "59999.99", "1500"),
        ] {
            let found = asked.iter().find(|one| {
                let given = one.json()["value"].to_string();
                one.decision == rule && given == value
            });
            let found = found.unwrap_or_else(|| panic!("{rule} is not asked about {value}"));
            assert_eq!(found.is, is, "{rule} of {value}");
        }
        let name = format!("boundaries-{rounding}");
        crate::hand_over(&name, &content);
        if std::env::var_os("TIERWRIGHT_PARITY").is_some() {
            crate::hand_over(&format!("{name}-foreign"), &self::content(rounding, 1));
            crate::beside(&format!("{name}.changes.json"), &json!(CHANGES).to_string());
        }
    }
}

#[test]
fn a_script_pays_right_on_facts_it_was_not_exported_with() {
    let (own, other) = (content("half_even", 0), content("half_even", 1));
    let script = prove(&own).expect("facts for it").sql.text;
    assert_eq!(run(&script, &other), Compared::default());
    // The facts are others indeed: what was paid on the first ones is not what is paid on these.
    let facts = BundleContent { lines: other.lines, ..own };
    assert!(run(&script, &facts).differing > 5_000);
}

#[test]
fn a_changed_rate_threshold_or_cap_of_a_script_is_noticed() {
    let content = content("half_away_from_zero", 0);
    let script = prove(&content).expect("facts for it").sql.text;
    assert_eq!(run(&script, &content), Compared::default());
    for [what, from, to, ..] in CHANGES {
        let changed = with(&script, from, to);
        assert_ne!(changed, script, "{what}: {from} is not in the script");
        let found = run(&changed, &content);
        assert!(found.differing > 0, "a changed {what} makes no difference");
    }
}
