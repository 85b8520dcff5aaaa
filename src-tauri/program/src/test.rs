//! Tests that a program carries: what it must pay on given facts.
//!
//! A test has the form of a payout case without its program. What happened and what must come out
//! speak of facts, which this room does not know; it keeps both as they are written.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a program must pay on given facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct ProgramTest {
    /// The short name that places and reports refer to.
    pub id: String,
    /// What it shows, in one sentence.
    pub title: String,
    /// Where it comes from, such as a payout of a history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How the expected figures were worked out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working: Vec<String>,
    /// What happened, as in a payout case.
    pub facts: Map<String, Value>,
    /// The first day of the replay.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// The day it is seen on: facts dated later do not count. All count where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// What must come out, as in a payout case.
    pub expect: Vec<Map<String, Value>>,
}
