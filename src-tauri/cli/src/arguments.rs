//! What the command line can say.

pub mod doubt;
mod memo;
mod reconcile;
pub mod sign_off;
mod study;
mod viewed;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use memo::Memo;
pub use reconcile::{Converted, Reconciled};
pub use study::{Studied, Study};
pub use viewed::Viewed;

use crate::printing::Format;

/// Model a partner program, see what it would have paid, and why.
///
/// Exit code 0: fine. 1: findings or differences. 2: wrong use. 3: a file could not be read or written.
#[derive(Parser)]
#[command(name = "tierwright", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Arguments {
    /// How results are printed. Failures are said on the error output, with json also as JSON.
    #[arg(long, value_enum, default_value_t = Format::Table, global = true)]
    pub format: Format,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  tierwright sample try.tierwright
  tierwright simulate try.tierwright
  tierwright explain try.tierwright --partner P-1001

  tierwright new mine.tierwright --program program.json
  tierwright import mine.tierwright --mapping mapping.json deals.csv rates.csv
  tierwright simulate mine.tierwright --format json

`tierwright help COMMAND` shows more of each.";

/// One command.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new document without facts.
    #[command(after_help = "\
Examples:
  tierwright new mine.tierwright
  tierwright new mine.tierwright --name \"FY27 program\" --currency EUR
  tierwright new mine.tierwright --program program.json")]
    New(New),
    /// Write the made-up channel as a document.
    #[command(after_help = "\
Examples:
  tierwright sample try.tierwright
  tierwright sample large.tierwright --size large")]
    Sample(Sample),
    /// Say how files are read and which column is what, without loading anything.
    ///
    /// The exit code is 1 where something is asked that only you know.
    #[command(after_help = "\
Examples:
  tierwright inspect ~/Downloads/report.csv
  tierwright inspect deals.xlsx --save-mapping mapping.json
  tierwright inspect crm.db --sheet crm.db=won_deals")]
    Inspect(Inspect),
    /// Read deals, partners, rates and the rest from CSV, Excel and SQLite files.
    ///
    /// Without --mapping the mapping is guessed, as `tierwright inspect` shows it; where two readings
    /// fit, nothing is imported and both are shown.
    ///
    /// What is read takes the place of the document's facts. Rows that cannot be used are set aside,
    /// each with its reason, and the exit code is 1. A file that cannot be read as a whole stops the
    /// import, and the document stays as it was.
    #[command(after_help = "\
Examples:
  tierwright import mine.tierwright --mapping mapping.json deals.csv rates.csv.gz
  tierwright import mine.tierwright --mapping mapping.json --file deals=export-2025.csv
  tierwright import mine.tierwright ~/Downloads/report.csv --save-mapping mapping.json
  tierwright import mine.tierwright invoices.csv --answer duplicates:invoices.csv=keep

`tierwright schema mapping` prints what a mapping can say.")]
    Import(Import),
    /// Say what is wrong or worth knowing about the program, each with its place.
    ///
    /// The exit code is 1 where something is wrong or costs money, 0 where there are only notes.
    #[command(after_help = "\
Examples:
  tierwright check mine.tierwright
  tierwright check mine.tierwright --program draft.json")]
    Check(Check),
    /// Say what the program pays, by incentive, tier, quarter and partner.
    ///
    /// With csv, one row for each payout line that is not zero; a text cell that a spreadsheet could
    /// take for a formula, because it begins with = + - @ or a tab, gets an apostrophe before it. With
    /// json, amounts are text, and the parts of each total add up to it.
    #[command(after_help = "\
Examples:
  tierwright simulate mine.tierwright
  tierwright simulate mine.tierwright --program draft.json --from 2025-01-01 --until 2025-12-31
  tierwright simulate mine.tierwright --format json
  tierwright simulate mine.tierwright --format csv > payouts.csv")]
    Simulate(Simulate),
    /// Say what is owed to partners, rolled forward by quarter and pay currency.
    ///
    /// With --period or --currency, the amounts behind those cells too. With csv, one row for each
    /// amount behind a cell. Estimates of what open periods accrue stand beside it and are never paid.
    #[command(after_help = "\
Examples:
  tierwright liability mine.tierwright
  tierwright liability mine.tierwright --period \"Q4 FY25\"
  tierwright liability mine.tierwright --as-of 2025-08-15
  tierwright liability mine.tierwright --format csv > liability.csv")]
    Liability(Owed),
    /// Say how past payouts that were imported agree with what the program pays.
    ///
    /// Compared by partner, incentive and period, in the quarters that are replayed; or a marketplace's
    /// disbursement file with the deals, by id, buyer, amount and day. With csv, one row for each.
    /// The exit code is 1 when any does not agree.
    #[command(after_help = "\
Examples:
  tierwright reconcile mine.tierwright
  tierwright reconcile mine.tierwright --from 2025-01-01 --until 2025-12-31 --differing
  tierwright reconcile mine.tierwright --program next.json --format csv
  tierwright reconcile mine.tierwright --disbursements marketplace.csv")]
    Reconcile(Reconciled),
    /// Say what became of accounts found in common with partners: registered, won, and after how many
    /// days.
    ///
    /// With csv, one row for each account and partner.
    #[command(after_help = "\
Examples:
  tierwright conversion mine.tierwright
  tierwright conversion mine.tierwright --format csv > accounts.csv")]
    Conversion(Converted),
    /// Say what came into the funds, what was claimed of them and what fell away, and the return on
    /// them.
    ///
    /// With csv, one row for each entry of a fund.
    #[command(after_help = "\
Examples:
  tierwright funds mine.tierwright
  tierwright funds mine.tierwright --fund mdf --partner P-1001
  tierwright funds mine.tierwright --format json")]
    Funds(FundLedgers),
    /// Ask a what-if question: cliffs, levers, settings, risk, fairness, pilots and more.
    ///
    /// Every study prints how it was made; the same question on the same document gives the same bytes.
    #[command(after_help = "\
Examples:
  tierwright study cliffs mine.tierwright
  tierwright study what-matters mine.tierwright --margin 0.3
  tierwright study find-setting mine.tierwright --budget 1500000.00
  tierwright study risk mine.tierwright --budget 2150000.00 --format json
  tierwright study cliffs mine.tierwright --format csv --table near")]
    Study(Study),
    /// Say why a figure is what it is, down to the formula, the deals and their rows.
    #[command(after_help = "\
Examples:
  tierwright explain mine.tierwright
  tierwright explain mine.tierwright --partner P-1001
  tierwright explain mine.tierwright --partner P-1001 --quarter \"Q4 FY25\" --incentive volume_rebate")]
    Explain(Explain),
    /// Write the program and its payouts as a bundle of files that anybody can verify.
    #[command(after_help = "\
Example:
  tierwright export mine.tierwright --out handover")]
    Export(Export),
    /// Say whether a bundle is as it was exported, and adds up.
    #[command(after_help = "\
Example:
  tierwright verify handover")]
    Verify(Verify),
    /// Say how the sign-off stands; or do a step: review, sign, accept a warning with a reason.
    #[command(after_help = sign_off::SIGN_OFF)]
    SignOff(sign_off::SignOff),
    /// Say what the program has different from an exported one, in words and in money.
    #[command(after_help = sign_off::COMPARE)]
    CompareExport(sign_off::CompareExport),
    /// Take the program of a bundle, or of a program file, in place of the document's own.
    #[command(after_help = sign_off::IMPORT)]
    ImportProgram(sign_off::ImportProgram),
    /// Say what a program has different from another, rule by rule.
    ///
    /// Each is a document, or a program file ending in .json. The exit code is 1 where they differ.
    #[command(after_help = "\
Examples:
  tierwright diff last-year.tierwright this-year.tierwright
  tierwright diff mine.tierwright draft.json --format json")]
    Diff(Diff),
    /// List the scenarios of a document with what each pays, or the differences of one with what each
    /// does to the money.
    #[command(after_help = "\
Examples:
  tierwright scenarios mine.tierwright
  tierwright scenarios mine.tierwright \"Lower thresholds\"")]
    Scenarios(Scenarios),
    /// List the doubts about figures; or report one, or settle one.
    ///
    /// Each with its figure as it was calculated then, and what that is now where it is another. They
    /// are kept in the document, and undo takes back what was done about them.
    #[command(after_help = "\
Examples:
  tierwright doubts mine.tierwright --state open
  tierwright doubts mine.tierwright --partner P0007 --quarter \"Q4 FY25\" --report \"A return is missing\"
  tierwright doubts mine.tierwright --settle 3 --as answered --answer \"The cap holds\" --who Kim")]
    Doubts(doubt::Doubts),
    /// List what was decided on pilots and roll-outs, each with what the study showed then.
    ///
    /// `study pilot` and `study rollout` keep one with --decide; undo takes it back.
    #[command(after_help = "\
Examples:
  tierwright study pilot mine.tierwright --region EMEA --decide go-on --because \"Too few quarters\"
  tierwright decisions mine.tierwright")]
    Decisions(Decisions),
    /// Compare scenarios side by side, and say who wins and who loses.
    ///
    /// Each is called by its id or name, or `program`. All of them, up to five with the baseline,
    /// where none is named.
    #[command(after_help = "\
Examples:
  tierwright compare mine.tierwright
  tierwright compare mine.tierwright s1 \"Lower thresholds\"
  tierwright compare mine.tierwright program --baseline s1 --format json")]
    Compare(Compare),
    /// Say what programs are paid on, and the plan; or choose, or set the plan.
    ///
    /// The history as it happened, the history grown to the plan, or a year drawn again from it. The
    /// choice is kept in the document, said with every figure, and taken back by undo.
    #[command(after_help = "\
Examples:
  tierwright plan mine.tierwright
  tierwright plan mine.tierwright --set plan.json --basis plan
  tierwright plan mine.tierwright --basis year --seed 3
  tierwright plan mine.tierwright --basis history

A plan file: {\"growth\": [{\"field\": \"region\", \"is\": \"EMEA\", \"quarter\": 4, \"by\": \"0.12\"}],
  \"new_partners\": [{\"count\": 5, \"like\": \"reseller\", \"ramp\": [\"0.25\", \"1\"]}],
  \"pipeline\": [{\"field\": \"region\", \"is\": \"EMEA\", \"quarter\": 4, \"chance\": \"0.4\"}],
  \"budget_rates\": [{\"currency\": \"EUR\", \"rate\": \"1.08\"}]}")]
    Plan(Plan),
    /// Write a decision memo about a scenario: one HTML page, laid out for print, or a PDF.
    ///
    /// The question, the scenarios side by side, what differs, who wins and who loses, what was
    /// assumed and what is not known.
    #[command(after_help = "\
Examples:
  tierwright memo mine.tierwright \"Lower thresholds\" --out memo.html
  tierwright memo mine.tierwright s1 --out memo.html --question \"Which rates for FY27?\" \\
      --assumed \"Prices stay as they are.\"")]
    Memo(Memo),
    /// List the kinds of incentive to begin with, or print one as it stands in a program file.
    #[command(after_help = "\
Examples:
  tierwright templates
  tierwright templates growth_kicker
  tierwright templates volume_rebate --document mine.tierwright")]
    Templates(Templates),
    /// Run payout cases, one case a file; or the tests that a document or program carries.
    ///
    /// The exit code is 1 where anything comes out otherwise; the difference is said with the
    /// calculation that led to it.
    #[command(after_help = "\
Examples:
  tierwright test fixtures/cases
  tierwright test my-case.json
  tierwright test my.tierwright")]
    Test(Test),
    /// Print the JSON Schema of a program file, or of a mapping file.
    #[command(after_help = "\
Examples:
  tierwright schema > program.schema.json
  tierwright schema mapping
  tierwright schema --choices")]
    Schema(Schema),
    /// Serve the window's page and its operations to a browser on this machine, for tests.
    #[cfg(feature = "serve")]
    Serve(Serve),
}

impl Command {
    /// The formats that its result can be printed in.
    pub const fn formats(&self) -> &'static [Format] {
        match self {
            Self::Simulate(_)
            | Self::Liability(_)
            | Self::Reconcile(_)
            | Self::Conversion(_)
            | Self::Funds(_)
            | Self::Study(_)
            | Self::SignOff(_) => &[Format::Table, Format::Json, Format::Csv],
            _ => &[Format::Table, Format::Json],
        }
    }
}

/// A new document.
#[derive(Args)]
pub struct New {
    /// The document to write.
    pub file: String,
    /// A program file, or the folder of a bundle, to begin with.
    #[arg(long, value_name = "PROGRAM", conflicts_with_all = ["name", "currency"])]
    pub program: Option<String>,
    /// The program's name.
    #[arg(long)]
    pub name: Option<String>,
    /// The program's currency [default: USD].
    #[arg(long)]
    pub currency: Option<String>,
}

/// The made-up channel.
#[derive(Args)]
pub struct Sample {
    /// The document to write.
    pub file: String,
    /// How large: 120 partners and 3,000 deals, or 2,000 partners and 50,000 deals.
    #[arg(long, value_enum, default_value_t = Size::Standard)]
    pub size: Size,
}

/// How large the made-up channel is.
#[derive(Clone, Copy, ValueEnum)]
pub enum Size {
    /// 120 partners and 3,000 deals.
    Standard,
    /// 2,000 partners and 50,000 deals.
    Large,
}

/// Files to look at.
#[derive(Args)]
pub struct Inspect {
    /// The files.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// An answer to a question, by its id.
    #[arg(long = "answer", value_name = "ID=CHOICE")]
    pub answers: Vec<String>,
    /// The sheet or table of a file, by the name of the file.
    #[arg(long = "sheet", value_name = "FILE=SHEET")]
    pub sheets: Vec<String>,
    /// Where to write the mapping.
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<String>,
}

/// An import.
#[derive(Args)]
pub struct Import {
    /// The document to read into.
    pub file: String,
    /// The mapping file: which column is what. Without it, it is guessed.
    #[arg(long)]
    pub mapping: Option<String>,
    /// The files it speaks of, in any order; their names say which is which.
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// A file with the role that the mapping calls it by, whatever its name.
    #[arg(long = "file", value_name = "ROLE=PATH")]
    pub named: Vec<String>,
    /// An answer to a question of the guess, by its id.
    #[arg(long = "answer", value_name = "ID=CHOICE")]
    pub answers: Vec<String>,
    /// Where to write the mapping that was used.
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<String>,
}

/// A check.
#[derive(Args)]
pub struct Check {
    /// The document.
    pub file: String,
    /// A program file to look through in place of the document's program.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
}

/// Two programs to compare.
#[derive(Args)]
pub struct Diff {
    /// The first program.
    pub from: String,
    /// The second program.
    pub to: String,
}

/// Scenarios of a document.
#[derive(Args)]
pub struct Scenarios {
    /// The document.
    pub file: String,
    /// The scenario whose differences to list, by its id or name [default: a list of all].
    pub scenario: Option<String>,
}

/// Scenarios to compare.
#[derive(Args)]
pub struct Compare {
    /// The document.
    pub file: String,
    /// The scenarios, each by its id or name.
    #[arg(value_name = "SCENARIO")]
    pub scenarios: Vec<String>,
    /// What they are compared with: `program`, or a scenario [default: the document's choice].
    #[arg(long, value_name = "SCENARIO")]
    pub baseline: Option<String>,
}

/// What was decided.
#[derive(Args)]
pub struct Decisions {
    /// The document.
    pub file: String,
}

/// What programs are paid on, and the plan.
#[derive(Args)]
pub struct Plan {
    /// The document.
    pub file: String,
    /// What to pay programs on from now on.
    #[arg(long, value_enum)]
    pub basis: Option<PaidOn>,
    /// The seed of the drawn year.
    #[arg(long)]
    pub seed: Option<u32>,
    /// A JSON file with growth, new partners, pipeline and budget rates to plan.
    #[arg(long, value_name = "PLAN")]
    pub set: Option<String>,
}

/// What programs can be paid on.
#[derive(Clone, Copy, ValueEnum)]
pub enum PaidOn {
    /// The history as it happened.
    History,
    /// The history grown to the plan.
    Plan,
    /// A year drawn again from the history.
    Year,
}

/// A simulation.
#[derive(Args)]
pub struct Simulate {
    #[command(flatten)]
    pub viewed: Viewed,
    /// How many threads may calculate; they change the time it takes and nothing else [default: all].
    #[arg(long, value_name = "N")]
    pub threads: Option<std::num::NonZeroU16>,
    /// Keep the payout lines in the document, as a table for others to look at.
    #[arg(long)]
    pub keep: bool,
}

/// What is owed.
#[derive(Args)]
pub struct Owed {
    #[command(flatten)]
    pub viewed: Viewed,
    /// The day to see it on: only facts dated up to it count [default: all of them].
    #[arg(long, value_name = "DAY")]
    pub as_of: Option<String>,
    /// Only amounts of this quarter, as "Q4 FY25".
    #[arg(long, value_name = "QUARTER")]
    pub period: Option<String>,
    /// Only amounts in this currency.
    #[arg(long)]
    pub currency: Option<String>,
}

/// Funds and what happened to them.
#[derive(Args)]
pub struct FundLedgers {
    #[command(flatten)]
    pub viewed: Viewed,
    /// Only this fund, by its id.
    #[arg(long, value_name = "ID")]
    pub fund: Option<String>,
    /// Only entries of this partner, by its id.
    #[arg(long, value_name = "ID")]
    pub partner: Option<String>,
}

/// A question why.
#[derive(Args)]
pub struct Explain {
    /// The document.
    pub file: String,
    /// The partner, by its id [default: all together].
    #[arg(long, value_name = "ID")]
    pub partner: Option<String>,
    /// The quarter, as "Q4 FY25", or by a day in it [default: all together].
    #[arg(long, value_name = "QUARTER")]
    pub quarter: Option<String>,
    /// The incentive, by its id [default: all together].
    #[arg(long, value_name = "ID")]
    pub incentive: Option<String>,
    /// A scenario of the document, by its id or name [default: the document's program].
    #[arg(long, value_name = "SCENARIO", conflicts_with = "program")]
    pub scenario: Option<String>,
    /// A program file to look through in place of the document's program.
    #[arg(long, value_name = "PROGRAM")]
    pub program: Option<String>,
}

/// An export.
#[derive(Args)]
pub struct Export {
    /// The document.
    pub file: String,
    /// The folder to write: new, empty, or a bundle, which is replaced as a whole.
    #[arg(long, value_name = "FOLDER")]
    pub out: String,
}

/// A verification.
#[derive(Args)]
pub struct Verify {
    /// The bundle's folder.
    pub folder: String,
}

/// Kinds of incentive.
#[derive(Args)]
pub struct Templates {
    /// The template to print as JSON, by its id [default: a list of all].
    pub id: Option<String>,
    /// A document whose currency and levels it is filled with.
    #[arg(long, value_name = "FILE")]
    pub document: Option<String>,
}

/// Payout cases to run.
#[derive(Args)]
pub struct Test {
    /// A case or a folder of them; or a document or program, for the tests that it carries.
    pub path: String,
}

/// A schema.
#[derive(Args)]
pub struct Schema {
    /// Of which file.
    #[arg(value_enum, default_value_t = Of::Program)]
    pub of: Of,
    /// Print every choice that a program stores instead, one place a line.
    #[arg(long)]
    pub choices: bool,
}

/// What a schema is of.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Of {
    /// A program file.
    Program,
    /// A mapping file.
    Mapping,
}

/// A server on this machine alone.
#[cfg(feature = "serve")]
#[derive(Args)]
pub struct Serve {
    /// The document to open.
    pub file: Option<String>,
    /// The folder of the built page.
    #[arg(long, value_name = "FOLDER")]
    pub ui: std::path::PathBuf,
    /// Open the made-up channel.
    #[arg(long, conflicts_with = "file")]
    pub sample: bool,
    /// How large the made-up channel is.
    #[arg(long, value_enum, default_value_t = Size::Standard, requires = "sample")]
    pub size: Size,
}
