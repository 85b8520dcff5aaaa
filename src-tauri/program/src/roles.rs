//! What kinds of credit roles are (`RULES` sections 2, 5 and 10).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The roles that are treated or reported apart, as spelled in the facts. A role in none of the
/// lists is an ordinary one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleClasses {
    /// Roles of those who brought a deal: its revenue is reported as sourced.
    #[serde(default)]
    pub sourced: Vec<String>,
    /// Roles of those who helped it on: its revenue is reported as influenced.
    #[serde(default)]
    pub influenced: Vec<String>,
    /// Roles whose credit is an overlay: it can be rewarded, and counts in no measure of a tier, a
    /// gate or a qualifier and in no total of revenue.
    #[serde(default)]
    pub overlay: Vec<String>,
    /// Roles of the vendor's own sellers: a finding tells where their part falls when a partner
    /// joins a deal.
    #[serde(default)]
    pub direct: Vec<String>,
}

/// Which revenue is reported apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum RoleClass {
    /// Of deals that a partner brought.
    Sourced,
    /// Of deals that a partner helped on.
    Influenced,
    /// Of deals that the vendor's own sellers are credited on.
    Direct,
}

impl RoleClasses {
    /// The roles of a class.
    #[must_use]
    pub fn of(&self, class: RoleClass) -> &[String] {
        match class {
            RoleClass::Sourced => &self.sourced,
            RoleClass::Influenced => &self.influenced,
            RoleClass::Direct => &self.direct,
        }
    }
}
