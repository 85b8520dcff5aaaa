//! What was handed over: every bundle that was written from the document. Undo leaves it.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params, types::Type};
use tierwright_program::{Currency, Money};

use crate::document::moment;
use crate::{Document, StoreError, revision};

/// A bundle that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExportRow {
    /// Where it was written.
    pub folder: String,
    /// [`Document::facts_digest`] of the facts that it was paid on, in hexadecimal.
    pub facts: String,
    /// The version of the engine that calculated it.
    pub engine: String,
    /// SHA-256 of its manifest, in hexadecimal.
    pub seal: String,
    /// Payout lines in it that are not zero.
    pub lines: u64,
    /// What the paid lines add up to.
    pub total: Money,
    /// What worked the payouts out again.
    pub proved_by: String,
    /// How many payouts that were, zeros included; each is equal.
    pub payouts_proved: u64,
}

/// The bundle that was written last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastExport {
    /// When it was written, in UTC, such as `2026-11-21T04:20:01Z`.
    pub exported_at: String,
    /// The revision whose program it holds.
    pub revision: i64,
    /// What it is.
    pub row: ExportRow,
}

impl Document {
    /// Notes a bundle of the program that holds.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn save_export(&mut self, row: &ExportRow, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change(|change| {
            let (revision, _) = revision::head(change)?;
            change.execute(
                INSERT,
                params![
                    moment(now),
                    row.folder,
                    revision,
                    row.facts,
                    row.engine,
                    row.seal,
                    row.lines.cast_signed(),
                    row.total.currency().code(),
                    row.total.units(),
                    row.proved_by,
                    row.payouts_proved.cast_signed(),
                ],
            )?;
            Ok(())
        })
    }

    /// The bundle that was written last; none where none was.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_export(&self) -> Result<Option<LastExport>, StoreError> {
        self.read(|at| Ok(at.query_row(LAST, [], last).optional()?))
    }
}

const INSERT: &str =
    "INSERT INTO export (exported_at, folder, revision, facts_sha256, engine, seal,
    lines, currency, total_e4, proved_by, payouts_proved)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

const LAST: &str = "SELECT exported_at, folder, revision, facts_sha256, engine, seal, lines,
    currency, total_e4, proved_by, payouts_proved FROM export ORDER BY number DESC LIMIT 1";

fn last(row: &rusqlite::Row<'_>) -> rusqlite::Result<LastExport> {
    let code: String = row.get(7)?;
    let odd = |_| rusqlite::Error::InvalidColumnType(7, code.clone(), Type::Text);
    let currency: Currency = code.parse().map_err(odd)?;
    Ok(LastExport {
        exported_at: row.get(0)?,
        revision: row.get(2)?,
        row: ExportRow {
            folder: row.get(1)?,
            facts: row.get(3)?,
            engine: row.get(4)?,
            seal: row.get(5)?,
            lines: row.get::<_, i64>(6)?.cast_unsigned(),
            total: Money::from_units(row.get(8)?, currency),
            proved_by: row.get(9)?,
            payouts_proved: row.get::<_, i64>(10)?.cast_unsigned(),
        },
    })
}
