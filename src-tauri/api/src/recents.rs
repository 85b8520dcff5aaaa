//! Documents that were opened lately, kept in the person's own settings; nothing of them is in a
//! document.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    clock,
    context::Context,
    untitled,
    wire::{Document, Failure, ForgetRecent, Recent, Recents},
};

/// The most documents that are listed.
const MOST: usize = 12;
/// The file that lists them, in the folder of settings.
const FILE: &str = "recent.json";

/// The file with the name that edits are made under.
const NAME_FILE: &str = "name.txt";

/// A document as the list keeps it.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    path: String,
    program: String,
    deals: u32,
    opened_at: String,
}

/// Answers the documents that were opened lately, and the work that has no name yet. A list that
/// cannot be read is an empty one.
pub(crate) fn recents(context: &Context) -> Recents {
    let kept = context.settings.as_deref().map(read).unwrap_or_default();
    Recents {
        documents: kept.into_iter().map(recent).collect(),
        recovered: untitled::recovered(context),
    }
}

/// Takes a document off the list.
pub(crate) fn forget(context: &Context, request: &ForgetRecent) -> Result<Recents, Failure> {
    if let Some(settings) = context.settings.as_deref() {
        let mut kept = read(settings);
        kept.retain(|one| one.path != request.path);
        write(settings, &kept)?;
    }
    Ok(recents(context))
}

/// Puts a document with a name first on the list. That this fails keeps nobody from their work.
pub(crate) fn note(context: &Context, document: &Document) {
    let (Some(settings), Some(path)) = (context.settings.as_deref(), &document.path) else {
        return;
    };
    let deals = document.counts.iter().find(|count| count.table == "deal");
    let now = Kept {
        path: path.clone(),
        program: document.program.name.clone(),
        deals: deals.map_or(0, |count| count.rows),
        opened_at: clock::moment(clock::now()),
    };
    let mut kept = read(settings);
    kept.retain(|one| one.path != now.path);
    kept.insert(0, now);
    kept.truncate(MOST);
    let _ = write(settings, &kept);
}

/// The name that this person gave for their edits; none where they gave none.
pub(crate) fn read_name(settings: &Path) -> Option<String> {
    let text = std::fs::read_to_string(settings.join(NAME_FILE)).ok()?;
    Some(text.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Keeps the name that this person gives for their edits.
pub(crate) fn write_name(settings: &Path, name: &str) -> Result<(), Failure> {
    write_text(settings, NAME_FILE, name)
}

fn read(settings: &Path) -> Vec<Kept> {
    let text = std::fs::read_to_string(settings.join(FILE)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn write(settings: &Path, kept: &[Kept]) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(kept).map_err(|_| Failure::internal())?;
    write_text(settings, FILE, &text)
}

fn write_text(settings: &Path, file: &str, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(
            crate::wire::FailureKind::File,
            "settings_not_written",
            format!("Settings cannot be written in {}: {error}.", settings.display()),
            "Check that you may write there.",
        )
    };
    std::fs::create_dir_all(settings).map_err(failed)?;
    crate::files::replace(&settings.join(file), text).map_err(failed)
}

fn recent(kept: Kept) -> Recent {
    let path = Path::new(&kept.path);
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
    };
    Recent {
        name: text(path.file_stem()),
        folder: text(path.parent().map(Path::as_os_str)),
        bytes: std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|of| of.len()),
        program: kept.program,
        deals: kept.deals,
        opened_at: kept.opened_at,
        path: kept.path,
    }
}

/// The folder of this person's settings, by what the system calls it; none where it calls it
/// nothing.
pub(crate) fn settings_folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = if cfg!(target_os = "windows") {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
    };
    base.filter(|base| base.is_absolute()).map(|base| base.join("tierwright"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn settings_are_where_the_system_keeps_them() {
        let of = |xdg: Option<&str>, home: Option<&str>| {
            settings_folder(|name| match name {
                "XDG_CONFIG_HOME" => xdg.map(OsString::from),
                "HOME" => home.map(OsString::from),
                _ => None,
            })
        };
        assert_eq!(of(Some("/c"), Some("/h")), Some(PathBuf::from("/c/tierwright")));
        assert_eq!(of(Some(""), Some("/h")), Some(PathBuf::from("/h/.config/tierwright")));
        assert_eq!(of(None, None), None);
        assert_eq!(of(Some("relative"), Some("/h")), None);
    }
}
