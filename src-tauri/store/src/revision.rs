//! The program and its history: each edit is a revision, undo and redo move between them.
//!
//! Undo goes to the parent of the revision that holds, redo to the newest child. As a new edit is
//! always the newest child, it takes the place of what could have been redone, while the rows of
//! the left branch stay as history. An import is a step of this chain too: undo and redo over it
//! change the facts (see `snapshot`).

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use tierwright_program::Program;

use crate::document::moment;
use crate::{Digest, Document, StoreError, result, snapshot};

/// An entry of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// Its number; 1 is the new document, higher is later.
    pub number: i64,
    /// The revision it was made from.
    pub parent: Option<i64>,
    /// What was done, as a sentence.
    pub label: String,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub saved_at: String,
    /// What it changed.
    pub changed: Changed,
    /// Whether undo and redo stop at it; imports of older files are no steps.
    pub step: bool,
    /// Whether it has a program, and another one than the one that holds.
    pub other_program: bool,
    /// Whether it is the one that holds.
    pub head: bool,
}

/// What an entry of the history changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Changed {
    /// The program, or what is kept beside it.
    Program,
    /// The facts, by an import.
    Facts,
}

impl Document {
    /// The program that holds.
    ///
    /// # Errors
    /// [`StoreError::Program`] where another program changed its text beyond reading.
    pub fn program(&self) -> Result<Program, StoreError> {
        let (revision, text) = self.head_text()?;
        Program::from_json(&text).map_err(|error| StoreError::Program {
            revision,
            place: error.place,
            reason: error.reason,
        })
    }

    /// The SHA-256 of the JSON text of the program that holds.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn program_digest(&self) -> Result<Digest, StoreError> {
        Ok(Digest::of_text(&self.head_text()?.1))
    }

    /// Keeps an edit of the program; it is on disk when this returns. `label` says in a sentence
    /// what was edited. Gives the number of the revision: the one that holds already where the
    /// program is the same. What could have been redone no longer can.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::NotWritten`], [`StoreError::NoRoom`],
    /// [`StoreError::Busy`]; the former program holds then.
    pub fn save_program(
        &mut self,
        program: &Program,
        label: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| {
            let (number, text) = head(change)?;
            if text == program.to_json() {
                return Ok(number);
            }
            Ok(step_from(change, number, &program.to_json(), label, now)?)
        })
    }

    /// What [`Document::undo`] would take back: the label of that edit, or nothing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn undo_label(&self) -> Result<Option<String>, StoreError> {
        self.read(|at| Ok(at.query_row(UNDO, [], |row| row.get(1)).optional()?))
    }

    /// What [`Document::redo`] would bring again: the label of that edit, or nothing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn redo_label(&self) -> Result<Option<String>, StoreError> {
        self.read(|at| Ok(at.query_row(REDO, [], |row| row.get(1)).optional()?))
    }

    /// Takes the last edit of the program or the last import back. Gives its label, or nothing where
    /// there is nothing to take back.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn undo(&mut self) -> Result<Option<String>, StoreError> {
        self.step(UNDO, Way::Back)
    }

    /// Whether [`Document::undo`] would bring other facts, as over an import.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn undo_brings_facts(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM facts_step JOIN document ON revision = head)";
        self.read(|at| Ok(at.query_row(sql, [], |row| row.get(0))?))
    }

    /// Whether [`Document::redo`] would bring other facts.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn redo_brings_facts(&self) -> Result<bool, StoreError> {
        self.read(|at| {
            let next = at.query_row(REDO, [], |row| row.get::<_, i64>(0)).optional()?;
            let sql = "SELECT EXISTS (SELECT 1 FROM facts_step WHERE revision = ?1)";
            Ok(at.query_row(sql, [next], |row| row.get(0))?)
        })
    }

    /// Brings the edit again that was taken back last. Gives its label, or nothing where there is
    /// no such edit.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn redo(&mut self) -> Result<Option<String>, StoreError> {
        self.step(REDO, Way::Forth)
    }

    /// The whole history, latest first: edits of the program, those that were undone included,
    /// and imports.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn revisions(&self) -> Result<Vec<Revision>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare(HISTORY)?;
            let found = statement.query_map([], |row| {
                let program: bool = row.get(4)?;
                Ok(Revision {
                    number: row.get(0)?,
                    parent: row.get(1)?,
                    label: row.get(2)?,
                    saved_at: row.get(3)?,
                    changed: if program { Changed::Program } else { Changed::Facts },
                    step: row.get(5)?,
                    other_program: row.get(6)?,
                    head: row.get(7)?,
                })
            })?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The program as it was after a revision; nothing where there is no such revision, or where it
    /// stands for an import.
    ///
    /// # Errors
    /// [`StoreError::Program`] where another program changed its text beyond reading.
    pub fn program_at(&self, revision: i64) -> Result<Option<Program>, StoreError> {
        let text: Option<String> = self.read(|at| {
            let found = at.query_row(AT, [revision], |row| row.get(0)).optional()?;
            Ok(found.flatten())
        })?;
        let Some(text) = text else { return Ok(None) };
        Program::from_json(&text).map(Some).map_err(|error| StoreError::Program {
            revision,
            place: error.place,
            reason: error.reason,
        })
    }

    /// The revisions that left the program as it was before them: they changed something else.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn revisions_of_the_same_program(&self) -> Result<Vec<i64>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare(SAME_PROGRAM)?;
            let found = statement.query_map([], |row| row.get(0))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    fn head_text(&self) -> Result<(i64, String), StoreError> {
        self.read(|at| Ok(head(at)?))
    }

    fn step(&mut self, to: &str, way: Way) -> Result<Option<String>, StoreError> {
        // The facts of a snapshot fit together as they did; the tables need not look again.
        self.enforce_references(false)?;
        let mut crossed_facts = false;
        let stepped = self.change(|change| {
            let target =
                change.query_row(to, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((number, label)) = target else { return Ok(None) };
            let crossed = match way {
                Way::Back => head(change)?.0,
                Way::Forth => number,
            };
            move_head(change, number)?;
            crossed_facts = snapshot::cross(change, crossed)?;
            Ok(Some(label))
        });
        self.enforce_references(true)?;
        if crossed_facts {
            self.facts_digest.set(None);
        }
        stepped
    }
}

#[derive(Clone, Copy)]
enum Way {
    Back,
    Forth,
}

/// The revision before the one that holds, with the label of the one that holds.
const UNDO: &str = "SELECT head.parent, head.label FROM document
    JOIN revision head ON head.number = document.head WHERE head.parent IS NOT NULL";

/// The newest revision made from the one that holds, and its label.
const REDO: &str = "SELECT next.number, next.label FROM document
    JOIN revision next ON next.parent = document.head AND next.program IS NOT NULL
    ORDER BY next.number DESC LIMIT 1";

const HISTORY: &str = "SELECT number, parent, label, saved_at,
    program IS NOT NULL AND number NOT IN (SELECT revision FROM facts_step), program IS NOT NULL,
    coalesce(program <> (SELECT program FROM revision JOIN document ON number = head), FALSE),
    number = (SELECT head FROM document) FROM revision ORDER BY number DESC";

const AT: &str = "SELECT program FROM revision WHERE number = ?1";

const SAME_PROGRAM: &str = "SELECT later.number FROM revision later
    JOIN revision earlier ON earlier.number = later.parent
    WHERE later.program = earlier.program ORDER BY later.number";

/// Adds an entry to the history; without a program, it stands for an import.
pub(crate) fn insert(
    change: &Connection,
    parent: Option<i64>,
    label: &str,
    now: DateTime<Utc>,
    program: Option<&Program>,
) -> rusqlite::Result<i64> {
    insert_text(change, parent, label, now, program.map(Program::to_json).as_deref())
}

fn insert_text(
    change: &Connection,
    parent: Option<i64>,
    label: &str,
    now: DateTime<Utc>,
    program: Option<&str>,
) -> rusqlite::Result<i64> {
    change.execute(
        "INSERT INTO revision (parent, label, saved_at, program) VALUES (?1, ?2, ?3, ?4)",
        params![parent, label, moment(now), program],
    )?;
    Ok(change.last_insert_rowid())
}

/// Makes a revision that holds from now on, with the program that held before.
pub(crate) fn step(change: &Connection, label: &str, now: DateTime<Utc>) -> rusqlite::Result<i64> {
    let (number, text) = head(change)?;
    step_from(change, number, &text, label, now)
}

/// Makes a revision that holds from now on, with another program.
pub(crate) fn step_to(
    change: &Connection,
    program: &Program,
    label: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<i64> {
    let (number, _) = head(change)?;
    step_from(change, number, &program.to_json(), label, now)
}

fn step_from(
    change: &Connection,
    parent: i64,
    program: &str,
    label: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<i64> {
    let number = insert_text(change, Some(parent), label, now, Some(program))?;
    move_head(change, number)?;
    Ok(number)
}

/// The number and the program's text of the revision that holds.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<(i64, String)> {
    connection.query_row(
        "SELECT number, program FROM revision WHERE number = (SELECT head FROM document)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Another program than before holds, so the last results are not its results.
fn move_head(change: &Connection, number: i64) -> rusqlite::Result<()> {
    change.execute("UPDATE document SET head = ?1", [number])?;
    result::drop_result(change)
}
