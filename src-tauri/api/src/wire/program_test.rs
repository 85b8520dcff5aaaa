//! Tests that the program carries, and how they come out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Count, Document, Figure, Step};

/// Asks for the tests of the program, run on it as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetTests {}

/// Adds a test to begin with: one partner, one deal, and an expected payout of nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddTest {
    /// What it shows; made up where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub title: Option<String>,
}

/// Makes a test of one payout: the facts it needs, taken out of the history, and the figure.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeTest {
    /// The payout: a partner, a quarter and an incentive.
    pub figure: Figure,
}

/// Makes tests of payouts spread over incentives, levels and edges. The same history gives the same.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeTests {
    /// How many; at most 50.
    pub count: u32,
}

/// Adds tests at each threshold of the program: just below, at, and just above it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddEdgeTests {
    /// The thresholds, by their place in the program.
    pub places: Vec<String>,
}

/// Writes what came out into a test that fails, as what is expected from now on.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptTest {
    /// The test's id.
    pub id: String,
}

/// Tests that were added, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MadeTests {
    /// The document with them.
    pub document: Document,
    /// Their ids.
    pub added: Vec<String>,
    /// What no test could be made of, and why.
    pub left_out: Vec<String>,
}

/// How the tests of a program come out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TestCounts {
    /// As expected.
    pub passed: u32,
    /// Otherwise than expected.
    pub failed: u32,
    /// Not run, because the program or the test cannot be calculated.
    pub not_run: u32,
}

/// The tests of a program: those that fail first, then those not run, then the others; each group in
/// the order of the program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ProgramTests {
    /// How many there are of each kind.
    pub counts: TestCounts,
    /// The tests.
    pub tests: Vec<ProgramTest>,
    /// Thresholds of the program that have no test at them yet.
    pub edges: Vec<Edge>,
}

/// How a test comes out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TestResult {
    /// Otherwise than expected.
    Fails,
    /// It cannot be run.
    NotRun,
    /// As expected.
    Passes,
}

/// A test and how it comes out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ProgramTest {
    /// Its id.
    pub id: String,
    /// Its place in the program; a change there edits it, and one to nothing removes it.
    pub place: String,
    /// What it shows.
    pub title: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// How it comes out.
    pub result: TestResult,
    /// Why it is not run.
    pub fault: Option<String>,
    /// What is given, in a few words: `3 deals of 2 partners`.
    pub given: String,
    /// The days that are replayed: `1 January 2025 to 31 March 2025`.
    pub window: String,
    /// The partners that are given.
    pub partners: Vec<GivenPartner>,
    /// The deals that are given.
    pub deals: Vec<GivenDeal>,
    /// Rows of other tables that are given.
    pub others: Vec<Count>,
    /// What is expected, and what came out.
    pub expected: Vec<ExpectedFigure>,
}

/// A partner that is given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GivenPartner {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What else is said of it: type, region, the levels it was given.
    pub detail: String,
}

/// A deal that is given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GivenDeal {
    /// Its id.
    pub id: String,
    /// Its place in the program; its amount and closing day are keys below it.
    pub place: String,
    /// The customer.
    pub customer: String,
    /// The day it closed.
    pub closed: String,
    /// Its amount.
    pub amount: String,
    /// The currency of that.
    pub currency: String,
    /// The partners on it and their roles.
    pub partners: String,
    /// What else is given of it: lines, returns, touches, registrations.
    pub detail: String,
}

/// Something that a test expects, and what came out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExpectedFigure {
    /// Its place in the program, which a change sets; none for what is edited as a whole.
    pub place: Option<String>,
    /// The partner's name; empty where it is of none.
    pub partner: String,
    /// What is expected: the incentive's or track's name, or `ledger`, `moves` ...
    pub what: String,
    /// The quarter, period or day.
    pub when: String,
    /// What is expected.
    pub expected: String,
    /// What came out; none where the test is not run.
    pub got: Option<String>,
    /// `got - expected`, where both are amounts that differ.
    pub difference: Option<String>,
    /// The currency of amounts; none for anything else.
    pub currency: Option<String>,
    /// Whether it came out as expected.
    pub passed: bool,
    /// Why it came out so, in a sentence; empty for a level.
    pub sentence: String,
    /// The calculation with the numbers put in, a line each.
    pub formula: Vec<String>,
    /// What was done, in order.
    pub steps: Vec<Step>,
}

/// A threshold without a test.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Edge {
    /// Its place in the program.
    pub place: String,
    /// What it is: `Volume rebate, band from 150,000 USD`.
    pub name: String,
}
