//! Edits: what a person does to a program in one step.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing done to a program. Places are paths of keys as in [`super::Change`]; a list whose
/// members have an `id` is walked by it, other lists by position.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// Sets the value at a place.
    Set {
        /// The place.
        place: String,
        /// The new value; `null` takes out what may be left out. Money may leave its currency out.
        #[ts(type = "unknown")]
        value: serde_json::Value,
    },
    /// Puts a new member into a list. An id or a name that another member has is made its own.
    Insert {
        /// The list.
        place: String,
        /// Its position, the first being 0; the end where left out.
        #[serde(default)]
        #[ts(optional = nullable)]
        at: Option<u32>,
        /// The member.
        #[ts(type = "unknown")]
        value: serde_json::Value,
    },
    /// Takes out a member of a list, or a value that may be left out.
    Remove {
        /// The place.
        place: String,
    },
    /// Moves a member of a list.
    Move {
        /// The member.
        place: String,
        /// Its position afterwards; the end where it is beyond that.
        to: u32,
    },
    /// Puts a copy of a member right after it.
    Duplicate {
        /// The member.
        place: String,
    },
    /// Gives every band of a schedule a column more, filled like the one before it.
    AddColumn {
        /// The schedule.
        place: String,
        /// The level, role or value of the column.
        name: String,
    },
    /// Takes a column from every band of a schedule.
    RemoveColumn {
        /// The schedule.
        place: String,
        /// The level, role or value of the column.
        name: String,
    },
}

/// Pins values of the program as levers, in place of those that were pinned.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PinLevers {
    /// Their places, at most eight; none for those that the product suggests.
    pub places: Vec<String>,
}

/// Asks for the program of the document as it is written, with every value that can be edited.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetProgram {}

/// The program as it is written.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct WrittenProgram {
    /// The revision it is of.
    pub revision: u32,
    /// The program's JSON; the `schema` operation describes it.
    #[ts(type = "unknown")]
    pub program: serde_json::Value,
}

/// Asks which values the facts hold in the columns that filters ask for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetFactValues {}

/// Values of the facts, for lists to choose from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FactValues {
    /// Columns, by the name that a filter has for them; `role` for the roles of credits.
    pub columns: Vec<FactColumn>,
}

/// A column of the facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FactColumn {
    /// The column's name in a filter: `partner_region`.
    pub field: String,
    /// Its different values in byte order; at most 200.
    pub values: Vec<String>,
}
