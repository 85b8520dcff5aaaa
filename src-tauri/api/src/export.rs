//! Handing the program over, and verifying what was handed over.

use std::path::Path;

use tierwright_export::{
    ExportFailure, ProofEntry, Verification as Verified, verify_bundle, write_bundle,
};
use tierwright_program::words::{count, grouped};

use crate::{
    context::Context,
    results,
    wire::{
        Basis, Difference, Export, ExportProof, Exported, ExportedFile, Failure, FailureKind,
        RefusedRule, Verification, Verify,
    },
    words,
};

/// Writes the document's program and its payouts as a bundle, and keeps the payouts as its results.
pub(crate) fn export(context: &mut Context, request: &Export) -> Result<Exported, Failure> {
    let (opened, _) = context.opened()?;
    if let Some(scenario) = opened.scenarios.edited() {
        return Err(Failure::edits_a_scenario(&scenario.name));
    }
    if opened.ground.basis != Basis::History {
        return Err(Failure::not_on_history("nothing was exported"));
    }
    let outcome = opened.current()?.outcome.clone();
    let facts = opened.document.facts_digest()?.to_string();
    results::keep(opened, &outcome)?;
    let rows = opened.document.facts()?;
    let bundle = write_bundle(&outcome, &rows, opened.sample, &facts, Path::new(&request.folder))?;
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
        proof: proof(bundle.proof.as_ref(), bundle.lines.saturating_add(bundle.zero_lines)),
    })
}

/// What was proved of all payouts, as it is told.
fn proof(entry: Option<&ProofEntry>, all: u64) -> ExportProof {
    let target = entry.and_then(|of| of.targets.iter().find(|target| target.target == of.by));
    let refused = target.into_iter().flat_map(|target| &target.refused);
    ExportProof {
        by: entry.map_or_else(String::new, |of| of.by.clone()),
        payouts: entry.map_or(0, |of| of.payouts),
        of: all,
        refused: refused
            .map(|rule| RefusedRule { name: rule.name.clone(), why: rule.why.clone() })
            .collect(),
        given_levels: entry.map_or_else(Vec::new, |of| of.given_levels.clone()),
    }
}

/// Verifies a bundle from its folder alone.
pub(crate) fn verify(request: &Verify) -> Result<Verification, Failure> {
    let folder = request.folder.clone();
    Ok(match verify_bundle(Path::new(&request.folder))? {
        Verified::Agrees(found) => Verification {
            folder,
            agrees: true,
            sentence: format!(
                "The bundle is as it was exported: {}, with {} of {}{} that add up to {}.{}",
                count(found.files as u64, "file"),
                count(found.lines, "payout line"),
                found.program,
                if found.sample { " on sample data" } else { "" },
                words::money(found.total.paid),
                proved(found.proof.as_ref(), found.all_lines),
            ),
            difference: None,
            proof: found.proof.as_ref().map(|entry| proof(Some(entry), found.all_lines)),
        },
        Verified::Differs(found) => Verification {
            folder,
            agrees: false,
            proof: None,
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

/// What was proved, in sentences that follow another.
fn proved(entry: Option<&ProofEntry>, all: u64) -> String {
    let Some(entry) = entry else {
        return " It has no facts, so its payouts were not worked out again.".to_owned();
    };
    let found = proof(Some(entry), all);
    let worked_out = if found.payouts == all {
        count(all, "payout")
    } else {
        format!("{} of {}", grouped(&found.payouts.to_string()), count(all, "payout"))
    };
    let mut text = match found.payouts {
        0 => " No payout was worked out again.".to_owned(),
        _ => format!(
            " {} worked out {worked_out} again, and each is equal to the minor unit.",
            found.by
        ),
    };
    for rule in &found.refused {
        text += &format!(" Not worked out: {}, which {}.", rule.name, rule.why);
    }
    text
}

impl From<ExportFailure> for Failure {
    fn from(failure: ExportFailure) -> Self {
        Self::new(FailureKind::File, failure.code, failure.sentence, &failure.hint)
    }
}
