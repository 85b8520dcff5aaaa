//! Decisions about studies: each a revision that undo takes back.

use rusqlite::Connection;
use tierwright_store::{DecisionRow, Document};

use crate::made_up::*;

fn decision(decided: &str) -> DecisionRow {
    DecisionRow {
        study: "pilot".into(),
        subject: "Pilot with partners of region EMEA".into(),
        decided: decided.into(),
        words: "Enough to go on.".into(),
        settings: r#"{"of":{"study":"pilot","region":"EMEA"},"changes":[]}"#.into(),
        finding: "Cannot tell: 10 of revenue holds zero.".into(),
        basis: "FY26 Program, Q1 FY25 to Q4 FY25".into(),
    }
}

#[test]
fn a_decision_is_a_revision_though_the_program_is_the_same() {
    let (_folder, mut document) = new_document();
    let before = document.program().unwrap();
    let steps = document.revisions().unwrap().len();
    let number = document.save_decision(&decision("go_on"), "Pilot decided: go on", now()).unwrap();
    let revisions = document.revisions().unwrap();
    assert_eq!(revisions.len(), steps + 1);
    assert_eq!(
        (revisions[0].number, revisions[0].label.as_str()),
        (number, "Pilot decided: go on")
    );
    assert!(revisions[0].head && revisions[0].step && !revisions[0].other_program);
    assert_eq!(document.program().unwrap(), before);

    assert_eq!(document.undo().unwrap().as_deref(), Some("Pilot decided: go on"));
    assert!(document.decisions().unwrap().is_empty(), "undo takes it back");
    assert_eq!(document.revisions_of_decisions().unwrap(), [number], "the row stays as history");
    assert_eq!(document.redo().unwrap().as_deref(), Some("Pilot decided: go on"));

    document.save_program(&program("B"), "Named B", now()).unwrap();
    let last = document.save_decision(&decision("stop"), "Pilot decided: stop", now()).unwrap();
    let path = document.path().to_owned();
    document.close().unwrap();
    let found = Document::open(&path).unwrap().decisions().unwrap();
    let held: Vec<_> = found.iter().map(|one| (one.revision, one.row.decided.as_str())).collect();
    assert_eq!(held, [(last, "stop"), (number, "go_on")]);
    assert_eq!(found[1].row, decision("go_on"));
    assert_eq!(found[1].at, "2026-11-21T04:20:01Z");
}

#[test]
fn a_decision_that_is_none_is_refused() {
    let (_folder, mut document) = new_document();
    let steps = document.revisions().unwrap().len();
    let refused = document.save_decision(&decision("perhaps"), "Pilot decided", now());
    assert_eq!(refused.unwrap_err().code(), "document_refused");
    assert_eq!(document.revisions().unwrap().len(), steps, "nothing was kept");
}

#[test]
fn older_documents_have_no_decisions() {
    let (_folder, document) = new_document();
    let path = document.path().to_owned();
    document.close().unwrap();
    let older = Connection::open(&path).unwrap();
    older.execute_batch("DROP TABLE decision; PRAGMA user_version = 9").unwrap();
    drop(older);
    assert!(Document::open(&path).unwrap().decisions().unwrap().is_empty());
}
