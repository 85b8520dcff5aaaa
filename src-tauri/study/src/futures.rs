//! One program on many futures: the history, the history grown to a plan, and years drawn again.

use std::sync::Arc;

use tierwright_engine::{Failure, Outcome, Selection, rows::FactRows};
use tierwright_program::Program;

use crate::{
    Base, Plan,
    base::{built, each},
    plan::{drawn_year, grown},
};

const METHOD: &str = "The program is paid on the history as it happened, on the history grown to the plan, and on \
    years that are drawn again from the history: each deal of the replay happens no, one or more times, once on \
    average, as the year's seed has it. Each year can be looked at by itself, as the year of its seed. Figures of \
    different futures rest on different deals and are not set against each other; where a program stands beside, it \
    is paid on the same deals, and the change is that of the same future. A drawn year is one that could have been, \
    and no forecast; how likely bills are is told by the study of risk.";

/// The most years that are drawn.
pub const MOST_YEARS: usize = 200;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct FuturesAsked<'a> {
    /// The facts as they happened.
    pub history: &'a FactRows,
    /// What they are grown to.
    pub plan: &'a Plan,
    /// How many years are drawn.
    pub years: usize,
    /// The seed of the first year; each other one has the next.
    pub seed: u32,
    /// Another program that is paid on the same futures.
    pub beside: Option<&'a Program>,
}

/// What a program pays on many futures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Futures {
    /// How it was found.
    pub method: &'static str,
    /// The history, the plan, then the years by their seeds.
    pub futures: Vec<Future>,
}

/// What a program pays on one future, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Future {
    /// Which one.
    pub of: FutureOf,
    /// Revenue of partners.
    pub revenue: i64,
    /// What the program pays.
    pub paid: i64,
    /// What the program beside it pays.
    pub beside: Option<i64>,
}

/// Which future.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FutureOf {
    /// The history as it happened.
    History,
    /// The history grown to the plan.
    Plan,
    /// A year drawn with a seed.
    Year(u32),
}

/// Pays the program on many futures.
///
/// # Errors
/// As a calculation, or a plan that makes facts which cannot be used.
pub fn futures(base: &Base, asked: &FuturesAsked<'_>) -> Result<Futures, Failure> {
    let quarters = base.replay().quarters();
    let years = (0..asked.years.min(MOST_YEARS))
        .map(|year| FutureOf::Year(asked.seed.wrapping_add(u32::try_from(year).unwrap_or(0))));
    let all: Vec<FutureOf> = [FutureOf::History, FutureOf::Plan].into_iter().chain(years).collect();
    let futures = each(all.len(), base.threads, |at| {
        let rows = match all[at] {
            FutureOf::History => asked.history.clone(),
            FutureOf::Plan => grown(asked.history, asked.plan, quarters),
            FutureOf::Year(seed) => drawn_year(asked.history, seed.into(), quarters),
        };
        let facts = Arc::new(built(rows)?);
        let outcome = base.program_on(base.program(), &facts, 1)?;
        let total = |of: &Outcome| of.total(Selection::default()).units();
        let beside = asked.beside.map(|other| base.program_on(other, &facts, 1)).transpose()?;
        Ok(Future {
            of: all[at],
            revenue: outcome.revenue(None, None).units(),
            paid: total(&outcome),
            beside: beside.map(|other| total(&other)),
        })
    })?;
    Ok(Futures { method: METHOD, futures })
}
