//! How far an export or a verification has come, told to whoever waits for it.

use std::{cell::Cell, ops::ControlFlow};

use crate::ExportFailure;

/// Tells what is being done, how much of it is done and how much there is; hears whether to go on.
type Tell<'a> = &'a dyn Fn(&str, u64, u64) -> ControlFlow<()>;

/// Somebody who waits for an export or a verification and may stop it.
pub struct Watch<'a> {
    tell: Tell<'a>,
    stopped: Cell<bool>,
}

impl<'a> Watch<'a> {
    /// Tells `tell`, and stops once it says so.
    #[must_use]
    pub const fn by(tell: Tell<'a>) -> Self {
        Self { tell, stopped: Cell::new(false) }
    }

    /// Tells how far the work has come; fails once it is to stop, from then on always.
    pub(crate) fn go_on(&self, doing: &str, done: u64, of: u64) -> Result<(), ExportFailure> {
        if self.stopped.get() || (self.tell)(doing, done, of).is_break() {
            self.stopped.set(true);
            return Err(ExportFailure::cancelled());
        }
        Ok(())
    }

    /// Fails where it was to stop.
    pub(crate) fn goes_on(&self) -> Result<(), ExportFailure> {
        if self.stopped.get() { Err(ExportFailure::cancelled()) } else { Ok(()) }
    }
}

impl Watch<'static> {
    /// Nobody waits, so nobody stops it.
    #[must_use]
    pub const fn nobody() -> Self {
        Self::by(&always)
    }
}

const fn always(_: &str, _: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}
