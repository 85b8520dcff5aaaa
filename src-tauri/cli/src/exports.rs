//! Handing a program over, and verifying what was handed over.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{self, Open},
};

use crate::{
    arguments::{Export, Verify},
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped},
};

/// The folder with a few files for each partner, too many to read one by one.
const STATEMENTS: &str = "partners/statements/";

/// Writes a document's program and payouts as a bundle.
pub fn export(asked: Export, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let found = desk.ask(wire::Export { folder: asked.out })?;
    if format == Format::Json {
        return Ok(Printed::fine(json(&json!(found))));
    }
    let mut files = Table::new(2);
    let (statements, listed): (Vec<_>, Vec<_>) =
        found.files.iter().partition(|file| file.name.starts_with(STATEMENTS));
    for file in listed {
        let bytes = format!("{} bytes", grouped(&file.bytes.to_string()));
        files.row([format!("  {}", file.name), file.sha256.clone(), bytes]);
    }
    let statements = match statements.len() {
        0 => String::new(),
        many => format!("  and {} files of partner statements\n", grouped(&many.to_string())),
    };
    let proof = &found.proof;
    let mut proved = format!(
        "Proof: {} of {} payouts worked out again by {}, each equal.\n",
        grouped(&proof.payouts.to_string()),
        grouped(&proof.of.to_string()),
        proof.by,
    );
    for rule in &proof.refused {
        proved += &format!("  not worked out: {}, which {}\n", rule.name, rule.why);
    }
    for track in &proof.given_levels {
        proved += &format!("  levels of {track} are given as facts\n");
    }
    let sample =
        if found.sample { " Every file is marked SAMPLE: the data is made up." } else { "" };
    Ok(Printed::fine(format!(
        "Exported to {}: {} payout lines, {} {} in all.{sample}\n{}{statements}{proved}Seal: {}\n",
        found.folder,
        grouped(&found.lines.to_string()),
        grouped(&found.total),
        found.currency,
        files.text(),
        found.seal,
    )))
}

/// Verifies a bundle.
pub fn verify(asked: Verify, format: Format) -> Ended {
    let found = Desk::new().ask(wire::Verify { folder: asked.folder })?;
    let text = match (format, &found.difference) {
        (Format::Json, _) => json(&json!(found)),
        (_, None) => format!("{}\n", found.sentence),
        (_, Some(difference)) => {
            let files = found.altered.iter().map(altered);
            format!("{}\n{}{}\n", difference.sentence, files.collect::<String>(), difference.hint)
        }
    };
    Ok(Printed::with(text, !found.agrees))
}

/// What became of a file, on a line.
fn altered(file: &wire::AlteredFile) -> String {
    let became = match file.altered {
        wire::Altered::Changed => "changed",
        wire::Altered::Missing => "missing",
        wire::Altered::Added => "added",
    };
    let detail = file.detail.as_ref().map_or_else(String::new, |detail| format!(": {detail}"));
    format!("  {became} {}{detail}\n", file.name)
}
