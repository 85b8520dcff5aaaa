//! Budgets and funds put into a program, and pools given another amount.

use serde_json::{Value, json};
use tierwright_engine::{Outcome, Selection};
use tierwright_program::{Money, incentive::PaysInto, money::UNITS_PER_MAJOR, words};

use super::{moves, spans};
use crate::{
    change,
    context::Context,
    wire::{Change, ChangeProgram, Document, Failure, SetPool, SetUpBudget, SetUpFund},
};

/// Pools are planned in whole steps of this many major units.
const STEP: i64 = 10_000;
/// For how many months money stays in a fund that is set up here.
const MONTHS: u16 = 12;
/// For how many days after its approval a request can be claimed then.
const DAYS: u16 = 180;

/// Makes a pool of the budget hold another amount; the whole budget changes by as much.
pub(crate) fn set_pool(context: &mut Context, request: &SetPool) -> Result<Document, Failure> {
    let (opened, _) = context.opened()?;
    let currency = opened.program.currency;
    let pools = opened.program.budget.as_ref().map(|budget| budget.pools.as_slice());
    let found = pools.unwrap_or_default().iter().find(|pool| pool.id == request.pool);
    let (Some(pool), Some(budget)) = (found, &opened.program.budget) else {
        return Err(Failure::wrong_use(
            "pool_unknown",
            format!("The budget has no pool {}.", request.pool),
            "Name a pool of the budget by its id.",
        ));
    };
    let amount = format!("{} {currency}", request.amount).parse::<Money>();
    let amount = amount.ok().filter(|amount| amount.units() >= 0).ok_or_else(|| {
        Failure::wrong_use(
            "amount_not_understood",
            format!("\"{}\" is not an amount that a pool could hold.", request.amount),
            "Write it as a decimal that is not below zero, such as 450000.00.",
        )
    })?;
    let calendar = &opened.program.calendar;
    let spans = spans(&opened.quarters(), calendar, budget.every);
    let span = spans.into_iter().find(|span| calendar.label(*span) == request.period);
    let span = span.ok_or_else(|| {
        Failure::wrong_use(
            "period_unknown",
            format!("The budget has no period {} that is replayed.", request.period),
            "Name a period of the budget by its label, such as FY25.",
        )
    })?;
    let too_large = || {
        Failure::wrong_use(
            "amount_too_large",
            format!("{} is more than an amount can be.", words::money(amount)),
            "Write a lower amount.",
        )
    };
    let moved = moves(budget, pool, span)
        .try_fold(0, |sum: i64, one| sum.checked_add(one.amount.units()))
        .ok_or_else(too_large)?;
    let own = amount.units().checked_sub(moved).ok_or_else(too_large)?;
    if own < 0 {
        let moved = words::money(Money::from_units(moved, currency));
        return Err(Failure::wrong_use(
            "below_moves",
            format!(
                "{} is less than the {moved} that is moved into the pool in {}.",
                words::money(amount),
                request.period
            ),
            "Set at least that much, or take the moves out of the budget first.",
        ));
    }
    let other = own.checked_sub(pool.amount.units());
    let whole = other.and_then(|other| budget.amount.units().checked_add(other));
    let whole = whole.ok_or_else(too_large)?;
    let text = |units| json!(Money::from_units(units, currency).to_string());
    let label = format!("{} set to {}", words::name_of(&pool.name, &pool.id), words::money(amount));
    let changes = vec![
        Change { place: format!("/budget/pools/{}/amount", pool.id), value: text(own) },
        Change { place: "/budget/amount".to_owned(), value: text(whole) },
    ];
    change::change(
        context,
        ChangeProgram { changes, label: Some(label), ..ChangeProgram::default() },
    )
}

/// Puts a budget into a program that has none, with room above what it pays, so that nothing is cut.
pub(crate) fn set_up_budget(context: &mut Context, _: &SetUpBudget) -> Result<Document, Failure> {
    let (opened, _) = context.opened()?;
    if opened.program.budget.is_some() {
        return Err(there_already("budget", "Set its pools one by one."));
    }
    let budget = budget(&opened.current()?.outcome);
    let changes = vec![Change { place: "/budget".to_owned(), value: budget }];
    change::change(
        context,
        ChangeProgram {
            changes,
            label: Some("Budget set up".to_owned()),
            ..ChangeProgram::default()
        },
    )
}

/// Puts a fund over what accrues as MDF into a program that has no fund.
pub(crate) fn set_up_fund(context: &mut Context, _: &SetUpFund) -> Result<Document, Failure> {
    let (opened, _) = context.opened()?;
    if !opened.program.funds.is_empty() {
        return Err(there_already("fund", "Change the fund that is there."));
    }
    let incentives = opened.program.incentives.iter();
    let accrued: Vec<String> =
        incentives.filter(|one| one.pays_into == PaysInto::Mdf).map(|one| one.id.clone()).collect();
    if accrued.is_empty() {
        return Err(Failure::wrong_use(
            "nothing_accrues",
            "No incentive of the program pays into the MDF balance.".to_owned(),
            "Add an incentive that does, from a template, and set up the fund then.",
        ));
    }
    let fund = json!({
        "id": "mdf",
        "name": "MDF",
        "money": { "accrued": accrued },
        "claims": {
            "approval": "needed",
            "per_request": "many",
            "share": "1",
            "deadline": { "days": DAYS, "after": "approved" },
        },
        "expires_after_months": MONTHS,
    });
    let mut changes = vec![Change { place: "/funds/mdf".to_owned(), value: fund }];
    if opened.program.fund_return.is_none() {
        let value = json!({
            "attributed": "revenue",
            "weight": "whole_deal",
            "basis": "net",
            "cost": "paid",
            "linked_twice": "equal_parts",
        });
        changes.push(Change { place: "/fund_return".to_owned(), value });
    }
    change::change(
        context,
        ChangeProgram {
            changes,
            label: Some("MDF fund set up".to_owned()),
            ..ChangeProgram::default()
        },
    )
}

fn there_already(what: &str, hint: &str) -> Failure {
    Failure::wrong_use("there_already", format!("The program has a {what} already."), hint)
}

/// A pool for each kind of incentive: those that split a deal's reward, those that accrue MDF, and
/// the rest.
fn budget(outcome: &Outcome) -> Value {
    let program = outcome.plan().program();
    let kind = |at: usize| match &program.incentives[at] {
        one if one.pays_into == PaysInto::Mdf => "mdf",
        one if one.shares.is_some() => "co_sell",
        _ => "rebates",
    };
    let paid: Vec<usize> =
        (0..program.incentives.len()).filter(|at| outcome.is_paid(*at)).collect();
    let (mut pools, mut whole) = (Vec::new(), 0);
    for (id, name) in [("rebates", "Rebates"), ("co_sell", "Co-sell"), ("mdf", "MDF")] {
        let its: Vec<usize> = paid.iter().copied().filter(|at| kind(*at) == id).collect();
        if its.is_empty() {
            continue;
        }
        let of = |at: &usize| Selection { incentive: Some(*at), ..Selection::default() };
        let used: i64 = its.iter().map(|at| outcome.total(of(at)).units()).sum();
        let planned = with_room(used);
        whole += planned;
        pools.push(json!({
            "id": id,
            "name": name,
            "amount": Money::from_units(planned, program.currency).to_string(),
            "incentives": its.iter().map(|at| &program.incentives[*at].id).collect::<Vec<_>>(),
            "when_out": "pro_rata",
        }));
    }
    json!({
        "every": "year",
        "amount": Money::from_units(whole, program.currency).to_string(),
        "reserve": Money::zero(program.currency).to_string(),
        "pools": pools,
    })
}

/// A quarter more, up to a whole step; one step at least.
fn with_room(units: i64) -> i64 {
    let step = STEP.saturating_mul(UNITS_PER_MAJOR);
    let wanted = units.max(0).saturating_add(units.max(0) / 4);
    (wanted / step + 1).saturating_mul(step)
}
