//! What a study starts from, and how it asks the engine for another calculation.

use std::{
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Selection, Turn, rows::FactRows};
use tierwright_program::{
    Change, Incentive, Money, Program, Quantity, apply, check,
    incentive::{Limit, LimitPer, Qualifier},
    words,
};

/// A program on its facts, and what it pays.
#[derive(Clone, Debug)]
pub struct Base {
    /// What is paid.
    pub outcome: Arc<Outcome>,
    /// The facts as rows, of which other facts are made.
    pub rows: Arc<FactRows>,
    /// How many threads may calculate.
    pub threads: usize,
    /// Tells that nobody waits any more.
    pub turn: Turn,
}

impl Base {
    /// A base that calculates a program on rows.
    ///
    /// # Errors
    /// A program with errors, rows that cannot be used, or amounts that do not fit.
    pub fn new(program: &Program, rows: FactRows, replay: Option<Replay>) -> Result<Self, Failure> {
        let facts = Arc::new(built(rows.clone())?);
        let replay =
            replay.unwrap_or_else(|| Replay::last_four_quarters(&facts, &program.calendar));
        let (threads, turn) = (one_per_core(), Turn::new());
        let outcome = calculated(program, facts, &replay, None, threads, &turn)?;
        Ok(Self { outcome: Arc::new(outcome), rows: Arc::new(rows), threads, turn })
    }

    /// The program that is studied.
    #[must_use]
    pub fn program(&self) -> &Program {
        self.outcome.plan().program()
    }

    /// The facts it is studied on.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        self.outcome.facts()
    }

    /// The quarters that are replayed.
    #[must_use]
    pub fn replay(&self) -> &Replay {
        self.outcome.plan().replay()
    }

    /// What it pays in all, in ten-thousandths.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.outcome.total(Selection::default()).units()
    }

    /// Money of the program.
    #[must_use]
    pub fn money(&self, units: i64) -> Money {
        Money::from_units(units, self.program().currency)
    }

    /// Ten-thousandths in the smallest coin.
    pub(crate) fn minor(&self) -> i64 {
        self.program().currency.units_per_minor()
    }

    /// What another program pays on the same facts.
    pub(crate) fn with_program(&self, program: &Program) -> Result<Outcome, Failure> {
        self.with_replay(program, self.replay())
    }

    /// What a program pays on the same facts for other quarters.
    pub(crate) fn with_replay(
        &self,
        program: &Program,
        replay: &Replay,
    ) -> Result<Outcome, Failure> {
        let facts = Arc::clone(self.outcome.facts());
        let earlier = Some(self.outcome.plan().as_ref());
        calculated(program, facts, replay, earlier, self.threads, &self.turn)
    }

    /// What the program pays with values changed; none where the changes make no program that can
    /// be calculated.
    pub(crate) fn with_changes(&self, changes: &[Change]) -> Result<Option<Outcome>, Failure> {
        match self.changed(changes) {
            Some(program) => self.with_program(&program).map(Some),
            None => Ok(None),
        }
    }

    /// The program with values changed, where that is a program without errors.
    pub(crate) fn changed(&self, changes: &[Change]) -> Option<Program> {
        let program = apply(self.program(), changes).ok()?;
        check(&program).0.map(|_| program)
    }

    /// What the program pays on other facts for the same quarters.
    pub(crate) fn with_rows(&self, rows: FactRows) -> Result<Outcome, Failure> {
        self.program_with_rows(self.program(), rows, self.threads)
    }

    /// What a program pays on other facts for the same quarters.
    pub(crate) fn program_with_rows(
        &self,
        program: &Program,
        rows: FactRows,
        threads: usize,
    ) -> Result<Outcome, Failure> {
        self.program_on(program, &Arc::new(built(rows)?), threads)
    }

    /// What a program pays on facts that are built for the same quarters.
    pub(crate) fn program_on(
        &self,
        program: &Program,
        facts: &Arc<Facts>,
        threads: usize,
    ) -> Result<Outcome, Failure> {
        calculated(program, Arc::clone(facts), self.replay(), None, threads, &self.turn)
    }
}

/// What a partner is paid in all, in ten-thousandths.
pub(crate) fn paid_to(outcome: &Outcome, partner: usize) -> i64 {
    outcome.total(Selection { partner: Some(partner), ..Selection::default() }).units()
}

/// What each partner is paid in all.
pub(crate) fn paid_to_each(outcome: &Outcome) -> Vec<i64> {
    (0..outcome.facts().partners.len()).map(|partner| paid_to(outcome, partner)).collect()
}

/// What an incentive comes to in all, a shadow too.
pub(crate) fn paid_by(outcome: &Outcome, incentive: usize) -> i64 {
    outcome.total(Selection { incentive: Some(incentive), ..Selection::default() }).units()
}

/// Where a band of an incentive begins, in words; that of a ratio as a percentage.
#[must_use]
pub fn threshold_words(of: &Incentive, from: Quantity) -> String {
    let is_ratio = match &of.qualifier {
        Qualifier::GrowthRatio | Qualifier::Attainment => true,
        Qualifier::Measure(of) => of.measure.is_ratio(),
        Qualifier::PaidOn | Qualifier::GrowthAmount | Qualifier::Tier => false,
    };
    if is_ratio { words::ratio(from) } else { words::quantity(from) }
}

/// Whether what one partner gets can take from another.
pub(crate) fn shares_a_purse(base: &Base) -> bool {
    let total = |limits: &[Limit]| limits.iter().any(|limit| limit.per == LimitPer::Total);
    base.program().budget.is_some()
        || base.program().incentives.iter().any(|one| total(&one.limits))
}

/// Does a job for each number below `count`, on several threads; results come in order.
///
/// # Errors
/// The first failure in order.
pub(crate) fn each<T: Send>(
    count: usize,
    threads: usize,
    job: impl Fn(usize) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    if threads < 2 || count < 2 {
        return (0..count).map(job).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, job(at)));
        }
    };
    let mut all: Vec<(usize, Result<T, Failure>)> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads.min(count)).map(|_| scope.spawn(work)).collect();
        let joined = running.into_iter().map(|thread| thread.join().map_err(|_| stopped()));
        joined
            .collect::<Result<Vec<_>, Failure>>()
            .map(|parts| parts.into_iter().flatten().collect())
    })?;
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

fn calculated(
    program: &Program,
    facts: Arc<Facts>,
    replay: &Replay,
    earlier: Option<&Plan>,
    threads: usize,
    turn: &Turn,
) -> Result<Outcome, Failure> {
    let (checked, findings) = check(program);
    let checked = checked.ok_or_else(|| Failure {
        code: "program_has_errors",
        sentence: findings.first().map_or_else(String::new, |first| {
            format!("A program that was tried has errors. {}", first.sentence)
        }),
        hint: "Look through the program's findings and correct what is wrong.".to_owned(),
    })?;
    Plan::compile(&checked, facts, replay, earlier)?.calculate(threads, turn)
}

pub(crate) fn built(rows: FactRows) -> Result<Facts, Failure> {
    Facts::build(rows).map_err(|problems| Failure {
        code: "facts_not_usable",
        sentence: problems.first().map_or_else(String::new, |first| {
            format!("Facts that were tried cannot be used. {}", first.sentence)
        }),
        hint: "Look through the facts that were imported.".to_owned(),
    })
}

fn stopped() -> Failure {
    Failure {
        code: "calculation_stopped",
        sentence: "A part of the study stopped unexpectedly.".to_owned(),
        hint: "Try again; if it happens again, report it with the document.".to_owned(),
    }
}

fn one_per_core() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}
