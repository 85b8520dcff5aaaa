//! One deal of the history and how its reward is shared.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Figure};

/// Asks for one deal of the history that shows how an incentive shares.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetSharedDeal {
    /// The incentive's id.
    pub incentive: String,
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
}

/// The deal that shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SharedDeals {
    /// Of the deals behind the largest payouts the one that most partners share; none where none is
    /// shared.
    pub deal: Option<SharedDeal>,
}

/// A deal and what each partner gets of its reward; with what stays unpaid the parts are the whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SharedDeal {
    /// The deal's id.
    pub deal: String,
    /// Its customer; empty where the data has none.
    pub customer: String,
    /// What its partners get together.
    pub paid: String,
    /// What of the reward goes to nobody.
    pub unpaid: String,
    /// Each partner that gets something, the largest part first.
    pub parts: Vec<SharedPart>,
    /// A payout that the deal is behind.
    pub figure: Figure,
    /// The currency of every amount here.
    pub currency: String,
}

/// One partner's part of a deal's reward.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SharedPart {
    /// The partner's name.
    pub partner: String,
    /// The roles it holds on the deal that count.
    pub roles: Vec<String>,
    /// What it gets.
    pub amount: String,
    /// That as a fraction of what all get; none where that is nothing.
    pub part: Option<String>,
}
