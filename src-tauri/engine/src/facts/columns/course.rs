//! What happens in the course of deals, in columns.

use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use tierwright_program::Money;

use super::Facts;
use crate::facts::rows::{SettlementKind, Source};

/// Touches in columns.
#[derive(Debug, Default)]
pub struct Touches {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the deals.
    pub deals: Vec<usize>,
    /// Positions of the partners; none for the vendor's own.
    pub partners: Vec<Option<usize>>,
    /// When they were.
    pub at: Vec<NaiveDateTime>,
    /// Kinds.
    pub kinds: Vec<String>,
    /// The milestones they hold.
    pub milestones: Vec<Vec<String>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
}

/// Registrations in columns.
#[derive(Debug, Default)]
pub struct Registrations {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the deals.
    pub deals: Vec<usize>,
    /// Positions of the partners.
    pub partners: Vec<usize>,
    /// Roles claimed; empty for none.
    pub roles: Vec<String>,
    /// Days they were handed in.
    pub registered_on: Vec<NaiveDate>,
    /// Days they were approved.
    pub approved_on: Vec<Option<NaiveDate>>,
    /// Days they were refused.
    pub refused_on: Vec<Option<NaiveDate>>,
    /// Last days they protect, where that was extended or agreed.
    pub protected_until: Vec<Option<NaiveDate>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
}

/// Settlements in columns, amounts in the deal's currency.
#[derive(Debug, Default)]
pub struct Settlements {
    /// Ids.
    pub ids: Vec<String>,
    /// Positions of the deals.
    pub deals: Vec<usize>,
    /// Positions of the lines, where they are of one line only.
    pub lines: Vec<Option<usize>>,
    /// Whether they were billed, collected or disbursed.
    pub kinds: Vec<SettlementKind>,
    /// Days.
    pub dates: Vec<NaiveDate>,
    /// All of them.
    pub gross: Vec<Money>,
    /// Fees of the marketplaces.
    pub fees: Vec<Option<Money>>,
    /// Taxes.
    pub taxes: Vec<Option<Money>>,
    /// What is left, as the files say.
    pub net: Vec<Option<Money>>,
    /// Where the rows came from.
    pub sources: Vec<Source>,
}

impl Facts {
    /// The touches of a deal, by time.
    #[must_use]
    pub fn deal_touches(&self, deal: usize) -> Range<usize> {
        self.deals.touches.range(deal)
    }

    /// The registrations of a deal, by the day they were handed in.
    #[must_use]
    pub fn deal_registrations(&self, deal: usize) -> Range<usize> {
        self.deals.registrations.range(deal)
    }

    /// The settlements of a deal, by date. A deal without any was billed and collected whole at its
    /// close (`RULES` section 1).
    #[must_use]
    pub fn deal_settlements(&self, deal: usize) -> Range<usize> {
        self.deals.settlements.range(deal)
    }
}
