//! Changes that are kept, and taking them back.

use std::path::Path;

use serde_json::Value;
use tierwright_engine::Facts;
use tierwright_program::{Money, Program, Quantity, Rate, place, words};

use crate::{
    context::Context,
    describe::describe,
    edit, files,
    levers::levers,
    names::{place_words, value_words},
    opened::{Effort, Opened, Written},
    trial,
    wire::{Change, ChangeProgram, Document, Edit, Failure, ImportProgram, Unit},
};

/// Makes changes part of the document, as one step of undo.
pub(crate) fn change(context: &mut Context, request: ChangeProgram) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let mut changes = request.changes.clone();
    let set = trial::changed(&opened.program, &changes)?;
    changes.extend(edit::changes(&set, &request.edits)?);
    let program = trial::changed(&opened.program, &changes)?;
    // Calculated before it is kept. A program with errors is kept too, with the reason in place of
    // its payout: a form may pass through nonsense.
    let calculated = opened.with_program(&program, effort);
    let label = request.label.clone().unwrap_or_else(|| label(opened, &program, &request));
    opened.write(Written::Program(program, calculated), &label, effort)?;
    describe(opened)
}

/// Takes the newest step back.
pub(crate) fn undo(context: &mut Context) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let facts = opened.document.undo_brings_facts()?;
    match opened.document.undo()? {
        Some(_) => took(opened, facts, effort)?,
        None => return Err(nothing("nothing_to_undo", "There is nothing to undo.")),
    }
    describe(opened)
}

/// Makes the step that was taken back again.
pub(crate) fn redo(context: &mut Context) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let facts = opened.document.redo_brings_facts()?;
    match opened.document.redo()? {
        Some(_) => took(opened, facts, effort)?,
        None => return Err(nothing("nothing_to_redo", "There is nothing to redo.")),
    }
    describe(opened)
}

/// Takes the program of a bundle or of a file in place of the document's own, as one step of undo.
pub(crate) fn import_program(
    context: &mut Context,
    request: &ImportProgram,
) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let program = files::program(&request.path)?;
    if program == opened.base {
        return Err(nothing("nothing_to_import", "This program is the document's own already."));
    }
    let from = Path::new(&request.path).file_name().unwrap_or_default().to_string_lossy();
    let label = format!("Program {} taken over from {from}", program.name);
    let to = opened.scenarios.clone();
    opened.write(Written::Scenarios { to, program: Some(program) }, &label, effort)?;
    describe(opened)
}

/// Takes note of a step; over an import it brought other facts.
fn took(opened: &mut Opened, facts: bool, effort: &Effort) -> Result<(), Failure> {
    opened.stepped(None, effort)?;
    if facts {
        let rows = opened.document.facts()?;
        let facts = Facts::build(rows).map_err(|problems| Failure::facts(&problems))?;
        opened.facts_changed(facts, effort)?;
    }
    Ok(())
}

fn nothing(code: &str, sentence: &str) -> Failure {
    Failure::wrong_use(code, sentence.to_owned(), "The document is as it was.")
}

/// A program that only stands in the place of the document's own is not changed.
pub(crate) fn own_program(opened: &Opened) -> Result<(), Failure> {
    if opened.other_program { Err(Failure::looks_through_another_program()) } else { Ok(()) }
}

/// What a step is called: `Gold threshold set to 160,000 USD`, `Volume rebate, band 2 removed`.
fn label(opened: &Opened, after: &Program, request: &ChangeProgram) -> String {
    match (request.changes.as_slice(), request.edits.as_slice()) {
        ([change], []) => set_label(opened, change),
        ([], [Edit::Set { place, value }]) => {
            set_label(opened, &Change { place: place.clone(), value: value.clone() })
        }
        ([], [edit]) => edit_label(opened, after, edit),
        (changes, edits) => {
            format!("{} set", words::count((changes.len() + edits.len()) as u64, "value"))
        }
    }
}

fn edit_label(opened: &Opened, after: &Program, edit: &Edit) -> String {
    let before = serde_json::to_value(&opened.program).unwrap_or_default();
    let called = |place: &str| place_words(&before, place);
    match edit {
        Edit::Set { place, .. } => format!("{} set", called(place)),
        Edit::Insert { place, at, .. } => {
            let after = serde_json::to_value(after).unwrap_or_default();
            let list = place::at(&after, place).and_then(Value::as_array);
            let keys = list.map(|list| place::keys_of(list)).unwrap_or_default();
            let at = at.and_then(|at| keys.get(at as usize)).or(keys.last());
            let new = at.map(|key| format!("{place}/{key}")).unwrap_or_default();
            format!("{} added", place_words(&after, &new))
        }
        Edit::Remove { place } => format!("{} removed", called(place)),
        Edit::Move { place, to } => {
            let after = serde_json::to_value(after).unwrap_or_default();
            let list = place.rsplit_once('/').and_then(|(list, _)| place::at(&after, list));
            let members = list.and_then(Value::as_array).map_or(0, Vec::len);
            let at = (*to as usize).saturating_add(1).min(members);
            format!("{} moved to place {at}", called(place))
        }
        Edit::Duplicate { place } => format!("{} duplicated", called(place)),
        Edit::AddColumn { place, name } => format!("{}, column {name} added", called(place)),
        Edit::RemoveColumn { place, name } => format!("{}, column {name} removed", called(place)),
    }
}

fn set_label(opened: &Opened, change: &Change) -> String {
    let lever =
        levers(opened).unwrap_or_default().into_iter().find(|lever| lever.place == change.place);
    let Some(lever) = lever else {
        let tree = serde_json::to_value(&opened.program).unwrap_or_default();
        let name = place_words(&tree, &change.place);
        if change.value.is_null() {
            return format!("{name} taken out");
        }
        let value = trial::with_currency(&opened.program, change);
        return format!("{name} set to {}", value_words(&change.place, &value));
    };
    let text = match &change.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let value = match (lever.unit, lever.currency) {
        (Unit::Money, currency) => {
            let amount = format!("{text} {}", currency.unwrap_or_default());
            amount.parse::<Money>().or_else(|_| text.parse()).map_or(text, words::money)
        }
        (Unit::Percent, _) => text.parse::<Rate>().map_or(text, words::percent),
        (Unit::Count, _) => text.parse::<Quantity>().map_or(text, words::quantity),
    };
    format!("{} set to {value}", lever.name)
}
