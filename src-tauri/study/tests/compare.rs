//! A scenario beside its baseline on a channel of three partners.

use std::sync::Arc;

use serde_json::{Value, json};
use tierwright_engine::{
    Facts, Outcome, Plan, Replay, Turn,
    rows::{Attributes, CreditRow, DealRow, FactRows, PartnerRow, Source, SourceFile, Stage},
};
use tierwright_program::{Change, Program, Rate, apply, check};
use tierwright_study::compare;

const SOURCE: Source = Source { file: 0, row: 2 };
const GOLD: &str = "/tracks/partner/levels/gold/requirement/reaches/at_least";

fn partner(id: &str) -> PartnerRow {
    let text = || "any".to_owned();
    PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: text(),
        region: text(),
        country: text(),
        segment: text(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn deal(partner: &str, closed: &str, amount: &str) -> (DealRow, CreditRow) {
    let id = format!("{partner}-{closed}");
    let text = || "any".to_owned();
    let deal = DealRow {
        id: id.clone(),
        name: String::new(),
        customer: text(),
        stage: Stage::Won,
        opened: None,
        closed: closed.parse().ok(),
        amount: amount.parse().unwrap(),
        list_amount: None,
        cost: None,
        kind: text(),
        region: text(),
        segment: text(),
        origin: text(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source: SOURCE,
    };
    let credit = CreditRow {
        id: id.clone(),
        deal: id,
        partner: partner.to_owned(),
        role: "resold".to_owned(),
        share: Some(Rate::whole(1)),
        evidence: false,
        source: SOURCE,
    };
    (deal, credit)
}

/// A sells 120,000, B 90,000 and C nothing, all in the first quarter of 2025.
fn facts() -> Arc<Facts> {
    let sold = [
        deal("A", "2025-01-15", "70000.00 USD"),
        deal("A", "2025-03-31", "50000.00 USD"),
        deal("B", "2025-02-01", "90000.00 USD"),
    ];
    let (deals, credits) = sold.into_iter().unzip();
    let rows = FactRows {
        files: vec![SourceFile {
            name: "made.csv".to_owned(),
            sha256: String::new(),
            rows: 3,
            set_aside: 0,
        }],
        partners: ["A", "B", "C"].map(partner).into(),
        deals,
        credits,
        ..FactRows::default()
    };
    Arc::new(Facts::build(rows).unwrap())
}

/// A ladder on the quarter's revenue, and a rebate of 2% or, for Gold at the quarter's end, 5%.
fn program() -> Program {
    let revenue = json!({ "revenue": { "weight": "declared_share", "basis": "net" } });
    let reaches = json!({ "reaches": {
        "measure": revenue, "window": "period", "at_least": "100000.00 USD" } });
    let rebate = json!({
        "id": "rebate", "name": "Rebate", "state": "on",
        "earns_on": { "measure": "revenue", "weight": "declared_share", "basis": "net", "part": "whole" },
        "qualifier": "paid_on",
        "schedule": {
            "method": "whole_amount", "threshold": "reached",
            "columns": { "level": { "track": "partner", "tier_at": "period_end", "levels": ["member", "gold"] } },
            "bands": [{ "from": "0.00 USD", "rates": ["0.02", "0.05"] }],
        },
        "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash",
    });
    read(json!({
        "format": 1, "name": "Made for this test", "currency": "USD",
        "calendar": { "year_starts_in": 1, "year_named_by": "start" },
        "conversion": { "table": "market", "on": "close" },
        "rounding": "half_away_from_zero",
        "tracks": [{
            "id": "partner", "name": "Partner", "review": "month",
            "level_is": "highest_met", "downgrade": "never",
            "levels": [
                { "id": "member", "name": "Member" },
                { "id": "gold", "name": "Gold", "requirement": reaches },
            ],
        }],
        "incentives": [rebate],
        "payment": { "days_after_period": 30 },
    }))
}

fn read(json: Value) -> Program {
    Program::from_json(&json.to_string()).unwrap()
}

fn outcome(program: &Program, facts: &Arc<Facts>) -> Outcome {
    let (checked, findings) = check(program);
    let checked = checked.unwrap_or_else(|| panic!("{findings:?}"));
    let day = |text: &str| text.parse().unwrap();
    let replay = Replay::between(&program.calendar, day("2025-01-01"), day("2025-06-30"));
    let plan = Plan::compile(&checked, Arc::clone(facts), &replay, None).unwrap();
    plan.calculate(1, &Turn::new()).unwrap()
}

fn with(program: &Program, place: &str, value: &str) -> Program {
    apply(program, &[Change { place: place.to_owned(), value: json!(value) }]).unwrap()
}

/// The threshold; the total; what A, B and C get; better, worse and unchanged; who moves.
type Row = (&'static str, &'static str, [&'static str; 3], [usize; 3], &'static [usize]);

/// Gold needs 100,000 in a month, which nobody sells: everybody gets 2%.
#[test]
fn partners_gain_lose_and_move_with_the_threshold() {
    let (facts, strict) = (facts(), program());
    let baseline = outcome(&strict, &facts);
    let rows: [Row; 4] = [
        ("100000.00 USD", "4200.00 USD", ["2400.00", "1800.00", "0.00"], [0, 0, 3], &[]),
        ("90000.01 USD", "4200.00 USD", ["2400.00", "1800.00", "0.00"], [0, 0, 3], &[]),
        ("90000.00 USD", "6900.00 USD", ["2400.00", "4500.00", "0.00"], [1, 0, 2], &[1]),
        ("70000.00 USD", "10500.00 USD", ["6000.00", "4500.00", "0.00"], [2, 0, 1], &[0, 1]),
    ];
    for (threshold, total, amounts, counts, moved) in rows {
        let scenario = outcome(&with(&strict, GOLD, threshold), &facts);
        let found = compare(&baseline, &scenario).unwrap();
        assert_eq!(found.scenario.to_string(), total, "{threshold}");
        let got: Vec<String> =
            found.partners.iter().map(|row| row.scenario.amount_text()).collect();
        assert_eq!(got, amounts, "{threshold}");
        assert_eq!([found.better, found.worse, found.unchanged], counts, "{threshold}");
        let movers: Vec<usize> = found.moves.iter().map(|step| step.partner).collect();
        assert_eq!(movers, moved, "{threshold}");
        assert!(found.moves.iter().all(
            |step| step.from.as_deref() == Some("member") && step.to.as_deref() == Some("gold")
        ));

        let back = compare(&scenario, &baseline).unwrap();
        assert_eq!([back.worse, back.better], [found.better, found.worse], "{threshold}");
        for both in [&found, &back] {
            let changes: i64 = both.partners.iter().map(|row| row.change.units()).sum();
            assert_eq!(changes, both.change.units(), "the changes add up at {threshold}");
        }
    }
}

#[test]
fn results_of_other_facts_do_not_compare() {
    let program = program();
    let (here, elsewhere) = (outcome(&program, &facts()), outcome(&program, &facts()));
    assert_eq!(compare(&here, &elsewhere).unwrap_err().code, "facts_differ");
}
