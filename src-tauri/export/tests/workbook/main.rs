//! The workbook of a bundle, recalculated by LibreOffice: it pays what the engine pays, and what is
//! changed in it moves the payouts. Where LibreOffice is not there, nothing of this is proved, and
//! each test says so.

use std::{fs, path::Path, sync::Arc};

use tierwright_engine::{Facts, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_export::{BundleContent, write_content};
use tierwright_program::{Program, check};

mod changed;
mod hostile;
mod many;
mod office;
mod sample;

/// What a program pays on facts over their last four quarters.
fn outcome(program: &Program, rows: &FactRows) -> Outcome {
    let checked = check(program).0.expect("a program without errors");
    let facts = Arc::new(Facts::build(rows.clone()).expect("sound facts"));
    let replay = Replay::last_four_quarters(&facts, &program.calendar);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    plan.calculate(2, &Turn::new()).expect("calculates")
}

/// Writes a bundle, which verifies it; its workbook, the rules in it, and those refused with their reasons.
fn workbook(content: &BundleContent, folder: &Path) -> (Vec<u8>, Vec<String>, Vec<String>) {
    let bundle = write_content(content, folder).unwrap_or_else(|why| panic!("{why}"));
    let proof = bundle.proof.expect("facts for it");
    let target = proof.targets.into_iter().find(|target| target.target == "Workbook").unwrap();
    let mark = if content.sample { "SAMPLE-" } else { "" };
    let bytes = fs::read(folder.join(format!("internal/{mark}program.xlsx"))).expect("a workbook");
    let refused = target.refused.into_iter().map(|rule| rule.why).collect();
    (bytes, target.exact, refused)
}
