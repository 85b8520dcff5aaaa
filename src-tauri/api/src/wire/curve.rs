//! Pay curves: what an incentive pays against what picks its band.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Axis, Change, Tick, Unit};

/// Asks for the pay curve of an incentive, with some values changed; the document stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetCurve {
    /// The incentive's id.
    pub incentive: String,
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The value paid on, or the baseline, of curves that need one for an example.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub example: Option<String>,
    /// How far to draw it, as an earlier curve says; so far that the top band is seen where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub until: Option<String>,
}

/// A pay curve. Positions are fractions of its width and height.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Curve {
    /// The one thing to see in it.
    pub finding: String,
    /// What stands along the bottom: `Revenue`.
    pub along: String,
    /// The kind of values along the bottom.
    pub unit: Unit,
    /// The currency of payouts.
    pub currency: String,
    /// The value that is taken for an example; none where the curve needs none.
    pub example: Option<CurveExample>,
    /// How far it is drawn.
    pub until: String,
    /// The left end as a number.
    pub least: String,
    /// The right end as a number.
    pub most: String,
    /// A round step along the bottom.
    pub step: String,
    /// Ticks along the bottom.
    pub places: Vec<Tick>,
    /// The scale of payouts.
    pub axis: Axis,
    /// One line for each column of the schedule.
    pub lines: Vec<CurveLine>,
    /// Where bands begin.
    pub thresholds: Vec<CurveThreshold>,
    /// Caps on payouts that the lines do not show.
    pub limits: Vec<String>,
}

/// What a curve takes for an example.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CurveExample {
    /// What it is: `Revenue paid on`, `Baseline`.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its kind.
    pub unit: Unit,
}

/// The line of one column.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct CurveLine {
    /// The level, role or value; empty where there are no columns.
    pub name: String,
    /// Its points from the left.
    pub points: Vec<CurvePoint>,
    /// Where it jumps, and by how much.
    pub jumps: Vec<CurveJump>,
}

/// A point of a line.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct CurvePoint {
    /// From 0 at the left to 1 at the right.
    pub x: f64,
    /// From 0 at the bottom to 1 at the top.
    pub y: f64,
    /// Where it lies.
    pub at: String,
    /// What is paid there.
    pub pays: String,
}

/// A jump of a line.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct CurveJump {
    /// From 0 at the left to 1 at the right.
    pub x: f64,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The threshold.
    pub at: String,
    /// By how much the payout changes.
    pub amount: String,
}

/// Where a band begins.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct CurveThreshold {
    /// Its place in the program; a change sets it.
    pub place: String,
    /// From 0 at the left to 1 at the right.
    pub x: f64,
    /// The value.
    pub value: String,
}
