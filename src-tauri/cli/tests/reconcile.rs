//! Past payouts and accounts in common, in a terminal.
//!
//! The simple rebate pays 2% of a quarter's sales: 20.00 of the 1,000.00 that Alder sold in Q1, where
//! 25.00 were paid, and 40.00 of Beech's 2,000.00 in Q2, where nothing was. Alder's Cedar was mapped on
//! 20 December, registered 17 days later and won 84 days after that.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn run(place: &TempDir, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    command.args(words).current_dir(place.path()).output().unwrap()
}

/// What is printed where the command ends with this code.
fn said(place: &TempDir, words: &[&str], code: i32) -> String {
    let output = run(place, words);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{words:?} said {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// A document of the fixture's deals, partners, payouts, registrations and accounts in common.
fn document() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    let program = format!("{fixtures}/programs/simple-rebate.json");
    said(&place, &["new", "m.tierwright", "--program", &program], 0);
    let names = ["deals", "partners", "past_payouts", "registrations", "overlaps"];
    let files = names.map(|name| format!("{fixtures}/imports/optional-facts/{name}.csv"));
    let files = files.iter().map(String::as_str);
    // One registration is both approved and refused.
    said(&place, &["import", "m.tierwright"].into_iter().chain(files).collect::<Vec<_>>(), 1);
    place
}

const HALF: [&str; 4] = ["--from", "2025-01-01", "--until", "2025-06-30"];

#[test]
fn past_payouts_are_reconciled_down_to_their_rows() {
    let place = document();
    let asked = [&["reconcile", "m.tierwright"], HALF.as_slice()].concat();
    let table = said(&place, &asked, 1);
    assert!(table.contains("calculated 60.00 less paid 25.00 = 35.00 USD"), "{table}");
    let json = said(&place, &[asked.as_slice(), &["--format", "json"]].concat(), 1);
    let found: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["rows"][1]["difference"], "-5.00");
    assert_eq!(found["rows"][1]["paid_rows"][0]["source"], "past_payouts.csv, row 2");
    let csv = said(&place, &[asked.as_slice(), &["--format", "csv"]].concat(), 1);
    let line = csv.lines().nth(2).unwrap();
    assert_eq!(
        line,
        "P1,Alder Systems,Growth rebate,,2025-01-01,2025-03-31,differs,USD,25.00,20.00,-5.00,\"past_payouts.csv, row 2\""
    );
    let both = run(&place, &[asked.as_slice(), &["--disbursements", "d.csv"]].concat());
    assert_eq!(both.status.code(), Some(2), "a file is matched with the deals alone");
}

#[test]
fn accounts_in_common_are_followed_to_won_deals() {
    let place = document();
    let table = said(&place, &["conversion", "m.tierwright"], 0);
    let won = table.lines().find(|line| line.starts_with("registered and won")).unwrap();
    assert_eq!(won.split_whitespace().nth(3), Some("1,000.00"), "{table}");
    let json = said(&place, &["conversion", "m.tierwright", "--format", "json"], 0);
    let found: Value = serde_json::from_str(&json).unwrap();
    let won = &found["steps"][2];
    assert_eq!((&won["step"], &won["accounts"]), (&"won".into(), &1.into()));
    assert_eq!((&won["days_to_registered"], &won["days_to_closed"]), (&"17".into(), &"84".into()));
    let csv = said(&place, &["conversion", "m.tierwright", "--format", "csv"], 0);
    assert_eq!(
        csv.lines().nth(1).unwrap(),
        "P1,Alder Systems,Cedar Ltd,registered and won,2024-12-20,2025-01-06,2025-03-31,D1,USD,17,84,101,1000.00,\"overlaps.csv, row 2\",\"registrations.csv, row 2\",\"deals.csv, row 2\""
    );
}
