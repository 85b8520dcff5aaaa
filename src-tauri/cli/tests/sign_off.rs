//! Sign-off, comparing with the last export, and reading a program back, in a terminal.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn run(place: &TempDir, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    command.args(words).current_dir(place.path()).env("TIERWRIGHT_NAME", "Lee").output().unwrap()
}

fn fine(place: &TempDir, words: &[&str]) -> String {
    let output = run(place, words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?} said {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_program_is_reviewed_exported_compared_and_read_back() {
    let place = tempfile::tempdir().unwrap();
    fine(&place, &["sample", "s.tierwright"]);
    let review = ["sign-off", "s.tierwright", "--review", "--ask", "Finance", "--words", "Look."];
    let said = fine(&place, &review);
    assert!(said.starts_with("Version 1, in review, asked: Finance\n"), "{said}");
    assert!(said.contains("nobody verifies them"), "{said}");
    let refused = run(&place, &["sign-off", "s.tierwright", "--sign", "--role", "Finance"]);
    assert_eq!(refused.status.code(), Some(2), "sample data is never approved");
    let both = run(&place, &["sign-off", "s.tierwright", "--review", "--draft"]);
    assert_eq!(both.status.code(), Some(2), "one step at a time");

    fine(&place, &["export", "s.tierwright", "--out", "bundle"]);
    let same = fine(&place, &["compare-export", "s.tierwright"]);
    assert!(same.contains("The program is the same."), "{same}");
    fine(&place, &["new", "back.tierwright", "--program", "bundle"]);
    let differs = run(&place, &["diff", "s.tierwright", "back.tierwright"]);
    assert_eq!(differs.status.code(), Some(0), "the same program");
    let program =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/programs/simple-rebate.json");
    let said = fine(&place, &["import-program", "back.tierwright", program]);
    assert!(said.starts_with("Simple rebate holds now, as v2."), "{said}");

    let audit = fine(&place, &["sign-off", "s.tierwright", "--format", "csv"]);
    assert!(audit.contains("sign-off,v1,Lee,,\"Put into review, asking Finance"), "{audit}");
    let words = ["sign-off", "s.tierwright", "--format", "json"];
    let found: Value = serde_json::from_str(&fine(&place, &words)).unwrap();
    assert_eq!(found["status"], "in_review");
    assert_eq!(found["versions"][0]["version"], 1);
}
