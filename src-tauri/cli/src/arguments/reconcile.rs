//! What `reconcile` is asked.

use clap::Args;

/// Past payouts against what the program pays.
#[derive(Args)]
pub struct Reconciled {
    /// The document.
    pub file: String,
    /// A program file to look through in place of the document's program.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
    /// A day in the first quarter to replay [default: the last four full quarters].
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    /// A day in the last quarter to replay.
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    /// Only those that do not agree.
    #[arg(long)]
    pub differing: bool,
    /// A marketplace's disbursement file to match with the deals instead.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["program", "from", "until"])]
    pub disbursements: Option<String>,
    /// Answers to questions about how that file is read.
    #[arg(long = "answer", value_name = "ID=CHOICE", requires = "disbursements")]
    pub answers: Vec<String>,
}
