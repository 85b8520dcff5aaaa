//! What programs are paid on: kept, and moved by undo and redo.

use tierwright_store::{Document, GroundRow};

use crate::made_up::*;

fn ground(basis: &str) -> GroundRow {
    GroundRow { basis: basis.into(), seed: 7, plan: "{\"growth\":[]}".into() }
}

#[test]
fn grounds_are_kept_and_undo_moves_them() {
    let (_folder, mut document) = new_document();
    assert_eq!(document.ground().unwrap(), None);
    document.save_ground(&ground("plan"), "Grown to plan", now()).unwrap();
    document.save_program(&program("B"), "Named B", now()).unwrap();
    document.save_ground(&ground("year"), "A year drawn", now()).unwrap();
    let path = document.path().to_owned();
    document.close().unwrap();
    let mut document = Document::open(&path).unwrap();
    assert_eq!(document.ground().unwrap(), Some(ground("year")));
    document.undo().unwrap();
    assert_eq!(document.ground().unwrap(), Some(ground("plan")));
    document.undo().unwrap();
    document.undo().unwrap();
    assert_eq!((document.ground().unwrap(), document.program().unwrap()), (None, program("First")));
    document.redo().unwrap();
    assert_eq!(document.ground().unwrap(), Some(ground("plan")));
}

#[test]
fn another_word_than_the_three_is_refused() {
    let (_folder, mut document) = new_document();
    assert!(document.save_ground(&ground("dream"), "A dream", now()).is_err());
    assert_eq!((document.ground().unwrap(), document.revisions().unwrap().len()), (None, 1));
}
