//! The AdventureWorks program, from files to payouts, against plain SQL over the same facts.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::Datelike;
use tierwright_api::{
    Desk,
    wire::{Import, New},
};
use tierwright_engine::{Facts, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_export::{BundleContent, sql::prove};
use tierwright_program::{Span, check};
use tierwright_store::Document;

/// Cents by partner, year, quarter and incentive.
type Cents = BTreeMap<(String, i64, i64, String), i64>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files of the set in a folder.
fn files(folder: &Path) -> Vec<String> {
    [
        "reseller_sales_flat.csv",
        "DimReseller.csv",
        "DimGeography.csv",
        "DimSalesTerritory.csv",
        "DimCurrency.csv",
        "FactCurrencyRate.csv",
    ]
    .iter()
    .flat_map(|name| [folder.join(name), folder.join(format!("{name}.gz"))])
    .filter(|path| path.exists())
    .map(|path| path.display().to_string())
    .collect()
}

/// A document made the way a person makes it: new from the program, then the import.
fn document(folder: &Path, at: &Path) -> Document {
    let (desk, path) =
        (Desk::with(at.to_owned(), 2), at.join("aw.tierwright").display().to_string());
    let fixture = |name: &str| root().join("fixtures").join(name).display().to_string();
    let program = Some(fixture("programs/adventureworks.json"));
    let new = New { path: Some(path.clone()), program, ..New::default() };
    desk.call(new.into()).expect("a new document");
    let import = Import {
        mapping: Some(fixture("mappings/adventureworks.json")),
        files: files(folder),
        ..Import::default()
    };
    desk.call(import.into()).expect("the import");
    drop(desk);
    Document::open(Path::new(&path)).expect("the document opens")
}

/// The outcomes of every quarter of the facts, and of the last four full ones.
fn calculate(document: &Document) -> [Outcome; 2] {
    let program = document.program().expect("the program");
    let checked = check(&program).0.expect("a program without errors");
    let facts = Arc::new(Facts::build(document.facts().expect("facts")).expect("sound facts"));
    let (first, last) = (facts.first_day().expect("a deal"), facts.last_day().expect("a deal"));
    let every = Replay::between(&program.calendar, first, last);
    let last_four = Replay::last_four_quarters(&facts, &program.calendar);
    [every, last_four].map(|replay| {
        let plan = Plan::compile(&checked, Arc::clone(&facts), &replay, None).expect("compiles");
        plan.calculate(2, &Turn::new()).expect("calculates")
    })
}

/// A quarter as 4 x year + its number.
fn number(quarter: &Span) -> i64 {
    i64::from(quarter.from().year() * 4) + i64::from(quarter.from().month0() / 3) + 1
}

fn by_engine(outcome: &Outcome) -> Cents {
    let program = outcome.plan().program();
    let lines = outcome.lines().filter(|line| line.amount.units() != 0);
    lines
        .map(|line| {
            let quarter = number(&outcome.quarters()[line.quarter]) - 1;
            let partner = outcome.facts().partners.ids[line.partner].clone();
            let incentive = program.incentives[line.incentive].id.clone();
            let key = (partner, quarter / 4, quarter % 4 + 1, incentive);
            (key, line.amount.units() / line.amount.currency().units_per_minor())
        })
        .collect()
}

fn by_sql(document: &Path, first: i64, last: i64) -> Cents {
    let sql =
        std::fs::read_to_string(root().join("fixtures/sql/adventureworks.sql")).expect("the SQL");
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(document, flags).expect("opens");
    let mut statement = connection.prepare(&sql).expect("the SQL is sound");
    let rows = statement.query_map([first, last], |row| {
        Ok(((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?), row.get(4)?))
    });
    rows.expect("runs").collect::<Result<_, _>>().expect("rows")
}

/// The SQL that is written from the program refuses nothing and pays the same.
fn generated_sql_agrees(outcome: &Outcome, rows: &FactRows) {
    let content = BundleContent::of_outcome(outcome, rows, false, &"0".repeat(64));
    let proof = prove(&content).expect("facts for it");
    assert_eq!((proof.sql.refused, proof.problem), (Vec::new(), None));
    assert_eq!(proof.equal, outcome.lines().count() as u64);
    println!("{} payouts of the generated SQL are equal", proof.equal);
}

/// Both agree on every line, in each window. Returns how many lines pay.
fn agree(folder: &Path) -> usize {
    let at = tempfile::tempdir().expect("a folder");
    let document = document(folder, at.path());
    let rows = document.facts().expect("facts");
    let mut lines = 0;
    for outcome in calculate(&document) {
        generated_sql_agrees(&outcome, &rows);
        let [first, .., last] = outcome.quarters() else { panic!("fewer than two quarters") };
        let (engine, sql) =
            (by_engine(&outcome), by_sql(document.path(), number(first), number(last)));
        for (key, cents) in &sql {
            assert_eq!(engine.get(key), Some(cents), "{key:?}");
        }
        assert_eq!(engine.len(), sql.len(), "lines that only the engine pays");
        for incentive in ["volume_rebate", "growth_kicker", "bikes_mix_bonus", "mdf_accrual"] {
            assert!(sql.keys().any(|key| key.3 == incentive), "{incentive} never pays");
        }
        lines += sql.len();
    }
    lines
}

#[test]
fn adventureworks_payouts_agree_with_plain_sql_on_every_line() {
    let name = "adventureworks_payouts_agree_with_plain_sql_on_every_line";
    let data =
        std::env::var_os("TIERWRIGHT_DATA").map_or(root().join("../shared/data"), PathBuf::from);
    let folder = data.join("adventureworks");
    if !folder.is_dir() {
        println!("skipped: {name}: real data not found in ../shared/data");
        return;
    }
    let lines = agree(&folder);
    assert!(lines > 5_000, "only {lines} lines pay");
    println!("{name}: {lines} lines agree to the cent");
}

#[test]
fn payouts_of_the_same_shape_agree_with_plain_sql_on_every_line() {
    assert!(agree(&root().join("fixtures/imports/adventureworks-shape")) > 20);
}
