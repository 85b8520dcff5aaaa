//! Handing the program over, and verifying what was handed over.

use std::path::Path;

use tierwright_export::{ExportFailure, Verification as Verified, verify_bundle, write_bundle};
use tierwright_program::words::count;

use crate::{
    context::Context,
    results,
    wire::{
        Difference, Export, Exported, ExportedFile, Failure, FailureKind, Verification, Verify,
    },
    words,
};

/// Writes the document's program and its payouts as a bundle, and keeps the payouts as its results.
pub(crate) fn export(context: &mut Context, request: &Export) -> Result<Exported, Failure> {
    let (opened, _) = context.opened()?;
    if let Some(scenario) = opened.scenarios.edited() {
        return Err(Failure::edits_a_scenario(&scenario.name));
    }
    let outcome = opened.current()?.outcome.clone();
    let facts = opened.document.facts_digest()?.to_string();
    results::keep(opened, &outcome)?;
    let bundle = write_bundle(&outcome, opened.sample, &facts, Path::new(&request.folder))?;
    Ok(Exported {
        folder: bundle.folder.display().to_string(),
        sample: bundle.sample,
        files: bundle
            .files
            .into_iter()
            .map(|file| ExportedFile { name: file.path, bytes: file.bytes, sha256: file.sha256 })
            .collect(),
        seal: bundle.digest,
        lines: bundle.lines,
        total: bundle.total.paid.amount_text(),
        currency: bundle.total.paid.currency().to_string(),
    })
}

/// Verifies a bundle from its folder alone.
pub(crate) fn verify(request: &Verify) -> Result<Verification, Failure> {
    let folder = request.folder.clone();
    Ok(match verify_bundle(Path::new(&request.folder))? {
        Verified::Agrees(found) => Verification {
            folder,
            agrees: true,
            sentence: format!(
                "The bundle is as it was exported: {}, with {} of {}{} that add up to {}.",
                count(found.files as u64, "file"),
                count(found.lines, "payout line"),
                found.program,
                if found.sample { " on sample data" } else { "" },
                words::money(found.total.paid),
            ),
            difference: None,
        },
        Verified::Differs(found) => Verification {
            folder,
            agrees: false,
            sentence: found.sentence.clone(),
            difference: Some(Difference {
                code: found.code.to_owned(),
                file: found.file,
                row: found.row,
                sentence: found.sentence,
                hint: found.hint,
            }),
        },
    })
}

impl From<ExportFailure> for Failure {
    fn from(failure: ExportFailure) -> Self {
        Self::new(FailureKind::File, failure.code, failure.sentence, &failure.hint)
    }
}
