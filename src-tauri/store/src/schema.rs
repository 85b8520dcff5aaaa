//! The shape of a document on disk: its mark, its version, and the way from older versions.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::{StoreError, file};

/// `TWRT` in ASCII, in SQLite's `application_id`: tells a document from other databases.
pub(crate) const APPLICATION_ID: i32 = i32::from_be_bytes(*b"TWRT");

/// What brings a document from version n to n + 1, the first one from nothing. Only ever added to.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

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

/// Checks that an open database is a sound document of a version we know; gives its version.
pub(crate) fn recognise(
    path: &Path,
    connection: &Connection,
    migrations: &[&str],
) -> Result<i32, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::sqlite(path, &error);
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    if pragma("application_id").map_err(failed)? != APPLICATION_ID {
        return Err(StoreError::NotOurs { path: path.to_path_buf() });
    }
    let (version, known) = (pragma("user_version").map_err(failed)?, version_of(migrations));
    if version > known {
        return Err(StoreError::Newer { path: path.to_path_buf(), version, known });
    }
    let found: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(path, error.to_string()))?;
    match (found.as_str(), version) {
        ("ok", 1..) => Ok(version),
        ("ok", _) => Err(damaged(path, format!("it says document version {version}"))),
        _ => Err(damaged(path, found)),
    }
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
