//! Documents in print: set as PDF, tagged for those who have it read to them (PDF/UA-1), with fonts
//! of our own inside. The same document gives the same bytes; they hold no time and no machine.

mod letters;
mod press;

use serde::Serialize;
use serde_json::Value;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{ExportFailure, paper::Paper};
use letters::legible;

/// What the layout reads: a document in letters that the fonts have.
#[derive(Serialize)]
struct Manuscript {
    paper: Value,
    /// Whether some letters were replaced.
    replaced: bool,
    /// A file that has them.
    page: String,
}

/// A document as PDF; `page` is the path of the file that has the same as a page.
///
/// # Errors
/// `not_pdf`: the document cannot be set.
pub fn pdf(paper: &Paper, page: &str) -> Result<Vec<u8>, ExportFailure> {
    let (copy, replaced) = legible(&serde_json::to_value(paper).map_err(|e| not_set(&e))?);
    let page = page.rsplit('/').next().unwrap_or(page).to_owned();
    let manuscript = Manuscript { paper: copy, replaced, page };
    let document = press::set(serde_json::to_vec(&manuscript).map_err(|e| not_set(&e))?)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| not_set(&e.message()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Tierwright".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let printed = typst_pdf::pdf(&document, &options);
    press::forget();
    printed.map_err(|errors| not_set(&press::words(&errors)))
}

fn not_set(reason: &dyn std::fmt::Display) -> ExportFailure {
    ExportFailure::new(
        "not_pdf",
        format!("A document cannot be set as PDF, so nothing was exported: {reason}."),
        "Report this with the document; it should not happen.",
    )
}
