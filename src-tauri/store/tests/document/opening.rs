//! Files that are no document, documents that cannot be written, copies, and two at once.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tierwright_store::{Document, StoreError};

use crate::made_up::*;

fn opening(path: &Path) -> StoreError {
    Document::open(path).unwrap_err()
}

/// A file with 16 bytes or more that SQLite wrote.
fn foreign_database(path: &Path) {
    Connection::open(path).unwrap().execute_batch("CREATE TABLE deal (id)").unwrap();
}

#[test]
fn a_new_document_is_one_file_that_says_what_it_is() {
    let (folder, path) = place();
    let document = Document::create(&path, &program("First"), now(), true).unwrap();
    assert!(document.is_sample().unwrap() && !document.is_read_only());
    assert_eq!(document.created().unwrap(), "2026-11-21T04:20:01Z");
    assert_eq!(document.program().unwrap(), program("First"));
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files, std::slice::from_ref(&path));
    let bytes = fs::read(&path).unwrap();
    assert_eq!((&bytes[68..72], &bytes[60..64]), (b"TWRT".as_slice(), &[0, 0, 0, 10][..]));
}

#[test]
fn a_new_document_never_takes_the_place_of_a_file() {
    let (folder, path) = place();
    fs::write(&path, "mine").unwrap();
    let error = Document::create(&path, &program("First"), now(), false).unwrap_err();
    assert_eq!(error.code(), "document_exists");
    assert_eq!(fs::read(&path).unwrap(), b"mine");

    let nowhere = folder.path().join("none").join("q3.tierwright");
    let error = Document::create(&nowhere, &program("First"), now(), false).unwrap_err();
    assert_eq!(error.code(), "document_not_written");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn files_that_are_no_document_each_have_their_sentence() {
    let (folder, path) = place();
    assert_eq!(opening(&path).code(), "document_not_there");
    assert_eq!(opening(folder.path()).code(), "document_not_a_database");
    for content in ["", "SQLite format 4\0 and more", "Deal,Amount\nD1,15000\n"] {
        fs::write(&path, content).unwrap();
        assert_eq!(opening(&path).code(), "document_not_a_database");
        assert_eq!(fs::read(&path).unwrap(), content.as_bytes());
    }
    fs::remove_file(&path).unwrap();
    foreign_database(&path);
    let error = opening(&path);
    assert_eq!(error.code(), "document_of_another_program");
    let said = format!("{} is an SQLite database of another program", path.display());
    assert!(error.to_string().starts_with(&said), "{error}");
}

#[test]
fn a_newer_document_is_read_or_refused_and_left_as_it_is() {
    let (_folder, mut document) = new_document();
    import(&mut document, &many_facts(5));
    let path = document.path().to_owned();
    let program = document.program().unwrap();
    let facts = document.facts().unwrap();
    document.close().unwrap();
    let later = "CREATE TABLE later (text TEXT) STRICT; ALTER TABLE deal ADD COLUMN later TEXT";
    let newer = Connection::open(&path).unwrap();
    newer.execute_batch(later).unwrap();
    newer.pragma_update(None, "user_version", 11).unwrap();
    drop(newer);
    let before = fs::read(&path).unwrap();
    let mut document = Document::open(&path).unwrap();
    assert_eq!(document.read_only(), Some(tierwright_store::ReadOnly::Newer));
    assert_eq!(document.program().unwrap(), program);
    assert!(document.facts().unwrap() == facts);
    let error = document.save_mapping("Deals", "{}").unwrap_err();
    assert_eq!(error.code(), "document_read_only");
    document.close().unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);

    let newer = Connection::open(&path).unwrap();
    newer.execute_batch("ALTER TABLE revision RENAME TO step").unwrap();
    drop(newer);
    let before = fs::read(&path).unwrap();
    let error = opening(&path);
    assert_eq!(error.code(), "document_newer");
    let said =
        "was written by a newer Tierwright (document version 11); this one reads up to version 10.";
    assert!(error.to_string().ends_with(said), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn damage_is_found_wherever_it_is() {
    let (_folder, mut document) = new_document();
    import(&mut document, &many_facts(500));
    let path = document.path().to_owned();
    document.close().unwrap();
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    for page in 0..pages {
        // The head of a page says how its cells lie; that of page 1 comes after the file's own.
        let start = if page == 0 { 100 } else { page * 4096 };
        let mut broken = whole.clone();
        broken[start..start + 8].fill(0xff);
        fs::write(&path, &broken).unwrap();
        assert_eq!(opening(&path).code(), "document_damaged", "page {page}");
        assert_eq!(fs::read(&path).unwrap(), broken);
    }
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(opening(&path).code(), "document_damaged");
    fs::write(&path, &whole).unwrap();
    assert_eq!(Document::open(&path).unwrap().counts().unwrap().deals, 502);
}

/// A large document is looked at while its facts are read: whatever is broken in it is known before
/// they are handed out, and before anything is changed.
#[test]
fn damage_in_a_large_document_is_found_before_its_facts_are_given_or_changed() {
    let (_folder, mut document) = new_document();
    import(&mut document, &many_facts(8_000));
    let path = document.path().to_owned();
    document.close().unwrap();
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 4 << 20, "{}", whole.len());
    let pages = whole.len() / 4096;
    for page in (1..pages).step_by(pages / 8) {
        let mut broken = whole.clone();
        broken[page * 4096..page * 4096 + 8].fill(0xff);
        fs::write(&path, &broken).unwrap();
        let given = Document::open(&path).and_then(|document| document.facts().map(drop));
        assert_eq!(given.unwrap_err().code(), "document_damaged", "page {page}");
        let changed = Document::open(&path)
            .and_then(|mut document| document.save_program(&program("B"), "Edit", now()));
        assert_eq!(changed.unwrap_err().code(), "document_damaged", "page {page}");
        assert!(fs::read(&path).unwrap() == broken);
    }
    fs::write(&path, &whole).unwrap();
    let mut document = Document::open(&path).unwrap();
    document.save_program(&program("B"), "Edit", now()).unwrap();
    assert_eq!(document.facts().unwrap().deals.len(), 8_002);
}

#[test]
fn a_document_without_our_tables_or_version_is_damaged() {
    let (_folder, path) = place();
    foreign_database(&path);
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "application_id", i32::from_be_bytes(*b"TWRT")).unwrap();
    assert_eq!(opening(&path).code(), "document_damaged");
    other.pragma_update(None, "user_version", 10).unwrap();
    let document = Document::open(&path).unwrap();
    assert_eq!(document.program().unwrap_err().code(), "document_damaged");
    assert_eq!(document.facts().unwrap_err().code(), "document_damaged");
}

#[test]
fn a_read_only_file_can_be_read_and_copied_but_not_changed() {
    let (folder, document) = full_document();
    let path = document.path().to_owned();
    document.close().unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();

    let mut document = Document::open(&path).unwrap();
    assert!(document.is_read_only());
    assert_eq!(document.facts().unwrap(), every_fact());
    let refused = Err(StoreError::ReadOnly { path: path.clone() });
    assert_eq!(document.save_program(&program("B"), "Edit", now()).map(drop), refused);
    assert_eq!(document.undo().map(drop), refused);
    assert_eq!(document.save_mapping("Monthly", "{}"), refused);

    let copy = folder.path().join("copy.tierwright");
    document.save_copy(&copy).unwrap();
    let mut copy = Document::open(&copy).unwrap();
    assert!(!copy.is_read_only());
    copy.save_program(&program("B"), "Edit", now()).unwrap();
}

#[test]
fn a_copy_is_complete_and_leaves_the_document_where_it_was() {
    let (folder, mut document) = full_document();
    document.save_program(&program("B"), "Edit", now()).unwrap();
    document.save_mapping("Monthly", "{}").unwrap();
    let path = folder.path().join("copy.tierwright");
    fs::write(&path, "what stood there").unwrap();
    document.save_copy(&path).unwrap();
    document.save_program(&program("C"), "Edit", now()).unwrap();

    let mut copy = Document::open(&path).unwrap();
    assert_eq!(copy.facts().unwrap(), every_fact());
    assert_eq!(copy.facts_digest().unwrap(), document.facts_digest().unwrap());
    assert_eq!(copy.program().unwrap().name, "B");
    assert_eq!(copy.revisions().unwrap(), {
        let mut revisions = document.revisions().unwrap();
        revisions.remove(0);
        revisions[0].head = true;
        revisions[0].other_program = false;
        revisions
    });
    assert_eq!(copy.mappings().unwrap(), ["Monthly"]);
    assert_eq!(copy.undo().unwrap().as_deref(), Some("Edit"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_copy_never_goes_onto_the_document_itself_or_beside_a_journal() {
    let (folder, document) = full_document();
    let path = document.path().to_owned();
    let detour = folder.path().join(".").join("q3.tierwright");
    for target in [&path, &detour] {
        assert_eq!(document.save_copy(target).unwrap_err().code(), "document_same_file");
    }
    let target = folder.path().join("copy.tierwright");
    fs::write(folder.path().join("copy.tierwright-journal"), "unfinished").unwrap();
    let error = document.save_copy(&target).unwrap_err();
    assert_eq!(error.code(), "document_unfinished_beside");
    assert!(!target.exists());
    let error = Document::create(&target, &program("First"), now(), false).unwrap_err();
    assert_eq!(error.code(), "document_unfinished_beside");
}

#[test]
fn two_that_have_the_file_open_see_each_others_changes() {
    let (_folder, mut one) = full_document();
    let mut two = Document::open(one.path()).unwrap();
    one.save_program(&program("B"), "By one", now()).unwrap();
    assert_eq!(two.program().unwrap().name, "B");
    two.save_program(&program("C"), "By two", now()).unwrap();
    assert_eq!(one.undo().unwrap().as_deref(), Some("By two"));

    let before = two.facts_digest().unwrap();
    import(&mut one, &many_facts(3));
    assert_ne!(two.facts_digest().unwrap(), before);
    assert_eq!(two.facts_digest().unwrap(), one.facts_digest().unwrap());
}

#[test]
fn a_change_waits_for_another_program_and_then_says_so() {
    let (_folder, mut document) = full_document();
    let other = Connection::open(document.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = document.save_program(&program("B"), "Edit", now()).unwrap_err();
    assert_eq!(error.code(), "document_busy");
    other.execute_batch("ROLLBACK").unwrap();
    document.save_program(&program("B"), "Edit", now()).unwrap();
}

/// Documents of earlier versions, each as it was left by that version. Nothing in `fixtures/documents`
/// is ever taken out.
#[test]
fn documents_of_every_earlier_version_are_copied_and_their_facts_are_all_there() {
    let today = {
        let (_folder, document) = new_document();
        let bytes = fs::read(document.path()).unwrap();
        u32::from_be_bytes(bytes[60..64].try_into().unwrap())
    };
    for version in 1..today {
        let (folder, path) = place();
        let name = format!("../../fixtures/documents/version-{version}.tierwright");
        let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        fs::copy(&fixture, &path).unwrap_or_else(|_| panic!("{name} is missing"));
        let mut document = Document::open(&path).unwrap();
        assert_eq!(document.program().unwrap().name, "First");
        assert_eq!(document.facts().unwrap(), facts_of_version_1(), "{version}");
        document.save_program(&program("B"), "Edit", now()).unwrap();
        document.close().unwrap();
        assert!(folder.path().join(format!("q3.version-{version}.tierwright")).exists());
        assert!(Document::open(&path).unwrap().program().unwrap() == program("B"));
    }
}
