//! Programs, moments and facts to test with.

use std::ops::ControlFlow;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use tempfile::TempDir;
use tierwright_engine::facts::rows::*;
use tierwright_program::{Currency, Money, Program, Quantity};
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
            PartnerRow {
                group: String::new(),
                parent: Some("P1".into()),
                left_on: None,
                currency: None,
                attributes: Attributes::new(),
                ..partner("P2", None, Source { file: 1, row: 8 })
            },
        ],
        deals: vec![
            deal("D1", source),
            DealRow {
                list_amount: None,
                cost: None,
                opened: None,
                closed: None,
                stage: Stage::Open,
                tax: None,
                recurring: None,
                term_start: None,
                term_end: None,
                cancelled_on: None,
                marketplace: String::new(),
                offer: String::new(),
                attributes: Attributes::new(),
                ..deal("D2", source)
            },
        ],
        lines: vec![line("D1", "1", source), line("D1", "2", source)],
        credits: vec![credit("C1", Some("0.6"), source), credit("C2", None, source)],
        adjustments: vec![
            adjustment("A1", Some("1"), source),
            adjustment("A2", None, source),
            AdjustmentRow {
                deal: None,
                partner: Some("P2".into()),
                amount: money("3 JPY"),
                ..adjustment("A3", None, source)
            },
        ],
        activities: vec![
            activity("V1", other),
            ActivityRow {
                valid_until: None,
                quantity: None,
                value: None,
                deal: None,
                evidence: false,
                ..activity("V2", other)
            },
        ],
        fund_events: vec![
            fund_event("F1", other),
            FundEventRow {
                fund: String::new(),
                cost: None,
                deals: Vec::new(),
                ..fund_event("F2", other)
            },
        ],
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
        statuses: vec![status("S1", Some(day("2025-12-31")), other), status("S2", None, other)],
        levels: vec![level("L1", Some(day("2024-12-31")), other), level("L2", None, other)],
        touches: vec![
            touch("T1", "2024-01-05T09:30:00.25", source),
            TouchRow {
                partner: None,
                milestones: Vec::new(),
                ..touch("T2", "2024-01-05T00:00:00", source)
            },
        ],
        registrations: vec![
            registration("G1", source),
            RegistrationRow {
                approved_on: None,
                refused_on: Some(day("2024-01-11")),
                protected_until: None,
                ..registration("G2", source)
            },
        ],
        overlaps: vec![overlap("O1", Some("D1".into()), other), overlap("O2", None, other)],
        settlements: vec![
            settlement("M1", SettlementKind::Disbursed, source),
            SettlementRow {
                line: None,
                fee: None,
                tax: None,
                net: None,
                ..settlement("M2", SettlementKind::Billed, source)
            },
        ],
        scores: vec![
            score("K1", ScoreSubject::Partner("P1".into()), other),
            score("K2", ScoreSubject::Customer("Zoë & Co".into()), other),
        ],
        targets: vec![
            target(
                "Q1",
                TargetSubject::Partner("P1".into()),
                Quantity::Money(money("9 KWD")),
                other,
            ),
            target("Q2", TargetSubject::Group("north".into()), number("12.5"), other),
        ],
    }
}

fn number(text: &str) -> Quantity {
    Quantity::Number(text.parse().unwrap())
}

fn activity(id: &str, source: Source) -> ActivityRow {
    ActivityRow {
        id: id.to_owned(),
        partner: "P1".into(),
        kind: "certification".into(),
        date: day("2024-02-29"),
        valid_until: Some(day("2026-02-28")),
        person: "Ada".into(),
        quantity: Some("2.5".parse().unwrap()),
        value: Some(money("5000 EUR")),
        deal: Some("D1".into()),
        evidence: true,
        source,
    }
}

fn fund_event(id: &str, source: Source) -> FundEventRow {
    FundEventRow {
        id: id.to_owned(),
        fund: "Field".into(),
        partner: "P2".into(),
        request: "R1".into(),
        step: FundStep::Claimed,
        activity: "event".into(),
        date: day("2024-05-05"),
        amount: money("1200.5 EUR"),
        cost: Some(money("2400 EUR")),
        deals: vec!["D2".into(), "D1".into()],
        source,
    }
}

fn status(id: &str, until: Option<NaiveDate>, source: Source) -> PartnerStatusRow {
    PartnerStatusRow {
        id: id.to_owned(),
        partner: "P1".into(),
        kind: "tax form".into(),
        from: day("2024-01-01"),
        until,
        source,
    }
}

fn level(id: &str, until: Option<NaiveDate>, source: Source) -> LevelRow {
    LevelRow {
        id: id.to_owned(),
        partner: "P1".into(),
        track: "reseller".into(),
        level: "gold".into(),
        from: day("2024-01-01"),
        until,
        reason: "Granted".into(),
        source,
    }
}

fn touch(id: &str, at: &str, source: Source) -> TouchRow {
    TouchRow {
        id: id.to_owned(),
        deal: "D1".into(),
        partner: Some("P1".into()),
        at: at.parse().unwrap(),
        kind: "demo".into(),
        milestones: vec!["lead created".into(), "first, \"warm\"".into()],
        source,
    }
}

fn registration(id: &str, source: Source) -> RegistrationRow {
    RegistrationRow {
        id: id.to_owned(),
        deal: "D1".into(),
        partner: "P1".into(),
        role: "sourced".into(),
        registered_on: day("2024-01-10"),
        approved_on: Some(day("2024-01-12")),
        refused_on: None,
        protected_until: Some(day("2024-04-11")),
        source,
    }
}

fn overlap(id: &str, deal: Option<String>, source: Source) -> OverlapRow {
    OverlapRow {
        id: id.to_owned(),
        partner: "P1".into(),
        account: "Zoë & Co".into(),
        mapped_on: day("2023-12-01"),
        origin: "list".into(),
        deal,
        source,
    }
}

fn settlement(id: &str, kind: SettlementKind, source: Source) -> SettlementRow {
    SettlementRow {
        id: id.to_owned(),
        deal: "D1".into(),
        line: Some("1".into()),
        kind,
        date: day("2024-03-31"),
        gross: money("1190 USD"),
        fee: Some(money("30 USD")),
        tax: Some(money("190 USD")),
        net: Some(money("970 USD")),
        source,
    }
}

fn score(id: &str, of: ScoreSubject, source: Source) -> ScoreRow {
    let (name, date) = ("health".into(), day("2024-06-30"));
    ScoreRow { id: id.to_owned(), of, name, date, value: "4.25".parse().unwrap(), source }
}

fn target(id: &str, of: TargetSubject, value: Quantity, source: Source) -> TargetRow {
    TargetRow {
        id: id.to_owned(),
        of,
        name: "quota".into(),
        measure: "revenue".into(),
        period_from: day("2024-01-01"),
        period_until: day("2024-12-31"),
        value,
        source,
    }
}

/// The user's own columns, with what is awkward in JSON among them.
fn attributes() -> Attributes {
    [("desk", "7"), ("note", "\"so\", {}")].map(|(name, text)| (name.into(), text.into())).into()
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
        group: "north".into(),
        parent: None,
        left_on: Some(day("2025-06-30")),
        currency: Some("EUR".parse().unwrap()),
        attributes: attributes(),
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
        tax: Some(money("190 USD")),
        recurring: Some(money("800 USD")),
        term_start: Some(day("2024-03-01")),
        term_end: Some(day("2025-02-28")),
        cancelled_on: Some(day("2024-12-24")),
        marketplace: "Azure".into(),
        offer: "private".into(),
        attributes: attributes(),
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
        evidence: share.is_some(),
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

/// What the document of version 1 holds: the facts of [`every_fact`] without the tables and columns
/// that came later.
pub fn facts_of_version_1() -> FactRows {
    let FactRows {
        files,
        mut partners,
        mut deals,
        lines,
        mut credits,
        mut adjustments,
        mut activities,
        mut fund_events,
        rates,
        paid,
        ..
    } = every_fact();
    for row in &mut partners {
        (row.group, row.parent, row.left_on, row.currency) = (String::new(), None, None, None);
        row.attributes.clear();
    }
    for row in &mut deals {
        (row.tax, row.recurring, row.cancelled_on) = (None, None, None);
        (row.term_start, row.term_end) = (None, None);
        row.marketplace.clear();
        row.offer.clear();
        row.attributes.clear();
    }
    credits.iter_mut().for_each(|row| row.evidence = false);
    adjustments.retain(|row| row.deal.is_some());
    activities.truncate(1);
    fund_events.truncate(1);
    for row in &mut activities {
        (row.quantity, row.value, row.deal, row.evidence) = (None, None, None, false);
    }
    for row in &mut fund_events {
        row.fund.clear();
        row.cost = None;
        row.deals.clear();
    }
    FactRows {
        files,
        partners,
        deals,
        lines,
        credits,
        adjustments,
        activities,
        fund_events,
        rates,
        paid,
        ..FactRows::default()
    }
}
