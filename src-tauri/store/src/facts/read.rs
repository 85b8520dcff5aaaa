//! Facts out of the document.

use std::thread::ScopedJoinHandle;

use rusqlite::{Connection, Row};
use tierwright_engine::facts::rows::{FactRows, RoundedFigure, SourceFile};

use super::cells::Cells;
use super::table::Fact;
use super::{Counts, SetAside, references};
use crate::error::Fault;

/// The files with their numbers, ascending.
pub(super) const FILES: &str =
    "SELECT id, name, sha256, rows, set_aside FROM source_file ORDER BY id";

/// All facts, checked to fit together. Deals are read through `beside`, where there is such a
/// connection, while the others are read.
pub(super) fn facts(
    at: &Connection,
    beside: impl FnOnce() -> Option<Connection>,
) -> Result<FactRows, Fault> {
    let (ids, files) = source_files(at)?;
    let beside = beside();
    let facts = std::thread::scope(|scope| {
        let ids = &ids;
        let deals = beside.map(|beside| scope.spawn(move || rows(&beside, ids)));
        let mut facts = others(at, ids)?;
        facts.deals = match deals.map(ScopedJoinHandle::join) {
            Some(Ok(Ok(deals))) => deals,
            // Whatever stood in the way beside is met here again, or is not there any more.
            Some(_) | None => rows(at, ids)?,
        };
        Ok::<_, Fault>(FactRows { files, ..facts })
    })?;
    references::check(&facts)?;
    Ok(facts)
}

/// All facts but the deals.
fn others(at: &Connection, ids: &[i64]) -> Result<FactRows, Fault> {
    Ok(FactRows {
        partners: rows(at, ids)?,
        lines: rows(at, ids)?,
        credits: rows(at, ids)?,
        adjustments: rows(at, ids)?,
        activities: rows(at, ids)?,
        fund_events: rows(at, ids)?,
        rates: rows(at, ids)?,
        paid: rows(at, ids)?,
        statuses: rows(at, ids)?,
        levels: rows(at, ids)?,
        touches: rows(at, ids)?,
        registrations: rows(at, ids)?,
        overlaps: rows(at, ids)?,
        settlements: rows(at, ids)?,
        scores: rows(at, ids)?,
        targets: rows(at, ids)?,
        ..FactRows::default()
    })
}

/// The rows that became no fact.
pub(super) fn set_aside(at: &Connection) -> Result<Vec<SetAside>, Fault> {
    let sql = "SELECT number, fact_table, reason, original, file_id, row FROM set_aside
        ORDER BY file_id, row, number";
    let (ids, _) = source_files(at)?;
    collect(at, sql, |row| {
        let cells = Cells::new(row, "set_aside", 1, &ids);
        Ok(SetAside {
            table: cells.text(1)?,
            reason: cells.text(2)?,
            original: cells.text(3)?,
            source: cells.source(4)?,
        })
    })
}

/// The figures that were rounded.
pub(super) fn rounded_figures(at: &Connection) -> Result<Vec<RoundedFigure>, Fault> {
    let sql = "SELECT number, fact_column, original, rounded, file_id, row FROM rounded_figure
        ORDER BY file_id, row, number";
    let (ids, _) = source_files(at)?;
    collect(at, sql, |row| {
        let cells = Cells::new(row, "rounded_figure", 1, &ids);
        Ok(RoundedFigure {
            column: cells.text(1)?,
            text: cells.text(2)?,
            rounded: cells.text(3)?,
            source: cells.source(4)?,
        })
    })
}

/// How many rows each table has.
pub(super) fn counts(at: &Connection) -> Result<Counts, Fault> {
    let (_, files) = source_files(at)?;
    let count = |sql| at.query_row(sql, [], |row| row.get::<_, i64>(0).map(i64::cast_unsigned));
    Ok(Counts {
        files,
        partners: count("SELECT count(*) FROM partner")?,
        deals: count("SELECT count(*) FROM deal")?,
        lines: count("SELECT count(*) FROM line")?,
        credits: count("SELECT count(*) FROM credit")?,
        adjustments: count("SELECT count(*) FROM adjustment")?,
        activities: count("SELECT count(*) FROM activity")?,
        fund_events: count("SELECT count(*) FROM fund_event")?,
        rates: count("SELECT count(*) FROM rate")?,
        paid: count("SELECT count(*) FROM paid")?,
        statuses: count("SELECT count(*) FROM partner_status")?,
        levels: count("SELECT count(*) FROM level")?,
        touches: count("SELECT count(*) FROM touch")?,
        registrations: count("SELECT count(*) FROM registration")?,
        overlaps: count("SELECT count(*) FROM overlap")?,
        settlements: count("SELECT count(*) FROM settlement")?,
        scores: count("SELECT count(*) FROM score")?,
        targets: count("SELECT count(*) FROM target")?,
        set_aside: count("SELECT count(*) FROM set_aside")?,
        rounded: count("SELECT count(*) FROM rounded_figure")?,
    })
}

fn source_files(at: &Connection) -> Result<(Vec<i64>, Vec<SourceFile>), Fault> {
    let found: Vec<(i64, SourceFile)> = collect(at, FILES, |row| {
        let cells = Cells::new(row, "source_file", 1, &[]);
        let file = SourceFile {
            name: cells.text(1)?,
            sha256: cells.text(2)?,
            rows: cells.count(3)?,
            set_aside: cells.count(4)?,
        };
        Ok((row.get(0)?, file))
    })?;
    Ok(found.into_iter().unzip())
}

fn rows<T: Fact>(at: &Connection, files: &[i64]) -> Result<Vec<T>, Fault> {
    collect(at, T::SELECT, |row| T::read(&Cells::new(row, T::TABLE, T::KEY, files)))
}

fn collect<T>(
    at: &Connection,
    sql: &str,
    read: impl Fn(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = at.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}
