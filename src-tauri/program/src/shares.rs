//! Rewards split among the partners of one deal (`RULES` section 5).
//!
//! Who takes part: the partners whose credits on the deal pass the incentive's `who`, roles and
//! `what`, with a share above zero. Only they are in the denominator and in the minimum number.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Rate;

/// How a deal's reward is shared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Where each partner's part comes from.
    pub by: ShareBy,
    /// What the parts come to together.
    #[serde(default)]
    pub total: ShareTotal,
    /// What is shared: one pool, or each partner's own reward.
    #[serde(default)]
    pub of: SharedOf,
    /// How many partners with a part above zero a deal must have.
    #[schemars(range(min = 1))]
    pub minimum_partners: u16,
}

/// Where each partner's part comes from. A partner has one part a deal: what its credits give it,
/// added.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareBy {
    /// The weights of the roles it holds; 1 is 100%.
    RoleWeights(RoleWeights),
    /// The shares that its credits on the deal declare; a credit without one has none.
    DeclaredShare,
    /// The same part for each partner, whatever its roles.
    Equal,
    /// What an attribution model, named by its id, gives its touches. Only the touches of those who
    /// can take part count, and those of nobody: what these weigh stays unpaid.
    Attribution(String),
    /// By the order in which their registrations of the deal were approved; a partner without one
    /// approved by the close takes no part.
    PrimaryAndSecondary(Secondary),
}

/// The parts of those who were not the first.
///
/// Registrations rank by the day of their approval, then the day they were handed in, then id; a
/// partner by the first of its own. The first has 1.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Secondary {
    /// What each later one has of what the first has; 0 where the first stands alone.
    pub later: Rate,
}

/// Weights of roles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleWeights {
    /// The weight of each role; a role without one takes no part.
    pub weights: Vec<RoleWeight>,
    /// What becomes of the share of a role nobody holds.
    pub unheld_role: UnheldRole,
}

/// The weight of one role in a pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleWeight {
    /// The role, as spelled in the facts.
    pub role: String,
    /// Its weight; all weights need not add up to anything where parts are normalised.
    pub weight: Rate,
}

/// What becomes of the share of a role nobody holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnheldRole {
    /// It goes to the others in proportion.
    LeftOut,
    /// It stays unpaid.
    KeptUnpaid,
}

/// What the parts of a deal come to together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareTotal {
    /// 100%: each part is divided by the sum of all.
    #[default]
    Normalised,
    /// What they are: below 100% the rest stays unpaid; a deal above 100% cannot be calculated.
    AsDeclared,
    /// What they are, 100% or not: each part is paid and rounded by itself.
    Overlay,
}

/// What is shared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SharedOf {
    /// One pool a deal: the schedule is read once, limited and rounded, then split.
    #[default]
    OnePool,
    /// Each partner's own reward: the schedule is read for each partner at its own level, limited
    /// per deal, and its part of that is rounded by itself.
    EachOwn,
}
