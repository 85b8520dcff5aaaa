//! The engine: facts in columns, a checked program compiled to a plan, the plan calculated, and
//! every payout line explained by the same calculation.
//!
//! This room does not know files, the clock, randomness, SQL, serialisation formats or the window.

pub mod facts;
