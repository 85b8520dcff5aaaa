//! A small content by hand, with names that would like to be formulas.

use std::{collections::BTreeMap, fs, path::Path};

use tierwright_export::{BundleContent, Line, Verification, verify_bundle};
use tierwright_program::{Period, Program, Span};

/// Partner id and name, quarter, incentive, amount, level.
type Row = (&'static str, &'static str, usize, &'static str, &'static str, Option<&'static str>);

const ROWS: [Row; 10] = [
    ("-7", "=HYPERLINK(\"http://example.test\";\"Prize\")", 0, "volume", "1200.50", Some("gold")),
    ("-7", "=HYPERLINK(\"http://example.test\";\"Prize\")", 0, "mdf", "400.17", Some("gold")),
    ("-7", "=HYPERLINK(\"http://example.test\";\"Prize\")", 0, "=trial", "200.09", Some("gold")),
    ("-7", "=HYPERLINK(\"http://example.test\";\"Prize\")", 1, "volume", "-30.00", Some("member")),
    ("0010", "'t Hof, Zoë & Co", 0, "volume", "0.01", Some("member")),
    ("0010", "'t Hof, Zoë & Co", 1, "volume", "1200.50", Some("gold")),
    ("0010", "'t Hof, Zoë & Co", 1, "=trial", "9.99", Some("gold")),
    ("P-1", "two\r\n@lines;+1", 0, "volume", "77.00", None),
    ("P-1", "two\r\n@lines;+1", 1, "mdf", "1000000.00", None),
    ("東京", "東京商事", 1, "volume", "5.00", Some("member")),
];

/// The small content: four partners of six, two quarters, three incentives that are not off.
pub fn content(sample: bool) -> BundleContent {
    let program = program();
    let first = program.calendar.period_of("2025-07-01".parse().unwrap(), Period::Quarter);
    let quarters = vec![first, program.calendar.next(first, Period::Quarter)];
    let lines = ROWS.iter().map(|row| line(row, &program, &quarters)).collect();
    BundleContent {
        sample,
        facts_digest: "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9".to_owned(),
        engine: "0.0.0".to_owned(),
        partners: 6,
        program,
        quarters,
        lines,
        sql: None,
        sign_off: None,
        cases: Vec::new(),
        memo: None,
        paid: Vec::new(),
    }
}

pub fn program() -> Program {
    Program::from_json(include_str!("program.json")).unwrap()
}

fn line(row: &Row, program: &Program, quarters: &[Span]) -> Line {
    let (id, name, quarter, incentive, amount, level) = *row;
    let of = program.incentives.iter().find(|one| one.id == incentive).unwrap();
    Line {
        partner_id: id.to_owned(),
        partner_name: name.to_owned(),
        from: quarters[quarter].from(),
        until: quarters[quarter].until(),
        incentive_id: incentive.to_owned(),
        account: of.pays_into.accounts()[0].account,
        amount: format!("{amount} USD").parse().unwrap(),
        payable: quarters[quarter].until() + chrono::Days::new(45),
        shadow: incentive == "=trial",
        levels: vec![level.map(str::to_owned)],
    }
}

/// Every file below a folder by its path, folders by a path that ends in a slash.
pub fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().unwrap().is_dir() {
            found.insert(format!("{name}/"), Vec::new());
            for (path, bytes) in everything(&entry.path()) {
                found.insert(format!("{name}/{path}"), bytes);
            }
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// Panics with the difference where a bundle does not verify.
pub fn assert_agrees(folder: &Path) -> tierwright_export::Agreement {
    match verify_bundle(folder).unwrap() {
        Verification::Agrees(agreement) => agreement,
        Verification::Differs(difference) => panic!("{difference}"),
    }
}
