//! What a program pays by one of its sides.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Axis, Change, Figure};

/// Asks what each quarter, incentive, tier, region, type or partner gets.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetBreakdown {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// What the groups are.
    pub by: Dimension,
    /// The most groups to answer by themselves; those after them are put together into one. All
    /// where left out.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// What payouts are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The quarter of the replay.
    Quarter,
    /// The incentive that pays.
    Incentive,
    /// The level the partner holds at the end of the replay, in each program.
    Tier,
    /// The partner's region.
    Region,
    /// The partner's type.
    Kind,
    /// The partner.
    Partner,
}

/// What each group gets; the groups add up to the total.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Breakdown {
    /// What the groups are.
    pub by: Dimension,
    /// The one thing to see in them.
    pub finding: String,
    /// How the groups are made, in words.
    pub note: String,
    /// The groups, in time, in the order of the program, or the highest first.
    pub groups: Vec<BreakdownGroup>,
    /// The incentives that the parts of groups are of, in stacking order.
    pub series: Vec<BreakdownSeries>,
    /// What all groups get.
    pub total: String,
    /// What they get with the baseline.
    pub baseline_total: String,
    /// The difference of the two.
    pub change: String,
    /// The scale that the groups are drawn on.
    pub axis: Axis,
    /// The currency of every amount here.
    pub currency: String,
}

/// An incentive that groups get parts from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct BreakdownSeries {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it pays all groups.
    pub total: String,
}

/// One group.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct BreakdownGroup {
    /// Its id; empty for the others put together.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What else tells it: the months of a quarter, the id of a partner.
    pub detail: String,
    /// Partners in it; none where the group is not made of partners.
    pub partners: Option<u32>,
    /// What it gets.
    pub total: String,
    /// What it gets with the baseline.
    pub baseline_total: String,
    /// The difference of the two.
    pub change: String,
    /// Its fraction of the total; none where nothing is paid.
    pub share: Option<String>,
    /// How long its baseline bar is; below zero points the other way.
    pub baseline_size: f64,
    /// One part for each incentive; they add up to what it gets.
    pub parts: Vec<BreakdownPart>,
    /// The figure that explains it; none where no single figure does.
    pub figure: Option<Figure>,
}

/// An incentive's part of a group.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct BreakdownPart {
    /// The incentive's id.
    pub incentive: String,
    /// What it pays.
    pub amount: String,
    /// How long its part of the bar is; below zero points the other way.
    pub size: f64,
}
