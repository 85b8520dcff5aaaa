//! The command as a person or a pipeline runs it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use rust_decimal::Decimal;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with the sample document in it, where commands run.
struct Place(TempDir);

impl Place {
    fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with_sample() -> Self {
        let place = Self::empty();
        place.fine(&["sample", "s.tierwright"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
        command.args(words).current_dir(self.0.path()).output().unwrap()
    }

    /// Runs a command that must succeed, and gives what it printed.
    fn fine(&self, words: &[&str]) -> String {
        self.ends(words, 0).0
    }

    /// Runs a command, and gives what it printed and what it said on its error output.
    fn ends(&self, words: &[&str], code: i32) -> (String, String) {
        let output = self.run(words);
        let printed = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{words:?} said {said} and printed {printed}");
        (printed, said)
    }

    fn json(&self, words: &[&str]) -> Value {
        let words = [words, &["--format", "json"]].concat();
        serde_json::from_str(&self.fine(&words)).unwrap()
    }
}

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    root.join(name).display().to_string()
}

fn exact(value: &Value) -> Decimal {
    value.as_str().unwrap_or_else(|| panic!("{value} is not text")).parse().unwrap()
}

fn sum(of: &Value, key: &str) -> Decimal {
    of.as_array().unwrap().iter().map(|item| exact(&item[key])).sum()
}

#[test]
fn totals_in_json_add_up_every_way() {
    let place = Place::with_sample();
    let found = place.json(&["simulate", "s.tierwright"]);
    let total = exact(&found["total"]);
    assert!(total > Decimal::ZERO);
    assert_eq!(found["sample"], true);
    for key in ["quarters", "tiers", "partners"] {
        assert_eq!(sum(&found[key], "total"), total, "{key}");
    }
    let incentives = found["incentives"].as_array().unwrap();
    let paid = incentives.iter().filter(|incentive| incentive["paid"] == true);
    assert_eq!(paid.map(|incentive| exact(&incentive["total"])).sum::<Decimal>(), total);
    for quarter in found["quarters"].as_array().unwrap() {
        assert_eq!(sum(&quarter["incentives"], "total"), exact(&quarter["total"]), "{quarter}");
    }
    assert_eq!(sum(&found["partners"], "revenue"), exact(&found["revenue"]));
    assert_eq!(found["partners"].as_array().unwrap().len(), 120);

    let again = place.json(&["simulate", "s.tierwright", "--threads", "1"]);
    assert_eq!(again, found, "one thread gives the same");
    let quarter = ["simulate", "s.tierwright", "--from", "2025-02-01", "--until", "2025-02-01"];
    let one = place.json(&quarter);
    assert_eq!((&one["from"], &one["until"]), (&"2025-01-01".into(), &"2025-03-31".into()));
    assert_eq!(one["total"], found["quarters"][0]["total"]);
}

#[test]
fn the_report_names_what_it_rests_on() {
    let place = Place::with_sample();
    let report = place.fine(&["simulate", "s.tierwright"]);
    let total = place.json(&["simulate", "s.tierwright"])["total"].as_str().unwrap().to_owned();
    for part in [
        "FY26 Partner Program",
        "SAMPLE, the data is made up",
        "120 partners, 3,000 deals",
        "Q1 FY25 to Q4 FY25 (Jan to Dec 2025)",
        "USD, each payout rounded half away from zero",
        "Volume rebate",
        "Platinum",
        "Total payout",
    ] {
        assert!(report.contains(part), "{part} in:\n{report}");
    }
    assert!(report.replace(',', "").contains(&total), "{total} in:\n{report}");
}

#[test]
fn payout_lines_in_csv_add_up() {
    let place = Place::with_sample();
    let text = place.fine(&["simulate", "s.tierwright", "--format", "csv"]);
    let mut lines = text.split_terminator("\r\n");
    assert!(lines.next().unwrap().starts_with("partner,partner_name,period,"));
    let total: Decimal = lines
        .filter(|line| line.ends_with(",yes"))
        .map(|line| line.rsplit(',').nth(4).unwrap().parse::<Decimal>().unwrap())
        .sum();
    assert_eq!(total, exact(&place.json(&["simulate", "s.tierwright"])["total"]));
}

#[test]
fn an_explanation_goes_down_to_the_row() {
    let place = Place::with_sample();
    let line = ["explain", "s.tierwright", "--partner", "P-1086", "--incentive", "volume_rebate"];
    let line = [&line[..], &["--quarter", "Q4 FY25"]].concat();
    let text = place.fine(&line);
    for part in ["Volume rebate", "Q4 FY25", "Formula", " x ", "Parts", "Sample data", " row "] {
        assert!(text.contains(part), "{part} in:\n{text}");
    }
    let found = place.json(&line);
    assert_eq!(sum(&found["parts"], "amount"), exact(&found["amount"]));
    let whole = place.json(&["explain", "s.tierwright"]);
    assert_eq!(sum(&whole["parts"], "amount"), exact(&whole["amount"]));
    assert_eq!(whole["amount"], place.json(&["simulate", "s.tierwright"])["total"]);
}

#[test]
fn results_are_kept_only_when_asked() {
    let place = Place::with_sample();
    let before = std::fs::read(place.path("s.tierwright")).unwrap();
    place.fine(&["simulate", "s.tierwright"]);
    assert!(std::fs::read(place.path("s.tierwright")).unwrap() == before);
    place.fine(&["simulate", "s.tierwright", "--keep"]);
    assert!(std::fs::read(place.path("s.tierwright")).unwrap() != before);
}

#[test]
fn an_export_verifies_until_it_is_touched() {
    let place = Place::with_sample();
    let said = place.fine(&["export", "s.tierwright", "--out", "bundle"]);
    assert!(said.contains("SAMPLE"), "{said}");
    // 120 partners, eight incentives, four quarters.
    assert!(said.contains("Proof: 3,840 of 3,840 payouts"), "{said}");
    let said = place.fine(&["verify", "bundle"]);
    assert!(said.contains("as it was exported"), "{said}");
    assert!(said.contains("SQLite worked out 3,840 payouts again"), "{said}");
    let spec = place.path("bundle/deploy/SAMPLE-spec.json");
    let text = std::fs::read_to_string(&spec).unwrap();
    std::fs::write(&spec, text.replacen("450000.00", "350000.00", 1)).unwrap();
    let (said, _) = place.ends(&["verify", "bundle"], 1);
    assert!(said.contains("SAMPLE-spec.json"), "{said}");
    place.write("note.txt", "not a bundle");
    place.ends(&["verify", "note.txt"], 3);
}

#[test]
fn an_import_ties_and_pays() {
    let place = Place::empty();
    let program = fixture("programs/adventureworks.json");
    place.fine(&["new", "aw.tierwright", "--program", &program]);
    let files = std::fs::read_dir(fixture("imports/adventureworks-shape")).unwrap();
    let files: Vec<String> = files
        .map(|file| file.unwrap().path().display().to_string())
        .filter(|path| path.ends_with(".csv"))
        .collect();
    let mapping = fixture("mappings/adventureworks.json");
    let mut words = vec!["import", "aw.tierwright", "--mapping", &mapping];
    words.extend(files.iter().map(String::as_str));
    let output = place.run(&words);
    let (printed, said) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(printed.contains("rows read = ") && printed.contains("set aside"), "{printed}{said}");
    assert_eq!(said, "", "progress is for terminals");
    // Findings where rows were set aside, fine where none was.
    let expected = i32::from(printed.contains("\nSet aside:"));
    assert_eq!(output.status.code(), Some(expected), "{printed}");
    let found = place.json(&["simulate", "aw.tierwright"]);
    assert_eq!(sum(&found["partners"], "total"), exact(&found["total"]));
    assert!(exact(&found["total"]) > Decimal::ZERO, "{found}");
}

#[test]
fn a_check_tells_notes_from_errors() {
    let place = Place::with_sample();
    let found = place.json(&["check", "s.tierwright"]);
    assert_eq!(found["calculates"], true);
    let said = place.fine(&["check", "s.tierwright"]);
    assert!(said.contains("Concerns ") && said.contains(" partners, "), "{said}");
    let program = std::fs::read_to_string(fixture("programs/sample.json")).unwrap();
    let broken = program.replacen("\"track\": \"partner\"", "\"track\": \"nobody\"", 1);
    assert_ne!(broken, program);
    place.write("broken.json", &broken);
    let (said, _) = place.ends(&["check", "s.tierwright", "--program", "broken.json"], 1);
    assert!(said.contains("Error at /") && said.contains("nobody"), "{said}");
    let (printed, said) = place.ends(&["simulate", "s.tierwright", "--program", "broken.json"], 1);
    assert!(printed.is_empty() && said.contains("cannot be calculated"), "{said}");
}

#[test]
fn schemas_and_choices_are_printed() {
    let place = Place::empty();
    for of in ["program", "mapping"] {
        let schema: Value = serde_json::from_str(&place.fine(&["schema", of])).unwrap();
        assert!(schema["properties"].is_object(), "{of}");
    }
    let choices = place.fine(&["schema", "--choices"]);
    assert!(
        choices.contains("/incentives/*/schedule/method: each_band, whole_amount, "),
        "{choices}"
    );
}

/// The words, the exit code, and what must be said on the error output.
type Wrong = (&'static [&'static str], i32, &'static [&'static str]);

const WRONG: [Wrong; 17] = [
    (&["simulate", "no.tierwright"], 3, &["no.tierwright", "Check the name"]),
    (&["simulate", "text.tierwright"], 3, &["text.tierwright is not a Tierwright document"]),
    (&["explain", "s.tierwright", "--partner", "P-9999"], 2, &["no partner P-9999", "P-1001"]),
    (
        &["explain", "s.tierwright", "--partner", "P-1001", "--quarter", "Q9 FY25"],
        2,
        &["\"Q9 FY25\"", "Q1 FY25, Q2 FY25, Q3 FY25 and Q4 FY25"],
    ),
    (&["explain", "s.tierwright", "--incentive", "bonus"], 2, &["no incentive bonus", "co_sell"]),
    (&["simulate", "s.tierwright", "--program", "no.json"], 3, &["no file no.json"]),
    (&["simulate", "s.tierwright", "--program", "odd.json"], 3, &["odd.json is not a program"]),
    (&["simulate", "s.tierwright", "--from", "2025-01-01"], 2, &["only one of its two days"]),
    (
        &["import", "s.tierwright", "--mapping", "odd.json", "a.csv"],
        3,
        &["odd.json is not a mapping"],
    ),
    (&["import", "s.tierwright", "--mapping", "m.json", "a.csv"], 3, &["a.csv", "column", "Name"]),
    (&["import", "s.tierwright", "--mapping", "m.json", "no.csv"], 3, &["no.csv"]),
    (&["sample", "s.tierwright"], 3, &["already there and was left as it is"]),
    (&["new", "s.tierwright"], 3, &["already there and was left as it is"]),
    (&["new", "n.tierwright", "--currency", "euros"], 2, &["\"euros\" is not a currency code"]),
    (&["verify", "nowhere"], 3, &["nowhere"]),
    (&["export", "s.tierwright"], 2, &["--out"]),
    (&["check", "s.tierwright", "--format", "csv"], 2, &["no result as csv"]),
];

#[test]
fn what_goes_wrong_is_said_and_changes_nothing() {
    let place = Place::with_sample();
    place.write("text.tierwright", "not a document");
    place.write("odd.json", "{ \"format\": 1 }");
    place.write("a.csv", "Id\n1\n");
    place.write(
        "m.json",
        r#"{ "format": 1, "name": "M", "files": { "a": { "name": "a.csv" } },
             "tables": { "partner": [{ "file": "a", "columns": { "id": "Id", "name": "Name" } }] } }"#,
    );
    let before = std::fs::read(place.path("s.tierwright")).unwrap();
    for (words, code, parts) in WRONG {
        let (printed, said) = place.ends(words, code);
        assert_eq!(printed, "", "{words:?}");
        for part in parts {
            assert!(said.contains(part), "{words:?} said {said}");
        }
        assert!(!said.contains("nvalid"), "{words:?} said {said}");
        assert!(std::fs::read(place.path("s.tierwright")).unwrap() == before, "{words:?}");
        assert!(!place.path("n.tierwright").exists(), "{words:?}");
    }
}

#[test]
fn failures_are_json_too_where_that_is_asked() {
    let place = Place::with_sample();
    let words = ["explain", "s.tierwright", "--partner", "P-9999", "--format", "json"];
    let (_, said) = place.ends(&words, 2);
    let failure: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(failure["code"], "partner_unknown");
    assert_eq!(said.lines().next(), failure["sentence"].as_str());
}

#[test]
fn a_reader_that_has_heard_enough_is_no_failure() {
    let place = Place::with_sample();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    command.args(["simulate", "s.tierwright", "--format", "csv"]).current_dir(place.0.path());
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_half_written() {
    let place = Place::empty();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    command.args(["sample", "large.tierwright", "--size", "large"]).current_dir(place.0.path());
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    // The document appears before its facts are written, which takes much longer than this.
    for _ in 0..2_000 {
        if place.path("large.tierwright-journal").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(std::fs::read_dir(place.0.path()).unwrap().count(), 0);
}

#[test]
fn cases_come_out_as_written_or_say_why_not() {
    let place = Place::empty();
    let all = place.fine(&["test", &fixture("cases")]);
    assert!(all.ends_with("as written, 0 not.\n"), "{all}");
    let case = std::fs::read_to_string(fixture("cases/mdf-yearly-cap.json")).unwrap();
    place.write("mine.json", &case.replace("\"500.00 USD\"", "\"750.00 USD\""));
    let (printed, _) = place.ends(&["test", "mine.json"], 1);
    for part in [
        "p in Q3 FY25, mdf: expected 750.00 USD, got 500.00 USD",
        "took away 250.00",
        "0 as written, 1 not",
    ] {
        assert!(printed.contains(part), "{part} is not in {printed}");
    }
    place.write("odd.json", "{ \"title\": 1 }");
    let (printed, _) = place.ends(&["test", "odd.json"], 1);
    assert!(printed.contains("not a case that can be read"), "{printed}");
    let (_, said) = place.ends(&["test", "no.json"], 3);
    assert!(said.contains("no file no.json"), "{said}");
}

#[test]
fn the_tests_of_a_program_are_run_wherever_it_stands() {
    let place = Place::empty();
    let mut program: Value = serde_json::from_str(
        &std::fs::read_to_string(fixture("programs/simple-rebate.json")).unwrap(),
    )
    .unwrap();
    let case = std::fs::read_to_string(fixture("cases/mdf-yearly-cap.json")).unwrap();
    let case: Value = serde_json::from_str(&case).unwrap();
    program["incentives"] = case["program"]["incentives"].clone();
    program["tracks"] = case["program"]["tracks"].clone();
    let mut test = case.clone();
    test.as_object_mut().unwrap().remove("program");
    test["id"] = "cap".into();
    program["tests"] = Value::from(vec![test]);
    place.write("program.json", &program.to_string());
    place.fine(&["new", "mine.tierwright", "--program", "program.json"]);
    for file in ["program.json", "mine.tierwright"] {
        let said = place.fine(&["test", file]);
        assert!(said.starts_with("ok  cap\n"), "{said}");
        assert!(said.ends_with("1 as written, 0 not.\n"), "{said}");
    }
    let spoiled = program.to_string().replace("\"500.00 USD\"", "\"750.00 USD\"");
    place.write("program.json", &spoiled);
    let (said, _) = place.ends(&["test", "program.json"], 1);
    assert!(said.contains("expected 750.00 USD, got 500.00 USD"), "{said}");
    let (_, said) = place.ends(&["test", &fixture("programs/simple-rebate.json")], 3);
    assert!(said.contains("carries no test"), "{said}");
}

#[test]
fn two_programs_are_compared_rule_by_rule() {
    let place = Place::empty();
    let program = std::fs::read_to_string(fixture("programs/simple-rebate.json")).unwrap();
    let mut tree: Value = serde_json::from_str(&program).unwrap();
    tree["rounding"] = "half_even".into();
    place.write("a.json", &program);
    place.write("b.json", &tree.to_string());
    place.fine(&["new", "a.tierwright", "--program", "a.json"]);
    assert!(place.fine(&["diff", "a.tierwright", "a.json"]).contains("are the same"));
    let (printed, _) = place.ends(&["diff", "a.tierwright", "b.json"], 1);
    assert!(printed.contains("in one place"), "{printed}");
    assert!(printed.contains("Rounding changed.\n  - Each payout"), "{printed}");
    let (printed, _) = place.ends(&["diff", "b.json", "a.tierwright", "--format", "json"], 1);
    let found: Value = serde_json::from_str(&printed).unwrap();
    let only = &found["differences"][0];
    assert_eq!(only["place"], "/rounding");
    assert_eq!(
        (&only["forth"][0]["value"], &only["back"][0]["value"]),
        (&program_rounding(&program), &tree["rounding"])
    );
    let (_, said) = place.ends(&["diff", "a.json", "nowhere.json"], 3);
    assert!(said.contains("There is no file nowhere.json."), "{said}");
}

fn program_rounding(program: &str) -> Value {
    serde_json::from_str::<Value>(program).unwrap()["rounding"].clone()
}

#[test]
fn templates_are_listed_and_printed() {
    let place = Place::with_sample();
    let listed = place.fine(&["templates"]);
    assert!(listed.contains("growth_kicker\n    Growth kicker (resale). Each quarter"), "{listed}");
    let one: Value = serde_json::from_str(&place.fine(&["templates", "volume_rebate"])).unwrap();
    assert_eq!(one["schedule"]["bands"][1]["from"], "100000.00 USD");
    let words = ["templates", "volume_rebate", "--document", "s.tierwright"];
    let filled: Value = serde_json::from_str(&place.fine(&words)).unwrap();
    assert_eq!(filled["schedule"]["columns"]["level"]["tier_at"], "period_start");
    let (_, said) = place.ends(&["templates", "other"], 2);
    assert!(said.contains("There is no template other."), "{said}");
}

#[test]
fn a_mapping_with_open_questions_is_not_written() {
    let desk = Place::empty();
    desk.write("q.csv", "Deal ID;Partner;Close Date;Amount;Currency\n1;A;03/04/2025;10,50;EUR\n");
    let words = ["inspect", "q.csv", "--save-mapping", "m.json"];
    desk.ends(&words, 1);
    assert!(!desk.path("m.json").exists());
    let answer = "reading:q.csv/Close Date=day/month/year";
    desk.fine(&["inspect", "q.csv", "--save-mapping", "m.json", "--answer", answer]);
    let mapping = std::fs::read_to_string(desk.path("m.json")).unwrap();
    assert!(mapping.contains("day/month/year"));
}
