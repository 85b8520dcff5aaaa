//! Targets: the number T that attainment `V / T` is measured by (`RULES` section 2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Quantity, Rate,
    baseline::{AgreedTarget, Baseline, Restated},
};

/// What T is. Where it is zero or less, or nothing was agreed, attainment meets no threshold, unless
/// it grows from a baseline without which all is growth.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Where the number is from.
    pub of: TargetOf,
    /// Price rises and acquisitions that change T.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<Restated>,
}

/// Where a target is from.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetOf {
    /// A fixed number for each period, in the unit of V.
    Fixed(Quantity),
    /// A number agreed with the partner, in the facts.
    Agreed(AgreedTarget),
    /// Growth over a baseline: `B x (1 + g)`.
    Growth(GrowthTarget),
}

/// A target of growth over a baseline.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthTarget {
    /// B.
    pub over: Baseline,
    /// The growth g that is asked for, 0.1 for ten percent.
    pub by: Rate,
}
