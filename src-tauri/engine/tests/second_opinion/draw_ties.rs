//! Random groups, shared limits and budgets over the incentives of a program.

use tierwright_program::{
    Budget, Money, Period, Program, State,
    budget::{BudgetPool, ReserveMove, WhenOut},
    incentive::{
        Accumulation, EarlierResults, GroupPays, Incentive, Returns, SharedLimit, SharedPer,
        StackingGroup,
    },
};

use crate::{dice::Dice, draw_facts as facts, draw_measures::amount, draw_sales};

/// Ties some of a program's incentives together.
pub fn tie(dice: &mut Dice, program: &mut Program) {
    if dice.chance(40) {
        twin(dice, program);
    }
    if dice.chance(50) {
        group(dice, program);
    }
    if dice.chance(50) {
        share_limit(dice, program);
    }
    let reduces = |one: &Incentive| one.stacking.earlier_results == EarlierResults::ReduceIt;
    if program.incentives.iter().any(reduces) && dice.chance(50) {
        for one in &mut program.incentives {
            (one.guarantee, one.spread_over) = (None, None);
        }
    }
    // Left open by the rules: how a guarantee and what a budget cuts lie on deals.
    if !program.incentives.iter().all(plain) {
        for one in &mut program.incentives {
            one.stacking.earlier_results = EarlierResults::LeaveIt;
        }
    }
    // Left open by the rules: whether a pool is shared by lines or by deals.
    let by_line = |one: &Incentive| {
        plain(one) && one.period != Accumulation::Deal && !one.returns.takes_back()
    };
    let by_line = program.incentives.iter().all(by_line);
    if by_line && dice.chance(60) && !program.incentives.iter().any(reduces) {
        program.budget = Some(budget(dice, program));
    }
}

/// Whether incentives can be compared or capped together without a question that is left open.
fn plain(one: &Incentive) -> bool {
    one.state != State::Shadow
        && one.guarantee.is_none()
        && one.settle.is_none()
        && one.spread_over.is_none()
        && !matches!(one.returns, Returns::DealPeriod(_))
}

/// Another incentive like the first that can be compared: settled alike, on other sales.
fn twin(dice: &mut Dice, program: &mut Program) {
    let Some(at) = program.incentives.iter().position(plain) else { return };
    let mut twin = program.incentives[at].clone();
    twin.id = "twin".to_owned();
    twin.name = "Twin".to_owned();
    (twin.what, twin.roles) = (draw_sales::what(dice), draw_sales::roles(dice));
    program.incentives.insert(at + 1, twin);
}

fn group(dice: &mut Dice, program: &mut Program) {
    let alike = |a: &Incentive, b: &Incentive| {
        plain(a)
            && plain(b)
            && a.settled_every(Period::Quarter) == b.settled_every(Period::Quarter)
            && a.period.length().unwrap_or(Period::Quarter)
                == b.period.length().unwrap_or(Period::Quarter)
    };
    let pair = program.incentives.windows(2).find(|pair| alike(&pair[0], &pair[1]));
    let Some(pair) = pair else { return };
    let incentives = pair.iter().map(|one| one.id.clone()).collect();
    let pays = dice.one(&[GroupPays::BestOf, GroupPays::FirstThatPays, GroupPays::Add]);
    program.stacking_groups = vec![StackingGroup { id: "group".to_owned(), pays, incentives }];
}

fn share_limit(dice: &mut Dice, program: &mut Program) {
    let per = dice.one(&[SharedPer::Deal, SharedPer::PartnerPeriod, SharedPer::PartnerYear]);
    let first = program.incentives.iter().find(|one| plain(one)).cloned();
    let Some(first) = first else { return };
    let fits = |one: &&Incentive| {
        plain(one)
            && match per {
                // Left open by the rules: what a limit of its own leaves of a shared one.
                SharedPer::Deal => {
                    one.period == Accumulation::Deal
                        && one.shares.is_none()
                        && one.limits.is_empty()
                }
                // Left open by the rules: which of several lengths comes first in a year.
                SharedPer::PartnerPeriod | SharedPer::PartnerYear => one.period == first.period,
            }
    };
    let incentives: Vec<String> =
        program.incentives.iter().filter(fits).map(|one| one.id.clone()).collect();
    if incentives.len() > 1 {
        let at_most = amount(dice.one(&["10", "50.01", "250", "1000"]));
        let limit = SharedLimit { id: "shared".to_owned(), per, at_most, incentives };
        program.shared_limits = vec![limit];
    }
}

fn budget(dice: &mut Dice, program: &Program) -> Budget {
    let ids: Vec<String> = program.incentives.iter().map(|one| one.id.clone()).collect();
    let cut = dice.below(ids.len());
    let lists = [&ids[..cut], &ids[cut..]];
    let when = [WhenOut::ProRata, WhenOut::StackingOrder];
    let reserve = amount("200");
    let mut pools = Vec::new();
    for (at, incentives) in lists.into_iter().enumerate().filter(|(_, ids)| !ids.is_empty()) {
        pools.push(BudgetPool {
            id: format!("pool{at}"),
            name: format!("Pool {at}"),
            amount: amount(dice.one(&["100", "250.01", "1000", "0"])),
            incentives: incentives.to_vec(),
            when_out: dice.one(&when),
        });
    }
    let moves = dice.maybe(30, |dice| ReserveMove {
        on: facts::near(dice, 24),
        pool: pools[0].id.clone(),
        amount: amount("150"),
    });
    let units = pools.iter().map(|pool| pool.amount.units()).sum::<i64>() + reserve.units();
    Budget {
        every: dice.one(&[Period::Month, Period::Quarter, Period::Half, Period::Year]),
        amount: Money::from_units(units, reserve.currency()),
        reserve,
        pools,
        moves: moves.into_iter().collect(),
    }
}
