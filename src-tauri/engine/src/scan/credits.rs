//! A run of deals added up credit by credit, without looking at deals in between: nothing is decided
//! on the way, so that no machine has to guess what comes next.

use std::ops::Range;

use super::{Adds, Day, Scan, Sums};
use crate::{block::Block, rows::Stage};

/// What the deals of a run count for, in memory that is used again for the next run.
#[derive(Default)]
pub(super) struct Columns {
    /// By deal.
    pub days: Vec<Day>,
    /// The same for one amount, with what the deal's line counts of it.
    rows: Vec<Row>,
}

/// A deal's line before it is weighted for its partners.
#[derive(Clone, Copy)]
struct Row {
    value: i64,
    of: Day,
}

impl Columns {
    /// Reads what deals count for by their days; nothing for those that are not won.
    pub fn read(&mut self, scan: &Scan<'_>, block: &Block, run: Range<usize>) {
        let stages = &scan.given.facts.deals.stages[run];
        let days = block.closed.iter().zip(stages).map(|(closed, stage)| {
            let day = scan.days[*closed as usize];
            Day { keys: if *stage == Stage::Won { day.keys } else { 0 }, ..day }
        });
        self.days.clear();
        self.days.extend(days);
    }

    /// Leaves the keys whose filters the one line of each deal passes; says whether most deals count
    /// for some.
    pub fn keep_passing(&mut self, scan: &Scan<'_>, block: &Block, run: Range<usize>) -> bool {
        let mut counting = 0;
        for ((at, deal), day) in run.enumerate().zip(&mut self.days) {
            let place = block.places[at] as usize;
            day.keys &= scan.lines.of(scan.given, deal, block.first_line + at, place);
            counting += usize::from(day.keys != 0);
        }
        counting * 2 > self.days.len()
    }

    /// Adds the rows of all deals, each of one line and of one credit a partner; nothing where they
    /// do not fit.
    pub fn add(&mut self, scan: &Scan<'_>, block: &Block, sums: &mut Sums) -> Option<()> {
        for amount in &scan.amounts {
            self.rows.clear();
            self.rows.extend(self.days.iter().enumerate().map(|(at, day)| Row {
                value: scan.value(amount, Some(block.first_line + at)),
                of: Day { keys: day.keys & amount.keys, ..*day },
            }));
            match amount.weighted {
                true => self.credits::<true>(scan, block, sums)?,
                false => self.credits::<false>(scan, block, sums)?,
            }
        }
        Some(())
    }

    /// Takes every credit, also where it counts for no key: then nothing is added.
    fn credits<const WEIGHTED: bool>(
        &self,
        scan: &Scan<'_>,
        block: &Block,
        sums: &mut Sums,
    ) -> Option<()> {
        let all = block.partners.iter().zip(&block.roles).zip(&block.owners);
        let (mut fits, mut size) = (true, sums.size);
        let adds = all.enumerate().map(|(credit, ((partner, role), owner))| {
            let Row { value, of } = self.rows[*owner as usize];
            let keys = of.keys & scan.roles[*role as usize];
            let counted = match WEIGHTED {
                true => {
                    let weighted = scan.weighted(value, block.shares[credit]);
                    fits &= weighted.is_some() || keys == 0;
                    weighted.unwrap_or(0)
                }
                false => value,
            };
            size = size.saturating_add(if keys == 0 { 0 } else { counted.unsigned_abs() });
            Adds { place: scan.place(*partner as usize, of.bucket as usize) as u32, keys, counted }
        });
        sums.waiting.extend(adds);
        sums.size = size;
        fits.then_some(())
    }
}
