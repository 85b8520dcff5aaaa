//! Handing the program over, and verifying what was handed over.

use std::path::Path;

use tierwright_export::{
    Agreement, Bundle, BundleContent, ExportFailure, ProofEntry, Verification as Verified, Watch,
    altered_files,
    sign_off::{SignOff, Status},
    verify_bundle_watched, write_content_watched,
};
use tierwright_program::words::{count, grouped};
use tierwright_store::{ExportRow, ExportStatus, SignOffEntry, SignOffStep};

use crate::{
    clock,
    context::Context,
    export_plan::{gathered, is_signed, refused},
    memo,
    opened::{Effort, Opened},
    results,
    sign_off::Standing,
    wire::{
        Altered, AlteredFile, Basis, Difference, Export, ExportProof, Exported, ExportedFile,
        Failure, FailureKind, SignOffStatus, Verification, VerifiedBundle, Verify,
    },
    words,
};

/// Writes the document's program and its payouts as a bundle, notes that, and keeps the payouts as
/// the document's results. Stopped on the way, it leaves the folder and the document as they were.
pub(crate) fn export(context: &mut Context, request: &Export) -> Result<Exported, Failure> {
    let watching = context.watching();
    let (who, effort) = (context.who.clone(), context.effort.clone());
    let (opened, _) = context.opened()?;
    let own = is_signed(opened);
    if let Some(scenario) = opened.scenarios.edited() {
        return Err(Failure::edits_a_scenario(&scenario.name));
    }
    if opened.ground.basis != Basis::History {
        return Err(Failure::not_on_history("nothing was exported"));
    }
    let outcome = opened.current()?.outcome.clone();
    let tell = |doing: &str, done, of| watching.go_on(doing, done, of);
    let _ = tell("Reading the facts", 0, 0);
    let facts = opened.document.facts_digest()?.to_string();
    let rows = opened.document.facts()?;
    let content = BundleContent::of_outcome(&outcome, &rows, opened.sample, &facts);
    let _ = tell("Freezing payouts as cases", 0, 0);
    let mut content = content.with_cases(&outcome, &rows);
    if own {
        let _ = tell("Writing the decision memo", 0, 0);
        content.memo = Some(memo::handed(context, &content)?);
    }
    let (opened, _) = context.opened()?;
    content.sign_off = signed(opened, &effort)?;
    let bundle = write_content_watched(&content, Path::new(&request.folder), &Watch::by(&tell))?;
    let noted = results::keep(opened, &outcome)
        .and_then(|()| note(opened, &bundle, content.sign_off.as_ref(), who));
    noted.map_err(|mut failure| {
        let folder = bundle.folder.display();
        let written = format!("The bundle is written and verified in {folder}");
        failure.sentence =
            format!("{written}, but the document could not note it. {}", failure.sentence);
        failure
    })?;
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
        version: content.sign_off.as_ref().and_then(|of| of.version),
        status: content.sign_off.as_ref().map_or(SignOffStatus::Draft, |of| status(of.status)),
    })
}

/// The sign-off that goes into the bundle: that of the document's own program.
fn signed(opened: &mut Opened, effort: &Effort) -> Result<Option<SignOff>, Failure> {
    if !is_signed(opened) {
        return Ok(None);
    }
    let to_do = gathered(opened, effort)?.1;
    Ok(Some(Standing::of(opened, to_do)?.exported(opened, effort)?))
}

const fn status(of: Status) -> SignOffStatus {
    match of {
        Status::Draft => SignOffStatus::Draft,
        Status::InReview => SignOffStatus::InReview,
        Status::Approved => SignOffStatus::Approved,
    }
}

/// Notes in the document what was handed over, where it is of its own program and can be written.
fn note(
    opened: &mut Opened,
    bundle: &Bundle,
    sign_off: Option<&SignOff>,
    who: Option<String>,
) -> Result<(), Failure> {
    let Some(SignOff { covers, status, version, sha256, .. }) = sign_off else { return Ok(()) };
    if opened.document.is_read_only() {
        return Ok(());
    }
    let version = version.unwrap_or(1);
    let who = who.unwrap_or_default();
    let folder = std::path::absolute(&bundle.folder).unwrap_or_else(|_| bundle.folder.clone());
    let proof = bundle.proof.as_ref();
    let row = ExportRow {
        folder: folder.display().to_string(),
        facts: covers.facts.clone(),
        engine: covers.engine.clone(),
        seal: bundle.digest.clone(),
        lines: bundle.lines,
        total: bundle.total.paid,
        proved_by: proof.map_or_else(String::new, |entry| entry.by.clone()),
        payouts_proved: proof.map_or(0, |entry| entry.payouts),
        version,
        status: match status {
            Status::Draft => ExportStatus::Draft,
            Status::InReview => ExportStatus::InReview,
            Status::Approved => ExportStatus::Approved,
        },
        who: who.clone(),
        program: covers.program.clone(),
        as_of: covers.as_of.clone(),
        digest: sha256.clone(),
    };
    opened.document.save_export(&row, clock::now())?;
    if *status == Status::Approved {
        let step = SignOffStep::Exported { version };
        let entry = SignOffEntry { who, role: String::new(), words: String::new(), step };
        opened.document.add_sign_off(&entry, clock::now())?;
    }
    Ok(())
}

/// What was proved of all payouts, as it is told.
fn proof(entry: Option<&ProofEntry>, all: u64) -> ExportProof {
    let target = entry.and_then(|of| of.targets.iter().find(|target| target.target == of.by));
    ExportProof {
        by: entry.map_or_else(String::new, |of| of.by.clone()),
        payouts: entry.map_or(0, |of| of.payouts),
        of: all,
        refused: target.map(refused).unwrap_or_default(),
        given_levels: entry.map_or_else(Vec::new, |of| of.given_levels.clone()),
    }
}

/// Verifies a bundle from its folder alone, and says of each file what became of it.
pub(crate) fn verify(context: &Context, request: &Verify) -> Result<Verification, Failure> {
    let watching = context.watching();
    let tell = |doing: &str, done, of| watching.go_on(doing, done, of);
    let (folder, watch) = (Path::new(&request.folder), Watch::by(&tell));
    let found = verify_bundle_watched(folder, &watch)?;
    let folder_name = request.folder.clone();
    Ok(match found {
        Verified::Agrees(found) => Verification {
            folder: folder_name,
            agrees: true,
            sentence: format!(
                "The bundle is as it was exported: {}{}, with {} of {}{} that add up to {}.{}",
                count(found.files as u64, "file"),
                edition(&found),
                count(found.lines, "payout line"),
                found.program,
                if found.sample { " on sample data" } else { "" },
                words::money(found.total.paid),
                proved(found.proof.as_ref(), found.all_lines),
            ),
            bundle: Some(bundle(&found)),
            difference: None,
            altered: Vec::new(),
            proof: found.proof.as_ref().map(|entry| proof(Some(entry), found.all_lines)),
        },
        Verified::Differs(found) => Verification {
            folder: folder_name,
            agrees: false,
            bundle: None,
            proof: None,
            altered: altered_files(folder, &watch)?.into_iter().map(altered).collect(),
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

/// `, version 2, approved`.
fn edition(of: &Agreement) -> String {
    let version = of.version.map_or_else(String::new, |version| format!(", version {version}"));
    format!("{version}, {}", of.status.words())
}

fn bundle(of: &Agreement) -> VerifiedBundle {
    VerifiedBundle {
        program: of.program.clone(),
        engine: of.engine.clone(),
        sample: of.sample,
        files: of.files as u64,
        lines: of.lines,
        total: of.total.paid.amount_text(),
        currency: of.total.paid.currency().to_string(),
        seal: of.digest.clone(),
        version: of.version,
        status: status(of.status),
    }
}

fn altered(of: tierwright_export::AlteredFile) -> AlteredFile {
    AlteredFile {
        name: of.path,
        altered: match of.altered {
            tierwright_export::Altered::Changed => Altered::Changed,
            tierwright_export::Altered::Missing => Altered::Missing,
            tierwright_export::Altered::Added => Altered::Added,
        },
        detail: of.detail,
    }
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
        let kind = match failure.code {
            "cancelled" => FailureKind::Cancelled,
            _ => FailureKind::File,
        };
        Self::new(kind, failure.code, failure.sentence, &failure.hint)
    }
}
