//! Scenarios side by side: their figures, what each difference does, and who wins and loses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Axis, Direction, Figure, ScenarioDifference};

/// Asks for scenarios side by side with the baseline.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// Each `program`, `opened` or a scenario by its id or name; the program and every scenario
    /// where left out. At most five with the baseline.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub scenarios: Vec<String>,
    /// What they are compared with; the baseline that was chosen, else the program, where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub baseline: Option<String>,
}

/// Scenarios side by side.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Compared {
    /// The baseline, then each scenario.
    pub columns: Vec<ComparedColumn>,
    /// Figures, each with a cell for every column.
    pub rows: Vec<ComparedRow>,
    /// The currency of every amount here.
    pub currency: String,
    /// What every figure rests on: data and period.
    pub caption: String,
    /// Scenarios that were left out because there is room for five.
    pub left_out: u32,
}

/// A program that is compared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ComparedColumn {
    /// `opened`, `program` or the id of a scenario.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Whether edits and levers go to it.
    pub edited: bool,
    /// What it has different from the baseline.
    pub differences: u32,
    /// Why it has no figures; empty where it has.
    pub failure: String,
}

/// A figure of every column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ComparedRow {
    /// What it is called by programs: `payout`, `incentive volume_rebate`.
    pub id: String,
    /// The name people read.
    pub label: String,
    /// What it belongs to.
    pub group: ComparedGroup,
    /// What kind of figure it is.
    pub unit: ComparedUnit,
    /// One for each column.
    pub cells: Vec<ComparedCell>,
}

/// What a row of figures belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComparedGroup {
    /// Figures of the whole.
    Whole,
    /// What each incentive pays; those that are paid add up to the payout.
    Incentives,
    /// Partners by the level they hold at the end.
    Levels,
}

/// What kind of figures a row has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ComparedUnit {
    /// Amounts.
    Money,
    /// Fractions, shown as percentages.
    Percent,
    /// Numbers of partners.
    Partners,
}

/// A figure of a column.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct ComparedCell {
    /// The figure; none where there is none.
    pub value: Option<String>,
    /// By how much it differs from the baseline's; none in the baseline's column.
    pub change: Option<String>,
    /// The same as a fraction of the baseline's; none where that is zero.
    pub change_rate: Option<String>,
    /// Whether it differs.
    pub differs: bool,
}

/// Asks what each difference does to the money.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// `program`, or a scenario by its id or name; what is looked at where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scenario: Option<String>,
    /// What it is compared with; the program where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub baseline: Option<String>,
}

/// What each difference does to the money. The effects of those that are on and `together` add up to
/// `total`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EffectList {
    /// What the scenario is called.
    pub scenario: String,
    /// What it is compared with.
    pub baseline: String,
    /// The scenario's id where the differences can be switched.
    pub id: Option<String>,
    /// The differences in words: `Lower thresholds differs from FY26 Partner Program in 3 places.`
    pub sentence: String,
    /// Each difference with what it does by itself.
    pub effects: Vec<DifferenceEffect>,
    /// What the differences do to each other, and what cannot be told apart.
    pub together: String,
    /// The whole change.
    pub total: String,
    /// The currency of every amount here.
    pub currency: String,
    /// What every figure rests on: data and period.
    pub caption: String,
}

/// A difference and what it does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DifferenceEffect {
    /// The difference.
    pub difference: ScenarioDifference,
    /// What the total changes by where it is the only difference; none where that cannot be
    /// calculated, and then it is part of `together`.
    pub alone: Option<String>,
    /// Why it cannot be calculated alone; empty where it can.
    pub reason: String,
}

/// Asks who wins and who loses.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Winners {
    /// `program`, `opened` or a scenario by its id or name; what is looked at where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scenario: Option<String>,
    /// What it is compared with; the baseline that was chosen, else the program, where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub baseline: Option<String>,
}

/// Who wins and who loses.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct WinnerList {
    /// What the scenario is called.
    pub scenario: String,
    /// What it is compared with.
    pub baseline: String,
    /// The one thing to see: `61 partners gain and 17 lose; the greatest loss is Halden Cloud's.`
    pub finding: String,
    /// Five groups from the greatest loss to the greatest gain; together they are all partners.
    pub groups: Vec<WinnerGroup>,
    /// Ten groups of partners by what they get with the baseline, the least first.
    pub deciles: Vec<WinnerGroup>,
    /// Moves between levels.
    pub moves: Vec<LevelMove>,
    /// The partners who lose most, the greatest loss first.
    pub worst: Vec<Winner>,
    /// The partners who gain most, the greatest gain first.
    pub best: Vec<Winner>,
    /// How many partners are the tenth that gets most.
    pub top_partners: u32,
    /// Their part of the whole, as a fraction.
    pub top_share: Option<String>,
    /// The same with the baseline, whose tenth may be others.
    pub baseline_top_share: Option<String>,
    /// Partners as dots: what they get with the baseline, and by how much that changes.
    pub dots: Vec<Dot>,
    /// Partners without a dot: those who change least, where there are too many to see.
    pub without_dot: u32,
    /// The scale along which the baseline runs.
    pub across: Axis,
    /// The scale along which the change runs.
    pub up: Axis,
    /// The currency of every amount here.
    pub currency: String,
    /// What every figure rests on: data and period.
    pub caption: String,
}

/// Partners together.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct WinnerGroup {
    /// The name people read: `Lose over 5%`.
    pub label: String,
    /// Which way they go.
    pub direction: Direction,
    /// How many they are.
    pub partners: u32,
    /// What they get with the baseline.
    pub baseline: String,
    /// What they get.
    pub payout: String,
    /// The difference of the two.
    pub change: String,
    /// The same as a fraction of the baseline; none where that is zero.
    pub change_rate: Option<String>,
    /// Their part of all partners, from 0 to 1, for drawing.
    pub partners_size: f64,
    /// Their part of what all get with the baseline, from 0 to 1, for drawing.
    pub money_size: f64,
}

/// Partners who hold another level at the end.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LevelMove {
    /// The level with the baseline; empty for none.
    pub from: String,
    /// The level with the scenario; empty for none.
    pub to: String,
    /// Up, down, or neither where the two do not compare.
    pub direction: Direction,
    /// How many they are.
    pub partners: u32,
    /// By how much their payout changes.
    pub change: String,
}

/// A partner whose payout changes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Winner {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it gets with the baseline.
    pub baseline: String,
    /// What it gets.
    pub payout: String,
    /// The difference of the two.
    pub change: String,
    /// The same as a fraction of the baseline; none where that is zero.
    pub change_rate: Option<String>,
}

/// A partner as a dot.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Dot {
    /// The partner's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it lies across, from 0 to 1.
    pub x: f64,
    /// Where it lies upward, from 0 to 1.
    pub y: f64,
    /// What it gets with the baseline.
    pub baseline: String,
    /// By how much that changes.
    pub change: String,
    /// Which way that is.
    pub direction: Direction,
    /// Whether its name is written beside it.
    pub labelled: bool,
}

/// Asks what a figure is in every scenario.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// Which figure.
    pub figure: Figure,
}

/// A figure in every scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ElsewhereList {
    /// The program and each scenario, with what it pays there.
    pub rows: Vec<ElsewhereRow>,
    /// The currency of every amount here.
    pub currency: String,
}

/// A figure in a scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ElsewhereRow {
    /// `program` or the id of a scenario.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Whether it is the one looked at.
    pub viewed: bool,
    /// The amount; none where the scenario cannot be calculated or has no such figure.
    pub amount: Option<String>,
    /// By how much it differs from the one looked at.
    pub change: Option<String>,
}
