//! Payout lines, a page at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Asks for a page of payout lines that are not zero, ordered by partner id, quarter and incentive.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Payouts {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer; at most 1,000.
    pub limit: u32,
}

/// A page of payout lines.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PayoutPage {
    /// The page's lines.
    pub rows: Vec<Payout>,
    /// Lines on all pages.
    pub total_rows: u32,
    /// The currency of every amount here.
    pub currency: String,
}

/// What a partner is due from an incentive for a quarter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Payout {
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The quarter: `Q4 FY25`.
    pub period: String,
    /// The quarter's first day.
    pub from: String,
    /// The quarter's last day.
    pub until: String,
    /// The incentive's id.
    pub incentive: String,
    /// The incentive's name.
    pub incentive_name: String,
    /// The amount.
    pub amount: String,
    /// Where it goes: `cash` or `mdf`.
    pub account: String,
    /// The day it is payable.
    pub payable: String,
    /// Whether it is only shown, not paid.
    pub shadow: bool,
}
