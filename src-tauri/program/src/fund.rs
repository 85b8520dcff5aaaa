//! Funds: money set aside for what partners do for the market, and what may be claimed of it
//! (`RULES` section 6).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Filter, Money, Period, Rate, Weight, measure::Basis};

/// A fund: how money comes in, what may be claimed of it, and what becomes of the rest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    /// A short name, unique among the funds; fund events in the facts name it.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Partners who take part in it.
    #[serde(default)]
    pub who: Filter,
    /// How money comes in.
    pub money: FundMoney,
    /// What may be claimed.
    pub claims: Claims,
    /// After how many months what came in expires, oldest first and after the claims of that day;
    /// never where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_after_months: Option<u16>,
    /// What of a balance outlasts a period; all of it where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carry_over: Option<CarryOver>,
    /// What becomes of money that expired or was not carried over.
    #[serde(default)]
    pub forfeited: Forfeited,
    /// An accrual under this amount is paid as a rebate instead of entering the balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebate_under: Option<Money>,
}

/// How money comes into a fund.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FundMoney {
    /// What these incentives, by id, pay into the MDF balance, each on its payable date.
    Accrued(Vec<String>),
    /// The same amount for each partner.
    Fixed(Allowance),
    /// One amount for all partners together, who claim it first come, first served.
    Pool(Allowance),
    /// One amount divided among the partners.
    Allocated(Allocation),
}

/// An amount that comes in on the first day of each period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The amount.
    pub amount: Money,
    /// How often it comes in.
    pub every: Period,
}

/// An amount divided among partners on the first day of each period, to the minor unit by largest
/// remainder, ties by partner id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// What is divided.
    pub amount: Money,
    /// How often.
    pub every: Period,
    /// What the parts go by.
    pub by: AllocatedBy,
    /// The least that each partner gets; what that takes comes from the parts of the others. Where
    /// the amount does not last for it, it is divided in equal parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Money>,
    /// The most that each partner gets; the rest goes to the others, and stays where all have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Money>,
}

/// What the parts of an allocation go by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AllocatedBy {
    /// All parts are equal.
    Equal,
    /// The partner's net revenue, by declared share, of the period before.
    Revenue,
    /// The partner's level on the day.
    Tier(TierParts),
    /// The partner's return on funds in the period before, where it is above zero, to eight
    /// decimals; as the program's `fund_return` defines it.
    PastReturn,
    /// Weights given by hand; a partner without one takes no part.
    ByHand(Vec<PartnerWeight>),
}

/// A weight for each level of a track.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierParts {
    /// The track.
    pub track: String,
    /// The weights; a level without one has none.
    pub weights: Vec<LevelWeight>,
}

/// The weight of a level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelWeight {
    /// The level, by id.
    pub level: String,
    /// Its weight.
    pub weight: Rate,
}

/// The weight of a partner.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartnerWeight {
    /// The partner, by id.
    pub partner: String,
    /// Its weight.
    pub weight: Rate,
}

/// What may be claimed: the least of what is asked for, what is approved and not paid yet on the
/// request, the share of the cost, the cap of the activity, and the balance. Claims are served by
/// date, then by id of their request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// Whether a request must be approved by the day of its claim.
    pub approval: Approval,
    /// How many claims a request may have.
    pub per_request: PerRequest,
    /// The share of the cost that the fund bears. A claim that tells no cost costs what it asks for.
    pub share: Rate,
    /// Until when a claim must be made; at any time where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<ClaimDeadline>,
    /// The most that is paid for activities of a kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<ActivityCap>,
}

/// Whether a request must be approved before it is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// It must, and no more than was approved is paid.
    Needed,
    /// It need not; where it was, no more than that is paid.
    NotNeeded,
}

/// How many claims a request may have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PerRequest {
    /// One: once something was paid on it, nothing more is.
    One,
    /// Any number.
    Many,
}

/// The last day for claims of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimDeadline {
    /// How many days after; the last of them is in time.
    pub days: u16,
    /// After what. A request without it has no deadline.
    pub after: DeadlineFrom,
}

/// The day that a deadline is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineFrom {
    /// The day the money was first asked for.
    Requested,
    /// The day it was first approved.
    Approved,
}

/// The most that is paid for activities of a kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityCap {
    /// The kind, as spelled in the facts.
    pub activity: String,
    /// The most that is paid.
    pub at_most: Money,
    /// What it holds for.
    pub per: CapPer,
}

/// What the cap of an activity holds for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapPer {
    /// One claim.
    Claim,
    /// All claims of a request together.
    Request,
    /// All claims of a partner in a fiscal year together.
    PartnerYear,
}

/// What of a balance outlasts a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarryOver {
    /// At the end of which periods, after the claims of the last day.
    pub every: Period,
    /// The share of the balance that is carried over; the oldest money is forfeited first.
    pub share: Rate,
}

/// What becomes of money that expired or was not carried over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Forfeited {
    /// It is gone.
    #[default]
    Lost,
    /// It returns to the pool of the budget that its incentive draws on, and serves settlements on
    /// later days of the budget's period.
    ToBudget,
}

/// What the return on funds is: `(attributed - cost) / cost`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundReturn {
    /// What of the deals that requests are linked to is attributed.
    pub attributed: Attributed,
    /// How much of a linked deal counts for the partner.
    pub weight: Weight,
    /// Whether returns of deals lower it.
    pub basis: Basis,
    /// What the cost is.
    pub cost: ReturnCost,
    /// What becomes of a deal that several requests are linked to.
    pub linked_twice: LinkedTwice,
}

/// What of a deal is attributed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Attributed {
    /// Its revenue.
    Revenue,
    /// Its revenue less its cost.
    Margin,
}

/// The cost of an activity.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnCost {
    /// What the funds paid.
    Paid,
    /// What the activity cost in all, the partner's own part in it.
    WholeCost,
}

/// What becomes of a deal that several requests are linked to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkedTwice {
    /// Each request has all of it, so that requests do not add up to the deals.
    WholeToEach,
    /// Each request has an equal part of it.
    EqualParts,
}

impl Fund {
    /// The incentives whose accruals come in; none for a fund that is given money.
    #[must_use]
    pub fn incentives(&self) -> &[String] {
        match &self.money {
            FundMoney::Accrued(incentives) => incentives,
            FundMoney::Fixed(_) | FundMoney::Pool(_) | FundMoney::Allocated(_) => &[],
        }
    }

    /// Whether all partners draw on one balance.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.money, FundMoney::Pool(_))
    }
}
