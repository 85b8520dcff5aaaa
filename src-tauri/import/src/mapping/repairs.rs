//! What is put right in facts that were read.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is put right after the rows were read, as a person decided.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Repairs {
    /// Partners that are the same company: an id of the file, and the id that is kept.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub same_partner: BTreeMap<String, String>,
    /// Whether partners that no list has are added, under their id as name.
    #[serde(skip_serializing_if = "is_false")]
    pub add_partners: bool,
    /// What becomes of deals whose declared shares do not add up to one.
    #[serde(skip_serializing_if = "Shares::is_kept")]
    pub shares: Shares,
    /// What becomes of deals with an amount below zero.
    #[serde(skip_serializing_if = "NegativeAmounts::is_kept")]
    pub negative_amounts: NegativeAmounts,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Repairs {
    /// Whether nothing is put right.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What becomes of deals whose declared shares do not add up to one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shares {
    /// They stay as they are.
    #[default]
    Keep,
    /// They are scaled to one.
    Scale,
    /// The first partner of the deal takes the rest.
    RestToFirst,
    /// The rows of the deal are set aside.
    SetAside,
}

impl Shares {
    fn is_kept(&self) -> bool {
        *self == Self::Keep
    }
}

/// What becomes of deals with an amount below zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NegativeAmounts {
    /// They stay deals.
    #[default]
    Keep,
    /// They become returns of their partner.
    Return,
    /// Their rows are set aside.
    SetAside,
}

impl NegativeAmounts {
    fn is_kept(&self) -> bool {
        *self == Self::Keep
    }
}
