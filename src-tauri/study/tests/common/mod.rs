//! Small histories of which everything is known.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;

use tierwright_engine::rows::{
    CreditRow, DealRow, FactRows, PartnerRow, Source, SourceFile, Stage,
};
use tierwright_program::{Money, Program, Rate};
use tierwright_study::Base;

const SOURCE: Source = Source { file: 0, row: 2 };

/// Dollars as they are written: `dollars("1500.25")`.
pub fn dollars(text: &str) -> i64 {
    Money::parse(text, "USD".parse().unwrap()).unwrap().units()
}

/// A history without rows.
pub fn history() -> FactRows {
    let file = SourceFile {
        name: "made by a test".to_owned(),
        sha256: "0".repeat(64),
        rows: 0,
        set_aside: 0,
    };
    FactRows { files: vec![file], ..FactRows::default() }
}

/// Adds a partner.
pub fn partner(rows: &mut FactRows, id: &str) {
    partner_of(rows, id, "reseller", "EMEA");
}

/// Adds a partner of a type and region.
pub fn partner_of(rows: &mut FactRows, id: &str, kind: &str, region: &str) {
    rows.partners.push(PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: kind.to_owned(),
        region: region.to_owned(),
        country: "DE".to_owned(),
        segment: "mid-market".to_owned(),
        group: String::new(),
        parent: None,
        joined: "2020-01-01".parse().ok(),
        left_on: None,
        currency: None,
        attributes: BTreeMap::new(),
        source: SOURCE,
    });
}

/// Adds a won deal with its partners, each with role and share.
pub fn deal(rows: &mut FactRows, id: &str, day: &str, amount: &str, parts: &[(&str, &str, &str)]) {
    rows.deals.push(DealRow {
        id: id.to_owned(),
        name: String::new(),
        customer: format!("Customer of {id}"),
        stage: Stage::Won,
        opened: None,
        closed: day.parse().ok(),
        amount: format!("{amount} USD").parse().unwrap(),
        tax: None,
        list_amount: None,
        cost: None,
        kind: "new".to_owned(),
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        region: "EMEA".to_owned(),
        segment: "mid-market".to_owned(),
        origin: "partner".to_owned(),
        marketplace: String::new(),
        offer: String::new(),
        attributes: BTreeMap::new(),
        source: SOURCE,
    });
    for (partner, role, share) in parts {
        rows.credits.push(CreditRow {
            id: format!("{id}-{partner}-{role}"),
            deal: id.to_owned(),
            partner: (*partner).to_owned(),
            role: (*role).to_owned(),
            share: share.parse::<Rate>().ok(),
            evidence: true,
            source: SOURCE,
        });
    }
}

/// A program of incentives that are written as `kind` says.
pub fn program(incentives: &str) -> Program {
    let text = format!(
        r#"{{"format": 1, "name": "Test", "currency": "USD",
        "calendar": {{"year_starts_in": 1, "year_named_by": "start"}},
        "conversion": {{"table": "market", "on": "close"}}, "rounding": "half_away_from_zero",
        "tracks": [], "incentives": [{incentives}], "payment": {{"days_after_period": 30}}}}"#
    );
    Program::from_json(&text).unwrap()
}

/// A quarterly rebate on revenue by declared share, with bands of a start and a rate.
pub fn rebate(id: &str, method: &str, bands: &[(&str, &str)], more: &str) -> String {
    let bands: Vec<String> = bands
        .iter()
        .map(|(from, rate)| format!(r#"{{"from": "{from} USD", "rates": ["{rate}"]}}"#))
        .collect();
    format!(
        r#"{{"id": "{id}", "name": "Rule {id}", "state": "on", "roles": [],
        "earns_on": {{"measure": "revenue", "weight": "declared_share", "basis": "net",
            "part": "whole"}},
        "qualifier": "paid_on",
        "schedule": {{"method": "{method}", "threshold": "reached", "bands": [{}]}},
        "period": "quarter", "moment": "after_sale", "end": "back_end",
        "pays_into": "cash"{more}}}"#,
        bands.join(", ")
    )
}

/// A program on a history.
pub fn base(program: &Program, rows: FactRows) -> Base {
    Base::new(program, rows, None).unwrap()
}
