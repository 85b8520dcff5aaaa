//! Past payouts against what the program pays.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Change;

/// Asks how past payouts agree with what the program pays for the same partner, incentive and
/// period, with a page of them, those that differ most first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Reconcile {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// Whether those that agree are left out of the page.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub only_differing: bool,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer; at most 1,000.
    pub limit: u32,
}

/// How past payouts agree with what the program pays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Reconciliation {
    /// The page's rows.
    pub rows: Vec<ReconciledPayout>,
    /// Rows on all pages.
    pub total_rows: u32,
    /// What was paid in the replay, in the program's currency.
    pub paid: String,
    /// What the program pays in the replay.
    pub calculated: String,
    /// Calculated less paid.
    pub difference: String,
    /// How many rows stand each way.
    pub counts: ReconciledCounts,
    /// What past payouts were compared by, in a sentence.
    pub compared_by: String,
    /// The replay's first day.
    pub from: String,
    /// The replay's last day.
    pub until: String,
    /// The currency of every amount here but of those in another one.
    pub currency: String,
}

/// How many rows stand each way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct ReconciledCounts {
    /// Paid as calculated.
    pub agree: u32,
    /// Paid otherwise.
    pub differ: u32,
    /// Paid, and nothing calculated.
    pub only_paid: u32,
    /// Calculated, and nothing paid.
    pub only_calculated: u32,
    /// Paid for a period that is not whole in the replay, so not compared.
    pub outside: u32,
    /// Paid in another currency than the program's, so not compared.
    pub other_currency: u32,
}

/// What was paid to a partner from an incentive for a period, and what the program pays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ReconciledPayout {
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The incentive as the payout called it, or its name where nothing was paid.
    pub label: String,
    /// The incentive's id; none where the label names none or all are compared together.
    pub incentive: Option<String>,
    /// The period's first day.
    pub from: String,
    /// The period's last day.
    pub until: String,
    /// What was paid; none where nothing was.
    pub paid: Option<String>,
    /// What is calculated; none where nothing is.
    pub calculated: Option<String>,
    /// Calculated less paid; none where it cannot be compared.
    pub difference: Option<String>,
    /// How the two stand.
    pub standing: PayoutStanding,
    /// The currency of what was paid.
    pub currency: String,
    /// Where the payout stands: file and row of the first one.
    pub source: Option<String>,
}

/// How a past payout and a calculated one stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PayoutStanding {
    /// Paid as calculated.
    Agree,
    /// Paid otherwise.
    Differ,
    /// Paid, and nothing calculated.
    OnlyPaid,
    /// Calculated, and nothing paid.
    OnlyCalculated,
    /// Paid for a period that is not whole in the replay.
    Outside,
    /// Paid in another currency than the program's.
    OtherCurrency,
}
