//! Filling cubes: all of them in one look, or from others that are nearly the same.

use std::ops::Range;

use super::{Cube, CubeKey, Grid, SalesRow, SalesRows};
use crate::{
    Failure,
    given::Given,
    in_parts::{in_parts, threads_for},
    scan::{self, Looked},
};

/// What a cube holds.
#[derive(Debug)]
pub(super) struct Filled {
    /// By partner, then bucket edge: the sum of everything before the edge.
    pub before: Vec<i64>,
    /// At least the sizes of everything added up, where they are known; they fit money.
    pub size: Option<u64>,
}

/// A cube to be filled.
pub(crate) struct ToFill<'a> {
    pub key: &'a CubeKey,
    pub cube: &'a Cube,
    /// A filled one that differs in nothing but its filter.
    pub like: Option<(&'a CubeKey, &'a Cube)>,
}

impl Cube {
    /// Whether it can be read.
    pub fn is_filled(&self) -> bool {
        self.filled.get().is_some()
    }

    /// Fills cubes that are not filled yet, looking at every won deal once. The sum of all sizes is
    /// checked, so that no later sum of a cube's cells can overflow.
    ///
    /// # Errors
    /// A sum that does not fit, of the first of the cubes that has one.
    pub fn fill(given: Given<'_>, grid: &Grid, cubes: &[ToFill<'_>]) -> Result<(), Failure> {
        let empty = || cubes.iter().filter(|one| !one.cube.is_filled());
        let like: Vec<_> = empty().filter_map(|one| Some((one, one.like?))).collect();
        let pairs: Vec<_> = like.iter().map(|(one, (key, _))| (one.key, *key)).collect();
        for ((one, (_, other)), more) in like.iter().zip(scan::differences(given, grid, &pairs)?) {
            if let Some(filled) = more.and_then(|more| other.with(&more)) {
                one.cube.filled.get_or_init(|| filled);
            }
        }
        let empty: Vec<_> = empty().collect();
        let keys: Vec<&CubeKey> = empty.iter().map(|one| one.key).collect();
        for (one, looked) in empty.iter().zip(scan::sums(given, grid, &keys)?) {
            let (mut before, size) = match looked {
                Some(Looked { sums, size }) => (sums, Some(size)),
                None => (Self::row_by_row(&given.sales_rows(one.key), grid)?, None),
            };
            for row in before.chunks_mut(grid.starts.len().max(1)) {
                for at in 1..row.len() {
                    row[at] += row[at - 1];
                }
            }
            one.cube.filled.get_or_init(|| Filled { before, size });
        }
        Ok(())
    }

    /// What it holds with some more in its buckets; none where that might not fit.
    fn with(&self, more: &Looked) -> Option<Filled> {
        let own = self.filled.get()?;
        let size = own.size?.checked_add(more.size)?;
        i64::try_from(size).ok()?;
        let mut before = own.before.clone();
        let width = self.grid.starts.len().max(1);
        for (row, more) in before.chunks_mut(width).zip(more.sums.chunks(width)) {
            let mut sum = 0;
            for (cell, more) in row.iter_mut().zip(more) {
                sum += more;
                *cell += sum;
            }
        }
        Some(Filled { before, size: Some(size) })
    }

    /// The sums of buckets, by each row as an explanation shows it.
    pub fn row_by_row(rows: &SalesRows<'_>, grid: &Grid) -> Result<Vec<i64>, Failure> {
        let deals = rows.given.facts.deals.len();
        let parts = in_parts(deals, threads_for(deals), |range| Scanned::new(rows, grid, range));
        let scanned = match parts.ok().and_then(Scanned::whole) {
            Some(scanned) => scanned,
            // From the first deal on, so that the same one is named with any number of threads.
            None => Scanned::new(rows, grid, 0..deals)?,
        };
        Ok(scanned.sums)
    }
}

/// What some of the deals add up to.
struct Scanned {
    /// By partner, then bucket edge: the sum of the bucket before the edge.
    sums: Vec<i64>,
    /// By partner: the sum of all sizes.
    sizes: Vec<i64>,
}

impl Scanned {
    fn new(rows: &SalesRows<'_>, grid: &Grid, deals: Range<usize>) -> Result<Self, Failure> {
        let (partners, width) = (rows.given.facts.partners.len(), grid.starts.len());
        let (mut sums, mut sizes) = (vec![0; partners * width], vec![0_i64; partners]);
        for deal in deals {
            rows.deal(deal, &mut |row: SalesRow| {
                let size = &mut sizes[row.partner];
                *size = size.checked_add(row.counted.checked_abs()?)?;
                sums[row.partner * width + grid.bucket(row.on) + 1] += row.counted;
                Some(())
            })?;
        }
        Ok(Self { sums, sizes })
    }

    fn whole(parts: Vec<Self>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        parts.try_fold(first, Self::and)
    }

    /// With what other deals add up to; nothing when it does not fit.
    fn and(mut self, other: Self) -> Option<Self> {
        for (size, more) in self.sizes.iter_mut().zip(&other.sizes) {
            *size = size.checked_add(*more)?;
        }
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum += more;
        }
        Some(self)
    }
}
