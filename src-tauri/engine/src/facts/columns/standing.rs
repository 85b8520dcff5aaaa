//! How partners stand, in columns.

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{Quantity, Rate};

use super::Facts;
use crate::facts::{packed::Starts, rows::Source};

/// Statuses of partners in columns.
#[derive(Debug, Default)]
pub struct PartnerStatuses {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Kinds.
    pub kinds: Vec<String>,
    /// First days they hold.
    pub from: Vec<NaiveDate>,
    /// Last days they hold.
    pub until: Vec<Option<NaiveDate>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(in crate::facts) of_partner: Starts,
}

/// Levels held before, in columns.
#[derive(Debug, Default)]
pub struct Levels {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Tracks, by their ids in the program.
    pub tracks: Vec<String>,
    /// Levels, by their ids in the program.
    pub levels: Vec<String>,
    /// First days they hold.
    pub from: Vec<NaiveDate>,
    /// Last days they hold.
    pub until: Vec<Option<NaiveDate>>,
    /// Why they were given.
    pub reasons: Vec<String>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(in crate::facts) of_partner: Starts,
}

/// Targets in columns: those of partners, then those of groups.
#[derive(Debug, Default)]
pub struct Targets {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the partners; none for a target of a group.
    pub partners: Vec<Option<usize>>,
    /// Groups; none for a target of a partner.
    pub groups: Vec<Option<String>>,
    /// Names.
    pub names: Vec<String>,
    /// What they measure.
    pub measures: Vec<String>,
    /// First days of their periods.
    pub from: Vec<NaiveDate>,
    /// Last days of their periods.
    pub until: Vec<NaiveDate>,
    /// The numbers.
    pub values: Vec<Quantity>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(in crate::facts) of_partner: Starts,
}

/// Scores in columns: those of partners, then those of customers.
#[derive(Debug, Default)]
pub struct Scores {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the partners; none for a score of a customer.
    pub partners: Vec<Option<usize>>,
    /// Customers; none for a score of a partner.
    pub customers: Vec<Option<String>>,
    /// Names.
    pub names: Vec<String>,
    /// Days.
    pub dates: Vec<NaiveDate>,
    /// The figures.
    pub values: Vec<Rate>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(in crate::facts) of_partner: Starts,
}

/// Overlaps in columns.
#[derive(Debug, Default)]
pub struct Overlaps {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Accounts.
    pub accounts: Vec<String>,
    /// Days they were found.
    pub mapped_on: Vec<NaiveDate>,
    /// Where they were found.
    pub origins: Vec<String>,
    /// Positions of the deals they became.
    pub deals: Vec<Option<usize>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
    pub(in crate::facts) of_partner: Starts,
}

impl Facts {
    /// The statuses of a partner, by first day.
    #[must_use]
    pub fn partner_statuses(&self, partner: usize) -> Range<usize> {
        self.statuses.of_partner.range(partner)
    }

    /// The levels that a partner held or was granted before, by first day.
    #[must_use]
    pub fn partner_levels(&self, partner: usize) -> Range<usize> {
        self.levels.of_partner.range(partner)
    }

    /// The targets of a partner itself, by first day.
    #[must_use]
    pub fn partner_targets(&self, partner: usize) -> Range<usize> {
        self.targets.of_partner.range(partner)
    }

    /// The targets of a group, by first day.
    #[must_use]
    pub fn group_targets(&self, group: &str) -> Range<usize> {
        named(&self.targets.groups, group)
    }

    /// The scores of a partner, by date.
    #[must_use]
    pub fn partner_scores(&self, partner: usize) -> Range<usize> {
        self.scores.of_partner.range(partner)
    }

    /// The scores of a customer, by date.
    #[must_use]
    pub fn customer_scores(&self, customer: &str) -> Range<usize> {
        named(&self.scores.customers, customer)
    }

    /// The accounts that a partner has in common with the vendor, by the day they were found.
    #[must_use]
    pub fn partner_overlaps(&self, partner: usize) -> Range<usize> {
        self.overlaps.of_partner.range(partner)
    }
}

/// The rows of a name in a column that is in byte order, rows without a name first.
fn named(names: &[Option<String>], name: &str) -> Range<usize> {
    let start = names.partition_point(|one| one.as_deref() < Some(name));
    let end = names.partition_point(|one| one.as_deref() <= Some(name));
    start..end
}
