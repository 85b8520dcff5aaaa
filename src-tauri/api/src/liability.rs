//! What is owed to partners, and estimates of what open periods accrue.

mod parts;
mod records;
mod tie;

use std::sync::Arc;

use tierwright_engine::{
    Outcome,
    estimate::Estimate,
    explanation::words::amount_text,
    liability::{LiabilityCell, LiabilityLine, LiabilitySource, Movement},
};
use tierwright_program::{Period, words::name_of};

use crate::{
    context::Context,
    describe::whole,
    document,
    page::page,
    wire::{self, Failure, Figure, Liability, LiabilityTable},
    words,
};

pub(crate) use records::roll_forward_records;

/// Answers the roll-forward of what is owed, with a page of its lines.
pub(crate) fn liability(
    context: &mut Context,
    request: &Liability,
) -> Result<LiabilityTable, Failure> {
    let outcome = outcome(context, request)?;
    let cells = outcome.liability()?.cells;
    let meant = cells.iter().filter(|cell| {
        request.period.as_ref().is_none_or(|period| *period == label(cell, &outcome))
            && request.currency.as_ref().is_none_or(|one| *one == cell.currency.to_string())
    });
    let lines: Vec<(&LiabilityCell, &LiabilityLine)> =
        meant.flat_map(|cell| cell.lines.iter().map(move |line| (cell, line))).collect();
    let shown = page(&lines, request.offset, request.limit);
    let estimates = outcome.estimates()?;
    Ok(LiabilityTable {
        accounts: parts::by_account(&cells, &outcome),
        incentives: parts::by_incentive(&cells, &outcome),
        pools: parts::by_pool(&cells, &outcome),
        tie: tie::tie(&cells, &outcome),
        cells: cells.iter().map(|one| cell(one, &outcome)).collect(),
        lines: shown.iter().map(|(cell, one)| line(cell, one, &outcome)).collect(),
        total_lines: whole(lines.len()),
        estimates: estimates.iter().map(|one| estimate(one, &outcome)).collect(),
        as_of: outcome.plan().replay().as_of_day().map(|day| day.to_string()),
        currency: outcome.plan().program().currency.to_string(),
    })
}

/// Answers every line that a page could have.
pub(crate) fn lines(
    context: &mut Context,
    request: &Liability,
) -> Result<Vec<wire::LiabilityLine>, Failure> {
    let outcome = outcome(context, request)?;
    let cells = outcome.liability()?.cells;
    let lines = cells.iter().flat_map(|cell| cell.lines.iter().map(move |line| (cell, line)));
    Ok(lines.map(|(cell, one)| line(cell, one, &outcome)).collect())
}

fn outcome(context: &mut Context, request: &Liability) -> Result<Arc<Outcome>, Failure> {
    let (opened, effort) = context.opened()?;
    let calculated = match request.as_of.as_deref().map(document::day).transpose()? {
        Some(day) => opened.seen_on(day, &request.changes, effort)?,
        None => opened.with_changes(&request.changes, effort)?,
    };
    Ok(calculated.outcome)
}

/// The quarter of a cell, which is cut short where it is seen on a day in it.
fn label(cell: &LiabilityCell, outcome: &Outcome) -> String {
    let calendar = outcome.plan().program().calendar;
    calendar.label(calendar.period_of(cell.period.from(), Period::Quarter))
}

fn cell(of: &LiabilityCell, outcome: &Outcome) -> wire::LiabilityCell {
    let sum = |movement| of.sum(movement).amount_text();
    wire::LiabilityCell {
        period: label(of, outcome),
        from: of.period.from().to_string(),
        until: of.period.until().to_string(),
        currency: of.currency.to_string(),
        opening: of.opening.amount_text(),
        accrued: sum(Movement::Accrued),
        paid: sum(Movement::Paid),
        expired: sum(Movement::Expired),
        clawed_back: sum(Movement::ClawedBack),
        exchange_difference: sum(Movement::ExchangeDifference),
        closing: of.closing.amount_text(),
        held: sum(Movement::Held),
        held_back: sum(Movement::HeldBack),
        below_minimum: sum(Movement::BelowMinimum),
        capped_away: sum(Movement::CappedAway),
    }
}

fn line(cell: &LiabilityCell, of: &LiabilityLine, outcome: &Outcome) -> wire::LiabilityLine {
    let partners = &outcome.facts().partners;
    wire::LiabilityLine {
        period: label(cell, outcome),
        partner: partners.ids[of.partner].clone(),
        partner_name: partners.names[of.partner].clone(),
        account: words::account(of.account).to_owned(),
        on: of.on.to_string(),
        movement: of.movement.kind().to_owned(),
        amount: of.amount.amount_text(),
        currency: of.amount.currency().to_string(),
        in_program_currency: of.in_program_currency.amount_text(),
        from: source(of.source, outcome),
        figure: figure(of, outcome),
    }
}

/// The payout line that an amount is, as a figure; none of what is seen on a day, because figures are
/// those of the whole replay.
fn figure(of: &LiabilityLine, outcome: &Outcome) -> Option<Figure> {
    let LiabilitySource::Payout { incentive, settlement } = of.source else { return None };
    if outcome.plan().replay().as_of_day().is_some() {
        return None;
    }
    let settled = outcome.plan().settlements(incentive).get(settlement)?;
    let program = outcome.plan().program();
    let quarter = outcome.quarters().get(settled.quarter)?;
    Some(Figure {
        partner: Some(outcome.facts().partners.ids[of.partner].clone()),
        period: Some(program.calendar.label(*quarter)),
        incentive: Some(program.incentives[incentive].id.clone()),
    })
}

fn source(of: LiabilitySource, outcome: &Outcome) -> String {
    let program = outcome.plan().program();
    match of {
        LiabilitySource::Payout { incentive, settlement } => {
            let period = outcome.plan().settlements(incentive)[settlement].period;
            let incentive = &program.incentives[incentive];
            let name = name_of(&incentive.name, &incentive.id);
            format!("{name} for {}", program.calendar.label(period))
        }
        LiabilitySource::Account => "the account of that day".to_owned(),
        LiabilitySource::Fund { fund } => {
            let fund = &program.funds[fund];
            name_of(&fund.name, &fund.id)
        }
        LiabilitySource::Balance => "the balance at the end".to_owned(),
    }
}

fn estimate(of: &Estimate, outcome: &Outcome) -> wire::AccrualEstimate {
    let partners = &outcome.facts().partners;
    let incentive = &outcome.plan().program().incentives[of.incentive];
    wire::AccrualEstimate {
        partner: partners.ids[of.partner].clone(),
        partner_name: partners.names[of.partner].clone(),
        incentive: incentive.id.clone(),
        incentive_name: name_of(&incentive.name, &incentive.id),
        from: of.period.from().to_string(),
        on: of.on.to_string(),
        expected: of.expected.map(amount_text).unwrap_or_default(),
        accrued: of.accrued.amount_text(),
        before: of.before.amount_text(),
        amount: of.amount.amount_text(),
    }
}
