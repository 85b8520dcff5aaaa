//! Facts: what happened.

pub mod rows;
