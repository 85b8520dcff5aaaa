//! The one incentive shape (`RULES` section 4): rebates, growth rebates, co-sell rewards and MDF
//! accrual are all written in it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::baseline::{Baseline, BaselineOf, WhenNoBaseline};
pub use crate::schedule::{
    Band, BandPaysOn, Columns, FieldColumns, FreeGoods, Interpolated, LaterSchedule, LevelColumns,
    Method, Pays, Schedule, Threshold, TierAt, ValuedAt,
};
pub use crate::settling::{
    Account, AccountShare, Carry, Clawback, CutOver, EarlierResults, GroupPays, Guarantee,
    GuaranteePaid, Negative, OwnResult, PaysInto, Returns, Rounded, ServedIn, Settle, SettledAgain,
    SharedLimit, SharedPer, Stacking, StackingGroup, TierAgain, UnservedTerm,
};
use crate::{
    Filter, Money, Period, Quantity,
    credit::{CreditCondition, CreditsOf, MarketplaceStep},
    measure::{
        Absent, Activities, ActivityCounting, Basis, Measure, NewWhen, PointsRule, Requirement,
        ValueBasis, Weight, Window,
    },
    payment::Holdback,
    shares::Shares,
    target::Target,
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
    /// The level that a partner must hold to earn it; any where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_level: Option<AtLevel>,
    /// Roles whose credit earns it; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
    /// The deal whose credits these are.
    #[serde(default)]
    pub credits: CreditsOf,
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
    /// The T that attainment is measured by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// The Q that picks the band.
    pub qualifier: Qualifier,
    /// From Q and V to an amount.
    pub schedule: Schedule,
    /// Later versions of the schedule, by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later_schedules: Vec<LaterSchedule>,
    /// Over what V accumulates before the schedule is read.
    pub period: Accumulation,
    /// Caps, in the order value, deal, partner and period, partner and year.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// How a deal's reward is shared among partners; only with `period` deal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<Shares>,
    /// What is rounded.
    #[serde(default)]
    pub rounded: Rounded,
    /// Settlement more often than accumulation; once at the end of its period where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settle: Option<Settle>,
    /// In how many parts what a settlement comes to is paid: one with it and one with each of the
    /// next settlements. At once where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 2, max = 120))]
    pub spread_over: Option<u16>,
    /// A least amount; none where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<Guarantee>,
    /// How it stands to the results of other incentives.
    #[serde(default)]
    pub stacking: Stacking,
    /// What returns do.
    #[serde(default)]
    pub returns: Returns,
    /// The part of each payout that is paid later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holdback: Option<Holdback>,
    /// Before, at or after the sale: for reports.
    pub moment: Moment,
    /// Front-end or back-end: for reports.
    pub end: End,
    /// Where the money goes.
    pub pays_into: PaysInto,
}

impl Incentive {
    /// Its schedule and the later versions, as they are written.
    pub fn schedules(&self) -> impl Iterator<Item = &Schedule> {
        std::iter::once(&self.schedule)
            .chain(self.later_schedules.iter().map(|later| &later.schedule))
    }
}

/// The levels of a track of which a partner must hold one. In a pool only those who do take part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLevel {
    /// The track.
    pub track: String,
    /// On which day the level is read; the day of each deal only where deals are paid one by one.
    pub tier_at: TierAt,
    /// The levels, any of which will do.
    pub levels: Vec<String>,
}

impl AtLevel {
    /// Whether each deal is asked by itself: by its own closing day, or by the payment period that
    /// it closed in.
    #[must_use]
    pub fn asks_each_deal(&self, period: Accumulation) -> bool {
        self.tier_at == TierAt::Close || period == Accumulation::Term
    }
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
    /// When its money counts, and whether with tax.
    #[serde(default)]
    pub value: ValueBasis,
    /// What a line counts that has no list price, cost or recurring amount, where one is paid on.
    #[serde(default, skip_serializing_if = "Absent::is_left_out")]
    pub absent: Absent,
    /// All of it, or only what lies above a baseline.
    pub part: Part,
}

/// What an incentive can be paid on.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// Money of won deals.
    Revenue,
    /// What they would list for.
    ListRevenue,
    /// What they cost.
    Cost,
    /// Revenue less cost.
    Margin,
    /// The part of revenue that recurs.
    Recurring,
    /// Quantity sold.
    Units,
    /// Won deals, each as one.
    Deals,
    /// Customers who bought, each once a period.
    Customers,
    /// Those who had not bought for some months before, each once a period.
    NewCustomers(NewWhen),
    /// Points for what was sold.
    Points(PointsRule),
    /// What the partner did, whatever it sold.
    Activities(Activities),
    /// Nothing: the schedule pays fixed amounts.
    Nothing,
}

impl Paid {
    /// Whether V is a number, which bands pay amounts for.
    #[must_use]
    pub const fn counts(&self) -> bool {
        match self {
            Self::Units | Self::Deals | Self::Customers => true,
            Self::NewCustomers(_) | Self::Points(_) => true,
            Self::Activities(of) => !matches!(of.counting, ActivityCounting::Value),
            _ => false,
        }
    }

    /// Whether V is not a sum of sales, so that no part of it lies on a line.
    #[must_use]
    pub const fn is_counted(&self) -> bool {
        matches!(self, Self::Customers | Self::NewCustomers(_) | Self::Activities(_))
    }

    /// Whether a line may lack the figure that V is made of.
    #[must_use]
    pub const fn can_be_absent(&self) -> bool {
        matches!(self, Self::ListRevenue | Self::Cost | Self::Margin | Self::Recurring)
    }

    /// What V is called.
    #[must_use]
    pub fn words(&self) -> String {
        let plain = match self {
            Self::Revenue => "revenue",
            Self::ListRevenue => "list revenue",
            Self::Cost => "cost",
            Self::Margin => "margin",
            Self::Recurring => "recurring revenue",
            Self::Units => "units",
            Self::Deals => "deals",
            Self::Customers => "customers",
            Self::NewCustomers(_) => "new customers",
            Self::Points(_) => "points",
            Self::Activities(of) => return of.words(),
            Self::Nothing => "nothing",
        };
        plain.to_owned()
    }
}

/// How much of the measured value is paid on.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of V.
    Whole,
    /// The increment `V - B` over the baseline B, when above zero.
    IncrementOver(Baseline),
    /// All of V, where its growth over the baseline B picks the band.
    WholeComparedWith(Baseline),
}

impl Part {
    /// The baseline, where there is one.
    #[must_use]
    pub const fn baseline(&self) -> Option<&Baseline> {
        match self {
            Self::Whole => None,
            Self::IncrementOver(baseline) | Self::WholeComparedWith(baseline) => Some(baseline),
        }
    }

    /// The baseline, where there is one, with its place below this part.
    pub(crate) const fn placed_baseline(&self) -> Option<(&Baseline, &'static str)> {
        match self {
            Self::Whole => None,
            Self::IncrementOver(baseline) => Some((baseline, "increment_over")),
            Self::WholeComparedWith(baseline) => Some((baseline, "whole_compared_with")),
        }
    }
}

/// What Q is: the value that picks the band.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// The value that is paid on.
    PaidOn,
    /// Growth as a ratio `V / B`, 1.1 being ten percent up; needs a baseline.
    GrowthRatio,
    /// Growth as a difference `V - B`; needs a baseline.
    GrowthAmount,
    /// Attainment as a ratio `V / T`, 1.1 being ten percent above target; needs a target.
    Attainment,
    /// Nothing: there is one band, and the tier or what was sold picks the column.
    Tier,
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

/// Over what an incentive accumulates.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Accumulation {
    /// Each line of each deal by itself; a payout adds up those of a payment period. A return whose
    /// line is not known is divided over the deal's lines by their V, largest remainder.
    Line,
    /// Each deal by itself; a payout adds up the deals of a payment period.
    Deal,
    /// Each deal by itself, earned over its term: at the end of each payment period what the deal
    /// gives is earned for the days of its term that are over, and due is that less what was due
    /// before. A deal without a term earns all at its close; a cancelled one nothing more from then
    /// on. A period whose gate is not met is not made up for.
    Term,
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
    /// Whether a payout adds up what the deals of a period gave, each of them at once.
    #[must_use]
    pub const fn adds_up_deals(self) -> bool {
        matches!(self, Self::Line | Self::Deal)
    }

    /// The length of its periods; none where each deal or line stands by itself.
    #[must_use]
    pub const fn length(self) -> Option<Period> {
        match self {
            Self::Line | Self::Deal | Self::Term => None,
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
    /// The most that is paid; for `value` the most of V, in its unit.
    pub at_most: Quantity,
}

impl Limit {
    /// The most that is paid; none for a cap on a V that is a number.
    #[must_use]
    pub const fn money(&self) -> Option<Money> {
        match self.at_most {
            Quantity::Money(money) => Some(money),
            Quantity::Number(_) => None,
        }
    }
}

/// What a cap holds for.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum LimitPer {
    /// V itself, never Q, in one reading of the schedule.
    Value,
    /// One deal, before its pool is split or its term divides it; only with `period` line, deal or
    /// term.
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
