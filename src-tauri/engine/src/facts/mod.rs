//! Facts in columns: what happened, ordered by id, with every reference resolved to a position.

mod build;
mod columns;
mod packed;
pub mod rows;

pub use build::FactProblem;
pub use columns::{
    Activities, Adjustments, Credits, Deals, Facts, FundEvents, Lines, Paid, Partners, Rates,
};
pub use packed::{Coded, Codes, Ids, Sources};
