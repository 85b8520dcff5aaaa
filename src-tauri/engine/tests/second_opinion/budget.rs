//! What may be spent: total limits, then pools of the budget, on all that is due on one day.

use tierwright_program::{
    State,
    budget::{BudgetPool, LastInLine, WhenOut},
    incentive::LimitPer,
};

use crate::{
    days,
    exact::{self, Exact},
    run::Run,
};

/// Cuts what is due on one day, which was settled from a position on.
pub fn spend(run: &mut Run<'_>, from: usize) {
    for at in 0..run.world.program.incentives.len() {
        in_total(run, from, at);
    }
    let pools = run.world.program.budget.iter().flat_map(|budget| &budget.pools).enumerate();
    for (which, pool) in pools.collect::<Vec<_>>() {
        from_pool(run, from, which, pool);
    }
}

/// The total limit of an incentive: what exceeds it is cut in proportion.
fn in_total(run: &mut Run<'_>, from: usize, at: usize) {
    let limits = &run.world.program.incentives[at].limits;
    let Some(limit) = limits.iter().find(|limit| limit.per == LimitPer::Total) else { return };
    let limit = exact::quantity(limit.at_most);
    let used = run.in_total.get(&at).cloned().unwrap_or_else(exact::zero);
    let left = exact::not_below_zero(limit - used);
    let own = |run: &Run<'_>| -> Vec<usize> {
        (from..run.settled.len()).filter(|one| run.settled[*one].incentive == at).collect()
    };
    let own = own(run);
    cut(run, &own, &left, "total limit bit");
    let due = own.iter().fold(exact::zero(), |sum, one| sum + &run.settled[*one].due);
    *run.in_total.entry(at).or_insert_with(exact::zero) += due;
}

/// Cuts some of what is due in proportion, where it is more than what is left.
fn cut(run: &mut Run<'_>, some: &[usize], left: &Exact, what: &'static str) {
    let asking = |run: &Run<'_>, one: &usize| exact::not_below_zero(run.settled[*one].due.clone());
    let mut some: Vec<usize> = some.to_vec();
    // Ties go by the id of the partner.
    some.sort_by_key(|one| run.settled[*one].partner);
    let asked: Vec<Exact> = some.iter().map(|one| asking(run, one)).collect();
    let all = asked.iter().fold(exact::zero(), |sum, one| sum + one);
    if all <= *left {
        return;
    }
    run.world.saw(what);
    let minor = exact::minor_unit(run.world.program.currency);
    let parts = exact::divided(&(left / &minor).floor(), &asked);
    for ((one, part), asked) in some.into_iter().zip(parts).zip(asked) {
        if asked > exact::zero() {
            run.settled[one].due = part * &minor;
        }
    }
}

fn from_pool(run: &mut Run<'_>, from: usize, which: usize, pool: &BudgetPool) {
    let program = run.world.program;
    let budget = program.budget.as_ref().expect("a pool is of a budget");
    let draws = |run: &Run<'_>, one: &usize| {
        let of = &program.incentives[run.settled[*one].incentive];
        of.state == State::On && pool.incentives.contains(&of.id)
    };
    let some: Vec<usize> = (from..run.settled.len()).filter(|one| draws(run, one)).collect();
    let Some(first) = some.first() else { return };
    let day = run.settled[*first].period.until;
    let period = days::period_of(&program.calendar, day, budget.every);
    let moved = budget.moves.iter().filter(|one| one.pool == pool.id && one.on <= day);
    let moved = moved.filter(|one| period.has(one.on));
    let there = moved.fold(exact::money(pool.amount), |sum, one| sum + exact::money(one.amount));
    let drawn = run.drawn.get(&(which, period)).cloned().unwrap_or_else(exact::zero);
    let left = exact::not_below_zero(there - drawn);
    match pool.when_out {
        WhenOut::ProRata => cut(run, &some, &left, "pool scaled in proportion"),
        WhenOut::StackingOrder => in_order(run, &some, left),
        WhenOut::FirstCome(last) => in_line(run, &some, left, last),
    }
    let due = some.iter().fold(exact::zero(), |sum, one| sum + &run.settled[*one].due);
    // Left open by the rules: what comes back serves later settlements.
    *run.drawn.entry((which, period)).or_insert_with(exact::zero) += due;
}

fn in_order(run: &mut Run<'_>, some: &[usize], mut left: Exact) {
    for at in 0..run.world.program.incentives.len() {
        let own: Vec<usize> =
            some.iter().copied().filter(|one| run.settled[*one].incentive == at).collect();
        cut(run, &own, &left, "pool ran out in stacking order");
        let due = own.iter().map(|one| exact::not_below_zero(run.settled[*one].due.clone()));
        left -= due.fold(exact::zero(), |sum, one| sum + one);
    }
}

/// The earliest first: what deals earned by their day, what periods earned by their last.
fn in_line(run: &mut Run<'_>, some: &[usize], mut left: Exact, last: LastInLine) {
    let mut line = Vec::new();
    for one in some {
        let settled = &run.settled[*one];
        let of = &run.world.program.incentives[settled.incentive];
        if settled.due <= exact::zero() {
            continue;
        }
        // What no deal earned, such as a guarantee, is of the whole period.
        let earned = settled.on_deals.values().any(|part| *part > exact::zero());
        if of.period.length().is_some() || !earned {
            line.push((settled.period.until, settled.partner, *one, settled.due.clone()));
            continue;
        }
        let paying = run.paying(settled.incentive);
        for (deal, part) in paying.shared_out(&settled.on_deals, &settled.due) {
            let closed = run.world.sold_of(deal).next().expect("it was sold").closed;
            line.push((closed, deal, *one, part));
        }
    }
    line.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
    let mut closed = false;
    for (_, _, one, part) in line {
        if closed || part > left {
            run.world.saw("pool ran out, first come");
            let gets =
                if closed || last == LastInLine::NotAtAll { exact::zero() } else { left.clone() };
            closed = true;
            run.settled[one].due -= &part - &gets;
            left = exact::zero();
        } else {
            left -= part;
        }
    }
}
