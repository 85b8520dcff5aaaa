//! The last results, kept in the document for whoever looks into it without us.

use tierwright_engine::Outcome;
use tierwright_store::{Calculation, PayoutRow};

use crate::{
    clock,
    opened::Opened,
    wire::{Basis, Failure},
    words,
};

/// Keeps the payout lines in the document, unless it holds them already, cannot be written, or is
/// looked at through another program or a scenario.
pub(crate) fn keep(opened: &mut Opened, outcome: &Outcome) -> Result<(), Failure> {
    let own = !opened.other_program
        && opened.scenarios.edited().is_none()
        && opened.ground.basis == Basis::History
        && !opened.other_window
        && !opened.document.is_read_only();
    if !own || opened.document.result_info()?.is_some() {
        return Ok(());
    }
    let (program, facts) = (outcome.plan().program(), outcome.facts());
    let lines = outcome.lines().filter(|line| line.amount.units() != 0 && !line.shadow);
    let rows: Vec<PayoutRow> = lines
        .map(|line| PayoutRow {
            partner: facts.partners.ids[line.partner].clone(),
            period_from: line.period.from(),
            period_until: line.period.until(),
            incentive: program.incentives[line.incentive].id.clone(),
            account: words::account(line.account).to_owned(),
            amount: line.amount,
            payable: line.payable,
        })
        .collect();
    let of = Calculation {
        program: opened.document.program_digest()?,
        facts: opened.document.facts_digest()?,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        calculated_at: clock::now(),
    };
    opened.document.save_result(&rows, &of)?;
    Ok(())
}
