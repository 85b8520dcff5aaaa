//! Tables and views of an SQLite database that somebody else made.
//!
//! It is opened for reading only and treated as hostile: no triggers, no functions with effects, no
//! other database, texts of bounded length, and an end to every query that gives no rows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use csv::StringRecord;
use rusqlite::{
    Connection, OpenFlags,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
    limits::Limit,
    types::ValueRef,
};

use super::{
    streamed::{Sink, Streamed, add},
    text,
};
use crate::{failure::ImportFailure, failure::list, given::GivenFile};

/// Bytes that one value may have.
const LONGEST_VALUE: i32 = 4 * 1024 * 1024;
/// Columns of a table that are read.
const MOST_COLUMNS: i32 = 2_000;
/// Rows of a table or view that are read; a view may have them without end.
const MOST_ROWS: u32 = 20_000_000;
/// Steps of SQLite's machine without a row, after which a query is given up.
const MOST_STEPS: u64 = 400_000_000;
const STEPS_PER_CALL: i32 = 100_000;

/// The names of tables and views.
pub(crate) fn names(given: &GivenFile) -> Result<Vec<String>, ImportFailure> {
    let connection = connect(given).map_err(|error| failed(&given.name, &error))?;
    tables(&connection).map_err(|error| failed(&given.name, &error))
}

/// Opens a table or view by its name, or the first.
pub(crate) fn open(given: &GivenFile, table: Option<&str>) -> Result<Streamed, ImportFailure> {
    let (_, size) = text::open(&given.path, &given.name)?;
    let mut connection = connect(given).map_err(|error| failed(&given.name, &error))?;
    let names = tables(&connection).map_err(|error| failed(&given.name, &error))?;
    let wanted = match table {
        Some(wanted) => names.iter().find(|name| *name == wanted),
        None => names.first(),
    };
    let Some(wanted) = wanted.cloned() else {
        let what = table.map_or_else(|| "no table".to_owned(), |name| format!("no table {name}"));
        let has = if names.is_empty() { "nothing".to_owned() } else { list(&names) };
        return Err(ImportFailure::new(
            "sheet_missing",
            format!("{} has {what}.", given.name),
            format!("It has {has}."),
        )
        .in_file(&given.name));
    };
    let whose = given.clone();
    Ok(Streamed::start(given, size, move |sink| read(&mut connection, &whose, &wanted, sink)))
}

fn connect(given: &GivenFile) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&given.path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_COLUMN, MOST_COLUMNS)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 1_000_000)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Function { .. }
        | AuthAction::Recursive => Authorization::Allow,
        _ => Authorization::Deny,
    }))?;
    Ok(connection)
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')
        AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY type, name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    names.collect()
}

/// Puts the names of the columns and then the rows of a table into a sink.
fn read(
    connection: &mut Connection,
    given: &GivenFile,
    table: &str,
    sink: &mut Sink,
) -> Result<(), ImportFailure> {
    let failed = |error: rusqlite::Error| failed(&given.name, &error);
    let steps = Arc::new(AtomicU64::new(0));
    watch(connection, Arc::clone(&steps)).map_err(failed)?;
    let quoted = table.replace('"', "\"\"");
    let counted =
        connection.query_row(&format!("SELECT max(rowid) FROM \"{quoted}\""), [], |row| {
            row.get::<_, Option<i64>>(0)
        });
    // A view has no row ids; then how far the reading is stays unknown.
    if let Ok(Some(rows)) = counted {
        sink.expect(u64::try_from(rows).unwrap_or_default());
    }
    let select = format!("SELECT * FROM \"{quoted}\"");
    let mut statement = connection.prepare(&select).map_err(failed)?;
    let names: StringRecord = statement.column_names().collect();
    let width = names.len();
    if sink.put(1, names).is_err() {
        return Ok(());
    }
    let mut number = 1_u32;
    let mut rows = statement.query([]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        steps.store(0, Ordering::Relaxed);
        if number > MOST_ROWS {
            return Err(too_many(given, table));
        }
        number += 1;
        let mut record = StringRecord::new();
        for column in 0..width {
            let value = row.get_ref(column).map_err(failed)?;
            add(&mut record, &text_of(value), (given, number))?;
        }
        if sink.put(number, record).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn too_many(given: &GivenFile, table: &str) -> ImportFailure {
    let most = tierwright_program::words::grouped(&MOST_ROWS.to_string());
    ImportFailure::new(
        "file_too_long",
        format!("{} has more than {most} rows in {table}.", given.name),
        "Pick another table, or save the rows that count as CSV and give that file.",
    )
    .in_file(&given.name)
}

/// Ends a query that takes very many steps without giving a row.
fn watch(connection: &mut Connection, steps: Arc<AtomicU64>) -> rusqlite::Result<()> {
    let call = u64::from(STEPS_PER_CALL.unsigned_abs());
    let too_many = move || steps.fetch_add(call, Ordering::Relaxed) > MOST_STEPS;
    connection.progress_handler(STEPS_PER_CALL, Some(too_many))
}

/// A value as text; what is no text and no number is said to be that.
fn text_of(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ValueRef::Blob(bytes) => format!("({} bytes)", bytes.len()),
    }
}

fn failed(name: &str, error: &rusqlite::Error) -> ImportFailure {
    let (code, reason) = match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::OperationInterrupted) => {
            ("query_too_long", "a view in it gives no rows within reasonable time".to_owned())
        }
        Some(rusqlite::ErrorCode::TooBig) => {
            ("value_too_long", "a value in it is longer than 4 MB".to_owned())
        }
        _ => ("file_damaged", error.to_string()),
    };
    ImportFailure::new(
        code,
        format!("{name} cannot be read as a database: {reason}."),
        "Pick another table, or save the data as CSV and give that file.",
    )
    .in_file(name)
}
