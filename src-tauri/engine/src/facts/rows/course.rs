//! What happens in the course of a deal: touches, registrations and settlements.

use chrono::{NaiveDate, NaiveDateTime};
use tierwright_program::Money;

use super::Source;

/// One dated interaction on a deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TouchRow {
    /// Its id.
    pub id: String,
    /// The deal.
    pub deal: String,
    /// The partner; none for the vendor's own.
    pub partner: Option<String>,
    /// When it was, on the vendor's clock; midnight where only the day is known.
    pub at: NaiveDateTime,
    /// Call, demo, event ... as spelled in the file.
    pub kind: String,
    /// The milestones it holds: first, lead created, opportunity created, closed ... as spelled in
    /// the file.
    pub milestones: Vec<String>,
    /// Where the row came from.
    pub source: Source,
}

/// One partner's claim to a deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RegistrationRow {
    /// Its id.
    pub id: String,
    /// The deal.
    pub deal: String,
    /// The partner.
    pub partner: String,
    /// The role it claims, as spelled in the file; empty where it claims none.
    pub role: String,
    /// The day it was handed in.
    pub registered_on: NaiveDate,
    /// The day it was approved.
    pub approved_on: Option<NaiveDate>,
    /// The day it was refused.
    pub refused_on: Option<NaiveDate>,
    /// The last day it protects, where that was extended or agreed.
    pub protected_until: Option<NaiveDate>,
    /// Where the row came from.
    pub source: Source,
}

/// What a settlement is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum SettlementKind {
    /// An invoice.
    Billed,
    /// Money that came in from the customer.
    Collected,
    /// Money that a marketplace handed on.
    Disbursed,
}

impl SettlementKind {
    /// The kind as text, in documents and files.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Billed => "billed",
            Self::Collected => "collected",
            Self::Disbursed => "disbursed",
        }
    }

    /// The kind that a text names.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Billed, Self::Collected, Self::Disbursed]
            .into_iter()
            .find(|kind| kind.text() == text)
    }
}

/// An invoice, collection or marketplace disbursement. A deal without any is one of its whole
/// amount, billed and collected at its close.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettlementRow {
    /// Its id.
    pub id: String,
    /// The deal.
    pub deal: String,
    /// The line of the deal, where it is of one line only.
    pub line: Option<String>,
    /// What it is.
    pub kind: SettlementKind,
    /// Its day.
    pub date: NaiveDate,
    /// All of it, in the deal's currency.
    pub gross: Money,
    /// The fee of the marketplace in it.
    pub fee: Option<Money>,
    /// The tax in it.
    pub tax: Option<Money>,
    /// What is left of it, as the file says; none where the file does not say.
    pub net: Option<Money>,
    /// Where the row came from.
    pub source: Source,
}
