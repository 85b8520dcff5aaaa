//! What-if questions: a scenario beside a baseline.
//!
//! This room does not know SQL, the window, the clock or global randomness. It reads outcomes that
//! the engine calculated and never makes a payout of its own.

mod compare;
mod effect;
mod scenario;
mod winners;

pub use compare::{Comparison, PartnerChange, TierMove, compare};
pub use effect::{Counted, Effects, effects};
pub use scenario::{Fit, Scenario, Switched};
pub use winners::{Group, Share, deciles, groups, hit_most, top_tenth};
