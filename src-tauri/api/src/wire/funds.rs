//! What is owed to partners, and what happened to their funds.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Figure};

/// Asks what is owed to partners, rolled forward by quarter and pay currency, with a page of the
/// amounts behind it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Liability {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The day it is seen on, as `2025-08-15`: only facts dated up to it count. All where left out.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<String>,
    /// Only lines of this quarter, such as `Q4 FY25`; all where left out.
    #[serde(default)]
    #[ts(optional)]
    pub period: Option<String>,
    /// Only lines in this currency; all where left out.
    #[serde(default)]
    #[ts(optional)]
    pub currency: Option<String>,
    /// Lines to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most lines to answer; at most 1,000.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub limit: u32,
}

/// What is owed to partners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LiabilityTable {
    /// One cell for each quarter and pay currency, oldest first.
    pub cells: Vec<LiabilityCell>,
    /// The same quarters and currencies by account; the accounts of a cell add up to it.
    pub accounts: Vec<LiabilityPart>,
    /// What each incentive accrued and took back, and what limits and budgets took of it, by quarter
    /// and currency. Accounts are paid as a whole, so that no incentive has an opening or a payment.
    pub incentives: Vec<LiabilityPart>,
    /// The same by pool of the budget; none where the program has no budget.
    pub pools: Vec<LiabilityPart>,
    /// How the roll-forward agrees with the payout lines.
    pub tie: Tie,
    /// The day it is seen on; none where all is counted.
    pub as_of: Option<String>,
    /// The page's lines.
    pub lines: Vec<LiabilityLine>,
    /// Lines on all pages.
    pub total_lines: u32,
    /// What open periods have accrued so far: estimates, never paid.
    pub estimates: Vec<AccrualEstimate>,
    /// The program's currency.
    pub currency: String,
}

/// What is owed in one currency, over one quarter: `opening + accrued - paid - expired - clawed_back
/// + exchange_difference = closing`; the rest is shown beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LiabilityCell {
    /// The quarter: `Q4 FY25`.
    pub period: String,
    /// Its first day.
    pub from: String,
    /// Its last day, or the day it is seen on.
    pub until: String,
    /// The currency of every amount here.
    pub currency: String,
    /// Owed before it.
    pub opening: String,
    /// Earned in it, or given to funds.
    pub accrued: String,
    /// Paid in it, or claimed from funds.
    pub paid: String,
    /// Expired in funds, or not carried over.
    pub expired: String,
    /// Taken back by incentives.
    pub clawed_back: String,
    /// By how much exchange rates moved it.
    pub exchange_difference: String,
    /// Owed at its end, unspent balances of funds included.
    pub closing: String,
    /// Of what is owed at the end: held for want of a status.
    pub held: String,
    /// Of what is owed at the end: held back until a later day.
    pub held_back: String,
    /// Of what is owed at the end: below the minimum payment.
    pub below_minimum: String,
    /// Never owed, because limits or budgets took it away.
    pub capped_away: String,
}

/// A part of a cell: one account's, one incentive's or one pool's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LiabilityPart {
    /// The id of the account, incentive or pool.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The quarter: `Q4 FY25`.
    pub period: String,
    /// The currency of every amount here.
    pub currency: String,
    /// Owed before the quarter; none of incentives and pools.
    pub opening: Option<String>,
    /// Earned in it, or given to funds.
    pub accrued: String,
    /// Paid in it, or claimed from funds; none of incentives and pools.
    pub paid: Option<String>,
    /// Expired in funds, or not carried over; none of incentives and pools.
    pub expired: Option<String>,
    /// Taken back by incentives.
    pub clawed_back: String,
    /// By how much exchange rates moved it; none of incentives and pools.
    pub exchange_difference: Option<String>,
    /// Owed at its end; none of incentives and pools.
    pub closing: Option<String>,
    /// Never owed, because limits or budgets took it away.
    pub capped_away: String,
    /// The figure that explains what was accrued; none where no single figure does.
    pub figure: Option<Figure>,
}

/// How the roll-forward agrees with the payout lines: `accrued - clawed_back = payouts + given`, in
/// the program's currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Tie {
    /// Payout lines that are paid and not zero.
    pub lines: u32,
    /// What they come to.
    pub payouts: String,
    /// What funds gave beside them.
    pub given: String,
    /// What is accrued over all quarters.
    pub accrued: String,
    /// What is clawed back over all quarters.
    pub clawed_back: String,
    /// What is left between the two sides: zero where they agree.
    pub difference: String,
}

/// One amount behind a cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LiabilityLine {
    /// The quarter of its cell.
    pub period: String,
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The account: `cash`, `restricted_fund` or `mdf`.
    pub account: String,
    /// The day.
    pub on: String,
    /// What it is, as the columns of a cell: `accrued`, `paid` ...
    pub movement: String,
    /// The amount in the pay currency.
    pub amount: String,
    /// The pay currency.
    pub currency: String,
    /// The amount in the program's currency; of an exchange difference all that is owed.
    pub in_program_currency: String,
    /// Where it comes from, in words.
    pub from: String,
    /// The payout that explains it; none where it is no payout.
    pub figure: Option<Figure>,
}

/// What an open period has accrued, estimated from what is expected at its end. It is never paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AccrualEstimate {
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The incentive's id.
    pub incentive: String,
    /// The incentive's name.
    pub incentive_name: String,
    /// The first day of the open period.
    pub from: String,
    /// The day it is estimated on.
    pub on: String,
    /// What is expected at the end, with its unit.
    pub expected: String,
    /// What is accrued in all by then.
    pub accrued: String,
    /// What was accrued before this quarter.
    pub before: String,
    /// What this quarter accrues.
    pub amount: String,
}

/// Asks for a page of the ledgers of funds, and for the return on them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Funds {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// Only this fund, by id; all where left out.
    #[serde(default)]
    #[ts(optional)]
    pub fund: Option<String>,
    /// Only entries of this partner, by id; all where left out.
    #[serde(default)]
    #[ts(optional)]
    pub partner: Option<String>,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer; at most 1,000.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub limit: u32,
}

/// A page of entries of funds, and the return on them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundPage {
    /// The page's entries, by fund, partner and day.
    pub rows: Vec<FundEntry>,
    /// Entries on all pages.
    pub total_rows: u32,
    /// What the return on funds is, in words; none where the program does not say.
    pub definition: Option<String>,
    /// The return on funds: of all, by activity, by tier and by partner.
    pub returns: Vec<FundReturn>,
    /// The currency of every amount here.
    pub currency: String,
}

/// What happened to the money of a fund.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundEntry {
    /// The fund's id.
    pub fund: String,
    /// The fund's name.
    pub fund_name: String,
    /// The partner's id; none where it concerns a pool of all partners.
    pub partner: Option<String>,
    /// The day.
    pub on: String,
    /// What happened: `accrued`, `claimed`, `expired` ...
    pub what: String,
    /// The same in words.
    pub label: String,
    /// What it adds to the balance, below zero where it takes.
    pub amount: String,
    /// The balance after it.
    pub balance: String,
    /// Why, and from what.
    pub detail: String,
    /// The file and row of a claim, such as `claims.csv, row 7`; none for what was calculated.
    pub source: Option<String>,
}

/// A return on funds: `(attributed - cost) / cost`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundReturn {
    /// What it is taken over: `all`, `activity`, `tier` or `partner`.
    pub by: String,
    /// Which one; empty for all.
    pub of: String,
    /// What it cost.
    pub cost: String,
    /// What is attributed of deals that the partner brought.
    pub sourced: String,
    /// What is attributed of deals that the partner helped on.
    pub influenced: String,
    /// All that is attributed.
    pub attributed: String,
    /// The return exactly, as a fraction such as `21/4`; none where nothing was spent.
    pub exact: Option<String>,
    /// The same as a decimal, to six places.
    pub rate: Option<String>,
}
