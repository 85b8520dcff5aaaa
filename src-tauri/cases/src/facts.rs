//! The facts of a case as they are written: the columns of `RULES` section 1 without what a case
//! does not need. A row stands inside the partner or deal it belongs to where there is only one.

mod deal;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tierwright_engine::rows::Attributes;
use tierwright_program::{Currency, Money, Quantity, Rate};

pub use deal::{
    CaseCredit, CaseDeal, CaseLine, CaseRegistration, CaseReturn, CaseSettlement,
    CaseSettlementKind, CaseStage, CaseTouch,
};

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
