//! Changes that are kept, and taking them back.

use serde_json::Value;
use tierwright_program::{Money, Quantity, Rate, words};

use crate::{
    context::Context,
    describe::describe,
    levers::levers,
    opened::{Opened, Written},
    trial,
    wire::{Change, ChangeProgram, Document, Failure, Unit},
};

/// Makes changes part of the document, as one step of undo.
pub(crate) fn change(context: &mut Context, request: ChangeProgram) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let program = trial::changed(&opened.program, &request.changes)?;
    // Calculated before it is kept. A program with errors is kept too, with the reason in place of
    // its payout: a form may pass through nonsense.
    let calculated = opened.with_changes(&request.changes, effort);
    let label = request.label.unwrap_or_else(|| label(opened, &request.changes));
    opened.write(Written::Program(program, calculated), &label, effort)?;
    describe(opened)
}

/// Takes the newest step back.
pub(crate) fn undo(context: &mut Context) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    match opened.document.undo()? {
        Some(_) => opened.stepped(None, effort)?,
        None => return Err(nothing("nothing_to_undo", "There is nothing to undo.")),
    }
    describe(opened)
}

/// Makes the step that was taken back again.
pub(crate) fn redo(context: &mut Context) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    match opened.document.redo()? {
        Some(_) => opened.stepped(None, effort)?,
        None => return Err(nothing("nothing_to_redo", "There is nothing to redo.")),
    }
    describe(opened)
}

fn nothing(code: &str, sentence: &str) -> Failure {
    Failure::wrong_use(code, sentence.to_owned(), "The document is as it was.")
}

/// A program that only stands in the place of the document's own is not changed.
pub(crate) fn own_program(opened: &Opened) -> Result<(), Failure> {
    if opened.other_program { Err(Failure::looks_through_another_program()) } else { Ok(()) }
}

/// What a step is called: `Gold threshold set to 160,000 USD`.
fn label(opened: &Opened, changes: &[Change]) -> String {
    let [change] = changes else {
        return format!("{} set", words::count(changes.len() as u64, "value"));
    };
    let lever = levers(&opened.program).into_iter().find(|lever| lever.place == change.place);
    let name = lever.as_ref().map_or(change.place.clone(), |lever| lever.name.clone());
    let text = match &change.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let value = match lever.map(|lever| (lever.unit, lever.currency)) {
        Some((Unit::Money, currency)) => {
            let amount = format!("{text} {}", currency.unwrap_or_default());
            amount.parse::<Money>().or_else(|_| text.parse()).map_or(text, words::money)
        }
        Some((Unit::Percent, _)) => text.parse::<Rate>().map_or(text, words::percent),
        _ => text.parse::<Quantity>().map_or(text, words::quantity),
    };
    format!("{name} set to {value}")
}
