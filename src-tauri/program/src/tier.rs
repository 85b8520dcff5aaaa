//! Tier ladders (`RULES` section 3).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Filter, Money, Period, measure::Requirement};

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
    /// When a partner who reaches more moves up.
    #[serde(default)]
    pub upgrade: Upgrade,
    /// When a partner who no longer qualifies moves down.
    pub downgrade: Downgrade,
    /// How long a level may be missed before it falls.
    #[serde(default)]
    pub grace: Grace,
    /// What the levels in the facts, held or granted before, count for.
    #[serde(default)]
    pub grants: Grants,
    /// Levels that some partners have at least, whatever they reach.
    #[serde(default)]
    pub minimums: Vec<Minimum>,
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

/// When a partner moves up. A move counts from the day after it is earned, so that the deal that
/// earns it still counts at the old level.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Upgrade {
    /// At the review that finds the requirement met.
    #[default]
    AtReview,
    /// On the first day that the requirement is met, each window being taken up to that day and the
    /// review period from its first day.
    AtOnce,
}

/// When a partner moves down.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Downgrade {
    /// At the review that finds the requirement missed.
    AtReview,
    /// At the last review that ends in a fiscal year, when that one finds the requirement missed.
    AtYearEnd,
    /// Never: a level once earned is kept.
    Never,
}

/// How long a level may be missed before it falls. A review that finds it met again begins anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grace {
    /// Not at all: the first review that may take it does.
    #[default]
    None,
    /// So many reviews in a row may miss it; the next one in the row takes it.
    Reviews(u16),
    /// It falls at a review that misses it so many months or more after the first one in the row.
    Months(u16),
}

/// What the level rows of the facts count for. Until the first review that ends in the replay, a
/// row is the level its partner has on the days it covers, whatever the ladder finds on earlier
/// facts. Of several rows for one day the highest counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grants {
    /// Only that: the first review takes the level held as its own and moves it like any other.
    #[default]
    UntilFirstReview,
    /// Also later, as the least level its partner has up to the row's last day: grandfathering, or a
    /// status match with an end date. The ladder's own level goes on beneath it.
    Floor,
}

/// A level that some partners have at least, between two days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// Which partners have it.
    #[serde(default)]
    pub who: Filter,
    /// The level, by id.
    pub level: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; open where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
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
    /// What a partner at this level gets besides rates: all of it, none is taken over from the
    /// levels below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub benefits: Vec<Benefit>,
}

/// Something that comes with a level and is not paid out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Benefit {
    /// The name people read: executive sponsor, training seats, co-branding.
    pub name: String,
    /// What it is planned to cost for one partner and fiscal year, in whole minor units: in the
    /// program's cost and never in a payout. Nothing where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planning_cost: Option<Money>,
}
