//! The engine's outcome as a bundle: what stands in it is what was calculated.

use std::{fs, sync::Arc};

use tierwright_engine::{
    Facts, Outcome, Plan, Replay, Selection, Turn,
    rows::{Attributes, CreditRow, DealRow, FactRows, PartnerRow, Source, SourceFile, Stage},
};
use tierwright_export::{BundleContent, write_bundle};
use tierwright_program::{Rate, check};

use crate::small::{assert_agrees, program};

const SOURCE: Source = Source { file: 0, row: 2 };
const DIGEST: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

fn partner(id: &str) -> PartnerRow {
    PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: "reseller".to_owned(),
        region: String::new(),
        country: String::new(),
        segment: String::new(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn deal(id: &str, closed: &str, amount: &str) -> DealRow {
    DealRow {
        id: id.to_owned(),
        name: String::new(),
        customer: "C".to_owned(),
        stage: Stage::Won,
        opened: None,
        closed: Some(closed.parse().unwrap()),
        amount: amount.parse().unwrap(),
        list_amount: None,
        cost: None,
        kind: String::new(),
        region: String::new(),
        segment: String::new(),
        origin: String::new(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn credit(deal: &str, partner: &str, share: &str) -> CreditRow {
    CreditRow {
        id: format!("{deal}-{partner}"),
        deal: deal.to_owned(),
        partner: partner.to_owned(),
        role: "resold".to_owned(),
        share: Some(share.parse::<Rate>().unwrap()),
        evidence: false,
        source: SOURCE,
    }
}

/// Three partners, one of them without a deal; one deal is shared.
fn outcome(threads: usize) -> Outcome {
    let file =
        SourceFile { name: "deals.csv".to_owned(), sha256: String::new(), rows: 3, set_aside: 0 };
    let rows = FactRows {
        files: vec![file],
        partners: ["A", "B", "C"].map(partner).to_vec(),
        deals: vec![
            deal("D1", "2025-05-10", "150000.00 USD"),
            deal("D2", "2025-08-20", "9999.99 USD"),
            deal("D3", "2025-09-30", "333.33 USD"),
        ],
        credits: vec![
            credit("D1", "A", "1"),
            credit("D2", "A", "0.5"),
            credit("D2", "B", "0.5"),
            credit("D3", "B", "1"),
        ],
        ..FactRows::default()
    };
    let facts = Arc::new(Facts::build(rows).unwrap());
    let program = program();
    let (from, until) = ("2025-04-01".parse().unwrap(), "2025-09-30".parse().unwrap());
    let replay = Replay::between(&program.calendar, from, until);
    let (checked, findings) = check(&program);
    let checked = checked.unwrap_or_else(|| panic!("{findings:?}"));
    let plan = Plan::compile(&checked, facts, &replay, None).unwrap();
    plan.calculate(threads, &Turn::new()).unwrap()
}

#[test]
fn an_outcome_is_exported_as_calculated() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let outcome = outcome(1);
    let bundle = write_bundle(&outcome, true, DIGEST, &folder).unwrap();
    let agreement = assert_agrees(&folder);
    assert_eq!(agreement.facts_digest, DIGEST);
    assert_eq!(agreement.total.paid, outcome.total(Selection::default()));
    let trial = Selection { incentive: Some(2), ..Selection::default() };
    assert_eq!(agreement.total.shadow, outcome.total(trial));
    let lines: Vec<_> = outcome.lines().collect();
    let not_zero = lines.iter().filter(|line| line.amount.units() != 0).count() as u64;
    assert_eq!((bundle.lines, bundle.lines + bundle.zero_lines), (not_zero, lines.len() as u64));
    assert!(bundle.lines > 0 && bundle.zero_lines > 0);
    let payouts = fs::read_to_string(folder.join("internal/SAMPLE-payouts.csv")).unwrap();
    // A is at Gold after the quarter of its deal of 150,000: 2% of that deal, then 3% of half of
    // 9,999.99, which is 149.99985.
    for row in [
        "A,Partner A,2025-04-01,2025-06-30,volume,cash,3000.00,USD,2025-08-14,paid,SAMPLE,member",
        "A,Partner A,2025-07-01,2025-09-30,volume,cash,150.00,USD,2025-11-14,paid,SAMPLE,gold",
        "A,Partner A,2025-07-01,2025-09-30,mdf,mdf,50.00,USD,2025-11-14,paid,SAMPLE,gold",
        "B,Partner B,2025-07-01,2025-09-30,volume,cash,106.67,USD,2025-11-14,paid,SAMPLE,member",
        "B,Partner B,2025-07-01,2025-09-30,'=trial,cash,51.67,USD,2025-11-14,shadow,SAMPLE,member",
    ] {
        assert!(payouts.lines().any(|line| line == row), "{row} is not in\n{payouts}");
    }
}

#[test]
fn threads_do_not_matter() {
    let one = BundleContent::of_outcome(&outcome(1), false, DIGEST);
    assert_eq!(BundleContent::of_outcome(&outcome(4), false, DIGEST), one);
    assert_eq!(one.partners, 3);
}
