//! Reading facts from files.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal as _, Write as _},
    sync::Arc,
};

use serde_json::json;
use tierwright_api::{
    Desk, Progress,
    wire::{self, Failure, FailureKind, FormChoice, Imported, Inspection, Open, RowNote},
};

use crate::{
    arguments::{Import, Inspect},
    documents::{rows, tables},
    printing::{Ended, Format, Printed, json},
    table::grouped,
};

/// Reads files by a mapping into a document.
pub fn import(asked: Import, format: Format) -> Ended {
    let desk = stop_on_interrupt(Desk::new());
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let shows = io::stderr().is_terminal();
    if shows {
        desk.watch(|progress| show(&progress));
    }
    let files = asked.paths.into_iter().chain(asked.named).collect();
    let answers = pairs(&asked.answers, "--answer ID=CHOICE")?;
    let request =
        wire::Import { mapping: asked.mapping, files, answers, ..wire::Import::default() };
    let ended = desk.ask(request);
    if shows {
        // The line of progress goes; there is nobody to tell when it cannot.
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    let found = ended?;
    save(&desk, asked.save_mapping.as_ref(), &found.mapping)?;
    let text = match format {
        Format::Json => in_json(&found),
        _ => in_words(&found),
    };
    // What the mapping leaves out on purpose is no finding.
    let unwanted = found.set_aside.iter().any(|note| note.code != "left_out");
    Ok(Printed::with(text, unwanted))
}

/// Says how files are read and mapped.
pub fn inspect(asked: Inspect, format: Format) -> Ended {
    let desk = stop_on_interrupt(Desk::new());
    let forms = pairs(&asked.sheets, "--sheet FILE=SHEET")?.into_iter();
    let forms = forms.map(|(file, sheet)| {
        let choice = FormChoice { sheet: Some(sheet), ..FormChoice::default() };
        (file, choice)
    });
    let request = wire::Inspect {
        files: asked.paths,
        answers: pairs(&asked.answers, "--answer ID=CHOICE")?,
        forms: forms.collect(),
        ..wire::Inspect::default()
    };
    let found = desk.ask(request)?;
    let open = found.questions.iter().any(|question| question.answer.is_none());
    // A mapping of guesses would later be taken for one of answers.
    save(&desk, asked.save_mapping.as_ref().filter(|_| !open), &found.mapping)?;
    let mut text = match format {
        Format::Json => json(&serde_json::to_value(&found).unwrap_or_default()),
        _ => inspected(&found),
    };
    if let (Some(path), true, false) = (&asked.save_mapping, open, format == Format::Json) {
        text.push_str(&format!("\n{path} was not written, as questions are open.\n"));
    }
    Ok(Printed::with(text, open))
}

/// Pairs such as `id=choice`.
pub fn pairs(texts: &[String], form: &str) -> Result<BTreeMap<String, String>, Failure> {
    texts
        .iter()
        .map(|text| {
            text.rsplit_once('=').map(|(id, choice)| (id.to_owned(), choice.to_owned())).ok_or_else(
                || Failure {
                    code: "pair_expected".to_owned(),
                    kind: FailureKind::WrongUse,
                    sentence: format!("\"{text}\" has no equals sign."),
                    hint: format!("Write {form}."),
                },
            )
        })
        .collect()
}

/// Writes a mapping where it is wanted.
fn save(desk: &Desk, path: Option<&String>, mapping: &str) -> Result<(), Failure> {
    path.map_or(Ok(()), |path| desk.write_file(path, &format!("{mapping}\n")))
}

/// Files, fields, questions and notes as text.
fn inspected(found: &Inspection) -> String {
    let mut text = String::new();
    for file in &found.files {
        let family = if file.family.is_empty() { "" } else { ", as from " };
        let rows = grouped(&file.rows.to_string());
        text.push_str(&format!(
            "{}: {rows} rows{family}{}\n  {}\n",
            file.file, file.family, file.sentence
        ));
        for line in &file.footer {
            text.push_str(&format!("  left out: {line}\n"));
        }
    }
    let mut place = "";
    for field in found.fields.iter().filter(|field| !field.source.is_empty()) {
        if field.place != place {
            place = &field.place;
            text.push_str(&format!("\n{} from {}\n", field.table, field.file));
        }
        let how = if field.how.is_empty() { String::new() } else { format!("  ({})", field.how) };
        let first = match (field.firsts.first(), field.read.first()) {
            (Some(first), Some(read)) if first != read => format!("  {first} is {read}"),
            (Some(first), _) => format!("  {first}"),
            _ => String::new(),
        };
        let open = if field.question.is_some() { "  two readings fit" } else { "" };
        text.push_str(&format!("  {:<14}{}{how}{first}{open}\n", field.field, field.source));
    }
    let unused: Vec<String> = found
        .files
        .iter()
        .flat_map(|file| file.columns.iter().filter(|column| !column.used))
        .map(|column| column.name.clone())
        .filter(|name| !name.is_empty())
        .collect();
    if !unused.is_empty() {
        text.push_str(&format!("\nNot used ({}): {}\n", unused.len(), unused.join(", ")));
    }
    if !found.notes.is_empty() {
        text.push_str("\nAssumed:\n");
        found.notes.iter().for_each(|note| text.push_str(&format!("  {note}\n")));
    }
    let open: Vec<_> =
        found.questions.iter().filter(|question| question.answer.is_none()).collect();
    if !open.is_empty() {
        text.push_str("\nOnly you know (--answer ID=CHOICE):\n");
    }
    for question in open {
        text.push_str(&format!("  {} [{}]\n", question.sentence, question.id));
        for choice in &question.choices {
            let examples = choice.examples.iter().take(3);
            let examples: Vec<String> =
                examples.map(|one| format!("{} is {}", one.text, one.read)).collect();
            text.push_str(&format!(
                "    {:<22}{}  {}\n",
                choice.id,
                choice.label,
                examples.join("; ")
            ));
        }
    }
    text
}

/// A desk that stops what it is doing on Ctrl-C, and leaves the document as it was.
pub fn stop_on_interrupt(desk: Desk) -> Arc<Desk> {
    let desk = Arc::new(desk);
    let interrupted = Arc::clone(&desk);
    // Without a handler the system ends the process, and the journal brings the document back.
    let _ = ctrlc::set_handler(move || interrupted.stop());
    desk
}

/// One line that is written over.
fn show(progress: &Progress) {
    let percent = (progress.done * 100).checked_div(progress.of).unwrap_or(100).min(100);
    // Progress that cannot be shown is no reason to stop.
    let _ = write!(io::stderr(), "\r\x1b[K{percent:>3}% {}", progress.doing);
    let _ = io::stderr().flush();
}

fn in_words(found: &Imported) -> String {
    let mut text: String = found.sentences.iter().map(|said| format!("{said}\n")).collect();
    text.push_str(&notes("Set aside:", &found.set_aside));
    text.push_str(&notes("Worth knowing:", &found.findings));
    format!("{text}\nIn the document now:\n{}", tables(&found.counts))
}

fn notes(heading: &str, notes: &[RowNote]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let lines = notes.iter().map(|note| match note.rows {
        1 => format!("  {}\n", note.sentence),
        rows => {
            let more = grouped(&(rows - 1).to_string());
            format!("  {} And {more} more like it.\n", note.sentence)
        }
    });
    format!("\n{heading}\n{}", lines.collect::<String>())
}

fn in_json(found: &Imported) -> String {
    json(&json!({
        "sentences": found.sentences,
        "files": found.files,
        "set_aside": found.set_aside,
        "findings": found.findings,
        "rows": rows(&found.document),
    }))
}
