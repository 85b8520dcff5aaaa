//! What programs are paid on: the history, the history grown to a plan, or a year drawn from it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What programs are paid on. Figures on different grounds are never set side by side.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The history as it happened.
    #[default]
    History,
    /// The history grown to the plan.
    Plan,
    /// A year drawn again from the history.
    Year,
}

/// Asks for the plan, and what a plan can speak of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetPlan {}

/// The plan, and what programs are paid on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PlanView {
    /// What programs are paid on.
    pub basis: Basis,
    /// The seed of the drawn year.
    pub seed: u32,
    /// By how much deals grow; the first that holds for a deal counts.
    pub growth: Vec<Growth>,
    /// Partners who join.
    pub new_partners: Vec<NewPartners>,
    /// Open deals that are taken for won; the first that holds for a deal counts.
    pub pipeline: Vec<Pipeline>,
    /// What currencies are planned to be worth.
    pub budget_rates: Vec<BudgetRate>,
    /// The parts of the open deals that the pipeline can speak of.
    pub open_parts: Vec<PlanPart>,
    /// All open deals.
    pub open_deals: u32,
    /// The currencies of deals other than the program's, which budget rates can speak of.
    pub currencies: Vec<String>,
    /// The program's currency, which budget rates lead to.
    pub currency: String,
    /// The parts of the deals that growth can speak of.
    pub parts: Vec<PlanPart>,
    /// The types of partner that new ones can be like.
    pub types: Vec<String>,
    /// The quarters of the replay, first to last.
    pub quarters: Vec<String>,
    /// How each ground is made, in a sentence each: of the history, the plan and the drawn year.
    pub methods: [String; 3],
}

/// A part of the deals.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PlanPart {
    /// What tells it from others: `region`, `segment` or `deal_type`.
    pub field: String,
    /// Its value.
    pub is: String,
    /// Won deals of the replay in it; of the pipeline, open deals.
    pub deals: u32,
}

/// Growth of some deals.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// What tells the deals from others: `region`, `segment` or `deal_type`; empty for all deals.
    #[serde(default)]
    pub field: String,
    /// The value they have.
    #[serde(default)]
    pub is: String,
    /// The quarter of the replay, from 1; 0 for every quarter.
    #[serde(default)]
    pub quarter: u8,
    /// By how much amounts grow, as a fraction: `"0.12"` is 12% more.
    pub by: String,
}

/// Open deals that are taken for won, each with a part of its amounts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    /// What tells the deals from others: `region`, `segment` or `deal_type`; empty for all.
    #[serde(default)]
    pub field: String,
    /// The value they have.
    #[serde(default)]
    pub is: String,
    /// The quarter of the replay at whose end they are won, from 1; 0 for the last one.
    #[serde(default)]
    pub quarter: u8,
    /// The chance that they are won, as a fraction: the part of their amounts that counts.
    pub chance: String,
}

/// What a currency is planned to be worth.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BudgetRate {
    /// Its code: `EUR`.
    pub currency: String,
    /// What one unit of it is worth in the program's currency.
    pub rate: String,
}

/// Partners who join, each like one that is there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPartners {
    /// How many.
    pub count: u32,
    /// The type of partner they are.
    pub like: String,
    /// By quarter, which part of their model's amounts they bring, as fractions; the last one holds
    /// for quarters beyond the list.
    pub ramp: Vec<String>,
}

/// Changes the plan or what programs are paid on, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeGround {
    /// What programs are paid on; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub basis: Option<Basis>,
    /// The seed of the drawn year; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub seed: Option<u32>,
    /// The whole growth of the plan; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub growth: Option<Vec<Growth>>,
    /// All new partners of the plan; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub new_partners: Option<Vec<NewPartners>>,
    /// The whole pipeline of the plan; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub pipeline: Option<Vec<Pipeline>>,
    /// All budget rates of the plan; as before where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub budget_rates: Option<Vec<BudgetRate>>,
}
