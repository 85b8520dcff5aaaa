//! Facts in and out of the document.

mod cells;
mod digest;
mod read;
mod references;
mod table;
mod write;

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use tierwright_engine::facts::rows::{FactRows, RoundedFigure, Source, SourceFile};

pub(crate) use cells::Day;
pub(crate) use write::replace;

use crate::{Digest, Document, StoreError, result, revision};

/// All that an import brings into the document.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The facts, rows in any order.
    pub facts: &'a FactRows,
    /// Rows that became no fact.
    pub set_aside: &'a [SetAside],
    /// Figures that were finer than the document keeps.
    pub rounded: &'a [RoundedFigure],
}

/// A row of a file that became no fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Where it stands; its file is one of the import's files.
    pub source: Source,
    /// The table it was meant for, such as `deal`.
    pub table: String,
    /// Why, as a sentence.
    pub reason: String,
    /// The row as it stands in the file.
    pub original: String,
}

/// How many rows each table has.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// The files, each with its rows and how many were set aside.
    pub files: Vec<SourceFile>,
    /// Partners.
    pub partners: u64,
    /// Deals.
    pub deals: u64,
    /// Lines of deals.
    pub lines: u64,
    /// Credits.
    pub credits: u64,
    /// Adjustments.
    pub adjustments: u64,
    /// Activities.
    pub activities: u64,
    /// Steps of MDF money.
    pub fund_events: u64,
    /// Exchange rates.
    pub rates: u64,
    /// Past payouts.
    pub paid: u64,
    /// Statuses of partners.
    pub statuses: u64,
    /// Levels held before.
    pub levels: u64,
    /// Touches.
    pub touches: u64,
    /// Registrations.
    pub registrations: u64,
    /// Overlaps.
    pub overlaps: u64,
    /// Settlements.
    pub settlements: u64,
    /// Scores.
    pub scores: u64,
    /// Targets.
    pub targets: u64,
    /// Rows kept aside with their reason.
    pub set_aside: u64,
    /// Figures rounded on import.
    pub rounded: u64,
}

impl Document {
    /// All facts, each table in the byte order of its ids.
    ///
    /// # Errors
    /// [`StoreError::Cell`], [`StoreError::BrokenReference`], [`StoreError::Currency`] or
    /// [`StoreError::Duplicate`] where another program changed the rows so that they no longer
    /// fit together.
    pub fn facts(&self) -> Result<FactRows, StoreError> {
        self.facts_made(|facts| facts)
    }

    /// What is made of all facts, given only if the file they came from is sound: a large one is still
    /// looked at while it is made.
    ///
    /// # Errors
    /// As [`Document::facts`].
    pub fn facts_made<T>(&self, make: impl FnOnce(FactRows) -> T) -> Result<T, StoreError> {
        let made = self.read(|at| read::facts(at, || self.beside(at))).map(make);
        self.is_sound()?;
        made
    }

    /// The rows that became no fact, by file and row.
    ///
    /// # Errors
    /// As [`Document::facts`].
    pub fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        self.read(read::set_aside)
    }

    /// The figures that were rounded on import, by file and row.
    ///
    /// # Errors
    /// As [`Document::facts`].
    pub fn rounded_figures(&self) -> Result<Vec<RoundedFigure>, StoreError> {
        self.read(read::rounded_figures)
    }

    /// How many rows each table has.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        self.read(read::counts)
    }

    /// The SHA-256 of all facts and their files, each table in key order: rows in another order
    /// have the same digest, and any changed cell another one, whoever changed it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn facts_digest(&self) -> Result<Digest, StoreError> {
        let (digest, taken_at) = self.read(|at| {
            // SQLite counts the changes that others have committed to the file.
            let now = at.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0))?;
            match self.facts_digest.get() {
                Some((taken_at, digest)) if taken_at == now => Ok((digest, now)),
                _ => Ok((digest::of_facts(at)?, now)),
            }
        })?;
        self.facts_digest.set(Some((taken_at, digest)));
        Ok(digest)
    }

    /// Puts facts in place of all others, in one step, and enters that in the history under `label`;
    /// undo does not take it back, as [`Document::import_facts`] would. Gives the number of the entry.
    ///
    /// `progress` is told how many rows of how many are written, about every thousand rows, and
    /// stops the import by `Break`.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`], [`StoreError::BrokenReference`], [`StoreError::Currency`] name
    /// the row at fault with its file; [`StoreError::Cancelled`] after a `Break`; and those of
    /// [`Document::save_program`]. The document is as it was before then.
    pub fn replace_facts(
        &mut self,
        import: Import<'_>,
        label: &str,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<i64, StoreError> {
        // The references are checked row by row before anything is written; to have the tables
        // look each one up again would double the time of an import.
        self.enforce_references(false)?;
        let replaced = self.change(|change| {
            result::drop_result(change)?;
            write::replace(change, import, progress)?;
            let (head, _) = revision::head(change)?;
            Ok(revision::insert(change, Some(head), label, now, None)?)
        });
        self.enforce_references(true)?;
        self.facts_digest.set(None);
        replaced
    }

    pub(crate) fn enforce_references(&self, enforce: bool) -> Result<(), StoreError> {
        let set = self.connection.pragma_update(None, "foreign_keys", enforce);
        set.map_err(|error| StoreError::sqlite(&self.path, &error))
    }
}
