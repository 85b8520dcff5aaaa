//! Facts and programs that cannot be calculated say which row is at fault.

use std::sync::Arc;

use tierwright_cases::Case;
use tierwright_engine::{Facts, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::{Money, Rate};

/// One deal of one partner, in a currency, under a rebate of 2%.
fn case(amount: &str) -> Case {
    serde_json::from_value(serde_json::json!({
        "title": "One deal.",
        "program": { "incentives": [{
            "id": "rebate", "name": "Rebate", "state": "on", "roles": [],
            "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole" },
            "qualifier": "paid_on",
            "schedule": { "method": "whole_amount", "threshold": "reached", "bands": [{ "from": "0 USD", "rates": ["0.02"] }] },
            "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash"
        }]},
        "facts": {
            "partners": [{ "id": "P1" }],
            "deals": [{ "id": "D1", "closed": "2025-02-01", "amount": amount,
                "lines": [{ "id": "1", "family": "Bikes", "amount": amount }],
                "credits": [{ "partner": "P1", "role": "resold", "share": "1" }],
                "returns": [{ "date": "2025-03-01", "amount": amount, "line": "1" }] }],
            "activities": [{ "partner": "P1", "kind": "certification", "date": "2025-01-01" }]
        },
        "from": "2025-01-01", "until": "2025-03-31", "expect": []
    }))
    .expect("the case reads")
}

#[test]
fn a_row_that_cannot_be_used_is_named() {
    type Fault = fn(&mut FactRows);
    let faults: [(&str, &str, Fault); 16] = [
        ("id_twice", "partner P1", |rows| rows.partners.push(rows.partners[0].clone())),
        ("id_twice", "deal D1", |rows| rows.deals.push(rows.deals[0].clone())),
        ("id_twice", "Line 1 of deal D1", |rows| rows.lines.push(rows.lines[0].clone())),
        ("id_twice", "credit D1-0", |rows| rows.credits.push(rows.credits[0].clone())),
        ("partner_missing", "partner P9", |rows| rows.credits[0].partner = "P9".to_owned()),
        ("partner_missing", "partner P9", |rows| rows.activities[0].partner = "P9".to_owned()),
        ("deal_missing", "deal D9", |rows| rows.credits[0].deal = "D9".to_owned()),
        ("deal_missing", "deal D9", |rows| rows.lines[0].deal = "D9".to_owned()),
        ("closing_day_missing", "Deal D1", |rows| rows.deals[0].closed = None),
        ("line_missing", "deal D1", |rows| rows.adjustments[0].line = Some("7".to_owned())),
        ("currency_differs", "another currency", |rows| rows.lines[0].amount = money("5 EUR")),
        ("currency_differs", "another currency", |rows| {
            rows.adjustments[0].amount = money("5 EUR");
        }),
        ("day_out_of_range", "9999-12-31", |rows| {
            rows.deals[0].closed = "9999-12-31".parse().ok();
        }),
        ("day_out_of_range", "1899-12-31", |rows| {
            rows.activities[0].date = "1899-12-31".parse().expect("a day");
        }),
        ("amount_too_large", "more than can be held", |rows| {
            rows.adjustments[0].amount = Money::from_units(i64::MIN, money("1 USD").currency());
        }),
        ("amount_too_large", "more than can be held", |rows| {
            rows.adjustments[0].quantity = Rate::from_units(i64::MIN);
        }),
    ];
    for (code, part, fault) in faults {
        let mut rows = case("100.00 USD").facts.rows();
        fault(&mut rows);
        let problems = Facts::build(rows).expect_err(code);
        let found = problems.iter().find(|problem| problem.code == code);
        let problem = found.unwrap_or_else(|| panic!("{code}: {problems:?}"));
        assert!(problem.sentence.contains(part), "{code}: {}", problem.sentence);
        assert!(problem.source.is_some(), "{code} has no row");
    }
}

#[test]
fn what_stays_valid_for_ever_is_no_fault() {
    let mut rows = case("100.00 USD").facts.rows();
    rows.activities[0].valid_until = "9999-12-31".parse().ok();
    assert!(Facts::build(rows).is_ok());
}

#[test]
fn an_exchange_rate_above_zero_is_needed_once_a_day() {
    let mut case = case("100.00 EUR");
    case.facts.rates = serde_json::from_value(serde_json::json!([
        { "currency": "EUR", "base": "USD", "date": "2025-01-01", "rate": "1.1" },
        { "currency": "EUR", "base": "USD", "date": "2025-01-01", "rate": "1.2" },
        { "currency": "GBP", "base": "USD", "date": "2025-01-01", "rate": "0" },
    ]))
    .expect("rates read");
    let problems = Facts::build(case.facts.rows()).expect_err("two faults");
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["rate_not_positive", "rate_twice"]);
}

#[test]
fn a_missing_exchange_rate_names_the_deal_and_the_day() {
    let case = case("100.00 SEK");
    let facts = Arc::new(Facts::build(case.facts.rows()).expect("sound rows"));
    let checked = case.checked().expect("no errors");
    let replay = Replay::last_four_quarters(&facts, &checked.program().calendar);
    let failure = Plan::compile(&checked, facts, &replay, None).expect_err("no rate");
    assert_eq!(failure.code, "rate_missing");
    for part in ["SEK", "USD", "2025-02-01", "deal D1"] {
        assert!(failure.sentence.contains(part), "{}", failure.sentence);
    }
}

#[test]
fn what_does_not_fit_is_a_failure_that_names_the_fact() {
    let case = case("100.00 USD");
    let mut rows = case.facts.rows();
    let huge = Money::from_units(i64::MAX, "USD".parse().expect("a currency"));
    rows.lines[0].amount = huge;
    rows.adjustments.clear();
    let mut second = rows.lines[0].clone();
    second.id = "2".to_owned();
    second.quantity = Rate::whole(1);
    rows.lines.push(second);
    let facts = Arc::new(Facts::build(rows).expect("sound rows"));
    let checked = case.checked().expect("no errors");
    let replay = Replay::last_four_quarters(&facts, &checked.program().calendar);
    let failure = Plan::compile(&checked, facts, &replay, None)
        .and_then(|plan| plan.calculate(1, &Turn::new()))
        .expect_err("too large");
    assert_eq!(failure.code, "amount_too_large");
    assert!(failure.sentence.contains("D1"), "{}", failure.sentence);
}

#[test]
fn a_total_that_does_not_fit_is_a_failure_too() {
    let case = case("100.00 USD");
    let mut rows = case.facts.rows();
    rows.adjustments.clear();
    rows.lines.clear();
    rows.deals[0].amount = Money::from_units(i64::MAX / 2 + 1, "USD".parse().expect("a currency"));
    rows.partners.push(tierwright_engine::rows::PartnerRow {
        id: "P2".to_owned(),
        ..rows.partners[0].clone()
    });
    rows.credits.push(tierwright_engine::rows::CreditRow {
        id: "second".to_owned(),
        partner: "P2".to_owned(),
        ..rows.credits[0].clone()
    });
    let facts = Arc::new(Facts::build(rows).expect("sound rows"));
    let checked = case.checked().expect("no errors");
    let replay = Replay::last_four_quarters(&facts, &checked.program().calendar);
    let failure = Plan::compile(&checked, facts, &replay, None).expect_err("too large");
    assert_eq!(failure.code, "amount_too_large");
    assert!(failure.sentence.contains("revenue of all partners"), "{}", failure.sentence);
}

#[test]
fn shares_above_all_of_a_pool_name_their_deal() {
    let mut case = case("100.00 USD");
    let shares = serde_json::json!({ "by": "declared_share", "total": "as_declared", "minimum_partners": 1 });
    case.program["incentives"][0]["shares"] = shares;
    case.program["incentives"][0]["period"] = "deal".into();
    case.from = "2025-01-01".parse().expect("a day");
    for (share, fails) in [("1", false), ("1.0001", true)] {
        case.facts.deals[0].credits[0].share = Some(share.parse().expect("a share"));
        match (case.outcome(), fails) {
            (Err(fault), true) => {
                assert!(
                    fault.0.starts_with("The shares of deal D1 come to 100.01%"),
                    "{}",
                    fault.0
                );
            }
            (outcome, _) => assert_eq!(outcome.is_err(), fails, "{share}"),
        }
    }
}

#[test]
fn two_targets_of_the_same_days_are_named_unless_the_program_says_which() {
    let target = |from: &str, until: &str, measure: &str| {
        serde_json::json!({ "id": format!("{measure} {from}"), "of": { "partner": "P1" },
            "name": "quota", "measure": measure, "from": from, "until": until, "value": "500 USD" })
    };
    let whole = target("2025-01-01", "2025-03-31", "revenue");
    let second = |from: &str, measure: &str| target(from, "2025-03-31", measure);
    let overlap = "Targets revenue 2025-01-01 and revenue 2025-03-31 are both named quota";
    let first_half = target("2025-01-01", "2025-03-30", "revenue");
    for (targets, measure, fails) in [
        ([&whole, &second("2025-03-31", "revenue")], None, Some(overlap)),
        ([&whole, &second("2025-03-31", "margin")], None, Some("Targets revenue 2025-01-01")),
        ([&whole, &second("2025-03-31", "margin")], Some("revenue"), None),
        ([&first_half, &second("2025-03-31", "revenue")], None, None),
    ] {
        let mut case = case("100.00 USD");
        case.facts.deals[0].returns.clear();
        case.facts.targets = serde_json::from_value(serde_json::json!(targets)).expect("targets");
        let mut agreed = serde_json::json!({ "name": "quota" });
        if let Some(measure) = measure {
            agreed["measure"] = measure.into();
        }
        let incentive = &mut case.program["incentives"][0];
        incentive["qualifier"] = "attainment".into();
        incentive["target"] = serde_json::json!({ "of": { "agreed": agreed } });
        incentive["schedule"]["bands"][0]["from"] = "0.1".into();
        match (case.outcome(), fails) {
            (Err(fault), Some(part)) => assert!(fault.0.contains(part), "{}", fault.0),
            (outcome, fails) => {
                assert!(fails.is_none(), "{targets:?}");
                // 2% of 100 against 500 or 1,000: both reach a tenth.
                let amount = outcome.expect("it calculates").cell(0, 0, 0);
                assert_eq!(amount, money("2.00 USD"), "{targets:?}");
            }
        }
    }
}

#[test]
fn the_replay_is_the_last_four_full_quarters() {
    let rows_of = |last: &str| {
        let mut case = case("100.00 USD");
        case.facts.deals[0].returns.clear();
        case.facts.activities.clear();
        let mut late = serde_json::to_value(serde_json::json!({
            "id": "D2", "closed": last, "amount": "1 USD", "credits": [{ "partner": "P1", "role": "resold" }]
        }))
        .expect("JSON");
        late["type"] = "new".into();
        case.facts.deals.push(serde_json::from_value(late).expect("a deal"));
        Facts::build(case.facts.rows()).expect("sound rows")
    };
    let calendar = case("1 USD").checked().expect("no errors").program().calendar;
    let table = [
        ("2026-03-01", "Q2 FY25 to Q1 FY26"),
        ("2026-02-28", "Q1 FY25 to Q4 FY25"),
        ("2025-11-29", "Q1 FY25 to Q3 FY25"),
        ("2025-02-02", "Q1 FY25"),
    ];
    for (last, label) in table {
        let replay = Replay::last_four_quarters(&rows_of(last), &calendar);
        assert_eq!(replay.label(&calendar), label, "last fact on {last}");
    }
    let empty = Facts::build(FactRows::default()).expect("nothing is sound");
    assert!(Replay::last_four_quarters(&empty, &calendar).quarters().is_empty());
}

fn money(text: &str) -> Money {
    text.parse().expect("money")
}
