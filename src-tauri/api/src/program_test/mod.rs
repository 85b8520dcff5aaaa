//! The tests that a program carries: run on each edit, made from payouts, accepted.

mod edges;
mod given;
mod make;
mod pick;
mod run;

use serde_json::{Value, json};
use tierwright_cases::accepted;
use tierwright_program::ProgramTest;

use crate::{
    change,
    context::Context,
    describe::describe,
    opened::Opened,
    wire::{
        self, AcceptTest, AddEdgeTests, AddTest, Change, ChangeProgram, Document, Failure,
        MadeTests, MakeTest, MakeTests, ProgramTests,
    },
};

pub(crate) use run::{Ran, RanTest, counts, run_all};

/// The most tests that are made of payouts at once.
const MOST_AT_ONCE: u32 = 50;

/// The tests with how they come out, those that need a person first.
pub(crate) fn tests(context: &mut Context) -> Result<ProgramTests, Failure> {
    let (opened, _) = context.opened()?;
    let program = &opened.program;
    let mut tests: Vec<wire::ProgramTest> = program
        .tests
        .iter()
        .zip(&opened.tests)
        .map(|(test, ran)| given::test(program, test, ran))
        .collect();
    tests.sort_by_key(|test| test.result);
    Ok(ProgramTests { counts: counts(&opened.tests), tests, edges: edges::without_test(program) })
}

/// Adds a test to begin with.
pub(crate) fn add(context: &mut Context, request: AddTest) -> Result<MadeTests, Failure> {
    let (opened, _) = context.opened()?;
    let test = make::blank(opened, request.title);
    keep(context, vec![test], Vec::new())
}

/// Makes a test of one payout.
pub(crate) fn make(context: &mut Context, request: &MakeTest) -> Result<MadeTests, Failure> {
    let (opened, _) = context.opened()?;
    let test = make::of_figure(opened, &request.figure)?;
    keep(context, vec![test], Vec::new())
}

/// Makes tests of payouts spread over the program.
pub(crate) fn make_several(
    context: &mut Context,
    request: &MakeTests,
) -> Result<MadeTests, Failure> {
    if request.count == 0 || request.count > MOST_AT_ONCE {
        return Err(Failure::wrong_use(
            "count_out_of_range",
            format!("{} tests cannot be made at once.", request.count),
            &format!("Ask for 1 to {MOST_AT_ONCE}."),
        ));
    }
    let (opened, _) = context.opened()?;
    let (tests, left_out) = make::spread(opened, request.count as usize)?;
    keep(context, tests, left_out)
}

/// Adds tests at thresholds.
pub(crate) fn add_edges(
    context: &mut Context,
    request: &AddEdgeTests,
) -> Result<MadeTests, Failure> {
    let (opened, _) = context.opened()?;
    let (tests, left_out) = edges::tests(opened, &request.places)?;
    keep(context, tests, left_out)
}

/// Writes what came out as what is expected.
pub(crate) fn accept(context: &mut Context, request: &AcceptTest) -> Result<Document, Failure> {
    let (opened, _) = context.opened()?;
    let at = opened.program.tests.iter().position(|test| test.id == request.id);
    let unknown = || {
        Failure::wrong_use(
            "test_unknown",
            format!("The program carries no test {}.", request.id),
            "Look at the list of tests for the one that was meant.",
        )
    };
    let at = at.ok_or_else(unknown)?;
    let test = &opened.program.tests[at];
    let compared = match opened.tests.get(at).map(|ran| &ran.ran) {
        Some(Ran::Compared(compared)) => compared,
        Some(Ran::Not(fault)) => return Err(not_possible(fault)),
        None => return Err(unknown()),
    };
    let expect = accepted(test, compared).map_err(|fault| not_possible(&fault.0))?;
    let request = ChangeProgram {
        label: Some(format!("New value accepted: {}", test.title)),
        changes: vec![Change { place: format!("/tests/{}/expect", test.id), value: json!(expect) }],
        ..ChangeProgram::default()
    };
    change::change(context, request)
}

fn not_possible(fault: &str) -> Failure {
    Failure::wrong_use(
        "test_not_acceptable",
        format!("No new value can be accepted: {fault}"),
        "Edit the test, or correct the program first.",
    )
}

/// Puts tests into the program, as one step of undo; with none to put in, nothing is changed.
fn keep(
    context: &mut Context,
    mut tests: Vec<ProgramTest>,
    left_out: Vec<String>,
) -> Result<MadeTests, Failure> {
    let (opened, _) = context.opened()?;
    name(opened, &mut tests);
    let added: Vec<String> = tests.iter().map(|test| test.id.clone()).collect();
    let label = match tests.as_slice() {
        [] => return Ok(MadeTests { document: describe(opened)?, added, left_out }),
        [one] => format!("Test added: {}", one.title),
        several => format!("{} tests added", several.len()),
    };
    let changes = tests
        .iter()
        .map(|test| Change {
            place: format!("/tests/{}", test.id),
            value: serde_json::to_value(test).unwrap_or(Value::Null),
        })
        .collect();
    let document = change::change(
        context,
        ChangeProgram { changes, label: Some(label), ..ChangeProgram::default() },
    )?;
    Ok(MadeTests { document, added, left_out })
}

/// Gives each new test an id that no other test has: `test-12`.
fn name(opened: &Opened, tests: &mut [ProgramTest]) {
    let known = |id: &str| opened.program.tests.iter().any(|test| test.id == id);
    let mut free = (1..).map(|number| format!("test-{number}")).filter(|id| !known(id));
    for test in tests {
        test.id = free.next().unwrap_or_default();
    }
}
