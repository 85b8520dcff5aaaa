//! Who gains and who loses, a page at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Dimension, Economics};

/// Asks for a page of partners.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// How the rows are ordered; by payout, the highest first, where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub sort: Option<Sort>,
    /// Words that must all be found in a partner's name, id, type, region or level; empty for everybody.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub filter: String,
    /// Only partners of one group; everybody where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub within: Option<Within>,
    /// Puts partners of the same tier, region or type beside each other; not grouped where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub group: Option<Dimension>,
    /// Whether what is spent on each partner by kind of reward, and benefits, is answered too.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub economics: bool,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer; at most 1,000.
    pub limit: u32,
}

/// A group of partners, by the id that a breakdown gives it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// What the groups are.
    pub by: Dimension,
    /// Which one.
    pub id: String,
}

/// An order of rows. Equal rows are ordered by partner id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// The column.
    pub by: Column,
    /// Highest, or last, first.
    #[serde(default)]
    pub descending: bool,
}

/// A column to order partners by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The partner's name.
    Name,
    /// Its type.
    Kind,
    /// Its region.
    Region,
    /// The level it would hold.
    Tier,
    /// Its revenue.
    Revenue,
    /// What it gets with the baseline.
    Baseline,
    /// What it would get.
    Payout,
    /// The difference of the two.
    Change,
    /// Payout as a fraction of revenue.
    Rate,
    /// Rewards on the invoice.
    FrontEnd,
    /// Rewards after the fact.
    BackEnd,
    /// Rewards for deals that several partners share.
    CoSell,
    /// What incentives pay into its MDF balance; what funds give by themselves is not in it.
    Mdf,
    /// What the benefits of its levels are planned to cost.
    Benefits,
    /// The five together; what funds give by themselves is not in it.
    Whole,
    /// That as a fraction of revenue.
    Share,
}

/// A page of partners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PartnerPage {
    /// The page's rows.
    pub rows: Vec<Partner>,
    /// Rows on all pages.
    pub total_rows: u32,
    /// The sums over all pages.
    pub totals: PartnerTotals,
    /// The groups of all pages, in their order; empty where rows are not grouped.
    pub groups: Vec<PartnerGroup>,
    /// The currency of every amount here.
    pub currency: String,
}

/// A group of partners that stand beside each other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PartnerGroup {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The row of its first partner, counted from 0 over all pages.
    pub first: u32,
    /// How many partners it has.
    pub rows: u32,
    /// The sums over them.
    pub totals: PartnerTotals,
}

/// A partner, with and without the changes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Partner {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type: reseller, distributor ...
    pub kind: String,
    /// Its region.
    pub region: String,
    /// The level it holds at the end of the replay with the baseline.
    pub tier_from: Option<String>,
    /// The level it would hold then.
    pub tier_to: Option<String>,
    /// Its net revenue of won deals, by declared share.
    pub revenue: String,
    /// What it gets with the baseline.
    pub baseline: String,
    /// What it would get.
    pub payout: String,
    /// `payout - baseline`.
    pub change: String,
    /// Which way that is.
    pub direction: Direction,
    /// Payout as a fraction of revenue; none without revenue.
    pub rate: Option<String>,
    /// What is spent on it by kind of reward, and benefits; only where that was asked.
    pub economics: Option<Economics>,
}

/// Whether a partner gains.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It gets more.
    Better,
    /// It gets less.
    Worse,
    /// It gets the same.
    Same,
}

/// The sums over partners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PartnerTotals {
    /// Revenue.
    pub revenue: String,
    /// What they get with the baseline.
    pub baseline: String,
    /// What they would get.
    pub payout: String,
    /// The difference of the two.
    pub change: String,
    /// Payout as a fraction of revenue; none without revenue.
    pub rate: Option<String>,
    /// What is spent on them by kind of reward, and benefits; only where that was asked.
    pub economics: Option<Economics>,
}
