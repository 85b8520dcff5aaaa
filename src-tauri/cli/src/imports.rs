//! Reading facts from files.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Arc,
};

use serde_json::json;
use tierwright_api::{
    Desk, Progress,
    wire::{self, Imported, Open, RowNote},
};

use crate::{
    arguments::Import,
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
    let ended = desk.ask(wire::Import { mapping: asked.mapping, files });
    if shows {
        // The line of progress goes; there is nobody to tell when it cannot.
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    let found = ended?;
    let text = match format {
        Format::Json => in_json(&found),
        _ => in_words(&found),
    };
    // What the mapping leaves out on purpose is no finding.
    let unwanted = found.set_aside.iter().any(|note| note.code != "left_out");
    Ok(Printed::with(text, unwanted))
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
