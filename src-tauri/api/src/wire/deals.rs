//! Figures by name, and the deals behind them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Which payout lines a figure sums: each part left out stands for all of them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// A partner's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub partner: Option<String>,
    /// A quarter, as `Q4 FY25`, or by any day in it, as `2025-10-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub period: Option<String>,
    /// An incentive's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub incentive: Option<String>,
}

/// Asks for a page of the rows behind a figure, by day, then deal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Deals {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The figure.
    #[serde(default)]
    pub figure: Figure,
    /// Instead of the program at hand and the values to try: `program`, `opened`, or a scenario by its
    /// id or name.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scenario: Option<String>,
    /// Only the rows of this deal, by its id.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub deal: Option<String>,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer; at most 1,000.
    pub limit: u32,
}

/// A page of rows behind a figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DealPage {
    /// Which rows these are, in words.
    pub caption: String,
    /// The page's rows.
    pub rows: Vec<Deal>,
    /// Rows on all pages.
    pub total_rows: u32,
    /// What the rows of all pages count for.
    pub counted: String,
    /// The program's currency, of converted and counted amounts.
    pub currency: String,
}

/// A row behind a figure: a deal, a line of one, or what came back of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Deal {
    /// The deal's id.
    pub deal: String,
    /// Its line, where the deal has lines.
    pub line: Option<String>,
    /// The deal's customer.
    pub customer: String,
    /// The name of the partner it counts for.
    pub partner: String,
    /// The day that counts: closing day, or day of the return.
    pub closed: String,
    /// The amount in the row, below zero for a return.
    pub amount: String,
    /// The currency of that amount; none for plain numbers.
    pub currency: Option<String>,
    /// The amount in the program's currency.
    pub converted: String,
    /// The exchange rate used, in words; none where nothing was converted.
    pub exchange: Option<String>,
    /// The declared share that was used; none where the whole deal counts.
    pub share: Option<String>,
    /// What the row adds.
    pub counted: String,
    /// The file it came from.
    pub file: String,
    /// The row in that file, the header being row 1.
    pub row: u32,
}

/// Looks for deals by what they are called.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindDeals {
    /// Words, each of which is in the deal's id, its name, its customer or the partner's name.
    pub filter: String,
    /// The most to answer; at most 1,000.
    pub limit: u32,
}

/// Deals that were looked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FoundDeals {
    /// Each deal once for each partner with a part in it, by the deal's id. A deal in which no partner
    /// has a part counts for no figure and is not answered.
    pub rows: Vec<FoundDeal>,
}

/// A deal that was looked for, for one of its partners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FoundDeal {
    /// The deal's id.
    pub deal: String,
    /// Its name; empty for none.
    pub name: String,
    /// Its customer.
    pub customer: String,
    /// The name of the partner.
    pub partner: String,
    /// The day it was won; none while it is not.
    pub won: Option<String>,
    /// The partner's figure of the quarter in which it was won, where that quarter is replayed; else of
    /// the whole replay.
    pub figure: Figure,
}
