//! The lines of all partners, each incentive in the way that is quickest for it.

use std::{ops::Range, sync::Arc};

use tierwright_program::{State, incentive::LimitPer};

use crate::{
    Failure, Plan, Turn,
    calculate::STRIDE,
    cells::{Block, Cells},
    in_parts::in_parts,
    line::quick::QuickLines,
    recorder::Unrecorded,
    walk::Walk,
};

/// The shares of pools by incentive, where it shares any: by settlement, then partner.
pub(crate) type Pooled = [Option<Arc<Vec<i64>>>];

/// The way to the lines of an incentive.
enum Way<'a> {
    /// They are there already.
    Known(Block),
    /// By whole numbers, where a partner has nothing out of the ordinary.
    Quick(Box<QuickLines<'a>>),
    /// Walked through with those it is tied to.
    Walked,
}

/// Lines of some partners, by incentive: by settlement, then partner.
type Part = Vec<Vec<i64>>;

impl Plan {
    /// All lines before budgets.
    pub(crate) fn lines(
        &self,
        pooled: &Pooled,
        threads: usize,
        turn: &Turn,
    ) -> Result<Cells, Failure> {
        let partners = self.facts().partners.len();
        let incentives = 0..self.program().incentives.len();
        let ways: Vec<Way<'_>> = incentives.map(|at| self.way(at, pooled)).collect();
        let parts = match ways.iter().all(|way| matches!(way, Way::Known(_))) {
            true => Vec::new(),
            false => in_parts(partners, threads, |range| self.part(&ways, range, pooled, turn))?,
        };
        let blocks = ways.into_iter().enumerate().map(|(at, way)| match way {
            Way::Known(block) => block,
            Way::Quick(_) | Way::Walked => {
                let of: Vec<&[i64]> = parts.iter().map(|part| part[at].as_slice()).collect();
                Block::new(Arc::new(side_by_side(&of, self.settlements(at).len())))
            }
        });
        Ok(Cells::new(partners, blocks.collect()))
    }

    fn way(&self, at: usize, pooled: &Pooled) -> Way<'_> {
        if let Some(block) = self.lent.as_ref().and_then(|lent| lent.block(at)) {
            return Way::Known(block);
        }
        if self.program().incentives[at].state == State::Off {
            let nothing = vec![0; self.settlements(at).len() * self.facts().partners.len()];
            return Way::Known(Block::new(Arc::new(nothing)));
        }
        match &pooled[at] {
            Some(made) if self.is_pool_alone(at) => Way::Known(Block::new(Arc::clone(made))),
            Some(_) => Way::Walked,
            None => QuickLines::new(self, at).map_or(Way::Walked, |of| Way::Quick(Box::new(of))),
        }
    }

    /// Whether the lines of an incentive are its shares of pools and nothing else.
    fn is_pool_alone(&self, at: usize) -> bool {
        let of = &self.program().incentives[at];
        let limits_lines =
            |per: LimitPer| matches!(per, LimitPer::PartnerPeriod | LimitPer::PartnerYear);
        self.ties.stands_alone(at)
            && of.gate.is_none()
            && !of.limits.iter().any(|limit| limits_lines(limit.per))
    }

    /// The lines of some partners that are not known yet.
    fn part(
        &self,
        ways: &[Way<'_>],
        partners: Range<usize>,
        pooled: &Pooled,
        turn: &Turn,
    ) -> Result<Part, Failure> {
        let count = partners.len();
        let rows = |at: usize| match ways[at] {
            Way::Known(_) => 0,
            Way::Quick(_) | Way::Walked => self.settlements(at).len(),
        };
        let mut part: Part = (0..ways.len()).map(|at| vec![0; rows(at) * count]).collect();
        let mut lines = vec![0; (0..ways.len()).map(rows).max().unwrap_or(0)];
        for (place, partner) in partners.enumerate() {
            if partner % STRIDE == 0 {
                turn.check()?;
            }
            let mut walk_on = ways.iter().any(|way| matches!(way, Way::Walked));
            let mut walked: Vec<bool> = Vec::new();
            for (at, way) in ways.iter().enumerate() {
                let Way::Quick(quick) = way else { continue };
                let lines = &mut lines[..rows(at)];
                if self.take_lent(at, partner, lines) || quick.of(partner, lines).is_some() {
                    for (settlement, line) in lines.iter().enumerate() {
                        part[at][settlement * count + place] = *line;
                    }
                } else {
                    walked.resize(ways.len(), false);
                    walked[at] = true;
                    walk_on = true;
                }
            }
            if walk_on {
                let wanted = |at: usize| match ways[at] {
                    Way::Walked => true,
                    Way::Quick(_) => walked.get(at).copied().unwrap_or(false),
                    Way::Known(_) => false,
                };
                self.walk(partner, &wanted, pooled, |at, settlement, line| {
                    part[at][settlement * count + place] = line;
                })?;
            }
        }
        Ok(part)
    }

    /// Takes over the lines of a partner that an earlier plan lends.
    fn take_lent(&self, at: usize, partner: usize, lines: &mut [i64]) -> bool {
        let Some(lent) = &self.lent else { return false };
        let found = lines
            .iter_mut()
            .enumerate()
            .map(|(settlement, line)| lent.line(at, settlement, partner).map(|lent| *line = lent));
        found.collect::<Option<()>>().is_some()
    }

    /// Walks a partner through some incentives, whose lines do not depend on others.
    fn walk(
        &self,
        partner: usize,
        wanted: &impl Fn(usize) -> bool,
        pooled: &Pooled,
        mut found: impl FnMut(usize, usize, i64),
    ) -> Result<(), Failure> {
        let width = self.facts().partners.len();
        let mut walk = Walk::new(self, partner);
        for &(incentive, settlement) in self.settlements.order() {
            if !wanted(incentive) {
                continue;
            }
            let lent = self.lent.as_ref().and_then(|of| of.line(incentive, settlement, partner));
            let line = match lent {
                Some(line) => {
                    walk.take_over(self.settlements.row(incentive, settlement), line);
                    line
                }
                None => {
                    let pools = pooled[incentive].as_ref();
                    walk.pooled = pools.map(|made| made[settlement * width + partner]);
                    walk.settle(incentive, settlement, &mut Unrecorded)?
                }
            };
            found(incentive, settlement, line);
        }
        Ok(())
    }
}

/// Parts of the same rows, put beside each other row by row.
fn side_by_side(parts: &[&[i64]], rows: usize) -> Vec<i64> {
    let mut whole = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
    for row in 0..rows {
        for part in parts {
            let width = part.len() / rows;
            whole.extend_from_slice(&part[row * width..(row + 1) * width]);
        }
    }
    whole
}
