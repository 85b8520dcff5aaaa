//! What programs are paid on, and the plan: kept along with the history of the program, so that undo
//! and redo move them too.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{Document, StoreError, revision};

/// What programs are paid on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroundRow {
    /// `history`, `plan` or `year`.
    pub basis: String,
    /// The seed of the drawn year.
    pub seed: i64,
    /// The plan, as JSON text.
    pub plan: String,
}

/// The revision that holds and those it was made from, as far back as one that says.
const SAID: &str = "WITH RECURSIVE line (number) AS (
        SELECT head FROM document
        UNION ALL
        SELECT parent FROM revision JOIN line USING (number) WHERE parent IS NOT NULL
    )
    SELECT basis, seed, plan FROM ground JOIN line ON revision = number
    ORDER BY revision DESC LIMIT 1";

impl Document {
    /// What programs are paid on; nothing where no revision says, which is the history.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn ground(&self) -> Result<Option<GroundRow>, StoreError> {
        self.read(|at| {
            let said = |row: &rusqlite::Row<'_>| {
                Ok(GroundRow { basis: row.get(0)?, seed: row.get(1)?, plan: row.get(2)? })
            };
            Ok(at.query_row(SAID, [], said).optional()?)
        })
    }

    /// Keeps what programs are paid on, as one step of undo. Gives the number of the revision.
    ///
    /// # Errors
    /// As [`Document::save_program`]; [`StoreError::Refused`] where the basis is none of the three.
    pub fn save_ground(
        &mut self,
        ground: &GroundRow,
        label: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| {
            let number = revision::step(change, label, now)?;
            write(change, number, ground)?;
            Ok(number)
        })
    }
}

fn write(change: &Connection, revision: i64, ground: &GroundRow) -> rusqlite::Result<()> {
    change.execute(
        "INSERT INTO ground (revision, basis, seed, plan) VALUES (?1, ?2, ?3, ?4)",
        params![revision, ground.basis, ground.seed, ground.plan],
    )?;
    Ok(())
}
