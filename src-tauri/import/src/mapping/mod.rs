//! The mapping: which files are read, how they are written, and which of their columns become
//! which facts.
//!
//! A mapping is JSON. It names files by a role (`sales`) and a pattern of their name
//! (`reseller_sales*.csv*`), and fills each fact table from feeds. A feed takes one file, joins
//! others to its rows by key, and says for every column of ours where its text comes from. With
//! `one_per` a feed makes one fact of all rows that share a key, and may sum amounts over them.
//!
//! ```json
//! {
//!   "format": 1,
//!   "name": "Orders",
//!   "files": { "orders": { "name": "orders*.csv", "delimiter": ";", "decimal": "," } },
//!   "tables": {
//!     "deal": [{
//!       "file": "orders",
//!       "one_per": ["Order"],
//!       "columns": {
//!         "id": "Order",
//!         "stage": { "text": "won" },
//!         "closed": { "column": "Date", "date": "day.month.year" },
//!         "amount": { "sum": "Net" },
//!         "currency": "Currency"
//!       }
//!     }]
//!   }
//! }
//! ```
//!
//! Texts are taken without the blanks around them; ids keep their zeros.

mod cell;
mod columns;
mod encoding;
mod file;
mod reading;
mod repairs;
mod sound;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cell::{Cell, TextFrom, Written};
pub use columns::{
    ActivityColumns, AdjustmentColumns, CreditColumns, DealColumns, FundEventColumns, LevelColumns,
    LineColumns, OverlapColumns, PaidColumns, PartnerColumns, RateColumns, RegistrationColumns,
    ScoreColumns, SettlementColumns, StatusColumns, TargetColumns, TouchColumns,
};
pub use encoding::Encoding;
pub use file::{DecimalMark, Delimiter, Duplicates, FileForm, Quote, ThousandsMark};
pub use repairs::{NegativeAmounts, Repairs, Shares};

/// The version of the JSON form that this build reads and writes.
pub const FORMAT: u32 = 1;

/// How files become facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The version of this form; 1.
    pub format: u32,
    /// The name people read.
    pub name: String,
    /// What it is for and what was decided in it, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The files, each under the role that feeds and joins call it by.
    pub files: BTreeMap<String, FileForm>,
    /// What fills each fact table.
    pub tables: Tables,
    /// What is put right after the rows were read.
    #[serde(default, skip_serializing_if = "Repairs::is_none")]
    pub repairs: Repairs,
}

/// What fills each fact table: no feed leaves it empty, several feeds add up.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Tables {
    /// Companies in the channel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partner: Vec<Feed<PartnerColumns<Cell>>>,
    /// Opportunities and orders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deal: Vec<Feed<DealColumns<Cell>>>,
    /// Products on deals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<Feed<LineColumns<Cell>>>,
    /// Partners' parts in deals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credit: Vec<Feed<CreditColumns<Cell>>>,
    /// Returns, credit notes and cancellations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustment: Vec<Feed<AdjustmentColumns<Cell>>>,
    /// What partners did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activity: Vec<Feed<ActivityColumns<Cell>>>,
    /// Steps of MDF money.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fund_event: Vec<Feed<FundEventColumns<Cell>>>,
    /// Exchange rates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rate: Vec<Feed<RateColumns<Cell>>>,
    /// Past payouts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paid: Vec<Feed<PaidColumns<Cell>>>,
    /// Statuses that partners have for a time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partner_status: Vec<Feed<StatusColumns<Cell>>>,
    /// Tiers held or granted before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub level: Vec<Feed<LevelColumns<Cell>>>,
    /// Interactions on deals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub touch: Vec<Feed<TouchColumns<Cell>>>,
    /// Partners' claims to deals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registration: Vec<Feed<RegistrationColumns<Cell>>>,
    /// Accounts found in common.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlap: Vec<Feed<OverlapColumns<Cell>>>,
    /// Invoices, collections and marketplace disbursements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settlement: Vec<Feed<SettlementColumns<Cell>>>,
    /// Dated figures about partners and customers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub score: Vec<Feed<ScoreColumns<Cell>>>,
    /// Numbers agreed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Feed<TargetColumns<Cell>>>,
}

/// Which file's rows fill a table, and how each column is read from them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Feed_{C}")]
pub struct Feed<C> {
    /// The role of the file. When that file is optional and not given, the feed rests.
    pub file: String,
    /// The role of an optional file: this feed is used only when that file is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_without: Option<String>,
    /// Files whose columns are added to each row, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub join: Vec<Join>,
    /// Columns, and the texts of each with which a row is none for this feed: rows of another kind,
    /// or that nobody needs. A row that every feed of its file leaves out is set aside as that.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub leave_out: BTreeMap<String, Vec<String>>,
    /// Which rows are facts of this feed by the sign of a number; rows of the other sign are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<OnlySign>,
    /// Whether a fact whose id another feed gave before stays as it is, and this row adds none.
    #[serde(default, skip_serializing_if = "is_false")]
    pub known_stays: bool,
    /// Columns whose texts together name one fact: all rows that share them become one fact. What
    /// the first row says counts, and a difference in a later one is a finding.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_per: Vec<String>,
    /// Where each column of the table comes from.
    pub columns: C,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Rows by the sign of a number, or of the product of several.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlySign {
    /// The columns that are multiplied.
    pub columns: Vec<String>,
    /// The sign that is wanted.
    pub sign: Sign,
}

/// The sign of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// Below zero.
    Below,
    /// Zero or more, and what is no number.
    NotBelow,
}

/// A file that is looked up by key. Its columns are then named `role.Column`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The role of the file that is looked up.
    pub file: String,
    /// Columns of the row, or of a file joined before, and the column of this file that each must
    /// equal.
    pub on: BTreeMap<String, String>,
}

/// Why text is not a mapping.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the mapping cannot be read at {place}: {reason}")]
pub struct ReadMappingError {
    /// Where in the text: a path of keys such as `/tables/deal/0/columns`, or line and column.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl Mapping {
    /// The JSON form, indented for people.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// The JSON Schema (draft 2020-12) of a mapping.
#[must_use]
pub fn mapping_schema() -> serde_json::Value {
    schemars::schema_for!(Mapping).into()
}
