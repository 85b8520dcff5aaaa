//! What was handed over: every bundle that was written from the document. Undo leaves it.

use chrono::{DateTime, Utc};
use rusqlite::{params, types::Type};
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
    /// The version of the program in it, from 1.
    pub version: u32,
    /// How the sign-off stood.
    pub status: ExportStatus,
    /// Who exported it, by the name they gave; empty where nobody did.
    pub who: String,
    /// SHA-256 of the program as canonical JSON; empty of an export before document version 9.
    pub program: String,
    /// The last day that is replayed; empty of an export before document version 9.
    pub as_of: String,
    /// The digest that a signature of it covers; empty of an export before document version 9.
    pub digest: String,
}

/// How the sign-off stood when a bundle was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExportStatus {
    /// A draft.
    Draft,
    /// In review.
    InReview,
    /// Approved.
    Approved,
}

impl ExportStatus {
    /// In words, such as `in review`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in review",
            Self::Approved => "approved",
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
        }
    }
}

/// A bundle that was written, the last one or an earlier one.
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
            let number = change.last_insert_rowid();
            let ExportRow { version, who, program, as_of, digest, .. } = row;
            let status = row.status.as_str();
            change.execute(
                INSERT_VERSION,
                params![number, version, status, who, program, as_of, digest],
            )?;
            Ok(())
        })
    }

    /// The bundle that was written last; none where none was.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_export(&self) -> Result<Option<LastExport>, StoreError> {
        Ok(self.exports()?.pop())
    }

    /// Every bundle that was written, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn exports(&self) -> Result<Vec<LastExport>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare(EXPORTS)?;
            let found = statement.query_map([], last)?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }
}

const INSERT: &str =
    "INSERT INTO export (exported_at, folder, revision, facts_sha256, engine, seal,
    lines, currency, total_e4, proved_by, payouts_proved)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

const INSERT_VERSION: &str =
    "INSERT INTO export_version (number, version, status, who, program_sha256, as_of, sha256)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

const EXPORTS: &str = "SELECT exported_at, folder, revision, facts_sha256, engine, seal, lines,
    currency, total_e4, proved_by, payouts_proved, version, status, who, program_sha256, as_of, sha256
    FROM export JOIN export_version USING (number) ORDER BY number";

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
            version: row.get(11)?,
            status: match row.get::<_, String>(12)?.as_str() {
                "approved" => ExportStatus::Approved,
                "in_review" => ExportStatus::InReview,
                _ => ExportStatus::Draft,
            },
            who: row.get(13)?,
            program: row.get(14)?,
            as_of: row.get(15)?,
            digest: row.get(16)?,
        },
    })
}
