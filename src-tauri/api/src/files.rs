//! Files that are read as a whole, and the folders of documents without a name.

use std::{
    fs::{File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use tierwright_export::spec_text;
use tierwright_program::Program;

use crate::{
    context::Context,
    wire::{Failure, FailureKind},
};

/// The program in a file, or in the folder of a bundle.
pub(crate) fn program(path: &str) -> Result<Program, Failure> {
    let folder = Path::new(path);
    let text = if folder.is_dir() { spec_text(folder)? } else { text(path)? };
    Program::from_json(&text).map_err(|error| Failure::program_file(path, &error))
}

/// The text of a file.
pub(crate) fn text(path: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| {
        let (code, sentence, hint) = match error.kind() {
            std::io::ErrorKind::NotFound => (
                "file_missing",
                format!("There is no file {path}."),
                "Check the name and the folder.",
            ),
            std::io::ErrorKind::InvalidData => (
                "file_not_text",
                format!("{path} is not text in UTF-8."),
                "Choose another file, or save it again as UTF-8.",
            ),
            _ => (
                "file_not_readable",
                format!("{path} cannot be read: {error}."),
                "Check that the file may be read by you.",
            ),
        };
        Failure::new(FailureKind::File, code, sentence, hint)
    })
}

/// Writes a file, in place of what is there; the open document's own file is refused.
pub(crate) fn write(
    context: &Context,
    path: &str,
    content: impl AsRef<[u8]>,
) -> Result<(), Failure> {
    let path = Path::new(path);
    if context.opened.as_ref().is_some_and(|opened| same_file(opened.document.path(), path)) {
        return Err(Failure::wrong_use(
            "file_is_document",
            format!(
                "{} is the document that is open, so nothing was written to it.",
                path.display()
            ),
            "Choose another name.",
        ));
    }
    replace(path, content).map_err(|error| {
        Failure::new(
            FailureKind::File,
            "file_not_written",
            format!("{} cannot be written: {error}.", path.display()),
            "Check the folder, that you may write there, and that no other program holds the file.",
        )
    })
}

/// Puts a content in place of a file, whole or not at all: what is there stays until all of it is on
/// the disk. What is no file, such as a terminal, is written to as it is.
pub(crate) fn replace(path: &Path, content: impl AsRef<[u8]>) -> io::Result<()> {
    static WRITTEN: AtomicU32 = AtomicU32::new(0);
    // A link keeps leading to the file that it leads to.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if std::fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
        return std::fs::write(&target, content);
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let unfinished = target.with_file_name(format!("{name}.{}-{number}.part", std::process::id()));
    let written = File::create_new(&unfinished).and_then(|mut file| {
        if let Ok(there) = std::fs::metadata(&target) {
            file.set_permissions(there.permissions())?;
        }
        file.write_all(content.as_ref())?;
        file.sync_all()?;
        std::fs::rename(&unfinished, &target)
    });
    if written.is_err() {
        // The first error is what is told; a part that cannot be removed loses nothing.
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}

/// Whether two names are of one file that is there, by whatever links and folders they lead to it.
fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// A folder of its own for a document without a name, or for a pasted table. It goes when it is
/// dropped unless it is to be kept, and stays when the process ends before that; nobody else takes
/// it while it is held here.
#[derive(Debug)]
pub(crate) struct TemporaryFolder {
    path: PathBuf,
    /// Locked for as long as the folder is held. The system lets go of it when the process ends.
    hold: Option<File>,
    /// Whether the folder stays when it is let go of.
    pub kept: bool,
}

/// How the folders are called, before the number of the process.
const UNTITLED: &str = "untitled-";
/// The file in a folder that is locked by whoever holds it.
const HOLD: &str = "in-use";

impl TemporaryFolder {
    /// Makes one inside `parent`.
    pub(crate) fn make(parent: &Path) -> Result<Self, Failure> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let failed = |error: io::Error| {
            Failure::new(
                FailureKind::File,
                "no_temporary_folder",
                format!("No temporary file can be made in {}: {error}.", parent.display()),
                "Free some space, or check that you may write there.",
            )
        };
        std::fs::create_dir_all(parent).map_err(failed)?;
        loop {
            let number = MADE.fetch_add(1, Ordering::Relaxed);
            let path = parent.join(format!("{UNTITLED}{}-{number}", std::process::id()));
            match std::fs::create_dir(&path) {
                Ok(()) => {
                    let hold = hold(&path).map_err(failed)?;
                    return Ok(Self { path, hold, kept: false });
                }
                // A folder that another process of the same number left behind is not ours.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error)),
            }
        }
    }

    /// Those inside `parent` that somebody left behind and nobody holds, to be kept.
    pub(crate) fn left_behind(parent: &Path) -> Vec<Self> {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let ours = entries.filter(|entry| {
            entry.file_name().to_string_lossy().starts_with(UNTITLED)
                && entry.file_type().is_ok_and(|of| of.is_dir())
        });
        let held = ours.filter_map(|entry| {
            let path = entry.path();
            let hold = hold(&path).ok().flatten()?;
            Some(Self { path, hold: Some(hold), kept: true })
        });
        held.collect()
    }

    /// The file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The document in it, if there is one.
    pub(crate) fn document(&self) -> Option<PathBuf> {
        let entries = std::fs::read_dir(&self.path).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "tierwright"))
    }
}

/// Locks a folder; nothing where somebody else holds it.
fn hold(folder: &Path) -> io::Result<Option<File>> {
    let file = File::create(folder.join(HOLD))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // Some systems remove no file that is open.
        self.hold = None;
        if !self.kept {
            // What is left is the system's to clear away; nobody waits for it.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        replace(&path, "first").unwrap();
        replace(&path, "second").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "second");
        assert!(replace(&folder.path().join("none").join("a.json"), "x").is_err());
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 1, "no part is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_guarded_file_keeps_who_may_read_it() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.json"), folder.path().join("b.json"));
        replace(&path, "first").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&path, &link).unwrap();
        replace(&link, "second").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "second");
        assert!(link.is_symlink());
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
