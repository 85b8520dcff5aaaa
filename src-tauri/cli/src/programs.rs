//! Checking a program, and what a program file looks like.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{self, Checks, Differences, Finding, GetDifferences, Open, ProgramDifference, Severity},
};

use crate::{
    arguments::{Check, Diff, Of, Schema},
    printing::{Ended, Format, Printed, json},
    table::grouped,
};

/// Checks the program of a document, or another one in its place.
pub fn check(asked: Check, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, program: asked.program, ..Open::default() })?;
    let found = desk.ask(wire::Check {})?;
    let text = match format {
        Format::Json => json(&json!(found)),
        _ => in_words(&found),
    };
    // What a history shows is for a person to weigh; what the program says wrong is for a pipeline too.
    let matters = |of: &Finding| of.severity != Severity::Note && of.partners.is_none();
    let matters = found.findings.iter().any(matters);
    Ok(Printed::with(text, matters))
}

fn in_words(found: &Checks) -> String {
    let verdict = match (found.calculates, found.findings.len()) {
        (false, _) => "cannot be calculated as it is.",
        (true, 0) => "can be calculated; nothing is worth noting.",
        (true, _) => "can be calculated.",
    };
    let mut text = format!("{} {verdict}\n", found.program);
    text.extend(found.findings.iter().map(finding));
    text
}

fn finding(finding: &Finding) -> String {
    let weight = match finding.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    };
    let Finding { place, sentence, hint, partners, amount, currency, .. } = finding;
    let concerns = match (partners, amount, currency) {
        (Some(partners), Some(amount), Some(currency)) => {
            let noun = if *partners == 1 { "partner" } else { "partners" };
            format!("  Concerns {partners} {noun}, {} {currency}.\n", grouped(amount))
        }
        _ => String::new(),
    };
    format!("\n{weight} at {place}\n  {sentence}\n{concerns}  {hint}\n")
}

/// Says what two programs have different.
pub fn diff(asked: Diff, format: Format) -> Ended {
    let found = Desk::new().ask(GetDifferences { from: asked.from, to: asked.to })?;
    let text = match format {
        Format::Json => json(&json!(found)),
        _ => compared(&found),
    };
    Ok(Printed::with(text, !found.differences.is_empty()))
}

fn compared(found: &Differences) -> String {
    let Differences { from, to, differences } = found;
    match differences.len() {
        0 => format!("{from} and {to} are the same.\n"),
        1 => format!("{to} differs from {from} in one place.\n{}", difference(&differences[0])),
        count => {
            let all: String = differences.iter().map(difference).collect();
            format!("{to} differs from {from} in {count} places.\n{all}")
        }
    }
}

fn difference(of: &ProgramDifference) -> String {
    let mut text = format!("\n{}\n", of.sentence);
    for (mark, said) in [('-', &of.from), ('+', &of.to)] {
        if !said.is_empty() {
            text.push_str(&format!("  {mark} {said}\n"));
        }
    }
    text
}

/// Prints a schema, or every choice that a program stores.
pub fn schema(asked: &Schema) -> Ended {
    let found = Desk::new().ask(wire::Schema {})?;
    let text = match (asked.choices, asked.of) {
        (true, _) => {
            let choices = found.choices.iter();
            choices
                .map(|choice| format!("{}: {}\n", choice.place, choice.values.join(", ")))
                .collect()
        }
        (false, Of::Program) => json(&found.program),
        (false, Of::Mapping) => json(&found.mapping),
    };
    Ok(Printed::fine(text))
}
