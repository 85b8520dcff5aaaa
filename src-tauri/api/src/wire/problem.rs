//! Problems: what the check finds, and what only this history can show, with partners and money.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Severity;

/// Asks what is wrong with the program, or worth knowing, on the facts of the document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetProblems {}

/// Every problem, errors first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Problems {
    /// The problems.
    pub problems: Vec<Problem>,
    /// The currency of every amount here.
    pub currency: String,
}

/// A problem, with what it does on this history where that can be calculated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// A stable code for programs.
    pub code: String,
    /// Where in the program.
    pub place: String,
    /// What is wrong.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
    /// How many partners it concerns; none where that is not known.
    pub partners: Option<u32>,
    /// The money that it moves; none where that is not known.
    pub money: Option<String>,
    /// What the money is: `taken by the cap`, `of revenue`.
    pub of: String,
}
