//! The sample program over the sample's facts.

use std::sync::Arc;

use tierwright_engine::{Facts, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_export::{BundleContent, sql::prove};
use tierwright_program::{Program, check};
use tierwright_sample::{Size, program, sample};

/// What a program pays on facts over their last four quarters.
fn outcome(program: &Program, rows: &FactRows) -> Outcome {
    let checked = check(program).0.expect("a program without errors");
    let facts = Arc::new(Facts::build(rows.clone()).expect("sound facts"));
    let replay = Replay::last_four_quarters(&facts, &program.calendar);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    plan.calculate(2, &Turn::new()).expect("calculates")
}

#[test]
fn sqlite_pays_every_line_of_the_sample() {
    let rows = sample(Size::Standard).rows;
    let outcome = outcome(&program(), &rows);
    let content = BundleContent::of_outcome(&outcome, &rows, true, &"0".repeat(64));
    let proof = prove(&content).expect("facts for it");
    assert!(proof.sql.refused.is_empty(), "{:?}", proof.sql.refused);
    assert_eq!(proof.problem, None);
    assert!(
        content.sql.as_ref().is_some_and(|sql| sql.given.is_empty()),
        "levels are worked out, not given"
    );
    assert_eq!(proof.equal, proof.compared);
    crate::hand_over("sample", &content);
    println!(
        "{} of {} payouts equal, {} not zero",
        proof.equal,
        proof.compared,
        content.lines.len()
    );
    assert!(content.lines.len() > 1_000, "only {} lines pay", content.lines.len());
}
