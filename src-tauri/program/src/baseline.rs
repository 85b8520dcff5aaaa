//! Baselines: the earlier or agreed number B that growth is measured from (`RULES` section 2).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Filter, Quantity, Rate};

/// What B is.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// What B is taken from.
    pub of: BaselineOf,
    /// What happens where B is zero or less.
    pub when_none: WhenNoBaseline,
    /// Price rises and acquisitions that change B.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<Restated>,
}

/// What a baseline is taken from. What was sold earlier counts as V does.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaselineOf {
    /// The same period a year earlier.
    SamePeriodLastYear,
    /// The period just before.
    PreviousPeriod,
    /// The mean of so many periods just before.
    TrailingMean(u16),
    /// A fixed number for each period, in the unit of V.
    Fixed(Quantity),
    /// A number agreed with the partner, in the facts.
    Target(AgreedTarget),
    /// The one of these that pays most; of equal ones the first.
    BestOf(Vec<BaselineOf>),
}

impl BaselineOf {
    /// What it is, in words, for what is compared in periods called `period`.
    #[must_use]
    pub fn words(&self, period: &str) -> String {
        crate::sentence::taken_from(self, period)
    }
}

/// A number agreed in the facts: the target rows of a name whose period lies whole in the period
/// they are compared in, added up.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreedTarget {
    /// The name of the target, such as quota or baseline, as spelled in the facts.
    pub name: String,
    /// What the target measures, as spelled in the facts; rows of any measure where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
}

/// What a baseline of zero or less means.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenNoBaseline {
    /// Nothing is earned.
    Skip,
    /// All of V is growth, and the top band holds.
    AllIsGrowth,
    /// This number, in the unit of V, stands for B.
    Minimum(Quantity),
    /// The median of the baselines above zero of the other partners of the same segment on a
    /// track, by the track's id; nothing is earned where there are none.
    MedianOfPeers(String),
}

/// A price rise or an acquisition: from a day on it changes B or T, in proportion to the whole
/// months of their period that lie from that day on.
///
/// `B x by x months / months of the period`, or `by x months / months of the period` for an
/// amount, is added; several are added each by itself.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Restated {
    /// The day of the price rise or the acquisition.
    pub from: NaiveDate,
    /// The last day it changes anything; open where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Partners it concerns.
    #[serde(default)]
    pub who: Filter,
    /// By how much.
    pub by: RestatedBy,
}

/// By how much a baseline or target is changed for a whole period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RestatedBy {
    /// A part of it, 0.05 for prices that rise by five percent.
    Rate(Rate),
    /// An amount in the unit of V, such as what an acquired company sells in a period.
    Amount(Quantity),
}
