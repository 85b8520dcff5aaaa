//! From an account found in common with a partner to a registered and a closed deal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what became of accounts found in common with partners, with a page of them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetConversion {
    /// Only those that came to this step; all of them where it is left out.
    #[serde(default)]
    #[ts(optional)]
    pub step: Option<ConversionStep>,
    /// Rows to leave out at the start.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub offset: u32,
    /// The most rows to answer, at most 1,000; all of them where it is left out, as for a file.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// What became of accounts found in common with partners.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Conversion {
    /// Each step with how many came to it, in the order of the way.
    pub steps: Vec<ConversionSum>,
    /// The page's rows.
    pub rows: Vec<ConvertedOverlap>,
    /// Rows on all pages.
    pub total_rows: u32,
}

/// How far an account came on the way to a closed deal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversionStep {
    /// Found in common: all of them.
    Mapped,
    /// Its partner registered a deal with it from that day on, and was not refused.
    Registered,
    /// That deal was won.
    Won,
    /// That deal was lost.
    Lost,
    /// That deal is open.
    Open,
    /// Every registration of its partner was refused.
    Refused,
    /// Its deal was registered before the account was found, or closed before it was registered.
    Before,
    /// Its partner has a part in a deal with it that was won from that day on, and registered none.
    WonUnregistered,
    /// Nothing came of it.
    Nothing,
}

/// How many accounts came to a step, and what they come to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConversionSum {
    /// The step.
    pub step: ConversionStep,
    /// How many accounts came to it, each once a partner.
    pub accounts: u32,
    /// Their deals, each once.
    pub deals: u32,
    /// What those deals come to, by currency.
    pub money: Vec<ConversionMoney>,
    /// Half of them took so many days or less from found to registered; none where none was.
    pub days_to_registered: Option<String>,
    /// The same from registered to closed.
    pub days_to_closed: Option<String>,
    /// The same from found to closed.
    pub days_in_all: Option<String>,
}

/// An amount in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConversionMoney {
    /// The amount.
    pub amount: String,
    /// Its currency.
    pub currency: String,
}

/// One account found in common with one partner, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ConvertedOverlap {
    /// The partner's id.
    pub partner: String,
    /// The partner's name.
    pub partner_name: String,
    /// The account.
    pub account: String,
    /// How far it came: its last step.
    pub step: ConversionStep,
    /// The day it was first found.
    pub mapped_on: String,
    /// The day its deal was registered.
    pub registered_on: Option<String>,
    /// The day its deal closed.
    pub closed_on: Option<String>,
    /// Days from found to registered.
    pub days_to_registered: Option<i32>,
    /// Days from registered to closed.
    pub days_to_closed: Option<i32>,
    /// Days from found to closed.
    pub days_in_all: Option<i32>,
    /// The deal's id.
    pub deal: Option<String>,
    /// The deal's amount.
    pub amount: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// Where it was found: file and row, each time it was.
    pub mapped_sources: Vec<String>,
    /// File and row of the registration.
    pub registration_source: Option<String>,
    /// File and row of the deal.
    pub deal_source: Option<String>,
}
