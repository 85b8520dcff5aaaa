//! Documents as files: a new one appears whole or not at all.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::NamedTempFile;

use crate::StoreError;

/// What to do where a file of that name stands already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// Leave it, and fail.
    Keep,
    /// Put the new file in its place in one step.
    Replace,
}

/// The path from the root. SQLite would take a relative `file:x` for an address.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, StoreError> {
    std::path::absolute(path).map_err(|error| StoreError::reading(path, &error))
}

/// Opens a file as a database without ever creating one.
pub(crate) fn open_database(path: &Path, read_only: bool) -> rusqlite::Result<Connection> {
    let access = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    };
    Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Writes a new database at `target`: `fill` works on a nameless file in the same folder, which
/// takes the name only when it is complete and on disk.
pub(crate) fn new_database(
    target: &Path,
    existing: Existing,
    fill: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let failed = |error: io::Error| StoreError::writing(target, &error);
    refuse_taken(target, existing)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let unfinished = nameless(folder).map_err(failed)?;
    fill(unfinished.path())?;
    unfinished.as_file().sync_all().map_err(failed)?;
    match existing {
        Existing::Keep => unfinished.persist_noclobber(target),
        Existing::Replace => unfinished.persist(target),
    }
    .map_err(|error| failed(error.error))?;
    sync_folder(folder).map_err(failed)
}

/// Writes a compact copy of an open database to `target`.
pub(crate) fn copy_database(
    connection: &Connection,
    target: &Path,
    existing: Existing,
) -> Result<(), StoreError> {
    new_database(target, existing, |unfinished| {
        let name = unfinished.to_str().ok_or_else(|| StoreError::NotWritten {
            path: target.to_path_buf(),
            reason: "the folder's name is not Unicode text".to_owned(),
        })?;
        connection
            .execute("VACUUM INTO ?1", [name])
            .map(drop)
            .map_err(|error| StoreError::sqlite(target, &error))
    })
}

/// SQLite would play a journal that stands beside a new file back into it, so none may be there.
fn refuse_taken(target: &Path, existing: Existing) -> Result<(), StoreError> {
    if existing == Existing::Keep && target.exists() {
        return Err(StoreError::Exists { path: target.to_path_buf() });
    }
    let beside = ["-journal", "-wal"].map(|ending| {
        let mut name = OsString::from(target);
        name.push(ending);
        PathBuf::from(name)
    });
    match beside.into_iter().find(|journal| journal.exists()) {
        Some(journal) => Err(StoreError::Unfinished { path: target.to_path_buf(), journal }),
        None => Ok(()),
    }
}

/// A file for the time of writing, with the permissions that any new file of the user has.
fn nameless(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tierwright-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// A new name is on disk only when its folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
