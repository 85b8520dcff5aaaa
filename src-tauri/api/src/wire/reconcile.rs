//! Past payouts against what the program pays, and a marketplace's disbursements against deals.

use std::collections::BTreeMap;

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
    /// The most rows to answer, at most 1,000; all of them where it is left out, as for a file.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
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
    /// The first rows of files that what was paid is the sum of.
    pub paid_rows: Vec<PaidPart>,
    /// All of those rows.
    pub paid_count: u32,
    /// The first payout lines that what is calculated is the sum of.
    pub lines: Vec<CalculatedPart>,
    /// All of those lines.
    pub line_count: u32,
}

/// One row of a file in what was paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PaidPart {
    /// Its file and row.
    pub source: String,
    /// The incentive as it called it.
    pub label: String,
    /// Its amount.
    pub amount: String,
}

/// One payout line in what is calculated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CalculatedPart {
    /// The incentive's id.
    pub incentive: String,
    /// The incentive's name.
    pub incentive_name: String,
    /// The period's first day.
    pub from: String,
    /// The period's last day.
    pub until: String,
    /// Its amount.
    pub amount: String,
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

/// Asks how the rows of a marketplace's disbursement file match deals, with a page of them, those
/// that differ most first. Nothing is loaded.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MatchDisbursements {
    /// The file.
    pub path: String,
    /// Answers to questions about how it is read, by their ids.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub answers: BTreeMap<String, String>,
    /// Whether those that agree are left out of the page.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub only_differing: bool,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer, at most 1,000; all of them where it is left out, as for a file.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// How disbursements match deals.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MatchedDisbursements {
    /// The name of the file.
    pub file: String,
    /// How it was read, in a sentence.
    pub reading: String,
    /// The page's rows.
    pub rows: Vec<MatchedDisbursement>,
    /// Rows on all pages.
    pub total_rows: u32,
    /// What they come to, by currency.
    pub sums: Vec<DisbursedSum>,
    /// How many rows stand each way.
    pub counts: DisbursedCounts,
    /// Why rows of the file could not be used, the first of them.
    pub set_aside: Vec<String>,
    /// Rows of the file that could not be used.
    pub set_aside_rows: u32,
}

/// What disbursements and deals come to in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DisbursedSum {
    /// The currency.
    pub currency: String,
    /// The deals that are matched.
    pub amount: String,
    /// What was disbursed for them, all of it.
    pub gross: String,
    /// The fees in it.
    pub fee: String,
    /// What was handed on.
    pub net: String,
    /// Gross less the deals.
    pub difference: String,
    /// Disbursed without a deal.
    pub only_disbursed: String,
    /// Deals without a disbursement.
    pub only_deals: String,
}

/// How many rows stand each way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct DisbursedCounts {
    /// Disbursed as sold.
    pub agree: u32,
    /// Disbursed otherwise.
    pub differ: u32,
    /// Disbursed in another currency than the deal's.
    pub other_currency: u32,
    /// Disbursed without a deal.
    pub only_disbursed: u32,
    /// Deals without a disbursement.
    pub only_deals: u32,
}

/// A deal and what a marketplace disbursed for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MatchedDisbursement {
    /// The deal's id; none where none matches.
    pub deal: Option<String>,
    /// What the file calls the deal; may be empty.
    pub named: String,
    /// The buyer.
    pub buyer: String,
    /// The day the deal closed.
    pub closed: Option<String>,
    /// The last day of its disbursements.
    pub disbursed: Option<String>,
    /// The deal's amount.
    pub amount: Option<String>,
    /// Its currency.
    pub amount_currency: Option<String>,
    /// All that was disbursed.
    pub gross: Option<String>,
    /// The fees in it; none where a row does not say.
    pub fee: Option<String>,
    /// What was handed on; none where a row does not say.
    pub net: Option<String>,
    /// Gross less the deal's amount.
    pub difference: Option<String>,
    /// Net less what gross without the fees is.
    pub net_difference: Option<String>,
    /// What it was matched by.
    pub matched_by: Option<MatchedBy>,
    /// How the two stand.
    pub standing: DisbursedStanding,
    /// The currency of what was disbursed, or of the deal.
    pub currency: String,
    /// The file and row of the deal.
    pub deal_source: Option<String>,
    /// The first rows of the file that were disbursed for it, in order of their days.
    pub parts: Vec<DisbursedPart>,
    /// All of those rows.
    pub part_count: u32,
}

/// One row of a disbursement file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DisbursedPart {
    /// Its row, the header being row 1.
    pub row: u32,
    /// Its day.
    pub on: String,
    /// All of it.
    pub gross: String,
    /// The fee in it.
    pub fee: Option<String>,
    /// What was handed on.
    pub net: Option<String>,
}

/// What a disbursement was matched by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// The deal's id, or its offer.
    Id,
    /// The same buyer and amount, and a day up to a year after the close.
    BuyerAmountAndDate,
    /// The only deal and the only row that are left of a buyer.
    BuyerAndDate,
}

/// How a deal and its disbursements stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DisbursedStanding {
    /// Disbursed without a deal.
    OnlyDisbursed,
    /// A deal without a disbursement.
    OnlyDeal,
    /// Disbursed in another currency than the deal's.
    OtherCurrency,
    /// Disbursed otherwise than sold.
    Differ,
    /// Disbursed as sold.
    Agree,
}
