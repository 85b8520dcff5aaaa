//! Pinned levers: places of values that a person wants at hand. They are how the program is looked
//! at, not part of it, so undo leaves them.

use rusqlite::params;

use crate::{Document, StoreError};

impl Document {
    /// The places that are pinned, in their order; none where nobody pinned any.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn pinned_levers(&self) -> Result<Vec<String>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare("SELECT place FROM lever ORDER BY position")?;
            let places = statement.query_map([], |row| row.get(0))?;
            Ok(places.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Pins these places in place of those that were.
    ///
    /// # Errors
    /// As [`Document::save_program`]; [`StoreError::Refused`] where one is named twice.
    pub fn pin_levers(&mut self, places: &[String]) -> Result<(), StoreError> {
        self.change(|change| {
            change.execute("DELETE FROM lever", [])?;
            let mut insert =
                change.prepare("INSERT INTO lever (position, place) VALUES (?1, ?2)")?;
            for (position, place) in places.iter().enumerate() {
                insert.execute(params![i64::try_from(position).unwrap_or(i64::MAX), place])?;
            }
            Ok(())
        })
    }
}
