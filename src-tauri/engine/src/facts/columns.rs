//! The columns. A position in one table is the same in each of its columns.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Rate};

use super::rows::{FundStep, Source, SourceFile, Stage};

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
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Customers.
    pub customers: Vec<String>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Days they were opened.
    pub opened: Vec<Option<NaiveDate>>,
    /// Days they closed.
    pub closed: Vec<Option<NaiveDate>>,
    /// Amounts, in the deals' own currencies.
    pub amounts: Vec<Money>,
    /// Types: new, expansion, renewal.
    pub kinds: Vec<String>,
    /// Regions.
    pub regions: Vec<String>,
    /// Segments.
    pub segments: Vec<String>,
    /// Where they came from: direct, partner, a marketplace.
    pub origins: Vec<String>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) positions: HashMap<String, usize>,
    pub(super) lines: Vec<Range<usize>>,
    pub(super) credits: Vec<Range<usize>>,
    pub(super) adjustments: Vec<Range<usize>>,
}

/// Lines in columns; every deal has at least one.
#[derive(Debug, Default)]
pub struct Lines {
    /// Ids; none for the one line that stands for a whole deal.
    pub ids: Vec<Option<String>>,
    /// Products.
    pub products: Vec<String>,
    /// Product families.
    pub families: Vec<String>,
    /// Quantities.
    pub quantities: Vec<Rate>,
    /// Amounts, in the deal's currency.
    pub amounts: Vec<Money>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
}

/// Credits in columns.
#[derive(Debug, Default)]
pub struct Credits {
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Roles, as positions in `role_names`.
    pub roles: Vec<usize>,
    /// Every role, in byte order.
    pub role_names: Vec<String>,
    /// Declared shares.
    pub shares: Vec<Option<Rate>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) deals_of_partner: Vec<Vec<usize>>,
}

/// Adjustments in columns.
#[derive(Debug, Default)]
pub struct Adjustments {
    /// Positions of the lines, where known.
    pub lines: Vec<Option<usize>>,
    /// Dates.
    pub dates: Vec<NaiveDate>,
    /// What they take back, in the deal's currency.
    pub amounts: Vec<Money>,
    /// How many they take back.
    pub quantities: Vec<Rate>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
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
    pub(super) of_partner: Vec<Range<usize>>,
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
        self.positions.get(id).copied()
    }

    /// The day a won deal closed; none for a deal that does not count.
    #[must_use]
    pub fn won_on(&self, deal: usize) -> Option<NaiveDate> {
        self.closed[deal].filter(|_| self.stages[deal] == Stage::Won)
    }
}

impl Facts {
    /// The lines of a deal.
    #[must_use]
    pub fn deal_lines(&self, deal: usize) -> Range<usize> {
        self.deals.lines[deal].clone()
    }

    /// The credits of a deal, ordered by partner.
    #[must_use]
    pub fn deal_credits(&self, deal: usize) -> Range<usize> {
        self.deals.credits[deal].clone()
    }

    /// The adjustments of a deal, by date.
    #[must_use]
    pub fn deal_adjustments(&self, deal: usize) -> Range<usize> {
        self.deals.adjustments[deal].clone()
    }

    /// The deals a partner has a credit in, in order of id.
    #[must_use]
    pub fn partner_deals(&self, partner: usize) -> &[usize] {
        &self.credits.deals_of_partner[partner]
    }

    /// The activities of a partner, by date.
    #[must_use]
    pub fn partner_activities(&self, partner: usize) -> Range<usize> {
        self.activities.of_partner[partner].clone()
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
        let won = (0..self.deals.len()).filter_map(|deal| self.deals.won_on(deal));
        won.chain(self.adjustments.dates.iter().copied())
            .chain(self.activities.dates.iter().copied())
            .chain(self.fund_events.dates.iter().copied())
            .max()
    }

    /// The first day a deal was won.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        (0..self.deals.len()).filter_map(|deal| self.deals.won_on(deal)).min()
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
        let won = (0..self.deals.len()).filter_map(|deal| self.deals.won_on(deal));
        won.chain(self.adjustments.dates.iter().copied()).max()
    }
}
