//! Scenarios: named lists of differences from the program, kept along with its history.
//!
//! The whole list is written anew with each revision that changes it, so that undo and redo, which
//! move between revisions, move the scenarios too and nothing else has to be taken back.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use tierwright_program::Program;

use crate::{Document, StoreError, revision};

/// The scenarios of a document, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ScenarioList {
    /// Every scenario.
    pub scenarios: Vec<ScenarioRow>,
    /// The id of the one that edits go to; none where they go to the program.
    pub edited: Option<String>,
    /// What figures are compared with: `opened`, `program` or the id of a scenario; none for
    /// whichever suits what is edited.
    pub baseline: Option<String>,
}

/// A scenario as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScenarioRow {
    /// Its id, given once.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Its differences, as JSON text.
    pub differences: String,
}

impl Document {
    /// The scenarios that hold.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn scenarios(&self) -> Result<ScenarioList, StoreError> {
        self.read(|at| Ok(read(at)?))
    }

    /// Keeps the scenarios, and with them another program where one is given, as one step of undo.
    /// Gives the number of the revision.
    ///
    /// # Errors
    /// As [`Document::save_program`]; [`StoreError::Refused`] where two have the same id.
    pub fn save_scenarios(
        &mut self,
        list: &ScenarioList,
        program: Option<&Program>,
        label: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| {
            let number = match program {
                Some(program) => revision::step_to(change, program, label, now)?,
                None => revision::step(change, label, now)?,
            };
            write(change, number, list)?;
            Ok(number)
        })
    }

    /// Gives a document the scenarios that it begins with: they belong to the revision that holds and
    /// are no step of undo.
    ///
    /// # Errors
    /// As [`Document::save_scenarios`], and where that revision has scenarios of its own already.
    pub fn begin_scenarios(&mut self, list: &ScenarioList) -> Result<(), StoreError> {
        self.change(|change| {
            let (number, _) = revision::head(change)?;
            Ok(write(change, number, list)?)
        })
    }
}

/// The revision that holds and those it was made from, as far back as one with a list.
const LISTED: &str = "WITH RECURSIVE line (number) AS (
        SELECT head FROM document
        UNION ALL
        SELECT parent FROM revision JOIN line USING (number) WHERE parent IS NOT NULL
    )
    SELECT revision, edited, baseline FROM scenario_list JOIN line ON revision = number
    ORDER BY revision DESC LIMIT 1";

const SCENARIOS: &str =
    "SELECT id, name, differences FROM scenario WHERE revision = ?1 ORDER BY position";

fn read(at: &Connection) -> rusqlite::Result<ScenarioList> {
    let listed = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let found: Option<(i64, _, _)> = at.query_row(LISTED, [], listed).optional()?;
    let Some((revision, edited, baseline)) = found else { return Ok(ScenarioList::default()) };
    let mut statement = at.prepare(SCENARIOS)?;
    let rows = statement.query_map([revision], |row| {
        Ok(ScenarioRow { id: row.get(0)?, name: row.get(1)?, differences: row.get(2)? })
    })?;
    Ok(ScenarioList { scenarios: rows.collect::<rusqlite::Result<_>>()?, edited, baseline })
}

fn write(change: &Connection, revision: i64, list: &ScenarioList) -> rusqlite::Result<()> {
    change.execute(
        "INSERT INTO scenario_list (revision, edited, baseline) VALUES (?1, ?2, ?3)",
        params![revision, list.edited, list.baseline],
    )?;
    let mut insert = change.prepare(
        "INSERT INTO scenario (revision, position, id, name, differences)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (position, one) in list.scenarios.iter().enumerate() {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        insert.execute(params![revision, position, one.id, one.name, one.differences])?;
    }
    Ok(())
}
