//! A case as it is written.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value};
use tierwright_program::{Currency, Money, Rate};

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

/// The facts of a case, without what they do not need.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    /// Companies in the channel.
    pub partners: Vec<CasePartner>,
    /// Deals with their lines, credits and returns.
    pub deals: Vec<CaseDeal>,
    /// What partners did.
    #[serde(default)]
    pub activities: Vec<CaseActivity>,
    /// Exchange rates of the table `market`.
    #[serde(default)]
    pub rates: Vec<CaseRate>,
}

/// A partner; its id is its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePartner {
    /// Its id.
    pub id: String,
    /// Its type.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Its region.
    #[serde(default)]
    pub region: String,
}

/// A deal; won unless it says otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDeal {
    /// Its id.
    pub id: String,
    /// The day it closed.
    pub closed: NaiveDate,
    /// Its amount.
    pub amount: Money,
    /// Its stage; won where left out.
    #[serde(default)]
    pub stage: CaseStage,
    /// New, expansion, renewal.
    #[serde(default, rename = "type")]
    pub kind: String,
    /// Its lines; none where it is one line of its whole amount.
    #[serde(default)]
    pub lines: Vec<CaseLine>,
    /// Partners' parts in it.
    pub credits: Vec<CaseCredit>,
    /// What was returned of it.
    #[serde(default)]
    pub returns: Vec<CaseReturn>,
}

/// The stage of a deal.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStage {
    /// Not decided yet.
    Open,
    /// Won.
    #[default]
    Won,
    /// Lost.
    Lost,
}

/// A product on a deal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// Its id, unique in the deal.
    pub id: String,
    /// The product family.
    pub family: String,
    /// Its amount.
    pub amount: Money,
    /// How many; 1 where left out.
    #[serde(default)]
    pub quantity: Option<Rate>,
}

/// One partner's part in a deal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseCredit {
    /// The partner.
    pub partner: String,
    /// Its role.
    pub role: String,
    /// Its declared share.
    #[serde(default)]
    pub share: Option<Rate>,
}

/// A return.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReturn {
    /// Its day.
    pub date: NaiveDate,
    /// What it takes back, above zero.
    pub amount: Money,
    /// The line it takes back, when known.
    #[serde(default)]
    pub line: Option<String>,
}

/// Something a partner did.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseActivity {
    /// The partner.
    pub partner: String,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub date: NaiveDate,
    /// The last day it is valid.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// Who did it.
    #[serde(default)]
    pub person: String,
}

/// An exchange rate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRate {
    /// The currency that is priced.
    pub currency: Currency,
    /// The currency it is priced in.
    pub base: Currency,
    /// Its day.
    pub date: NaiveDate,
    /// The rate.
    pub rate: Rate,
    /// Whether it says units of the currency for one of the base.
    #[serde(default)]
    pub units_per_base: bool,
}

/// What must come out for one partner: an amount or a level in a quarter, the level on a day, or
/// every move on a track.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The partner.
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
