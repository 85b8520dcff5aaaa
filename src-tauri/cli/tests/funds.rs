//! The liability and the ledgers of funds, as a person or a pipeline asks for them.

use std::{path::Path, process::Command};

use rust_decimal::Decimal;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs a command in a folder, which must succeed, and gives what it printed.
fn fine(place: &TempDir, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright"));
    let output = command.args(words).current_dir(place.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?} said {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn parsed(place: &TempDir, words: &[&str]) -> Value {
    let words = [words, &["--format", "json"]].concat();
    serde_json::from_str(&fine(place, &words)).unwrap()
}

fn amount(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}

/// The sample, and its program with a fund that takes in its MDF accruals.
fn sample() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fine(&place, &["sample", "s.tierwright"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/programs/sample.json");
    let mut program: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let incentives = program["incentives"].as_array().unwrap();
    let accruals: Vec<Value> = incentives
        .iter()
        .filter(|one| one["pays_into"] == json!("mdf"))
        .map(|one| one["id"].clone())
        .collect();
    assert!(!accruals.is_empty(), "the sample has an MDF accrual");
    program["funds"] = json!([{
        "id": "mdf",
        "name": "Market fund",
        "money": { "accrued": accruals },
        "claims": { "approval": "not_needed", "per_request": "many", "share": "1" },
        "expires_after_months": 6
    }]);
    program["fund_return"] = json!({
        "attributed": "revenue", "weight": "whole_deal", "basis": "net", "cost": "paid",
        "linked_twice": "equal_parts"
    });
    std::fs::write(place.path().join("p.json"), program.to_string()).unwrap();
    place
}

#[test]
fn the_liability_adds_up_to_what_the_program_pays() {
    let place = sample();
    let paid = amount(&parsed(&place, &["simulate", "s.tierwright"])["total"]);
    let liability = parsed(&place, &["liability", "s.tierwright"]);
    let cells = liability["cells"].as_array().unwrap();
    let sum = |of: &str| cells.iter().map(|cell| amount(&cell[of])).sum::<Decimal>();
    assert_eq!(sum("accrued") - sum("clawed_back"), paid);
    assert!(sum("paid") > Decimal::ZERO);
    let lines = liability["lines"].as_array().unwrap();
    let accrued = lines.iter().filter(|line| line["movement"] == "accrued");
    assert_eq!(accrued.map(|line| amount(&line["amount"])).sum::<Decimal>(), sum("accrued"));

    let period = cells[0]["period"].as_str().unwrap();
    let of_one = ["liability", "s.tierwright", "--period", period];
    let one = parsed(&place, &of_one);
    let these = one["lines"].as_array().unwrap();
    assert!(these.iter().all(|line| line["period"] == period) && these.len() < lines.len());
    let table = fine(&place, &of_one);
    assert!(table.starts_with("Quarter") && table.contains("accrued"), "{table}");
    let csv = fine(&place, &["liability", "s.tierwright", "--format", "csv"]);
    assert_eq!(csv.lines().count(), lines.len() + 1);
}

#[test]
fn the_funds_of_a_program_are_told_entry_by_entry() {
    let place = sample();
    assert!(fine(&place, &["funds", "s.tierwright"]).starts_with("Nothing came into a fund"));
    let asked = ["funds", "s.tierwright", "--program", "p.json"];
    let found = parsed(&place, &asked);
    let entries = found["entries"].as_array().unwrap();
    for what in ["opening", "accrued", "claimed", "expired", "closing"] {
        assert!(entries.iter().any(|entry| entry["what"] == what), "nothing is {what}");
    }
    let claim = entries.iter().find(|entry| entry["what"] == "claimed").unwrap();
    assert!(claim["source"].is_string(), "{claim}");
    let spent: Decimal = entries
        .iter()
        .filter(|entry| entry["what"] == "claimed")
        .map(|entry| amount(&entry["amount"]))
        .sum();
    let all = &found["returns"][0];
    let cost = amount(&all["cost"]);
    // A request that was first paid before the replay is not one of it.
    assert!(all["by"] == "all" && Decimal::ZERO < cost && cost <= -spent, "{all}");
    let partners = found["returns"].as_array().unwrap().iter();
    let by_partner = partners.filter(|one| one["by"] == "partner");
    assert_eq!(by_partner.map(|one| amount(&one["cost"])).sum::<Decimal>(), cost);

    let partner = claim["partner"].as_str().unwrap();
    let of_one = [&asked[..], &["--partner", partner]].concat();
    let one = parsed(&place, &of_one);
    assert!(one["entries"].as_array().unwrap().iter().all(|entry| entry["partner"] == partner));
    assert!(fine(&place, &asked).contains("Return on funds"));
    let csv = fine(&place, &[&asked[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().count(), entries.len() + 1);
}
