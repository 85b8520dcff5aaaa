//! Templates of incentives.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Curve;

/// Asks for incentives to begin with, in the currency and with the levels of the open program.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetTemplates {
    /// What the program calls a role, by its usual name: sourced, influenced, resold ...
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
}

/// Incentives to begin with.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Templates {
    /// Every template.
    pub templates: Vec<Template>,
}

/// An incentive to begin with.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The way of selling it is for: `resale`, `referral`, `alliance` ...
    pub motion: String,
    /// What it pays, in one sentence.
    pub description: String,
    /// The incentive, as it stands in a program's JSON.
    #[ts(type = "unknown")]
    pub incentive: serde_json::Value,
    /// What it pays to whom, as it stands.
    pub sentence: String,
    /// What it pays against its measure; none where there is no one curve.
    pub curve: Option<Curve>,
    /// What it pays at one place of the curve, worked out: `At 250,000 USD it pays 7,500 USD.`
    pub example: Option<String>,
}
