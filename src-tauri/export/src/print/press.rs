//! The press: a layout and fonts that are part of the program, and nothing else. What is to be set
//! reaches the layout as data, which it shows as text and never reads as markup.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;

use super::not_set;
use crate::ExportFailure;

const LAYOUT: &str = include_str!("paper.typ");

const FONTS: [&[u8]; 3] = [
    include_bytes!("../../fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../../fonts/IBMPlexSans-Medium.ttf"),
    include_bytes!("../../fonts/IBMPlexSans-SemiBold.ttf"),
];

/// How many documents ago what was worked out for one is forgotten: a small bundle is set again to
/// be compared soon after it was set.
const REMEMBERED: usize = 16;

static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    layout: Source,
}

impl Press {
    fn new() -> Self {
        let fonts: Vec<Font> =
            FONTS.into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            layout: Source::detached(LAYOUT),
        }
    }
}

/// Whether every face has a letter.
pub(super) fn has(letter: char) -> bool {
    let code = u32::from(letter);
    PRESS.fonts.iter().all(|font| font.info().coverage.contains(code))
}

/// Sets a document, which is JSON.
pub(super) fn set(copy: Vec<u8>) -> Result<PagedDocument, ExportFailure> {
    let sheet = Sheet { copy: Bytes::new(copy) };
    typst::compile(&sheet).output.map_err(|errors| not_set(&words(&errors)))
}

/// Lets go of what earlier documents left behind.
pub(super) fn forget() {
    typst::comemo::evict(REMEMBERED);
}

/// What went wrong, without where.
pub(super) fn words(errors: &[SourceDiagnostic]) -> String {
    let words: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    words.join("; ")
}

/// One document in the press.
struct Sheet {
    copy: Bytes,
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.layout.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == PRESS.layout.id() {
            Ok(PRESS.layout.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    /// The layout reads one file, the document; no other is within its reach.
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Ok(self.copy.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    /// No document depends on the day it is set.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
