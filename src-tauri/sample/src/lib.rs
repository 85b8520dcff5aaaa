//! The sample: a believable made-up channel, from a seed.
//!
//! Two fiscal years, 2024 and 2025, of a software vendor's partners, the same bytes on every
//! machine. Truths are planted in it and listed beside it, so that whoever studies it can be
//! checked. Names are coined; any likeness to a company is chance.
//!
//! This room knows the types of the program and of the facts' rows, and nothing else: no files,
//! no clock, no engine at work, and no floating point.

#![deny(clippy::float_arithmetic)]

mod activities;
mod channel;
mod customers;
mod days;
mod deals;
mod digest;
mod draw;
mod exchange;
mod funds;
mod geography;
mod market;
mod names;
mod numbering;
mod partners;
mod payouts;
mod planting;
mod products;
mod scenarios;
mod tally;
mod truths;
mod words;

use tierwright_engine::rows::{FactRows, SourceFile};
use tierwright_program::Program;

pub use truths::Truth;

use channel::Channel;

/// The seed that every draw comes from.
pub const SEED: u64 = 42;

/// How big the sample is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// 120 partners and 3,000 deals.
    Standard,
    /// 2,000 partners and 50,000 deals.
    Large,
}

/// A made-up channel.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// The facts; each row's source is its place in its table of the one made-up file.
    pub rows: FactRows,
    /// The program that the channel's partners are promised.
    pub program: Program,
    /// What else the program could be: the name and the program of each scenario.
    pub scenarios: Vec<(String, Program)>,
    /// What was planted in the facts.
    pub truths: Vec<Truth>,
}

impl Size {
    /// Partners in the channel.
    #[must_use]
    pub const fn partners(self) -> usize {
        match self {
            Self::Standard => 120,
            Self::Large => 2_000,
        }
    }

    /// Deals in the two years, lost and open ones among them.
    #[must_use]
    pub const fn deals(self) -> usize {
        match self {
            Self::Standard => 3_000,
            Self::Large => 50_000,
        }
    }

    /// How big deals are, in percent of the standard size's.
    const fn deal_percent(self) -> i64 {
        match self {
            Self::Standard => 100,
            Self::Large => 57,
        }
    }
}

/// The program of the sample.
#[must_use]
pub fn program() -> Program {
    Program::from_json(include_str!("../../../fixtures/programs/sample.json"))
        .unwrap_or_else(|error| unreachable!("a test reads the committed program: {error}"))
}

/// What stands for the file that its facts come from.
#[must_use]
pub fn file_name() -> String {
    format!("Sample data (seed {SEED})")
}

/// The sample of a size: the same each time.
#[must_use]
pub fn sample(size: Size) -> Sample {
    let program = program();
    let gold = truths::gold_threshold(&program)
        .unwrap_or_else(|| unreachable!("a test finds the revenue that Gold asks for"));
    let mut channel = Channel::make(size, gold.units());
    let mut rows = channel.made_up.rows();
    rows.files.push(SourceFile {
        name: file_name(),
        sha256: digest::of(&rows),
        rows: digest::count(&rows),
        set_aside: 0,
    });
    let truths = truths::truths(&channel, gold, &rows);
    let scenarios = scenarios::scenarios(&program);
    Sample { rows, program, scenarios, truths }
}
