//! The SQLite script run on the fact files, in a database of its own in memory.

use rusqlite::{
    Batch, Connection, fallible_iterator::FallibleIterator as _, types::Value, types::ValueRef,
};

use super::{Dialect, FactFile, Kind, Measured, PayoutSql, tables_sql};
use crate::Watch;

/// A payout that the SQL worked out, with texts as they stand in the fact files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Recomputed {
    /// The partner's id.
    pub partner: String,
    /// The first day of the period, as year-month-day.
    pub period_from: String,
    /// The last day of the period.
    pub period_until: String,
    /// The incentive's id.
    pub incentive: String,
    /// The account.
    pub account: String,
    /// `paid` or `shadow`.
    pub state: String,
    /// Whole minor units, not zero.
    pub amount: i64,
}

/// Why a script gave no payouts.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotWorkedOut {
    /// A number does not fit 64 bits.
    #[error("a number does not fit 64 bits")]
    TooLarge,
    /// Something else, as the database says it.
    #[error("{0}")]
    Otherwise(String),
}

impl From<rusqlite::Error> for NotWorkedOut {
    fn from(error: rusqlite::Error) -> Self {
        // The rest of what it says is the rest of the script.
        let said = error.to_string().lines().next().unwrap_or_default().to_owned();
        // What SQLite says of a sum that is too large, and of the abs() that makes a product one.
        if said.contains("integer overflow") { Self::TooLarge } else { Self::Otherwise(said) }
    }
}

/// Runs the SQLite script of a program on facts, telling how far it has come.
///
/// # Errors
/// What the database says; a number that does not fit, or a deal whose exchange rate the script does
/// not find.
pub fn recompute(
    script: &str,
    facts: &[FactFile],
    watch: &Watch<'_>,
) -> Result<Vec<Recomputed>, NotWorkedOut> {
    payouts(&filled(script, facts, watch)?)
}

/// The same, and the measures that the payouts were worked out from.
pub(crate) fn recompute_with(
    sql: &PayoutSql,
    facts: &[FactFile],
    watch: &Watch<'_>,
) -> Result<(Vec<Recomputed>, Vec<Measured>), NotWorkedOut> {
    let connection = filled(&sql.text, facts, watch)?;
    let measured = sql.measured.iter().map(|(at, table)| table.read(*at, &connection));
    Ok((payouts(&connection)?, measured.collect::<Result<_, _>>()?))
}

/// A database in which the script was run.
fn filled(script: &str, facts: &[FactFile], watch: &Watch<'_>) -> Result<Connection, NotWorkedOut> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(&tables_sql(Dialect::Sqlite))?;
    let files = facts.len() as u64;
    for (at, file) in (0..).zip(facts) {
        go_on(watch, "Loading the facts into SQLite", at, files)?;
        load(&connection, file)?;
    }
    run(&connection, script, watch)?;
    check_rates(&connection)?;
    Ok(connection)
}

fn go_on(watch: &Watch<'_>, doing: &str, done: u64, of: u64) -> Result<(), NotWorkedOut> {
    watch.go_on(doing, done, of).map_err(|stop| NotWorkedOut::Otherwise(stop.sentence))
}

/// Runs a script step by step.
fn run(connection: &Connection, script: &str, watch: &Watch<'_>) -> Result<(), NotWorkedOut> {
    // Each step ends its line; a few more in texts only make the part that is done look smaller.
    let steps = script.matches(";\n").count() as u64;
    let mut batch = Batch::new(connection, script);
    let mut done = 0;
    while let Some(mut step) = batch.next()? {
        go_on(watch, "SQLite works the payouts out again", done, steps)?;
        let mut rows = step.query([])?;
        while rows.next()?.is_some() {}
        done += 1;
    }
    Ok(())
}

fn load(connection: &Connection, file: &FactFile) -> Result<(), rusqlite::Error> {
    let places: Vec<String> = (1..=file.table.columns.len()).map(|at| format!("?{at}")).collect();
    let insert = format!("INSERT INTO {} VALUES ({})", file.table.name, places.join(", "));
    connection.execute_batch("BEGIN")?;
    let mut statement = connection.prepare(&insert)?;
    for row in &file.rows {
        let cells = file.table.columns.iter().zip(row).map(|((_, kind, _), cell)| {
            if cell.is_empty() {
                return Value::Null;
            }
            match kind {
                Kind::Text => Value::Text(cell.clone()),
                Kind::Whole => cell.parse().map_or(Value::Null, Value::Integer),
            }
        });
        statement.execute(rusqlite::params_from_iter(cells))?;
    }
    connection.execute_batch("COMMIT")
}

/// That every won deal has a rate: one that needs a third currency is not found by the script.
fn check_rates(connection: &Connection) -> Result<(), NotWorkedOut> {
    let query = "SELECT count(*) FROM tw_sale WHERE amount IS NULL";
    let missing: i64 = connection.query_row(query, [], |row| row.get(0))?;
    if missing == 0 {
        return Ok(());
    }
    Err(NotWorkedOut::Otherwise(format!(
        "{missing} lines of deals have no exchange rate to the program's currency"
    )))
}

fn payouts(connection: &Connection) -> Result<Vec<Recomputed>, NotWorkedOut> {
    let query =
        "SELECT partner, period_from, period_until, incentive, account, state, amount FROM payout";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |at: usize| row.get::<_, String>(at);
        // A sum of two that does not fit is a floating-point number in SQLite, and so is all that
        // follows from it.
        let ValueRef::Integer(amount) = row.get_ref(6)? else {
            return Err(NotWorkedOut::TooLarge);
        };
        found.push(Recomputed {
            partner: text(0)?,
            period_from: text(1)?,
            period_until: text(2)?,
            incentive: text(3)?,
            account: text(4)?,
            state: text(5)?,
            amount,
        });
    }
    found.sort_unstable();
    Ok(found)
}
