//! The shape of a document on disk: its mark, its version, and the way from older versions.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::{StoreError, file};

/// `TWRT` in ASCII, in SQLite's `application_id`: tells a document from other databases.
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"TWRT");

/// What brings a document from version n to n + 1, the first one from nothing. Only ever added to.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
];

/// The version that a list of migrations leads to, kept in SQLite's `user_version`.
pub(crate) fn version_of(migrations: &[&str]) -> i32 {
    i32::try_from(migrations.len()).unwrap_or(i32::MAX)
}

/// Gives an empty database the tables of a document.
pub(crate) fn lay_out(connection: &Connection) -> rusqlite::Result<()> {
    for migration in MIGRATIONS {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", version_of(MIGRATIONS))
}

/// Checks that an open database is a document; gives its version, which may be a later one.
pub(crate) fn recognise(path: &Path, connection: &Connection) -> Result<i32, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::opening(path, &error);
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if pragma("application_id").map_err(failed)? != APPLICATION_ID {
        return Err(StoreError::NotOurs { path: path.to_path_buf() });
    }
    match pragma("user_version").map_err(failed)? {
        version @ 1.. => Ok(version),
        version => {
            let said = format!("it says document version {version}");
            check(path, connection).and(Err(damaged(path, said)))
        }
    }
}

/// Checks that every page and row of a document is sound.
pub(crate) fn check(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(path, error.to_string()))?;
    if found == "ok" { Ok(()) } else { Err(damaged(path, found)) }
}

/// Brings an older document to the newest version, after making a copy of it beside it.
/// Gives the copy's path, or nothing where the document is of the newest version already.
pub(crate) fn bring_up(
    path: &Path,
    connection: &mut Connection,
    version: i32,
    migrations: &[&str],
) -> Result<Option<PathBuf>, StoreError> {
    let done = usize::try_from(version).unwrap_or(usize::MAX);
    let Some(missing @ [_, ..]) = migrations.get(done..) else { return Ok(None) };
    let copy = backup_path(path, version);
    file::copy_database(connection, &copy, file::Existing::Keep)?;
    let failed = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    let change =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    for migration in missing {
        change.execute_batch(migration).map_err(failed)?;
    }
    change.pragma_update(None, "user_version", version_of(migrations)).map_err(failed)?;
    change.commit().map_err(failed)?;
    Ok(Some(copy))
}

/// `q3.tierwright` of version 1 is kept as `q3.version-1.tierwright`, or `q3.version-1.2.tierwright`
/// and so on where that name is taken.
fn backup_path(path: &Path, version: i32) -> PathBuf {
    let name = |turn: u32| {
        let mut name = path.file_stem().unwrap_or_default().to_os_string();
        name.push(format!(".version-{version}."));
        if turn > 1 {
            name.push(format!("{turn}."));
        }
        name.push(path.extension().unwrap_or_default());
        path.with_file_name(name)
    };
    let mut turn = 1;
    while name(turn).exists() {
        turn += 1;
    }
    name(turn)
}

fn damaged(path: &Path, detail: String) -> StoreError {
    StoreError::Damaged { path: path.to_path_buf(), detail }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tierwright_program::Program;

    use super::*;
    use crate::Document;

    /// Today's migrations and one more.
    fn and(later: &'static str) -> Vec<&'static str> {
        [MIGRATIONS, &[later]].concat()
    }

    /// What a later version could add.
    const LATER: &str = "CREATE TABLE note (text TEXT NOT NULL) STRICT;
        INSERT INTO note SELECT label FROM revision";

    fn document_of_today(folder: &Path) -> PathBuf {
        let path = folder.join("q3.tierwright");
        let program = Program::empty("First", "USD".parse().unwrap());
        let created = "2026-11-21T04:20:01Z".parse().unwrap();
        Document::create(&path, &program, created, false).unwrap().close().unwrap();
        path
    }

    fn names(folder: &Path) -> Vec<String> {
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
        names.sort();
        names.into_iter().map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn an_older_document_is_copied_and_brought_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = document_of_today(folder.path());
        let before = fs::read(&path).unwrap();

        let document = Document::open_with(&path, &and(LATER)).unwrap();
        let note = "SELECT text FROM note";
        let text: String = document.connection.query_row(note, [], |row| row.get(0)).unwrap();
        assert_eq!(text, "Document created");
        document.close().unwrap();

        let today = version_of(MIGRATIONS);
        let copy = format!("q3.version-{today}.tierwright");
        assert_eq!(names(folder.path()), ["q3.tierwright", copy.as_str()]);
        let copy = folder.path().join(copy);
        assert_eq!(fs::read(&path).unwrap()[60..64], (today + 1).to_be_bytes());
        assert_eq!(fs::read(&copy).unwrap()[60..64], before[60..64]);
        assert_eq!(Document::open(&copy).unwrap().program().unwrap().name, "First");
        assert_eq!(Document::open(&path).unwrap().read_only(), Some(crate::ReadOnly::Newer));

        Document::open_with(&path, &and(LATER)).unwrap();
        assert_eq!(names(folder.path()).len(), 2);
    }

    #[test]
    fn a_failed_migration_leaves_the_older_document() {
        let folder = tempfile::tempdir().unwrap();
        let path = document_of_today(folder.path());
        let before = fs::read(&path).unwrap();
        let faulty = "CREATE TABLE note (text TEXT) STRICT; INSERT INTO nothing VALUES (1)";
        for copies in 1..=2 {
            assert!(Document::open_with(&path, &and(faulty)).is_err());
            assert_eq!(fs::read(&path).unwrap(), before);
            assert_eq!(names(folder.path()).len(), 1 + copies);
        }
        let second = format!("q3.version-{}.2.tierwright", version_of(MIGRATIONS));
        assert_eq!(names(folder.path())[1], second);
        assert_eq!(Document::open(&path).unwrap().program().unwrap().name, "First");
    }

    #[test]
    fn an_older_document_that_cannot_be_written_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = document_of_today(folder.path());
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = Document::open_with(&path, &and(LATER)).unwrap_err();
        assert_eq!(error.code(), "document_read_only");
        assert_eq!(names(folder.path()), ["q3.tierwright"]);
    }
}
