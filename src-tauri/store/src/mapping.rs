//! Mappings of files to facts, kept by name for the next import.

use rusqlite::OptionalExtension as _;

use crate::{Document, StoreError};

impl Document {
    /// Keeps a mapping's JSON text under a name, in place of one of that name.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn save_mapping(&mut self, name: &str, json: &str) -> Result<(), StoreError> {
        self.change(|change| {
            let sql = "INSERT INTO mapping (name, json) VALUES (?1, ?2)
                ON CONFLICT (name) DO UPDATE SET json = excluded.json";
            Ok(change.execute(sql, [name, json]).map(drop)?)
        })
    }

    /// The JSON text of the mapping of that name, or nothing.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn mapping(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT json FROM mapping WHERE name = ?1";
        self.read(|at| Ok(at.query_row(sql, [name], |row| row.get(0)).optional()?))
    }

    /// The names of all mappings, in byte order.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn mappings(&self) -> Result<Vec<String>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare("SELECT name FROM mapping ORDER BY name")?;
            let names = statement.query_map([], |row| row.get(0))?;
            Ok(names.collect::<rusqlite::Result<_>>()?)
        })
    }
}
