//! The one incentive shape (`RULES` section 4): rebates, growth rebates, co-sell rewards and MDF
//! accrual are all written in it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Filter, Money, Period, Quantity, Rate,
    credit::{CreditCondition, MarketplaceStep},
    measure::{Basis, Measure, Requirement, Weight, Window},
    payment::Holdback,
    shares::Shares,
};

/// What partners can earn, from who and what down to limits and shares.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incentive {
    /// A short name, unique in the program.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Paid, only shown, or left out.
    pub state: State,
    /// Partners who can earn it.
    #[serde(default)]
    pub who: Filter,
    /// Roles whose credit earns it; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Deals and lines that earn it.
    #[serde(default)]
    pub what: Filter,
    /// What a partner's credit on a deal must have besides.
    #[serde(default)]
    pub conditions: Vec<CreditCondition>,
    /// What marketplaces take or add before a deal is measured, one after another.
    #[serde(default)]
    pub marketplace: Vec<MarketplaceStep>,
    /// The closing dates it runs for.
    #[serde(default)]
    pub dates: Dates,
    /// What must be reached before it pays at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<Requirement>,
    /// The V that is paid on.
    pub earns_on: EarnsOn,
    /// The Q that picks the band.
    pub qualifier: Qualifier,
    /// From Q and V to an amount.
    pub schedule: Schedule,
    /// Over what V accumulates before the schedule is read.
    pub period: Accumulation,
    /// Caps, in the order deal, partner and period, partner and year.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// How a deal's reward is shared among partners; only with `period` deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<Shares>,
    /// The part of each payout that is paid later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holdback: Option<Holdback>,
    /// Before, at or after the sale: for reports.
    pub moment: Moment,
    /// Front-end or back-end: for reports.
    pub end: End,
    /// Where the money goes.
    pub pays_into: Account,
}

/// Whether an incentive pays.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Evaluated and paid.
    On,
    /// Evaluated and shown, not paid.
    Shadow,
    /// Not evaluated.
    Off,
}

/// The first and last closing date an incentive covers; open where left out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// First day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// What V is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EarnsOn {
    /// What is summed over the period.
    pub measure: Paid,
    /// How much of a deal counts for a credited partner.
    pub weight: Weight,
    /// Whether returns lower it.
    pub basis: Basis,
    /// All of it, or only what lies above a baseline.
    pub part: Part,
}

/// What an incentive can be paid on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// Money of won deals.
    Revenue,
}

/// How much of the measured value is paid on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of V.
    Whole,
    /// The increment `V - B` over the baseline B, when above zero.
    IncrementOver(Baseline),
}

/// What B is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The months B is taken from.
    pub of: BaselineOf,
    /// What happens where B is zero or less.
    pub when_none: WhenNoBaseline,
}

/// Which earlier months a baseline is taken from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BaselineOf {
    /// The same period a year earlier.
    SamePeriodLastYear,
    /// The period just before.
    PreviousPeriod,
}

/// What a baseline of zero or less means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenNoBaseline {
    /// Nothing is earned.
    Skip,
    /// All of V is growth, and the top band holds.
    AllIsGrowth,
}

/// What Q is: the value that picks the band.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// The value that is paid on.
    PaidOn,
    /// Growth as a ratio `V / B`, 1.1 being ten percent up; needs a baseline.
    GrowthRatio,
    /// A measure of its own.
    Measure(QualifierMeasure),
}

/// A qualifier that differs from what is paid on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualifierMeasure {
    /// What is measured.
    pub measure: Measure,
    /// Over which months.
    pub window: Window,
}

/// From Q and V to an amount.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// How bands pay.
    pub method: Method,
    /// Which band a value exactly on a threshold belongs to.
    pub threshold: Threshold,
    /// Rates by tier, when they differ by tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
    /// The bands, lowest first.
    pub bands: Vec<Band>,
}

/// How bands pay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Each band at its own rate (marginal): `V/Q * sum of r_b * slice_b`.
    EachBand,
    /// The whole amount at the rate reached (retroactive): `r(Q) * V`.
    WholeAmount,
}

/// Which side of a threshold the threshold itself is on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// Bands are `[from, next)`: reaching the threshold is enough.
    #[default]
    Reached,
    /// Bands are `(from, next]`: the threshold must be passed.
    Passed,
}

/// A rate column for each level of a track.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// The track whose level picks the column.
    pub track: String,
    /// On which day the level is read.
    pub tier_at: TierAt,
    /// The level of each column, in the order of the rates.
    pub levels: Vec<String>,
}

/// The day whose level counts for an incentive. An incentive that pays deal by deal reads it for
/// the fiscal quarter the deal closes in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TierAt {
    /// The first day of the period.
    PeriodStart,
    /// The last day of the period.
    PeriodEnd,
}

/// A band: where it begins, and what it pays in each column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Where the band begins, in the unit of Q.
    pub from: Quantity,
    /// One rate for each column, or a single rate where there are no columns.
    pub rates: Vec<Rate>,
}

/// Over what an incentive accumulates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// Each deal by itself; a line adds up the deals of a payment period.
    Deal,
    /// One day.
    Day,
    /// A week.
    Week,
    /// The first or second half of a month.
    HalfMonth,
    /// A fiscal month.
    Month,
    /// A fiscal quarter.
    Quarter,
    /// Half a fiscal year.
    Half,
    /// A fiscal year.
    Year,
}

impl Accumulation {
    /// The length of its periods; none where each deal stands by itself.
    #[must_use]
    pub const fn length(self) -> Option<Period> {
        match self {
            Self::Deal => None,
            Self::Day => Some(Period::Day),
            Self::Week => Some(Period::Week),
            Self::HalfMonth => Some(Period::HalfMonth),
            Self::Month => Some(Period::Month),
            Self::Quarter => Some(Period::Quarter),
            Self::Half => Some(Period::Half),
            Self::Year => Some(Period::Year),
        }
    }
}

/// A cap and what it holds for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What the cap holds for.
    pub per: LimitPer,
    /// The most that is paid.
    pub at_most: Money,
}

/// What a cap holds for.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LimitPer {
    /// One deal, before its pool is split; only with `period` deal.
    Deal,
    /// One partner in one payment period.
    PartnerPeriod,
    /// One partner in one fiscal year.
    PartnerYear,
    /// All partners together, from the beginning of the replay on.
    Total,
}

/// When money is given, seen from the sale.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Before the sale.
    BeforeSale,
    /// At the sale.
    AtSale,
    /// After the sale.
    AfterSale,
}

/// On the invoice, or later.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// On the invoice.
    FrontEnd,
    /// After the fact.
    BackEnd,
}

/// Where an incentive's money goes.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// To the partner.
    Cash,
    /// Into the partner's MDF balance.
    Mdf,
}
