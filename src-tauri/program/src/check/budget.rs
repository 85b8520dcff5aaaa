//! The budget: amounts that do not add up, pools nobody draws on, and moves the reserve cannot pay.

use std::collections::HashSet;

use super::{Code, Findings, measures, texts};
use crate::{Budget, Money, Program, budget::BudgetPool, words};

/// The program's budget, where it has one.
pub fn budget(program: &Program, found: &mut Findings) {
    let Some(budget) = &program.budget else { return };
    if budget.every.months().is_none() {
        found.add(
            Code::BudgetPeriodShort,
            "/budget/every",
            format!("A budget cannot be given anew each {}.", budget.every),
            "Choose a month, quarter, half year or year.",
        );
    }
    amounts(program, budget, found);
    let places = texts::places("/budget/pools", &budget.pools);
    let mut drawn = HashSet::new();
    for (pool, place) in budget.pools.iter().zip(places) {
        one_pool(program, pool, &place, &mut drawn, found);
    }
    moves(program, budget, found);
}

/// Every amount is in the program's currency and not below zero, and they add up.
fn amounts(program: &Program, budget: &Budget, found: &mut Findings) {
    let mut all =
        vec![("amount".to_owned(), budget.amount), ("reserve".to_owned(), budget.reserve)];
    let places = texts::places("pools", &budget.pools);
    all.extend(
        budget.pools.iter().zip(places).map(|(pool, at)| (format!("{at}/amount"), pool.amount)),
    );
    let moved = budget.moves.iter().enumerate();
    all.extend(moved.map(|(at, one)| (format!("moves/{at}/amount"), one.amount)));
    for (place, money) in &all {
        amount(program, *money, &format!("/budget/{place}"), found);
    }
    let units = |money: Money| i128::from(money.units());
    let parts: i128 =
        budget.pools.iter().map(|pool| units(pool.amount)).sum::<i128>() + units(budget.reserve);
    if parts != units(budget.amount) {
        found.add(
            Code::BudgetDoesNotAddUp,
            "/budget/amount",
            format!(
                "The pools and the reserve do not add up to the budget of {}.",
                words::money(budget.amount)
            ),
            "Change one of them until they do.",
        );
    }
}

fn amount(program: &Program, money: Money, place: &str, found: &mut Findings) {
    measures::currency(program, money.currency(), place, found);
    if money.units() < 0 {
        found.add(
            Code::BudgetNegative,
            place,
            format!("An amount of {} is below zero.", words::money(money)),
            "Use zero or more.",
        );
    }
}

fn one_pool<'a>(
    program: &'a Program,
    pool: &'a BudgetPool,
    place: &str,
    drawn: &mut HashSet<&'a str>,
    found: &mut Findings,
) {
    for (at, id) in pool.incentives.iter().enumerate() {
        let place = format!("{place}/incentives/{at}");
        if program.incentives.iter().all(|incentive| incentive.id != *id) {
            found.add(
                Code::IncentiveUnknown,
                &place,
                format!("There is no incentive {}.", words::said(id)),
                "Name one of the program's incentives.",
            );
        } else if !drawn.insert(id) {
            found.add(
                Code::PoolsShareIncentive,
                &place,
                format!("{} draws on two pools.", words::said(id)),
                "Let each incentive draw on one pool.",
            );
        }
    }
    if pool.incentives.is_empty() {
        found.add(
            Code::PoolUnused,
            format!("{place}/incentives"),
            format!("No incentive draws on {}.", words::name_of(&pool.name, &pool.id)),
            "Name the incentives that draw on it, or take it out.",
        );
    }
}

/// What is moved goes to a pool that exists, and is there in the reserve.
fn moves(program: &Program, budget: &Budget, found: &mut Findings) {
    for (at, one) in budget.moves.iter().enumerate() {
        if budget.pools.iter().all(|pool| pool.id != one.pool) {
            found.add(
                Code::PoolUnknown,
                format!("/budget/moves/{at}/pool"),
                format!("There is no pool {}.", words::said(&one.pool)),
                "Name one of the budget's pools.",
            );
        }
        let period = program.calendar.period_of(one.on, budget.every);
        let before = budget.moves[..=at].iter().filter(|other| period.contains(other.on));
        let moved: i128 = before.map(|other| i128::from(other.amount.units())).sum();
        if moved > i128::from(budget.reserve.units()) {
            found.add(
                Code::ReserveOverdrawn,
                format!("/budget/moves/{at}/amount"),
                format!(
                    "More is moved than the reserve of {} holds in its period.",
                    words::money(budget.reserve)
                ),
                "Move less, or raise the reserve.",
            );
        }
    }
}
