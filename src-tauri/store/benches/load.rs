//! How fast files of deals come into a document and out of it again, each beside what it is held
//! against: `cargo bench -p tierwright-store --bench load -- [DEALS]`, or with `cargo xtask bench`.
//!
//! A row of the file is a deal of one partner. An import reads, checks and writes it as a deal and a
//! credit; the bare insert puts the same rows, in memory already, into tables of the same form by one
//! prepared statement each, in the order of their keys. Neither has an index beside the key. Both are as
//! durable, and they take turns in one run.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
    time::Instant,
};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, params_from_iter, types::Value};
use tierwright_engine::{Facts, Plan, Replay, Selection, Turn};
use tierwright_import::{Known, Mapping, NamedFile, check, guess, import, inspect, same_partners};
use tierwright_program::Program;
use tierwright_store::{Document, Import};

/// Deals where none are named.
const DEALS: u32 = 1_000_000;
/// Deals of the file that is only parsed and checked.
const CHECKED: u32 = 50_000;
/// Times that each thing is done; the middle one counts.
const TURNS: usize = 3;
/// The tables that an import fills, in the order in which they refer to each other.
const TABLES: [&str; 3] = ["partner", "deal", "credit"];

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

/// Times everything and prints a row for each, with what is wanted of it.
fn bench(deals: u32) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(told)?;
    let path = folder.path().join("deals.csv");
    write(deals, &path).map_err(told)?;
    let document = folder.path().join("load.tierwright");
    let program = include_str!("../../../fixtures/programs/simple-rebate.json");
    let program = Program::from_json(program).map_err(told)?;
    let (mut ours, mut read, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TURNS {
        // Another document each time, so that none is in place of another.
        let own = if turn == 0 { document.clone() } else { other(&folder, turn, "tierwright") };
        let (rows, parsed, all) = imported(&path, &own, &program)?;
        let (inserted, nanos) =
            inserted(&document, &other(&folder, turn, "sqlite")).map_err(told)?;
        if rows != inserted {
            return Err(format!("{rows} rows were imported and {inserted} inserted."));
        }
        read.push(parsed);
        ours.push(rows * 1_000_000_000 / all.max(1));
        bare.push(inserted * 1_000_000_000 / nanos.max(1));
    }
    let (ours, bare) = (middle(ours), middle(bare));
    let small = folder.path().join("small.csv");
    write(CHECKED, &small).map_err(told)?;
    let looked: Vec<u128> = (0..TURNS).map(|_| looked_at(&small)).collect::<Result<_, _>>()?;
    let opened: Vec<[u128; 4]> = (0..TURNS).map(|_| opened(&document)).collect::<Result<_, _>>()?;
    let part = |at: usize| middle(opened.iter().map(|one| one[at]).collect()) / 1_000_000;
    println!("| what | figure | wanted |");
    println!("|---|---:|---:|");
    println!("| {deals} deals from CSV, rows a second | {ours} | |");
    println!("| the same rows by a bare prepared insert | {bare} | |");
    println!("| an import in parts of it | {}% | 60% |", ours * 100 / bare.max(1));
    println!("| of it reading and checking, ms | {} | |", middle(read) / 1_000_000);
    println!(
        "| {CHECKED} rows looked at, guessed, read and checked, ms | {} | 2,000 |",
        middle(looked) / 1_000_000
    );
    println!("| a document of {deals} deals opened to its first total, ms | {} | 1,500 |", part(3));
    println!("| of it checking that the file is sound, ms | {} | |", part(0));
    println!("| of it rows from the document, ms | {} | |", part(1));
    println!("| of it facts in columns, ms | {} | |", part(2));
    Ok(())
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn other(folder: &tempfile::TempDir, turn: usize, ending: &str) -> PathBuf {
    folder.path().join(format!("{turn}.{ending}"))
}

fn middle(mut times: Vec<u128>) -> u128 {
    times.sort_unstable();
    times[times.len() / 2]
}

const MAPPING: &str = r#"{
  "format": 1,
  "name": "Deals",
  "files": { "deals": { "name": "deals.csv" } },
  "tables": {
    "partner": [{ "file": "deals", "one_per": ["Partner"], "known_stays": true,
      "columns": { "id": "Partner", "name": "Partner" } }],
    "deal": [{ "file": "deals", "columns": {
      "id": "Deal ID", "customer": "Customer", "stage": "Stage", "opened": "Created Date",
      "closed": "Close Date", "amount": "Amount", "currency": "Currency", "region": "Region" } }],
    "credit": [{ "file": "deals", "columns": {
      "id": "Deal ID", "deal": "Deal ID", "partner": "Partner", "role": { "text": "resold" } } }]
  }
}"#;

/// A file of deals, each of one of a partner for every 200 deals.
fn write(deals: u32, path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(
        file,
        "Deal ID,Customer,Stage,Created Date,Close Date,Amount,Currency,Region,Partner"
    )?;
    let partners = u64::from(deals / 200).max(1);
    for deal in 0..deals {
        // Multiplying by a large odd number scatters what follows one another.
        let mixed = u64::from(deal).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
        let (customer, region, partner) = (mixed % 20_000, mixed % 6, mixed % partners);
        let (month, day) = (mixed % 12 + 1, mixed % 15 + 13);
        let (whole, cents) = (mixed % 90_000, mixed % 100);
        writeln!(
            file,
            "D-{deal:07},Customer {customer},won,2024-{month:02}-01,2025-{month:02}-{day:02},{whole}.{cents:02},USD,Region {region},Partner {partner:05}"
        )?;
    }
    file.flush()
}

/// Rows, nanoseconds until they were read and checked, and until all of them were on disk.
fn imported(path: &Path, document: &Path, program: &Program) -> Result<(u128, u128, u128), String> {
    let mapping = Mapping::from_json(MAPPING).map_err(told)?;
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let mut document = Document::create(document, program, now, false).map_err(told)?;
    let begun = Instant::now();
    let files = [NamedFile { role: None, path: path.to_path_buf() }];
    let found = import(&mapping, &files, &mut |_| ControlFlow::Continue(()))
        .map_err(|failure| failure.sentence)?;
    let read = begun.elapsed().as_nanos();
    let loaded = Import { facts: &found.rows, set_aside: &[], rounded: &found.rounded };
    document
        .import_facts(loaded, "Deals", now, &mut |_, _| ControlFlow::Continue(()))
        .map_err(told)?;
    let all = begun.elapsed().as_nanos();
    let rows = found.rows.partners.len() + found.rows.deals.len() + found.rows.credits.len();
    Ok((rows as u128, read, all))
}

/// The rows of an imported document into tables of the same form, in one transaction.
fn inserted(document: &Path, bare: &Path) -> rusqlite::Result<(u128, u128)> {
    let from = Connection::open(document)?;
    let to = Connection::open(bare)?;
    to.pragma_update(None, "journal_mode", "DELETE")?;
    to.pragma_update(None, "synchronous", "EXTRA")?;
    to.pragma_update(None, "foreign_keys", false)?;
    let mut tables: Vec<(String, Vec<Vec<Value>>)> = Vec::new();
    for table in TABLES {
        let form: String = from.query_row(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?1",
            [table],
            |row| row.get(0),
        )?;
        to.execute_batch(&form)?;
        let mut select = from.prepare(&format!("SELECT * FROM {table} ORDER BY id"))?;
        let width = select.column_count();
        let whole = |row: &rusqlite::Row<'_>| (0..width).map(|at| row.get(at)).collect();
        let rows = select.query_map([], whole)?.collect::<Result<_, _>>()?;
        let places = vec!["?"; width].join(", ");
        tables.push((format!("INSERT INTO {table} VALUES ({places})"), rows));
    }
    let begun = Instant::now();
    let change = to.unchecked_transaction()?;
    let mut rows_in_all = 0;
    for (insert, rows) in &tables {
        let mut insert = change.prepare(insert)?;
        for row in rows {
            insert.execute(params_from_iter(row))?;
        }
        rows_in_all += rows.len() as u128;
    }
    change.commit()?;
    Ok((rows_in_all, begun.elapsed().as_nanos()))
}

/// Nanoseconds to look at a file that nobody described, guess what is what, read it all and group what
/// is wrong with it.
fn looked_at(path: &Path) -> Result<u128, String> {
    let go_on = &mut |_| ControlFlow::Continue(());
    let said = |failure: tierwright_import::ImportFailure| failure.sentence;
    let begun = Instant::now();
    let paths = vec![path.to_path_buf()];
    let inspected = inspect(&paths, &BTreeMap::new(), go_on).map_err(said)?;
    let mapping = guess(&inspected, &Known::default()).map_err(said)?.mapping;
    let files = [NamedFile { role: None, path: path.to_path_buf() }];
    let found = import(&mapping, &files, go_on).map_err(said)?;
    let groups = check(&found, &mapping, NaiveDate::MAX).map_err(said)?;
    let same = same_partners(&found.rows);
    let nanos = begun.elapsed().as_nanos();
    if found.rows.deals.len() != CHECKED as usize {
        return Err(format!("Of {CHECKED} rows {} are deals.", found.rows.deals.len()));
    }
    drop((groups, same));
    Ok(nanos)
}

/// Nanoseconds from a closed document to an open one, from that to its rows, from them to facts in
/// columns of a file that is known to be sound, and to the first total in all.
fn opened(path: &Path) -> Result<[u128; 4], String> {
    let begun = Instant::now();
    let document = Document::open(path).map_err(told)?;
    let sound = begun.elapsed().as_nanos();
    let program = document.program().map_err(told)?;
    let mut read = 0;
    let built = document.facts_made(|rows| {
        read = begun.elapsed().as_nanos();
        Facts::build(rows)
    });
    let facts = built.map_err(told)?.map_err(|problems| format!("{problems:?}"))?;
    let built = begun.elapsed().as_nanos();
    let replay = Replay::last_four_quarters(&facts, &program.calendar);
    let checked = tierwright_program::check(&program).0.ok_or("The program has errors.")?;
    let said = |failure: tierwright_engine::Failure| failure.sentence;
    let plan = Plan::compile(&checked, Arc::new(facts), &replay, None).map_err(said)?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let outcome = plan.calculate(threads, &Turn::new()).map_err(said)?;
    let total = outcome.total(Selection::default());
    let nanos = begun.elapsed().as_nanos();
    if total.units() == 0 {
        return Err("The document pays nothing.".to_owned());
    }
    Ok([sound, read - sound, built - read, nanos])
}
