//! What is said about a decision memo.

use clap::Args;

/// A decision memo.
#[derive(Args)]
pub struct Memo {
    /// The document.
    pub file: String,
    /// The scenario that it is about, by its id or name.
    pub scenario: Option<String>,
    /// The file to write, a PDF where it ends in .pdf; one that is there already is replaced.
    #[arg(long, value_name = "PATH")]
    pub out: String,
    /// The question to decide [default: whether the scenario should take the program's place].
    #[arg(long)]
    pub question: Option<String>,
    /// A scenario to show beside it; all where left out. May be given several times.
    #[arg(long, value_name = "SCENARIO")]
    pub beside: Vec<String>,
    /// A sentence about what was assumed. May be given several times.
    #[arg(long, value_name = "SENTENCE")]
    pub assumed: Vec<String>,
    /// A sentence about what is not known. May be given several times.
    #[arg(long, value_name = "SENTENCE")]
    pub unknown: Vec<String>,
}
