//! What-if questions: a scenario beside a baseline.
//!
//! This room does not know SQL, the window, the clock or global randomness. It reads outcomes that
//! the engine calculated and never makes a payout of its own.

mod compare;

pub use compare::{Comparison, PartnerChange, TierMove, compare};
