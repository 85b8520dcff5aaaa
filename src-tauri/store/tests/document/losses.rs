//! A disk that is full and a folder that goes away: a sentence, and nothing is lost.

use std::path::Path;
use std::process::Command;

use tierwright_store::{Document, Import};

use crate::made_up::*;

/// A disk of two megabytes in a folder; it goes with the test.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// Nothing where this system lets nobody mount one.
    fn mounted() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(folder.path());
        let mounted = mount.output().is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

fn import_many(document: &mut Document, deals: u32) -> Result<i64, tierwright_store::StoreError> {
    let facts = many_facts(deals);
    let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
    document.import_facts(import, "Deals imported", now(), &mut go_on)
}

#[test]
fn a_full_disk_is_said_and_leaves_the_document_as_it_was() {
    let Some(disk) = SmallDisk::mounted() else {
        return println!("skipped: a small disk can only be mounted by who may mount one");
    };
    let path = disk.path().join("q3.tierwright");
    let mut document = Document::create(&path, &program("First"), now(), false).unwrap();
    import_many(&mut document, 100).unwrap();
    let digest = document.facts_digest().unwrap();
    let error = import_many(&mut document, 40_000).unwrap_err();
    assert_eq!(error.code(), "document_no_room", "{error}");
    assert!(error.to_string().contains("q3.tierwright"), "{error}");
    assert_eq!(document.facts_digest().unwrap(), digest);
    assert_eq!(document.revisions().unwrap().len(), 2);
    document.save_program(&program("B"), "Edit", now()).unwrap();
    document.close().unwrap();
    let document = Document::open(&path).unwrap();
    assert_eq!(document.program().unwrap(), program("B"));
    assert_eq!(document.facts_digest().unwrap(), digest);
}

#[test]
fn a_folder_that_goes_away_is_said_and_nothing_is_lost() {
    let (folder, mut document) = full_document();
    let path = document.path().to_owned();
    let inside = folder.path().join("inside");
    let away = folder.path().join("away");
    std::fs::create_dir(&inside).unwrap();
    document.close().unwrap();
    let moved = inside.join("q3.tierwright");
    std::fs::rename(&path, &moved).unwrap();
    document = Document::open(&moved).unwrap();
    std::fs::rename(&inside, &away).unwrap();
    let error = document.save_program(&program("B"), "Edit", now()).unwrap_err();
    assert!(error.code().starts_with("document_"), "{error}");
    assert!(error.to_string().contains("q3.tierwright"), "{error}");
    std::fs::rename(&away, &inside).unwrap();
    assert_eq!(document.program().unwrap(), program("First"));
    document.save_program(&program("B"), "Edit", now()).unwrap();
    document.close().unwrap();
    let document = Document::open(&moved).unwrap();
    assert_eq!(document.program().unwrap(), program("B"));
    assert_eq!(document.facts().unwrap(), every_fact());
}
