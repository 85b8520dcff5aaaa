//! Every operation of the product, once: the window, the browser and the terminal all come through
//! [`Desk`].
//!
//! This room does not know tauri, HTTP or the terminal. It alone asks the clock (`clock.rs`). Which
//! room does what is decided here; rules, SQL and file formats belong to the rooms it calls.

mod audit;
mod axis;
mod breakdown;
mod budget;
mod caption;
mod change;
mod check;
mod clock;
mod columns;
mod compare;
mod context;
mod conversion;
pub mod csv;
mod curve;
mod deals;
mod decision;
mod describe;
mod desk;
mod difference;
mod document;
mod doubt;
mod economics;
mod edit;
mod effects;
mod elsewhere;
mod explain;
mod export;
mod export_compare;
mod export_plan;
mod failure;
mod figure;
mod files;
mod funds;
mod ground;
mod health;
mod history;
mod import;
mod import_changes;
mod import_check;
mod inspect;
mod levers;
mod liability;
mod memo;
mod names;
mod opened;
mod page;
mod partners;
mod payouts;
mod program_test;
mod recents;
mod reconcile;
mod results;
mod scenarios;
mod schema;
mod set_aside;
mod shared_deal;
mod sheet;
mod sign_off;
mod simulate;
mod standing;
mod study;
mod template;
mod test;
mod tiers;
mod trial;
mod untitled;
mod winners;
pub mod wire;
mod words;
mod written;

pub use context::Progress;
pub use desk::Desk;
