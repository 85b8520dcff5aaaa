//! Stacking: how incentives stand to each other's results for one partner (`RULES` section 4,
//! "stacking").

use std::collections::HashMap;

use tierwright_program::{
    Money, Program,
    incentive::{EarlierResults, GroupPays, OwnResult, Returns, SharedPer},
};

/// What ties the incentives of a program together, by position.
#[derive(Debug)]
pub(crate) struct Ties {
    of: Vec<Tie>,
}

/// What ties one incentive to others.
#[derive(Debug, Default)]
pub(crate) struct Tie {
    /// The group it is compared in; none where it is in no group, or in one that adds up.
    pub group: Option<Group>,
    /// The shared caps it is under, in the order of the program.
    pub shared: Vec<Shared>,
    /// The incentives before it whose results reduce its V.
    pub reduced_by: Vec<usize>,
    /// Whether it must be known what its results come to on each deal.
    pub on_deals: bool,
    /// Whether what it is due is more than the result of one settlement.
    pub settled_otherwise: bool,
}

/// A group that is compared.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub id: String,
    pub best: bool,
    pub by_deal: bool,
    /// In the order of the program.
    pub members: Vec<usize>,
}

/// A shared cap as one incentive sees it.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub id: String,
    pub per: SharedPer,
    pub at_most: Money,
    /// The other incentives under it.
    pub others: Vec<usize>,
}

/// Earlier results by deal, in ten-thousandths: what is taken off V.
pub(crate) type TakenOff = HashMap<usize, i64>;

impl Ties {
    pub fn new(program: &Program) -> Self {
        let mut of: Vec<Tie> = program.incentives.iter().map(|_| Tie::default()).collect();
        for group in program.stacking_groups.iter().filter(|group| group.pays != GroupPays::Add) {
            let members = positions(program, &group.incentives);
            let by_deal = members.iter().all(|at| pays_by_deal(program, *at));
            let best = group.pays == GroupPays::BestOf;
            for at in members.clone() {
                let (id, members) = (group.id.clone(), members.clone());
                of[at].group = Some(Group { id, best, by_deal, members });
            }
        }
        for limit in &program.shared_limits {
            let members = positions(program, &limit.incentives);
            for at in &members {
                let others = members.iter().copied().filter(|other| other != at).collect();
                let (id, per, at_most) = (limit.id.clone(), limit.per, limit.at_most);
                of[*at].shared.push(Shared { id, per, at_most, others });
                of[*at].on_deals |= per == SharedPer::Deal;
            }
        }
        for (tie, incentive) in of.iter_mut().zip(&program.incentives) {
            tie.settled_otherwise = incentive.settle.is_some()
                || incentive.guarantee.is_some()
                || incentive.spread_over.is_some()
                || incentive.returns != Returns::OwnPeriod;
        }
        let mut ties = Self { of };
        ties.reductions(program);
        ties
    }

    /// Who reduces whose V.
    fn reductions(&mut self, program: &Program) {
        for (at, incentive) in program.incentives.iter().enumerate() {
            self.of[at].on_deals |= incentive.returns.takes_back();
            if incentive.stacking.earlier_results == EarlierResults::LeaveIt {
                continue;
            }
            let reduces = |other: &usize| {
                program.incentives[*other].stacking.own_result == OwnResult::ReducesLater
                    && !self.of[at].group.as_ref().is_some_and(|own| own.members.contains(other))
            };
            let earlier: Vec<usize> = (0..at).filter(reduces).collect();
            earlier.iter().for_each(|other| self.of[*other].on_deals = true);
            self.of[at].reduced_by = earlier;
        }
    }

    /// Whether each line of an incentive is its own result, which no other incentive changes or has
    /// to know deal by deal.
    pub fn stands_alone(&self, incentive: usize) -> bool {
        let tie = &self.of[incentive];
        tie.group.is_none()
            && tie.shared.is_empty()
            && tie.reduced_by.is_empty()
            && !tie.on_deals
            && !tie.settled_otherwise
    }

    /// What ties an incentive to others.
    pub fn of(&self, incentive: usize) -> &Tie {
        &self.of[incentive]
    }
}

/// Whether an incentive pays deal by deal, each of them at once.
fn pays_by_deal(program: &Program, at: usize) -> bool {
    program.incentives[at].period.adds_up_deals()
}

/// The positions of incentives, in the order of the program.
fn positions(program: &Program, ids: &[String]) -> Vec<usize> {
    let mut found: Vec<usize> = ids.iter().filter_map(|id| program.incentive(id)).collect();
    found.sort_unstable();
    found
}
