//! Estimates of what open periods will have earned (`RULES` section 7, "Liability").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An estimate of what an incentive has accrued while its period is open: `r(expected Q) x V so far
/// - accrued before`; of a fixed sum the days of its term so far. It is never paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccrualEstimate {
    /// The incentive, by id.
    pub incentive: String,
    /// What Q is expected to be at the end of the period.
    pub expected: Expected,
}

/// What is expected at the end of a period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// The partner's target of this name whose period the day lies in; without one nothing is
    /// estimated.
    Target(String),
    /// What there is so far, in proportion to the days of the period.
    RunRate,
}
