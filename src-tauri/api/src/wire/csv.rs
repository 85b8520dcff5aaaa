//! Tables as comma separated values, for a spreadsheet or a ledger.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, Dimension, Within};

/// Asks for a table as comma separated values: amounts as plain decimals, days as `2025-12-31`, and
/// nothing that a spreadsheet would run as a formula.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetCsv {
    /// The table.
    pub table: Table,
    /// The values to try; none for the program as it is.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// The file to write it to, in place of one that is there; answered as text where left out.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "of")]
pub enum Table {
    /// What each group gets, a row for each group and incentive.
    Breakdown {
        /// What the groups are.
        by: Dimension,
    },
    /// Who gains and who loses, a row for each partner.
    Partners {
        /// Words that must all be found, as of the listing of partners.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        filter: String,
        /// Only partners of one group; everybody where left out.
        #[serde(default)]
        #[ts(optional = nullable)]
        within: Option<Within>,
        /// Whether what is spent on each partner by kind of reward, and benefits, is written too.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        economics: bool,
    },
    /// A row for each quarter and currency of what is owed.
    RollForward {
        /// The day it is seen on; all is counted where left out.
        #[serde(default)]
        #[ts(optional)]
        as_of: Option<String>,
    },
    /// Every amount behind what is owed, for the ledger.
    Liability {
        /// The day it is seen on; all is counted where left out.
        #[serde(default)]
        #[ts(optional)]
        as_of: Option<String>,
    },
    /// Everything that was done with the document, edits that were undone included: the audit log.
    AuditLog {},
    /// What happened to the money of funds.
    Funds {
        /// Only this fund, by id; all where left out.
        #[serde(default)]
        #[ts(optional)]
        fund: Option<String>,
    },
}

/// A table as comma separated values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Csv {
    /// The table; none where it was written to a file.
    pub text: Option<String>,
    /// The file it was written to.
    pub path: Option<String>,
    /// Rows under the heading.
    pub rows: u32,
}
