//! What a partner's credit on a deal must have to be rewarded, and what a marketplace takes or adds
//! before a deal is measured (`RULES` section 5, "Conditions").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rate, schedule::Threshold};

/// The deal whose credits earn a reward.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CreditsOf {
    /// Each deal's own.
    #[default]
    Deal,
    /// Those of the first won deal of its customer, with whomever that was: renewals follow the
    /// partner who brought the customer. Of several closed on that day it is the one with the first
    /// id; a deal without a customer has its own. Conditions ask the partner of such a credit, and
    /// about the deal that is paid on.
    CustomersFirst,
}

impl CreditsOf {
    /// Whether they are each deal's own.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Deal)
    }
}

/// What a credit must have, for this reward only: a credit without it still counts as revenue, for
/// tiers, gates and qualifiers of their own.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CreditCondition {
    /// The partner registered the deal, and the registration was approved by the close and protects
    /// it.
    Registered(Registered),
    /// Evidence of the credit is on file.
    EvidenceOnFile,
    /// The partner has an activity of this kind on the deal, dated up to its close, with evidence of
    /// it on file.
    EvidenceOf(String),
    /// Enough partners are credited on the deal.
    Parties(Parties),
    /// The deal closed after the first won deal of its customer, with whomever that was.
    AfterFirstClose(AfterFirstClose),
    /// The customer is active on the day the deal closes.
    CustomerActive(CustomerActive),
    /// The partner has an activity of a kind in some months up to the day the deal closes.
    PartnerActive(Active),
    /// The latest score up to the day the deal closes reaches a value.
    ScoreReached(ScoreReached),
    /// The deal closed in the first months of the partner.
    PartnerJoined(PartnerJoined),
}

/// The first months of a partner. They begin on the day it joined; a partner whose day is not known
/// has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerJoined {
    /// How many: to the day before the same day of the month so many months later.
    pub months: u16,
}

/// How many partners must be credited on a deal.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// The least number of partners, each counted once.
    pub at_least: u16,
    /// The roles whose credits count; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// For how long after the first won deal of a customer its later deals count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AfterFirstClose {
    /// Up to the same day of the month so many months after the first close, that day included.
    pub months: u16,
}

/// What makes a customer active on a day.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomerActive {
    /// An activity of a kind on any of its deals, in some months up to the day.
    Activity(Active),
    /// The term of another of its won deals holds on the day, and that deal is not cancelled by it.
    InTerm,
}

/// An activity in some months up to a day.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Active {
    /// The kind of activity, as spelled in the facts.
    pub kind: String,
    /// How many months up to the day, the day included.
    pub months: u16,
}

/// A score that must be reached.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreReached {
    /// Whose score it is.
    pub of: ScoreOf,
    /// The score's name, as spelled in the facts.
    pub name: String,
    /// The value.
    pub at_least: Rate,
    /// Whether the value itself is enough, or must be passed.
    #[serde(default)]
    pub threshold: Threshold,
}

/// Whose score is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreOf {
    /// The customer of the deal.
    Customer,
    /// The credited partner.
    Partner,
}

/// How long a registration protects a deal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// Days from the approval to the last day it protects, that day included; a registration with a
    /// last day of its own goes by that.
    pub protects_days: u16,
}

/// What a marketplace takes from a deal or the program adds to it, before the deal is measured for
/// this reward. The changed amount of each line is rounded to four decimals.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarketplaceStep {
    /// The fee in what was disbursed for the deal is taken off: each line loses the part that all
    /// fees are of all that was disbursed, fees included. Nothing where nothing was disbursed.
    DisbursedFee,
    /// A part of the deals of a source is taken off.
    Fee(SourceRate),
    /// A part is added to the deals of a source.
    Uplift(SourceRate),
}

/// A part of the deals of one source.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceRate {
    /// The source of the deals, as spelled in the facts.
    pub source: String,
    /// The part; 3% is 0.03.
    pub rate: Rate,
}
