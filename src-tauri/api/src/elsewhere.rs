//! A figure in every scenario.

use tierwright_engine::Outcome;
use tierwright_program::Money;

use crate::{
    compare::viewed,
    context::Context,
    figure::selection,
    opened::{Calculated, Effort, Opened},
    scenarios::PROGRAM,
    wire::{Change, Elsewhere, ElsewhereList, ElsewhereRow, Failure},
};

/// Answers what a figure is with the program and with each scenario.
pub(crate) fn elsewhere(
    context: &mut Context,
    request: &Elsewhere,
) -> Result<ElsewhereList, Failure> {
    let (opened, effort) = context.opened()?;
    let here = viewed(opened, None)?;
    let scenarios = opened.scenarios.all.iter().map(|one| one.id.clone());
    let ids: Vec<String> = std::iter::once(PROGRAM.to_owned()).chain(scenarios).collect();
    // A scenario without the incentive or the quarter has no such figure; that is no failure.
    let amount = |of: &Outcome| selection(&request.figure, of).ok().map(|cells| of.total(cells));
    let mut amounts: Vec<Option<Money>> = Vec::with_capacity(ids.len());
    for id in &ids {
        amounts.push(match opened.pays_by_name(id, effort) {
            Ok(pays) => amount(&pays.outcome),
            Err(failure) if failure.code == "cancelled" => return Err(failure),
            Err(_) => None,
        });
    }
    let at_hand = ids.iter().position(|id| *id == here).and_then(|at| amounts[at]);
    let rows = ids.into_iter().zip(amounts).map(|(id, amount)| ElsewhereRow {
        name: opened.name_of(&id),
        viewed: id == here,
        change: amount
            .zip(at_hand)
            .and_then(|(amount, here)| Some(amount.plus(here.negated().ok()?).ok()?.amount_text())),
        amount: amount.map(|money| money.amount_text()),
        id,
    });
    Ok(ElsewhereList { rows: rows.collect(), currency: opened.program.currency.to_string() })
}

impl Opened {
    /// What a program by its name would pay; where none is named, the program at hand with changes.
    pub(crate) fn asked_of(
        &mut self,
        called: Option<&str>,
        changes: &[Change],
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        match called {
            Some(called) => self.pays_by_name(called, effort),
            None => self.with_changes(changes, effort),
        }
    }
}
