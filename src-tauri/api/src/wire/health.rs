//! How well the facts serve the program.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Says which incentives and tiers ask for something that the facts lack.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetDataHealth {}

/// How well the facts serve the program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DataHealth {
    /// The first day a deal closed.
    pub from: Option<String>,
    /// The last day a deal closed.
    pub until: Option<String>,
    /// What is asked for and lacking.
    pub lacks: Vec<Lack>,
    /// Facts that do not hold now, latest first: an import replaced them or was undone.
    pub snapshots: Vec<DataSnapshot>,
}

/// Something that an incentive or a track asks for and facts lack.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Lack {
    /// The incentive or track.
    pub name: String,
    /// What it lacks, such as: Security rebate needs cost; 38% of 412 won deals have none.
    pub sentence: String,
    /// Rows that lack it.
    pub rows: u32,
    /// Rows that could have it.
    pub of: u32,
}

/// Facts that do not hold now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DataSnapshot {
    /// The names of their files.
    pub label: String,
    /// When an import replaced or brought them.
    pub kept_at: String,
    /// How many deals are among them.
    pub deals: u32,
}
