//! Work that takes a while: how far it is, and stopping it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Stops the operation that is carried out now; the document stays as it was before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopWork {}

/// It was told to stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Stopped {}

/// How far the operation is that is carried out now. It is answered at once, while that one works.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetProgress {}

/// How far work is.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct WorkProgress {
    /// What is being done, such as `Reading sales.csv`; none where nothing that takes a while is.
    pub doing: Option<String>,
    /// The part of it that is done, between 0 and 1; none where that is not known.
    pub part: Option<f64>,
}
