//! One look at the deals for the sums of several cubes at once.
//!
//! What counts, and how much of it, is what [`SalesRows::deal`] says: keys that ask for more than is
//! looked at here are left to it, and so is every deal with returns. What is done here by whole
//! columns is the same arithmetic, and a test holds the two against each other over drawn facts.

mod credits;
mod keys;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{RoundingMode, Sales, Weight, measure::Basis, rate::RATE_ONE};

use self::{
    credits::Columns,
    keys::{Keys, LineKeys, MASKS},
};
use crate::{
    Failure,
    block::{self, Block},
    cube::{CubeKey, Grid, SalesRow, SalesRows, Summed},
    given::Given,
    in_parts::{in_parts, threads_for},
};

/// Keys of one look: their sums lie side by side, so that a credit finds all of its own close by.
const AT_ONCE: usize = 4;

/// The sums of each key, in their order: by partner, then bucket edge, the sum of the bucket before
/// the edge. None for a key that is not for looking at in this way, and for all where a sum of all
/// sizes might not fit: whoever reads the rows one by one can tell which.
pub(crate) fn sums(
    given: Given<'_>,
    grid: &Grid,
    keys: &[&CubeKey],
) -> Result<Vec<Option<Looked>>, Failure> {
    let wanted: Vec<usize> = (0..keys.len()).filter(|at| is_plain(keys[*at])).collect();
    let mut found = vec![None; keys.len()];
    if grid.buckets() == 0 {
        return Ok(found);
    }
    for places in wanted.chunks(AT_ONCE) {
        let asked: Vec<&CubeKey> = places.iter().map(|at| keys[*at]).collect();
        if let Some(Added { made, size }) = Scan::new(given, grid, &asked).sums()? {
            for (at, sums) in places.iter().zip(made) {
                found[*at] = Some(Looked { sums, size });
            }
        }
    }
    Ok(found)
}

/// How much more the first key of each pair sums than the second, which differs from it only in its
/// filter: only lines that one of the two lets pass are looked at. None as with [`sums`], and where
/// what counts is not told line by line.
pub(crate) fn differences(
    given: Given<'_>,
    grid: &Grid,
    pairs: &[(&CubeKey, &CubeKey)],
) -> Result<Vec<Option<Looked>>, Failure> {
    let by_line = |key: &CubeKey| matches!(key.summed, Summed::Revenue | Summed::Units);
    let wanted: Vec<usize> = (0..pairs.len())
        .filter(|at| is_plain(pairs[*at].0) && by_line(pairs[*at].0) && grid.buckets() > 0)
        .collect();
    let mut found = vec![None; pairs.len()];
    for places in wanted.chunks(AT_ONCE / 2) {
        let asked: Vec<&CubeKey> =
            places.iter().flat_map(|at| [pairs[*at].0, pairs[*at].1]).collect();
        let mut scan = Scan::new(given, grid, &asked);
        if !scan.lines.keep_differing() {
            continue;
        }
        let Some(Added { made, size }) = scan.sums()? else { continue };
        for (at, both) in places.iter().zip(made.chunks_exact(2)) {
            let sums = both[0].iter().zip(&both[1]).map(|(one, other)| one - other).collect();
            found[*at] = Some(Looked { sums, size });
        }
    }
    Ok(found)
}

/// What one look came to for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Looked {
    /// By partner, then bucket edge: the sum of the bucket before the edge.
    pub sums: Vec<i64>,
    /// At least the sizes of everything added up; it fits money.
    pub size: u64,
}

/// Whether all that decides about a row of a key is known here.
pub(crate) fn is_plain(key: &CubeKey) -> bool {
    // Figures and points are summed by none of what is summed here.
    let CubeKey {
        summed,
        sales,
        absent: _,
        points: _,
        dates: _,
        rewards: _,
        credits,
        conditions,
        marketplace,
    } = key;
    let Sales { of: _, roles: _, weight, basis, value, scope } = sales;
    matches!(summed, Summed::Revenue | Summed::Units | Summed::Deals)
        && matches!(weight, Weight::WholeDeal | Weight::DeclaredShare)
        && matches!(basis, Basis::Gross | Basis::Net)
        && value.is_plain()
        && scope.is_partner()
        && credits.is_own()
        && conditions.is_empty()
        && marketplace.is_empty()
}

/// What is looked for, by the codes that the columns hold.
struct Scan<'a> {
    given: Given<'a>,
    grid: &'a Grid,
    buckets: usize,
    rows: Vec<SalesRows<'a>>,
    /// By code of the closing day.
    days: Vec<Day>,
    /// By code of the role: the keys that it counts for.
    roles: Vec<Keys>,
    lines: LineKeys,
    amounts: Vec<Amount>,
    rounding: RoundingMode,
}

/// What a deal that closed on a day counts for.
#[derive(Clone, Copy)]
struct Day {
    bucket: u32,
    keys: Keys,
}

/// An amount of a row, and the keys that sum it.
struct Amount {
    summed: Summed,
    weighted: bool,
    keys: Keys,
}

/// Sums of some of the deals.
struct Sums {
    /// By partner, then bucket: a cell of each key.
    cells: Vec<[i64; AT_ONCE]>,
    /// The sizes of everything added up, or the most there is.
    size: u64,
    /// What is yet to be added: the cells lie far apart, and a machine fetches several at once
    /// where nothing else is done in between.
    waiting: Vec<Adds>,
}

/// The sums of all deals.
struct Added {
    /// Of each key, by partner and bucket edge.
    made: Vec<Vec<i64>>,
    /// The sizes of everything added up.
    size: u64,
}

/// What some keys count in one place.
#[derive(Clone, Copy)]
struct Adds {
    place: u32,
    keys: Keys,
    counted: i64,
}

/// One row of a deal before it is weighted for its partners.
#[derive(Clone, Copy)]
struct Counted {
    bucket: usize,
    keys: Keys,
    /// The line; none for the deal as a whole.
    line: Option<usize>,
}

impl<'a> Scan<'a> {
    fn new(given: Given<'a>, grid: &'a Grid, keys: &[&'a CubeKey]) -> Self {
        let facts = given.facts;
        let rows: Vec<_> = keys.iter().map(|key| given.sales_rows(key)).collect();
        let day = |day: &Option<NaiveDate>| match day.filter(|day| given.known(*day)) {
            None => Day { bucket: 0, keys: 0 },
            Some(day) => {
                let keys = keys::where_each(&rows, |rows| rows.counts_from(day));
                Day { bucket: u32::try_from(grid.bucket(day)).unwrap_or(u32::MAX), keys }
            }
        };
        let roles = 0..facts.credits.roles.values().len();
        Self {
            given,
            grid,
            buckets: grid.buckets(),
            days: facts.deals.closed.values().iter().map(day).collect(),
            roles: roles
                .map(|role| keys::where_each(&rows, |rows| rows.counts_role(role)))
                .collect(),
            lines: LineKeys::new(given, &rows),
            amounts: amounts(keys),
            rounding: given.program.rounding,
            rows,
        }
    }

    /// The sums of everything looked at; none where they might not fit.
    fn sums(&self) -> Result<Option<Added>, Failure> {
        let deals = self.given.facts.deals.len();
        let parts = in_parts(deals, threads_for(deals), |range| Ok(self.look(range)))?;
        let Some(parts) = parts.into_iter().collect::<Option<Vec<Sums>>>() else {
            return Ok(None);
        };
        let size = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.size));
        if i64::try_from(size).is_err() {
            return Ok(None);
        }
        let keys = self.rows.len();
        let by_key = in_parts(keys, threads_for(deals).min(keys), |keys| {
            Ok(keys.map(|key| self.of_key(key, &parts)).collect::<Vec<_>>())
        })?;
        Ok(Some(Added { made: by_key.into_iter().flatten().collect(), size }))
    }

    /// The cells of one key, by partner and bucket edge.
    fn of_key(&self, key: usize, parts: &[Sums]) -> Vec<i64> {
        let edges = self.buckets + 1;
        let mut made = vec![0; self.given.facts.partners.len() * edges];
        for part in parts {
            let rows = part.cells.chunks_exact(self.buckets);
            for (to, from) in made.chunks_exact_mut(edges).zip(rows) {
                for (to, cell) in to[1..].iter_mut().zip(from) {
                    *to += cell[key];
                }
            }
        }
        made
    }

    /// Adds up some of the deals; none where it does not fit.
    fn look(&self, deals: Range<usize>) -> Option<Sums> {
        let facts = self.given.facts;
        let cells = facts.partners.len() * self.buckets;
        // Places beyond are looked at row by row.
        u32::try_from(cells).ok()?;
        let mut sums = Sums { cells: vec![[0; AT_ONCE]; cells], size: 0, waiting: Vec::new() };
        let shares = self.amounts.iter().any(|amount| amount.weighted);
        let (mut block, mut columns) = (Block::default(), Columns::default());
        for first in deals.clone().step_by(block::DEALS) {
            let run = first..(first + block::DEALS).min(deals.end);
            block.read(facts, run.clone(), &self.lines.place, shares);
            block.read_owners();
            self.run(&block, run, &mut columns, &mut sums)?;
            sums.add_up();
        }
        Some(sums)
    }

    /// Adds up a run of deals.
    fn run(
        &self,
        block: &Block,
        run: Range<usize>,
        columns: &mut Columns,
        sums: &mut Sums,
    ) -> Option<()> {
        columns.read(self, block, run.clone());
        if block.returns {
            for (at, deal) in run.clone().enumerate() {
                if columns.days[at].keys != 0 && !self.given.facts.deal_adjustments(deal).is_empty()
                {
                    self.row_by_row(deal, sums)?;
                    columns.days[at].keys = 0;
                }
            }
        }
        let together = block.one_line_each && columns.keep_passing(self, block, run.clone());
        if !together || block.several {
            for (at, deal) in run.enumerate() {
                let Day { bucket, keys } = columns.days[at];
                if keys != 0 && (!together || block.has_several(at)) {
                    let of = Counted { bucket: bucket as usize, keys, line: None };
                    self.deal(block, (at, deal), of, sums)?;
                    columns.days[at].keys = 0;
                }
            }
        }
        match together {
            true => columns.add(self, block, sums),
            false => Some(()),
        }
    }

    /// Adds the rows of a deal without returns, by its place in the block and in the facts.
    #[inline]
    fn deal(
        &self,
        block: &Block,
        (at, deal): (usize, usize),
        of: Counted,
        sums: &mut Sums,
    ) -> Option<()> {
        let credits = block.credits(at);
        let mut whole = 0;
        for in_block in block.lines(at) {
            let line = block.first_line + in_block;
            let place = block.places[in_block] as usize;
            let keys = of.keys & self.lines.of(self.given, deal, line, place);
            whole |= keys;
            for amount in &self.amounts {
                let (keys, line) = (keys & amount.keys, Some(line));
                if keys != 0 && amount.summed != Summed::Deals {
                    let of = Counted { keys, line, ..of };
                    self.row(block, credits.clone(), amount, of, sums)?;
                }
            }
        }
        for amount in self.amounts.iter().filter(|amount| amount.summed == Summed::Deals) {
            let keys = whole & amount.keys;
            if keys != 0 {
                self.row(block, credits.clone(), amount, Counted { keys, ..of }, sums)?;
            }
        }
        Some(())
    }

    /// Adds one row for every partner credited.
    #[inline]
    fn row(
        &self,
        block: &Block,
        credits: Range<usize>,
        amount: &Amount,
        of: Counted,
        sums: &mut Sums,
    ) -> Option<()> {
        let value = self.value(amount, of.line);
        let partners = &block.partners[credits.clone()];
        if block.several && partners.windows(2).any(|two| two[0] == two[1]) {
            return self.row_of_several(block, credits, amount, of, sums);
        }
        let both = partners.iter().zip(&block.roles[credits.clone()]);
        let held = |role: &u32| of.keys & self.roles[*role as usize];
        if amount.weighted {
            for ((partner, role), share) in both.zip(&block.shares[credits]) {
                let keys = held(role);
                if keys != 0 {
                    let counted = self.weighted(value, *share)?;
                    sums.add(self.place(*partner as usize, of.bucket), keys, counted);
                }
            }
        } else {
            for (partner, role) in both {
                let keys = held(role);
                if keys != 0 {
                    sums.add(self.place(*partner as usize, of.bucket), keys, value);
                }
            }
        }
        Some(())
    }

    /// The same where a partner has several credits, which are added up key by key.
    fn row_of_several(
        &self,
        block: &Block,
        credits: Range<usize>,
        amount: &Amount,
        of: Counted,
        sums: &mut Sums,
    ) -> Option<()> {
        let value = self.value(amount, of.line);
        let mut credit = credits.start;
        while credit < credits.end {
            let partner = block.partners[credit];
            let place = self.place(partner as usize, of.bucket);
            let own = block.partners[credit..credits.end].iter();
            let end = credit + own.take_while(|one| **one == partner).count();
            for key in (0..self.rows.len()).map(|key| 1 << key).filter(|key| of.keys & key != 0) {
                let counts = |one: &usize| self.roles[block.roles[*one] as usize] & key != 0;
                let mut held = (credit..end).filter(counts).peekable();
                if held.peek().is_some() {
                    let counted = match amount.weighted {
                        true => {
                            let mut shares = held.map(|one| block.shares[one]);
                            self.weighted(value, shares.try_fold(0, i64::checked_add)?)?
                        }
                        false => value,
                    };
                    sums.add(place, key, counted);
                }
            }
            credit = end;
        }
        Some(())
    }

    /// What a row counts before it is weighted.
    fn value(&self, amount: &Amount, line: Option<usize>) -> i64 {
        match (amount.summed, line) {
            (Summed::Units, Some(line)) => self.given.facts.lines.quantity(line).units(),
            (Summed::Revenue, Some(line)) => self.given.converted.lines[line],
            _ => RATE_ONE,
        }
    }

    /// As [`SalesRows`] weights; none also where only a wider product would fit.
    #[inline]
    fn weighted(&self, value: i64, share: i64) -> Option<i64> {
        // Worked out also for a whole share, so that no machine has to guess which one it is.
        let (product, too_large) = value.overflowing_mul(share);
        let counted = self.rounding.quotient(product, RATE_ONE);
        match share == RATE_ONE {
            true => Some(value),
            false => (!too_large).then_some(counted),
        }
    }

    /// Adds the rows of a deal as they come one by one.
    fn row_by_row(&self, deal: usize, sums: &mut Sums) -> Option<()> {
        for (key, rows) in self.rows.iter().enumerate() {
            let mut add = |row: SalesRow| {
                sums.add(self.place(row.partner, self.grid.bucket(row.on)), 1 << key, row.counted);
                Some(())
            };
            rows.deal(deal, &mut add).ok()?;
        }
        Some(())
    }

    /// Where the cells of a partner and bucket begin.
    #[inline]
    fn place(&self, partner: usize, bucket: usize) -> usize {
        partner * self.buckets + bucket
    }
}

impl Sums {
    /// Takes a row for some keys.
    #[inline]
    fn add(&mut self, place: usize, keys: Keys, counted: i64) {
        self.size = self.size.saturating_add(counted.unsigned_abs());
        // There are fewer places than this holds.
        let place = place as u32;
        self.waiting.push(Adds { place, keys, counted });
    }

    /// Adds up what was taken. Should it not fit, neither does the size, which is looked at last.
    fn add_up(&mut self) {
        for Adds { place, keys, counted } in self.waiting.drain(..) {
            let masks = &MASKS[keys as usize % MASKS.len()];
            let cells = &mut self.cells[place as usize];
            *cells = std::array::from_fn(|key| cells[key].wrapping_add(counted & masks[key]));
        }
    }
}

/// The amounts that keys sum, each once.
fn amounts(keys: &[&CubeKey]) -> Vec<Amount> {
    let mut made: Vec<Amount> = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        let (summed, weighted) = (key.summed, key.sales.weight == Weight::DeclaredShare);
        let same = made.iter_mut().find(|one| (one.summed, one.weighted) == (summed, weighted));
        match same {
            Some(same) => same.keys |= 1 << at,
            None => made.push(Amount { summed, weighted, keys: 1 << at }),
        }
    }
    made
}
