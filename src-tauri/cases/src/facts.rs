//! The facts of a case as they are written: the columns of `RULES` section 1 without what a case
//! does not need. A row stands inside the partner or deal it belongs to where there is only one.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use tierwright_engine::rows::Attributes;
use tierwright_program::{Currency, Money, Quantity, Rate};

/// The facts of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    /// Companies in the channel.
    pub partners: Vec<CasePartner>,
    /// Deals with all that belongs to them.
    pub deals: Vec<CaseDeal>,
    /// Returns whose deal is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<CaseAdjustment>,
    /// What partners did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<CaseActivity>,
    /// Figures about partners and customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<CaseScore>,
    /// Numbers agreed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<CaseTarget>,
    /// Accounts found in common.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlaps: Vec<CaseOverlap>,
    /// Steps of MDF money.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fund_events: Vec<CaseFundEvent>,
    /// Exchange rates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<CaseRate>,
    /// Past payouts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid: Vec<CasePaid>,
}

/// A partner.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePartner {
    /// Its id.
    pub id: String,
    /// Its name; its id where left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its type.
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Its region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Its country.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Its segment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub segment: String,
    /// Its group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The partner it is a child of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The day it joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<NaiveDate>,
    /// The last day it was a partner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_on: Option<NaiveDate>,
    /// The currency it is paid in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The user's own columns.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// Its statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<CaseStatus>,
    /// The levels it held or was granted before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<CaseLevel>,
}

/// A status of a partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseStatus {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Agreement, due diligence, tax form ...
    pub kind: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A level that a partner held or was granted before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLevel {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The track.
    pub track: String,
    /// The level.
    pub level: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Why it was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A deal; won unless it says otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseDeal {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The customer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub customer: String,
    /// Its stage; won where left out.
    #[serde(default, skip_serializing_if = "CaseStage::is_won")]
    pub stage: CaseStage,
    /// The day it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<NaiveDate>,
    /// The day it closed.
    pub closed: NaiveDate,
    /// Its amount.
    pub amount: Money,
    /// The tax on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// What it would list for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_amount: Option<Money>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// New, expansion, renewal.
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The part of its amount that recurs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurring: Option<Money>,
    /// The first day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_start: Option<NaiveDate>,
    /// The last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_end: Option<NaiveDate>,
    /// The day it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_on: Option<NaiveDate>,
    /// Its region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Its segment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub segment: String,
    /// Where it came from: direct, partner, marketplace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Which marketplace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub marketplace: String,
    /// The offer it was sold under on the marketplace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub offer: String,
    /// The user's own columns.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// Its lines; none where it is one line of its whole amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CaseLine>,
    /// Partners' parts in it.
    pub credits: Vec<CaseCredit>,
    /// What was returned of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<CaseReturn>,
    /// Interactions on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub touches: Vec<CaseTouch>,
    /// Claims to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registrations: Vec<CaseRegistration>,
    /// Its invoices, collections and disbursements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settlements: Vec<CaseSettlement>,
}

impl CaseDeal {
    /// A won deal of nobody, with nothing but its amount.
    #[must_use]
    pub fn won(id: &str, closed: NaiveDate, amount: Money) -> Self {
        Self {
            id: id.to_owned(),
            name: String::new(),
            customer: String::new(),
            stage: CaseStage::Won,
            opened: None,
            closed,
            amount,
            tax: None,
            list_amount: None,
            cost: None,
            kind: String::new(),
            recurring: None,
            term_start: None,
            term_end: None,
            cancelled_on: None,
            region: String::new(),
            segment: String::new(),
            source: String::new(),
            marketplace: String::new(),
            offer: String::new(),
            attributes: Attributes::new(),
            lines: Vec::new(),
            credits: Vec::new(),
            returns: Vec::new(),
            touches: Vec::new(),
            registrations: Vec::new(),
            settlements: Vec::new(),
        }
    }
}

/// The stage of a deal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseStage {
    /// Not decided yet.
    Open,
    /// Won.
    #[default]
    Won,
    /// Lost.
    Lost,
}

impl CaseStage {
    fn is_won(&self) -> bool {
        *self == Self::Won
    }
}

/// A product on a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// Its id, unique in the deal.
    pub id: String,
    /// The product.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
    /// The product family.
    pub family: String,
    /// Its amount.
    pub amount: Money,
    /// How many; 1 where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
    /// What it would list for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_amount: Option<Money>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
}

/// One partner's part in a deal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseCredit {
    /// The partner.
    pub partner: String,
    /// Its role.
    pub role: String,
    /// Its declared share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
    /// Whether evidence of it is on file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
}

/// A return of a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseReturn {
    /// Its day.
    pub date: NaiveDate,
    /// What it takes back, above zero.
    pub amount: Money,
    /// The line it takes back, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// How many it takes back; none where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
}

/// A return whose deal is not known.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseAdjustment {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner it lowers.
    pub partner: String,
    /// Its day.
    pub date: NaiveDate,
    /// What it takes back, above zero.
    pub amount: Money,
    /// How many it takes back; none where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
}

/// An interaction on a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTouch {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner; the vendor's own where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// When it was: a day, or a day and a time such as `2025-01-31T09:30:00`.
    #[serde(deserialize_with = "time")]
    pub at: NaiveDateTime,
    /// Call, demo, event ...
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The milestones it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<String>,
}

/// A partner's claim to a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRegistration {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner.
    pub partner: String,
    /// The role it claims.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// The day it was handed in.
    pub registered_on: NaiveDate,
    /// The day it was approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_on: Option<NaiveDate>,
    /// The day it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused_on: Option<NaiveDate>,
    /// The last day it protects, where that was extended or agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protected_until: Option<NaiveDate>,
}

/// An invoice, collection or disbursement of a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSettlement {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The line it is of, where it is of one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// What it is.
    pub kind: CaseSettlementKind,
    /// Its day.
    pub date: NaiveDate,
    /// All of it.
    pub gross: Money,
    /// The fee in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Money>,
    /// The tax in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// What is left of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net: Option<Money>,
}

/// What a settlement is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseSettlementKind {
    /// An invoice.
    Billed,
    /// Money that came in from the customer.
    Collected,
    /// Money that a marketplace handed on.
    Disbursed,
}

/// Something a partner did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseActivity {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner.
    pub partner: String,
    /// Its kind.
    pub kind: String,
    /// Its day.
    pub date: NaiveDate,
    /// The last day it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
    /// What it is worth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
    /// The deal it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
    /// Whether evidence of it is on file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
}

/// Whom a score is about: `{"partner": "p1"}` or `{"customer": "Acme"}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseScoreSubject {
    /// A partner, by its id.
    Partner(String),
    /// A customer, by its name.
    Customer(String),
}

/// A dated figure about a partner or customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseScore {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom it is about.
    pub of: CaseScoreSubject,
    /// PSAT, adoption, health ...
    pub name: String,
    /// Its day.
    pub date: NaiveDate,
    /// The figure.
    pub value: Rate,
}

/// Whom a target binds: `{"partner": "p1"}` or `{"group": "north"}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseTargetSubject {
    /// A partner, by its id.
    Partner(String),
    /// A group, by its name.
    Group(String),
}

/// A number agreed with a partner or group.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseTarget {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whom it binds.
    pub of: CaseTargetSubject,
    /// Quota, baseline, forecast ...
    pub name: String,
    /// What it measures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// The first day of its period.
    pub from: NaiveDate,
    /// The last day of its period.
    pub until: NaiveDate,
    /// The number: `100000 USD` or `12`.
    pub value: Quantity,
}

/// An account found in common with a partner.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOverlap {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner.
    pub partner: String,
    /// The account.
    pub account: String,
    /// The day it was found.
    pub mapped_on: NaiveDate,
    /// Where it was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The deal it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<String>,
}

/// A step of MDF money.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFundEvent {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The fund.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fund: String,
    /// The partner.
    pub partner: String,
    /// The request it belongs to.
    pub request: String,
    /// The step.
    pub step: CaseFundStep,
    /// The kind of activity.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub activity: String,
    /// Its day.
    pub date: NaiveDate,
    /// The amount of this step.
    pub amount: Money,
    /// What the activity cost in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// The deals it is linked to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<String>,
}

/// A step of an MDF request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseFundStep {
    /// Asked for.
    Requested,
    /// Agreed.
    Approved,
    /// Claimed with proof.
    Claimed,
    /// Paid.
    Paid,
}

/// An exchange rate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRate {
    /// The table it belongs to; `market` where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The currency that is priced.
    pub currency: Currency,
    /// The currency it is priced in.
    pub base: Currency,
    /// Its day.
    pub date: NaiveDate,
    /// The rate.
    pub rate: Rate,
    /// Whether it says units of the currency for one of the base.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub units_per_base: bool,
}

/// What was really paid in the past.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePaid {
    /// Its id; made from its place in the case where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The partner.
    pub partner: String,
    /// The first day of the period it was paid for.
    pub from: NaiveDate,
    /// The last day of that period.
    pub until: NaiveDate,
    /// The incentive as it was called.
    pub label: String,
    /// The amount.
    pub amount: Money,
}

/// A day and a time, or a day alone, which is its midnight.
fn time<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
    let text = String::deserialize(from)?;
    let day = || text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN));
    text.parse().or_else(|_| day()).map_err(|_| {
        D::Error::custom(format!(
            "\"{text}\" is not a day such as 2025-01-31, nor a time such as 2025-01-31T09:30:00"
        ))
    })
}
