//! Tests that a program carries: made from payouts, run on each edit, accepted, undone.

use std::collections::BTreeSet;

use serde_json::json;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        AcceptTest, AddEdgeTests, AddTest, Change, ChangeProgram, Figure, GetDocument, GetTests,
        MakeTest, MakeTests, OpenSample, Partners, Payouts, ProgramTests, SaveAs, Test, TestResult,
        Undo,
    },
};

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn tests(desk: &Desk) -> ProgramTests {
    desk.ask(GetTests {}).unwrap()
}

fn change(desk: &Desk, place: &str, value: serde_json::Value) {
    let changes = vec![Change { place: place.to_owned(), value }];
    desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap();
}

/// The first payout of an incentive, with its amount.
fn payout(desk: &Desk, incentive: &str) -> (Figure, String) {
    let page = desk.ask(Payouts { limit: 1_000, ..Payouts::default() }).unwrap();
    let line = page.rows.into_iter().find(|one| one.incentive == incentive).unwrap();
    let figure = Figure {
        partner: Some(line.partner),
        period: Some(line.period),
        incentive: Some(line.incentive),
    };
    (figure, line.amount)
}

#[test]
fn a_test_is_made_of_a_payout_and_taken_back_by_one_undo() {
    let (desk, _folder) = on_the_sample();
    assert!(tests(&desk).tests.is_empty());
    for incentive in ["volume_rebate", "co_sell"] {
        let (figure, amount) = payout(&desk, incentive);
        let made = desk.ask(MakeTest { figure: figure.clone() }).unwrap();
        assert_eq!(made.document.tests.passed, 1, "{:?}", tests(&desk));
        let found = tests(&desk).tests;
        assert_eq!(found.len(), 1);
        let first = &found[0].expected[0];
        assert_eq!((first.expected.as_str(), first.passed), (amount.as_str(), true));
        assert_eq!(first.got.as_deref(), Some(amount.as_str()));
        assert!(!found[0].deals.is_empty() && found[0].deals.len() < 30, "{}", found[0].given);
        let partner = figure.partner.unwrap();
        assert!(found[0].partners.iter().any(|one| one.id == partner && one.name != partner));
        let undone = desk.ask(Undo {}).unwrap();
        assert_eq!(undone.tests.passed, 0, "one step takes it back");
    }
}

#[test]
fn a_changed_rule_fails_its_test_until_the_new_value_is_accepted() {
    let (desk, _folder) = on_the_sample();
    let (figure, amount) = payout(&desk, "mdf_accrual");
    desk.ask(MakeTest { figure }).unwrap();
    let id = tests(&desk).tests[0].id.clone();
    let rate = "/incentives/mdf_accrual/schedule/bands/0/rates";
    change(&desk, rate, json!(["0.5", "0.5", "0.5", "0.5"]));
    let failing = tests(&desk);
    assert_eq!((failing.counts.failed, failing.counts.passed), (1, 0));
    let figure = &failing.tests[0].expected[0];
    assert_eq!(failing.tests[0].result, TestResult::Fails);
    assert_eq!(figure.expected, amount);
    let (got, difference) = (figure.got.clone().unwrap(), figure.difference.clone().unwrap());
    let exact = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
    assert_eq!(exact(&got) - exact(&amount), exact(&difference));
    assert!(!figure.sentence.is_empty() && !figure.formula.is_empty());
    let accepted = desk.ask(AcceptTest { id }).unwrap();
    assert_eq!((accepted.tests.failed, accepted.tests.passed), (0, 1));
    assert_eq!(tests(&desk).tests[0].expected[0].expected, got);
    assert_eq!(desk.ask(Undo {}).unwrap().tests.failed, 1, "accepting is one step");
    assert_eq!(desk.ask(Undo {}).unwrap().tests.passed, 1, "and the rate another");
}

#[test]
fn tests_are_picked_from_payouts_spread_over_the_program_and_the_same_each_time() {
    let picked = || {
        let (desk, _folder) = on_the_sample();
        let made = desk.ask(MakeTests { count: 10 }).unwrap();
        assert_eq!(made.added.len(), 10);
        assert_eq!(made.document.tests.passed, 10);
        tests(&desk)
    };
    let (one, other) = (picked(), picked());
    assert_eq!(one, other);
    let distinct = |of: fn(&tierwright_api::wire::ProgramTest) -> String| {
        one.tests.iter().map(of).collect::<BTreeSet<_>>().len()
    };
    assert!(distinct(|test| test.expected[0].what.clone()) >= 4, "incentives");
    assert!(distinct(|test| test.expected[0].partner.clone()) >= 6, "partners");
    let levels: BTreeSet<&str> = one
        .tests
        .iter()
        .flat_map(|test| &test.expected)
        .filter(|figure| figure.currency.is_none())
        .map(|figure| figure.expected.as_str())
        .collect();
    assert!(levels.len() >= 2, "{levels:?}");
}

#[test]
fn edges_are_suggested_and_tested_on_both_sides() {
    let (desk, _folder) = on_the_sample();
    let edges = tests(&desk).edges;
    let gold = edges.iter().find(|edge| edge.place.contains("/levels/gold/")).unwrap();
    let band = edges.iter().find(|edge| edge.place.contains("/incentives/volume_rebate/")).unwrap();
    let places = vec![gold.place.clone(), band.place.clone()];
    let made = desk.ask(AddEdgeTests { places: places.clone() }).unwrap();
    assert_eq!(made.left_out, Vec::<String>::new());
    assert_eq!((made.added.len(), made.document.tests.passed), (6, 6));
    let found = tests(&desk);
    assert!(!found.edges.iter().any(|edge| places.contains(&edge.place)), "no longer suggested");
    let level = |side: &str| {
        let title = format!("{}: {side}", gold.name);
        let test = found.tests.iter().find(|test| test.title.starts_with(&title)).unwrap();
        let level = test.expected.iter().find(|figure| figure.currency.is_none()).unwrap();
        level.expected.clone()
    };
    assert_eq!(level("just below"), "Silver");
    assert_eq!(level("exactly at"), "Gold");
    assert_eq!(level("just above"), "Gold");
    let amount = |side: &str| {
        let title = format!("{}: {side}", band.name);
        let test = found.tests.iter().find(|test| test.title.starts_with(&title)).unwrap();
        test.expected[0].expected.parse::<rust_decimal::Decimal>().unwrap()
    };
    assert!(amount("just below") < amount("exactly at"), "the whole amount takes the higher rate");
    assert!(amount("exactly at") <= amount("just above"));
}

#[test]
fn a_test_is_added_edited_and_removed_by_hand() {
    let (desk, _folder) = on_the_sample();
    let made = desk.ask(AddTest { title: Some("Mine".to_owned()) }).unwrap();
    let place = format!("/tests/{}", made.added[0]);
    assert_eq!(made.document.tests.not_run, 0, "{:?}", tests(&desk).tests[0].fault);
    change(&desk, &format!("{place}/facts/deals/D1/amount"), json!("60000.00"));
    let test = tests(&desk).tests.remove(0);
    assert_eq!((test.title.as_str(), test.deals[0].amount.as_str()), ("Mine", "60000.00"));
    assert_eq!(test.deals[0].place, format!("{place}/facts/deals/D1"));
    change(&desk, &format!("{place}/facts/deals/D1/colour"), json!("green"));
    let spoiled = tests(&desk);
    assert_eq!((spoiled.counts.not_run, spoiled.tests[0].result), (1, TestResult::NotRun));
    assert!(spoiled.tests[0].fault.as_ref().unwrap().contains("colour"));
    change(&desk, &place, json!(null));
    assert!(tests(&desk).tests.is_empty());
    assert_eq!(desk.ask(GetDocument {}).unwrap().tests.not_run, 0);
}

#[test]
fn a_document_and_its_exported_program_are_tested_from_outside() {
    let (desk, folder) = on_the_sample();
    let path = folder.path().join("mine.tierwright").display().to_string();
    desk.ask(SaveAs { path: path.clone() }).unwrap();
    let none = Desk::new().ask(Test { path: path.clone() }).unwrap_err();
    assert_eq!(none.code, "no_tests");
    let (figure, _) = payout(&desk, "volume_rebate");
    desk.ask(MakeTest { figure }).unwrap();
    let passed = Desk::new().ask(Test { path: path.clone() }).unwrap();
    assert_eq!((passed.passed, passed.failed), (1, 0));
    let bundle = folder.path().join("bundle").display().to_string();
    let exported = desk.ask(tierwright_api::wire::Export { folder: bundle.clone() }).unwrap();
    let spec = exported
        .files
        .iter()
        .find(|file| file.name.ends_with("program-spec.json") || file.name.ends_with("spec.json"))
        .unwrap();
    let spec = format!("{bundle}/{}", spec.name);
    assert_eq!(Desk::new().ask(Test { path: spec }).unwrap().passed, 1, "the tests travel along");
    let rate = "/incentives/volume_rebate/schedule/bands";
    let bands = json!([{ "from": "0 USD", "rates": ["0.9", "0.9", "0.9", "0.9"] }]);
    change(&desk, rate, bands);
    let failed = Desk::new().ask(Test { path }).unwrap();
    assert_eq!((failed.passed, failed.failed), (0, 1));
    assert!(!failed.cases[0].differences.is_empty());
}

#[test]
fn tests_weigh_nothing_on_a_preview() {
    let (desk, _folder) = on_the_sample();
    desk.ask(MakeTests { count: 5 }).unwrap();
    let gold = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
    let changes = vec![Change { place: gold.to_owned(), value: json!("300000.00") }];
    let page = desk.ask(Partners { changes, limit: 1, ..Partners::default() }).unwrap();
    assert_eq!(page.total_rows, 120);
    assert_eq!(tests(&desk).counts.passed, 5, "a preview runs no test and edits none");
}

#[test]
fn the_history_of_the_sample_shows_partners_and_money() {
    let (desk, _folder) = on_the_sample();
    let began = std::time::Instant::now();
    let found = desk.ask(tierwright_api::wire::Check {}).unwrap().findings;
    println!("checked in {} ms", began.elapsed().as_millis());
    let of = |code: &str| {
        let finding = found.iter().find(|one| one.code == code);
        let finding = finding.unwrap_or_else(|| panic!("no {code} in {found:#?}"));
        let amount: rust_decimal::Decimal = finding.amount.as_ref().unwrap().parse().unwrap();
        assert_eq!(finding.currency.as_deref(), Some("USD"));
        (finding.partners.unwrap(), amount)
    };
    for finding in &found {
        println!("{} {} {:?} {:?}", finding.code, finding.place, finding.partners, finding.amount);
        println!("    {} {}", finding.sentence, finding.hint);
    }
    let (partners, amount) = of("deals_paid_twice");
    assert!(partners > 10 && amount > rust_decimal::Decimal::ZERO);
    // The launch bonus of the sample has no deal in its window.
    assert_eq!(of("incentive_pays_nobody"), (0, rust_decimal::Decimal::ZERO));
    let document = desk.ask(GetDocument {}).unwrap();
    assert_eq!(document.findings, found, "the document tells the same");
}
