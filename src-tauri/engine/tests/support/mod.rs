//! Reads `fixtures/cases`: a program, facts and the payouts that must come out.

#![allow(dead_code, missing_docs)]

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use serde::Deserialize;
use tierwright_engine::{
    Facts, Outcome, Plan, Replay, Turn,
    rows::{
        ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, RateRow,
        Source, SourceFile, Stage,
    },
};
use tierwright_program::{Checked, Currency, Money, Program, Rate, check};

/// One case file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One sentence.
    pub title: String,
    /// How the expected figures were worked out by hand.
    #[serde(default)]
    pub working: Vec<String>,
    /// The parts of the program that matter; the rest is as in an empty one in USD.
    pub program: serde_json::Map<String, serde_json::Value>,
    pub facts: CaseFacts,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub expect: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    pub partners: Vec<CasePartner>,
    pub deals: Vec<CaseDeal>,
    #[serde(default)]
    pub activities: Vec<CaseActivity>,
    #[serde(default)]
    pub rates: Vec<CaseRate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePartner {
    pub id: String,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub region: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDeal {
    pub id: String,
    pub closed: NaiveDate,
    pub amount: Money,
    #[serde(default)]
    pub stage: Option<String>,
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub lines: Vec<CaseLine>,
    pub credits: Vec<CaseCredit>,
    #[serde(default)]
    pub returns: Vec<CaseReturn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    pub id: String,
    pub family: String,
    pub amount: Money,
    #[serde(default)]
    pub quantity: Option<Rate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseCredit {
    pub partner: String,
    pub role: String,
    #[serde(default)]
    pub share: Option<Rate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReturn {
    pub date: NaiveDate,
    pub amount: Money,
    #[serde(default)]
    pub line: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseActivity {
    pub partner: String,
    pub kind: String,
    pub date: NaiveDate,
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    #[serde(default)]
    pub person: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRate {
    pub currency: Currency,
    pub base: Currency,
    pub date: NaiveDate,
    pub rate: Rate,
    #[serde(default)]
    pub units_per_base: bool,
}

/// What must come out for one partner and quarter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub partner: String,
    /// The quarter's label, such as `Q1 FY25`.
    pub quarter: String,
    /// The incentive whose amount is expected.
    #[serde(default)]
    pub incentive: Option<String>,
    #[serde(default)]
    pub amount: Option<Money>,
    /// The level id on the quarter's last day, on the first track.
    #[serde(default)]
    pub level: Option<String>,
}

/// The folder of the product's own fixtures.
pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Every case in `fixtures/cases`, in order of name.
pub fn cases() -> Vec<(String, Case)> {
    let folder = std::fs::read_dir(fixtures().join("cases")).expect("fixtures/cases is there");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("readable");
            (name.clone(), serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}")))
        })
        .collect()
}

/// The checked program of a case; panics with its findings when it has errors.
pub fn checked(name: &str, case: &Case) -> Checked {
    let empty = Program::empty(name, "USD".parse().expect("a currency"));
    let mut tree = serde_json::to_value(empty).expect("serialises");
    for (key, value) in &case.program {
        tree[key] = value.clone();
    }
    let program = Program::from_json(&tree.to_string()).unwrap_or_else(|e| panic!("{name}: {e}"));
    checked_program(name, &program)
}

/// A program as checked; panics with its findings when it has errors.
pub fn checked_program(name: &str, program: &Program) -> Checked {
    let (checked, findings) = check(program);
    checked.unwrap_or_else(|| panic!("{name} has errors: {findings:#?}"))
}

/// The rows of a case; every row's source is its position.
pub fn rows(facts: &CaseFacts) -> FactRows {
    let mut out = FactRows {
        files: vec![SourceFile {
            name: "case".to_owned(),
            sha256: String::new(),
            rows: 0,
            set_aside: 0,
        }],
        ..FactRows::default()
    };
    let mut row = 1;
    let mut source = || {
        row += 1;
        Source { file: 0, row }
    };
    for partner in &facts.partners {
        out.partners.push(PartnerRow {
            id: partner.id.clone(),
            name: partner.id.clone(),
            kind: partner.kind.clone(),
            region: partner.region.clone(),
            country: String::new(),
            segment: String::new(),
            joined: None,
            source: source(),
        });
    }
    for deal in &facts.deals {
        out.deals.push(DealRow {
            id: deal.id.clone(),
            name: String::new(),
            customer: String::new(),
            stage: deal.stage.as_deref().map_or(Stage::Won, |text| {
                Stage::from_text(text).unwrap_or_else(|| panic!("stage {text}"))
            }),
            opened: None,
            closed: Some(deal.closed),
            amount: deal.amount,
            list_amount: None,
            cost: None,
            kind: deal.kind.clone(),
            region: String::new(),
            segment: String::new(),
            origin: String::new(),
            source: source(),
        });
        for line in &deal.lines {
            out.lines.push(LineRow {
                id: line.id.clone(),
                deal: deal.id.clone(),
                product: String::new(),
                family: line.family.clone(),
                quantity: line.quantity.unwrap_or(Rate::whole(1)),
                amount: line.amount,
                list_amount: None,
                cost: None,
                source: source(),
            });
        }
        for (at, credit) in deal.credits.iter().enumerate() {
            out.credits.push(CreditRow {
                id: format!("{}-{at}", deal.id),
                deal: deal.id.clone(),
                partner: credit.partner.clone(),
                role: credit.role.clone(),
                share: credit.share,
                source: source(),
            });
        }
        for (at, returned) in deal.returns.iter().enumerate() {
            out.adjustments.push(AdjustmentRow {
                id: format!("{}-r{at}", deal.id),
                deal: deal.id.clone(),
                line: returned.line.clone(),
                date: returned.date,
                amount: returned.amount,
                quantity: Rate::whole(0),
                source: source(),
            });
        }
    }
    for (at, activity) in facts.activities.iter().enumerate() {
        out.activities.push(ActivityRow {
            id: at.to_string(),
            partner: activity.partner.clone(),
            kind: activity.kind.clone(),
            date: activity.date,
            valid_until: activity.valid_until,
            person: activity.person.clone(),
            source: source(),
        });
    }
    for rate in &facts.rates {
        out.rates.push(RateRow {
            table: "market".to_owned(),
            currency: rate.currency,
            base: rate.base,
            date: rate.date,
            rate: rate.rate,
            inverse: rate.units_per_base,
            source: source(),
        });
    }
    out
}

/// Calculates a program on rows.
pub fn outcome(checked: &Checked, rows: FactRows, from: NaiveDate, until: NaiveDate) -> Outcome {
    let facts = Facts::build(rows).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let replay = Replay::between(&checked.program().calendar, from, until);
    let plan = Plan::compile(checked, Arc::new(facts), &replay, None).expect("compiles");
    plan.calculate(1, &Turn::new()).expect("calculates")
}

/// The position of a quarter by its label.
pub fn quarter(outcome: &Outcome, label: &str) -> usize {
    let calendar = outcome.plan().program().calendar;
    let found = outcome.quarters().iter().position(|span| calendar.label(*span) == label);
    found.unwrap_or_else(|| panic!("no quarter {label}"))
}

/// The position of an incentive by its id.
pub fn incentive(outcome: &Outcome, id: &str) -> usize {
    let incentives = &outcome.plan().program().incentives;
    incentives.iter().position(|one| one.id == id).unwrap_or_else(|| panic!("no incentive {id}"))
}

/// The position of a partner by its id.
pub fn partner(outcome: &Outcome, id: &str) -> usize {
    outcome.facts().partners.position(id).unwrap_or_else(|| panic!("no partner {id}"))
}
