//! Doubts about figures, as a person or a pipeline reports and settles them.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn run(place: &TempDir, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    command.args(words).current_dir(place.path()).output().unwrap()
}

fn fine(place: &TempDir, words: &[&str]) -> String {
    let output = run(place, words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?} said {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn doubts(place: &TempDir, words: &[&str]) -> Value {
    let words = [&["doubts", "s.tierwright"], words, &["--format", "json"]].concat();
    serde_json::from_str(&fine(place, &words)).unwrap()
}

#[test]
fn a_doubt_is_reported_listed_by_state_and_settled() {
    let place = tempfile::tempdir().unwrap();
    fine(&place, &["sample", "s.tierwright"]);
    assert_eq!(fine(&place, &["doubts", "s.tierwright"]), "0 open, 0 answered, 0 upheld\n");
    let why = ["explain", "s.tierwright", "--incentive", "volume_rebate", "--format", "json"];
    let explained: Value = serde_json::from_str(&fine(&place, &why)).unwrap();
    let report = ["--report", "It looks low.", "--incentive", "volume_rebate", "--who", "Kim"];
    let found = doubts(&place, &report);
    let doubt = &found["doubts"][0];
    assert_eq!((&doubt["amount"], &doubt["title"]), (&explained["amount"], &explained["title"]));
    assert_eq!((&doubt["who"], &doubt["state"]), (&Value::from("Kim"), &Value::from("open")));

    let listed = fine(&place, &["doubts", "s.tierwright", "--state", "open"]);
    assert!(listed.starts_with("1 open, 0 answered, 0 upheld\n"), "{listed}");
    assert!(listed.contains(", Kim: It looks low.\n"), "{listed}");
    let settle = ["--settle", "1", "--as", "answered", "--answer", "The cap holds."];
    let found = doubts(&place, &settle);
    assert_eq!((&found["open"], &found["answered"]), (&Value::from(0), &Value::from(1)));
    assert_eq!(doubts(&place, &["--state", "open"])["doubts"], Value::Array(Vec::new()));
    assert_eq!(doubts(&place, &["--state", "answered"])["doubts"][0]["answer"], "The cap holds.");

    let again = run(&place, &["doubts", "s.tierwright", "--settle", "1", "--as", "answered"]);
    assert_eq!(again.status.code(), Some(2), "wrong use");
    let alone = run(&place, &["doubts", "s.tierwright", "--settle", "1"]);
    assert_eq!(alone.status.code(), Some(2), "how it stands from now on is needed");
}
