//! Cases in the bundle: facts in, payouts out, which anybody with Tierwright runs.
//!
//! The first line holds the program; each line after it is a test in the form that programs carry
//! theirs in. They are the program's own tests, and payouts of the history with the facts that each
//! of them needs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tierwright_cases::{Case, Frozen, freeze};
use tierwright_engine::{Outcome, rows::FactRows};
use tierwright_program::{Program, ProgramTest, check};

use crate::{BundleContent, ExportFailure, canonical_json};

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    program: Program,
}

/// The payouts of an outcome that become cases: for each incentive the largest one, and the smallest
/// that is above zero. Those that need the facts of all partners are left out.
pub(crate) fn frozen(outcome: &Outcome, rows: &FactRows) -> Vec<ProgramTest> {
    let mut chosen: BTreeMap<usize, [Option<(i64, Frozen)>; 2]> = BTreeMap::new();
    for line in outcome.lines().filter(|line| line.amount.units() > 0) {
        let (units, at) = (line.amount.units(), line.incentive);
        let of = Frozen { partner: line.partner, quarter: line.quarter, incentive: at };
        let [largest, smallest] = chosen.entry(at).or_default();
        if largest.is_none_or(|(most, _)| units > most) {
            *largest = Some((units, of));
        }
        if smallest.is_none_or(|(least, _)| units < least) {
            *smallest = Some((units, of));
        }
    }
    let mut all: Vec<Frozen> = chosen.into_values().flatten().flatten().map(|(_, of)| of).collect();
    all.sort_unstable_by_key(|of| (of.incentive, of.partner, of.quarter));
    all.dedup();
    let made = all.into_iter().filter_map(|of| freeze(rows, outcome, of).ok());
    let numbered = (1..).zip(made);
    numbered.map(|(at, test)| ProgramTest { id: format!("history-{at}"), ..test }).collect()
}

/// The cases of a content as lines of JSON.
///
/// # Errors
/// They cannot be written.
pub(crate) fn cases_jsonl(content: &BundleContent) -> Result<String, ExportFailure> {
    let mut program = content.program.clone();
    let own = std::mem::take(&mut program.tests);
    let mut text = canonical_json(&Head { program })? + "\n";
    for test in own.iter().chain(&content.cases) {
        text += &canonical_json(test)?;
        text.push('\n');
    }
    Ok(text)
}

/// A program and its tests, as [`cases_jsonl`] wrote them; what is odd otherwise, with the row.
///
/// # Errors
/// A line that is no program or no test.
pub fn read_cases(text: &str) -> Result<(Program, Vec<ProgramTest>), (u64, String)> {
    let mut lines = (1_u64..).zip(text.lines());
    let odd = |row: u64, error: serde_json::Error| (row, format!("does not read: {error}"));
    let (row, head) = lines.next().ok_or((1, "is missing".to_owned()))?;
    let head: Head = serde_json::from_str(head).map_err(|error| odd(row, error))?;
    let tests =
        lines.map(|(row, line)| serde_json::from_str(line).map_err(|error| odd(row, error)));
    Ok((head.program, tests.collect::<Result<_, _>>()?))
}

/// The first case that does not come out as it is written, with its position; the engine runs each.
pub(crate) fn first_that_fails(
    program: &Program,
    tests: &[ProgramTest],
) -> Option<(usize, String)> {
    let checked = check(program).0?;
    tests.iter().enumerate().find_map(|(at, test)| {
        let found = Case::of_test(test).and_then(|case| case.compared(&case.outcome_of(&checked)?));
        match found {
            Err(fault) => Some((at, format!("cannot be run: {}", fault.0))),
            Ok(found) => {
                let first = found.into_iter().flat_map(|one| one.differences).next();
                first.map(|one| {
                    (
                        at,
                        format!("expects {} of {}, and it is {}", one.expected, one.place, one.got),
                    )
                })
            }
        }
    })
}
