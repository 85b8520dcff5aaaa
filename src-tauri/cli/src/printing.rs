//! What is printed, where, and the exit code that says how it went.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::ValueEnum;
use serde_json::Value;
use tierwright_api::wire::{Failure, FailureKind};

/// Findings or differences.
const FINDINGS: u8 = 1;
/// Asked for something that is not there, or cannot be asked for.
const WRONG_USE: u8 = 2;
/// A file could not be read or written.
const FILE: u8 = 3;

/// How results are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For programs: amounts are text.
    Json,
    /// For spreadsheets: one row for each payout line.
    Csv,
}

impl Format {
    /// Refuses a format that a command has no result in.
    pub fn allow(self, formats: &[Self]) -> Result<(), Failure> {
        if formats.contains(&self) {
            return Ok(());
        }
        Err(Failure {
            code: "format_not_there".to_owned(),
            kind: FailureKind::WrongUse,
            sentence: "This command has no result as csv.".to_owned(),
            hint: "Choose --format table or json; simulate, liability, reconcile, conversion, funds and study have csv."
                .to_owned(),
        })
    }
}

/// A result as text, and whether it is as it should be.
pub struct Printed {
    text: String,
    findings: bool,
}

/// How a command ends.
pub type Ended = Result<Printed, Failure>;

impl Printed {
    /// A result that is as it should be.
    pub const fn fine(text: String) -> Self {
        Self { text, findings: false }
    }

    /// A result that somebody should look at, where `findings` says so.
    pub const fn with(text: String, findings: bool) -> Self {
        Self { text, findings }
    }
}

/// A value as JSON for people and programs.
pub fn json(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Prints a result. A reader that has heard enough is no failure.
pub fn print(printed: Printed) -> ExitCode {
    let written = io::stdout().lock().write_all(printed.text.as_bytes());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("The result could not be written: {error}.");
            ExitCode::from(FILE)
        }
        _ if printed.findings => ExitCode::from(FINDINGS),
        _ => ExitCode::SUCCESS,
    }
}

/// Says why there is no result, and what to do; with json once more as JSON, on the same output.
pub fn print_failure(failure: &Failure, format: Format) -> ExitCode {
    let mut said = format!("{}\n{}\n", failure.sentence, failure.hint);
    if format == Format::Json {
        said.push_str(&serde_json::to_string(failure).unwrap_or_default());
        said.push('\n');
    }
    // There is nobody left to tell when the error output is closed.
    let _ = io::stderr().lock().write_all(said.as_bytes());
    ExitCode::from(match failure.kind {
        FailureKind::Finding => FINDINGS,
        FailureKind::WrongUse => WRONG_USE,
        FailureKind::File | FailureKind::Cancelled | FailureKind::Internal => FILE,
    })
}
