//! Scenarios in the document: kept as they are given, and moved by undo and redo like the program.

use tierwright_store::{Document, ScenarioList, ScenarioRow};

use crate::made_up::*;

fn row(id: &str, name: &str) -> ScenarioRow {
    ScenarioRow { id: id.into(), name: name.into(), differences: format!("[\"{id}\"]") }
}

/// Scenarios of these ids, the first of them edited.
fn list(ids: &[&str]) -> ScenarioList {
    ScenarioList {
        scenarios: ids.iter().map(|id| row(id, &format!("Scenario {id}"))).collect(),
        edited: ids.first().map(ToString::to_string),
        baseline: Some("program".into()),
    }
}

#[test]
fn scenarios_are_kept_in_their_order_and_survive_closing() {
    let (_folder, mut document) = new_document();
    assert_eq!(document.scenarios().unwrap(), ScenarioList::default());
    document.save_scenarios(&list(&["b", "a"]), None, "Two made", now()).unwrap();
    let path = document.path().to_owned();
    document.close().unwrap();
    let document = Document::open(&path).unwrap();
    assert_eq!(document.scenarios().unwrap(), list(&["b", "a"]));
    assert_eq!(document.program().unwrap(), program("First"));
}

#[test]
fn undo_and_redo_move_scenarios_along_with_the_program() {
    let (_folder, mut document) = new_document();
    document.save_scenarios(&list(&["a"]), None, "A made", now()).unwrap();
    document.save_program(&program("B"), "Named B", now()).unwrap();
    assert_eq!(document.scenarios().unwrap(), list(&["a"]), "an edit of the program keeps them");
    document.save_scenarios(&list(&[]), Some(&program("C")), "A made the program", now()).unwrap();
    let holds = |document: &Document| {
        (document.program().unwrap().name, document.scenarios().unwrap().scenarios.len())
    };
    assert_eq!(holds(&document), ("C".into(), 0));
    assert_eq!(document.undo().unwrap().as_deref(), Some("A made the program"));
    assert_eq!(holds(&document), ("B".into(), 1));
    document.undo().unwrap();
    assert_eq!(document.undo().unwrap().as_deref(), Some("A made"));
    assert_eq!(holds(&document), ("First".into(), 0));
    for expected in [("First", 1), ("B", 1), ("C", 0)] {
        document.redo().unwrap();
        assert_eq!(holds(&document), (expected.0.into(), expected.1));
    }
}

#[test]
fn a_document_begins_with_scenarios_that_undo_leaves_alone() {
    let (_folder, mut document) = new_document();
    document.begin_scenarios(&list(&["a", "b"])).unwrap();
    assert_eq!(document.undo_label().unwrap(), None);
    assert_eq!(document.scenarios().unwrap(), list(&["a", "b"]));
}

#[test]
fn two_scenarios_of_one_id_are_refused_and_nothing_is_kept() {
    let (_folder, mut document) = new_document();
    assert!(document.save_scenarios(&list(&["a", "a"]), None, "Twice", now()).is_err());
    assert_eq!(document.scenarios().unwrap(), ScenarioList::default());
    assert_eq!(document.revisions().unwrap().len(), 1);
}
