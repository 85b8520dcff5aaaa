//! What a calculation is given: facts, their amounts in the program's currency, and the program.

use tierwright_program::Program;

use crate::{
    Facts,
    cube::{CubeKey, SalesRows},
    exchange::Converted,
};

/// What a calculation is given.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub facts: &'a Facts,
    pub converted: &'a Converted,
    pub program: &'a Program,
}

impl<'a> Given<'a> {
    /// The rows behind a cube.
    pub fn sales_rows(self, key: &'a CubeKey) -> SalesRows<'a> {
        SalesRows::new(self, key)
    }
}
