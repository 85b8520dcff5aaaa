//! Where rows came from, in little memory.

use super::{Coded, Coding, count};
use crate::facts::rows::Source;

/// Where rows came from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Coded<u32>,
    rows: RowNumbers,
}

/// The numbers of rows in their files.
#[derive(Clone, Debug)]
enum RowNumbers {
    /// Each is the number of the one before and one more, from the first on.
    InOrder(u32),
    Listed(Vec<u32>),
}

impl Default for RowNumbers {
    fn default() -> Self {
        Self::InOrder(0)
    }
}

impl Sources {
    pub(in crate::facts) fn pack(sources: impl ExactSizeIterator<Item = Source> + Clone) -> Self {
        let first = sources.clone().next().map_or(0, |source| source.row);
        let mut numbered = sources.clone().enumerate();
        let in_order = numbered.all(|(at, of)| first.checked_add(count(at)) == Some(of.row));
        let rows = match in_order {
            true => RowNumbers::InOrder(first),
            false => RowNumbers::Listed(sources.clone().map(|source| source.row).collect()),
        };
        let mut files = Coding::with_capacity(sources.len());
        sources.for_each(|source| files.push(source.file));
        Self { files: files.finish(), rows }
    }

    /// Where the row at a position came from.
    #[must_use]
    pub fn get(&self, at: usize) -> Source {
        let row = match &self.rows {
            // Positions are below what four bytes hold, as the rows they stand for are.
            RowNumbers::InOrder(first) => first + count(at),
            RowNumbers::Listed(rows) => rows[at],
        };
        Source { file: self.files[at], row }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_told_in_order_or_not() {
        for rows in [vec![], vec![5], vec![2, 3, 4], vec![2, 4, 3], vec![u32::MAX - 1, u32::MAX]] {
            let sources: Vec<_> =
                rows.iter().map(|row| Source { file: row % 2, row: *row }).collect();
            let packed = Sources::pack(sources.iter().copied());
            let told: Vec<_> = (0..rows.len()).map(|at| packed.get(at)).collect();
            assert_eq!(told, sources);
        }
    }
}
