//! Findings on histories small enough to count by hand.

use std::sync::Arc;

use serde_json::{Value, json};
use tierwright_cases::Case;
use tierwright_engine::{Plan, Turn};
use tierwright_program::{Program, Severity, check};
use tierwright_study::{HistoryFinding, history_findings};

/// A deal of a partner in the first quarter of 2025.
fn deal(id: &str, partner: &str, amount: &str) -> Value {
    json!({
        "id": id, "closed": "2025-02-10", "amount": amount,
        "credits": [{ "partner": partner, "role": "resold", "share": "1" }],
    })
}

/// An incentive on revenue a quarter, with a schedule and whatever else is said.
fn incentive(id: &str, schedule: Value, more: Value) -> Value {
    let mut made = json!({
        "id": id, "name": id.to_uppercase(), "state": "on", "roles": ["resold"],
        "earns_on": {
            "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole",
        },
        "qualifier": "paid_on", "schedule": schedule, "period": "quarter", "limits": [],
        "moment": "after_sale", "end": "back_end", "pays_into": "cash",
    });
    for (key, value) in more.as_object().unwrap() {
        made[key] = value.clone();
    }
    made
}

/// The whole amount at the rate reached, by where each band begins.
fn whole_amount(bands: &[(&str, &str)]) -> Value {
    let bands = bands.iter().map(|(from, rate)| json!({ "from": from, "rates": [rate] }));
    json!({
        "method": "whole_amount", "threshold": "reached", "bands": bands.collect::<Vec<_>>(),
    })
}

fn found(program: Value, deals: Vec<Value>) -> Vec<HistoryFinding> {
    found_for(program, ["p1", "p2", "p3"].map(|id| json!({ "id": id })).to_vec(), deals)
}

fn found_for(program: Value, partners: Vec<Value>, deals: Vec<Value>) -> Vec<HistoryFinding> {
    let case = json!({
        "title": "Counted by hand.", "program": program,
        "facts": { "partners": partners, "deals": deals },
        "from": "2025-01-01", "until": "2025-03-31", "expect": [],
    });
    let case = Case::from_json(&case.to_string()).unwrap();
    let outcome = case.outcome().unwrap();
    let pays = |program: &Program| {
        let facts = Arc::clone(outcome.facts());
        let plan = Plan::compile(&check(program).0.unwrap(), facts, outcome.plan().replay(), None)?;
        plan.calculate(1, &Turn::new()).map(Arc::new)
    };
    history_findings(&outcome, pays).unwrap()
}

/// The finding of a kind: severity, place, partners and money.
fn one<'a>(found: &'a [HistoryFinding], code: &str) -> (Severity, &'a str, usize, String) {
    let mut of = found.iter().filter(|one| one.code == code);
    let first = of.next().unwrap_or_else(|| panic!("no {code} in {found:#?}"));
    assert!(of.next().is_none(), "{code} is found once");
    assert!(first.sentence.ends_with('.') && !first.hint.is_empty());
    (first.severity, &first.place, first.partners, first.amount.to_string())
}

fn none(found: &[HistoryFinding], code: &str) {
    assert!(!found.iter().any(|one| one.code == code), "{found:#?}");
}

#[test]
fn an_incentive_that_pays_nobody() {
    // Nobody sells 1,000,000.
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("0 USD", "0.01")]), json!({})),
        incentive("b", whole_amount(&[("1000000 USD", "0.05")]), json!({})),
    ] });
    let found = found(program, vec![deal("D1", "p1", "5000 USD")]);
    let (severity, place, partners, amount) = one(&found, "incentive_pays_nobody");
    assert_eq!((severity, place, partners), (Severity::Note, "/incentives/b", 0));
    assert_eq!(amount, "0.00 USD");
}

#[test]
fn sales_below_the_lowest_band() {
    // p1 sold 5,000 + 2,000 and p2 9,999.99, both below 10,000; p3 sold 10,000.
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("10000 USD", "0.01")]), json!({})),
    ] });
    let deals = vec![
        deal("D1", "p1", "5000 USD"),
        deal("D2", "p1", "2000 USD"),
        deal("D3", "p2", "9999.99 USD"),
        deal("D4", "p3", "10000 USD"),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "sales_below_first_band");
    assert_eq!((severity, partners), (Severity::Note, 2));
    assert_eq!(place, "/incentives/a/schedule/bands/0");
    assert_eq!(amount, "16999.99 USD");
    // The same deals are what nobody is paid for.
    let (_, place, partners, amount) = one(&found, "deals_earn_nothing");
    assert_eq!((place, partners, amount.as_str()), ("/incentives", 2, "16999.99 USD"));
    none(&found, "deals_paid_twice");
}

#[test]
fn sales_of_a_level_without_a_column() {
    // p1 sold 20,000 in the quarter before and is Gold; p2 and p3 are Base, which has no column.
    let requirement = json!({ "reaches": {
        "measure": { "revenue": { "weight": "whole_deal", "basis": "net" } },
        "window": { "trailing_months": 12 }, "at_least": "20000 USD",
    } });
    let schedule = json!({
        "method": "whole_amount", "threshold": "reached",
        "columns": { "level": { "track": "t", "tier_at": "period_start", "levels": ["gold"] } },
        "bands": [{ "from": "0 USD", "rates": ["0.02"] }],
    });
    let program = json!({
        "tracks": [{
            "id": "t", "name": "Tiers", "review": "quarter", "level_is": "highest_met",
            "downgrade": "at_review",
            "levels": [
                { "id": "base", "name": "Base" },
                { "id": "gold", "name": "Gold", "requirement": requirement },
                { "id": "top", "name": "Top", "requirement": { "reaches": {
                    "measure": { "revenue": { "weight": "whole_deal", "basis": "net" } },
                    "window": { "trailing_months": 12 }, "at_least": "900000 USD",
                } } },
            ],
        }],
        "incentives": [incentive("a", schedule, json!({}))],
    });
    let mut before = deal("D0", "p1", "20000 USD");
    before["closed"] = json!("2024-11-10");
    let deals = vec![
        before,
        deal("D1", "p1", "1000 USD"),
        deal("D2", "p2", "300 USD"),
        deal("D3", "p3", "40.50 USD"),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "sales_without_column");
    assert_eq!((severity, partners), (Severity::Warning, 2));
    assert_eq!(place, "/incentives/a/schedule/columns");
    assert_eq!(amount, "340.50 USD");
    let (severity, place, ..) = one(&found, "level_held_by_nobody");
    assert_eq!((severity, place), (Severity::Note, "/tracks/t/levels/top"));
}

#[test]
fn a_band_that_pays_nobody_and_who_sits_below_a_jump() {
    // 1% from 0, 2% from 100,000, 3% from 500,000. p1 sold 96,000: 4% below 100,000. It gets 960, and
    // would get 2,000 at the threshold: 1,040 more. p2 sold 94,000, 6% below. p3 sold 120,000 at 2%.
    let bands = [("0 USD", "0.01"), ("100000 USD", "0.02"), ("500000 USD", "0.03")];
    let program = json!({ "incentives": [incentive("a", whole_amount(&bands), json!({}))] });
    let deals = vec![
        deal("D1", "p1", "96000 USD"),
        deal("D2", "p2", "94000 USD"),
        deal("D3", "p3", "120000 USD"),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "cliff_within_reach");
    assert_eq!((severity, partners), (Severity::Warning, 1));
    assert_eq!(place, "/incentives/a/schedule/bands/1");
    assert_eq!(amount, "1040.00 USD");
    let (severity, place, ..) = one(&found, "band_pays_nobody");
    assert_eq!((severity, place), (Severity::Note, "/incentives/a/schedule/bands/2"));
    let said = &found.iter().find(|one| one.code == "band_pays_nobody").unwrap().sentence;
    assert!(said.contains("The highest value was 120,000 USD."), "{said}");
}

#[test]
fn caps_that_never_bind_and_caps_that_bind_for_many() {
    // 10% of 5,000, 8,000 and 1,000 is 500, 800 and 100. Capped at 400 a quarter: 100 and 400 are
    // taken from two of three. Nobody comes near 10,000 a year.
    let limits = |kind: &str, most: &str| json!({ "limits": [{ "per": kind, "at_most": most }] });
    let rate = whole_amount(&[("0 USD", "0.1")]);
    let program = json!({ "incentives": [
        incentive("a", rate.clone(), limits("partner_period", "400 USD")),
        incentive("b", rate, limits("partner_year", "10000 USD")),
    ] });
    let deals = vec![
        deal("D1", "p1", "5000 USD"),
        deal("D2", "p2", "8000 USD"),
        deal("D3", "p3", "1000 USD"),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "limit_reached");
    assert_eq!((severity, place, partners), (Severity::Warning, "/incentives/a/limits/0", 2));
    assert_eq!(amount, "500.00 USD");
    let (severity, place, partners, amount) = one(&found, "limit_never_reached");
    assert_eq!((severity, place, partners), (Severity::Note, "/incentives/b/limits/0", 0));
    assert_eq!(amount, "0.00 USD");
}

#[test]
fn deals_that_two_incentives_pay_on() {
    // 2% and 3% on D1 of 10,000: 500 in all, 5.0% of it. D2 has only the first: B begins at 5,000.
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("0 USD", "0.02")]), json!({})),
        incentive("b", whole_amount(&[("5000 USD", "0.03")]), json!({})),
    ] });
    let found = found(program, vec![deal("D1", "p1", "10000 USD"), deal("D2", "p2", "900 USD")]);
    let (severity, place, partners, amount) = one(&found, "deals_paid_twice");
    assert_eq!((severity, place, partners), (Severity::Warning, "/incentives", 1));
    assert_eq!(amount, "500.00 USD");
    let said = &found.iter().find(|one| one.code == "deals_paid_twice").unwrap().sentence;
    assert!(said.starts_with("1 deal of 1 partner") && said.contains("5.0%"), "{said}");
    none(&found, "deals_earn_nothing");
}

#[test]
fn rows_without_the_figure_that_is_paid_on() {
    // Paid on margin, by the amount where the cost is missing: D2 of three lacks it, and counts 700.
    let earns_on = json!({
        "measure": "margin", "weight": "whole_deal", "basis": "net", "part": "whole",
        "absent": "by_amount",
    });
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("0 USD", "0.1")]), json!({ "earns_on": earns_on })),
    ] });
    let with_cost = |id: &str, partner: &str, amount: &str, cost: &str| {
        let mut made = deal(id, partner, amount);
        made["cost"] = json!(cost);
        made
    };
    let deals = vec![
        with_cost("D1", "p1", "1000 USD", "600 USD"),
        deal("D2", "p2", "700 USD"),
        with_cost("D3", "p2", "500 USD", "100 USD"),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "figures_missing");
    assert_eq!((severity, place, partners), (Severity::Warning, "/incentives/a/earns_on", 1));
    assert_eq!(amount, "700.00 USD");
    let said = &found.iter().find(|one| one.code == "figures_missing").unwrap().sentence;
    assert!(said.contains("1 of 3 deals") && said.contains("33%"), "{said}");
}

#[test]
fn partners_without_a_baseline() {
    // Growth over the same quarter of the year before: p1 has 1,000 there, p2 nothing.
    let earns_on = json!({
        "measure": "revenue", "weight": "whole_deal", "basis": "net",
        "part": { "increment_over": { "of": "same_period_last_year", "when_none": "skip" } },
    });
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("0 USD", "0.1")]), json!({ "earns_on": earns_on })),
    ] });
    let mut before = deal("D0", "p1", "1000 USD");
    before["closed"] = json!("2024-02-10");
    let deals = vec![before, deal("D1", "p1", "1500 USD"), deal("D2", "p2", "800 USD")];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "sales_without_baseline");
    assert_eq!((severity, place, partners), (Severity::Note, "/incentives/a/earns_on", 1));
    assert_eq!(amount, "800.00 USD");
}

#[test]
fn who_is_near_a_threshold_of_growth() {
    // What was grown over the year before's quarter is paid at 1%, and at 2% from 120% of it. Each
    // sold 1,000 then, so that 120% is 1,200 and 5% below it 1,140. p1 sold 1,139.99, just too little;
    // p2 1,150, gets 1.50 and would get 4.00 with 50 more; p3 sold 1,300 and is above.
    let earns_on = json!({
        "measure": "revenue", "weight": "whole_deal", "basis": "net",
        "part": { "increment_over": { "of": "same_period_last_year", "when_none": "skip" } },
    });
    let program = json!({ "incentives": [incentive(
        "a",
        whole_amount(&[("1", "0.01"), ("1.2", "0.02")]),
        json!({ "earns_on": earns_on, "qualifier": "growth_ratio" }),
    )] });
    let mut deals = Vec::new();
    for (partner, amount) in [("p1", "1139.99 USD"), ("p2", "1150 USD"), ("p3", "1300 USD")] {
        let mut before = deal(&format!("{partner} before"), partner, "1000 USD");
        before["closed"] = json!("2024-02-10");
        deals.extend([before, deal(partner, partner, amount)]);
    }
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "cliff_within_reach");
    assert_eq!((severity, partners), (Severity::Warning, 1));
    assert_eq!(place, "/incentives/a/schedule/bands/1");
    assert_eq!(amount, "2.50 USD");
    let said = &found.iter().find(|one| one.code == "cliff_within_reach").unwrap().sentence;
    assert!(said.contains("within 5% below 120%,"), "{said}");
}

#[test]
fn a_shadow_incentive_pays_no_deal() {
    // D1 is counted by a shadow alone, so nobody is paid for it and p1 earns nothing. D2 is paid 2%
    // of 900 by the incentive that is on, and by no other.
    let program = json!({ "incentives": [
        incentive("a", whole_amount(&[("0 USD", "0.1")]), json!({ "state": "shadow" })),
        incentive("b", whole_amount(&[("0 USD", "0.02")]), json!({ "roles": ["sourced"] })),
    ] });
    let mut sourced = deal("D2", "p2", "900 USD");
    sourced["credits"][0]["role"] = json!("sourced");
    let found = found(program, vec![deal("D1", "p1", "5000 USD"), sourced]);
    let (_, _, partners, amount) = one(&found, "deals_earn_nothing");
    assert_eq!((partners, amount.as_str()), (1, "5000.00 USD"));
    let (severity, _, partners, amount) = one(&found, "partners_earn_nothing");
    assert_eq!((severity, partners, amount.as_str()), (Severity::Warning, 1, "5000.00 USD"));
    none(&found, "deals_paid_twice");
}

#[test]
fn returns_without_a_line_of_deals_that_count_in_part() {
    // Bikes count. D1 sold bikes for 600 and helmets for 400, and all 1,000 came back without a
    // line: taken off nothing. D2 gave back its bikes by their line, 300, and D3 sold nothing but
    // bikes. D4 is nobody's, and D5 is p2's and gave back 50 after the quarter.
    let bikes = json!({ "what": { "is": { "field": "family", "one_of": ["Bikes"] } } });
    let program =
        json!({ "incentives": [incentive("a", whole_amount(&[("0 USD", "0.1")]), bikes)] });
    let line = |id: &str, family: &str, amount: &str| json!({ "id": id, "product": family, "family": family, "amount": amount, "quantity": "1" });
    let both = json!([line("1", "Bikes", "600 USD"), line("2", "Helmets", "400 USD")]);
    let returned = |id: &str, partner: &str, lines: &Value, back: Value| {
        let mut made = deal(id, partner, "1000 USD");
        made["lines"] = lines.clone();
        made["returns"] = json!([back]);
        made
    };
    let whole = json!({ "date": "2025-03-01", "amount": "1000 USD" });
    let mut of_nobody = returned("D4", "p1", &both, whole.clone());
    of_nobody["credits"] = json!([]);
    let deals = vec![
        returned("D1", "p1", &both, whole.clone()),
        returned(
            "D2",
            "p1",
            &both,
            json!({ "date": "2025-03-01", "amount": "300 USD", "line": "1" }),
        ),
        returned("D3", "p1", &json!([line("1", "Bikes", "1000 USD")]), whole),
        of_nobody,
        returned("D5", "p2", &both, json!({ "date": "2025-04-01", "amount": "50 USD" })),
    ];
    let found = found(program, deals);
    let (severity, place, partners, amount) = one(&found, "returns_left_out");
    assert_eq!((severity, place, partners), (Severity::Warning, "/incentives/a/what", 1));
    assert_eq!(amount, "1000.00 USD");
}

#[test]
fn tier_history_that_counts_for_nothing() {
    // The only track is for resellers. p1 has two rows of a track "old", p2 one row of the track that
    // it is not on, and p3 one that counts.
    let track = json!({
        "id": "main", "name": "Main", "who": { "is": { "field": "partner_type", "one_of": ["reseller"] } },
        "review": "quarter", "level_is": "highest_met", "downgrade": "at_review",
        "levels": [{ "id": "base", "name": "Base" }],
    });
    let row = |track: &str| json!({ "track": track, "level": "base", "from": "2024-01-01" });
    let partners = vec![
        json!({ "id": "p1", "type": "reseller", "levels": [row("old"), row("old")] }),
        json!({ "id": "p2", "type": "MSP", "levels": [row("main")] }),
        json!({ "id": "p3", "type": "reseller", "levels": [row("main")] }),
    ];
    let incentive = incentive("a", whole_amount(&[("0 USD", "0.1")]), json!({}));
    let program = json!({ "tracks": [track], "incentives": [incentive] });
    let found = found_for(program, partners, vec![deal("D1", "p1", "100 USD")]);
    let (severity, place, partners, _) = one(&found, "tier_history_of_no_track");
    assert_eq!((severity, place, partners), (Severity::Warning, "/tracks", 1));
    let (severity, place, partners, _) = one(&found, "tier_history_off_track");
    assert_eq!((severity, place, partners), (Severity::Note, "/tracks/main/who", 1));
    let said = &found.iter().find(|one| one.code == "tier_history_of_no_track").unwrap().sentence;
    assert!(said.contains("2 rows of tier history count for nothing; the first is"), "{said}");
}
