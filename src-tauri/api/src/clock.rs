//! The clock: the one door to it.

use std::time::{Instant, SystemTime};

use chrono::{DateTime, SecondsFormat, Utc};

/// The moment.
pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// A moment as it stands on the wire: `2026-11-21T14:02:11Z`.
pub(crate) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Carries out work and tells how long it took, in milliseconds, begun ones counted in full.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, u32) {
    let begin = Instant::now();
    let done = work();
    let took = begin.elapsed().as_micros().div_ceil(1000);
    (done, u32::try_from(took).unwrap_or(u32::MAX))
}
