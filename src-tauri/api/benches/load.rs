//! How fast a file of deals comes into a document, beside a bare prepared insert of the same rows in
//! the same run: `cargo bench -p tierwright-api --bench load -- [DEALS]`, or with `cargo xtask bench`.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    ops::ControlFlow,
    path::Path,
    process::ExitCode,
    time::Instant,
};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params_from_iter, types::Value};
use tierwright_import::{Mapping, NamedFile, import};
use tierwright_program::Program;
use tierwright_store::{Document, Import};

/// The rows per second that an import must reach, in hundredths of those of the bare insert.
const LEAST: u128 = 60;

const MAPPING: &str = r#"{
  "format": 1,
  "name": "Deals",
  "files": { "deals": { "name": "deals.csv" } },
  "tables": { "deal": [{ "file": "deals", "columns": {
    "id": "Deal", "customer": "Customer", "stage": "Stage", "opened": "Opened", "closed": "Closed",
    "amount": "Amount", "currency": "Currency", "region": "Region" } }] }
}"#;

/// Deals where none are named.
const DEALS: u32 = 1_000_000;

fn main() -> ExitCode {
    // Cargo itself adds a flag.
    let named = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let Some(deals) = named.map_or(Some(DEALS), |word| word.parse().ok()) else {
        eprintln!("How many deals? A whole number, such as 100000.");
        return ExitCode::from(2);
    };
    match bench(deals) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}

/// Times an import of so many deals and the bare insert, and says how they compare.
fn bench(deals: u32) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let folder = tempfile::tempdir().map_err(|error| told(&error))?;
    let path = folder.path().join("deals.csv");
    write(deals, &path).map_err(|error| told(&error))?;
    let document = folder.path().join("load.tierwright");
    let bare = folder.path().join("bare.sqlite");
    let program = include_str!("../../../fixtures/programs/simple-rebate.json");
    let program = &Program::from_json(program).map_err(|error| told(&error))?;
    let ours = imported(&path, &document, program)?;
    let theirs = inserted(&document, &bare).map_err(|error| told(&error))?;
    let per_second = |(rows, nanos): (u64, u128)| u128::from(rows) * 1_000_000_000 / nanos.max(1);
    if ours.0 != u64::from(deals) || theirs.0 != ours.0 {
        return Err(format!(
            "Of {deals} deals {} were imported and {} inserted.",
            ours.0, theirs.0
        ));
    }
    let (ours, theirs) = (per_second(ours), per_second(theirs));
    let hundredths = ours * 100 / theirs.max(1);
    println!(
        "{deals} deals from CSV: {ours} rows a second, {hundredths}% of the {theirs} of a bare"
    );
    println!("prepared insert of the same rows; {LEAST}% are wanted.");
    Ok(())
}

/// A file of deals.
fn write(deals: u32, path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "Deal,Customer,Stage,Opened,Closed,Amount,Currency,Region")?;
    for deal in 0..deals {
        // Multiplying by a large odd number scatters what follows one another.
        let mixed = u64::from(deal).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
        let (customer, region) = (mixed % 20_000, mixed % 6);
        let (month, day) = (mixed % 12 + 1, mixed % 28 + 1);
        let (whole, cents) = (mixed % 90_000, mixed % 100);
        writeln!(
            file,
            "D-{deal:07},Customer {customer},won,2025-{month:02}-01,2025-{month:02}-{day:02},{whole}.{cents:02},USD,Region {region}"
        )?;
    }
    file.flush()
}

/// Rows, and nanoseconds from the closed file to all of them on disk.
fn imported(path: &Path, document: &Path, program: &Program) -> Result<(u64, u128), String> {
    let mapping = Mapping::from_json(MAPPING).map_err(|error| error.to_string())?;
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let mut document =
        Document::create(document, program, now, false).map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let files = [NamedFile { role: None, path: path.to_path_buf() }];
    let found = import(&mapping, &files, &mut |_| ControlFlow::Continue(()))
        .map_err(|failure| failure.sentence)?;
    let loaded = Import { facts: &found.rows, set_aside: &[], rounded: &found.rounded };
    document
        .replace_facts(loaded, "Deals", now, &mut |_, _| ControlFlow::Continue(()))
        .map_err(|error| error.to_string())?;
    let rows = found.rows.deals.len();
    Ok((u64::try_from(rows).unwrap_or(u64::MAX), begun.elapsed().as_nanos()))
}

/// The same rows into a table of the same form, as durable, by one prepared insert in one
/// transaction; the rows are in memory before it begins.
fn inserted(document: &Path, bare: &Path) -> rusqlite::Result<(u64, u128)> {
    let from = Connection::open(document)?;
    let table: String =
        from.query_row("SELECT sql FROM sqlite_master WHERE name = 'deal'", [], |row| row.get(0))?;
    let mut select = from.prepare("SELECT * FROM deal ORDER BY id")?;
    let width = select.column_count();
    let whole = |row: &rusqlite::Row<'_>| (0..width).map(|at| row.get(at)).collect();
    let rows: Vec<Vec<Value>> = select.query_map([], whole)?.collect::<Result<_, _>>()?;
    let to = Connection::open(bare)?;
    to.pragma_update(None, "journal_mode", "DELETE")?;
    to.pragma_update(None, "synchronous", "EXTRA")?;
    // What the table refers to is not in this file.
    to.pragma_update(None, "foreign_keys", false)?;
    to.execute_batch(&table)?;
    let places = vec!["?"; width].join(", ");
    let begun = Instant::now();
    let change = to.unchecked_transaction()?;
    let mut insert = change.prepare(&format!("INSERT INTO deal VALUES ({places})"))?;
    for row in &rows {
        insert.execute(params_from_iter(row))?;
    }
    drop(insert);
    change.commit()?;
    Ok((rows.len() as u64, begun.elapsed().as_nanos()))
}
