//! Handing the program over: what an export would hold, the export, its check, and what is different
//! since.

use std::{fs, path::PathBuf, sync::Arc};

use rust_decimal::Decimal;
use serde_json::json;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Altered, Basis, Change, ChangeGround, ChangeProgram, ChangeScenarios, CreateScenario,
        Export, ExportPlan, Exported, GetExportPlan, MakeTests, MendedIn, New, OpenSample,
        ScenarioAction, Simulate, Undo, Verification, Verify,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn set(desk: &Desk, place: &str, value: serde_json::Value) {
    let changes = vec![Change { place: place.to_owned(), value }];
    desk.ask(ChangeProgram { changes, edits: Vec::new(), label: None }).unwrap();
}

fn plan(desk: &Desk) -> ExportPlan {
    desk.ask(GetExportPlan {}).unwrap()
}

fn export(desk: &Desk, folder: &TempDir) -> (Exported, PathBuf) {
    let place = folder.path().join("bundle");
    (desk.ask(Export { folder: place.display().to_string() }).unwrap(), place)
}

fn verify(desk: &Desk, place: &std::path::Path) -> Verification {
    desk.ask(Verify { folder: place.display().to_string() }).unwrap()
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn what_is_said_before_an_export_is_what_it_writes() {
    let (desk, folder) = on_the_sample();
    let before = plan(&desk);
    assert_eq!(before.last, None);
    assert!(before.sample);
    assert!(before.to_do.iter().all(|one| !one.blocks), "{:?}", before.to_do);
    let said = before.bundle.unwrap();
    let (exported, _) = export(&desk, &folder);
    // The manifest is not among the files that it lists.
    let files: u64 = said.parts.iter().map(|part| part.files).sum();
    assert_eq!(files, exported.files.len() as u64 + 1);
    for part in ["deploy", "partners", "internal"] {
        let of = said.parts.iter().filter(|one| one.folder == part).map(|one| one.files);
        let inside = format!("{part}/");
        let written = exported.files.iter().filter(|file| file.name.starts_with(&inside));
        assert_eq!(of.sum::<u64>(), written.count() as u64, "{part}");
    }
    assert_eq!((said.lines, &said.total), (exported.lines, &exported.total));
    assert_eq!(said.total, desk.ask(Simulate::default()).unwrap().total);
    assert_eq!((said.payouts, &said.by), (exported.proof.payouts, &exported.proof.by));
    let names: Vec<&str> = said.dialects.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "SQLite",
            "DuckDB",
            "PostgreSQL",
            "Spark SQL",
            "Workbook",
            "GoRules JDM",
            "DMN 1.3",
            "Salesforce loads"
        ]
    );
    assert_eq!(said.dialects[0].refused, exported.proof.refused);
    assert_eq!(said.window.as_deref(), Some("Q1 FY25 to Q4 FY25 (Jan to Dec 2025)"));
}

/// The memo's cost is the sum of the payouts beside it, and it compares the program with the scenarios.
#[test]
fn a_bundle_carries_the_decision_memo_of_its_program() {
    let (desk, folder) = on_the_sample();
    let (exported, place) = export(&desk, &folder);
    let read = |name: &str| fs::read_to_string(place.join(name)).unwrap();
    let memo: serde_json::Value = serde_json::from_str(&read("internal/SAMPLE-memo.json")).unwrap();
    assert_eq!(memo["total"]["paid"], format!("{} {}", exported.total, exported.currency));
    let cost = &memo["paper"]["sections"][0]["blocks"][0]["table"]["rows"];
    let payout = cost.as_array().unwrap().iter().find(|row| row[0]["text"] == "Payout").unwrap();
    assert_eq!(
        exact(&payout[1]["text"].as_str().unwrap().replace(',', "")),
        exact(&exported.total)
    );
    // A column for the program and one for each scenario of the sample.
    let scenarios = desk.ask(tierwright_api::wire::GetScenarios {}).unwrap().scenarios.len();
    assert_eq!(payout.as_array().unwrap().len(), 2 + scenarios);
    assert!(fs::read(place.join("internal/SAMPLE-memo.pdf")).unwrap().starts_with(b"%PDF"));
    let again = folder.path().join("again");
    let second = desk.ask(Export { folder: again.display().to_string() }).unwrap();
    let memo = |of: &Exported| {
        let is = |file: &&tierwright_api::wire::ExportedFile| file.name.contains("memo.");
        of.files.iter().filter(is).map(|file| file.sha256.clone()).collect::<Vec<_>>()
    };
    assert_eq!((memo(&exported).len(), memo(&exported)), (2, memo(&second)), "the same bytes");
}

#[test]
fn the_last_export_says_what_is_different_since() {
    let (desk, folder) = on_the_sample();
    let (exported, place) = export(&desk, &folder);
    let last = plan(&desk).last.unwrap();
    assert_eq!((&last.seal, last.lines), (&exported.seal, exported.lines));
    assert_eq!(last.folder, place.display().to_string());
    assert_eq!(
        (last.payouts_proved, &last.proved_by),
        (exported.proof.payouts, &exported.proof.by)
    );
    assert!(!last.facts_changed && !last.engine_changed && last.differences.is_empty());
    assert_eq!(exact(last.change.as_deref().unwrap()), Decimal::ZERO);

    set(&desk, GOLD, json!("400000.00"));
    let lower = exact(&desk.ask(Simulate::default()).unwrap().total);
    let last = plan(&desk).last.unwrap();
    assert_eq!(last.differences.len(), 1);
    assert!(last.differences[0].to.contains("400,000"), "{:?}", last.differences[0]);
    assert_eq!(exact(last.change.as_deref().unwrap()), lower - exact(&exported.total));
    assert_ne!(exact(last.change.as_deref().unwrap()), Decimal::ZERO);

    desk.ask(Undo {}).unwrap();
    let last = plan(&desk).last.unwrap();
    assert!(last.differences.is_empty(), "undo leaves the export and takes the change back");
}

#[test]
fn what_stands_in_the_way_says_where_it_is_mended() {
    let (desk, folder) = on_the_sample();
    desk.ask(MakeTests { count: 3 }).unwrap();
    let create = ScenarioAction::Create(CreateScenario::default());
    desk.ask(ChangeScenarios { action: create }).unwrap();
    let of = |desk: &Desk, code: &str| {
        plan(desk).to_do.into_iter().find(|one| one.code == code).unwrap_or_else(|| {
            panic!(
                "no {code} in {:?}",
                plan(desk).to_do.iter().map(|one| &one.code).collect::<Vec<_>>()
            )
        })
    };
    let scenario = of(&desk, "scenario_not_program");
    assert!(scenario.blocks && scenario.mended_in == MendedIn::Scenarios);
    let refused = desk.ask(Export { folder: folder.path().join("no").display().to_string() });
    assert_eq!(refused.unwrap_err().code, scenario.code, "the export says the same");
    desk.ask(Undo {}).unwrap();

    let basis = Some(Basis::Plan);
    desk.ask(ChangeGround { basis, ..ChangeGround::default() }).unwrap();
    assert!(of(&desk, "not_on_history").blocks);
    desk.ask(Undo {}).unwrap();

    set(
        &desk,
        "/incentives/volume_rebate/schedule/bands",
        json!([
            { "from": "0 USD", "rates": ["0.9", "0.9", "0.9", "0.9"] }
        ]),
    );
    let tests = of(&desk, "tests_fail");
    assert!(!tests.blocks && tests.mended_in == MendedIn::Tests, "{tests:?}");
    desk.ask(Undo {}).unwrap();

    set(&desk, "/incentives/volume_rebate/schedule/bands", json!([]));
    let broken = plan(&desk);
    assert_eq!(broken.bundle, None);
    let first = &broken.to_do[0];
    assert!(first.blocks && first.mended_in == MendedIn::Program, "{first:?}");
    assert!(first.place.as_ref().unwrap().starts_with("/incentives/volume_rebate"));
}

#[test]
fn a_document_without_deals_is_handed_over_without_a_proof() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 1);
    assert_eq!(desk.ask(GetExportPlan {}).unwrap_err().code, "no_document");
    desk.ask(New { template: Some("volume_rebate".to_owned()), ..New::default() }).unwrap();
    let plan = plan(&desk);
    let said = plan.bundle.unwrap();
    assert_eq!((said.window, said.lines, said.payouts), (None, 0, 0));
    let none = plan.to_do.iter().find(|one| one.code == "no_history").unwrap();
    assert!(!none.blocks && none.mended_in == MendedIn::Data);
    let (exported, place) = export(&desk, &folder);
    assert_eq!((exported.lines, exported.proof.payouts), (0, 0));
    assert!(verify(&desk, &place).agrees);
}

#[test]
fn every_altered_file_is_named_with_what_stood_there() {
    let (desk, folder) = on_the_sample();
    let (exported, place) = export(&desk, &folder);
    let fine = verify(&desk, &place);
    assert!(fine.agrees && fine.altered.is_empty());
    assert_eq!(fine.bundle.unwrap().seal, exported.seal);

    let guide = place.join("partners/SAMPLE-guide.html");
    let text = fs::read_to_string(&guide).unwrap();
    let at = text.find("450,000").expect("the guide has the threshold");
    let line = 1 + text[..at].matches('\n').count();
    fs::write(&guide, text.replacen("450,000", "455,000", 1)).unwrap();
    let totals = place.join("internal/SAMPLE-totals.json");
    fs::remove_file(&totals).unwrap();
    fs::write(place.join("internal/note.txt"), "mine").unwrap();
    let found = verify(&desk, &place);
    assert!(!found.agrees && found.bundle.is_none());
    let named: Vec<(&str, Altered)> =
        found.altered.iter().map(|file| (file.name.as_str(), file.altered)).collect();
    assert_eq!(
        named,
        [
            ("internal/SAMPLE-totals.json", Altered::Missing),
            ("internal/note.txt", Altered::Added),
            ("partners/SAMPLE-guide.html", Altered::Changed),
        ]
    );
    let detail = found.altered[2].detail.as_ref().unwrap();
    assert!(detail.starts_with(&format!("Line {line} was")), "{detail}");
    assert!(detail.contains("450,000") && detail.contains("455,000"), "{detail}");

    fs::remove_file(place.join("internal/note.txt")).unwrap();
    // A bundle that was edited is not written over, so the next one needs a place of its own.
    let refused = desk.ask(Export { folder: place.display().to_string() }).unwrap_err();
    assert_eq!(refused.code, "folder_edited");
    fs::remove_dir_all(&place).unwrap();
    export(&desk, &folder);
    let payouts = place.join("internal/SAMPLE-payouts.csv");
    let text = fs::read_to_string(&payouts).unwrap();
    let row = text.lines().nth(1).unwrap();
    let amount = row.split(',').nth(6).unwrap();
    let more = (exact(amount) + exact("0.01")).to_string();
    fs::write(&payouts, text.replacen(&format!(",{amount},"), &format!(",{more},"), 1)).unwrap();
    let found = verify(&desk, &place);
    assert_eq!(found.altered.len(), 1);
    let detail = found.altered[0].detail.as_ref().unwrap();
    assert!(detail.contains(&more) && detail.contains(amount), "{detail}");

    let manifest = fs::read_to_string(place.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let format = json!({ "tierwright_bundle": manifest["tierwright_bundle"] });
    fs::write(place.join("manifest.json"), format.to_string()).unwrap();
    let found = verify(&desk, &place);
    assert!(!found.agrees && found.altered.is_empty(), "a changed manifest says nothing of others");
    assert_eq!(found.difference.unwrap().file, "manifest.json");
}

#[test]
fn a_stopped_export_leaves_folder_and_document_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Arc::new(Desk::with(folder.path().join("untitled"), 2));
    desk.ask(OpenSample::default()).unwrap();
    for at in ["Writing the files", "Looking at each file", "SQLite works the payouts out again"] {
        let stopping = Arc::downgrade(&desk);
        let told = std::sync::atomic::AtomicBool::new(false);
        desk.watch(move |progress| {
            if progress.doing == at && !told.swap(true, std::sync::atomic::Ordering::Relaxed) {
                stopping.upgrade().unwrap().stop();
            }
        });
        let place = folder.path().join("bundle");
        let failure = desk.ask(Export { folder: place.display().to_string() }).unwrap_err();
        assert_eq!(failure.code, "cancelled", "{at}");
        assert!(!place.exists(), "{at}");
        let left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(left, ["untitled"], "{at}");
        assert_eq!(plan(&desk).last, None);
    }
    desk.watch(|_| {});
    let (_, place) = export(&desk, &folder);
    let stopping = Arc::downgrade(&desk);
    desk.watch(move |_| stopping.upgrade().unwrap().stop());
    let failure = desk.ask(Verify { folder: place.display().to_string() }).unwrap_err();
    assert_eq!(failure.code, "cancelled");
}
