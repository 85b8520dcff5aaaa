//! Nothing to calculate with: no deals, no partners, no baseline, a baseline below zero, returns
//! above all sales. Each gives the figure worked out by hand here, with its reason, and no failure.

use serde_json::{Value, json};
use tierwright_cases::Case;
use tierwright_engine::{
    Outcome,
    explanation::{WhyNot, words},
};

/// Partner `p` with deals and returns of 2024 and 2025, paid for the second quarter of 2025 and the
/// first one.
fn case(part: &Value, when: &str, deals: &Value) -> Case {
    let part = match part {
        Value::String(of) if of != "whole" => {
            json!({ of: { "of": "same_period_last_year", "when_none": when } })
        }
        whole => whole.clone(),
    };
    serde_json::from_value(json!({
        "title": "Nothing.",
        "program": { "incentives": [{
            "id": "growth", "name": "Growth", "state": "on", "roles": [],
            "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": part },
            "qualifier": "growth_ratio",
            "schedule": { "method": "whole_amount", "threshold": "reached", "bands": [
                { "from": "1", "rates": ["0.01"] }, { "from": "1.5", "rates": ["0.03"] }
            ] },
            "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash"
        }]},
        "facts": { "partners": [{ "id": "p" }, { "id": "q" }], "deals": deals },
        "from": "2025-01-01", "until": "2025-06-30", "expect": []
    }))
    .expect("the case reads")
}

/// A deal of `p`, of which something may have been returned in the quarter it closed in.
fn deal(closed: &str, amount: &str, returned: &str) -> Value {
    let returns = match returned {
        "" => json!([]),
        amount => json!([{ "date": closed, "amount": amount }]),
    };
    json!({ "id": format!("d{closed}"), "closed": closed, "amount": amount, "returns": returns,
        "credits": [{ "partner": "p", "role": "resold" }] })
}

/// What a partner gets in the quarter of a position, and why nothing.
fn line(outcome: &Outcome, partner: &str, quarter: usize) -> (String, Option<WhyNot>) {
    let partner = outcome.facts().partners.position(partner).expect("a partner");
    let explanation = outcome.explain(partner, quarter, 0).expect("explains");
    assert_eq!(explanation.amount, outcome.cell(partner, quarter, 0));
    (explanation.amount.to_string(), words::why_not(&explanation).cloned())
}

#[test]
fn a_baseline_of_nothing_or_less_pays_as_is_stored() {
    let increment = json!("increment_over");
    // 1,000 in the quarter. In the same quarter of the year before: nothing; 300 of which 300 came
    // back, which is nothing too; 300 of which 400 came back, which is 100 below zero.
    let table = [("", ""), ("300 USD", "300 USD"), ("300 USD", "400 USD")];
    for (sold, returned) in table {
        let mut deals = vec![deal("2025-02-03", "1000 USD", "")];
        if !sold.is_empty() {
            deals.push(deal("2024-02-05", sold, returned));
        }
        let deals = json!(deals);
        let skipped = case(&increment, "skip", &deals).outcome().expect("calculates");
        let (amount, why) = line(&skipped, "p", 0);
        assert_eq!(
            (amount.as_str(), why),
            ("0.00 USD", Some(WhyNot::NoBaseline)),
            "{sold} {returned}"
        );
        // All of the 1,000 is growth, at the rate of the top band: 1,000 x 3% = 30. Not 1,100.
        let all = case(&increment, "all_is_growth", &deals).outcome().expect("calculates");
        assert_eq!(line(&all, "p", 0), ("30.00 USD".to_owned(), None), "{sold} {returned}");
    }
}

#[test]
fn a_baseline_above_zero_is_grown_from() {
    // 1,000 over 500 is a ratio of 2, and the increment of 500 is paid at 3%: 15.
    let deals = json!([deal("2025-02-03", "1000 USD", ""), deal("2024-02-05", "500 USD", "")]);
    let outcome = case(&json!("increment_over"), "skip", &deals).outcome().expect("calculates");
    assert_eq!(line(&outcome, "p", 0), ("15.00 USD".to_owned(), None));
}

#[test]
fn returns_above_all_sales_pay_nothing_and_ask_nothing_back() {
    let deals =
        json!([deal("2025-02-03", "1000 USD", "1500 USD"), deal("2024-02-05", "10 USD", "")]);
    for when in ["skip", "all_is_growth"] {
        let outcome = case(&json!("increment_over"), when, &deals).outcome().expect("calculates");
        let (amount, why) = line(&outcome, "p", 0);
        assert_eq!((amount.as_str(), why), ("0.00 USD", Some(WhyNot::NothingSold)), "{when}");
    }
}

#[test]
fn an_empty_period_and_a_partner_without_deals_say_that_nothing_was_sold() {
    let deals = json!([deal("2025-02-03", "1000 USD", ""), deal("2024-02-05", "500 USD", "")]);
    let outcome = case(&json!("increment_over"), "skip", &deals).outcome().expect("calculates");
    for (partner, quarter) in [("p", 1), ("q", 0), ("q", 1)] {
        let found = line(&outcome, partner, quarter);
        assert_eq!(
            found,
            ("0.00 USD".to_owned(), Some(WhyNot::NothingSold)),
            "{partner} {quarter}"
        );
    }
}

#[test]
fn no_facts_at_all_pay_nothing_to_nobody() {
    let mut case = case(&json!("increment_over"), "skip", &json!([]));
    let outcome = case.outcome().expect("calculates without deals");
    assert_eq!(line(&outcome, "p", 0).0, "0.00 USD");
    case.facts.partners.clear();
    let outcome = case.outcome().expect("calculates without partners");
    assert_eq!(outcome.lines().count(), 0);
    assert_eq!(outcome.total(tierwright_engine::Selection::default()).units(), 0);
    assert_eq!(outcome.revenue(None, None).units(), 0);
}

#[test]
fn an_empty_replay_has_no_lines() {
    let deals = json!([deal("2025-02-03", "1000 USD", "")]);
    let mut case = case(&json!("increment_over"), "skip", &deals);
    case.until = case.from.pred_opt().expect("a day before");
    let outcome = case.outcome().expect("calculates");
    assert_eq!(outcome.lines().filter(|line| line.amount.units() != 0).count(), 0);
}

#[test]
fn a_deal_before_the_first_exchange_rate_is_a_failure_and_one_after_the_last_is_not() {
    let foreign = |closed: &str| {
        let deals = json!([deal(closed, "1000 EUR", ""), deal("2024-02-05", "10 USD", "")]);
        let mut case = case(&json!("whole"), "skip", &deals);
        case.program["incentives"][0]["qualifier"] = json!("paid_on");
        case.program["incentives"][0]["schedule"]["bands"] =
            json!([{ "from": "0 USD", "rates": ["0.01"] }]);
        case.facts.rates = serde_json::from_value(json!([
            { "currency": "EUR", "base": "USD", "date": "2025-01-31", "rate": "1.1" }
        ]))
        .expect("rates read");
        case.outcome()
    };
    let failure = foreign("2025-01-30").expect_err("no rate yet").0;
    assert!(failure.contains("EUR") && failure.contains("2025-01-30"), "{failure}");
    // The last known rate holds for ever: 1,000 x 1.1 x 1% = 11.
    let outcome = foreign("2025-06-30").expect("calculates");
    assert_eq!(line(&outcome, "p", 1), ("11.00 USD".to_owned(), None));
}
