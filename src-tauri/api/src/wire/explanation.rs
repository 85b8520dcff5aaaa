//! Why a figure is what it is, from the whole down to one payout line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Deal, Figure};

/// Asks why a figure is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Explain {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The figure; empty for the whole payout.
    #[serde(default)]
    pub figure: Figure,
    /// Instead of the program at hand and the values to try: `program`, `opened`, or a scenario by its
    /// id or name.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scenario: Option<String>,
}

/// Why a figure is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Explanation {
    /// The figure that was asked for, its names as the document spells them.
    pub figure: Figure,
    /// What the figure is, in words: `Volume rebate, Nordwind Systems, Q4 FY25`.
    pub title: String,
    /// The figures it is a part of, from the whole down, itself left out.
    pub crumbs: Vec<Crumb>,
    /// The figure.
    pub amount: String,
    /// The currency of every amount here.
    pub currency: String,
    /// What it rests on: program, data and period.
    pub caption: String,
    /// Why it is this amount, in a sentence.
    pub sentence: String,
    /// The calculation with the numbers put in, a line each: `498,210.00 x 0.06 = 29,892.60`.
    pub formula: Vec<String>,
    /// What it is made of; the amounts add up to the figure exactly, rounding being a part of its own.
    pub parts: Vec<Part>,
    /// What was done, in order; only for one payout line.
    pub steps: Vec<Step>,
    /// Why nothing is paid, where nothing is.
    pub why_not: Option<String>,
    /// The next threshold, how far it is and what it would bring.
    pub next_threshold: Option<String>,
    /// The first rows behind it, for figures of one partner; all of them come in pages.
    pub deals: Vec<Deal>,
    /// How many rows are behind it.
    pub total_deals: u32,
    /// All of it as plain text, for copying.
    pub text: String,
}

/// A figure that an explained figure is a part of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// The figure.
    pub figure: Figure,
}

/// A part of a figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Part {
    /// What it is.
    pub label: String,
    /// More about it; empty where there is nothing to say.
    pub detail: String,
    /// Its amount; below zero where a limit or rounding takes away.
    pub amount: String,
    /// The figure to ask for next; none where it cannot be opened further.
    pub figure: Option<Figure>,
}

/// A step of a calculation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Step {
    /// What kind of step: `tier`, `measure`, `schedule`, `limit`, `rounding` ...
    pub kind: String,
    /// What was done.
    pub label: String,
    /// More about it; empty where there is nothing to say.
    pub detail: String,
    /// What came out; empty where there is nothing.
    pub value: String,
}
