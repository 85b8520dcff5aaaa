//! The SQLite script run on the fact files, in a database of its own in memory.

use rusqlite::{Connection, types::Value, types::ValueRef};

use super::{Dialect, FactFile, Kind, tables_sql};

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

/// Runs the SQLite script of a program on facts.
///
/// # Errors
/// What the database says; an amount that is not a whole number, or a deal whose exchange rate the
/// script does not find.
pub fn recompute(script: &str, facts: &[FactFile]) -> Result<Vec<Recomputed>, String> {
    let connection = Connection::open_in_memory().map_err(|error| error.to_string())?;
    connection.execute_batch(&tables_sql(Dialect::Sqlite)).map_err(|error| error.to_string())?;
    for file in facts {
        load(&connection, file).map_err(|error| format!("{}: {error}", file.table.name))?;
    }
    connection.execute_batch(script).map_err(|error| error.to_string())?;
    check_rates(&connection)?;
    payouts(&connection)
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
fn check_rates(connection: &Connection) -> Result<(), String> {
    let missing: i64 = connection
        .query_row("SELECT count(*) FROM tw_sale WHERE amount IS NULL", [], |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if missing == 0 {
        return Ok(());
    }
    Err(format!("{missing} lines of deals have no exchange rate to the program's currency"))
}

fn payouts(connection: &Connection) -> Result<Vec<Recomputed>, String> {
    let query =
        "SELECT partner, period_from, period_until, incentive, account, state, amount FROM payout";
    let mut statement = connection.prepare(query).map_err(|error| error.to_string())?;
    let mut rows = statement.query([]).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(|error| error.to_string())? {
        let text = |at: usize| row.get::<_, String>(at).map_err(|error| error.to_string());
        let ValueRef::Integer(amount) = row.get_ref(6).map_err(|error| error.to_string())? else {
            return Err(format!("an amount of {} is not a whole number", text(0)?));
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
