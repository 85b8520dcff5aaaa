//! A document: opening, closing, copying.
//!
//! The journal is SQLite's rollback journal (`journal_mode = DELETE`), not a write-ahead log: the
//! document is one complete file after every change, so it can be mailed, it works in synced and
//! network folders, and it opens where nothing may be written. `synchronous = EXTRA` puts a change
//! on disk, its folder's entry included, before the call returns.

use std::cell::{Cell, OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use tierwright_program::Program;

use crate::error::Fault;
use crate::{Digest, StoreError, file, revision, schema, sign_off};

/// How long a change waits for another program that is writing to the same file.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open `.tierwright` document.
///
/// Every change is on disk when its call returns; there is nothing to save. A document may be
/// sent to another thread, not shared between threads.
#[derive(Debug)]
pub struct Document {
    pub(crate) path: PathBuf,
    pub(crate) connection: Connection,
    read_only: Option<ReadOnly>,
    /// The digest of the facts, with SQLite's count of changes by others at which it was taken.
    pub(crate) facts_digest: Cell<Option<(i64, Digest)>>,
    /// Who works on it; none where nobody gave a name.
    pub(crate) author: Option<String>,
    /// What it was when it was opened.
    opened_as: OpenedAs,
    soundness: Soundness,
}

/// Whether every page and row of the file is sound. That of a large one is looked at beside the reading
/// of its facts, and is known before they are handed out and before anything is changed.
#[derive(Debug, Default)]
struct Soundness {
    looking: RefCell<Option<JoinHandle<Result<(), StoreError>>>>,
    found: OnceCell<Result<(), StoreError>>,
}

/// Bytes from which a file is looked at beside the reading of its facts, and these are read by two.
const LARGE: u64 = 4 << 20;

fn is_large(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| about.len() >= LARGE)
}

impl Soundness {
    /// Looks at the file of an open database: at once, or beside what follows where it is large.
    fn of(path: &Path, connection: &Connection) -> Result<Self, StoreError> {
        let soundness = Self::default();
        if !is_large(path) {
            schema::check(path, connection)?;
            return Ok(soundness);
        }
        let path = path.to_path_buf();
        let look = move || {
            let failed = |error: rusqlite::Error| StoreError::opening(&path, &error);
            let connection = file::open_database(&path, true).map_err(failed)?;
            guard(&connection).map_err(failed)?;
            schema::check(&path, &connection)
        };
        *soundness.looking.borrow_mut() = Some(std::thread::spawn(look));
        Ok(soundness)
    }

    /// What was found, once all of it was looked at.
    fn known(&self) -> Result<(), StoreError> {
        let looked = || match self.looking.borrow_mut().take().map(JoinHandle::join) {
            Some(Ok(found)) => found,
            // A thread that could not go on has found nothing; each read says itself what it meets.
            Some(Err(_)) | None => Ok(()),
        };
        self.found.get_or_init(looked).clone()
    }
}

/// What a file was when it was opened: SQLite's count of changes by others, and which file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct OpenedAs {
    changes_by_others: i64,
    file: Option<(u64, u64)>,
}

impl OpenedAs {
    fn of(path: &Path, connection: &Connection) -> rusqlite::Result<Self> {
        let changes_by_others =
            connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Self { changes_by_others, file: identity(path) })
    }
}

/// Device and number of the file of a name, where the system tells them.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

/// An open file keeps its name there, so another one cannot take it.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Why a document can only be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReadOnly {
    /// Its file is protected against writing.
    Protected,
    /// A later version of the product wrote it, and a change would lose what this one does not know.
    Newer,
}

impl Document {
    /// Writes a new document without facts at `path`, whose first revision is `program`.
    /// `sample` marks the data as made up, for good.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where anything of that name stands, [`StoreError::Unfinished`],
    /// [`StoreError::NotWritten`], [`StoreError::NoRoom`]; nothing is left behind then.
    pub fn create(
        path: &Path,
        program: &Program,
        created: DateTime<Utc>,
        sample: bool,
    ) -> Result<Self, StoreError> {
        let path = file::absolute(path)?;
        file::new_database(&path, file::Existing::Keep, |unfinished| {
            fill_new(unfinished, program, created, sample)
                .map_err(|error| StoreError::sqlite(&path, &error))
        })?;
        Self::open(&path)
    }

    /// Opens a document. A file that may not be written opens for reading, and so does one of a
    /// newer version whose program can be read: versions only add. One of an older version is
    /// brought up to date, after a copy of it was put beside it.
    ///
    /// # Errors
    /// [`StoreError::NotThere`], [`StoreError::NotReadable`], [`StoreError::NotADatabase`],
    /// [`StoreError::NotOurs`], [`StoreError::Damaged`], [`StoreError::Newer`],
    /// [`StoreError::Busy`]; the file is as it was then.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, schema::MIGRATIONS)
    }

    pub(crate) fn open_with(path: &Path, migrations: &[&str]) -> Result<Self, StoreError> {
        let path = file::absolute(path)?;
        let protected = probe(&path)?;
        let failed = |error: rusqlite::Error| StoreError::opening(&path, &error);
        let mut connection = file::open_database(&path, protected).map_err(failed)?;
        guard(&connection).map_err(failed)?;
        let version = schema::recognise(&path, &connection)?;
        let known = schema::version_of(migrations);
        if version != known {
            // What is brought up, or read as far as it is understood, is sound before that.
            schema::check(&path, &connection)?;
        }
        if version > known {
            drop(connection);
            return Self::open_newer(path, version, known);
        }
        let is_protected = connection.is_readonly(rusqlite::MAIN_DB).map_err(failed)?;
        if !is_protected {
            make_durable(&connection).map_err(failed)?;
            schema::bring_up(&path, &mut connection, version, migrations)?;
        } else if version < known {
            return Err(StoreError::ReadOnly { path });
        }
        let read_only = is_protected.then_some(ReadOnly::Protected);
        let opened_as = OpenedAs::of(&path, &connection).map_err(failed)?;
        let soundness = match version == known {
            true => Soundness::of(&path, &connection)?,
            false => Soundness::default(),
        };
        Ok(Self {
            path,
            connection,
            read_only,
            facts_digest: Cell::new(None),
            opened_as,
            author: None,
            soundness,
        })
    }

    /// Opens a document of a newer version for reading.
    fn open_newer(path: PathBuf, version: i32, known: i32) -> Result<Self, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::opening(&path, &error);
        let connection = file::open_database(&path, true).map_err(failed)?;
        guard(&connection).map_err(failed)?;
        let read_only = Some(ReadOnly::Newer);
        let opened_as = OpenedAs::of(&path, &connection).map_err(failed)?;
        let document = Self {
            path,
            connection,
            read_only,
            facts_digest: Cell::new(None),
            opened_as,
            author: None,
            soundness: Soundness::default(),
        };
        match document.program() {
            Ok(_) => Ok(document),
            Err(_) => Err(StoreError::Newer { path: document.path, version, known }),
        }
    }

    /// Where the document is, from the root.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can only be read; every change fails with [`StoreError::ReadOnly`] then.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why it can only be read, if so.
    #[must_use]
    pub const fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// Whether another program has changed the file since it was opened here, or put another one in
    /// its place: what was read of it before may be out of date.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn is_changed_by_others(&self) -> Result<bool, StoreError> {
        let now = self.read(|at| Ok(OpenedAs::of(&self.path, at)?))?;
        Ok(now != self.opened_as)
    }

    /// Whether its data is made up.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn is_sample(&self) -> Result<bool, StoreError> {
        self.read(|at| Ok(at.query_row("SELECT sample FROM document", [], |row| row.get(0))?))
    }

    /// When it was created, in UTC, such as `2026-11-21T04:20:01Z`.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn created(&self) -> Result<String, StoreError> {
        self.read(|at| Ok(at.query_row("SELECT created FROM document", [], |row| row.get(0))?))
    }

    /// Writes a complete, compact copy to `target`, in place of what stands there. The copy takes
    /// the name only when it is whole; this document stays open where it was.
    ///
    /// # Errors
    /// [`StoreError::SameFile`], [`StoreError::Unfinished`], [`StoreError::NotWritten`],
    /// [`StoreError::NoRoom`]; what stood at `target` is as it was then.
    pub fn save_copy(&self, target: &Path) -> Result<(), StoreError> {
        let target = file::absolute(target)?;
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        if target == self.path || (target.exists() && real(&target) == real(&self.path)) {
            return Err(StoreError::SameFile { path: target });
        }
        file::copy_database(&self.connection, &target, file::Existing::Replace)
    }

    /// Closes the file. Dropping a document closes it too, without saying what went wrong.
    ///
    /// # Errors
    /// The system fails to close it; every change is on disk all the same.
    pub fn close(self) -> Result<(), StoreError> {
        // Nobody looks at the file any more when this returns.
        let _ = self.is_sound();
        let Self { path, connection, .. } = self;
        connection.close().map_err(|(_, error)| StoreError::sqlite(&path, &error))
    }

    /// Whether every page and row of the file is sound; waits until that is known.
    pub(crate) fn is_sound(&self) -> Result<(), StoreError> {
        self.soundness.known()
    }

    /// Carries out one change: all of it is on disk when this returns, or nothing is changed.
    pub(crate) fn change<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        if self.read_only.is_some() {
            return Err(StoreError::ReadOnly { path: self.path.clone() });
        }
        self.is_sound()?;
        let author = self.author.clone();
        let carry_out = || {
            let behavior = TransactionBehavior::Immediate;
            let change = self.connection.transaction_with_behavior(behavior)?;
            let before = sign_off::newest(&change)?;
            let done = work(&change)?;
            if let Some(author) = &author {
                sign_off::note_author(&change, before, author)?;
            }
            change.commit()?;
            Ok(done)
        };
        carry_out().map_err(|fault: Fault| fault.on(&self.path))
    }

    /// Another connection to a large file, which sees it as a reading does that has begun: while that
    /// holds its lock, nobody can finish a change.
    pub(crate) fn beside(&self, reading: &Connection) -> Option<Connection> {
        let mode = reading.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0));
        // A write-ahead log has no such lock.
        if !is_large(&self.path) || mode.ok()? != "delete" {
            return None;
        }
        let beside = file::open_database(&self.path, true).ok()?;
        guard(&beside).ok()?;
        // Whoever is about to finish a change waits for the reading, and must not be waited for.
        beside.busy_timeout(Duration::ZERO).ok()?;
        // Another file may have taken the name.
        (identity(&self.path) == self.opened_as.file).then_some(beside)
    }

    /// Reads at one moment: what others change meanwhile is not seen.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let carry_out = || {
            let moment = self.connection.unchecked_transaction()?;
            work(&moment)
        };
        carry_out().map_err(|fault: Fault| fault.on(&self.path))
    }
}

/// A moment as it stands in the document.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn fill_new(
    unfinished: &Path,
    program: &Program,
    created: DateTime<Utc>,
    sample: bool,
) -> rusqlite::Result<()> {
    let mut connection = file::open_database(unfinished, false)?;
    let change = connection.transaction()?;
    schema::lay_out(&change)?;
    let first = revision::insert(&change, None, "Document created", created, Some(program))?;
    change.execute(
        "INSERT INTO document (one, sample, created, head) VALUES (1, ?1, ?2, ?3)",
        params![sample, moment(created), first],
    )?;
    change.commit()
}

/// Whether the file is protected against writing. Fails where it is not there, not readable, or
/// not a database, which SQLite would not tell apart.
fn probe(path: &Path) -> Result<bool, StoreError> {
    use std::io::Read as _;
    let failed = |error: std::io::Error| StoreError::reading(path, &error);
    let about = std::fs::metadata(path).map_err(failed)?;
    let mut start = Vec::new();
    if about.is_file() {
        let file = std::fs::File::open(path).map_err(failed)?;
        file.take(16).read_to_end(&mut start).map_err(failed)?;
    }
    if start != b"SQLite format 3\0" {
        return Err(StoreError::NotADatabase { path: path.to_path_buf() });
    }
    Ok(about.permissions().readonly())
}

/// A document may come from anywhere: what it brings along besides rows is not run.
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.pragma_update(None, "cell_size_check", true)
}

fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "EXTRA")
}
