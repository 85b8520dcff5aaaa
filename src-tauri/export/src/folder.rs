//! The folder a bundle is written into: whole, or not at all.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{ExportFailure, MANIFEST, bundle::BundleFile, digest::sha256_hex};

/// Files that a file viewer leaves in a folder that somebody looked at; replacing may lose them.
const LEFT_BY_VIEWERS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// How many names beside the folder are tried before giving up.
const TRIES: u32 = 100;

/// What of a manifest says that a folder is a bundle, of this or another format version.
#[derive(Deserialize)]
pub(crate) struct BundleMark {
    /// The format version.
    pub tierwright_bundle: u32,
    #[serde(default)]
    files: Vec<FileMark>,
    /// How far its approval is.
    #[serde(default)]
    sign_off: Option<StatusMark>,
}

impl BundleMark {
    /// The first of some files that it lists, and its digest.
    pub(crate) fn file(&self, names: &[&str]) -> Option<(&str, Option<&str>)> {
        let found = self.files.iter().find(|file| names.contains(&file.path.as_str()))?;
        Some((&found.path, found.sha256.as_deref()))
    }
}

#[derive(Deserialize)]
struct StatusMark {
    #[serde(default)]
    status: String,
    #[serde(default)]
    version: Option<u32>,
}

#[derive(Deserialize)]
struct FileMark {
    path: String,
    #[serde(default)]
    sha256: Option<String>,
}

/// Folders that were made for one to be written in, the innermost first. Those that are still empty
/// go away again unless that succeeded.
struct Made(Vec<PathBuf>);

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One that holds something by now stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A folder of ours beside the target, removed with everything in it unless it was moved away.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // Removing is a courtesy: the folder's name says what it is, and an export is done or has
        // failed for a reason of its own by now.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Writes files into a folder as a whole: into a new folder beside it first, which `approve` looks
/// at and which then takes the folder's place.
pub(crate) fn place(
    folder: &Path,
    files: &[BundleFile],
    approve: impl FnOnce(&Path) -> Result<(), ExportFailure>,
) -> Result<(), ExportFailure> {
    let target = target_of(folder)?;
    let parent = target.parent().ok_or_else(|| no_name(folder))?;
    let not_written = |error: io::Error| ExportFailure::not_written(folder, &error);
    let missing = parent.ancestors().take_while(|folder| !folder.exists());
    let mut made = Made(missing.map(Path::to_owned).collect());
    fs::create_dir_all(parent).map_err(not_written)?;
    let written = beside(&target, "writing").map_err(not_written)?;
    write_files(&written.0, files).map_err(not_written)?;
    approve(&written.0)?;
    take_place(&written, &target).map_err(not_written)?;
    made.0.clear();
    Ok(())
}

/// What lies in a folder beyond the files named, in byte order; a folder's name ends in a slash.
pub(crate) fn beyond(folder: &Path, named: &[&str]) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    look_beyond(folder, "", named, &mut found)?;
    found.sort_unstable();
    Ok(found)
}

fn look_beyond(
    folder: &Path,
    prefix: &str,
    named: &[&str],
    found: &mut Vec<String>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type()?;
        let inside = format!("{path}/");
        if kind.is_dir() && named.iter().any(|name| name.starts_with(&inside)) {
            look_beyond(&entry.path(), &inside, named, found)?;
        } else if kind.is_dir() {
            found.push(inside);
        } else if !kind.is_file() || !named.contains(&path.as_str()) {
            found.push(path);
        }
    }
    Ok(())
}

/// The absolute path to write to, when nothing that is not ours would be lost there.
fn target_of(folder: &Path) -> Result<PathBuf, ExportFailure> {
    let not_readable = |error: io::Error| ExportFailure::not_readable(folder, &error);
    if !folder.try_exists().map_err(not_readable)? {
        let target = std::path::absolute(folder).map_err(not_readable)?;
        return if target.file_name().is_some() { Ok(target) } else { Err(no_name(folder)) };
    }
    let target = folder.canonicalize().map_err(not_readable)?;
    if !target.is_dir() {
        return Err(ExportFailure::new(
            "folder_is_file",
            format!("{} is a file, so nothing was exported.", folder.display()),
            "Name a folder that is new, empty or an earlier export.",
        ));
    }
    if stands_in(&target) {
        return Err(ExportFailure::new(
            "folder_in_use",
            format!("{} is the folder you are in, so nothing was exported.", folder.display()),
            "Name a folder below it, such as `export`.",
        ));
    }
    may_be_replaced(folder, &target)?;
    Ok(target)
}

/// Whether this program runs in the folder or below it: it cannot be replaced then.
fn stands_in(target: &Path) -> bool {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    here.is_ok_and(|here| here.starts_with(target))
}

/// Nothing where a folder is empty, or a bundle with nothing of anybody else in it.
fn may_be_replaced(folder: &Path, target: &Path) -> Result<(), ExportFailure> {
    let not_readable = |error: io::Error| ExportFailure::not_readable(folder, &error);
    let mark = bundle_mark(target).map_err(not_readable)?;
    if let Some(of) = mark.as_ref().and_then(|mark| mark.sign_off.as_ref())
        && of.status == "approved"
    {
        return Err(approved(folder, of.version));
    }
    let mut named = vec![MANIFEST];
    match &mark {
        Some(mark) => named.extend(mark.files.iter().map(|file| file.path.as_str())),
        None => named.clear(),
    }
    let others = beyond(target, &named).map_err(not_readable)?;
    let left_by_viewer =
        |path: &str| path.rsplit('/').next().is_some_and(|name| LEFT_BY_VIEWERS.contains(&name));
    let Some(first) = others.into_iter().find(|path| !left_by_viewer(path)) else {
        return nothing_was_edited(folder, target, mark.iter().flat_map(|mark| &mark.files));
    };
    let what = if mark.is_some() { "which is not part of the export there" } else { "for one" };
    Err(ExportFailure::new(
        "folder_not_empty",
        format!(
            "{} holds other things ({first}, {what}), so nothing was exported.",
            folder.display()
        ),
        "Name a folder that is new, empty or an earlier export, or move the other things away.",
    ))
}

/// Nothing where the files of an earlier bundle are as they were exported: an edited guide is
/// somebody's work.
fn nothing_was_edited<'a>(
    folder: &Path,
    target: &Path,
    files: impl Iterator<Item = &'a FileMark>,
) -> Result<(), ExportFailure> {
    for file in files {
        let (Some(digest), Ok(bytes)) = (&file.sha256, fs::read(target.join(&file.path))) else {
            continue;
        };
        if sha256_hex(&bytes) != *digest {
            return Err(ExportFailure::new(
                "folder_edited",
                format!(
                    "{} holds an earlier export whose {} has been edited since, so nothing was \
                     exported.",
                    folder.display(),
                    file.path
                ),
                "Name another folder, or move what was edited away first.",
            ));
        }
    }
    Ok(())
}

/// The mark of a bundle in a folder; nothing where there is none.
pub(crate) fn bundle_mark(folder: &Path) -> io::Result<Option<BundleMark>> {
    match fs::read(folder.join(MANIFEST)) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A new folder beside the target, in the same file system.
fn beside(target: &Path, purpose: &str) -> io::Result<Beside> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for attempt in 0..TRIES {
        let own = format!(".{name}.{purpose}-{}-{attempt}", std::process::id());
        let path = target.with_file_name(own);
        match fs::create_dir(&path) {
            Ok(()) => return Ok(Beside(path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

fn write_files(folder: &Path, files: &[BundleFile]) -> io::Result<()> {
    for file in files {
        let path = folder.join(&file.path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let mut open = fs::File::create_new(path)?;
        open.write_all(&file.bytes)?;
        open.sync_all()?;
    }
    Ok(())
}

/// Moves the new folder to the target. What was there stands aside until the move is done, and
/// comes back when it fails.
fn take_place(written: &Beside, target: &Path) -> io::Result<()> {
    if !target.try_exists()? {
        return fs::rename(&written.0, target);
    }
    let aside = beside(target, "replaced")?;
    let earlier = aside.0.join("earlier");
    fs::rename(target, &earlier)?;
    let Err(error) = fs::rename(&written.0, target) else {
        return Ok(());
    };
    if fs::rename(&earlier, target).is_err() {
        // Nothing can be put back, so at least nothing is thrown away.
        std::mem::forget(aside);
    }
    Err(error)
}

/// What was approved and handed over stays as it is.
fn approved(folder: &Path, version: Option<u32>) -> ExportFailure {
    let version = version.map_or_else(String::new, |version| format!(" version {version}"));
    ExportFailure::new(
        "folder_approved",
        format!("{} holds{version} as it was approved, so nothing was exported.", folder.display()),
        "Name another folder: what was approved stays as it is, and a change is the next version.",
    )
}

fn no_name(folder: &Path) -> ExportFailure {
    ExportFailure::new(
        "folder_without_name",
        format!("{} has no name of its own, so nothing was exported.", folder.display()),
        "Name a folder that is new, empty or an earlier export.",
    )
}
