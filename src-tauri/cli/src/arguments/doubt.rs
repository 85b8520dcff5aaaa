//! What the command line can say about doubts.

use clap::{Args, ValueEnum};
use tierwright_api::wire::DoubtState;

/// Doubts about figures.
#[derive(Args)]
pub struct Doubts {
    /// The document.
    pub file: String,
    /// List those that stand so alone.
    #[arg(long, value_enum, value_name = "STATE", conflicts_with_all = ["report", "settle"])]
    pub state: Option<State>,
    /// Report a doubt about a figure, in these words.
    #[arg(long, value_name = "TEXT", conflicts_with = "settle")]
    pub report: Option<String>,
    /// The partner of the figure, by its id [default: all together].
    #[arg(long, value_name = "ID", requires = "report")]
    pub partner: Option<String>,
    /// The quarter of the figure, as "Q4 FY25", or by a day in it [default: all together].
    #[arg(long, value_name = "QUARTER", requires = "report")]
    pub quarter: Option<String>,
    /// The incentive of the figure, by its id [default: all together].
    #[arg(long, value_name = "ID", requires = "report")]
    pub incentive: Option<String>,
    /// Settle the doubt of this number, or open it again.
    #[arg(long, value_name = "NUMBER", requires = "to")]
    pub settle: Option<u32>,
    /// How it stands from now on.
    #[arg(long = "as", value_enum, value_name = "STATE", requires = "settle")]
    pub to: Option<State>,
    /// What is answered; an answered doubt needs one.
    #[arg(long, value_name = "TEXT", requires = "settle")]
    pub answer: Option<String>,
    /// Who reports or settles it.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
}

/// How a doubt stands.
#[derive(Clone, Copy, ValueEnum)]
pub enum State {
    /// Nobody has settled it.
    Open,
    /// The figure is right, and why was answered.
    Answered,
    /// The figure is wrong.
    Upheld,
}

impl From<State> for DoubtState {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Answered => Self::Answered,
            State::Upheld => Self::Upheld,
        }
    }
}
