//! Reading facts into the document.
use crate::{
    context::Context,
    wire::{Failure, Import, Imported},
};
pub(crate) fn import(_context: &mut Context, _request: &Import) -> Result<Imported, Failure> {
    Err(Failure::internal())
}
