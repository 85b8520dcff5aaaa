//! The decision memo: one page about scenarios, for those who decide.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Writes a decision memo as an HTML page, laid out for one sheet of paper, or as a PDF.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteMemo {
    /// The file, a PDF where it ends in `.pdf`; one that is there already is replaced.
    pub path: String,
    /// The scenario that the memo is about, by its id or name; the edited one, else the first that is
    /// compared, where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub scenario: Option<String>,
    /// The scenarios beside it, as in a comparison; all where left out.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub beside: Vec<String>,
    /// The question to decide; made from the names where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub question: Option<String>,
    /// What was assumed beside what the figures rest on anyway, each a sentence.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub assumed: Vec<String>,
    /// What is not known beside what these figures never tell, each a sentence.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub unknown: Vec<String>,
}

/// A memo that was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Memo {
    /// The file.
    pub path: String,
    /// The question in it.
    pub question: String,
    /// The scenario that it is about.
    pub scenario: String,
    /// Its size in bytes.
    pub bytes: u32,
}
