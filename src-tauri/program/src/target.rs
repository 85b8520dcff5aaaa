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
    /// The target of a partner who joined in its period.
    #[serde(default)]
    pub joiners: Joiners,
}

/// What the target of a partner is who joined in its period: `T x months present / months of the
/// period`, after all other changes. A partner who was there before, or whose day is not known, has
/// all of it; one who joins after the period, or was there for no such month, has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Joiners {
    /// All of T.
    #[default]
    Whole,
    /// For the months of the period that begin on the day it joined or later.
    WholeMonths,
    /// For these and the month in which it joined.
    BegunMonths,
}

impl Joiners {
    /// Whether a joiner has all of T.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Whole)
    }
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
