//! Tier ladders (`RULES` section 3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Filter, Period, measure::Requirement};

/// A ladder of levels for the partners on one track.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// A short name that incentives refer to.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Which partners are on it.
    #[serde(default)]
    pub who: Filter,
    /// How often a partner's level is reviewed, at the end of each such period.
    pub review: Period,
    /// Which level a review gives.
    pub level_is: LevelIs,
    /// When a partner who no longer qualifies moves down.
    pub downgrade: Downgrade,
    /// The levels, lowest first; the first one asks for nothing.
    pub levels: Vec<Level>,
}

/// Which level a partner has when several requirements are met.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LevelIs {
    /// The highest level whose own requirement is met.
    HighestMet,
    /// The last level before the first one missed.
    LastBeforeFirstMissed,
}

/// When a partner moves down.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Downgrade {
    /// At the review that finds the requirement missed.
    AtReview,
    /// Never: a level once earned is kept.
    Never,
}

/// One rung of a ladder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// A short name that rate columns refer to.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What a partner must reach; nothing for the lowest level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<Requirement>,
}
