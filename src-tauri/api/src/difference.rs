//! The difference of two programs.

use std::path::Path;

use tierwright_program::{
    Program, difference::Difference, difference::Kind, differences as differences_of,
};
use tierwright_store::Document;

use crate::{
    files,
    wire::{Change, DifferenceKind, Differences, Failure, GetDifferences, ProgramDifference},
};

/// What the second program has different.
pub(crate) fn differences(request: &GetDifferences) -> Result<Differences, Failure> {
    let (from, to) = (program(&request.from)?, program(&request.to)?);
    let found = differences_of(&from, &to).into_iter().map(one);
    Ok(Differences { differences: found.collect(), from: from.name, to: to.name })
}

/// A difference as it crosses the door.
pub(crate) fn one(of: Difference) -> ProgramDifference {
    ProgramDifference {
        place: of.place,
        kind: kind(of.kind),
        sentence: of.sentence,
        from: of.from,
        to: of.to,
        forth: changes(of.forth),
        back: changes(of.back),
    }
}

/// What was done at a place, as it crosses the door.
pub(crate) const fn kind(of: Kind) -> DifferenceKind {
    match of {
        Kind::Added => DifferenceKind::Added,
        Kind::Removed => DifferenceKind::Removed,
        Kind::Changed => DifferenceKind::Changed,
        Kind::Reordered => DifferenceKind::Reordered,
    }
}

/// The program in a program file, or the one that a document holds.
fn program(path: &str) -> Result<Program, Failure> {
    if Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        return files::program(path);
    }
    Ok(Document::open(Path::new(path))?.program()?)
}

fn changes(of: Vec<tierwright_program::Change>) -> Vec<Change> {
    of.into_iter().map(|one| Change { place: one.place, value: one.value }).collect()
}
