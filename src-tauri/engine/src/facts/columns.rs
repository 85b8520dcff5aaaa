//! The columns. A position in one table is the same in each of its columns.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Rate};

use super::{
    packed::{Coded, Ids, Packed, Sources, Starts},
    rows::{FundStep, Source, SourceFile, Stage},
};

/// All facts of a document, in columns.
#[derive(Debug, Default)]
pub struct Facts {
    /// The files the rows came from.
    pub files: Vec<SourceFile>,
    /// Companies in the channel, ordered by id.
    pub partners: Partners,
    /// Opportunities and orders, ordered by id.
    pub deals: Deals,
    /// Products on deals, ordered by deal and id.
    pub lines: Lines,
    /// Partners' parts in deals, ordered by deal, partner, role and id.
    pub credits: Credits,
    /// Returns, credit notes and cancellations, ordered by deal, date and id.
    pub adjustments: Adjustments,
    /// What partners did, ordered by partner, date and id.
    pub activities: Activities,
    /// Steps of MDF money, ordered by partner, date and id.
    pub fund_events: FundEvents,
    /// Exchange rates.
    pub rates: Rates,
    /// Past payouts, ordered by partner, period and id.
    pub paid: Paid,
}

/// Partners in columns.
#[derive(Debug, Default)]
pub struct Partners {
    /// Ids, in byte order.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Types.
    pub kinds: Vec<String>,
    /// Regions.
    pub regions: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// Segments.
    pub segments: Vec<String>,
    /// Days they joined.
    pub joined: Vec<Option<NaiveDate>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) positions: HashMap<String, usize>,
}

/// Deals in columns.
#[derive(Debug, Default)]
pub struct Deals {
    /// Ids, in byte order.
    pub ids: Ids,
    /// Names.
    pub names: Coded<String>,
    /// Customers.
    pub customers: Coded<String>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Days they were opened.
    pub opened: Vec<Option<NaiveDate>>,
    /// Days they closed.
    pub closed: Vec<Option<NaiveDate>>,
    /// Types: new, expansion, renewal.
    pub kinds: Coded<String>,
    /// Regions.
    pub regions: Coded<String>,
    /// Segments.
    pub segments: Coded<String>,
    /// Where they came from: direct, partner, a marketplace.
    pub origins: Coded<String>,
    /// Where the rows came from.
    pub sources: Sources,
    /// Ten-thousandths of the deals' own currencies.
    pub(super) units: Vec<i64>,
    /// The currencies of all their amounts.
    pub currencies: Coded<Currency>,
    /// The first day a deal was won, and the last one.
    pub(super) first_won: Option<NaiveDate>,
    pub(super) last_won: Option<NaiveDate>,
    pub(super) lines: Starts,
    pub(super) credits: Starts,
    pub(super) adjustments: Starts,
}

/// Lines in columns; every deal has at least one.
#[derive(Debug, Default)]
pub struct Lines {
    /// Ids; none for the one line that stands for a whole deal.
    pub ids: Coded<Option<String>>,
    /// Products.
    pub products: Coded<String>,
    /// Product families.
    pub families: Coded<String>,
    /// Where the rows came from.
    pub sources: Sources,
    /// Ten-thousandths of the deal's currency.
    pub(super) units: Vec<i64>,
    pub(super) quantities: Packed,
}

/// Credits in columns.
#[derive(Debug, Default)]
pub struct Credits {
    /// Positions of the partners.
    pub partners: Vec<u32>,
    /// Roles.
    pub roles: Coded<String>,
    /// Where the rows came from.
    pub sources: Sources,
    pub(super) shares: Packed,
    /// The deals of each partner, in order of id, one partner after the other.
    pub(super) deals_of_partner: Vec<u32>,
    pub(super) of_partner: Starts,
}

/// Adjustments in columns.
#[derive(Debug, Default)]
pub struct Adjustments {
    /// Positions of the lines, where known.
    pub lines: Vec<Option<usize>>,
    /// Dates.
    pub dates: Vec<NaiveDate>,
    /// How many they take back.
    pub quantities: Vec<Rate>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    /// Ten-thousandths of the deal's currency.
    pub(super) units: Vec<i64>,
}

/// Activities in columns.
#[derive(Debug, Default)]
pub struct Activities {
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Kinds.
    pub kinds: Vec<String>,
    /// Days.
    pub dates: Vec<NaiveDate>,
    /// Last valid days.
    pub valid_until: Vec<Option<NaiveDate>>,
    /// Persons.
    pub persons: Vec<String>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) of_partner: Starts,
}

/// Steps of MDF money in columns.
#[derive(Debug, Default)]
pub struct FundEvents {
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Requests.
    pub requests: Vec<String>,
    /// Steps.
    pub steps: Vec<FundStep>,
    /// Days.
    pub dates: Vec<NaiveDate>,
    /// Amounts.
    pub amounts: Vec<Money>,
}

/// Past payouts in columns.
#[derive(Debug, Default)]
pub struct Paid {
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// First days of the periods.
    pub from: Vec<NaiveDate>,
    /// Last days of the periods.
    pub until: Vec<NaiveDate>,
    /// Incentives as they were called.
    pub labels: Vec<String>,
    /// Amounts.
    pub amounts: Vec<Money>,
}

/// Exchange rates by table, priced currency and base, each in date order.
#[derive(Debug, Default)]
pub struct Rates {
    pub(crate) series: BTreeMap<(String, Currency, Currency), Vec<DayRate>>,
    pub(super) rows: usize,
}

/// The rate of one day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayRate {
    pub date: NaiveDate,
    pub rate: Rate,
    pub inverse: bool,
    pub source: Source,
}

impl Partners {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The position of an id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }
}

impl Deals {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The position of an id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.ids.position(id)
    }

    /// The amount of a deal, in its own currency.
    #[must_use]
    pub fn amount(&self, deal: usize) -> Money {
        Money::from_units(self.units[deal], self.currencies[deal])
    }

    /// The day a won deal closed; none for a deal that does not count.
    #[must_use]
    pub fn won_on(&self, deal: usize) -> Option<NaiveDate> {
        self.closed[deal].filter(|_| self.stages[deal] == Stage::Won)
    }
}

impl Lines {
    /// How many of the product, to eight decimals.
    #[must_use]
    pub fn quantity(&self, line: usize) -> Rate {
        Rate::from_units(self.quantities.get(line).unwrap_or(0))
    }
}

impl Credits {
    /// The partner of a credit.
    #[must_use]
    pub fn partner(&self, credit: usize) -> usize {
        self.partners[credit] as usize
    }

    /// The declared share of a credit.
    #[must_use]
    pub fn share(&self, credit: usize) -> Option<Rate> {
        self.shares.get(credit).map(Rate::from_units)
    }
}

impl Facts {
    /// The lines of a deal.
    #[must_use]
    pub fn deal_lines(&self, deal: usize) -> Range<usize> {
        self.deals.lines.range(deal)
    }

    /// The credits of a deal, ordered by partner.
    #[must_use]
    pub fn deal_credits(&self, deal: usize) -> Range<usize> {
        self.deals.credits.range(deal)
    }

    /// The adjustments of a deal, by date.
    #[must_use]
    pub fn deal_adjustments(&self, deal: usize) -> Range<usize> {
        self.deals.adjustments.range(deal)
    }

    /// The amount of a line of a deal, in the deal's currency.
    #[must_use]
    pub fn line_amount(&self, deal: usize, line: usize) -> Money {
        Money::from_units(self.lines.units[line], self.deals.currencies[deal])
    }

    /// What an adjustment of a deal takes back, in the deal's currency.
    #[must_use]
    pub fn adjustment_amount(&self, deal: usize, adjustment: usize) -> Money {
        Money::from_units(self.adjustments.units[adjustment], self.deals.currencies[deal])
    }

    /// The deals a partner has a credit in, in order of id.
    pub fn partner_deals(&self, partner: usize) -> impl Iterator<Item = usize> + '_ {
        let deals = &self.credits.deals_of_partner[self.credits.of_partner.range(partner)];
        deals.iter().map(|deal| *deal as usize)
    }

    /// The activities of a partner, by date.
    #[must_use]
    pub fn partner_activities(&self, partner: usize) -> Range<usize> {
        self.activities.of_partner.range(partner)
    }

    /// Rows in each table.
    #[must_use]
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("partner", self.partners.len()),
            ("deal", self.deals.len()),
            ("line", self.lines.ids.iter().filter(|id| id.is_some()).count()),
            ("credit", self.credits.partners.len()),
            ("adjustment", self.adjustments.dates.len()),
            ("activity", self.activities.dates.len()),
            ("fund_event", self.fund_events.dates.len()),
            ("rate", self.rates.rows),
            ("paid", self.paid.amounts.len()),
        ]
    }

    /// The last day anything happened: a deal closed, or something was returned, done or claimed.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let won = self.deals.last_won.into_iter();
        won.chain(self.adjustments.dates.iter().copied())
            .chain(self.activities.dates.iter().copied())
            .chain(self.fund_events.dates.iter().copied())
            .max()
    }

    /// The first day a deal was won.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.deals.first_won
    }

    /// The first day anything happened that a tier can look at: a deal was won, something was
    /// returned or done.
    #[must_use]
    pub fn first_fact_day(&self) -> Option<NaiveDate> {
        let others = self.adjustments.dates.iter().chain(&self.activities.dates).copied();
        self.first_day().into_iter().chain(others).min()
    }

    /// The first day that a measure of sales can count something on.
    pub(crate) fn first_sales_day(&self) -> Option<NaiveDate> {
        self.first_day().into_iter().chain(self.adjustments.dates.iter().copied()).min()
    }

    /// The last day that a measure of sales can count something on.
    pub(crate) fn last_sales_day(&self) -> Option<NaiveDate> {
        self.deals.last_won.into_iter().chain(self.adjustments.dates.iter().copied()).max()
    }
}
