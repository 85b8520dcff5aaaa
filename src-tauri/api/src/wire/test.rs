//! Running payout cases.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Runs the payout cases of a file, or of all `.json` files in a folder, in order of name; or the tests
/// that the program of a document or of a program file carries.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// The case, folder, document or program.
    pub path: String,
}

/// How cases came out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Tested {
    /// Every case.
    pub cases: Vec<TestedCase>,
    /// How many came out as written.
    pub passed: u32,
    /// How many did not.
    pub failed: u32,
}

/// How one case came out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TestedCase {
    /// Its file, without ending; a test's id.
    pub name: String,
    /// What it shows; empty where it cannot be read.
    pub title: String,
    /// Whether everything came out as written.
    pub passed: bool,
    /// Why it cannot be run.
    pub fault: Option<String>,
    /// What came out otherwise.
    pub differences: Vec<TestDifference>,
}

/// A figure that came out otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TestDifference {
    /// Which figure: partner, quarter, and incentive or level.
    pub place: String,
    /// What is expected.
    pub expected: String,
    /// What came out.
    pub got: String,
    /// Why it came out so, in the words of the calculation; empty for a level.
    pub because: String,
}
