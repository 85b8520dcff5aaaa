//! Doubts about figures: reported, listed, and settled.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Figure};

/// Asks for the doubts about figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetDoubts {
    /// Those about figures of what is looked at alone: nothing else is calculated for them.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub viewed: bool,
}

/// The doubts about figures, the latest reported first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Doubts {
    /// Every doubt.
    pub doubts: Vec<Doubt>,
    /// How many are open.
    pub open: u32,
    /// How many were answered.
    pub answered: u32,
    /// How many were upheld.
    pub upheld: u32,
    /// How many were upheld while their figure is what it was.
    pub upheld_unchanged: u32,
}

/// A doubt about a figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Doubt {
    /// Its number, from 1; no other doubt of the document ever has it.
    pub number: u32,
    /// The figure that is doubted.
    pub figure: Figure,
    /// What the figure was called: `Volume rebate, Nordwind Systems, Q4 FY25`.
    pub title: String,
    /// What it rested on: program, data and period.
    pub caption: String,
    /// The scenario that it is of; none for the program.
    pub scenario: Option<String>,
    /// What that scenario or the program is called now.
    pub of: String,
    /// Whether that is what is looked at now.
    pub viewed: bool,
    /// What was calculated when the doubt was reported.
    pub amount: String,
    /// The currency of that.
    pub currency: String,
    /// What is doubted.
    pub text: String,
    /// Who doubts it; empty where nobody said.
    pub who: String,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub reported_at: String,
    /// How it stands.
    pub state: DoubtState,
    /// What was answered; empty where nothing was.
    pub answer: String,
    /// Who settled it; empty where nobody said.
    pub answered_by: String,
    /// When it was settled; none of one that is open.
    pub answered_at: Option<String>,
    /// Whether the figure is another than it was, or cannot be calculated any more.
    pub changed: bool,
    /// What the figure is now; none where it cannot be calculated.
    pub now: Option<String>,
    /// The currency of that.
    pub currency_now: String,
    /// What it is now less what it was; none where that cannot be said.
    pub change: Option<String>,
    /// Why it cannot be calculated.
    pub why_not: Option<String>,
}

/// How a doubt stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DoubtState {
    /// Nobody has settled it.
    Open,
    /// The figure is right, and why was answered.
    Answered,
    /// The figure is wrong.
    Upheld,
}

/// Reports a doubt about a figure of what is looked at, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportDoubt {
    /// The figure; empty for the whole payout.
    #[serde(default)]
    pub figure: Figure,
    /// The values that are tried on screen: a figure of values that are not kept is not taken.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// What is doubted.
    pub text: String,
    /// Who doubts it.
    #[serde(default)]
    #[ts(optional)]
    pub who: Option<String>,
}

/// Settles a doubt or opens it again, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SettleDoubt {
    /// The doubt's number.
    pub number: u32,
    /// How it stands from now on.
    pub state: DoubtState,
    /// What is answered: needed of one that is answered, nothing of one that is opened again.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub answer: String,
    /// Who settles it.
    #[serde(default)]
    #[ts(optional)]
    pub who: Option<String>,
}
