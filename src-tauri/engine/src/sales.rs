//! The revenue shown beside payouts, row by row.

use crate::{Failure, Plan, explanation::Contribution, plan::revenue_key};

impl Plan {
    /// The rows behind [`Outcome::revenue`](crate::Outcome::revenue) of a partner in one quarter or
    /// all, by day, then deal. They add up to it.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn revenue_rows(
        &self,
        partner: usize,
        quarter: Option<usize>,
    ) -> Result<Vec<Contribution>, Failure> {
        let key = revenue_key();
        let rows = self.sales_rows(&key);
        let quarters = self.replay().quarters();
        let mut found = Vec::new();
        for span in quarter.map_or(quarters, |one| &quarters[one..=one]) {
            found.extend(rows.contributions(partner, *span)?);
        }
        Ok(found)
    }
}
