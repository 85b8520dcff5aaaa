//! The payouts of a bundle worked out again from its own facts.

use std::path::Path;

use super::{Difference, Stop, read};
use crate::{
    BundleContent,
    manifest::{Manifest, Paths},
    sql::{FactFile, SqlFacts, TABLES, prove},
};

/// The row of the first payout line.
const FIRST_ROW: u64 = 2;

/// The facts in a bundle; nothing where it has none.
pub(super) fn facts(
    folder: &Path,
    manifest: &Manifest,
    paths: &Paths,
) -> Result<Option<SqlFacts>, Stop> {
    let Some(proof) = &manifest.proof else { return Ok(None) };
    let mut files = Vec::new();
    for table in TABLES {
        let path = paths.facts(table.name);
        let read = FactFile::read(table, &read(folder, &path)?);
        files.push(read.map_err(|(row, odd)| Difference::row("row_differs", &path, row, &odd))?);
    }
    Ok(Some(SqlFacts {
        files,
        first: proof.reviews_from,
        given: proof.given_levels.clone(),
        unsaid: proof.unsaid.clone(),
    }))
}

/// That SQLite works out the payouts that the bundle has. The script is written from the program in
/// the bundle; the one in the bundle is compared with it and never run.
pub(super) fn compare(content: &BundleContent, path: &str) -> Result<(), Stop> {
    let Some(problem) = prove(content).and_then(|proof| Some((proof.problem?, proof.line))) else {
        return Ok(());
    };
    let (sentence, line) = problem;
    let sentence = format!("does not agree with what its program gives: {sentence}");
    Err(match line {
        Some(at) => {
            Difference::row("payout_differs", path, FIRST_ROW + at as u64, &sentence).into()
        }
        None => Difference::file("payout_differs", path, &sentence).into(),
    })
}
