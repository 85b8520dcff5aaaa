//! Studies: what-if questions of one program on its history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Axis, Change};

/// Asks a study of the program with some values changed; the document stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// Which study, and its settings.
    pub of: StudyOf,
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
}

/// A study and its settings. Parts and rates are fractions such as `"0.05"`, amounts are of the
/// program's currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "study", rename_all = "snake_case", deny_unknown_fields)]
pub enum StudyOf {
    /// Thresholds where one more cent of sales brings a jump, who stands below, and what to do.
    Cliffs {
        /// How near below a threshold partners are listed, in parts of it; 0.05 where left out.
        #[serde(default)]
        #[ts(optional)]
        within: Option<String>,
        /// The partner, by id, whose curve is drawn; the one with the largest jump where left out.
        #[serde(default)]
        #[ts(optional)]
        partner: Option<String>,
    },
    /// Each lever low and high, pairs of the largest, and what volume pays for each rule.
    WhatMatters {
        /// How far levers are moved down and up, in parts; 0.1 where left out.
        #[serde(default)]
        #[ts(optional)]
        by: Option<String>,
        /// The levers, by name or place; all of the program where left out.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        levers: Vec<String>,
        /// The margin of a unit of revenue; no break-even is worked out where left out.
        #[serde(default)]
        #[ts(optional)]
        margin: Option<String>,
        /// How the volume of the deals of rules is taken to change.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        reactions: Vec<StudyReaction>,
    },
    /// Levers moved until a target is met. One of `budget`, `winners` and `return_on_cost` is the
    /// target.
    FindSetting {
        /// The most that is paid.
        #[serde(default)]
        #[ts(optional)]
        budget: Option<String>,
        /// The least part of partners who get more than now.
        #[serde(default)]
        #[ts(optional)]
        winners: Option<String>,
        /// The least `(margin x revenue - cost) / cost`; needs a margin.
        #[serde(default)]
        #[ts(optional)]
        return_on_cost: Option<String>,
        /// The margin of a unit of revenue.
        #[serde(default)]
        #[ts(optional)]
        margin: Option<String>,
        /// The levers, by name or place; all of the program where left out.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        levers: Vec<String>,
        /// The least that a lever is multiplied by; 0.5 where left out.
        #[serde(default)]
        #[ts(optional)]
        least: Option<String>,
        /// The most; 1.5 where left out.
        #[serde(default)]
        #[ts(optional)]
        most: Option<String>,
    },
    /// Bunching at thresholds, deals moved and split at worst, own referrals.
    Gaming {
        /// How far around a threshold partners are counted, in parts of it; 0.05 where left out.
        #[serde(default)]
        #[ts(optional)]
        within: Option<String>,
        /// By how many days deals can be moved; 30 where left out.
        #[serde(default)]
        #[ts(optional)]
        days: Option<u16>,
    },
    /// Every scenario on one history, and two values of the program moved together.
    Programs {
        /// The two values, by name or place; those that move the bill most where left out.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        levers: Vec<String>,
        /// How far values are moved down and up, in parts; 0.2 where left out.
        #[serde(default)]
        #[ts(optional)]
        by: Option<String>,
    },
    /// The program on the history, on the plan and on years drawn again.
    Futures {
        /// Years that are drawn; 20 where left out.
        #[serde(default)]
        #[ts(optional)]
        years: Option<u32>,
        /// The seed of the first year; 7 where left out.
        #[serde(default)]
        #[ts(optional)]
        seed: Option<u32>,
    },
    /// How the bill could come out: the year drawn again from its own partners and deals.
    Risk {
        /// The bill that should not be passed; the program's budget where left out.
        #[serde(default)]
        #[ts(optional)]
        budget: Option<String>,
        /// The seed; 7 where left out.
        #[serde(default)]
        #[ts(optional)]
        seed: Option<u32>,
        /// Years that are drawn; 2,000 where left out.
        #[serde(default)]
        #[ts(optional)]
        draws: Option<u32>,
        /// Replays that they are drawn from; 60 where left out.
        #[serde(default)]
        #[ts(optional)]
        replays: Option<u32>,
        /// Whether the partners stay as they are and only deals are drawn.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        same_partners: bool,
    },
    /// Deals paid by several rules or by none, and what like partners get.
    Overlap {},
    /// What MDF brought, how far it is used, and how the next money could be divided.
    Mdf {
        /// The margin of a unit of revenue; 0.3 where left out.
        #[serde(default)]
        #[ts(optional)]
        margin: Option<String>,
        /// What is divided; what was paid in the replay where left out.
        #[serde(default)]
        #[ts(optional)]
        amount: Option<String>,
        /// The least for each partner; none where left out.
        #[serde(default)]
        #[ts(optional)]
        least: Option<String>,
        /// The most for each partner; no limit where left out.
        #[serde(default)]
        #[ts(optional)]
        most: Option<String>,
        /// What partners get by hand; the others divide what is left by revenue.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        hand: Vec<StudyHand>,
    },
    /// How the channel does, who is like the best, and who is at risk.
    Scorecard {
        /// The margin of a unit of revenue; no return is worked out where left out.
        #[serde(default)]
        #[ts(optional)]
        margin: Option<String>,
        /// What winning customers directly cost in the replay besides payouts.
        #[serde(default)]
        #[ts(optional)]
        direct_cost: Option<String>,
    },
    /// Every attribution model on one history.
    Swap {},
    /// Some partners compared with others who were like them before. The values that are tried are
    /// what the pilot partners are promised.
    Pilot {
        /// Partners of the pilot, by id; those of the segment where left out.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        partners: Vec<String>,
        /// Partners of this region alone.
        #[serde(default)]
        #[ts(optional)]
        region: Option<String>,
        /// Partners of this type alone.
        #[serde(default)]
        #[ts(optional)]
        partner_type: Option<String>,
        /// Partners of this segment alone.
        #[serde(default)]
        #[ts(optional)]
        segment: Option<String>,
        /// The first day of the window; the last two quarters of the replay where left out.
        #[serde(default)]
        #[ts(optional)]
        from: Option<String>,
        /// The last day of the window.
        #[serde(default)]
        #[ts(optional)]
        until: Option<String>,
        /// What is measured; revenue where left out.
        #[serde(default)]
        #[ts(optional)]
        measure: Option<StudyMeasure>,
        /// The seed of the cost's range; 7 where left out.
        #[serde(default)]
        #[ts(optional)]
        seed: Option<u32>,
    },
    /// Waves in which the values that are tried are brought to all partners, each with its beginning,
    /// its budget, and what has to hold before the next.
    Rollout {
        /// What partners of one wave have in common; their segment where left out.
        #[serde(default)]
        #[ts(optional)]
        by: Option<StudyWaves>,
        /// The segment, region or type of the first wave; the smallest where left out.
        #[serde(default)]
        #[ts(optional)]
        first: Option<String>,
        /// A day in the quarter in which the first wave begins; the one after the replay where left out.
        #[serde(default)]
        #[ts(optional)]
        from: Option<String>,
        /// Quarters from wave to wave; 2 where left out.
        #[serde(default)]
        #[ts(optional)]
        apart: Option<u8>,
        /// The seed of the budgets' range; 7 where left out.
        #[serde(default)]
        #[ts(optional)]
        seed: Option<u32>,
    },
    /// The least and the most that the rules pay over their orders.
    Order {
        /// The seed of orders drawn; 7 where left out.
        #[serde(default)]
        #[ts(optional)]
        seed: Option<u32>,
    },
}

/// What the partners of a wave have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StudyWaves {
    /// Their segment.
    Segment,
    /// Their region.
    Region,
    /// Their type.
    PartnerType,
}

/// What a pilot measures, by partner and quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StudyMeasure {
    /// Revenue by declared share.
    Revenue,
    /// Won deals.
    Deals,
    /// Won deals with another partner on them.
    JointDeals,
}

/// What a partner gets by hand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StudyHand {
    /// The partner, by id.
    pub partner: String,
    /// The amount.
    pub amount: String,
}

/// How the volume of the deals of a rule is taken to change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StudyReaction {
    /// The rule, by id.
    pub incentive: String,
    /// The change in parts: 0.05 for 5% more.
    pub volume: String,
}

/// What a study found.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StudyReport {
    /// Which study: `cliffs`.
    pub study: String,
    /// What it is called.
    pub title: String,
    /// The one thing to see in it.
    pub finding: String,
    /// How it was found, and what it does not say.
    pub method: String,
    /// What every figure rests on: program, data and period.
    pub basis: String,
    /// The seed of its draws; none where it draws nothing.
    pub seed: Option<String>,
    /// The currency of every amount.
    pub currency: String,
    /// Its main figures.
    pub figures: Vec<StudyFigure>,
    /// A picture of it, where there is one.
    pub picture: Option<StudyPicture>,
    /// Everything it found, in rows.
    pub tables: Vec<StudyTable>,
}

/// A main figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StudyFigure {
    /// What it is.
    pub name: String,
    /// Its value as text; empty where there is none.
    pub value: String,
    /// What kind of value it is.
    pub unit: StudyUnit,
}

/// What kind of value a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StudyUnit {
    /// Words.
    Text,
    /// An amount.
    Money,
    /// A fraction that reads as a percentage.
    Rate,
    /// A number.
    Number,
}

/// Rows that a study found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StudyTable {
    /// A stable name: `near`.
    pub id: String,
    /// What it lists.
    pub title: String,
    /// What to know before reading it; empty where there is nothing.
    pub note: String,
    /// Its columns.
    pub columns: Vec<StudyColumn>,
    /// Its rows, the most important first.
    pub rows: Vec<StudyRow>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StudyColumn {
    /// Its heading.
    pub name: String,
    /// What its cells are.
    pub unit: StudyUnit,
}

/// A row of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct StudyRow {
    /// A cell for each column; empty where there is no value.
    pub cells: Vec<String>,
    /// The partner it is about, by id.
    pub partner: Option<String>,
    /// The place in the program it is about.
    pub place: Option<String>,
    /// The deal it is about, by id.
    pub deal: Option<String>,
}

/// A picture: positions are parts of its width or height.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StudyPicture {
    /// A line over a horizontal axis of amounts.
    Curve {
        /// What is drawn upward.
        up: String,
        /// What is drawn to the right.
        right: String,
        /// The axis upward.
        axis: Axis,
        /// The axis to the right.
        across: Axis,
        /// The points, from left to right.
        points: Vec<StudyPoint>,
    },
    /// Bars to both sides of what is now, one above the other.
    Swings {
        /// What bars are of.
        of: String,
        /// The axis; its zero is no change.
        axis: Axis,
        /// The bars, the longest first.
        bars: Vec<StudySwing>,
    },
    /// Bars from zero, one above the other.
    Bars {
        /// What bars are of.
        of: String,
        /// The axis.
        axis: Axis,
        /// The bars.
        bars: Vec<StudyBar>,
    },
    /// Twenty dots, each standing for one year in twenty.
    Dots {
        /// What dots are of.
        of: String,
        /// The axis to the right.
        axis: Axis,
        /// The budget line.
        budget: Option<StudyPoint>,
        /// The dots, from left to right.
        dots: Vec<StudyDot>,
    },
}

/// A point of a curve.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StudyPoint {
    /// Its position to the right.
    pub right: f64,
    /// Its position upward.
    pub up: f64,
    /// What it stands for, in words.
    pub label: String,
}

/// A bar to both sides.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StudySwing {
    /// What is moved.
    pub name: String,
    /// Its place in the program.
    pub place: String,
    /// The value it is moved down to, as it reads.
    pub low: String,
    /// The value it is moved up to.
    pub high: String,
    /// What the low value changes.
    pub low_change: String,
    /// What the high value changes.
    pub high_change: String,
    /// Where the end of the low value is.
    pub low_at: f64,
    /// Where the end of the high value is.
    pub high_at: f64,
}

/// A bar from zero.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StudyBar {
    /// What it is of.
    pub name: String,
    /// The amount it stands for.
    pub amount: String,
    /// Where its end is.
    pub at: f64,
    /// Whether it is the one that others are looked at beside.
    pub marked: bool,
}

/// A dot of a quantile plot.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StudyDot {
    /// Where its column is.
    pub right: f64,
    /// How many dots lie below it.
    pub level: u32,
    /// Whether it lies beyond the budget.
    pub over: bool,
    /// The amount it stands for.
    pub amount: String,
}
