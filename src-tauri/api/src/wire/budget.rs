//! The budget with what is used of it, and what became of requests for MDF.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Axis, Change, Figure};

/// Asks how much of the budget is used, and how requests for MDF fared.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetBudget {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
}

/// Makes a pool of the budget hold another amount, and the whole budget as much more or less, as one
/// step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPool {
    /// The pool, by id.
    pub pool: String,
    /// The period that the amount is of, by label: `FY25`. What was moved into the pool in it stays
    /// moved; the rest is what the pool holds in each period.
    pub period: String,
    /// What it holds in the period, what was moved into it included, as a decimal.
    pub amount: String,
}

/// Puts a budget into a program that has none, as one step of undo: a pool for rebates, co-sell and
/// MDF each, with room above what the program pays.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetUpBudget {}

/// Puts a fund over the program's MDF accruals into a program that has none, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetUpFund {}

/// The budget, and MDF.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Budget {
    /// One for each period of the budget that the replay reaches into, oldest first; none where the
    /// program has no budget.
    pub periods: Vec<BudgetPeriod>,
    /// What was asked for, approved, claimed and paid in the replay, in this order.
    pub funnel: Vec<FundStage>,
    /// Requests, approvals, claims and payments in other currencies than the program's, left out of
    /// the funnel.
    pub other_currencies: u32,
    /// What was approved and is not claimed by the end, oldest first.
    pub open: Vec<OpenRequest>,
    /// The funds of the program.
    pub funds: Vec<FundState>,
    /// The incentives that could draw on a pool, each with what it pays.
    pub incentives: Vec<PoolIncentive>,
    /// The currency of every amount here, requests that are open aside.
    pub currency: String,
}

/// A period of the budget: `amount = reserve + pools`.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct BudgetPeriod {
    /// The period: `FY25`.
    pub label: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// The whole budget.
    pub amount: String,
    /// What of the reserve is left after what was moved to pools.
    pub reserve: String,
    /// What is planned for the pools, moves out of the reserve included.
    pub planned: String,
    /// What funds returned to them.
    pub came_back: String,
    /// What they hold: `planned + came_back`.
    pub holds: String,
    /// What is used of them.
    pub used: String,
    /// What is left of them: `holds - used`.
    pub left: String,
    /// `used` as a fraction of `holds`; none where they hold nothing.
    pub share: Option<String>,
    /// What partners lost because pools ran out.
    pub cut: String,
    /// The pools.
    pub pools: Vec<PoolUse>,
    /// Paid by incentives that draw on no pool.
    pub outside: String,
    /// What is used by the end of each month that is replayed.
    pub run: Vec<RunPoint>,
    /// How far along the period the replay begins, from 0 to 1.
    pub run_from: f64,
    /// The scale that it is drawn on.
    pub axis: Axis,
    /// How high the line of what the pools hold lies.
    pub holds_size: f64,
    /// The one thing to see in it.
    pub finding: String,
}

/// A pool of the budget with what is used of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PoolUse {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What is planned for the period, moves included.
    pub planned: String,
    /// What funds returned to it.
    pub came_back: String,
    /// What is used.
    pub used: String,
    /// What is left: `planned + came_back - used`.
    pub left: String,
    /// `used` as a fraction of `planned + came_back`; none where that is nothing.
    pub share: Option<String>,
    /// What partners lost because it ran out.
    pub cut: String,
    /// Who gets the rest when it runs out, in words.
    pub when_out: String,
    /// What each incentive uses.
    pub incentives: Vec<PoolIncentive>,
}

/// An incentive that draws on a pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PoolIncentive {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it pays.
    pub used: String,
    /// The figure that explains it; none where no single figure does.
    pub figure: Option<Figure>,
}

/// What is used by the end of a month.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct RunPoint {
    /// The last day of the month.
    pub on: String,
    /// What is used from the first day of the period to it.
    pub used: String,
    /// How high that lies.
    pub size: f64,
    /// How far along the period it lies, from 0 to 1.
    pub at: f64,
}

/// A stage of requests for MDF.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundStage {
    /// `requested`, `approved`, `claimed` or `paid`.
    pub step: String,
    /// How many requests, approvals, claims or payments.
    pub count: u32,
    /// What they come to.
    pub amount: String,
    /// As a fraction of the stage before; none of the first.
    pub share: Option<String>,
}

/// A request that was approved and not claimed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct OpenRequest {
    /// The request's id.
    pub request: String,
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The kind of activity.
    pub activity: String,
    /// The day it was approved on last.
    pub approved_on: String,
    /// What was approved in all; a request that was approved in several currencies has a row for
    /// each.
    pub approved: String,
    /// The currency of that.
    pub currency: String,
    /// The last day for its claim, where the one fund of the program has a deadline.
    pub claim_until: Option<String>,
    /// The file and row of the approval.
    pub source: String,
}

/// A fund over the replay: `opening + came_in - claimed - expired - other = closing`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundState {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Its rules, a sentence each.
    pub sentences: Vec<String>,
    /// The whole fund, then each partner with an entry, highest balance first.
    pub rows: Vec<FundRow>,
}

/// One partner's money in a fund, or all of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FundRow {
    /// The partner's id; none for the whole fund.
    pub partner: Option<String>,
    /// The partner's name; `All` for the whole fund.
    pub name: String,
    /// There before the replay.
    pub opening: String,
    /// Accrued or allocated, what was clawed back taken off.
    pub came_in: String,
    /// Paid on claims.
    pub claimed: String,
    /// Expired, or not carried over.
    pub expired: String,
    /// Paid as a rebate instead.
    pub as_rebate: String,
    /// Claims that were refused.
    pub refused: u32,
    /// There at the end.
    pub closing: String,
}
