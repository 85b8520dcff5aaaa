//! The engine at work on a history: whole simulations, and changes that borrow from an earlier one.

use std::sync::Arc;

use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::{Change, Checked, Program, apply, check};

use crate::history::{DAYS, date, first_day};

/// Facts and program of workload W, ready to be simulated.
pub struct Simulation {
    /// The facts.
    pub facts: Arc<Facts>,
    /// The program as it stands in the fixtures.
    pub program: Program,
    replay: Replay,
    threads: usize,
}

impl Simulation {
    /// Builds facts of rows.
    pub fn new(rows: FactRows, threads: usize) -> Result<Self, String> {
        let program = Program::from_json(include_str!("../../../fixtures/programs/workload.json"))
            .map_err(|error| error.to_string())?;
        let facts = Facts::build(rows).map_err(|problems| {
            problems.first().map_or_else(String::new, |first| first.sentence.clone())
        })?;
        let replay = Replay::between(&program.calendar, first_day(), date(DAYS - 1));
        Ok(Self { facts: Arc::new(facts), program, replay, threads })
    }

    /// Everything from the facts in memory.
    pub fn whole(&self, program: &Program) -> Result<Outcome, String> {
        self.calculate(program, None)
    }

    /// The program with changes made to it, borrowing from an earlier outcome what still holds.
    pub fn changed(&self, changes: &[Change], earlier: &Outcome) -> Result<Outcome, String> {
        self.calculate(&self.with(changes)?, Some(earlier.plan()))
    }

    /// The program with changes made to it.
    pub fn with(&self, changes: &[Change]) -> Result<Program, String> {
        apply(&self.program, changes).map_err(|error| error.to_string())
    }

    fn calculate(&self, program: &Program, earlier: Option<&Plan>) -> Result<Outcome, String> {
        let facts = Arc::clone(&self.facts);
        Plan::compile(&checked(program)?, facts, &self.replay, earlier)
            .and_then(|plan| plan.calculate(self.threads, &Turn::new()))
            .map_err(said)
    }
}

fn checked(program: &Program) -> Result<Checked, String> {
    let (checked, findings) = check(program);
    checked.ok_or_else(|| {
        findings.first().map_or_else(String::new, |first| {
            format!("The program has errors. {}: {}", first.place, first.sentence)
        })
    })
}

fn said(failure: Failure) -> String {
    format!("{} {}", failure.sentence, failure.hint)
}
