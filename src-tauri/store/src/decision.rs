//! Decisions about studies: kept along with the history of the program, so that undo and redo move
//! them too.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use crate::{Document, StoreError, revision};

/// What was decided on what a study showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionRow {
    /// Which study: `pilot`.
    pub study: String,
    /// What it was about: `Pilot with partners in EMEA`.
    pub subject: String,
    /// `roll_out`, `go_on` or `stop`.
    pub decided: String,
    /// The reason; empty where none was given.
    pub words: String,
    /// The study with its settings and the values it tried, as JSON text.
    pub settings: String,
    /// What it showed.
    pub finding: String,
    /// What that rested on: program, data and period.
    pub basis: String,
}

/// A decision that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// Its revision.
    pub revision: i64,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub at: String,
    /// What was decided.
    pub row: DecisionRow,
}

impl Document {
    /// The decisions that hold, the latest first: those on the way to the revision that holds.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>, StoreError> {
        self.read(|at| Ok(read(at)?))
    }

    /// The revisions that are decisions, those that were undone included.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn revisions_of_decisions(&self) -> Result<Vec<i64>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare("SELECT revision FROM decision ORDER BY revision")?;
            let found = statement.query_map([], |row| row.get(0))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps a decision, as one step of undo: a revision with the program that held before. Gives the
    /// number of the revision.
    ///
    /// # Errors
    /// As [`Document::save_program`]; [`StoreError::Refused`] for a decision that is none of the three.
    pub fn save_decision(
        &mut self,
        row: &DecisionRow,
        label: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| {
            let number = revision::step(change, label, now)?;
            let DecisionRow { study, subject, decided, words, settings, finding, basis } = row;
            change.execute(
                "INSERT INTO decision
                     (revision, study, subject, decided, words, settings, finding, basis)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![number, study, subject, decided, words, settings, finding, basis],
            )?;
            Ok(number)
        })
    }
}

const HELD: &str = "WITH RECURSIVE line (number) AS (
        SELECT head FROM document
        UNION ALL
        SELECT parent FROM revision JOIN line USING (number) WHERE parent IS NOT NULL
    )
    SELECT decision.revision, saved_at, study, subject, decided, words, settings, finding, basis
    FROM decision JOIN line ON decision.revision = line.number JOIN revision ON revision.number = line.number
    ORDER BY decision.revision DESC";

fn read(at: &Connection) -> rusqlite::Result<Vec<Decided>> {
    let mut statement = at.prepare(HELD)?;
    let found = statement.query_map([], |row| {
        Ok(Decided {
            revision: row.get(0)?,
            at: row.get(1)?,
            row: DecisionRow {
                study: row.get(2)?,
                subject: row.get(3)?,
                decided: row.get(4)?,
                words: row.get(5)?,
                settings: row.get(6)?,
                finding: row.get(7)?,
                basis: row.get(8)?,
            },
        })
    })?;
    found.collect()
}
