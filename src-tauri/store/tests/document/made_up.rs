//! Programs, moments and facts to test with.

use std::ops::ControlFlow;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use tempfile::TempDir;
use tierwright_engine::facts::rows::*;
use tierwright_program::{Currency, Money, Program};
use tierwright_store::{Document, Import};

/// A folder that goes with the test, and a document's path in it.
pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("q3.tierwright");
    (folder, path)
}

/// A new document with a program and no facts.
pub fn new_document() -> (TempDir, Document) {
    let (folder, path) = place();
    let document = Document::create(&path, &program("First"), now(), false).unwrap();
    (folder, document)
}

/// A new document with the facts of [`every_fact`].
pub fn full_document() -> (TempDir, Document) {
    let (folder, mut document) = new_document();
    import(&mut document, &every_fact());
    (folder, document)
}

pub fn import(document: &mut Document, facts: &FactRows) -> i64 {
    let import = Import { facts, set_aside: &[], rounded: &[] };
    document.replace_facts(import, "Facts imported", now(), &mut go_on).unwrap()
}

pub fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub fn program(name: &str) -> Program {
    Program::empty(name, usd())
}

pub fn now() -> DateTime<Utc> {
    "2026-11-21T04:20:01Z".parse().unwrap()
}

pub fn usd() -> Currency {
    "USD".parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn money(text: &str) -> Money {
    text.parse().unwrap()
}

/// A row of each table, each column filled, and a second deal, partner and rate with every
/// optional column empty.
pub fn every_fact() -> FactRows {
    let source = Source { file: 0, row: 2 };
    let other = Source { file: 1, row: 7 };
    let file = |name: &str, digit: &str| SourceFile {
        name: name.to_owned(),
        sha256: digit.repeat(64),
        rows: 12,
        set_aside: 1,
    };
    FactRows {
        files: vec![file("deals.csv", "a"), file("partners.csv", "b")],
        partners: vec![
            partner("P1", Some(day("2019-04-30")), other),
            partner("P2", None, Source { file: 1, row: 8 }),
        ],
        deals: vec![
            deal("D1", source),
            DealRow {
                list_amount: None,
                cost: None,
                opened: None,
                closed: None,
                stage: Stage::Open,
                ..deal("D2", source)
            },
        ],
        lines: vec![line("D1", "1", source), line("D1", "2", source)],
        credits: vec![credit("C1", Some("0.6"), source), credit("C2", None, source)],
        adjustments: vec![adjustment("A1", Some("1"), source), adjustment("A2", None, source)],
        activities: vec![ActivityRow {
            id: "V1".into(),
            partner: "P1".into(),
            kind: "certification".into(),
            date: day("2024-02-29"),
            valid_until: Some(day("2026-02-28")),
            person: "Ada".into(),
            quantity: None,
            value: None,
            deal: None,
            evidence: false,
            source: other,
        }],
        fund_events: vec![FundEventRow {
            id: "F1".into(),
            partner: "P2".into(),
            request: "R1".into(),
            step: FundStep::Claimed,
            activity: "event".into(),
            date: day("2024-05-05"),
            amount: money("1200.5 EUR"),
            fund: String::new(),
            cost: None,
            deals: Vec::new(),
            source: other,
        }],
        rates: vec![rate("2024-01-02", source), rate("2024-01-03", source)],
        paid: vec![PaidRow {
            id: "Z1".into(),
            partner: "P1".into(),
            period_from: day("2024-01-01"),
            period_until: day("2024-03-31"),
            label: "Volume rebate".into(),
            amount: money("-0.01 USD"),
            source: other,
        }],
        ..FactRows::default()
    }
}

fn partner(id: &str, joined: Option<NaiveDate>, source: Source) -> PartnerRow {
    PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: "reseller".into(),
        region: "EMEA".into(),
        country: "DE".into(),
        segment: String::new(),
        joined,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source,
    }
}

pub fn deal(id: &str, source: Source) -> DealRow {
    DealRow {
        id: id.to_owned(),
        name: "Renewal, \"north\"".into(),
        customer: "Zoë & Co".into(),
        stage: Stage::Won,
        opened: Some(day("2024-01-05")),
        closed: Some(day("2024-02-29")),
        amount: money("1000.0001 USD"),
        list_amount: Some(money("1100 USD")),
        cost: Some(money("-0.0001 USD")),
        kind: "new".into(),
        region: "EMEA".into(),
        segment: "mid".into(),
        origin: "partner".into(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source,
    }
}

pub fn line(deal: &str, id: &str, source: Source) -> LineRow {
    LineRow {
        id: id.to_owned(),
        deal: deal.to_owned(),
        product: "Bike-1".into(),
        family: "Bikes".into(),
        quantity: "2.5".parse().unwrap(),
        amount: money("500 USD"),
        list_amount: Some(money("550 USD")),
        cost: None,
        source,
    }
}

pub fn credit(id: &str, share: Option<&str>, source: Source) -> CreditRow {
    CreditRow {
        id: id.to_owned(),
        deal: "D1".into(),
        partner: "P1".into(),
        role: "resold".into(),
        share: share.map(|share| share.parse().unwrap()),
        evidence: false,
        source,
    }
}

fn adjustment(id: &str, line: Option<&str>, source: Source) -> AdjustmentRow {
    AdjustmentRow {
        id: id.to_owned(),
        deal: Some("D1".into()),
        line: line.map(str::to_owned),
        date: day("2024-03-01"),
        amount: money("10 USD"),
        quantity: "1".parse().unwrap(),
        partner: None,
        source,
    }
}

fn rate(date: &str, source: Source) -> RateRow {
    RateRow {
        table: "market".into(),
        currency: "EUR".parse().unwrap(),
        base: usd(),
        date: day(date),
        rate: "1.08765432".parse().unwrap(),
        inverse: date.ends_with('3'),
        source,
    }
}

/// `deals` deals of four lines and one credit each.
pub fn many_facts(deals: u32) -> FactRows {
    let mut facts = every_fact();
    let ids: Vec<String> = (0..deals).map(|number| format!("SO{number:07}")).collect();
    let source = |row| Source { file: 0, row };
    facts.deals.extend((0..).zip(&ids).map(|(row, id)| deal(id, source(row))));
    facts.lines.extend((0..).zip(&ids).flat_map(|(row, id)| {
        (1..=4).map(move |number: u32| line(id, &number.to_string(), source(4 * row + number)))
    }));
    facts.credits.extend((0..).zip(&ids).map(|(row, id)| CreditRow {
        deal: id.clone(),
        ..credit(&format!("C-{id}"), None, source(row))
    }));
    facts
}
