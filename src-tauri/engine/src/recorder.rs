//! The recorder: the one difference between calculating a line and explaining it.

use crate::explanation::Step;

/// Takes down the steps of a calculation, or lets them pass.
pub(crate) trait Recorder {
    /// Whether steps are taken down.
    const RECORDS: bool;

    /// Takes down a step; it is only made when recorded.
    fn record(&mut self, step: impl FnOnce() -> Step);
}

/// Lets every step pass.
pub(crate) struct Unrecorded;

impl Recorder for Unrecorded {
    const RECORDS: bool = false;

    fn record(&mut self, _: impl FnOnce() -> Step) {}
}

/// Keeps every step in order.
#[derive(Default)]
pub(crate) struct Recorded(pub Vec<Step>);

impl Recorder for Recorded {
    const RECORDS: bool = true;

    fn record(&mut self, step: impl FnOnce() -> Step) {
        self.0.push(step());
    }
}
