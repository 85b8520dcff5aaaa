//! Payout lines, a page at a time.

use tierwright_engine::{Outcome, outcome::PayoutLine};

use crate::{
    context::Context,
    describe::whole,
    page::page,
    wire::{Failure, Payout, PayoutPage, Payouts},
    words,
};

/// Answers a page of payout lines that are not zero.
pub(crate) fn payouts(context: &mut Context, request: &Payouts) -> Result<PayoutPage, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    let lines: Vec<PayoutLine> = outcome.lines().filter(|line| line.amount.units() != 0).collect();
    let shown = page(&lines, request.offset, request.limit);
    Ok(PayoutPage {
        rows: shown.iter().map(|line| row(line, &outcome)).collect(),
        total_rows: whole(lines.len()),
        currency: outcome.plan().program().currency.to_string(),
    })
}

fn row(line: &PayoutLine, outcome: &Outcome) -> Payout {
    let (program, partners) = (outcome.plan().program(), &outcome.facts().partners);
    let quarter = outcome.quarters()[line.quarter];
    let incentive = &program.incentives[line.incentive];
    Payout {
        partner: partners.ids[line.partner].clone(),
        partner_name: partners.names[line.partner].clone(),
        period: program.calendar.label(quarter),
        from: quarter.from().to_string(),
        until: quarter.until().to_string(),
        incentive: incentive.id.clone(),
        incentive_name: incentive.name.clone(),
        amount: line.amount.amount_text(),
        account: words::account(line.account).to_owned(),
        payable: line.payable.to_string(),
        shadow: line.shadow,
    }
}
