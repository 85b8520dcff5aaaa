//! What a bundle holds for other systems: loads for Salesforce, decision tables, and cases to run.

use std::fs;

use serde_json::{Value, json};
use tierwright_export::{BundleContent, PaidBefore, read_cases, write_bundle, write_content};

use crate::{
    outcome::{DIGEST, outcome, rows},
    small::{assert_agrees, content},
};

/// A file of the small bundle's loads.
fn load(name: &str) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content(false), &folder).unwrap();
    fs::read_to_string(folder.join("deploy/salesforce").join(name)).unwrap()
}

#[test]
fn loads_say_a_plain_rule_and_refuse_the_others_by_name() {
    // The replay ends on 31 December 2025, the fiscal year begins in April: the four quarters after
    // it are Q4 of FY26 (January to March 2026) and Q1 to Q3 of FY27. Payable 45 days after the end:
    // 31 March + 45 days is 15 May.
    let program = "\"Zoë's \"\"small\"\" program \\ 小 😀, by quarter\"";
    let head = "Name,Description,StartDate,EndDate,Frequency\n";
    let about = "\"Zoë's \"\"small\"\" program \\ 小 😀\"";
    let row = format!("{program},{about},2026-01-01,2026-12-31,CustomPeriods\n");
    assert_eq!(load("01-RebateProgram.csv"), format!("{head}{row}"));
    let head = "Name,RebateProgram.Name,CalculationBasis,CalculationMethod,CalculationType\n";
    let row = format!("Market development,{program},Payout,Stepped,AggregateBased\n");
    assert_eq!(load("02-ProgramRebateType.csv"), format!("{head}{row}"));
    // One band from 0, open at the top, that pays 1%.
    let row = "\"Market development, band 1\",Market development,0,,1,2026-01-01,2026-12-31";
    assert_eq!(load("03-ProgramRebateTypeBenefit.csv").lines().nth(1), Some(row));
    let periods = load("05-RebateProgramPayoutPeriod.csv");
    let row = format!("Q4 FY26,{program},2026-01-01,2026-03-31,2026-05-15,2026-03-31");
    assert_eq!((periods.lines().count(), periods.lines().nth(1)), (5, Some(row.as_str())));
    let read_first = load("00-read-first.txt");
    for said in [
        "They were not tried in a live org",
        "- Volume rebate: has columns of rates.",
        "- On trial: is only shown, not paid.",
    ] {
        assert!(read_first.contains(said), "{said} is not in {read_first}");
    }
}

#[test]
fn no_cell_of_a_load_is_a_formula() {
    let members = load("04-RebateProgramMember.csv");
    // The id -7 is guarded, and each of four partners stands once.
    assert!(members.contains(",'-7\n") && !members.contains(",-7"), "{members}");
    assert_eq!(members.lines().count(), 1 + 4);
}

/// The decision of the outcome's bundle.
fn decision() -> Value {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_bundle(&outcome(1), &rows(), false, DIGEST, &folder).unwrap();
    let text = fs::read_to_string(folder.join("deploy/program.jdm.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_decision_table_has_a_row_for_each_rate() {
    let decision = decision();
    let nodes = decision["nodes"].as_array().unwrap();
    let table = |id: &str| nodes.iter().find(|node| node["id"] == id).unwrap()["content"].clone();
    let rates = table("p1_volume_rates");
    let rows: Vec<[&str; 3]> = rates["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["in1", "in2", "out1"].map(|at| row[format!("p1_volume_rates_{at}")].as_str().unwrap())
        })
        .collect();
    // From 0: 2% for members and 3% for gold; nothing for anybody else.
    let expected = [["\"member\"", ">= 0", "0.02"], ["\"gold\"", ">= 0", "0.03"], ["", "", "0"]];
    assert_eq!(rows, expected);
    let levels = table("t1_level");
    assert_eq!(levels["rules"][0]["t1_level_out1"], json!("\"gold\""));
    let met = table("t1_met");
    assert_eq!(met["expressions"][0]["value"], json!("m1 >= 100000"));
}

#[test]
fn cases_are_run_again_when_a_bundle_is_verified() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let outcome = outcome(1);
    write_bundle(&outcome, &rows(), false, DIGEST, &folder).unwrap();
    assert_agrees(&folder);
    let text = fs::read_to_string(folder.join("internal/cases.jsonl")).unwrap();
    let (program, cases) = read_cases(&text).unwrap();
    assert_eq!(program, *outcome.plan().program());
    // 2% of A's deal of 150,000 is the largest payout of the volume rebate.
    let amounts: Vec<String> =
        cases.iter().map(|case| case.expect[0]["amount"].as_str().unwrap().to_owned()).collect();
    assert!(amounts.contains(&"3000.00 USD".to_owned()), "{amounts:?}");
    assert!(cases.len() >= 4, "{} cases", cases.len());
    // A cent more, in a bundle that is otherwise made as it should be.
    let content = BundleContent::of_outcome(&outcome, &rows(), false, DIGEST);
    let mut content = content.with_cases(&outcome, &rows());
    content.cases[0].expect[0].insert("amount".to_owned(), json!("0.01 USD"));
    let failure = write_content(&content, &scratch.path().join("other")).unwrap_err();
    assert_eq!(failure.code, "export_differs");
    assert!(
        failure.sentence.contains("internal/cases.jsonl, row 2, expects 0.01 USD"),
        "{failure}"
    );
}

#[test]
fn the_evidence_says_what_it_costs_and_who_wins_and_loses() {
    let mut content = content(false);
    // -7 gets 1,200.50 + 400.17 - 30.00 = 1,570.67 (what is only shown does not count) after 1,600.00:
    // 29.33 less. 0010 gets 1,200.51 after 1,200.51: the same. P-1 gets 1,000,077.00 and the last one
    // 5.00, both after nothing. Somebody who got 10.00 gets nothing.
    content.paid = [("-7", "1600.00"), ("0010", "1200.51"), ("Q", "10.00")]
        .map(|(id, amount)| PaidBefore {
            partner_id: id.to_owned(),
            partner_name: id.to_owned(),
            amount: format!("{amount} USD").parse().unwrap(),
        })
        .into();
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    assert_agrees(&folder);
    let text = fs::read_to_string(folder.join("internal/evidence.json")).unwrap();
    let evidence: Value = serde_json::from_str(&text).unwrap();
    let against = &evidence["against_paid"];
    assert_eq!(against["winners"], json!({ "partners": 2, "change": "1000082.00 USD" }));
    assert_eq!(against["losers"], json!({ "partners": 2, "change": "-39.33 USD" }));
    assert_eq!(against["unchanged"], json!({ "partners": 1, "change": "0.00 USD" }));
    assert_eq!(against["partners"][0]["partner_id"], json!("P-1"));
    assert_eq!(against["partners"][4]["change"], json!("-29.33 USD"));
    // 400.17 and 1,000,000.00 of two partners.
    let mdf = json!({ "paid": "1000400.17 USD", "shadow": "0.00 USD" });
    assert_eq!(evidence["cost"]["by_incentive"][1]["total"], mdf);
    assert_eq!(evidence["cost"]["by_incentive"][1]["partners"], json!(2));
    let changed = text.replace("-29.33 USD", "-29.34 USD");
    fs::write(folder.join("internal/evidence.json"), changed).unwrap();
    let found = tierwright_export::verify_bundle(&folder).unwrap();
    assert!(matches!(found, tierwright_export::Verification::Differs(_)));
}

/// 1,600.00 USD and 70.00 EUR were paid. Nothing says what the euros were worth then, so nobody is said
/// to win or lose, and the evidence says why; it is checked like everything else.
#[test]
fn the_evidence_says_why_past_payouts_in_other_currencies_are_not_compared() {
    let mut content = content(false);
    content.paid = [("-7", "1600.00 USD"), ("0010", "70.00 EUR")]
        .map(|(id, amount)| PaidBefore {
            partner_id: id.to_owned(),
            partner_name: id.to_owned(),
            amount: amount.parse().unwrap(),
        })
        .into();
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    assert_agrees(&folder);
    let text = fs::read_to_string(folder.join("internal/evidence.json")).unwrap();
    let evidence: Value = serde_json::from_str(&text).unwrap();
    assert!(evidence.get("against_paid").is_none(), "{evidence}");
    let not = &evidence["not_against_paid"];
    assert!(not["why"].as_str().unwrap().starts_with("Past payouts are in EUR too"), "{not}");
    assert_eq!(not["paid"][1]["amount"], json!("70.00 EUR"));
    fs::write(folder.join("internal/evidence.json"), text.replace("70.00 EUR", "71.00 EUR"))
        .unwrap();
    let found = tierwright_export::verify_bundle(&folder).unwrap();
    assert!(matches!(found, tierwright_export::Verification::Differs(_)));
}
