//! Stacking order: the least and the most that the rules pay over the orders they could stand in.

use tierwright_engine::{Failure, Selection};
use tierwright_program::{Program, State, budget::WhenOut, check, settling::EarlierResults};

use crate::{
    Base,
    base::{each, paid_to_each},
    draw::Draw,
};

const METHOD: &str = "The incentives whose results meet, in a shared limit, a group, a pool of the budget or by \
    reducing each other, are put in other orders and the whole history is paid again. With five such \
    incentives or fewer every order is tried; with more, two hundred orders drawn with the seed. Other incentives \
    stay where they are.";

/// Rules of which every order is tried.
const ALL_ORDERS: usize = 5;

/// Orders drawn otherwise.
const DRAWN: usize = 200;

/// The range of the bill over orders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderRange {
    /// How it was found.
    pub method: &'static str,
    /// The seed of the orders drawn; none where all were tried.
    pub seed: Option<u64>,
    /// Positions of the rules whose order matters, as the program has them.
    pub rules: Vec<usize>,
    /// The bill now, in ten-thousandths.
    pub now: i64,
    /// Every order tried, the cheapest first.
    pub orders: Vec<Ordered>,
    /// Partners whose payout depends on the order, the most first: partner, least and most.
    pub partners: Vec<(usize, i64, i64)>,
}

/// The bill of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ordered {
    /// Positions of the rules in the program as it stands, in the order tried.
    pub rules: Vec<usize>,
    /// The bill.
    pub total: i64,
}

/// Tries other orders.
///
/// # Errors
/// As a calculation.
pub fn order(base: &Base, seed: u64) -> Result<OrderRange, Failure> {
    let rules = meeting(base.program());
    let (orders, drawn) = orders(&rules, seed);
    let paid = each(orders.len(), base.threads, |at| {
        let program = reordered(base.program(), &rules, &orders[at]);
        if check(&program).0.is_none() {
            return Ok(None);
        }
        let outcome = base.with_program(&program)?;
        Ok(Some((outcome.total(Selection::default()).units(), paid_to_each(&outcome))))
    })?;
    let tried: Vec<(Vec<usize>, i64, Vec<i64>)> = orders
        .into_iter()
        .zip(paid)
        .filter_map(|(rules, paid)| paid.map(|(total, each)| (rules, total, each)))
        .collect();
    let range = |partner: usize| {
        let amounts = tried.iter().map(|(_, _, each)| each[partner]);
        (partner, amounts.clone().min().unwrap_or(0), amounts.max().unwrap_or(0))
    };
    let mut partners: Vec<(usize, i64, i64)> = (0..base.facts().partners.len())
        .map(range)
        .filter(|(_, least, most)| least < most)
        .collect();
    partners.sort_by_key(|(partner, least, most)| (least - most, *partner));
    let mut orders: Vec<Ordered> =
        tried.into_iter().map(|(rules, total, _)| Ordered { rules, total }).collect();
    orders.sort_by(|one, other| (one.total, &one.rules).cmp(&(other.total, &other.rules)));
    let seed = drawn.then_some(seed);
    Ok(OrderRange { method: METHOD, seed, rules, now: base.total(), orders, partners })
}

/// The rules whose results meet those of others.
fn meeting(program: &Program) -> Vec<usize> {
    let mut ids: Vec<&str> = Vec::new();
    for limit in program.shared_limits.iter().filter(|limit| limit.incentives.len() > 1) {
        ids.extend(limit.incentives.iter().map(String::as_str));
    }
    for group in &program.stacking_groups {
        ids.extend(group.incentives.iter().map(String::as_str));
    }
    for pool in program.budget.iter().flat_map(|budget| &budget.pools) {
        if pool.when_out == WhenOut::StackingOrder && pool.incentives.len() > 1 {
            ids.extend(pool.incentives.iter().map(String::as_str));
        }
    }
    let reduces =
        |at: &usize| program.incentives[*at].stacking.earlier_results == EarlierResults::ReduceIt;
    let any = (0..program.incentives.len()).any(|at| reduces(&at));
    let on = |at: &usize| program.incentives[*at].state == State::On;
    let meets = |at: &usize| any || ids.contains(&program.incentives[*at].id.as_str());
    (0..program.incentives.len()).filter(on).filter(meets).collect()
}

fn orders(rules: &[usize], seed: u64) -> (Vec<Vec<usize>>, bool) {
    if rules.len() <= ALL_ORDERS {
        return (permutations(rules), false);
    }
    let mut draw = Draw::new(seed, 1);
    let mut orders = vec![rules.to_vec(), rules.iter().rev().copied().collect()];
    while orders.len() < DRAWN {
        let mut order = rules.to_vec();
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        orders.push(order);
    }
    (orders, true)
}

fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let with_first = |at: usize| {
        let rest: Vec<usize> =
            of.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, one)| *one).collect();
        permutations(&rest).into_iter().map(move |rest| [vec![of[at]], rest].concat())
    };
    (0..of.len()).flat_map(with_first).collect()
}

/// A program with some rules in another order, on the places that they hold together.
fn reordered(program: &Program, rules: &[usize], order: &[usize]) -> Program {
    let mut other = program.clone();
    for (place, from) in rules.iter().zip(order) {
        other.incentives[*place] = program.incentives[*from].clone();
    }
    other
}
