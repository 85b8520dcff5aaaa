//! Verifying a bundle from its folder alone: every byte is the one that was exported, its parts
//! belong together and add up, and SQLite works its payouts out again.

mod altered;
mod difference;
mod lines;
mod recomputed;
mod replay;

use std::{fs, io, path::Path};

pub use altered::{Altered, AlteredFile, altered_files};
pub use difference::Difference;
use difference::Stop;
use tierwright_program::{Program, ProgramTest, Span, check};

use crate::{
    BundleContent, ExportFailure, FORMAT, FileEntry, Line, MANIFEST, Sums, Watch,
    bundle::bundle_files,
    canonical_json, cases,
    digest::{is_sha256_hex, sha256_hex},
    evidence,
    folder::{beyond, bundle_mark},
    manifest::{Manifest, Paths, ProofEntry},
    memo,
    paper::Paper,
    payouts::read_payouts,
    sign_off::{SignOff, Status},
    sql::{Measured, fitting},
    totals::Totals,
};

/// What verifying a bundle found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verification {
    /// Nothing has changed, and the parts add up.
    Agrees(Agreement),
    /// The first thing that is not as it should be.
    Differs(Difference),
}

/// A bundle that verifies, in numbers.
///
/// It says that the bundle is as it was exported and agrees with itself, and that SQLite works out
/// the same payouts where the bundle has the facts for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// Name of the program.
    pub program: String,
    /// SHA-256 of the program's canonical JSON, in hexadecimal.
    pub program_digest: String,
    /// SHA-256 of the facts, as the manifest has it.
    pub facts_digest: String,
    /// Version of the engine that calculated.
    pub engine: String,
    /// Whether it is marked as made from sample facts.
    pub sample: bool,
    /// The seal of the manifest, which names the bundle as a whole.
    pub digest: String,
    /// Files looked at, the manifest among them.
    pub files: usize,
    /// Payout lines added up.
    pub lines: u64,
    /// Payouts in all, those of zero among them.
    pub all_lines: u64,
    /// What they add up to.
    pub total: Sums,
    /// What SQLite worked out again, each payout equal; nothing where the bundle has no facts for it.
    pub proof: Option<ProofEntry>,
    /// How far the approval was.
    pub status: Status,
    /// The version; none where nobody keeps one.
    pub version: Option<u32>,
}

/// Verifies the bundle in a folder.
///
/// Looked at, in this order: the manifest and its seal; that no file is missing, added or changed;
/// that the program reads, has no errors and is canonical; that each payout line fits the program
/// and the replay; that the totals and the manifest are what the payouts add up to. Whoever makes
/// payouts, totals, digests and seal anew makes another bundle that agrees: only the seal that was
/// handed over tells them apart.
///
/// # Errors
/// The folder cannot be read, or is no bundle of a format that this build reads.
pub fn verify_bundle(folder: &Path) -> Result<Verification, ExportFailure> {
    verify_bundle_watched(folder, &Watch::nobody())
}

/// The same, telling how far it has come.
///
/// # Errors
/// As [`verify_bundle`]; `cancelled` where it was stopped.
pub fn verify_bundle_watched(
    folder: &Path,
    watch: &Watch<'_>,
) -> Result<Verification, ExportFailure> {
    match examine(folder, watch) {
        Ok(agreement) => Ok(Verification::Agrees(agreement)),
        Err(Stop::Differs(difference)) => Ok(Verification::Differs(difference)),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

fn examine(folder: &Path, watch: &Watch<'_>) -> Result<Agreement, Stop> {
    let manifest = read_manifest(folder)?;
    let paths = Paths::of(manifest.sample);
    check_files(folder, &manifest, &paths, watch)?;
    let mut content = read_content(folder, &manifest, &paths)?;
    recomputed::compare_partners(&content, &paths.payouts)?;
    refuse_numbers(&mut content, &manifest, watch)?;
    let measured = recomputed::compare(&content, &paths.payouts, watch)?;
    let added = compare_totals(&content, &read(folder, &paths.totals)?, &paths.totals)?;
    compare_manifest(&content, added, &manifest, &paths)?;
    compare_sign_off(&content, added, &manifest, &paths)?;
    watch.go_on("Writing each file again to compare it", 0, 0)?;
    compare_bytes(&content, &measured, folder, &paths, watch)?;
    Ok(Agreement {
        program: manifest.program.name,
        program_digest: manifest.program.sha256,
        facts_digest: manifest.facts.sha256,
        engine: manifest.engine,
        sample: manifest.sample,
        digest: manifest.seal.unwrap_or_default(),
        files: manifest.files.len() + 1,
        lines: manifest.payouts.lines,
        all_lines: manifest.payouts.lines.saturating_add(manifest.payouts.zero_lines),
        total: manifest.payouts.total,
        proof: manifest.proof,
        status: content.status(),
        version: content.sign_off.as_ref().and_then(|of| of.version),
    })
}

/// What the files of a bundle say, each read by itself.
fn read_content(folder: &Path, manifest: &Manifest, paths: &Paths) -> Result<BundleContent, Stop> {
    let program = read_program(&read(folder, &paths.spec)?, &paths.spec)?;
    let quarters = replay::quarters(manifest, &program)?;
    let sql = recomputed::facts(folder, manifest, paths, &program)?;
    check_schema(&read(folder, &paths.schema)?, &paths.schema)?;
    let payouts = read(folder, &paths.payouts)?;
    let cases = read_cases(folder, manifest, paths, &program)?;
    let lines = read_lines(&payouts, &program, &quarters, &paths.payouts)?;
    Ok(BundleContent {
        program,
        sample: manifest.sample,
        facts_digest: manifest.facts.sha256.clone(),
        engine: manifest.engine.clone(),
        quarters,
        // Without the facts there is nothing to count them in.
        partners: match &sql {
            Some(facts) => facts.partners().count() as u64,
            None => manifest.facts.partners,
        },
        lines,
        sql,
        cases,
        paid: evidence::read_paid(&read(folder, &paths.evidence)?)
            .map_err(|why| Difference::file("evidence_differs", &paths.evidence, &why))?,
        sign_off: manifest.sign_off.is_some().then(|| read_sign_off(folder, paths)).transpose()?,
        memo: manifest.has(&paths.memo).then(|| read_memo(folder, paths)).transpose()?,
    })
}

/// The sign-off of a bundle that has one.
fn read_sign_off(folder: &Path, paths: &Paths) -> Result<SignOff, Stop> {
    let path = &paths.sign_off;
    serde_json::from_str(&read(folder, path)?).map_err(|error| {
        let what = format!("does not read as a sign-off: {error}");
        Difference::file("sign_off_differs", path, &what).into()
    })
}

/// The decision memo of a bundle that has one.
fn read_memo(folder: &Path, paths: &Paths) -> Result<Paper, Stop> {
    memo::read_memo(&read(folder, &paths.memo)?)
        .map_err(|what| Difference::file("memo_differs", &paths.memo, &what).into())
}

/// That the sign-off is of this bundle, and an approval has what it needs.
fn compare_sign_off(
    content: &BundleContent,
    added: Sums,
    manifest: &Manifest,
    paths: &Paths,
) -> Result<(), Stop> {
    let Some(of) = &content.sign_off else { return Ok(()) };
    match of.odd_in(content, &manifest.program.sha256, &added.paid.to_string()) {
        Some(what) => Err(Difference::file("sign_off_differs", &paths.sign_off, &what).into()),
        None => Ok(()),
    }
}

/// The row of the first case.
const FIRST_CASE: u64 = 2;

/// The cases of the history, each of which comes out as it is written.
fn read_cases(
    folder: &Path,
    manifest: &Manifest,
    paths: &Paths,
    program: &Program,
) -> Result<Vec<ProgramTest>, Stop> {
    if manifest.proof.is_none() {
        return Ok(Vec::new());
    }
    let odd = |(row, why): (u64, String)| Difference::row("case_differs", &paths.cases, row, &why);
    let (_, mut tests) = cases::read_cases(&read(folder, &paths.cases)?).map_err(odd)?;
    // The program's own come first; whether they hold is theirs to say.
    let own = program.tests.len().min(tests.len());
    let history = tests.split_off(own);
    match cases::first_that_fails(program, &history) {
        Some((at, why)) => Err(odd((FIRST_CASE + (own + at) as u64, why)).into()),
        None => Ok(history),
    }
}

/// Refuses the rules whose numbers do not fit, where the bundle says that there are some.
fn refuse_numbers(
    content: &mut BundleContent,
    manifest: &Manifest,
    watch: &Watch<'_>,
) -> Result<(), ExportFailure> {
    if manifest.proof.as_ref().is_some_and(ProofEntry::refuses_numbers)
        && let Some(facts) = fitting(content, watch)?
    {
        content.sql = Some(facts);
    }
    Ok(())
}

/// The manifest, once it is known to be ours, canonical and sealed.
fn read_manifest(folder: &Path) -> Result<Manifest, Stop> {
    let not_readable = |error: io::Error| ExportFailure::not_readable(folder, &error);
    if !fs::metadata(folder).map_err(not_readable)?.is_dir() {
        return Err(not_a_bundle(folder, "it is a file, not a folder").into());
    }
    let mark = bundle_mark(folder).map_err(not_readable)?;
    let mark = mark.ok_or_else(|| {
        not_a_bundle(
            folder,
            "it has no manifest.json that Tierwright wrote, or the manifest is damaged",
        )
    })?;
    if mark.tierwright_bundle != FORMAT {
        return Err(other_format(folder, mark.tierwright_bundle).into());
    }
    let text = read(folder, MANIFEST)?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| {
        Difference::file("manifest_changed", MANIFEST, &format!("does not read as one: {error}"))
    })?;
    let seal = manifest.seal_of().ok();
    if canonical_json(&manifest).ok() != Some(text) || seal.is_none() || manifest.seal != seal {
        let what = "has been changed since the export: it does not match its own seal";
        return Err(Difference::file("manifest_changed", MANIFEST, what).into());
    }
    Ok(manifest)
}

/// That the files are those of a bundle, all there, alone and unchanged.
fn check_files(
    folder: &Path,
    manifest: &Manifest,
    paths: &Paths,
    watch: &Watch<'_>,
) -> Result<(), Stop> {
    let (proof, signed) = (manifest.proof.is_some(), manifest.sign_off.is_some());
    let mut all = paths.all(proof, signed, manifest.has(&paths.memo));
    // How many statements there are follows from the payouts, which are compared byte for byte.
    let listed = manifest.files.iter().map(|file| &file.path);
    all.extend(listed.filter(|path| paths.is_statement(path)).cloned());
    all.sort_unstable();
    if !manifest.files.iter().map(|file| &file.path).eq(&all) {
        let what = "lists other files than a bundle has";
        return Err(Difference::file("manifest_differs", MANIFEST, what).into());
    }
    let files = manifest.files.len() as u64;
    for (at, file) in (0..).zip(&manifest.files) {
        watch.go_on("Looking at each file", at, files)?;
        check_file(folder, file)?;
    }
    let mut named = vec![MANIFEST];
    named.extend(all.iter().map(String::as_str));
    let others = beyond(folder, &named).map_err(|e| ExportFailure::not_readable(folder, &e))?;
    match others.first() {
        Some(other) => {
            let what = "is not one of the plain files that the manifest lists";
            Err(Difference::file("file_extra", other, what).into())
        }
        None => Ok(()),
    }
}

/// That a file is there, is a plain file, and has the bytes it had.
fn check_file(folder: &Path, file: &FileEntry) -> Result<(), Stop> {
    let place = folder.join(&file.path);
    let about = match fs::symlink_metadata(&place) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Difference::file("file_missing", &file.path, "is missing").into());
        }
        Err(error) => return Err(ExportFailure::not_readable(&place, &error).into()),
    };
    let same = about.is_file()
        && about.len() == file.bytes
        && sha256_hex(&read_bytes(folder, &file.path)?) == file.sha256;
    if same {
        return Ok(());
    }
    let what = "has been changed since the export: its bytes are not those in the manifest";
    Err(Difference::file("file_changed", &file.path, what).into())
}

/// The program: without errors and canonical.
fn read_program(text: &str, path: &str) -> Result<Program, Stop> {
    let differs = |what: &str| Stop::from(Difference::file("program_differs", path, what));
    let program = Program::from_json(text).map_err(|error| differs(&format!("says: {error}")))?;
    if canonical_json(&program)? != text {
        return Err(differs("is not written as canonical JSON (RFC 8785)"));
    }
    let (checked, findings) = check(&program);
    if checked.is_none() {
        let first = findings.first().map_or("it has errors", |finding| finding.sentence.as_str());
        return Err(differs(&format!("cannot be calculated: {first}")));
    }
    Ok(program)
}

/// That the schema is canonical JSON. What it says is that of the version that exported.
fn check_schema(text: &str, path: &str) -> Result<(), Stop> {
    let value = serde_json::from_str::<serde_json::Value>(text).ok();
    let canonical = value.and_then(|value| canonical_json(&value).ok());
    if canonical.as_deref() == Some(text) {
        return Ok(());
    }
    let what = "is not written as canonical JSON (RFC 8785)";
    Err(Difference::file("schema_differs", path, what).into())
}

/// The payout lines, each fitting the program and the replay.
fn read_lines(
    text: &str,
    program: &Program,
    quarters: &[Span],
    path: &str,
) -> Result<Vec<Line>, Stop> {
    let lines = read_payouts(text, program)
        .map_err(|odd| Difference::row("row_differs", path, odd.row, &odd.reason))?;
    lines::check_lines(&lines, program, quarters)
        .map_err(|odd| Difference::row("row_differs", path, odd.row, &odd.reason))?;
    Ok(lines)
}

/// That the totals file has what the payouts add up to; the sums of all of them.
fn compare_totals(content: &BundleContent, text: &str, path: &str) -> Result<Sums, Stop> {
    let differs = |what: &str| Stop::from(Difference::file("totals_differ", path, what));
    let said: Totals = serde_json::from_str(text)
        .map_err(|error| differs(&format!("does not read as totals: {error}")))?;
    let added = Totals::of(content).ok_or_else(|| {
        differs("cannot be compared: the payouts are too large to add up exactly")
    })?;
    for ((what, said), (of, added)) in said.figures().iter().zip(added.figures()) {
        if *what != of {
            return Err(differs(&format!("has {what} where {of} is expected")));
        }
        if *said != added {
            return Err(differs(&difference::two_sums(what, *said, added)));
        }
    }
    if said != added {
        return Err(differs("has other names or other entries than the payouts and the program"));
    }
    Ok(added.total)
}

/// That the manifest says of the program and the payouts what they say themselves.
fn compare_manifest(
    content: &BundleContent,
    added: Sums,
    manifest: &Manifest,
    paths: &Paths,
) -> Result<(), Stop> {
    let differs = |what: &str| Stop::from(Difference::file("manifest_differs", MANIFEST, what));
    let program = &content.program;
    if manifest.payouts.total != added {
        let what = difference::two_sums("the total", manifest.payouts.total, added);
        return Err(differs(&what));
    }
    let lines = content.lines.len() as u64;
    let all = manifest.payouts.zero_lines.checked_add(lines);
    if manifest.payouts.lines != lines || all.is_none() || all != content.all_lines() {
        return Err(differs("counts other payout lines than there are"));
    }
    let same = manifest.program.name == program.name
        && manifest.program.currency == program.currency
        && manifest.program.rounding == program.rounding
        && manifest
            .files
            .iter()
            .any(|file| file.path == paths.spec && file.sha256 == manifest.program.sha256);
    if !same {
        return Err(differs("names another program than the one in the bundle"));
    }
    if manifest.facts.partners != content.partners {
        return Err(differs("counts other partners than there are in the facts"));
    }
    if !is_sha256_hex(&manifest.facts.sha256) {
        return Err(differs("has something else than a SHA-256 where it names the facts"));
    }
    Ok(())
}

/// That the files are byte for byte what their content is written as. Whatever the checks before
/// have no sentence for ends here: another spelling of a number, a mark of SAMPLE that is gone.
fn compare_bytes(
    content: &BundleContent,
    measured: &[Measured],
    folder: &Path,
    paths: &Paths,
    watch: &Watch<'_>,
) -> Result<(), Stop> {
    let schema = read(folder, &paths.schema)?;
    let (_, files) = bundle_files(content, schema, measured, watch)?;
    for file in files {
        let found = read_bytes(folder, &file.path)?;
        if found != file.bytes {
            return Err(difference::first_line(&file.path, &found, &file.bytes).into());
        }
    }
    Ok(())
}

fn read_bytes(folder: &Path, path: &str) -> Result<Vec<u8>, ExportFailure> {
    let place = folder.join(path);
    fs::read(&place).map_err(|error| ExportFailure::not_readable(&place, &error))
}

fn read(folder: &Path, path: &str) -> Result<String, Stop> {
    String::from_utf8(read_bytes(folder, path)?)
        .map_err(|_| Difference::file("file_changed", path, "is not UTF-8 text").into())
}

fn not_a_bundle(folder: &Path, reason: &str) -> ExportFailure {
    ExportFailure::new(
        "not_a_bundle",
        format!("{} is not a bundle: {reason}.", folder.display()),
        "Name the folder that `tierwright export` wrote.",
    )
}

fn other_format(folder: &Path, format: u32) -> ExportFailure {
    ExportFailure::new(
        "other_format",
        format!(
            "{} is a bundle of format {format}, and this Tierwright reads format {FORMAT}.",
            folder.display()
        ),
        "Verify it with the version of Tierwright that wrote it, or a newer one.",
    )
}
