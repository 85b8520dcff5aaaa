//! Schemas of the files that Tierwright reads.

use tierwright_program::schema::program_schema;

use crate::wire::{Failure, Schemas};

/// The schemas of a program file and of a mapping file.
pub(crate) fn schema() -> Result<Schemas, Failure> {
    Ok(Schemas { program: program_schema(), mapping: tierwright_import::mapping_schema() })
}
