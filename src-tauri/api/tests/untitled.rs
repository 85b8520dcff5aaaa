//! Work without a name: kept when it is closed or the process ends, offered again, thrown away.

use std::path::Path;

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, ChangeProgram, ChangeSignOff, Close, DiscardRecovered, Duplicate, GetDocument,
        GetExportPlan, GetRecents, GetSignOff, New, OpenSample, Recover, Recovered, SaveAs,
        SignOffChange, SignOffWarning, Simulate, Undo,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

/// Desks of one person, one after the other or side by side.
fn desk(folder: &TempDir) -> Desk {
    Desk::with(folder.path().join("untitled"), 1)
}

fn move_gold(desk: &Desk, to: &str) {
    let changes = vec![Change { place: GOLD.to_owned(), value: to.into() }];
    desk.ask(ChangeProgram { changes, ..ChangeProgram::default() }).unwrap();
}

fn recovered(desk: &Desk) -> Vec<Recovered> {
    desk.ask(GetRecents {}).unwrap().recovered
}

fn total(desk: &Desk) -> String {
    desk.ask(Simulate::default()).unwrap().total
}

fn folders(folder: &TempDir) -> usize {
    let untitled = folder.path().join("untitled");
    if !untitled.exists() {
        return 0;
    }
    std::fs::read_dir(untitled).unwrap().count()
}

#[test]
fn work_without_a_name_is_kept_when_it_is_closed_and_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(&folder);
    first.ask(OpenSample::default()).unwrap();
    move_gold(&first, "300000.00");
    move_gold(&first, "310000.00");
    first.ask(Undo {}).unwrap();
    let paid = total(&first);
    assert!(recovered(&first).is_empty(), "what is open is not offered");
    let listed = first.ask(Close {}).unwrap().recovered;
    assert!(first.ask(GetDocument {}).is_err(), "nothing is open any more");

    let [one] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((one.name.as_str(), one.edits, one.latest.len()), ("Sample", 2, 2));
    assert!(one.latest[0].contains("310,000"), "the latest is named first: {:?}", one.latest);
    assert!(one.bytes > 0 && !one.saved_at.is_empty());

    let second = desk(&folder);
    let opened = second.ask(Recover { path: one.path.clone() }).unwrap();
    assert!(opened.path.is_none() && opened.sample && opened.can_undo && opened.can_redo);
    assert_eq!(total(&second), paid);
    // Another window neither sees it nor gets at it while it is open here.
    assert!(recovered(&first).is_empty());
    let refused = first.ask(Recover { path: one.path.clone() }).unwrap_err();
    assert_eq!(refused.code, "not_recovered");
}

#[test]
fn work_of_a_process_that_was_killed_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let killed = desk(&folder);
    killed.ask(New::default()).unwrap();
    killed.ask(OpenSample::default()).unwrap();
    move_gold(&killed, "300000.00");
    // The file as it stands in the middle of the work, and nobody who holds it.
    let left = folder.path().join("untitled").join("untitled-1-0");
    std::fs::create_dir(&left).unwrap();
    killed.ask(SaveAs { path: left.join("Sample.tierwright").display().to_string() }).unwrap();
    drop(killed);
    let next = desk(&folder);
    let listed = recovered(&next);
    assert_eq!(listed.len(), 1, "{listed:?}");
    next.ask(Recover { path: listed[0].path.clone() }).unwrap();
}

#[test]
fn what_nobody_worked_on_goes_and_what_has_a_name_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    desk.ask(OpenSample::default()).unwrap();
    assert!(desk.ask(Close {}).unwrap().recovered.is_empty());
    assert_eq!(folders(&folder), 0);

    desk.ask(OpenSample::default()).unwrap();
    move_gold(&desk, "300000.00");
    let path = folder.path().join("mine.tierwright").display().to_string();
    desk.ask(SaveAs { path: path.clone() }).unwrap();
    assert!(desk.ask(Close {}).unwrap().recovered.is_empty());
    assert_eq!(folders(&folder), 0);
    assert!(Path::new(&path).exists());

    // A process that ended in the middle of an import that nobody waited for.
    std::fs::create_dir_all(folder.path().join("untitled/untitled-1-7")).unwrap();
    assert!(recovered(&desk).is_empty());
    assert_eq!(folders(&folder), 0);
}

#[test]
fn another_document_in_its_place_keeps_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    desk.ask(OpenSample::default()).unwrap();
    move_gold(&desk, "300000.00");
    desk.ask(New::default()).unwrap();
    assert_eq!(recovered(&desk).len(), 1);
}

#[test]
fn discarded_work_is_gone_and_nothing_else_can_be_discarded() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    desk.ask(OpenSample::default()).unwrap();
    move_gold(&desk, "300000.00");
    let mine = folder.path().join("mine.tierwright").display().to_string();
    desk.ask(SaveAs { path: mine.clone() }).unwrap();
    desk.ask(Duplicate {}).unwrap();
    let listed = desk.ask(Close {}).unwrap().recovered;

    let refused = desk.ask(DiscardRecovered { path: mine.clone() }).unwrap_err();
    assert_eq!(refused.code, "not_recovered");
    assert!(Path::new(&mine).exists());
    let left = desk.ask(DiscardRecovered { path: listed[0].path.clone() }).unwrap().recovered;
    assert!(left.is_empty());
    assert_eq!(folders(&folder), 0);
}

#[test]
fn a_duplicate_goes_its_own_way() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(&folder);
    let mine = folder.path().join("mine.tierwright").display().to_string();
    desk.ask(OpenSample { size: None, path: Some(mine.clone()) }).unwrap();
    let paid = total(&desk);
    let copy = desk.ask(Duplicate {}).unwrap();
    assert_eq!((copy.name.as_str(), copy.path), ("mine copy", None));
    assert_eq!(total(&desk), paid);
    move_gold(&desk, "300000.00");
    assert_ne!(total(&desk), paid);
    desk.ask(tierwright_api::wire::Open { path: mine, ..Default::default() }).unwrap();
    assert_eq!(total(&desk), paid, "the document itself is as it was");
    assert_eq!(recovered(&desk).len(), 1, "the copy waits for a name");
}

#[test]
fn work_without_a_name_that_was_only_signed_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(&folder).named(Some("Lee".into()));
    first.ask(New::default()).unwrap();
    let step = |step| {
        let (who, role) = (Some("Lee".to_owned()), Some("Finance".to_owned()));
        first.ask(ChangeSignOff { step, who, role, words: Some("Looked at.".to_owned()) }).unwrap()
    };
    let roles = vec!["Finance".to_owned()];
    let sha256 = step(SignOffChange::ToReview { roles }).covers.unwrap().sha256;
    for warning in first.ask(GetExportPlan {}).unwrap().to_do {
        let (code, place, sentence) = (warning.code, warning.place, warning.sentence);
        step(SignOffChange::Accept(SignOffWarning { code, place, sentence }));
    }
    step(SignOffChange::Sign { sha256 });
    let listed = first.ask(Close {}).unwrap().recovered;
    let [one] = &listed[..] else { panic!("{listed:?}") };
    assert_eq!((one.edits, one.latest.len(), one.unreadable.as_deref()), (0, 0, None));
    assert!(!one.saved_at.is_empty(), "it says when it was signed");

    let second = desk(&folder);
    second.ask(Recover { path: one.path.clone() }).unwrap();
    let signatures = second.ask(GetSignOff {}).unwrap().signatures;
    let [signature] = &signatures[..] else { panic!("{signatures:?}") };
    assert!(signature.lapsed.is_empty(), "{:?}", signature.lapsed);
}

#[test]
fn work_that_cannot_be_read_is_listed_with_the_reason_and_goes_only_when_it_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(&folder);
    first.ask(OpenSample::default()).unwrap();
    move_gold(&first, "300000.00");
    let path = first.ask(Close {}).unwrap().recovered[0].path.clone();
    std::fs::write(&path, "no document any more").unwrap();

    let listed = recovered(&first);
    let [one] = &listed[..] else { panic!("{listed:?}") };
    let said = one.unreadable.clone().unwrap_or_default();
    assert!(said.contains("is not"), "{said}");
    assert_eq!((one.name.as_str(), one.path.as_str(), one.bytes), ("Sample", path.as_str(), 20));
    assert!(!one.saved_at.is_empty());
    assert!(first.ask(Recover { path: path.clone() }).is_err());
    assert_eq!(recovered(&first).len(), 1, "it stays where it is");
    assert!(Path::new(&path).exists());
    assert!(first.ask(DiscardRecovered { path }).unwrap().recovered.is_empty());
    assert_eq!(folders(&folder), 0);
}
