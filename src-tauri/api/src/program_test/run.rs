//! Running tests.

use std::collections::BTreeMap;

use tierwright_cases::{Case, CaseFault, Compared};
use tierwright_engine::{Outcome, explanation::words};
use tierwright_program::{Checked, Program, ProgramTest, check};

use crate::{
    describe::whole,
    wire::{Step, TestCounts, TestResult},
};

/// How a test came out.
pub(crate) struct RanTest {
    /// What came out.
    pub ran: Ran,
    /// Why each amount is what it is, by the position of what is expected.
    pub why: BTreeMap<usize, Why>,
}

/// What came out of a test.
pub(crate) enum Ran {
    /// Each thing that is expected beside what came out.
    Compared(Vec<Compared>),
    /// It was not run, for this reason.
    Not(String),
}

/// Why an amount is what it is.
pub(crate) struct Why {
    pub sentence: String,
    pub formula: Vec<String>,
    pub steps: Vec<Step>,
}

impl RanTest {
    /// Whether it passes, fails or was not run.
    pub(crate) fn result(&self) -> TestResult {
        match &self.ran {
            Ran::Not(_) => TestResult::NotRun,
            Ran::Compared(all) if all.iter().all(|one| one.differences.is_empty()) => {
                TestResult::Passes
            }
            Ran::Compared(_) => TestResult::Fails,
        }
    }

    fn not(fault: String) -> Self {
        Self { ran: Ran::Not(fault), why: BTreeMap::new() }
    }
}

/// Runs every test of a program on its own facts.
pub(crate) fn run_all(program: &Program) -> Vec<RanTest> {
    if program.tests.is_empty() {
        return Vec::new();
    }
    let (checked, _) = check(&program.without_tests());
    let run = |test: &ProgramTest| match &checked {
        Some(checked) => {
            run_one(checked, test).unwrap_or_else(|CaseFault(fault)| RanTest::not(fault))
        }
        None => RanTest::not("The program has errors and calculates nothing.".to_owned()),
    };
    program.tests.iter().map(run).collect()
}

fn run_one(checked: &Checked, test: &ProgramTest) -> Result<RanTest, CaseFault> {
    let case = Case::of_test(test)?;
    let outcome = case.outcome_of(checked)?;
    let compared = case.compared(&outcome)?;
    let expected = case.expect.iter().enumerate();
    let why = expected.filter_map(|(at, one)| {
        let id = one.incentive.as_ref()?;
        Some((at, why(&outcome, &one.partner, id, one.quarter.as_deref()?)?))
    });
    Ok(RanTest { why: why.collect(), ran: Ran::Compared(compared) })
}

fn why(outcome: &Outcome, partner: &str, incentive: &str, quarter: &str) -> Option<Why> {
    let plan = outcome.plan();
    let calendar = plan.program().calendar;
    let quarter = outcome.quarters().iter().position(|span| calendar.label(*span) == quarter)?;
    let partner = outcome.facts().partners.position(partner)?;
    let of = outcome.explain(partner, quarter, plan.program().incentive(incentive)?).ok()?;
    let step = |step| {
        let said = words::step_words(step, &of, plan);
        Step {
            kind: said.kind.to_owned(),
            label: said.label,
            detail: said.detail,
            value: said.value,
        }
    };
    Some(Why {
        sentence: words::sentence(&of, plan),
        formula: words::formula(&of),
        steps: of.steps.iter().map(step).collect(),
    })
}

/// How many tests came out each way.
pub(crate) fn counts(tests: &[RanTest]) -> TestCounts {
    let all = |result| whole(tests.iter().filter(|test| test.result() == result).count());
    TestCounts {
        passed: all(TestResult::Passes),
        failed: all(TestResult::Fails),
        not_run: all(TestResult::NotRun),
    }
}
