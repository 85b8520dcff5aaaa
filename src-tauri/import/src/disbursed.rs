//! A marketplace's disbursement file, to be matched with deals before anything is loaded.
//!
//! It is read the way deals are, each row as a deal of its own, so that encodings, forms of numbers
//! and dates, footers and rows that cannot be used are dealt with once: the gross amount stands in
//! for the deal's, the fee for its list amount, the net amount for its cost.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use tierwright_engine::rows::DealRow;
use tierwright_program::Money;

use crate::{
    ImportFailure, Known, NamedFile, Progress, Question, SetAside, guess, import, inspect,
};

/// One row of a disbursement file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disbursement {
    /// What it calls the deal; empty where it does not.
    pub deal: String,
    /// Who bought; empty where it does not say.
    pub buyer: String,
    /// Its day.
    pub date: NaiveDate,
    /// All of it.
    pub gross: Money,
    /// The marketplace's fee in it.
    pub fee: Option<Money>,
    /// What was handed on, as the file says.
    pub net: Option<Money>,
    /// Its row, the header being row 1.
    pub row: u32,
}

/// What a disbursement file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Disbursements {
    /// The name of the file.
    pub file: String,
    /// Its rows, in their order.
    pub rows: Vec<Disbursement>,
    /// Rows that could not be used, each with its reason.
    pub set_aside: Vec<SetAside>,
    /// How the file was read, in a sentence.
    pub reading: String,
    /// What was asked about it.
    pub questions: Vec<Question>,
}

/// Reads a disbursement file.
///
/// # Errors
/// A file that is missing, damaged or no table, or that lacks a date or an amount; `cancelled`.
pub fn disbursements(
    path: &Path,
    known: &Known,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Disbursements, ImportFailure> {
    let paths: Vec<PathBuf> = vec![path.to_path_buf()];
    let inspected = inspect(&paths, &BTreeMap::new(), progress)?;
    let guess = guess::disbursement_file(&inspected, known)?;
    let named = [NamedFile { role: None, path: path.to_path_buf() }];
    let imported = import(&guess.mapping, &named, progress)?;
    let rows = imported.rows.deals.into_iter().filter_map(read).collect();
    Ok(Disbursements {
        file: inspected.first().map(|file| file.file.clone()).unwrap_or_default(),
        rows,
        set_aside: imported.set_aside,
        reading: imported.reading.first().map(|one| one.sentence.clone()).unwrap_or_default(),
        questions: guess.questions,
    })
}

/// A row as the mapping reads it; it has a day, as a won deal must.
fn read(row: DealRow) -> Option<Disbursement> {
    Some(Disbursement {
        date: row.closed?,
        deal: row.name,
        buyer: row.customer,
        gross: row.amount,
        fee: row.list_amount,
        net: row.cost,
        row: row.source.row,
    })
}
