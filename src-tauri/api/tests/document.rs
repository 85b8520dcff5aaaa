//! Documents: what is kept, what is only tried, and what cannot be opened.

use std::path::Path;

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, Check, Edit, Export, Failure, FailureKind, GetCsv, GetDocument, New,
        Open, OpenSample, Redo, SaveAs, SaveSetAside, Schema, Simulate, Table, Undo, Verify,
        WriteMemo,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

fn desk() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Desk::with(folder.path().join("untitled"), 2), folder)
}

fn in_folder(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

fn gold(value: &str) -> Vec<Change> {
    vec![Change { place: GOLD.to_owned(), value: value.into() }]
}

fn total(desk: &Desk, changes: Vec<Change>) -> String {
    desk.ask(Simulate { changes, keep: false }).unwrap().total
}

fn open(path: &str) -> Open {
    Open { path: path.to_owned(), ..Open::default() }
}

fn sample_in(desk: &Desk, path: &str) {
    desk.ask(OpenSample { size: None, path: Some(path.to_owned()) }).unwrap();
}

#[test]
fn the_sample_opens_untitled_and_marked() {
    let (desk, folder) = desk();
    let found = desk.ask(OpenSample::default()).unwrap();
    assert!(found.sample && found.path.is_none() && !found.can_undo && !found.can_redo);
    assert_eq!(found.name, "Sample");
    assert!(found.saved_at.is_some());
    let rows = |table: &str| found.counts.iter().find(|count| count.table == table).map(|c| c.rows);
    assert_eq!((rows("partner"), rows("deal")), (Some(120), Some(3000)));
    assert!(found.program.tracks[0].levels.iter().all(|level| !level.sentence.is_empty()));
    let holders: u32 =
        found.program.tracks[0].levels.iter().filter_map(|level| level.partners).sum();
    assert_eq!(holders, 120);
    assert!(found.program.incentives.iter().all(|incentive| !incentive.sentence.is_empty()));
    assert!(found.levers[0].name.starts_with("Gold"), "{:?}", found.levers);

    let caption = desk.ask(Simulate::default()).unwrap().caption;
    assert!(caption.contains("sample data"), "{caption}");
    let untitled = folder.path().join("untitled");
    assert_eq!(files_in(&untitled), 1, "each edit is on disk");
    drop(desk);
    assert_eq!(files_in(&untitled), 0, "it goes when the desk does");
}

fn files_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).unwrap().count()
}

#[test]
fn previews_keep_nothing_and_changes_are_kept() {
    let (desk, folder) = desk();
    let path = in_folder(&folder, "kept.tierwright");
    sample_in(&desk, &path);
    let (bytes, before) = (std::fs::read(&path).unwrap(), total(&desk, Vec::new()));
    let tried = total(&desk, gold("300000.00"));
    assert_ne!(tried, before);
    assert_eq!(total(&desk, Vec::new()), before);
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "a preview leaves the file alone");

    let changes = gold("300000.00");
    let changed =
        desk.ask(ChangeProgram { changes: changes.clone(), ..ChangeProgram::default() }).unwrap();
    assert_eq!(changed.undo_label.as_deref(), Some("Gold threshold set to 300,000 USD"));
    assert!(changed.can_undo && !changed.can_redo);
    assert_eq!(changed.levers[0].value, "300000.00");
    let simulated = desk.ask(Simulate::default()).unwrap();
    assert_eq!((&simulated.total, &simulated.baseline_total), (&tried, &before), "still seen");

    let (elsewhere, _folder) = self::desk();
    elsewhere.ask(open(&path)).unwrap();
    assert_eq!(total(&elsewhere, Vec::new()), tried, "it is on disk");
    let opened = elsewhere.ask(Simulate::default()).unwrap();
    assert_eq!(opened.baseline_total, tried, "an opening begins anew");
    drop(elsewhere);

    let undone = desk.ask(Undo {}).unwrap();
    assert!(!undone.can_undo && undone.can_redo);
    assert_eq!(total(&desk, Vec::new()), before);
    assert_eq!(desk.ask(Undo {}).unwrap_err().code, "nothing_to_undo");
    let redone = desk.ask(Redo {}).unwrap();
    assert_eq!(total(&desk, Vec::new()), tried);
    assert_eq!(desk.ask(Redo {}).unwrap_err().code, "nothing_to_redo");
    assert_eq!(redone.revision, changed.revision);

    let label = Some("Tried with Ann".to_owned());
    let named = desk
        .ask(ChangeProgram { changes: gold("310000.00"), label, ..ChangeProgram::default() })
        .unwrap();
    assert_eq!(named.undo_label.as_deref(), Some("Tried with Ann"));
}

#[test]
fn a_program_with_errors_is_kept_with_its_reason() {
    let (desk, folder) = desk();
    sample_in(&desk, &in_folder(&folder, "a.tierwright"));
    let before = total(&desk, Vec::new());
    let place = "/incentives/volume_rebate/schedule/columns/level/track".to_owned();
    let changes = vec![Change { place, value: "no_such_track".into() }];
    let failure = desk.ask(Simulate { changes: changes.clone(), keep: false }).unwrap_err();
    assert_eq!(failure.code, "program_has_errors");
    let document = desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap();
    assert!(document.findings.iter().any(|finding| finding.sentence.contains("no_such_track")));
    assert!(document.program.tracks[0].levels.iter().all(|level| level.partners.is_none()));
    assert_eq!(desk.ask(Simulate::default()).unwrap_err().code, "program_has_errors");
    assert!(!desk.ask(Check {}).unwrap().calculates);
    desk.ask(Undo {}).unwrap();
    assert_eq!(total(&desk, Vec::new()), before);
    assert!(desk.ask(Check {}).unwrap().calculates);
}

#[test]
fn saving_goes_on_in_the_new_file() {
    let (desk, folder) = desk();
    desk.ask(OpenSample::default()).unwrap();
    let path = in_folder(&folder, "mine.tierwright");
    let saved = desk.ask(SaveAs { path: path.clone() }).unwrap();
    assert_eq!((saved.name.as_str(), saved.path.as_deref()), ("mine", Some(path.as_str())));
    assert!(saved.sample, "it stays marked");
    assert_eq!(files_in(&folder.path().join("untitled")), 0);
    desk.ask(ChangeProgram { changes: gold("300000.00"), ..ChangeProgram::default() }).unwrap();
    desk.ask(SaveAs { path: path.clone() }).unwrap();
    let changed = total(&desk, Vec::new());
    desk.ask(open(&path)).unwrap();
    assert_eq!(total(&desk, Vec::new()), changed);
}

#[test]
fn a_document_can_be_looked_at_through_another_program() {
    let (desk, folder) = desk();
    let path = in_folder(&folder, "own.tierwright");
    sample_in(&desk, &path);
    let (own, bytes) = (total(&desk, Vec::new()), std::fs::read(&path).unwrap());
    let program = in_folder(&folder, "other.json");
    let text = std::fs::read_to_string(fixture("programs/sample.json")).unwrap();
    std::fs::write(&program, text.replace("450000.00 USD", "300000.00 USD")).unwrap();
    let through = Open { program: Some(program), ..open(&path) };
    desk.ask(through).unwrap();
    assert_ne!(total(&desk, Vec::new()), own);
    desk.ask(Simulate { changes: Vec::new(), keep: true }).unwrap();
    let changes = gold("1.00");
    for failure in [
        desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap_err(),
        desk.ask(Undo {}).unwrap_err(),
        desk.ask(SaveAs { path: in_folder(&folder, "copy.tierwright") }).unwrap_err(),
    ] {
        assert_eq!(failure.code, "program_not_of_document");
    }
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "nothing of it is kept");
    let one = Open {
        from: Some("2025-04-01".to_owned()),
        until: Some("2025-06-30".to_owned()),
        ..open(&path)
    };
    desk.ask(one).unwrap();
    let found = desk.ask(Simulate::default()).unwrap();
    assert_eq!(found.window, "Q2 FY25 (Apr to Jun 2025)");
    assert_eq!(found.quarters.len(), 1);
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

#[test]
fn results_are_kept_when_asked() {
    let (desk, folder) = desk();
    let path = in_folder(&folder, "results.tierwright");
    sample_in(&desk, &path);
    let bytes = std::fs::read(&path).unwrap();
    desk.ask(Simulate { changes: gold("300000.00"), keep: true }).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "those of a trial are not");
    desk.ask(Simulate { changes: Vec::new(), keep: true }).unwrap();
    let kept = std::fs::read(&path).unwrap();
    assert_ne!(kept, bytes);
    desk.ask(Simulate { changes: Vec::new(), keep: true }).unwrap();
    assert_eq!(
        std::fs::read(&path).unwrap(),
        kept,
        "those that are there already are not kept again"
    );
}

#[test]
fn a_new_document_has_no_facts_and_pays_nothing() {
    let (desk, folder) = desk();
    let path = in_folder(&folder, "new.tierwright");
    let request = New {
        path: Some(path.clone()),
        name: Some("FY27".to_owned()),
        currency: Some("EUR".to_owned()),
        ..New::default()
    };
    let document = desk.ask(request).unwrap();
    assert_eq!(
        (document.program.name.as_str(), document.program.currency.as_str()),
        ("FY27", "EUR")
    );
    assert!(!document.sample);
    let found = desk.ask(Simulate::default()).unwrap();
    assert_eq!(
        (found.total.as_str(), found.finding.as_str()),
        ("0.00", "There is no won deal to replay.")
    );
    let again = New { path: Some(path), ..New::default() };
    assert_eq!(desk.ask(again).unwrap_err().code, "document_exists");
    let odd = New { currency: Some("euros".to_owned()), ..New::default() };
    assert_eq!(desk.ask(odd).unwrap_err().code, "currency_unknown");
    assert_eq!(desk.ask(GetDocument {}).unwrap().name, "new", "the open one stays open");
}

#[test]
fn what_cannot_be_opened_is_said_and_the_open_one_stays() {
    let (desk, folder) = desk();
    assert_eq!(desk.ask(GetDocument {}).unwrap_err().code, "no_document");
    sample_in(&desk, &in_folder(&folder, "good.tierwright"));
    let text = in_folder(&folder, "text.tierwright");
    std::fs::write(&text, "not a document").unwrap();
    let program = in_folder(&folder, "program.json");
    std::fs::write(&program, "{").unwrap();
    let good = in_folder(&folder, "good.tierwright");
    let window = |from: Option<&str>, until: Option<&str>| Open {
        from: from.map(str::to_owned),
        until: until.map(str::to_owned),
        ..open(&good)
    };
    for (request, code, kind) in [
        (open(&in_folder(&folder, "no")), "document_not_there", FailureKind::File),
        (open(&text), "document_not_a_database", FailureKind::File),
        (Open { program: Some(program), ..open(&good) }, "program_not_readable", FailureKind::File),
        (
            Open { program: Some(in_folder(&folder, "no.json")), ..open(&good) },
            "file_missing",
            FailureKind::File,
        ),
        (window(Some("2025-01-01"), None), "window_open", FailureKind::WrongUse),
        (window(Some("2025-12-01"), Some("2025-01-01")), "window_backwards", FailureKind::WrongUse),
        (window(Some("January"), Some("2025-01-01")), "day_not_understood", FailureKind::WrongUse),
    ] {
        let failure = desk.ask(request).unwrap_err();
        assert_eq!((failure.code.as_str(), failure.kind), (code, kind), "{failure:?}");
        assert!(failure.sentence.ends_with('.') && failure.hint.ends_with('.'), "{failure:?}");
    }
    assert_eq!(desk.ask(GetDocument {}).unwrap().name, "good");
}

#[test]
fn an_export_verifies_until_it_is_touched() {
    let (desk, folder) = desk();
    desk.ask(OpenSample::default()).unwrap();
    let bundle = in_folder(&folder, "bundle");
    let written = desk.ask(Export { folder: bundle.clone() }).unwrap();
    assert!(written.sample);
    assert_eq!(written.total, total(&desk, Vec::new()));
    assert!(!written.files.is_empty());
    let found = desk.ask(Verify { folder: bundle.clone() }).unwrap();
    assert!(found.agrees && found.difference.is_none(), "{found:?}");
    let payouts = written.files.iter().find(|file| file.name.ends_with("payouts.csv")).unwrap();
    let place = Path::new(&bundle).join(&payouts.name);
    let text = std::fs::read_to_string(&place).unwrap();
    std::fs::write(&place, text.replacen('1', "2", 1)).unwrap();
    let found = desk.ask(Verify { folder: bundle }).unwrap();
    let difference = found.difference.unwrap();
    assert!(!found.agrees);
    assert_eq!(
        (difference.code.as_str(), difference.file.as_str()),
        ("file_changed", payouts.name.as_str())
    );
    let nowhere = Verify { folder: in_folder(&folder, "nowhere") };
    assert_eq!(desk.ask(nowhere).unwrap_err().kind, FailureKind::File);
}

/// Three months of a quarter are three payout lines of a partner, each kept by its own days.
#[test]
fn a_program_that_pays_by_month_is_exported() {
    let (desk, folder) = desk();
    desk.ask(OpenSample::default()).unwrap();
    let by_month =
        Edit::Set { place: "/incentives/volume_rebate/period".to_owned(), value: "month".into() };
    desk.ask(ChangeProgram { edits: vec![by_month], ..ChangeProgram::default() }).unwrap();
    let bundle = in_folder(&folder, "bundle");
    let written = desk.ask(Export { folder: bundle.clone() }).unwrap();
    assert_eq!(written.total, total(&desk, Vec::new()));
    assert!(written.proof.payouts > 0 && written.proof.payouts <= written.proof.of, "{written:?}");
    assert!(desk.ask(Verify { folder: bundle }).unwrap().agrees);
}

#[test]
fn schemas_are_there_without_a_document() {
    let (desk, _folder) = desk();
    let found = desk.ask(Schema {}).unwrap();
    for schema in [found.program, found.mapping] {
        assert!(schema.get("$schema").is_some() && schema.get("properties").is_some());
    }
}

#[test]
fn nothing_that_is_written_takes_the_place_of_the_open_document() {
    let (desk, folder) = desk();
    let path = in_folder(&folder, "mine.tierwright");
    sample_in(&desk, &path);
    let before = std::fs::read(&path).unwrap();
    // The same file by another name.
    let other = folder.path().join("untitled/../mine.tierwright").display().to_string();
    std::fs::create_dir_all(folder.path().join("untitled")).unwrap();
    let memo = |path: &str| {
        let asked = WriteMemo { path: path.to_owned(), ..WriteMemo::default() };
        desk.ask(asked).map(|_| ())
    };
    let table = |path: &str| {
        let (path, table) = (Some(path.to_owned()), Table::Liability { as_of: None });
        desk.ask(GetCsv { table, changes: Vec::new(), path }).map(|_| ())
    };
    let aside = |path: &str| {
        let asked = SaveSetAside { path: path.to_owned(), ..SaveSetAside::default() };
        desk.ask(asked).map(|_| ())
    };
    let mapping = |path: &str| desk.write_file(path, "{}");
    type Write<'a> = &'a dyn Fn(&str) -> Result<(), Failure>;
    let writes: [Write<'_>; 4] = [&memo, &table, &aside, &mapping];
    for (at, write) in writes.into_iter().enumerate() {
        for name in [&path, &other] {
            let refused = write(name).unwrap_err();
            assert_eq!(refused.code, "file_is_document", "write {at} to {name}");
            assert_eq!(refused.kind, FailureKind::WrongUse);
            assert!(std::fs::read(&path).unwrap() == before, "write {at} to {name}");
        }
        write(&in_folder(&folder, "other.txt")).unwrap();
    }
}
