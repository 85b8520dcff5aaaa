//! The payouts of a bundle worked out again from its own facts.

use std::{collections::BTreeSet, path::Path};

use tierwright_program::Program;

use super::{Difference, Stop, read};
use crate::{
    BundleContent, MANIFEST, Watch,
    cell::guarded,
    manifest::{Manifest, Paths},
    sql::{FactFile, Measured, SqlFacts, TABLES, prove_watched},
};

/// The row of the first payout line.
const FIRST_ROW: u64 = 2;

/// The facts in a bundle; nothing where it has none.
pub(super) fn facts(
    folder: &Path,
    manifest: &Manifest,
    paths: &Paths,
    program: &Program,
) -> Result<Option<SqlFacts>, Stop> {
    let Some(proof) = &manifest.proof else { return Ok(None) };
    let mut files = Vec::new();
    for table in TABLES {
        let path = paths.facts(table.name);
        let read = FactFile::read(table, &read(folder, &path)?);
        files.push(read.map_err(|(row, odd)| Difference::row("row_differs", &path, row, &odd))?);
    }
    let facts = SqlFacts::from_files(files, proof.reviews_from, program);
    let from = proof.reviews_from.to_string();
    let (fits, late) = (from.len() == DAY, facts.earliest().is_some_and(|day| day < from.as_str()));
    if fits && !late {
        return Ok(Some(facts));
    }
    let what = "has reviews that begin after the first of the facts";
    Err(Difference::file("manifest_differs", MANIFEST, what).into())
}

/// The length of a day as year-month-day, of years with four digits.
const DAY: usize = 10;

/// That every payout is one of a partner in the facts.
pub(super) fn compare_partners(content: &BundleContent, path: &str) -> Result<(), Stop> {
    let Some(facts) = &content.sql else { return Ok(()) };
    let known: BTreeSet<&str> = facts.partners().collect();
    let stranger =
        content.lines.iter().position(|line| !known.contains(guarded(&line.partner_id).as_str()));
    let Some(at) = stranger else { return Ok(()) };
    let what = "pays a partner who is not in the facts";
    Err(Difference::row("row_differs", path, FIRST_ROW + at as u64, what).into())
}

/// That SQLite works out the payouts that the bundle has. The script is written from the program in
/// the bundle; the one in the bundle is compared with it and never run. Gives back what it measured.
pub(super) fn compare(
    content: &BundleContent,
    path: &str,
    watch: &Watch<'_>,
) -> Result<Vec<Measured>, Stop> {
    let Some(proof) = prove_watched(content, watch)? else { return Ok(Vec::new()) };
    let Some(sentence) = proof.problem else { return Ok(proof.measured) };
    let line = proof.line;
    let sentence = format!("does not agree with what its program gives: {sentence}");
    Err(match line {
        Some(at) => {
            Difference::row("payout_differs", path, FIRST_ROW + at as u64, &sentence).into()
        }
        None => Difference::file("payout_differs", path, &sentence).into(),
    })
}
