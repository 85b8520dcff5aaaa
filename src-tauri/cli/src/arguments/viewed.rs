//! The document that is looked at, and how.

use clap::Args;
use tierwright_api::wire::Open;

/// A document, and what is replayed of it.
#[derive(Args)]
pub struct Viewed {
    /// The document.
    pub file: String,
    /// A program file to look through in place of the document's program; nothing of it is kept.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
    /// A day in the first quarter to replay, such as 2025-01-01 [default: the last four full quarters].
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// A day in the last quarter to replay.
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
}

impl From<Viewed> for Open {
    fn from(Viewed { file, program, from, until }: Viewed) -> Self {
        Self { path: file, program, from, until }
    }
}
