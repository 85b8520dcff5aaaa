//! The engine at work on a history: whole simulations, and changes that borrow from an earlier one.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::{Change, Checked, Program, apply, check};

use crate::history::{DAYS, date, first_day};

/// Of how many variations one is kept.
const KEPT: usize = 50;

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
        self.calculate(program, None, self.threads)
    }

    /// One outcome for each of several sets of changes, a thread for each at a time; every fiftieth
    /// is kept, with its number.
    pub fn several(
        &self,
        tried: &[Vec<Change>],
        earlier: &Outcome,
    ) -> Result<Vec<(usize, Outcome)>, String> {
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<(usize, Outcome)>, String> {
            let mut kept = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(changes) = tried.get(at) else { return Ok(kept) };
                let outcome = self.calculate(&self.with(changes)?, Some(earlier.plan()), 1)?;
                if at.is_multiple_of(KEPT) {
                    kept.push((at, outcome));
                }
            }
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..self.threads).map(|_| scope.spawn(work)).collect();
            let joined = running.into_iter().map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err("A variation stopped unexpectedly.".to_owned()))
            });
            Ok(joined.collect::<Result<Vec<_>, String>>()?.concat())
        })
    }

    /// The program with changes made to it, borrowing from an earlier outcome what still holds.
    pub fn changed(&self, changes: &[Change], earlier: &Outcome) -> Result<Outcome, String> {
        self.calculate(&self.with(changes)?, Some(earlier.plan()), self.threads)
    }

    /// The program with changes made to it.
    pub fn with(&self, changes: &[Change]) -> Result<Program, String> {
        apply(&self.program, changes).map_err(|error| error.to_string())
    }

    fn calculate(
        &self,
        program: &Program,
        earlier: Option<&Plan>,
        threads: usize,
    ) -> Result<Outcome, String> {
        let facts = Arc::clone(&self.facts);
        Plan::compile(&checked(program)?, facts, &self.replay, earlier)
            .and_then(|plan| plan.calculate(threads, &Turn::new()))
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
