//! Files that other rows are joined to by key.

use std::collections::{BTreeMap, HashMap};

use csv::StringRecord;

use crate::fault::Fault;

/// Between the texts of a key; no file has it in a cell that means something.
const KEY_JOINT: char = '\u{1f}';

/// One key of several texts.
pub(crate) fn key<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for (index, text) in texts.enumerate() {
        if index > 0 {
            key.push(KEY_JOINT);
        }
        key.push_str(text);
    }
    key
}

/// The two texts of a key of two.
pub(crate) fn parts(key: &str) -> Option<(&str, &str)> {
    key.split_once(KEY_JOINT)
}

/// A key as it is shown.
pub(crate) fn shown(key: &str) -> String {
    key.replace(KEY_JOINT, ", ")
}

/// All rows of a file, found by one or more sets of columns.
#[derive(Default)]
pub(crate) struct Lookup {
    rows: Vec<StringRecord>,
    /// For each set of columns, where the row of a key stands, and its number in the file.
    keys: BTreeMap<Vec<usize>, HashMap<String, (usize, u32)>>,
}

impl Lookup {
    /// Asks for rows to be found by these columns.
    pub(crate) fn find_by(&mut self, columns: Vec<usize>) {
        self.keys.entry(columns).or_default();
    }

    /// Takes a row, unless an earlier one has its key.
    pub(crate) fn take(
        &mut self,
        names: &[String],
        number: u32,
        record: &StringRecord,
    ) -> Result<(), Fault> {
        let key_of = |columns: &[usize]| {
            key(columns.iter().map(|column| record.get(*column).unwrap_or_default().trim()))
        };
        for (columns, rows) in &self.keys {
            let key = key_of(columns);
            if let Some((_, earlier)) = rows.get(&key) {
                let names: Vec<&str> =
                    columns.iter().filter_map(|at| names.get(*at)).map(String::as_str).collect();
                let clause = format!(
                    "{} \"{}\" already stands in row {earlier}, and rows are found by it",
                    names.join(", "),
                    shown(&key)
                );
                return Err(Fault::new("key_twice", clause));
            }
        }
        for (columns, rows) in &mut self.keys {
            rows.insert(key_of(columns), (self.rows.len(), number));
        }
        self.rows.push(record.clone());
        Ok(())
    }

    /// The row of a key.
    pub(crate) fn row(&self, columns: &[usize], key: &str) -> Option<&StringRecord> {
        let (position, _) = self.keys.get(columns)?.get(key)?;
        self.rows.get(*position)
    }
}
