//! Every file of a bundle that is not as it was exported, and as far as it can be told, where.

use std::{fs, path::Path};

use super::{Stop, check_file, read, read_content, read_manifest, recomputed, refuse_numbers};
use crate::{
    BundleContent, ExportFailure, MANIFEST, Watch,
    bundle::bundle_files,
    digest::sha256_hex,
    folder::beyond,
    manifest::{Manifest, Paths},
};

/// The most characters of a line that are shown.
const SHOWN: usize = 120;

/// A file that is not as it was exported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlteredFile {
    /// Its path in the bundle.
    pub path: String,
    /// What became of it.
    pub altered: Altered,
    /// Where it differs and what stood there, as a sentence; nothing where that cannot be told.
    pub detail: Option<String>,
}

/// What became of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Altered {
    /// Its bytes are others.
    Changed,
    /// It is not there any more.
    Missing,
    /// It was not there.
    Added,
}

/// Every file in a folder that the manifest of its bundle says otherwise, in byte order. Files that
/// follow from others which are unchanged are written again, to tell what stood in them. Nothing
/// where the manifest itself is not as it was: it cannot say what the others were then.
///
/// # Errors
/// The folder cannot be read, or the work is stopped.
pub fn altered_files(folder: &Path, watch: &Watch<'_>) -> Result<Vec<AlteredFile>, ExportFailure> {
    let manifest = match read_manifest(folder) {
        Ok(manifest) => manifest,
        Err(Stop::Differs(_)) => return Ok(Vec::new()),
        Err(Stop::Failed(failure)) => return Err(failure),
    };
    let paths = Paths::of(manifest.sample);
    let mut found = Vec::new();
    for file in &manifest.files {
        let altered = match check_file(folder, file) {
            Ok(()) => continue,
            Err(Stop::Failed(failure)) => return Err(failure),
            Err(Stop::Differs(of)) if of.code == "file_missing" => Altered::Missing,
            Err(Stop::Differs(_)) => Altered::Changed,
        };
        found.push(AlteredFile { path: file.path.clone(), altered, detail: None });
    }
    let details = details(folder, &manifest, &paths, &found, watch)?;
    for (file, detail) in found.iter_mut().zip(details) {
        file.detail = detail;
    }
    let mut named = vec![MANIFEST];
    named.extend(manifest.files.iter().map(|file| file.path.as_str()));
    let others = beyond(folder, &named).map_err(|e| ExportFailure::not_readable(folder, &e))?;
    let added = |path| AlteredFile { path, altered: Altered::Added, detail: None };
    found.extend(others.into_iter().map(added));
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Where each changed file differs.
fn details(
    folder: &Path,
    manifest: &Manifest,
    paths: &Paths,
    altered: &[AlteredFile],
    watch: &Watch<'_>,
) -> Result<Vec<Option<String>>, ExportFailure> {
    let nothing = vec![None; altered.len()];
    if altered.is_empty() {
        return Ok(nothing);
    }
    // A source that is missing or does not read is told by its name alone.
    let mut content = match read_content(folder, manifest, paths) {
        Ok(content) => content,
        Err(Stop::Failed(failure)) if failure.code == "cancelled" => return Err(failure),
        Err(_) => return Ok(nothing),
    };
    refuse_numbers(&mut content, manifest, watch)?;
    let payouts = altered.iter().any(|file| file.path == paths.payouts);
    let repaid = if payouts { repaid(&content, paths, watch)? } else { None };
    let written = written_again(folder, &content, manifest, paths, watch)?;
    let detail = |file: &AlteredFile| {
        if file.altered != Altered::Changed {
            return None;
        }
        if file.path == paths.payouts {
            return repaid.clone();
        }
        let (_, was) = written.iter().find(|(path, _)| *path == file.path)?;
        first_change(was, &fs::read(folder.join(&file.path)).ok()?)
    };
    Ok(altered.iter().map(detail).collect())
}

/// What SQLite says of changed payouts, from the facts beside them.
fn repaid(
    content: &BundleContent,
    paths: &Paths,
    watch: &Watch<'_>,
) -> Result<Option<String>, ExportFailure> {
    match recomputed::compare(content, &paths.payouts, watch) {
        Ok(_) => Ok(None),
        Err(Stop::Differs(difference)) => Ok(Some(match (difference.row, &difference.sentence) {
            (Some(row), sentence) => {
                let said = sentence.split_once(": ").map_or(sentence.as_str(), |(_, said)| said);
                format!("Row {row}: {said}")
            }
            (None, sentence) => sentence.clone(),
        })),
        Err(Stop::Failed(failure)) => Err(failure),
    }
}

/// The files that follow from the content and come out as the manifest knows them: what stood there.
fn written_again(
    folder: &Path,
    content: &BundleContent,
    manifest: &Manifest,
    paths: &Paths,
    watch: &Watch<'_>,
) -> Result<Vec<(String, Vec<u8>)>, ExportFailure> {
    let Ok(schema) = read(folder, &paths.schema) else { return Ok(Vec::new()) };
    // Without measures the workbook is another one, of which no line could be told anyway.
    let (_, files) = bundle_files(content, schema, &[], watch)?;
    let known = |path: &str, bytes: &[u8]| {
        let entry = manifest.files.iter().find(|entry| entry.path == path);
        entry.is_some_and(|entry| entry.sha256 == sha256_hex(bytes))
    };
    let files = files.into_iter().filter(|file| known(&file.path, &file.bytes));
    Ok(files.map(|file| (file.path, file.bytes)).collect())
}

/// The first line that is another one: `Line 12 was "a" and is "b".` A print has no lines to tell.
fn first_change(was: &[u8], is: &[u8]) -> Option<String> {
    let (was, is) = (std::str::from_utf8(was).ok()?, String::from_utf8_lossy(is));
    let lines = was.split('\n').map(Some).chain(std::iter::repeat(None));
    let others = is.split('\n').map(Some).chain(std::iter::repeat(None));
    let mut pairs = (1_u64..).zip(lines.zip(others)).take_while(|(_, pair)| *pair != (None, None));
    let (line, (was, is)) = pairs.find(|(_, (was, is))| was != is)?;
    Some(match (was, is) {
        (Some(was), Some(is)) => {
            let (was, is) = around(was, is);
            format!("Line {line} was \u{201c}{was}\u{201d} and is \u{201c}{is}\u{201d}.")
        }
        (Some(_), None) => format!("It ends before line {line}."),
        _ => format!("It goes on after its last line, from line {line}."),
    })
}

/// Two lines as far as they are shown, from a little before where they part.
fn around(was: &str, is: &str) -> (String, String) {
    let same = was.chars().zip(is.chars()).take_while(|(one, other)| one == other).count();
    let from = same.saturating_sub(SHOWN / 3);
    let cut = |text: &str| {
        let mut shown: String = if from > 0 { "\u{2026}".to_owned() } else { String::new() };
        let mut rest = text.chars().skip(from);
        shown.extend(rest.by_ref().take(SHOWN));
        if rest.next().is_some() {
            shown.push('\u{2026}');
        }
        shown
    };
    (cut(was), cut(is))
}
