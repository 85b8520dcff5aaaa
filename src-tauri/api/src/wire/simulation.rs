//! A simulation: what the program pays over the replay, seen from above.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Asks what the program would pay with some values changed; the document stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Simulate {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// Whether to keep the payout lines in the document, for others who look into it. Only those of
    /// the document's own program without changes are kept.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub keep: bool,
}

/// What a program pays, beside what the baseline pays.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Simulation {
    /// What the program is called: its name, or that of the scenario.
    pub scenario: String,
    /// What the baseline is called: `program as opened`, or the name of the program or a scenario.
    pub baseline: String,
    /// What was made of the history: `grown to plan`, `drawn again (seed 7)`; empty for the history.
    pub ground: String,
    /// Everything that is paid: the sum of all payout lines, MDF accrual included.
    pub total: String,
    /// The same for the baseline.
    pub baseline_total: String,
    /// `total - baseline_total`.
    pub change: String,
    /// The change as a fraction of the baseline; none where the baseline is zero.
    pub change_rate: Option<String>,
    /// The currency of every amount here.
    pub currency: String,
    /// The replay in words: `Q1 FY25 to Q4 FY25 (Jan to Dec 2025)`.
    pub window: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// Only facts dated up to this day count.
    pub as_of: String,
    /// Won deals that closed in the replay.
    pub deals: u32,
    /// How long the calculation took.
    pub calculated_in_ms: u32,
    /// What every figure rests on: program, data and period.
    pub caption: String,
    /// Partners who get more than with the baseline.
    pub better: u32,
    /// Partners who get less.
    pub worse: u32,
    /// Partners who get the same.
    pub unchanged: u32,
    /// Payout as a fraction of revenue; none without revenue.
    pub effective_rate: Option<String>,
    /// The same for the baseline.
    pub baseline_effective_rate: Option<String>,
    /// Net revenue of won deals with a partner, by declared share.
    pub revenue: String,
    /// The part of the total that goes into MDF balances.
    pub mdf: String,
    /// The same for the baseline.
    pub baseline_mdf: String,
    /// The one thing to see in the quarters; empty where nothing is paid.
    pub finding: String,
    /// The quarters of the replay; they add up to the total.
    pub quarters: Vec<Quarter>,
    /// The scale that the quarters are drawn on.
    pub axis: Axis,
    /// Every incentive that is on or a shadow; those that are on add up to the total.
    pub incentives: Vec<IncentiveTotal>,
    /// Partners by the level they hold at the end of the replay; they add up to the total.
    pub tiers: Vec<TierTotal>,
}

/// A quarter of the replay.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Quarter {
    /// The name figures refer to it by: `Q4 FY25`.
    pub id: String,
    /// The name people read: `Q4 FY25 (Oct to Dec 2025)`.
    pub label: String,
    /// What it pays.
    pub total: String,
    /// What it pays with the baseline.
    pub baseline_total: String,
    /// How long its baseline bar is; below zero hangs down.
    pub baseline_size: f64,
    /// One part for each incentive that is paid, in stacking order; they add up to the total.
    pub parts: Vec<QuarterPart>,
}

/// An incentive's part of a quarter.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct QuarterPart {
    /// The incentive's id.
    pub incentive: String,
    /// What it pays.
    pub amount: String,
    /// How long its part of the bar is; below zero hangs down.
    pub size: f64,
}

/// The scale of a chart. Every size and position is a fraction of its height.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Axis {
    /// Where zero lies, from 0 at the bottom to 1 at the top.
    pub zero: f64,
    /// Its ticks, lowest first.
    pub ticks: Vec<Tick>,
}

/// A tick of a scale.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Tick {
    /// Where it lies, from 0 at the bottom to 1 at the top.
    pub at: f64,
    /// The amount it stands for.
    pub amount: String,
}

/// What an incentive pays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct IncentiveTotal {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it pays.
    pub total: String,
    /// What it pays with the baseline.
    pub baseline_total: String,
    /// `total - baseline_total`.
    pub change: String,
    /// Its part of the whole total as a fraction; none for a shadow, or where nothing is paid.
    pub share: Option<String>,
    /// Whether it is only shown, not paid; then it is no part of the total.
    pub shadow: bool,
    /// Whether it goes into MDF balances instead of being paid out.
    pub mdf: bool,
}

/// What partners of a level get.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TierTotal {
    /// The track's id; empty for partners on no track.
    pub track: String,
    /// The level's id; empty for partners on no track.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Partners who hold it at the end of the replay.
    pub partners: u32,
    /// Partners who hold it then with the baseline.
    pub baseline_partners: u32,
    /// What these partners get over the whole replay.
    pub total: String,
}
