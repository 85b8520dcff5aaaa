//! Schedules: from what qualifies (Q) and what is paid on (V) to an amount (`RULES` section 4,
//! "Schedule methods").

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Field, Money, Quantity, Rate, measure::Absent};

/// From Q and V to an amount.
///
/// A band pays `rates` where V is money: parts of it. It pays `amounts` where V is a number of
/// units (so much a unit), where the method pays fixed amounts, and for each full block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// How bands pay.
    pub method: Method,
    /// Which band a value exactly on a threshold belongs to.
    pub threshold: Threshold,
    /// Columns of rates or amounts, when they differ by tier or by what was sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Columns>,
    /// The bands, lowest first.
    pub bands: Vec<Band>,
    /// Where the top band ends, in the unit of Q: beyond it Q counts as the end, and V as what it
    /// is at the end. Open where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Quantity>,
    /// The least that one reading of the schedule gives, also below the lowest band; zero where
    /// left out. Below zero lets returns count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Money>,
}

/// A schedule that takes the place of the one before it.
///
/// The version in force is the last whose day is not after the deciding day: the closing day of a
/// deal that is paid by itself, the first day of the period otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LaterSchedule {
    /// The first day it is in force.
    pub from: NaiveDate,
    /// What holds from then on.
    pub schedule: Schedule,
}

/// How bands pay. `r_b` is what band b pays, `from_b` and `next_b` are its ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Each band at its own rate (marginal): `V/Q * sum of r_b * slice_b`, where
    /// `slice_b = max(0, min(Q, next_b) - from_b)`; slices of B where Q is `V/B`. Zero where Q is
    /// zero or less.
    EachBand,
    /// The whole amount at the rate reached (retroactive): `r(Q) * V`.
    WholeAmount,
    /// Every reached band on V up to the band's top (rolling): `sum of r_b * min(V, next_b)`; tops
    /// are `next_b * B` where Q is `V/B`.
    EveryBandToItsTop,
    /// The whole amount once for every reached band (total): `sum of r_b * V`.
    WholeAmountEveryBand,
    /// Each band says whether it is whole or marginal: the highest reached whole band w pays
    /// `r_w * min(V, next_w)` in place of all below it, and reached marginal bands above it add
    /// their slices.
    BandByBand,
    /// The fixed amount of the highest band reached.
    HighestAmount,
    /// The fixed amounts of every band reached, added up.
    EveryAmount,
    /// The amount of the band reached for each full block of V: `floor(V / block) * g`. The block
    /// is in the unit of V.
    PerBlock(Quantity),
    /// On the straight line between points, of which each band is one; flat beyond the first and
    /// the last. Two points at one place make a jump.
    Interpolated(Interpolated),
    /// Free units for each full block of units sold: `floor(V / for_every) * n`, where n is the
    /// band's rate as a number of units.
    FreeGoods(FreeGoods),
}

/// What the points of an interpolated schedule are of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Interpolated {
    /// Of a rate on V; a payout curve `y(a) * V` where Q is an attainment.
    Rate,
    /// Of an amount.
    Amount,
    /// Of a share of a stored sum: a payout curve `y(a) * sum`.
    ShareOf(Money),
}

/// Free units, and what they are worth.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FreeGoods {
    /// The units that must be sold for each grant of free ones.
    pub for_every: Rate,
    /// At which price a free unit counts.
    pub valued_at: ValuedAt,
}

/// The price at which free units count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValuedAt {
    /// The average price of the units that were sold: their money divided by their number.
    SalePrice,
    /// The average list price of these units, and what a line without one counts.
    ListPrice(Absent),
    /// The average cost of these units, and what a line without one counts.
    Cost(Absent),
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

/// What picks the column of rates or amounts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Columns {
    /// The partner's level: all of V takes one column.
    Level(LevelColumns),
    /// The role of the partner's credit: the band is found on the whole Q, and the part of V of
    /// each role takes its own column. A part whose role has no column earns nothing.
    Role(Vec<String>),
    /// A column of the deal or the line, in the same way.
    Field(FieldColumns),
}

/// A column for each level of a track.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelColumns {
    /// The track whose level picks the column.
    pub track: String,
    /// On which day the level is read.
    pub tier_at: TierAt,
    /// The level of each column, in the order of the rates.
    pub levels: Vec<String>,
}

/// A column for each value of a field of deals or lines.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldColumns {
    /// Where the value stands.
    pub field: Field,
    /// The value of each column, in the order of the rates, spelled as in the facts.
    pub values: Vec<String>,
}

/// The day whose level counts for an incentive. An incentive that pays deal by deal or line by line
/// reads it for the payment period the deal closes in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TierAt {
    /// The first day of the period.
    PeriodStart,
    /// The last day of the period.
    PeriodEnd,
    /// The day each deal closes, so that the deal that earns a level still counts at the old one.
    /// Over a period the band is found on the whole Q, and each deal's part of V, returns included,
    /// takes the column of the level on its own closing day.
    Close,
}

/// A band: where it begins, and what it pays in each column. Of an interpolated schedule, a point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Where the band begins, in the unit of Q.
    pub from: Quantity,
    /// One rate for each column, or a single rate where there are no columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
    /// One amount for each column, or a single one, where the schedule pays amounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<Money>,
    /// Whether it pays the whole value or its slice; where the method leaves that to each band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays_on: Option<BandPaysOn>,
}

/// What a band of a schedule that goes band by band is paid on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BandPaysOn {
    /// All of V up to the band's top, in place of all bands below it.
    Whole,
    /// Its own slice.
    Slice,
}

/// What a band of a schedule pays with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pays {
    /// Rates of V.
    Rates,
    /// Numbers of free units.
    Units,
    /// Amounts of money for each unit of V.
    AmountsPerUnit,
    /// Amounts of money for each full block of V.
    AmountsPerBlock,
    /// Amounts of money that V does not multiply.
    FixedAmounts,
}

impl Pays {
    /// Whether bands hold amounts of money rather than rates.
    #[must_use]
    pub const fn in_money(self) -> bool {
        matches!(self, Self::AmountsPerUnit | Self::AmountsPerBlock | Self::FixedAmounts)
    }
}

impl Method {
    /// What bands pay with, where V is a number of units (`counts`) or money.
    #[must_use]
    pub const fn pays(self, counts: bool) -> Pays {
        match self {
            Self::HighestAmount | Self::EveryAmount | Self::Interpolated(Interpolated::Amount) => {
                Pays::FixedAmounts
            }
            Self::Interpolated(Interpolated::ShareOf(_)) => Pays::Rates,
            Self::PerBlock(_) => Pays::AmountsPerBlock,
            Self::FreeGoods(_) => Pays::Units,
            _ if counts => Pays::AmountsPerUnit,
            _ => Pays::Rates,
        }
    }

    /// Whether V is multiplied, rather than only a fixed amount paid.
    #[must_use]
    pub const fn pays_on_value(self) -> bool {
        !matches!(
            self,
            Self::HighestAmount
                | Self::EveryAmount
                | Self::Interpolated(Interpolated::Amount | Interpolated::ShareOf(_))
        )
    }

    /// Whether its bands are cut out of V, so that V itself or its ratio has to pick the band.
    #[must_use]
    pub const fn cuts_value(self) -> bool {
        matches!(self, Self::EveryBandToItsTop | Self::BandByBand)
    }
}

impl Columns {
    /// How many columns there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.names().len()
    }

    /// The level or value of each column.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match self {
            Self::Level(by) => &by.levels,
            Self::Role(roles) => roles,
            Self::Field(by) => &by.values,
        }
    }

    /// The columns by level, if these are such.
    #[must_use]
    pub const fn by_level(&self) -> Option<&LevelColumns> {
        match self {
            Self::Level(by) => Some(by),
            Self::Role(_) | Self::Field(_) => None,
        }
    }
}

impl Schedule {
    /// How many rates or amounts each band has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.as_ref().map_or(1, Columns::count)
    }
}
