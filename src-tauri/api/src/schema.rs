//! Schemas of the files that Tierwright reads.

use tierwright_program::schema::{choices, program_schema};

use crate::wire::{Choice, Schemas};

/// The schemas of a program file and of a mapping file, and every choice of a program.
pub(crate) fn schema() -> Schemas {
    let choices = choices().into_iter();
    Schemas {
        program: program_schema(),
        mapping: tierwright_import::mapping_schema(),
        choices: choices
            .map(|choice| Choice { place: choice.place, values: choice.values })
            .collect(),
    }
}
