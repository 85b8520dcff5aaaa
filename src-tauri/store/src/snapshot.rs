//! Facts that do not hold now, kept so that an import is one step of undo like any edit.
//!
//! Facts stand in one place: in their tables while they hold, else as rows of a snapshot. A step of
//! undo or redo over an import changes the two places.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::document::moment;
use crate::error::Fault;
use crate::{Document, Import, StoreError, result, revision};

/// Every table of facts, those that others refer to first.
const TABLES: &[&str] = &[
    "source_file",
    "partner",
    "deal",
    "line",
    "credit",
    "adjustment",
    "activity",
    "fund_event",
    "rate",
    "paid",
    "partner_status",
    "level",
    "touch",
    "registration",
    "overlap",
    "settlement",
    "score",
    "target",
    "set_aside",
    "rounded_figure",
];

/// Facts that do not hold now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// Its number.
    pub number: i64,
    /// When an import replaced them or brought them, in UTC.
    pub kept_at: String,
    /// The names of their files.
    pub label: String,
    /// How many deals are among them.
    pub deals: u64,
}

impl Document {
    /// Puts an import in place of all facts as one step of undo. The former facts are kept.
    ///
    /// # Errors
    /// As [`Document::replace_facts`]. The document is as it was before then.
    pub fn import_facts(
        &mut self,
        import: Import<'_>,
        label: &str,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(u64, u64) -> std::ops::ControlFlow<()>,
    ) -> Result<i64, StoreError> {
        self.enforce_references(false)?;
        let replaced = self.change(|change| {
            let former = put_away(change, &moment(now))?;
            result::drop_result(change)?;
            crate::facts::replace(change, import, progress)?;
            let number = revision::step(change, label, now)?;
            let sql = "INSERT INTO facts_step (revision, snapshot) VALUES (?1, ?2)";
            change.execute(sql, [number, former])?;
            Ok(number)
        });
        self.enforce_references(true)?;
        self.facts_digest.set(None);
        replaced
    }

    /// Facts that do not hold now, latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn snapshots(&self) -> Result<Vec<Snapshot>, StoreError> {
        self.read(|at| {
            let sql = "SELECT number, kept_at, label, deals FROM facts_snapshot
                ORDER BY number DESC";
            let mut statement = at.prepare(sql)?;
            let found = statement.query_map([], |row| {
                Ok(Snapshot {
                    number: row.get(0)?,
                    kept_at: row.get(1)?,
                    label: row.get(2)?,
                    deals: row.get::<_, i64>(3)?.cast_unsigned(),
                })
            })?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// Brings the facts on the other side of a step, when it is one that replaced facts. Says whether it
/// was.
pub(crate) fn cross(change: &Connection, revision: i64) -> Result<bool, Fault> {
    let sql = "SELECT snapshot FROM facts_step WHERE revision = ?1";
    let other = change.query_row(sql, [revision], |row| row.get::<_, i64>(0)).optional()?;
    let Some(other) = other else { return Ok(false) };
    let sql = "SELECT saved_at FROM revision WHERE number = ?1";
    let saved_at: String = change.query_row(sql, [revision], |row| row.get(0))?;
    let own = put_away(change, &saved_at)?;
    bring_back(change, other)?;
    let sql = "UPDATE facts_step SET snapshot = ?2 WHERE revision = ?1";
    change.execute(sql, [revision, own])?;
    change.execute("DELETE FROM facts_snapshot_row WHERE snapshot = ?1", [other])?;
    change.execute("DELETE FROM facts_snapshot WHERE number = ?1", [other])?;
    Ok(true)
}

/// Keeps the facts that hold as a snapshot. Their tables stay as they are.
fn put_away(change: &Connection, kept_at: &str) -> Result<i64, Fault> {
    let label: Option<String> =
        change
            .query_row("SELECT group_concat(name, ', ') FROM source_file", [], |row| row.get(0))?;
    let deals: i64 = change.query_row("SELECT count(*) FROM deal", [], |row| row.get(0))?;
    change.execute(
        "INSERT INTO facts_snapshot (kept_at, label, deals) VALUES (?1, ?2, ?3)",
        params![kept_at, label.unwrap_or_default(), deals],
    )?;
    let snapshot = change.last_insert_rowid();
    let mut position = 0_i64;
    for table in TABLES {
        let columns = columns(change, table)?;
        let pairs = columns.iter().map(|column| &column.name);
        let pairs: Vec<String> = pairs.map(|name| format!("'{name}', \"{name}\"")).collect();
        let pairs = pairs.join(", ");
        let sql = format!(
            "INSERT INTO facts_snapshot_row (snapshot, position, fact_table, content)
            SELECT ?1, ?2 + row_number() OVER (), ?3, json_object({pairs}) FROM \"{table}\""
        );
        position += i64::try_from(change.execute(&sql, params![snapshot, position, table])?)
            .unwrap_or(i64::MAX);
    }
    Ok(snapshot)
}

/// Puts the facts of a snapshot into their tables, in place of what stands there.
fn bring_back(change: &Connection, snapshot: i64) -> Result<(), Fault> {
    for table in TABLES.iter().rev() {
        change.execute(&format!("DELETE FROM \"{table}\""), [])?;
    }
    for table in TABLES {
        let columns = columns(change, table)?;
        let names: Vec<String> =
            columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let values: Vec<String> = columns.iter().map(Column::value).collect();
        let (names, values) = (names.join(", "), values.join(", "));
        let sql = format!(
            "INSERT INTO \"{table}\" ({names}) SELECT {values} FROM facts_snapshot_row
            WHERE snapshot = ?1 AND fact_table = ?2 ORDER BY position"
        );
        change.execute(&sql, params![snapshot, table])?;
    }
    Ok(())
}

/// A column of a table.
struct Column {
    name: String,
    /// What it takes without a value, as SQL.
    default: Option<String>,
}

impl Column {
    /// Its value in a row of a snapshot. One that a later version added is not in older snapshots,
    /// and is what it is without a value.
    fn value(&self) -> String {
        let value = format!("content ->> '$.{}'", self.name);
        match &self.default {
            Some(default) => format!("coalesce({value}, {default})"),
            None => value,
        }
    }
}

fn columns(change: &Connection, table: &str) -> Result<Vec<Column>, Fault> {
    let mut statement = change.prepare("SELECT name, dflt_value FROM pragma_table_info(?1)")?;
    let columns = statement
        .query_map([table], |row| Ok(Column { name: row.get(0)?, default: row.get(1)? }))?;
    Ok(columns.collect::<rusqlite::Result<_>>()?)
}
