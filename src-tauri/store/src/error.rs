//! What can go wrong with a document: a code, a sentence and a hint each.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of a document. The sentence is its `Display`; [`StoreError::code`] is for programs,
/// [`StoreError::hint`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No file of that name.
    #[error("There is no file {}.", .path.display())]
    NotThere {
        /// The file.
        path: PathBuf,
    },
    /// The file is there and the system does not let us read it.
    #[error("{} cannot be read: {reason}.", .path.display())]
    NotReadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file of another kind.
    #[error("{} is not a Tierwright document: it is not a database at all.", .path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// An SQLite database of another program.
    #[error("{} is an SQLite database of another program, not a Tierwright document.", .path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The file's structure is broken, or its tables are not those of a document.
    #[error("{} is damaged and was not opened: {detail}.", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Written by a later version of the product.
    #[error(
        "{} was written by a newer Tierwright (document version {version}); this one reads up to version {known}.",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version in the file.
        version: i32,
        /// The version this build reads.
        known: i32,
    },
    /// A write on a document that is open for reading only.
    #[error("{} is read-only, so nothing was changed.", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Something stands where a new document was to go.
    #[error("{} is already there and was left as it is.", .path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A journal beside the name tells of unfinished changes, which would be mixed into a new file.
    #[error(
        "{} was not written: beside it stands {}, the unfinished change of another document of that name.",
        .path.display(), .journal.display()
    )]
    Unfinished {
        /// The file that was to be written.
        path: PathBuf,
        /// The journal beside it.
        journal: PathBuf,
    },
    /// A copy onto the document itself.
    #[error("{} is this document itself, so no copy was made.", .path.display())]
    SameFile {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("There is no room left on the disk for {}; the last change was not kept.", .path.display())]
    NoRoom {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let us write.
    #[error("{} could not be written: {reason}. The last change was not kept.", .path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Another program holds the file.
    #[error("{} is being written by another program.", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The caller asked to stop.
    #[error("Stopped; the document is as it was before.")]
    Cancelled,
    /// Two rows with one id.
    #[error("{table} {id} is there twice{place}.")]
    Duplicate {
        /// The table.
        table: &'static str,
        /// The id.
        id: String,
        /// File and row of the second one, or nothing.
        place: Place,
    },
    /// A row names another that is not there.
    #[error("{table} {id} names {column} {missing}, which is not among the facts{place}.")]
    BrokenReference {
        /// The table.
        table: &'static str,
        /// The id of the row.
        id: String,
        /// The column that names the other row.
        column: &'static str,
        /// What it names.
        missing: String,
        /// File and row, where known.
        place: Place,
    },
    /// Amounts of one deal in two currencies.
    #[error("{table} {id} has an amount in {found} where its deal is in {expected}{place}.")]
    Currency {
        /// The table.
        table: &'static str,
        /// The id of the row.
        id: String,
        /// The currency of the deal, or of the row's own amount.
        expected: String,
        /// The other one.
        found: String,
        /// File and row, where known.
        place: Place,
    },
    /// A cell that cannot be what its column says; another program wrote it.
    #[error("{table} {id} has {found:?} as its {column}, where {expected} is expected.")]
    Cell {
        /// The table.
        table: &'static str,
        /// The id of the row, or its number.
        id: String,
        /// The column.
        column: String,
        /// What stands there, as text.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// The program of a revision cannot be read; another program wrote it.
    #[error("The program of revision {revision} cannot be read at {place}: {reason}.")]
    Program {
        /// The number of the revision.
        revision: i64,
        /// Where in its text.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// A rule of the database refused a row.
    #[error("The document refused a row: {detail}.")]
    Refused {
        /// The rule, as SQLite says it.
        detail: String,
    },
}

/// The file and row that a sentence ends with; empty where they are not known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(pub Option<(String, u32)>);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Some((file, row)) => write!(f, " ({file}, row {row})"),
            None => Ok(()),
        }
    }
}

impl StoreError {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotThere { .. } => "document_not_there",
            Self::NotReadable { .. } => "document_not_readable",
            Self::NotADatabase { .. } => "document_not_a_database",
            Self::NotOurs { .. } => "document_of_another_program",
            Self::Damaged { .. } => "document_damaged",
            Self::Newer { .. } => "document_newer",
            Self::ReadOnly { .. } => "document_read_only",
            Self::Exists { .. } => "document_exists",
            Self::Unfinished { .. } => "document_unfinished_beside",
            Self::SameFile { .. } => "document_same_file",
            Self::NoRoom { .. } => "document_no_room",
            Self::NotWritten { .. } => "document_not_written",
            Self::Busy { .. } => "document_busy",
            Self::Cancelled => "cancelled",
            Self::Duplicate { .. } => "fact_twice",
            Self::BrokenReference { .. } => "fact_names_nothing",
            Self::Currency { .. } => "fact_currency_mixed",
            Self::Cell { .. } => "fact_not_readable",
            Self::Program { .. } => "program_not_readable",
            Self::Refused { .. } => "document_refused",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NotThere { .. } => "Check the name and the folder.",
            Self::NotReadable { .. } => "Check that you may read the file and write in its folder.",
            Self::NotADatabase { .. } | Self::NotOurs { .. } => {
                "Choose a file that Tierwright saved; its name usually ends in .tierwright."
            }
            Self::Damaged { .. } => "Open a copy or a backup of it. The file was not changed.",
            Self::Newer { .. } => "Update Tierwright to open it. The file was not changed.",
            Self::ReadOnly { .. } => "Save a copy under another name and work there.",
            Self::Exists { .. } => "Choose another name, or open that file.",
            Self::Unfinished { .. } => {
                "Open that other document once so that it is put in order, or choose another name."
            }
            Self::SameFile { .. } => "Choose another name or folder.",
            Self::NoRoom { .. } => "Free some space and do it again.",
            Self::NotWritten { .. } => {
                "Check that you may write in this folder, or save a copy elsewhere."
            }
            Self::Busy { .. } => "Wait until that has ended, then do it again.",
            Self::Cancelled => "Start again when you are ready.",
            Self::Duplicate { .. } => "Give one of them another id, or leave it out.",
            Self::BrokenReference { .. } => "Add the missing row, or leave this one out.",
            Self::Currency { .. } => "Keep all amounts of a deal in one currency.",
            Self::Cell { .. } => {
                "Another program changed the document: set the cell right there, or import the facts again."
            }
            Self::Program { .. } => {
                "Another program changed the document: undo to an earlier revision, or set the text right there."
            }
            Self::Refused { .. } => "Correct the row and import again.",
        }
    }

    /// The failure that the system reports on reading a file.
    pub(crate) fn reading(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotThere { path },
            _ => Self::NotReadable { path, reason: error.to_string() },
        }
    }

    /// The failure that the system reports on writing a file.
    pub(crate) fn writing(path: &Path, error: &std::io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::NoRoom { path },
            std::io::ErrorKind::AlreadyExists => Self::Exists { path },
            _ => Self::NotWritten { path, reason: error.to_string() },
        }
    }

    /// The failure that SQLite reports on opening a document.
    pub(crate) fn opening(path: &Path, error: &rusqlite::Error) -> Self {
        match Self::sqlite(path, error) {
            Self::NotWritten { path, reason } => Self::NotReadable { path, reason },
            // The one thing to write on opening: what a program that was stopped left half done.
            Self::ReadOnly { path } => Self::NotReadable {
                path,
                reason:
                    "an unfinished change has to be taken back first, and the file is read-only"
                        .to_owned(),
            },
            other => other,
        }
    }

    /// The failure that SQLite reports on a document.
    pub(crate) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            Some(ErrorCode::DiskFull) => Self::NoRoom { path },
            Some(
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied,
            ) => Self::NotWritten { path, reason: detail },
            Some(ErrorCode::ConstraintViolation) => Self::Refused { detail },
            None if matches!(error, rusqlite::Error::ToSqlConversionFailure(_)) => {
                Self::Refused { detail }
            }
            _ => Self::Damaged { path, detail },
        }
    }
}

/// A failure on the way, before it is known which file it is about.
pub(crate) enum Fault {
    /// Complete already.
    Store(StoreError),
    /// As SQLite reports it.
    Sqlite(rusqlite::Error),
}

impl Fault {
    /// The failure, on the document at `path`.
    pub(crate) fn on(self, path: &Path) -> StoreError {
        match self {
            Self::Store(error) => error,
            Self::Sqlite(error) => StoreError::sqlite(path, &error),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
