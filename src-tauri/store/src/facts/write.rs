//! Facts into the document.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, Statement, params};
use tierwright_engine::facts::rows::{FactRows, RoundedFigure, SourceFile};

use super::table::{Fact, Put, file_id};
use super::{Import, SetAside, references};
use crate::StoreError;
use crate::error::Fault;

/// Rows between two words about the progress.
const STEP: u64 = 1000;

/// Rows that refer to others go first.
const EMPTY: &str = "DELETE FROM set_aside; DELETE FROM rounded_figure; DELETE FROM paid;
    DELETE FROM partner_status; DELETE FROM level; DELETE FROM touch; DELETE FROM registration;
    DELETE FROM overlap; DELETE FROM settlement; DELETE FROM score; DELETE FROM target;
    DELETE FROM rate; DELETE FROM fund_event; DELETE FROM activity; DELETE FROM adjustment;
    DELETE FROM credit; DELETE FROM line; DELETE FROM deal; DELETE FROM partner;
    DELETE FROM source_file;";

/// Puts an import in place of all facts. Whether its rows fit together is looked at beside the writing,
/// and is known before this returns.
pub(crate) fn replace(
    change: &Connection,
    import: Import<'_>,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let is_refused = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let check = scope.spawn(|| {
            let checked = check(import);
            is_refused.store(checked.is_err(), Ordering::Relaxed);
            checked
        });
        let written = write(change, import, &is_refused, progress);
        // What does not fit together may not be written either; what is wrong with it says more.
        check.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        written
    })
}

fn check(import: Import<'_>) -> Result<(), StoreError> {
    references::check(import.facts)?;
    let files = &import.facts.files;
    references::check_sources(files, "set_aside", import.set_aside.iter().map(|row| row.source))?;
    references::check_sources(files, "rounded_figure", import.rounded.iter().map(|row| row.source))
}

fn write(
    change: &Connection,
    import: Import<'_>,
    is_refused: &AtomicBool,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<(), Fault> {
    let facts = import.facts;
    let mut tally = Tally { done: 0, all: total(import), is_refused, progress };
    tally.tell()?;
    change.execute_batch(EMPTY)?;
    insert_files(change, &facts.files)?;
    insert(change, &facts.partners, &mut tally)?;
    insert(change, &facts.deals, &mut tally)?;
    insert(change, &facts.lines, &mut tally)?;
    insert(change, &facts.credits, &mut tally)?;
    insert(change, &facts.adjustments, &mut tally)?;
    insert(change, &facts.activities, &mut tally)?;
    insert(change, &facts.fund_events, &mut tally)?;
    insert(change, &facts.rates, &mut tally)?;
    insert(change, &facts.paid, &mut tally)?;
    insert(change, &facts.statuses, &mut tally)?;
    insert(change, &facts.levels, &mut tally)?;
    insert(change, &facts.touches, &mut tally)?;
    insert(change, &facts.registrations, &mut tally)?;
    insert(change, &facts.overlaps, &mut tally)?;
    insert(change, &facts.settlements, &mut tally)?;
    insert(change, &facts.scores, &mut tally)?;
    insert(change, &facts.targets, &mut tally)?;
    insert_set_aside(change, import.set_aside, &mut tally)?;
    insert_rounded(change, import.rounded, &mut tally)?;
    tally.tell()
}

/// How far an import is.
struct Tally<'a> {
    done: u64,
    all: u64,
    /// Whether it is known that the rows do not fit together.
    is_refused: &'a AtomicBool,
    progress: &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>,
}

impl Tally<'_> {
    fn rows(&mut self, rows: usize) -> Result<(), Fault> {
        let before = self.done / STEP;
        self.done += rows as u64;
        if self.done / STEP > before { self.tell() } else { Ok(()) }
    }

    fn tell(&mut self) -> Result<(), Fault> {
        match (self.progress)(self.done, self.all) {
            ControlFlow::Continue(()) if !self.is_refused.load(Ordering::Relaxed) => Ok(()),
            _ => Err(StoreError::Cancelled.into()),
        }
    }
}

fn total(import: Import<'_>) -> u64 {
    let FactRows {
        files: _,
        partners,
        deals,
        lines,
        credits,
        adjustments,
        activities,
        fund_events,
        rates,
        paid,
        statuses,
        levels,
        touches,
        registrations,
        overlaps,
        settlements,
        scores,
        targets,
    } = import.facts;
    let lengths = [
        partners.len(),
        deals.len(),
        lines.len(),
        credits.len(),
        adjustments.len(),
        activities.len(),
        fund_events.len(),
        rates.len(),
        paid.len(),
        statuses.len(),
        levels.len(),
        touches.len(),
        registrations.len(),
        overlaps.len(),
        settlements.len(),
        scores.len(),
        targets.len(),
        import.set_aside.len(),
        import.rounded.len(),
    ];
    lengths.into_iter().sum::<usize>() as u64
}

/// Rows of one statement: each spares a beginning and an end, and the texts of more of them find no room
/// in what SQLite sets aside for small ones.
const ROWS: usize = 8;

/// Rows go in by ascending key: each is an append to the table, several times faster than any
/// other order; and several in one statement, which spares each of them its beginning and end.
fn insert<T: Fact>(change: &Connection, rows: &[T], tally: &mut Tally<'_>) -> Result<(), Fault> {
    let ordered = references::ordered(rows);
    let (full, rest) = ordered.as_chunks::<ROWS>();
    let mut insert = change.prepare(&several(T::INSERT, ROWS))?;
    for rows in full {
        put(&mut insert, rows)?;
        tally.rows(ROWS)?;
    }
    if !rest.is_empty() {
        put(&mut change.prepare(&several(T::INSERT, rest.len()))?, rest)?;
    }
    tally.rows(rest.len())
}

fn put<T: Fact>(insert: &mut Statement<'_>, rows: &[&T]) -> rusqlite::Result<()> {
    let mut put = Put::into(insert);
    rows.iter().try_for_each(|row| row.write(&mut put))?;
    put.write().map(drop)
}

/// A statement that puts several rows in, made of the one that puts one in.
fn several(insert: &str, rows: usize) -> String {
    let (head, row) = insert.split_once("VALUES").unwrap_or((insert, ""));
    let places = vec!["?"; row.matches('?').count()].join(", ");
    format!("{head}VALUES {}", vec![format!("({places})"); rows].join(", "))
}

fn insert_files(change: &Connection, files: &[SourceFile]) -> rusqlite::Result<()> {
    let mut insert = change.prepare(
        "INSERT INTO source_file (id, name, sha256, rows, set_aside) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (id, file) in (1_i64..).zip(files) {
        insert.execute(params![id, file.name, file.sha256, file.rows, file.set_aside])?;
    }
    Ok(())
}

fn insert_set_aside(
    change: &Connection,
    rows: &[SetAside],
    tally: &mut Tally<'_>,
) -> Result<(), Fault> {
    let mut insert = change.prepare(
        "INSERT INTO set_aside (file_id, row, fact_table, reason, original)
        VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for row in rows {
        let (file, number) = (file_id(row.source), row.source.row);
        insert.execute(params![file, number, row.table, row.reason, row.original])?;
        tally.rows(1)?;
    }
    Ok(())
}

fn insert_rounded(
    change: &Connection,
    rows: &[RoundedFigure],
    tally: &mut Tally<'_>,
) -> Result<(), Fault> {
    let mut insert = change.prepare(
        "INSERT INTO rounded_figure (file_id, row, fact_column, original, rounded)
        VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for row in rows {
        let (file, number) = (file_id(row.source), row.source.row);
        insert.execute(params![file, number, row.column, row.text, row.rounded])?;
        tally.rows(1)?;
    }
    Ok(())
}
