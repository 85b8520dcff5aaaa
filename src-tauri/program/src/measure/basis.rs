//! When the money of a deal counts, with or without its tax, and whose sales a partner's are
//! (`RULES` section 2, "Value basis" and "Scope").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When money counts, and how much of it. It is of revenue only: what is counted otherwise counts
/// as booked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueBasis {
    /// When it counts.
    #[serde(default)]
    pub counts: Counts,
    /// Whether tax is in it.
    #[serde(default)]
    pub tax: Tax,
    /// Only what is dated in the first so many months of its deal, counted from the day it closed:
    /// to the day before the same day of the month so many months later. Returns are dated too. All
    /// of it where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_months: Option<u16>,
}

/// When money counts.
///
/// A deal with invoices or collections counts by those of the kind that is asked for, each on its
/// own day and at its own rate of exchange; what is dated before the deal closed counts on the day
/// it closed. One that names no line is divided over the lines of its deal by their amounts,
/// largest remainder. A deal without any is billed and collected whole at its close. A marketplace's
/// disbursement is none of both.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// When the deal closes: what was sold.
    #[default]
    Booked,
    /// When it is invoiced.
    Billed,
    /// When the customer pays.
    Collected,
}

/// Whether tax is in an amount. The amount of a deal is before tax, that of an invoice or a
/// collection is with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tax {
    /// It is left out.
    #[default]
    LeftOut,
    /// It is in: that of a deal lies on its lines by their amounts, largest remainder, and a return
    /// takes back as much of it as of the amount.
    Included,
}

impl ValueBasis {
    /// Whether all of it counts when the deal closes, before tax.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// Whether it counts on other days than the deal's own.
    #[must_use]
    pub fn has_own_days(self) -> bool {
        self.counts != Counts::Booked || self.first_months.is_some()
    }

    /// Revenue as it counts, in words; without the months it counts for.
    #[must_use]
    pub fn words(self) -> String {
        let when = match self.counts {
            Counts::Booked => "revenue",
            Counts::Billed => "billed revenue",
            Counts::Collected => "collected revenue",
        };
        let tax = match self.tax {
            Tax::LeftOut => "",
            Tax::Included => " with tax",
        };
        format!("{when}{tax}")
    }
}

/// Whose sales count as a partner's. A deal counts once in each scope; where shares of it count,
/// those of all who belong to the scope are added.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Its own.
    #[default]
    Partner,
    /// Its own and those of the partners below it: its children, and theirs.
    WithChildren,
    /// Those of everybody in its group; its own where it is in none.
    Group,
}

impl Scope {
    /// Whether only the partner's own sales count.
    #[must_use]
    pub const fn is_partner(self) -> bool {
        matches!(self, Self::Partner)
    }

    /// Whose sales they are, after what is measured; nothing for the partner's own.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Partner => "",
            Self::WithChildren => " with the partners below it",
            Self::Group => " of its group",
        }
    }
}
