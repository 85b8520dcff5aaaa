//! Payout lines, and where two engines differ in them.

use std::{collections::BTreeMap, path::Path};

use tierwright_engine::Outcome;

/// Cents by partner, quarter and incentive; lines of nothing are left out.
pub type Lines = BTreeMap<[u32; 3], i64>;

/// The lines of an outcome.
pub fn of(outcome: &Outcome) -> Lines {
    let small = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
    outcome
        .lines()
        .filter(|line| line.amount.units() != 0)
        .map(|line| {
            let place = [small(line.partner), small(line.quarter), small(line.incentive)];
            (place, line.amount.units() / line.amount.currency().units_per_minor())
        })
        .collect()
}

/// Reads the lines another engine wrote.
pub fn read(file: &Path) -> Result<Lines, String> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| format!("{} could not be read: {error}.", file.display()))?;
    text.lines()
        .map(|line| one(line).ok_or_else(|| format!("{}: \"{line}\" is no line.", file.display())))
        .collect()
}

fn one(line: &str) -> Option<([u32; 3], i64)> {
    let mut parts = line.split(',');
    let mut place = [0; 3];
    for part in &mut place {
        *part = parts.next()?.parse().ok()?;
    }
    Some((place, parts.next()?.parse().ok()?)).filter(|_| parts.next().is_none())
}

/// The first difference between two sets of lines, in words.
pub fn difference(ours: &Lines, theirs: &Lines, engine: &str) -> Option<String> {
    let places = ours.keys().chain(theirs.keys());
    let mut differing = places.filter(|place| ours.get(*place) != theirs.get(*place));
    let first = differing.next()?;
    let cents = |of: &Lines| of.get(first).copied().unwrap_or(0);
    Some(format!(
        "{engine} differs from us in {} places; first in partner {}, quarter {}, incentive {}: {} cents against our {}.",
        differing.count() + 1,
        first[0],
        first[1],
        first[2],
        cents(theirs),
        cents(ours),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_line_and_another_amount_are_differences() {
        let ours = Lines::from([([1, 2, 3], 5), ([1, 2, 4], 6)]);
        for (theirs, says) in [
            (ours.clone(), None),
            (Lines::from([([1, 2, 3], 5)]), Some("incentive 4: 0 cents against our 6")),
            (Lines::from([([1, 2, 3], 4), ([1, 2, 4], 6)]), Some("4 cents against our 5")),
        ] {
            let found = difference(&ours, &theirs, "DuckDB");
            assert_eq!(found.is_some(), says.is_some(), "{found:?}");
            assert!(found.unwrap_or_default().contains(says.unwrap_or_default()));
        }
    }

    #[test]
    fn only_four_numbers_are_a_line() {
        for (text, line) in [
            ("1,2,3,-40", Some(([1, 2, 3], -40))),
            ("1,2,3", None),
            ("1,2,3,4,5", None),
            ("a,2,3,4", None),
        ] {
            assert_eq!(one(text), line, "{text}");
        }
    }
}
