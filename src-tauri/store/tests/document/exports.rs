//! Bundles that were handed over: noted, and left alone by undo and by copies.

use tierwright_store::{Document, ExportRow, ExportStatus};

use crate::made_up::*;

fn bundle(folder: &str, facts: String) -> ExportRow {
    ExportRow {
        folder: folder.to_owned(),
        facts,
        engine: "0.1.0".to_owned(),
        seal: "ab".repeat(32),
        lines: 12,
        total: money("-1250.05 USD"),
        proved_by: "SQLite".to_owned(),
        payouts_proved: 40,
        version: 2,
        status: ExportStatus::Approved,
        who: "Kim".to_owned(),
        program: "cd".repeat(32),
        as_of: "2025-12-31".to_owned(),
        digest: "ef".repeat(32),
    }
}

#[test]
fn the_last_export_names_its_program_and_outlives_undo() {
    let (folder, mut document) = full_document();
    assert_eq!(document.last_export().unwrap(), None);
    let facts = document.facts_digest().unwrap().to_string();
    document.save_export(&bundle("/first", facts.clone()), now()).unwrap();
    let first = document.last_export().unwrap().unwrap();
    let head = document.revisions().unwrap().iter().find(|one| one.head).unwrap().number;
    assert_eq!((first.revision, first.exported_at.as_str()), (head, "2026-11-21T04:20:01Z"));
    assert_eq!(first.row, bundle("/first", facts.clone()));

    let mut program = document.program().unwrap();
    program.name = "Another".to_owned();
    let edited = document.save_program(&program, "Renamed", now()).unwrap();
    document.save_export(&bundle("/second", facts), now()).unwrap();
    document.undo().unwrap();
    let second = document.last_export().unwrap().unwrap();
    assert_eq!((second.revision, second.row.folder.as_str()), (edited, "/second"));
    let sold = document.program_at(second.revision).unwrap().unwrap();
    assert_eq!(sold.name, "Another", "what was handed over can still be read");

    let copy = folder.path().join("copy.tierwright");
    document.save_copy(&copy).unwrap();
    assert_eq!(Document::open(&copy).unwrap().last_export().unwrap(), Some(second));
}
