//! The document as its callers and other SQLite tools see it.

mod decisions;
mod doubts;
mod exports;
mod fuzzed;
mod grounds;
mod history;
mod killed;
mod losses;
mod made_up;
mod opening;
mod other_tools;
mod results;
mod round_trip;
mod scenarios;
mod sign_off;
mod snapshots;
