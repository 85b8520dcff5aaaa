//! What a partner's credit on a deal must have to be rewarded, and what a marketplace takes or adds
//! before a deal is measured (`RULES` section 5, "Conditions").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Rate;

/// What a credit must have, for this reward only: a credit without it still counts as revenue, for
/// tiers, gates and qualifiers of their own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CreditCondition {
    /// The partner registered the deal, and the registration was approved by the close and protects
    /// it.
    Registered(Registered),
    /// Evidence of the credit is on file.
    EvidenceOnFile,
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
