//! Sign-off: steps that are only added, the author of each revision, and older documents.

use std::{fs, path::Path};

use rusqlite::Connection;
use tierwright_store::{Document, Import, SignOffEntry, SignOffStep, Signed, Warned};

use crate::made_up::*;

fn entry(who: &str, words: &str, step: SignOffStep) -> SignOffEntry {
    SignOffEntry { who: who.into(), role: "Finance".into(), words: words.into(), step }
}

fn signed() -> Signed {
    Signed {
        program: "ab".repeat(32),
        facts: "cd".repeat(32),
        engine: "0.1.0".into(),
        as_of: "2025-12-31".into(),
        total: "1250.05 USD".into(),
        liability: vec!["20.00 EUR".into(), "1250.05 USD".into()],
        digest: "ef".repeat(32),
    }
}

fn warned() -> Warned {
    let sentence = "'); DROP TABLE sign_off; --".into();
    Warned { code: "cliff".into(), place: "/incentives/volume".into(), sentence }
}

fn every_step() -> Vec<SignOffEntry> {
    let roles = vec!["Finance".to_owned(), "=HYPERLINK(\"x\")".to_owned()];
    let hostile = "<script>alert(1)</script>";
    vec![
        entry("Kim", "Please look.", SignOffStep::ToReview { roles }),
        entry("Lee", "Agreed with sales.", SignOffStep::Accept(warned())),
        entry("Lee", "", SignOffStep::Reopen(warned())),
        entry(hostile, "", SignOffStep::Sign(signed())),
        entry("Lee", "Too early.", SignOffStep::Withdraw { signature: 4 }),
        entry("Kim", "Not yet.", SignOffStep::ToDraft),
        entry("Kim", "", SignOffStep::Exported { version: 3 }),
        entry("Kim", "", SignOffStep::ReviewDays(20)),
        entry("Kim", "Fine.", SignOffStep::Reviewed { quarter: "Q4 FY25".into() }),
    ]
}

#[test]
fn every_step_is_kept_as_it_was_and_undo_leaves_it() {
    let (folder, mut document) = new_document();
    document.save_program(&program("B"), "Named B", now()).unwrap();
    for (number, step) in (1..).zip(every_step()) {
        assert_eq!(document.add_sign_off(&step, now()).unwrap(), number);
    }
    document.undo().unwrap();
    let found = document.sign_off_events().unwrap();
    let entries: Vec<SignOffEntry> = found.iter().map(|one| one.entry.clone()).collect();
    assert_eq!(entries, every_step());
    assert!(found.iter().all(|one| one.revision == 2 && one.done_at == "2026-11-21T04:20:01Z"));
    assert_eq!(document.revisions().unwrap().len(), 2, "a step is no revision");

    let copy = folder.path().join("copy.tierwright");
    document.save_copy(&copy).unwrap();
    assert_eq!(Document::open(&copy).unwrap().sign_off_events().unwrap(), found);
}

#[test]
fn no_tool_changes_or_removes_a_step_unnoticed() {
    let (_folder, mut document) = new_document();
    for step in every_step() {
        document.add_sign_off(&step, now()).unwrap();
    }
    let other = Connection::open(document.path()).unwrap();
    for sql in [
        "UPDATE sign_off SET who = 'Somebody'",
        "DELETE FROM sign_off",
        "UPDATE signature SET total = '0.00 USD'",
        "DELETE FROM signature",
    ] {
        let refused = other.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("only added"), "{sql}: {refused}");
    }
    assert_eq!(document.sign_off_events().unwrap().len(), 9);
}

#[test]
fn the_last_editor_is_who_made_the_program_or_the_facts_that_hold() {
    let (_folder, mut document) = new_document();
    assert_eq!(document.last_editor().unwrap(), None, "nobody gave a name");
    document.set_author(Some("Kim".into()));
    document.save_program(&program("B"), "Named B", now()).unwrap();
    assert_eq!(document.last_editor().unwrap().as_deref(), Some("Kim"));
    document.set_author(Some("Lee".into()));
    let import = Import { facts: &every_fact(), set_aside: &[], rounded: &[] };
    document.import_facts(import, "Imported", now(), &mut go_on).unwrap();
    assert_eq!(document.last_editor().unwrap().as_deref(), Some("Lee"));
    document.undo().unwrap();
    assert_eq!(document.last_editor().unwrap().as_deref(), Some("Kim"), "the import is undone");
    document.undo().unwrap();
    assert_eq!(document.last_editor().unwrap(), None);
    document.redo().unwrap();
    document.set_author(None);
    document.save_program(&program("C"), "Named C", now()).unwrap();
    assert_eq!(document.last_editor().unwrap(), None, "a later edit without a name");
    assert_eq!(document.authors().unwrap(), [(2, "Kim".into()), (3, "Lee".into())]);
}

#[test]
fn an_older_document_has_no_steps_and_takes_them() {
    let (_folder, path) = place();
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/documents/version-1.tierwright");
    fs::copy(fixture, &path).unwrap();
    let mut document = Document::open(&path).unwrap();
    assert_eq!(document.sign_off_events().unwrap(), []);
    assert_eq!(document.exports().unwrap(), []);
    assert_eq!(document.last_editor().unwrap(), None);
    for step in every_step() {
        document.add_sign_off(&step, now()).unwrap();
    }
    assert_eq!(document.sign_off_events().unwrap().len(), 9);
}

#[test]
fn exports_of_a_document_of_version_8_are_versions_in_their_order() {
    let (_folder, path) = place();
    Document::create(&path, &program("First"), now(), false).unwrap().close().unwrap();
    let older = Connection::open(&path).unwrap();
    older
        .execute_batch(
            "DROP TABLE decision;
            DROP TABLE export_version; DROP TABLE signature; DROP TABLE sign_off; DROP TABLE author;
            DROP TRIGGER export_is_never_changed; DROP TRIGGER export_is_never_removed;
            INSERT INTO export VALUES (3, '2026-01-01T00:00:00Z', '/a', 1, 'f', '0.1.0', 's', 1, 'USD',
                10000, 'SQLite', 1), (7, '2026-02-01T00:00:00Z', '/b', 1, 'f', '0.1.0', 't', 1, 'USD',
                20000, 'SQLite', 1);
            PRAGMA user_version = 8;",
        )
        .unwrap();
    drop(older);
    let exports = Document::open(&path).unwrap().exports().unwrap();
    let found: Vec<(u32, &str, &str)> = exports
        .iter()
        .map(|one| (one.row.version, one.row.folder.as_str(), one.row.digest.as_str()))
        .collect();
    assert_eq!(found, [(1, "/a", ""), (2, "/b", "")]);
}
