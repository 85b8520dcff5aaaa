//! Every study from the command line, twice: the same document and seed print the same bytes.

use std::{collections::BTreeSet, path::Path, process::Command};

use serde_json::Value;

fn run(folder: &Path, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    let output = command.args(words).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?} said {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Each study with what it cannot do without, and less work than in earnest where it draws much.
const STUDIES: &[&[&str]] = &[
    &["cliffs", "s.tierwright"],
    &["what-matters", "s.tierwright", "--margin", "0.3", "--lever", "Gold threshold"],
    &["find-setting", "s.tierwright", "--budget", "1900000", "--lever", "Gold threshold"],
    &["gaming", "s.tierwright"],
    &["programs", "s.tierwright"],
    &["futures", "s.tierwright", "--years", "4"],
    &["risk", "s.tierwright", "--replays", "8", "--draws", "100"],
    &["overlap", "s.tierwright"],
    &["mdf", "s.tierwright", "--hand", "P-1001=500"],
    &["scorecard", "s.tierwright", "--margin", "0.3", "--direct-cost", "250000"],
    &["swap", "s.tierwright"],
    &["pilot", "s.tierwright", "--region", "EMEA", "--promise", RATE],
    &["rollout", "s.tierwright", "--by", "region", "--promise", RATE],
    &["order", "s.tierwright"],
];

const RATE: &str = "/incentives/co_sell/schedule/bands/0/rates/0=0.06";

#[test]
fn every_study_prints_the_same_bytes_each_time() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["sample", "s.tierwright"]);
    for words in STUDIES {
        let words = [&["study"], *words, &["--format", "json"]].concat();
        let first = run(folder.path(), &words);
        assert_eq!(run(folder.path(), &words), first, "{words:?}");
        let report: Value = serde_json::from_str(&first).unwrap();
        for text in ["finding", "method", "basis"] {
            assert!(report[text].as_str().is_some_and(|text| !text.is_empty()), "{words:?} {text}");
        }
        // What is drawn is drawn anew by another seed, and says so.
        if words.contains(&"futures") || words.contains(&"risk") {
            let other = run(folder.path(), &[&words[..], &["--seed", "8"]].concat());
            assert_ne!(other, first, "{words:?}");
            assert!(other.contains("\"seed\": \"8\""), "{words:?}");
        }
    }
}

#[test]
fn no_study_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let help = run(folder.path(), &["help", "study"]);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    let tried: BTreeSet<&str> = STUDIES.iter().map(|words| words[0]).collect();
    assert_eq!(listed, tried);
}

#[test]
fn a_decision_is_kept_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    run(folder.path(), &["sample", "s.tierwright"]);
    let none = run(folder.path(), &["decisions", "s.tierwright"]);
    assert_eq!(none, "Nothing was decided.\n");
    let pilot = ["study", "pilot", "s.tierwright", "--region", "EMEA"];
    let because = ["--decide", "go-on", "--because", "Too few quarters."];
    let report = run(folder.path(), &[&pilot[..], &because].concat());
    let found = run(folder.path(), &["decisions", "s.tierwright", "--format", "json"]);
    let found: Value = serde_json::from_str(&found).unwrap();
    let one = &found["decisions"][0];
    assert_eq!(one["subject"], "Pilot with partners of region EMEA");
    assert_eq!((&one["decided"], &one["words"]), (&"go_on".into(), &"Too few quarters.".into()));
    assert!(report.contains(one["finding"].as_str().unwrap()));
}
