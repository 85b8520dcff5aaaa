//! Making documents.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{self, Count, Document, OpenSample, SampleSize},
};

use crate::{
    arguments::{New, Sample, Size},
    imports::stop_on_interrupt,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped},
};

/// Makes a new document without facts.
pub fn new(asked: New, format: Format) -> Ended {
    let desk = Desk::new();
    let New { file, program, name, currency } = asked;
    let document =
        desk.ask(wire::New { path: Some(file), name, currency, program, ..wire::New::default() })?;
    Ok(made(&document, format))
}

/// Writes the made-up channel.
pub fn sample(asked: Sample, format: Format) -> Ended {
    let desk = stop_on_interrupt(Desk::new());
    let request = OpenSample { size: Some(asked.size.into()), path: Some(asked.file) };
    Ok(made(&desk.ask(request)?, format))
}

impl From<Size> for SampleSize {
    fn from(size: Size) -> Self {
        match size {
            Size::Standard => Self::Standard,
            Size::Large => Self::Large,
        }
    }
}

/// What was made, and where.
fn made(document: &Document, format: Format) -> Printed {
    let path = document.path.as_deref().unwrap_or_default();
    if format == Format::Json {
        return Printed::fine(json(&json!({
            "path": path,
            "sample": document.sample,
            "program": document.program.name,
            "currency": document.program.currency,
            "rows": rows(document),
        })));
    }
    let what = match document.sample {
        true => "made-up sample data",
        false => "no facts yet",
    };
    let program = &document.program.name;
    let currency = &document.program.currency;
    let counts = tables(&document.counts);
    Printed::fine(format!("{path}\n{program}, in {currency}, with {what}.\n{counts}"))
}

/// The tables that have rows, and how many.
pub fn tables(counts: &[Count]) -> String {
    let mut table = Table::new(1);
    for count in counts.iter().filter(|count| count.rows > 0) {
        table.row([format!("  {}", count.table), grouped(&count.rows.to_string())]);
    }
    table.text()
}

/// Rows by table, as JSON.
pub fn rows(document: &Document) -> serde_json::Value {
    document.counts.iter().map(|count| (count.table.clone(), json!(count.rows))).collect()
}
