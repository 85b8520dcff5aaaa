//! The columns. A position in one table is the same in each of its columns.

mod course;
mod customers;
mod standing;

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Rate};

use super::{
    extent::Extent,
    packed::{Coded, Codes, Ids, Packed, Sources, Starts},
    rows::{Attributes, FundStep, Source, SourceFile, Stage},
};

pub use course::{Registrations, Settlements, Touches};
use customers::{Buyers, Customers};
pub use standing::{Levels, Overlaps, PartnerStatuses, Scores, Targets};

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
    /// Returns, credit notes and cancellations, ordered by deal, date and id; those whose deal is
    /// not known come last, ordered by partner, date and id.
    pub adjustments: Adjustments,
    /// What partners did, ordered by partner, date and id.
    pub activities: Activities,
    /// Steps of MDF money, ordered by partner, date and id.
    pub fund_events: FundEvents,
    /// Exchange rates.
    pub rates: Rates,
    /// Past payouts, ordered by partner, period and id.
    pub paid: Paid,
    /// Dated statuses of partners, ordered by partner, first day and id.
    pub statuses: PartnerStatuses,
    /// Interactions on deals, ordered by deal, time and id.
    pub touches: Touches,
    /// Partners' claims to deals, ordered by deal, day of registration and id.
    pub registrations: Registrations,
    /// Accounts found in common, ordered by partner, day and id.
    pub overlaps: Overlaps,
    /// Invoices, collections and disbursements, ordered by deal, date and id.
    pub settlements: Settlements,
    /// Figures about partners, ordered by partner, date and id; then those about customers, ordered
    /// by customer, date and id.
    pub scores: Scores,
    /// Numbers agreed with partners, ordered by partner, first day and id; then those agreed with
    /// groups, ordered by group, first day and id.
    pub targets: Targets,
    /// Tiers held or granted before, ordered by partner, first day and id.
    pub levels: Levels,
    customers: OnceLock<Customers>,
    buyers: OnceLock<Buyers>,
    pub(super) extent: OnceLock<Extent>,
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
    /// Groups; empty for none.
    pub groups: Vec<String>,
    /// Positions of the partners they are children of.
    pub parents: Vec<Option<usize>>,
    /// Days they joined.
    pub joined: Vec<Option<NaiveDate>>,
    /// Last days they were partners.
    pub left_on: Vec<Option<NaiveDate>>,
    /// Currencies they are paid in.
    pub currencies: Vec<Option<Currency>>,
    /// The user's own columns.
    pub attributes: Vec<Attributes>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) positions: foldhash::HashMap<String, usize>,
    pub(super) children: Vec<Vec<usize>>,
    pub(super) members: BTreeMap<String, Vec<usize>>,
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
    pub opened: Coded<Option<NaiveDate>>,
    /// Days they closed.
    pub closed: Coded<Option<NaiveDate>>,
    /// Types: new, expansion, renewal.
    pub kinds: Coded<String>,
    /// Regions.
    pub regions: Coded<String>,
    /// Segments.
    pub segments: Coded<String>,
    /// Where they came from: direct, partner, a marketplace.
    pub origins: Coded<String>,
    /// Which marketplaces; empty for none.
    pub marketplaces: Coded<String>,
    /// The offers they were sold under on the marketplaces; empty for none.
    pub offers: Coded<String>,
    /// First days of their terms.
    pub term_starts: Coded<Option<NaiveDate>>,
    /// Last days of their terms.
    pub term_ends: Coded<Option<NaiveDate>>,
    /// Days they were cancelled.
    pub cancelled_on: Coded<Option<NaiveDate>>,
    /// The user's own columns.
    pub attributes: Coded<Attributes>,
    /// Where the rows came from.
    pub sources: Sources,
    /// Ten-thousandths of the deals' own currencies.
    pub(super) units: Packed,
    pub(super) taxes: Packed,
    pub(super) list_amounts: Packed,
    pub(super) costs: Packed,
    pub(super) recurring: Packed,
    /// The currencies of all their amounts.
    pub currencies: Coded<Currency>,
    pub(super) lines: Starts,
    pub(super) credits: Starts,
    pub(super) adjustments: Starts,
    pub(super) touches: Starts,
    pub(super) registrations: Starts,
    pub(super) settlements: Starts,
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
    pub(super) units: Packed,
    pub(super) list_amounts: Packed,
    pub(super) costs: Packed,
    pub(super) quantities: Packed,
}

/// Credits in columns.
#[derive(Debug, Default)]
pub struct Credits {
    /// Positions of the partners.
    pub partners: Codes,
    /// Roles.
    pub roles: Coded<String>,
    /// Whether evidence of them is on file.
    pub evidence: Coded<bool>,
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
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the deals, where known.
    pub deals: Vec<Option<usize>>,
    /// Positions of the lines, where known.
    pub lines: Vec<Option<usize>>,
    /// Positions of the partners, where given; always where the deal is not known.
    pub partners: Vec<Option<usize>>,
    /// Dates.
    pub dates: Vec<NaiveDate>,
    /// How many they take back.
    pub quantities: Vec<Rate>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    /// What they take back, in the deal's currency where the deal is known.
    pub amounts: Vec<Money>,
    pub(super) of_partner: Starts,
}

/// Activities in columns.
#[derive(Debug, Default)]
pub struct Activities {
    /// Ids.
    pub ids: Vec<String>,
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
    /// Quantities.
    pub quantities: Vec<Option<Rate>>,
    /// What they are worth.
    pub values: Vec<Option<Money>>,
    /// Positions of the deals they belong to.
    pub deals: Vec<Option<usize>>,
    /// Whether evidence of them is on file.
    pub evidence: Vec<bool>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) of_partner: Starts,
}

/// Steps of MDF money in columns.
#[derive(Debug, Default)]
pub struct FundEvents {
    /// Ids.
    pub ids: Vec<String>,
    /// Funds; empty where there is one only.
    pub funds: Vec<String>,
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Kinds of activity.
    pub activities: Vec<String>,
    /// Requests.
    pub requests: Vec<String>,
    /// Steps.
    pub steps: Vec<FundStep>,
    /// Days.
    pub dates: Vec<NaiveDate>,
    /// Amounts.
    pub amounts: Vec<Money>,
    /// What the activities cost in all.
    pub costs: Vec<Option<Money>>,
    /// Positions of the deals they are linked to, each once, ascending.
    pub deals: Vec<Vec<usize>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) of_partner: Starts,
}

/// Past payouts in columns.
#[derive(Debug, Default)]
pub struct Paid {
    /// Ids.
    pub ids: Vec<String>,
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
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(super) of_partner: Starts,
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

    /// The partners whose parent a partner is, in order of id; their own children are not among
    /// them.
    #[must_use]
    pub fn children(&self, partner: usize) -> &[usize] {
        &self.children[partner]
    }

    /// The members of a group, in order of id; none where no partner is of it.
    #[must_use]
    pub fn members(&self, group: &str) -> &[usize] {
        self.members.get(group).map_or(&[], Vec::as_slice)
    }

    /// The names of the groups, in byte order.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
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
        Money::from_units(self.units.get(deal).unwrap_or(0), self.currencies[deal])
    }

    /// The tax on a deal, in its own currency.
    #[must_use]
    pub fn tax(&self, deal: usize) -> Option<Money> {
        self.maybe_money(&self.taxes, deal, deal)
    }

    /// What a deal would list for, in its own currency.
    #[must_use]
    pub fn list_amount(&self, deal: usize) -> Option<Money> {
        self.maybe_money(&self.list_amounts, deal, deal)
    }

    /// What a deal costs, in its own currency.
    #[must_use]
    pub fn cost(&self, deal: usize) -> Option<Money> {
        self.maybe_money(&self.costs, deal, deal)
    }

    /// The part of a deal's amount that recurs, in its own currency.
    #[must_use]
    pub fn recurring(&self, deal: usize) -> Option<Money> {
        self.maybe_money(&self.recurring, deal, deal)
    }

    /// An entry of a column of money of a deal.
    fn maybe_money(&self, column: &Packed, at: usize, deal: usize) -> Option<Money> {
        column.get(at).map(|units| Money::from_units(units, self.currencies[deal]))
    }

    /// The lines of a run of deals.
    pub(crate) fn lines_of_all(&self, deals: &Range<usize>) -> Range<usize> {
        match deals.is_empty() {
            true => 0..0,
            false => self.lines.range(deals.start).start..self.lines.range(deals.end - 1).end,
        }
    }

    /// The lines of a run of deals, and where those of each start, counted from the first.
    pub(crate) fn lines_of_run(&self, deals: Range<usize>, starts: &mut Vec<u32>) -> Range<usize> {
        self.lines.run(deals, starts)
    }

    /// The credits of a run of deals, and where those of each start, counted from the first.
    pub(crate) fn credits_of_run(
        &self,
        deals: Range<usize>,
        starts: &mut Vec<u32>,
    ) -> Range<usize> {
        self.credits.run(deals, starts)
    }

    /// Whether any of a run of deals has returns.
    pub(crate) fn any_returns(&self, deals: Range<usize>) -> bool {
        !deals.is_empty()
            && self.adjustments.range(deals.start).start < self.adjustments.range(deals.end - 1).end
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
        self.partners.get(credit)
    }

    /// Reads a run of declared shares, zero where there is none.
    pub(crate) fn read_shares(&self, credits: Range<usize>, into: &mut Vec<i64>) {
        self.shares.read(credits, into);
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

    /// Where a row came from, after what it is called: ` (row 4 of levels.csv)`; nothing where its
    /// file is not known.
    #[must_use]
    pub fn place_of(&self, source: Source) -> String {
        let file = usize::try_from(source.file).ok().and_then(|at| self.files.get(at));
        file.map_or_else(String::new, |file| format!(" (row {} of {})", source.row, file.name))
    }

    /// Reads the units of the amounts of a run of lines.
    pub(crate) fn read_line_units(&self, lines: Range<usize>, into: &mut Vec<i64>) {
        self.lines.units.read(lines, into);
    }

    /// The units of the amount of a line.
    #[inline]
    pub(crate) fn line_units(&self, line: usize) -> i64 {
        self.lines.units.get(line).unwrap_or(0)
    }

    /// The amount of a line of a deal, in the deal's currency.
    #[must_use]
    pub fn line_amount(&self, deal: usize, line: usize) -> Money {
        Money::from_units(self.line_units(line), self.deals.currencies[deal])
    }

    /// What a line of a deal would list for, in the deal's currency.
    #[must_use]
    pub fn line_list_amount(&self, deal: usize, line: usize) -> Option<Money> {
        self.deals.maybe_money(&self.lines.list_amounts, line, deal)
    }

    /// What a line of a deal costs, in the deal's currency.
    #[must_use]
    pub fn line_cost(&self, deal: usize, line: usize) -> Option<Money> {
        self.deals.maybe_money(&self.lines.costs, line, deal)
    }

    /// The deals a partner has a credit in, in order of id.
    pub fn partner_deals(&self, partner: usize) -> impl Iterator<Item = usize> + '_ {
        let deals = &self.credits.deals_of_partner[self.credits.of_partner.range(partner)];
        deals.iter().map(|deal| *deal as usize)
    }

    /// The adjustments of a partner whose deal is not known, by date.
    #[must_use]
    pub fn partner_adjustments(&self, partner: usize) -> Range<usize> {
        self.adjustments.of_partner.range(partner)
    }

    /// The activities of a partner, by date.
    #[must_use]
    pub fn partner_activities(&self, partner: usize) -> Range<usize> {
        self.activities.of_partner.range(partner)
    }

    /// The steps of MDF money of a partner, by date.
    #[must_use]
    pub fn partner_fund_events(&self, partner: usize) -> Range<usize> {
        self.fund_events.of_partner.range(partner)
    }

    /// The past payouts of a partner, by period.
    #[must_use]
    pub fn partner_paid(&self, partner: usize) -> Range<usize> {
        self.paid.of_partner.range(partner)
    }
}
