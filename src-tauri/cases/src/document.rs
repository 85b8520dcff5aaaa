//! A case as it is written.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use tierwright_program::{Money, incentive::Account};

use crate::{
    facts::CaseFacts,
    funds::{ExpectedFundEntry, ExpectedReturn},
    owed::{ExpectedEstimate, ExpectedLiability},
};

/// One case: one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in one sentence.
    pub title: String,
    /// Where it was published, for an example of somebody else's.
    #[serde(default)]
    pub source: Option<String>,
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
    /// The day it is seen on: facts dated later do not count. All count where left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
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
    /// The label of one settlement of the incentive instead of a quarter, such as `Oct 2025`.
    #[serde(default)]
    pub period: Option<String>,
    /// A day whose level is expected, instead of a quarter.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// The incentive whose amount is expected.
    #[serde(default)]
    pub incentive: Option<String>,
    /// What it pays.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Steps that its explanation has, in any order; with a quarter.
    #[serde(default)]
    pub steps: Vec<ExpectedStep>,
    /// The account whose ledger is expected; cash where left out.
    #[serde(default)]
    pub account: Option<Account>,
    /// Every entry of the partner's account, in order.
    #[serde(default)]
    pub ledger: Option<Vec<ExpectedEntry>>,
    /// The track that the level or the moves are of, by id; the first one where left out.
    #[serde(default)]
    pub track: Option<String>,
    /// The level id on the quarter's last day, or on the day.
    #[serde(default)]
    pub level: Option<String>,
    /// What the benefits of the level are planned to cost in the quarter, over all partners.
    #[serde(default)]
    pub planning_cost: Option<Money>,
    /// The fund whose ledger is expected, by id; the only one where left out.
    #[serde(default)]
    pub fund: Option<String>,
    /// Every entry of the fund's ledger, in order: of the partner, or of the pool.
    #[serde(default)]
    pub fund_ledger: Option<Vec<ExpectedFundEntry>>,
    /// What the funds returned: of the partner, or of all.
    #[serde(default)]
    pub fund_return: Option<ExpectedReturn>,
    /// Cells of the liability over all partners.
    #[serde(default)]
    pub liability: Option<Vec<ExpectedLiability>>,
    /// What an open period of the incentive has accrued, on the last day that is looked at.
    #[serde(default)]
    pub estimate: Option<ExpectedEstimate>,
    /// Every move of the partner, by day.
    #[serde(default)]
    pub moves: Option<Vec<ExpectedMove>>,
}

/// A step of an explanation, as it is worded; what is left out is not looked at.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedStep {
    /// The kind of step, such as `measure`, `schedule`, `pool` or `why_not`.
    pub kind: String,
    /// What it is.
    #[serde(default)]
    pub label: Option<String>,
    /// What went into it.
    #[serde(default)]
    pub detail: Option<String>,
    /// What came out.
    #[serde(default)]
    pub value: Option<String>,
}

/// An entry of a partner's account.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedEntry {
    /// The day.
    pub on: NaiveDate,
    /// What happened, such as `due`, `held_back` or `paid`.
    pub what: String,
    /// The amount in the program's currency; below zero where it leaves the account.
    pub amount: Money,
    /// What was paid in the pay currency, where it is another one.
    #[serde(default)]
    pub paid: Option<Money>,
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
