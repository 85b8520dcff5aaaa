//! What ties incentives together: stacking groups and shared limits.

use std::collections::HashSet;

use super::{Code, Findings, measures, texts};
use crate::{
    Incentive, Program,
    incentive::{GroupPays, Limit, LimitPer, Returns, SharedLimit, SharedPer, StackingGroup},
    words,
};

/// The groups and shared limits of a program.
pub fn ties(program: &Program, found: &mut Findings) {
    texts::ids("/stacking_groups", &program.stacking_groups, found);
    let mut compared = HashSet::new();
    let places = texts::places("/stacking_groups", &program.stacking_groups);
    for (group, place) in program.stacking_groups.iter().zip(places) {
        let tie = Tie { program, ids: &group.incentives, place: &place };
        let members = tie.members(found);
        group_members(&tie, group, &members, &mut compared, found);
    }
    texts::ids("/shared_limits", &program.shared_limits, found);
    let places = texts::places("/shared_limits", &program.shared_limits);
    for (limit, place) in program.shared_limits.iter().zip(places) {
        let tie = Tie { program, ids: &limit.incentives, place: &place };
        let members = tie.members(found);
        shared_limit(&tie, limit, &members, found);
    }
}

/// A list of incentives by id.
struct Tie<'a> {
    program: &'a Program,
    ids: &'a [String],
    place: &'a str,
}

impl<'a> Tie<'a> {
    /// The incentives it names, each once, by position in its list and in the program.
    fn members(&self, found: &mut Findings) -> Vec<(usize, usize)> {
        let mut members: Vec<(usize, usize)> = Vec::new();
        for (index, id) in self.ids.iter().enumerate() {
            let place = format!("{}/incentives/{index}", self.place);
            match self.program.incentive(id) {
                None => found.add(
                    Code::IncentiveUnknown,
                    place,
                    format!("There is no incentive {}.", words::said(id)),
                    "Name one of the program's incentives, or take it out.",
                ),
                Some(at) if members.iter().any(|one| one.1 == at) => found.add(
                    Code::MemberDuplicate,
                    place,
                    format!("{} is named twice.", self.name(at)),
                    "Keep one of them.",
                ),
                Some(at) => members.push((index, at)),
            }
        }
        if members.len() < 2 {
            found.add(
                Code::MembersTooFew,
                format!("{}/incentives", self.place),
                "Fewer than two incentives are named, so nothing is tied together.",
                "Name another one, or take it out.",
            );
        }
        members
    }

    fn incentive(&self, at: usize) -> &'a Incentive {
        &self.program.incentives[at]
    }

    fn name(&self, at: usize) -> String {
        let of = self.incentive(at);
        words::name_of(&of.name, &of.id)
    }

    fn below(&self, index: usize) -> String {
        format!("{}/incentives/{index}", self.place)
    }

    /// Members that are settled by another period than the first.
    fn differ(&self, members: &[(usize, usize)], code: Code, found: &mut Findings) {
        let settled = |at: usize| {
            let of = self.incentive(at);
            let period = of.period.length().unwrap_or(self.program.payment.every);
            (period, of.settled_every(self.program.payment.every))
        };
        let Some((_, first)) = members.first() else { return };
        for (index, at) in members {
            if settled(*at) != settled(*first) {
                found.add(
                    code,
                    self.below(*index),
                    format!(
                        "{} and {} are not settled for the same periods.",
                        self.name(*first),
                        self.name(*at)
                    ),
                    "Tie incentives of one period together.",
                );
            }
        }
    }
}

fn group_members(
    tie: &Tie<'_>,
    group: &StackingGroup,
    members: &[(usize, usize)],
    compared: &mut HashSet<usize>,
    found: &mut Findings,
) {
    if group.pays == GroupPays::Add {
        return;
    }
    tie.differ(members, Code::GroupPeriodsDiffer, found);
    apart(tie, members, found);
    for (index, at) in members {
        if !compared.insert(*at) {
            found.add(
                Code::GroupsOverlap,
                tie.below(*index),
                format!("{} is compared in two groups.", tie.name(*at)),
                "Keep it in one of them.",
            );
        }
        settled_otherwise(tie, *index, *at, found);
    }
    for (which, (index, at)) in members.iter().enumerate() {
        let earlier = members[..which].iter().find(|one| pays_alike(tie, one.1, *at));
        if let Some((_, earlier)) = earlier {
            found.add(
                Code::StackingTie,
                tie.below(*index),
                format!(
                    "{} and {} always come to the same, and then {} pays.",
                    tie.name(*earlier),
                    tie.name(*at),
                    tie.name(*earlier)
                ),
                "Take one of them out of the group.",
            );
        }
    }
}

/// Whether two incentives give the same on any facts.
fn pays_alike(tie: &Tie<'_>, one: usize, other: usize) -> bool {
    let (one, other) = (tie.incentive(one), tie.incentive(other));
    let (id, name) = (one.id.clone(), one.name.clone());
    *one == Incentive { id, name, ..other.clone() }
}

/// Members that do not follow each other: what stands between them could not know which pays.
fn apart(tie: &Tie<'_>, members: &[(usize, usize)], found: &mut Findings) {
    let positions: HashSet<usize> = members.iter().map(|one| one.1).collect();
    let (first, last) = (positions.iter().min(), positions.iter().max());
    let (Some(first), Some(last)) = (first, last) else { return };
    if let Some(between) = (*first..*last).find(|at| !positions.contains(at)) {
        found.add(
            Code::GroupApart,
            format!("{}/incentives", tie.place),
            format!("{} stands between incentives of this group.", tie.name(between)),
            "Let the incentives of the group follow each other in the order.",
        );
    }
}

/// A member of a comparison is due what it earned, or nothing.
fn settled_otherwise(tie: &Tie<'_>, index: usize, at: usize, found: &mut Findings) {
    let of = tie.incentive(at);
    let what = if of.guarantee.is_some() {
        "has a guarantee"
    } else if of.settle.is_some() {
        "is settled more often than it accumulates"
    } else if matches!(of.returns, Returns::DealPeriod(_)) {
        "is settled again after returns"
    } else {
        return;
    };
    found.add(
        Code::GroupMemberSettled,
        tie.below(index),
        format!("{} {what}, which a comparison with others would leave open.", tie.name(at)),
        "Take it out of the group, or settle it plainly.",
    );
}

fn shared_limit(
    tie: &Tie<'_>,
    limit: &SharedLimit,
    members: &[(usize, usize)],
    found: &mut Findings,
) {
    let amount = format!("{}/at_most", tie.place);
    measures::currency(tie.program, limit.at_most.currency(), &amount, found);
    if limit.at_most.units() < 0 {
        let sentence = format!("A limit of {} is below zero.", words::money(limit.at_most));
        let hint = "Use an amount above zero, or take the limit out.";
        found.add(Code::LimitNegative, amount, sentence, hint);
    } else if limit.at_most.units() == 0 {
        let sentence = "A shared limit of zero takes all that its incentives pay.";
        let hint = "Raise the limit, or switch the incentives off.";
        found.add(Code::PaysNothing, amount, sentence, hint);
    }
    match limit.per {
        SharedPer::Deal => pay_by_deal(tie, members, found),
        SharedPer::PartnerPeriod => tie.differ(members, Code::SharedPeriodsDiffer, found),
        SharedPer::PartnerYear => {}
    }
    never_binds(tie, limit, members, found);
}

fn pay_by_deal(tie: &Tie<'_>, members: &[(usize, usize)], found: &mut Findings) {
    for (index, at) in members {
        let of = tie.incentive(*at);
        if !of.period.adds_up_deals() || of.shares.is_some() {
            found.add(
                Code::LimitNeedsDeals,
                tie.below(*index),
                format!("{} does not pay one partner for each deal by itself.", tie.name(*at)),
                "Limit the partner and period or year instead.",
            );
        }
    }
}

/// A shared limit that the incentives' own limits never let bind.
fn never_binds(
    tie: &Tie<'_>,
    limit: &SharedLimit,
    members: &[(usize, usize)],
    found: &mut Findings,
) {
    let per = match limit.per {
        SharedPer::Deal => LimitPer::Deal,
        SharedPer::PartnerPeriod => LimitPer::PartnerPeriod,
        SharedPer::PartnerYear => LimitPer::PartnerYear,
    };
    let own = |at: usize| {
        let mut limits = tie.incentive(at).limits.iter();
        let found = limits.find(|own| own.per == per).and_then(Limit::money);
        found.filter(|own| own.currency() == limit.at_most.currency())
    };
    let most =
        members.iter().try_fold(0_i128, |sum, (_, at)| Some(sum + i128::from(own(*at)?.units())));
    if members.len() > 1 && most.is_some_and(|most| most <= i128::from(limit.at_most.units())) {
        found.add(
            Code::LimitNeverBinds,
            tie.place,
            "The shared limit never takes anything: the incentives' own limits bind first.",
            "Lower it, or take it out.",
        );
    }
}
