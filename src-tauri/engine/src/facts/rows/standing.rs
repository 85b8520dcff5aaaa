//! How partners stand: their statuses, levels, targets and scores, and the accounts they share.

use chrono::NaiveDate;
use tierwright_program::{Quantity, Rate};

use super::Source;

/// A status that a partner has for a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartnerStatusRow {
    /// Its id.
    pub id: String,
    /// The partner.
    pub partner: String,
    /// Agreement, due diligence, tax form ... as spelled in the file.
    pub kind: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds, if it ends.
    pub until: Option<NaiveDate>,
    /// Where the row came from.
    pub source: Source,
}

/// A tier that a partner held or was granted before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelRow {
    /// Its id.
    pub id: String,
    /// The partner.
    pub partner: String,
    /// The track, by its id in the program.
    pub track: String,
    /// The level, by its id in the program.
    pub level: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds, if it ends.
    pub until: Option<NaiveDate>,
    /// Why it was given, may be empty.
    pub reason: String,
    /// Where the row came from.
    pub source: Source,
}

/// Whom a target binds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TargetSubject {
    /// A partner, by its id.
    Partner(String),
    /// A group of partners, by its name.
    Group(String),
}

/// A number agreed with a partner or a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetRow {
    /// Its id.
    pub id: String,
    /// Whom it binds.
    pub of: TargetSubject,
    /// Quota, baseline, forecast ... as spelled in the file.
    pub name: String,
    /// What it measures, as spelled in the file; may be empty.
    pub measure: String,
    /// The first day of its period.
    pub period_from: NaiveDate,
    /// The last day of its period.
    pub period_until: NaiveDate,
    /// The number: an amount of money, or a plain number.
    pub value: Quantity,
    /// Where the row came from.
    pub source: Source,
}

/// Whom a score is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ScoreSubject {
    /// A partner, by its id.
    Partner(String),
    /// A customer, by its name on deals.
    Customer(String),
}

/// A dated figure about a partner or customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreRow {
    /// Its id.
    pub id: String,
    /// Whom it is about.
    pub of: ScoreSubject,
    /// PSAT, adoption, health ... as spelled in the file.
    pub name: String,
    /// Its day.
    pub date: NaiveDate,
    /// The figure, to eight decimals.
    pub value: Rate,
    /// Where the row came from.
    pub source: Source,
}

/// An account found in common with a partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OverlapRow {
    /// Its id.
    pub id: String,
    /// The partner.
    pub partner: String,
    /// The account, by the customer's name.
    pub account: String,
    /// The day it was found.
    pub mapped_on: NaiveDate,
    /// Where it was found: a list, a mapping tool ... as spelled in the file.
    pub origin: String,
    /// The deal it became.
    pub deal: Option<String>,
    /// Where the row came from.
    pub source: Source,
}
