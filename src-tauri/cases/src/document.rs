//! A case as it is written.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use tierwright_program::Money;

use crate::facts::CaseFacts;

/// One case: one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in one sentence.
    pub title: String,
    /// How the expected figures were worked out by hand.
    #[serde(default)]
    pub working: Vec<String>,
    /// The parts of the program that matter; the rest is as in an empty one in USD.
    pub program: Map<String, Value>,
    /// What happened.
    pub facts: CaseFacts,
    /// The first day of the replay.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// What must come out.
    pub expect: Vec<Expected>,
}

/// What must come out for one partner: an amount or a level in a quarter, the level on a day, or
/// every move on a track; or, for no partner, what a level is planned to cost in a quarter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The partner.
    #[serde(default)]
    pub partner: String,
    /// The quarter's label, such as `Q1 FY25`.
    #[serde(default)]
    pub quarter: Option<String>,
    /// A day whose level is expected, instead of a quarter.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// The incentive whose amount is expected.
    #[serde(default)]
    pub incentive: Option<String>,
    /// What it pays.
    #[serde(default)]
    pub amount: Option<Money>,
    /// The track that the level or the moves are of, by id; the first one where left out.
    #[serde(default)]
    pub track: Option<String>,
    /// The level id on the quarter's last day, or on the day.
    #[serde(default)]
    pub level: Option<String>,
    /// What the benefits of the level are planned to cost in the quarter, over all partners.
    #[serde(default)]
    pub planning_cost: Option<Money>,
    /// Every move of the partner, by day.
    #[serde(default)]
    pub moves: Option<Vec<ExpectedMove>>,
}

/// A change of a partner's level.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedMove {
    /// The first day the new level counts.
    pub on: NaiveDate,
    /// The level id before.
    pub from: String,
    /// The level id from then on.
    pub to: String,
    /// Why, such as `earned_at_review`.
    pub why: String,
}
