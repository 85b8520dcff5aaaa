//! A deal of a case, with its lines, credits, returns, touches, registrations and settlements.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use tierwright_engine::rows::Attributes;
use tierwright_program::{Money, Rate};

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
