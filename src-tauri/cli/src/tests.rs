//! Running payout cases.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{self, Tested, TestedCase},
};

use crate::{
    arguments::Test,
    printing::{Ended, Format, Printed, json},
};

/// Runs the cases of a file or folder.
pub fn test(asked: Test, format: Format) -> Ended {
    let found = Desk::new().ask(wire::Test { path: asked.path })?;
    let text = if format == Format::Json { json(&json!(found)) } else { in_words(&found) };
    Ok(Printed::with(text, found.failed > 0))
}

fn in_words(found: &Tested) -> String {
    let mut text: String = found.cases.iter().map(case).collect();
    text.push_str(&format!("\n{} as written, {} not.\n", found.passed, found.failed));
    text
}

fn case(of: &TestedCase) -> String {
    let mark = if of.passed { "ok" } else { "NO" };
    let mut text = format!("{mark}  {}\n    {}\n", of.name, of.title);
    if let Some(fault) = &of.fault {
        text.push_str(&format!("    {fault}\n"));
    }
    for one in &of.differences {
        text.push_str(&format!("    {}: expected {}, got {}\n", one.place, one.expected, one.got));
        if !one.because.is_empty() {
            text.push_str(&format!("      {}\n", one.because));
        }
    }
    text
}
