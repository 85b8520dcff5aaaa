//! An import is one step of undo, and the facts it replaced are kept.

use tierwright_store::{Changed, Document, Import};

use crate::made_up::*;

fn import(document: &mut Document, facts: &tierwright_engine::rows::FactRows, label: &str) {
    let import = Import { facts, set_aside: &[], rounded: &[] };
    document.import_facts(import, label, now(), &mut go_on).unwrap();
}

#[test]
fn undo_brings_every_former_fact_back_and_redo_the_imported_ones() {
    let (_folder, mut document) = full_document();
    let (before, digest) = (document.facts().unwrap(), document.facts_digest().unwrap());
    let (aside, rounded) = (document.set_aside().unwrap(), document.rounded_figures().unwrap());
    let many = many_facts(500);
    import(&mut document, &many, "Imported many");
    let after = document.facts().unwrap();
    assert_ne!(after, before);
    assert_eq!(document.undo_label().unwrap().as_deref(), Some("Imported many"));
    assert!(document.undo_brings_facts().unwrap());
    let latest = document.revisions().unwrap().remove(0);
    assert_eq!((latest.changed, latest.head), (Changed::Facts, true));
    assert_eq!(document.snapshots().unwrap()[0].deals, before.deals.len() as u64);

    for _ in 0..2 {
        assert_eq!(document.undo().unwrap().as_deref(), Some("Imported many"));
        assert_eq!(document.facts().unwrap(), before);
        assert_eq!(document.facts_digest().unwrap(), digest);
        assert_eq!(document.set_aside().unwrap(), aside);
        assert_eq!(document.rounded_figures().unwrap(), rounded);
        assert_eq!(document.snapshots().unwrap()[0].deals, after.deals.len() as u64);
        assert!(document.redo_brings_facts().unwrap() && !document.undo_brings_facts().unwrap());

        assert_eq!(document.redo().unwrap().as_deref(), Some("Imported many"));
        assert_eq!(document.facts().unwrap(), after);
        assert_eq!(document.snapshots().unwrap().len(), 1);
    }
    // It survives a restart, and SQLite finds nothing wrong.
    let path = document.path().to_owned();
    document.close().unwrap();
    let mut document = Document::open(&path).unwrap();
    document.undo().unwrap();
    assert_eq!(document.facts().unwrap(), before);
    document.close().unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    let whole: String = other.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    let mut broken = other.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(broken.query([]).unwrap().next().unwrap().is_none());
}

#[test]
fn edits_and_imports_are_taken_back_in_their_order() {
    let (_folder, mut document) = new_document();
    document.save_program(&program("B"), "Named B", now()).unwrap();
    import(&mut document, &many_facts(3), "Imported");
    document.save_program(&program("C"), "Named C", now()).unwrap();
    let deals = |document: &Document| document.counts().unwrap().deals;
    let name = |document: &Document| document.program().unwrap().name;
    let there = deals(&document);
    assert!(there > 0);
    document.undo().unwrap();
    assert_eq!((name(&document).as_str(), deals(&document)), ("B", there));
    document.undo().unwrap();
    assert_eq!((name(&document).as_str(), deals(&document)), ("B", 0));
    document.undo().unwrap();
    assert_ne!(name(&document), "B");
    for _ in 0..3 {
        document.redo().unwrap();
    }
    assert_eq!((name(&document).as_str(), deals(&document)), ("C", there));
}
