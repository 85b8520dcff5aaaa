//! The `.tierwright` document: one SQLite file that keeps the program with its history, the facts
//! with the file and row of each, scenarios, doubts, decisions, sign-off, pinned levers, mappings, and the last calculation for
//! others to look at.
//!
//! This is the one room with SQL of ours. It does not know the clock (moments are handed in), wire
//! types, rounding, rules, or how a file becomes facts.

mod decision;
mod digest;
mod document;
mod doubt;
mod error;
mod export;
mod facts;
mod file;
mod ground;
mod lever;
mod mapping;
mod result;
mod revision;
mod scenario;
mod schema;
mod sign_off;
mod snapshot;

pub use decision::{Decided, DecisionRow};
pub use digest::Digest;
pub use document::{Document, ReadOnly};
pub use doubt::{DoubtRow, DoubtStanding, DoubtStep, Doubted, Settled};
pub use error::{Place, StoreError};
pub use export::{ExportRow, ExportStatus, LastExport};
pub use facts::{Counts, Import, SetAside};
pub use ground::GroundRow;
pub use result::{Calculation, PayoutRow, ResultInfo};
pub use revision::{Changed, Revision};
pub use scenario::{ScenarioList, ScenarioRow};
pub use sign_off::{SignOffEntry, SignOffEvent, SignOffStep, Signed, Warned};
pub use snapshot::Snapshot;
