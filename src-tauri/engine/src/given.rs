//! What a calculation is given: facts, their amounts in the program's currency, and the program.

use chrono::NaiveDate;
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
    /// Facts dated later than this day do not count.
    pub as_of: Option<NaiveDate>,
}

impl<'a> Given<'a> {
    /// Whether what is dated a day counts.
    pub fn known(self, day: NaiveDate) -> bool {
        self.as_of.is_none_or(|as_of| day <= as_of)
    }

    /// The rows behind a cube.
    pub fn sales_rows(self, key: &'a CubeKey) -> SalesRows<'a> {
        SalesRows::new(self, key)
    }
}
