//! What measures count besides plain sales: prices, customers, activities, scores and points.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Sales;
use crate::{Field, Filter, Quantity, Rate};

/// Sales that are measured by another price than their amount: list price, cost, margin or what
/// recurs of them.
///
/// A line without such a figure takes its part of the deal's, by the amounts of the lines; a return
/// takes back as much of it as of the amount.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Priced {
    /// The sales.
    pub sales: Sales,
    /// What a line counts where neither it nor its deal has the figure.
    pub absent: Absent,
}

/// What a line counts that has no list price, cost or recurring amount, and whose deal has none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// Nothing; a margin without a cost is nothing as well.
    #[default]
    LeftOut,
    /// Its amount; a margin without a cost is all of it.
    ByAmount,
}

impl Absent {
    /// Whether such a line counts nothing.
    #[must_use]
    pub const fn is_left_out(&self) -> bool {
        matches!(self, Self::LeftOut)
    }
}

/// Customers who bought: each once, whatever it bought. A deal without a customer counts for none.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customers {
    /// Deals and lines that make a customer.
    #[serde(default)]
    pub of: Filter,
    /// Roles whose credit counts; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// Customers with a deal before which they had not bought for some months, each once.
///
/// For a deal closed on a day, the months up to the day before are looked through; what was bought
/// on the same day does not make a customer an old one.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomers {
    /// Deals and lines that make a customer.
    #[serde(default)]
    pub of: Filter,
    /// Roles whose credit counts; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
    /// When a customer is new.
    pub new_when: NewWhen,
}

/// When a customer is new: it has bought nothing for some months.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWhen {
    /// Whose earlier sales make a customer an old one.
    pub bought_from: BoughtFrom,
    /// How many months before the deal are looked through.
    #[schemars(range(min = 1, max = 1200))]
    pub months: u16,
}

/// Whose earlier sales make a customer an old one: any won deal, whatever was sold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoughtFrom {
    /// Those of anyone.
    Anyone,
    /// Those that the partner has a credit on, in any role.
    ThisPartner,
}

/// What a partner did.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activities {
    /// The kind of activity, as spelled in the facts.
    pub kind: String,
    /// What is added up.
    pub counting: ActivityCounting,
    /// Whether evidence must be on file.
    #[serde(default)]
    pub evidence: ActivityEvidence,
}

impl Activities {
    /// What is added up, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self.counting {
            ActivityCounting::Activities => format!("{} activities", self.kind),
            ActivityCounting::Quantity => format!("quantity of {} activities", self.kind),
            ActivityCounting::Value => format!("value of {} activities", self.kind),
        }
    }
}

/// What of activities is added up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityCounting {
    /// Each activity as one.
    Activities,
    /// Their quantities; an activity without one adds nothing.
    Quantity,
    /// What they are worth, in the program's currency; an activity without a value adds nothing.
    Value,
}

/// Whether an activity needs evidence to count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityEvidence {
    /// It counts without.
    #[default]
    NotNeeded,
    /// It counts only with evidence on file.
    OnFile,
}

/// A dated figure about a partner. Without one in the window no threshold is met.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoreOf {
    /// The name of the score, as spelled in the facts: PSAT, adoption, health ...
    pub name: String,
    /// Which figure of the window.
    pub take: TakeScore,
}

/// Which figure of a window a score is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakeScore {
    /// The last one; of two of one day the one with the later id.
    Latest,
    /// The exact average of all.
    Average,
}

impl TakeScore {
    /// Which figure, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::Average => "average",
        }
    }
}

/// Points for what was sold.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// The sales that give points.
    pub sales: Sales,
    /// How many they give.
    pub rule: PointsRule,
}

/// How many points: `value / block x points`, times a weight from each table, worked out line by
/// line and rounded to eight decimals.
///
/// A return leaves the points of what is left of its line.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsRule {
    /// What of a line gives points.
    pub from: PointsFrom,
    /// What a line counts that has no such figure.
    #[serde(default)]
    pub absent: Absent,
    /// How much of it a block is.
    pub block: Quantity,
    /// Whether parts of a block count.
    pub blocks: Blocks,
    /// Points for a block.
    pub points: Rate,
    /// Weights that the points are multiplied by, one after another.
    #[serde(default)]
    pub tables: Vec<PointsTable>,
}

/// What of a line gives points.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PointsFrom {
    /// Its amount.
    Revenue,
    /// What it would list for.
    ListRevenue,
    /// Its amount less its cost.
    Margin,
    /// What recurs of its amount.
    Recurring,
    /// Its quantity.
    Units,
}

/// Whether parts of a block give points.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Blocks {
    /// Only whole blocks of a line.
    Whole,
    /// In proportion.
    ProRata,
}

/// A weight for each value of a column.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointsTable {
    /// The column.
    pub field: Field,
    /// The weights of its values.
    pub weights: Vec<ValueWeight>,
    /// The weight of every other value.
    pub otherwise: Rate,
}

/// The weight of one value of a column.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueWeight {
    /// The value, as spelled in the facts.
    pub value: String,
    /// What points are multiplied by.
    pub weight: Rate,
}
