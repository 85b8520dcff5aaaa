//! Edits, undo, redo, and the list of all of them.

use tierwright_store::{Changed, Document};

use crate::made_up::*;

fn name(document: &Document) -> String {
    document.program().unwrap().name
}

/// Labels of the history, latest first, the one that holds in brackets.
fn labels(document: &Document) -> Vec<String> {
    let shown = |label: String, head| if head { format!("[{label}]") } else { label };
    let revisions = document.revisions().unwrap();
    revisions.into_iter().map(|revision| shown(revision.label, revision.head)).collect()
}

fn edit(document: &mut Document, to: &str) -> i64 {
    document.save_program(&program(to), &format!("Named {to}"), now()).unwrap()
}

#[test]
fn undo_and_redo_walk_the_chain_and_survive_closing() {
    let (_folder, mut document) = new_document();
    assert_eq!(document.undo_label().unwrap(), None);
    assert_eq!(document.undo().unwrap(), None);
    assert_eq!((edit(&mut document, "B"), edit(&mut document, "C")), (2, 3));
    assert_eq!(document.undo_label().unwrap().as_deref(), Some("Named C"));
    assert_eq!(document.undo().unwrap().as_deref(), Some("Named C"));

    let path = document.path().to_owned();
    document.close().unwrap();
    let mut document = Document::open(&path).unwrap();
    assert_eq!(name(&document), "B");
    assert_eq!(document.redo_label().unwrap().as_deref(), Some("Named C"));
    assert_eq!(document.undo().unwrap().as_deref(), Some("Named B"));
    assert_eq!((name(&document).as_str(), document.undo_label().unwrap()), ("First", None));
    assert_eq!(document.redo().unwrap().as_deref(), Some("Named B"));
    assert_eq!(document.redo().unwrap().as_deref(), Some("Named C"));
    assert_eq!((document.redo().unwrap(), name(&document).as_str()), (None, "C"));
}

#[test]
fn an_edit_after_undo_ends_redo_and_keeps_the_left_branch_as_history() {
    let (_folder, mut document) = new_document();
    edit(&mut document, "B");
    edit(&mut document, "C");
    document.undo().unwrap();
    document.undo().unwrap();
    edit(&mut document, "D");
    assert_eq!(document.redo().unwrap(), None);
    assert_eq!(labels(&document), ["[Named D]", "Named C", "Named B", "Document created"]);

    document.undo().unwrap();
    assert_eq!((name(&document).as_str(), document.undo().unwrap()), ("First", None));
    assert_eq!(document.redo().unwrap().as_deref(), Some("Named D"));
    assert_eq!(document.redo().unwrap(), None);
}

#[test]
fn an_edit_that_changes_nothing_is_no_revision() {
    let (_folder, mut document) = new_document();
    assert_eq!(edit(&mut document, "B"), 2);
    assert_eq!(edit(&mut document, "B"), 2);
    assert_eq!(labels(&document), ["[Named B]", "Document created"]);
    document.undo().unwrap();
    document.save_program(&program("First"), "Nothing", now()).unwrap();
    assert_eq!(document.redo_label().unwrap().as_deref(), Some("Named B"));
}

#[test]
fn an_import_stands_in_the_history_and_undo_passes_it_by() {
    let (_folder, mut document) = new_document();
    edit(&mut document, "B");
    assert_eq!(import(&mut document, &every_fact()), 3);
    assert_eq!(labels(&document), ["Facts imported", "[Named B]", "Document created"]);
    let imported = &document.revisions().unwrap()[0];
    assert_eq!((imported.changed, imported.parent), (Changed::Facts, Some(2)));
    assert_eq!(imported.saved_at, "2026-11-21T04:20:01Z");

    assert_eq!(document.redo().unwrap(), None);
    assert_eq!(document.undo().unwrap().as_deref(), Some("Named B"));
    assert_eq!(document.facts().unwrap(), every_fact());
    assert_eq!(document.redo().unwrap().as_deref(), Some("Named B"));
}

#[test]
fn the_program_digest_is_that_of_its_text() {
    let (_folder, mut document) = new_document();
    let first = document.program_digest().unwrap();
    assert_eq!(first, tierwright_store::Digest::of_text(&program("First").to_json()));
    edit(&mut document, "B");
    assert_ne!(document.program_digest().unwrap(), first);
    document.undo().unwrap();
    assert_eq!(document.program_digest().unwrap(), first);
}
