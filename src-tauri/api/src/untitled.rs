//! Work without a name: kept when its document is closed, or when the process ends before that, and
//! offered again until it is opened or thrown away.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use tierwright_store::{Document, StoreError};

use crate::{
    context::Context,
    describe::describe,
    document::Home,
    files::TemporaryFolder,
    opened::{Opened, View},
    recents,
    wire::{self, DiscardRecovered, Failure, FailureKind, Recents, Recover, Recovered},
};

/// The most edits of a document that are named.
const NAMED: usize = 3;

/// Whether somebody has edited or signed a document since it was begun; so is one that cannot be
/// read, which nobody may throw away unasked.
pub(crate) fn is_worked_on(document: &Document) -> bool {
    let steps = || -> Result<bool, StoreError> {
        Ok(document.undo_label()?.is_some()
            || document.redo_label()?.is_some()
            || !document.sign_off_events()?.is_empty())
    };
    steps().unwrap_or(true)
}

impl Drop for Opened {
    /// Work without a name is kept for another day; what nobody worked on goes with its folder.
    fn drop(&mut self) {
        if let Some(folder) = &mut self.temporary {
            folder.kept = is_worked_on(&self.document);
        }
    }
}

/// Closes the open document.
pub(crate) fn close(context: &mut Context) -> Recents {
    context.opened = None;
    recents::recents(context)
}

/// Goes on in a copy of the open document that has no name yet.
pub(crate) fn duplicate(context: &mut Context) -> Result<wire::Document, Failure> {
    let (opened, _) = context.opened()?;
    if opened.other_program {
        return Err(Failure::looks_through_another_program());
    }
    let stem = opened.document.path().file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem} copy.tierwright");
    let home = Home::of(context, None, &name)?;
    let (opened, effort) = context.opened()?;
    opened.document.save_copy(&home.path)?;
    let (document, view) = (Document::open(&home.path)?, opened.view());
    let copy = Opened::new(document, home.temporary, view, effort)?;
    describe(context.opened.insert(copy))
}

/// The work that nobody has open, the latest first. What was begun and never worked on is cleared
/// away.
pub(crate) fn recovered(context: &Context) -> Vec<Recovered> {
    let folders = TemporaryFolder::left_behind(&context.folder);
    let mut found: Vec<Recovered> = folders.into_iter().filter_map(described).collect();
    found.sort_by(|one, other| other.saved_at.cmp(&one.saved_at));
    found
}

/// The work in a folder. A folder in which nobody worked goes; one that cannot be read stays where it is
/// and says why.
fn described(mut folder: TemporaryFolder) -> Option<Recovered> {
    let Some(path) = folder.document() else {
        folder.kept = false;
        return None;
    };
    let read = Document::open(&path).and_then(|document| {
        folder.kept = is_worked_on(&document);
        if folder.kept { edited(&path, &document).map(Some) } else { Ok(None) }
    });
    read.unwrap_or_else(|error| Some(unreadable(&path, &error)))
}

/// What was done in a document.
fn edited(path: &Path, document: &Document) -> Result<Recovered, StoreError> {
    let revisions = document.revisions()?.into_iter();
    let steps: Vec<_> = revisions.filter(|one| one.step && one.parent.is_some()).collect();
    let signed = document.sign_off_events()?.into_iter().map(|event| event.done_at).max();
    let saved_at = steps.first().map(|latest| latest.saved_at.clone()).max(signed);
    Ok(Recovered {
        name: stem(path),
        program: document.program()?.name,
        saved_at: saved_at.unwrap_or_default(),
        edits: u32::try_from(steps.len()).unwrap_or(u32::MAX),
        latest: steps.into_iter().take(NAMED).map(|step| step.label).collect(),
        bytes: std::fs::metadata(path).map_or(0, |of| of.len()),
        path: path.display().to_string(),
        unreadable: None,
    })
}

/// What is known of a file that cannot be read.
fn unreadable(path: &Path, error: &StoreError) -> Recovered {
    let about = std::fs::metadata(path);
    let written = about.as_ref().ok().and_then(|about| about.modified().ok());
    let moment = |at| DateTime::<Utc>::from(at).to_rfc3339_opts(SecondsFormat::Secs, true);
    Recovered {
        name: stem(path),
        program: String::new(),
        saved_at: written.map(moment).unwrap_or_default(),
        edits: 0,
        latest: Vec::new(),
        bytes: about.map_or(0, |about| about.len()),
        path: path.display().to_string(),
        unreadable: Some(error.to_string()),
    }
}

/// What a document is called in the window.
fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Opens work without a name again, where it was left.
pub(crate) fn recover(context: &mut Context, request: &Recover) -> Result<wire::Document, Failure> {
    let folder = held(context, &request.path)?;
    let document = Document::open(Path::new(&request.path))?;
    let opened = Opened::new(document, Some(folder), View::default(), &context.effort)?;
    describe(context.opened.insert(opened))
}

/// Throws work without a name away, for good.
pub(crate) fn discard(context: &Context, request: &DiscardRecovered) -> Result<Recents, Failure> {
    let mut folder = held(context, &request.path)?;
    folder.kept = false;
    drop(folder);
    Ok(recents::recents(context))
}

/// The folder of a listed document, held by nobody else.
fn held(context: &Context, path: &str) -> Result<TemporaryFolder, Failure> {
    let listed = TemporaryFolder::left_behind(&context.folder)
        .into_iter()
        .find(|folder| folder.document().is_some_and(|document| document == Path::new(path)));
    listed.ok_or_else(|| {
        Failure::new(
            FailureKind::File,
            "not_recovered",
            "This work is not there any more, or another window has it open.".to_owned(),
            "Go back to Home to see what there is.",
        )
    })
}
