//! What an earlier plan lends to the next one: lines that cannot have changed.
//!
//! A line depends on the program around the incentives, on the incentive, on the partner's levels,
//! and on facts that both plans share. Where all of these are the same, so is the line.

use std::sync::Arc;

use tierwright_program::{Incentive, Program};

use crate::{
    Plan,
    cells::{Block, Cells},
};

/// Lines of an earlier plan that still hold.
#[derive(Debug)]
pub(crate) struct Lent {
    /// All its lines.
    cells: Cells,
    /// By incentive: whether it is the same, and what it is due depends on nothing else.
    incentives: Vec<bool>,
    /// By partner: whether its levels are the same.
    partners: Vec<bool>,
    /// Whether all of these are.
    all_partners: bool,
}

impl Lent {
    /// What `earlier` lends to `plan`; nothing before its lines were calculated.
    pub fn new(plan: &Plan, earlier: &Plan) -> Option<Self> {
        let cells = earlier.calculated.get()?;
        let same = Arc::ptr_eq(plan.facts(), earlier.facts())
            && Arc::ptr_eq(&plan.converted, &earlier.converted)
            && plan.replay() == earlier.replay()
            && plan.settlements == earlier.settlements
            && around(plan.program()) == around(earlier.program());
        if !same {
            return None;
        }
        let own = plan.program().incentives.iter();
        let both = own.zip(&earlier.program().incentives).enumerate();
        let incentives = both.map(|(at, (own, other))| {
            own == other && plan.ties.stands_alone(at) && !shares_by_level(own)
        });
        let mut partners = vec![true; plan.facts().partners.len()];
        for (own, other) in plan.ladders.iter().zip(&earlier.ladders) {
            own.keep_same(other, &mut partners);
        }
        Some(Self {
            cells: cells.clone(),
            incentives: incentives.collect(),
            all_partners: partners.iter().all(|same| *same),
            partners,
        })
    }

    /// The lines of an incentive, where all of them still hold.
    pub fn block(&self, incentive: usize) -> Option<Block> {
        let holds = self.incentives[incentive] && self.all_partners;
        holds.then(|| self.cells.block(incentive).clone())
    }

    /// The line of a partner for a settlement of an incentive, where it still holds.
    pub fn line(&self, incentive: usize, settlement: usize, partner: usize) -> Option<i64> {
        let holds = self.incentives[incentive] && self.partners[partner];
        holds.then(|| self.cells.get(incentive, settlement, partner))
    }
}

/// Whether what a partner has depends on the levels of others: they take part in its deals or not.
fn shares_by_level(of: &Incentive) -> bool {
    of.shares.is_some() && of.at_level.is_some()
}

/// A program without its incentives, and without what its levels ask for: whoever asks finds the
/// same levels with every partner.
fn around(program: &Program) -> Program {
    let mut around = program.clone();
    around.incentives.clear();
    for level in around.tracks.iter_mut().flat_map(|track| &mut track.levels) {
        level.requirement = None;
    }
    around
}
