//! The decision memo of a bundle: a document that was made elsewhere, and what it is about.

use serde::{Deserialize, Serialize};

use crate::{BundleContent, ExportFailure, Sums, canonical_json, paper::Paper};

/// The memo's file: its print follows from it, and what it is about from the rest of the bundle.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MemoFile {
    sample: bool,
    /// SHA-256 of the program and of the facts.
    program: String,
    facts: String,
    engine: String,
    total: Sums,
    paper: Paper,
}

/// A memo as canonical JSON, with what it is about.
pub(crate) fn memo_json(
    paper: &Paper,
    content: &BundleContent,
    program: &str,
    total: Sums,
) -> Result<String, ExportFailure> {
    canonical_json(&MemoFile {
        sample: content.sample,
        program: program.to_owned(),
        facts: content.facts_digest.clone(),
        engine: content.engine.clone(),
        total,
        paper: paper.clone(),
    })
}

/// The memo of a file; what it is about is compared with the bundle when it is written again.
pub(crate) fn read_memo(text: &str) -> Result<Paper, String> {
    let read: MemoFile = serde_json::from_str(text)
        .map_err(|error| format!("does not read as a decision memo: {error}"))?;
    Ok(read.paper)
}
