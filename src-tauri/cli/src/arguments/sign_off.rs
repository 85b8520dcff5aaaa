//! What the command line can say about sign-off, exported versions and reading a program back.

use clap::{ArgGroup, Args};

/// Examples of `sign-off`.
pub const SIGN_OFF: &str = "\
Examples:
  tierwright sign-off mine.tierwright
  tierwright sign-off mine.tierwright --review --ask Finance --who Lee
  tierwright sign-off mine.tierwright --accept cliff --words \"Agreed with sales\" --who Kim
  tierwright sign-off mine.tierwright --sign --who Kim --role Finance
  tierwright sign-off mine.tierwright --format csv > audit.csv";

/// Examples of `compare-export`.
pub const COMPARE: &str = "\
Examples:
  tierwright compare-export mine.tierwright
  tierwright compare-export mine.tierwright --version 1 --format json";

/// Examples of `import-program`.
pub const IMPORT: &str = "\
Examples:
  tierwright import-program mine.tierwright handover
  tierwright import-program mine.tierwright handover/deploy/spec.json";

/// The sign-off of a document.
#[derive(Args)]
#[command(group = ArgGroup::new("step"))]
pub struct SignOff {
    /// The document.
    pub file: String,
    /// Put it into review.
    #[arg(long, group = "step")]
    pub review: bool,
    /// A role whose signature is asked for; may be said several times [default: any one signature].
    #[arg(long, value_name = "ROLE", requires = "review")]
    pub ask: Vec<String>,
    /// Set it back to a draft: signatures until now count no more.
    #[arg(long, group = "step")]
    pub draft: bool,
    /// Sign what holds now; with --words, why this signature alone is enough.
    #[arg(long, group = "step", requires = "role")]
    pub sign: bool,
    /// Take a signature back, by its number.
    #[arg(long, value_name = "NUMBER", group = "step")]
    pub withdraw: Option<u32>,
    /// Accept the warnings of a code, with the reason in --words.
    #[arg(long, value_name = "CODE", group = "step", requires = "words")]
    pub accept: Option<String>,
    /// Accept a warning of the code at this place alone.
    #[arg(long, value_name = "PLACE", requires = "accept")]
    pub place: Option<String>,
    /// Note that the review after a quarter was held, what came of it in --words.
    #[arg(long, value_name = "QUARTER", group = "step")]
    pub reviewed: Option<String>,
    /// Reviews are due so many days after a quarter.
    #[arg(long, value_name = "DAYS", group = "step")]
    pub review_days: Option<u32>,
    /// Who does it; nobody verifies it [default: TIERWRIGHT_NAME of the environment].
    #[arg(long, value_name = "NAME", requires = "step")]
    pub who: Option<String>,
    /// In which role.
    #[arg(long, value_name = "ROLE", requires = "step")]
    pub role: Option<String>,
    /// The reason, or a note.
    #[arg(long, value_name = "TEXT", requires = "step")]
    pub words: Option<String>,
}

/// The program beside an exported one.
#[derive(Args)]
pub struct CompareExport {
    /// The document.
    pub file: String,
    /// The exported version [default: the last export].
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
}

/// Reading a program back.
#[derive(Args)]
pub struct ImportProgram {
    /// The document whose program it becomes.
    pub file: String,
    /// The folder of a bundle, or a program file.
    pub from: String,
}
