//! The engine: facts in columns, a checked program compiled to a plan, the plan calculated, and
//! every payout line explained by the same calculation.
//!
//! This room does not know files, the clock, randomness, SQL, serialisation formats or the window.

mod account;
mod again;
mod ascent;
mod attribution;
mod block;
mod budget;
mod by_day;
mod calculate;
mod cells;
mod clawback;
mod compared;
mod contributed;
mod counted;
mod credited;
mod cube;
mod day_sums;
pub mod direct;
pub mod estimate;
mod exchange;
pub mod explanation;
pub mod facts;
mod failure;
mod floors;
mod fraction;
pub mod fund;
pub mod fund_return;
mod given;
mod guarantee;
mod in_parts;
pub mod ledger;
mod lending;
mod levels;
pub mod liability;
mod line;
mod lines;
mod measured;
pub mod moves;
pub mod outcome;
mod parts;
mod passing;
mod plan;
mod points;
mod pool;
mod priced;
mod recorder;
mod replay;
mod requirement;
mod sales;
mod scan;
mod schedule;
mod settlement;
mod stacking;
mod tiers;
mod value;
mod walk;

pub use calculate::Turn;
pub use explanation::Explanation;
pub use facts::{FactProblem, Facts, rows};
pub use failure::Failure;
pub use outcome::{Outcome, Selection};
pub use plan::Plan;
pub use replay::Replay;
pub use settlement::Settlement;
