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
        let said = error.to_string();
        // What SQLite says of a sum that is too large, and of the abs() that makes a product one.
        if said.contains("integer overflow") { Self::TooLarge } else { Self::Otherwise(said) }
    }
}

/// Runs the SQLite script of a program on facts.
///
/// # Errors
/// What the database says; a number that does not fit, or a deal whose exchange rate the script does
/// not find.
pub fn recompute(script: &str, facts: &[FactFile]) -> Result<Vec<Recomputed>, NotWorkedOut> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(&tables_sql(Dialect::Sqlite))?;
    for file in facts {
        load(&connection, file)?;
    }
    connection.execute_batch(script)?;
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
