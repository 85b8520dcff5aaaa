//! Facts as rows: the form in which they come from a file or a document.
//!
//! Ids are text as found, zeros kept. Every row knows the file and row it came from. Amounts carry
//! their currency. The columns are those of `RULES` section 1.

mod course;
mod standing;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Rate};

pub use course::{RegistrationRow, SettlementKind, SettlementRow, TouchRow};
pub use standing::{
    LevelRow, OverlapRow, PartnerStatusRow, ScoreRow, ScoreSubject, TargetRow, TargetSubject,
};

/// The user's own columns of a row, by name.
pub type Attributes = BTreeMap<String, String>;

/// Where a row came from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Source {
    /// Position in [`FactRows::files`].
    pub file: u32,
    /// The row in the file, the header being row 1.
    pub row: u32,
}

/// A file that rows came from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// Its name, without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Data rows in it.
    pub rows: u32,
    /// Rows that were set aside.
    pub set_aside: u32,
}

/// A company in the channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartnerRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type: reseller, distributor, referral, influencer, ISV, SI, MSP ...
    pub kind: String,
    /// Its region.
    pub region: String,
    /// Its country.
    pub country: String,
    /// Its segment.
    pub segment: String,
    /// The group of companies it belongs to; empty for none.
    pub group: String,
    /// The partner that it is a child of.
    pub parent: Option<String>,
    /// The day it joined.
    pub joined: Option<NaiveDate>,
    /// The last day it was a partner.
    pub left_on: Option<NaiveDate>,
    /// The currency it is paid in; the program's where there is none.
    pub currency: Option<Currency>,
    /// The user's own columns.
    pub attributes: Attributes,
    /// Where the row came from.
    pub source: Source,
}

/// The stage of a deal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Not decided yet.
    Open,
    /// Won: the only stage that counts.
    Won,
    /// Lost.
    Lost,
}

impl Stage {
    /// The stage as text, in documents and files.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }

    /// The stage that a text names.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Open, Self::Won, Self::Lost].into_iter().find(|stage| stage.text() == text)
    }
}

/// An opportunity or order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DealRow {
    /// Its id.
    pub id: String,
    /// Its name, may be empty.
    pub name: String,
    /// The customer.
    pub customer: String,
    /// Its stage.
    pub stage: Stage,
    /// The day it was opened.
    pub opened: Option<NaiveDate>,
    /// The day it closed; won deals have one.
    pub closed: Option<NaiveDate>,
    /// Its amount, in its own currency.
    pub amount: Money,
    /// The tax on it, in the same currency.
    pub tax: Option<Money>,
    /// What it would list for, in the same currency.
    pub list_amount: Option<Money>,
    /// What it costs, in the same currency.
    pub cost: Option<Money>,
    /// New, expansion or renewal, as spelled in the file.
    pub kind: String,
    /// The part of its amount that recurs, in the same currency.
    pub recurring: Option<Money>,
    /// The first day of its term.
    pub term_start: Option<NaiveDate>,
    /// The last day of its term.
    pub term_end: Option<NaiveDate>,
    /// The day it was cancelled, from which it is not served any more.
    pub cancelled_on: Option<NaiveDate>,
    /// Its region.
    pub region: String,
    /// Its segment.
    pub segment: String,
    /// Direct, partner or a marketplace.
    pub origin: String,
    /// Which marketplace; empty for none.
    pub marketplace: String,
    /// The offer it was sold under on the marketplace; empty for none.
    pub offer: String,
    /// The user's own columns.
    pub attributes: Attributes,
    /// Where the row came from.
    pub source: Source,
}

/// A product on a deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineRow {
    /// Its id, unique in its deal.
    pub id: String,
    /// The deal.
    pub deal: String,
    /// The product.
    pub product: String,
    /// The product family.
    pub family: String,
    /// How many, to eight decimals.
    pub quantity: Rate,
    /// Its amount, in the deal's currency.
    pub amount: Money,
    /// What it would list for.
    pub list_amount: Option<Money>,
    /// What it costs.
    pub cost: Option<Money>,
    /// Where the row came from.
    pub source: Source,
}

/// One partner's part in one deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditRow {
    /// Its id.
    pub id: String,
    /// The deal.
    pub deal: String,
    /// The partner.
    pub partner: String,
    /// Sourced, influenced, resold, co-sold, implemented ... as spelled in the file.
    pub role: String,
    /// The declared share of the deal, 1 being all of it.
    pub share: Option<Rate>,
    /// Whether evidence of it is on file.
    pub evidence: bool,
    /// Where the row came from.
    pub source: Source,
}

/// A return, credit note or cancellation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdjustmentRow {
    /// Its id.
    pub id: String,
    /// The deal it lowers, when known.
    pub deal: Option<String>,
    /// The line it lowers, when known.
    pub line: Option<String>,
    /// The partner it lowers; needed where the deal is not known.
    pub partner: Option<String>,
    /// Its date.
    pub date: NaiveDate,
    /// What it takes back, above zero, in the deal's currency where the deal is known.
    pub amount: Money,
    /// How many it takes back.
    pub quantity: Rate,
    /// Where the row came from.
    pub source: Source,
}

/// Something verifiable that a partner did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActivityRow {
    /// Its id.
    pub id: String,
    /// The partner.
    pub partner: String,
    /// Joint demo, training, certification, event ... as spelled in the file.
    pub kind: String,
    /// The day.
    pub date: NaiveDate,
    /// The last day it is valid, if it ends.
    pub valid_until: Option<NaiveDate>,
    /// Who did it, or holds it.
    pub person: String,
    /// How many, to eight decimals.
    pub quantity: Option<Rate>,
    /// What it is worth, such as the pipeline created.
    pub value: Option<Money>,
    /// The deal it belongs to.
    pub deal: Option<String>,
    /// Whether evidence of it is on file.
    pub evidence: bool,
    /// Where the row came from.
    pub source: Source,
}

/// One step of MDF money.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundEventRow {
    /// Its id.
    pub id: String,
    /// The fund it draws on; empty where there is one fund only.
    pub fund: String,
    /// The partner.
    pub partner: String,
    /// The request it belongs to.
    pub request: String,
    /// The step: requested, approved, claimed or paid.
    pub step: FundStep,
    /// The kind of activity: event, campaign, training ...
    pub activity: String,
    /// The day.
    pub date: NaiveDate,
    /// The amount of this step.
    pub amount: Money,
    /// What the activity cost in all, before any sharing, in the currency of the amount.
    pub cost: Option<Money>,
    /// The deals it is linked to.
    pub deals: Vec<String>,
    /// Where the row came from.
    pub source: Source,
}

/// A step of an MDF request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum FundStep {
    /// Asked for.
    Requested,
    /// Agreed.
    Approved,
    /// Claimed with proof.
    Claimed,
    /// Paid.
    Paid,
}

impl FundStep {
    /// The step as text, in documents and files.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Claimed => "claimed",
            Self::Paid => "paid",
        }
    }

    /// The step that a text names.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Requested, Self::Approved, Self::Claimed, Self::Paid]
            .into_iter()
            .find(|step| step.text() == text)
    }
}

/// An exchange rate: one unit of `currency` is `rate` units of `base`.
///
/// Tables quoted the other way (units per base) are written so on import, with `inverse` set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RateRow {
    /// The table it belongs to: `market`, or a named fixed one.
    pub table: String,
    /// The currency that is priced.
    pub currency: Currency,
    /// The currency it is priced in.
    pub base: Currency,
    /// The day.
    pub date: NaiveDate,
    /// The rate, to eight decimals, above zero.
    pub rate: Rate,
    /// Whether the rate says units of `currency` per one `base` instead.
    pub inverse: bool,
    /// Where the row came from.
    pub source: Source,
}

/// What was really paid in the past.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaidRow {
    /// Its id.
    pub id: String,
    /// The partner.
    pub partner: String,
    /// The first day of the period it was paid for.
    pub period_from: NaiveDate,
    /// The last day of that period.
    pub period_until: NaiveDate,
    /// The incentive as it was called.
    pub label: String,
    /// The amount.
    pub amount: Money,
    /// Where the row came from.
    pub source: Source,
}

/// A finer figure that was rounded when it was read (`RULES` section 7, "Rounding").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundedFigure {
    /// The table and column, such as `rate.rate`.
    pub column: String,
    /// The text in the file.
    pub text: String,
    /// What it was rounded to.
    pub rounded: String,
    /// Where it stands.
    pub source: Source,
}

/// All facts of a document, as rows in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FactRows {
    /// The files the rows came from.
    pub files: Vec<SourceFile>,
    /// Companies in the channel.
    pub partners: Vec<PartnerRow>,
    /// Opportunities and orders.
    pub deals: Vec<DealRow>,
    /// Products on deals; a deal without lines is one line of its whole amount.
    pub lines: Vec<LineRow>,
    /// Partners' parts in deals.
    pub credits: Vec<CreditRow>,
    /// Returns, credit notes and cancellations.
    pub adjustments: Vec<AdjustmentRow>,
    /// What partners did.
    pub activities: Vec<ActivityRow>,
    /// Steps of MDF money.
    pub fund_events: Vec<FundEventRow>,
    /// Exchange rates.
    pub rates: Vec<RateRow>,
    /// Past payouts.
    pub paid: Vec<PaidRow>,
    /// Dated statuses of partners.
    pub statuses: Vec<PartnerStatusRow>,
    /// Interactions on deals.
    pub touches: Vec<TouchRow>,
    /// Partners' claims to deals.
    pub registrations: Vec<RegistrationRow>,
    /// Accounts found in common.
    pub overlaps: Vec<OverlapRow>,
    /// Invoices, collections and marketplace disbursements.
    pub settlements: Vec<SettlementRow>,
    /// Dated figures about partners and customers.
    pub scores: Vec<ScoreRow>,
    /// Numbers agreed.
    pub targets: Vec<TargetRow>,
    /// Tiers held or granted before.
    pub levels: Vec<LevelRow>,
}
