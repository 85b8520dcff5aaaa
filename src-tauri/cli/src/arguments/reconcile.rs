//! What `reconcile` and `conversion` are asked.

use clap::Args;

use super::Viewed;

/// Past payouts against what the program pays.
#[derive(Args)]
pub struct Reconciled {
    #[command(flatten)]
    pub viewed: Viewed,
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

/// What became of accounts found in common.
#[derive(Args)]
pub struct Converted {
    /// The document.
    pub file: String,
}
