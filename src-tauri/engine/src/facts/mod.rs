//! Facts in columns: what happened, ordered by id, with every reference resolved to a position.

mod build;
mod columns;
mod extent;
mod packed;
pub mod rows;

pub use build::FactProblem;
pub use columns::{
    Activities, Adjustments, Credits, Deals, Facts, FundEvents, Levels, Lines, Overlaps, Paid,
    PartnerStatuses, Partners, Rates, Registrations, Scores, Settlements, Targets, Touches,
};
pub use packed::{Coded, Codes, Ids, Sources};
