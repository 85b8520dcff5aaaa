//! The program's budget: pools of money that incentives draw on (`RULES` section 6).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Money, Period};

/// What may be spent in each period, split into pools.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// How long the amounts last: each period of the fiscal calendar has them anew.
    pub every: Period,
    /// All of it; the pools and the reserve add up to it.
    pub amount: Money,
    /// The part that no incentive draws on; it reaches a pool by [`Budget::moves`] only.
    pub reserve: Money,
    /// The pools.
    pub pools: Vec<BudgetPool>,
    /// What was moved out of the reserve, by hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<ReserveMove>,
}

/// A part of the budget, and the incentives that draw on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetPool {
    /// A short name, unique in the budget.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it holds in each period.
    pub amount: Money,
    /// The ids of the incentives that draw on it.
    pub incentives: Vec<String>,
    /// Who gets the rest when it runs out.
    pub when_out: WhenOut,
}

/// Who gets what is left of a pool that does not last for all that is settled on one day. What an
/// earlier day settled is never touched, and what is cut is lost, not postponed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenOut {
    /// The earliest first: a deal's money by the day the deal counts on, a period's by its last
    /// day; then by the id of the deal or partner.
    FirstCome(LastInLine),
    /// All in proportion, by largest remainder.
    ProRata,
    /// Incentives in their order; the one that it does not last for is cut in proportion.
    StackingOrder,
}

/// What becomes of the one that what is left is not enough for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LastInLine {
    /// It gets what is left.
    InPart,
    /// It gets nothing, and nobody after it does on that day.
    NotAtAll,
}

/// Money moved from the reserve into a pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReserveMove {
    /// The day it is there from.
    pub on: NaiveDate,
    /// The pool.
    pub pool: String,
    /// How much.
    pub amount: Money,
}
