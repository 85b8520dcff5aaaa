//! The program as one partner reads it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Figure};

/// Asks for the program as one partner reads it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetPartnerSheet {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The partner, by id.
    pub partner: String,
}

/// The program as one partner reads it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PartnerSheet {
    /// The partner's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// Its region.
    pub region: String,
    /// The level it holds at the end of the replay; none on no track.
    pub tier: Option<String>,
    /// What the level asks for, in a sentence.
    pub tier_sentence: Option<String>,
    /// The level above, and what it asks for; none at the top and on no track.
    pub next_tier: Option<String>,
    /// What it earned over the replay.
    pub earned: String,
    /// What it earned with the baseline.
    pub baseline: String,
    /// The difference of the two.
    pub change: String,
    /// Its net revenue of won deals, by declared share.
    pub revenue: String,
    /// `earned` as a fraction of it; none without revenue.
    pub rate: Option<String>,
    /// What it earned, quarter by quarter.
    pub quarters: Vec<SheetQuarter>,
    /// What it earned by kind of reward, and what its level's benefits are planned to cost; the
    /// rewards add up to what it earned.
    pub economics: Economics,
    /// The incentives that paid it something, then those that could; each with its rule.
    pub incentives: Vec<SheetIncentive>,
    /// The replay in words.
    pub window: String,
    /// What every figure rests on.
    pub caption: String,
    /// The currency of every amount here.
    pub currency: String,
}

/// What a partner earned in a quarter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SheetQuarter {
    /// The quarter: `Q4 FY25`.
    pub label: String,
    /// What it earned.
    pub amount: String,
    /// The figure that explains it.
    pub figure: Figure,
}

/// What the program spends on a partner: `front_end + back_end + co_sell + mdf` is what it earns;
/// benefits are planned, never paid.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct Economics {
    /// Rewards on the invoice.
    pub front_end: String,
    /// Rewards after the fact.
    pub back_end: String,
    /// Rewards for deals that several partners share.
    pub co_sell: String,
    /// What incentives pay into MDF balances; what funds give by themselves is not in it.
    pub mdf: String,
    /// What the benefits of the levels held are planned to cost in the quarters shown.
    pub benefits: String,
    /// The five together.
    pub whole: String,
    /// That as a fraction of revenue; none without revenue.
    pub share: Option<String>,
}

/// An incentive as one partner reads it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SheetIncentive {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Its rule, as a sentence.
    pub rule: String,
    /// What it paid the partner over the replay.
    pub amount: String,
    /// How the last quarter was worked out.
    pub worked: String,
    /// The next threshold of the last quarter, how far it is and what it would bring.
    pub next_threshold: Option<String>,
    /// The figure that explains the amount.
    pub figure: Figure,
}
