//! The `tierwright` command: the operations of the product for terminals and pipelines.
//!
//! This room does not know SQL or rules. It reads arguments, asks `tierwright-api` and prints;
//! every figure it prints was made there.

mod arguments;
mod conversion;
mod documents;
mod doubts;
mod exports;
mod funds;
mod imports;
mod listed;
mod plans;
mod printing;
mod programs;
mod reconciled;
mod scenarios;
#[cfg(feature = "serve")]
mod serve;
mod sign_off;
mod simulate;
mod studies;
mod table;
mod templates;
mod tests;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use printing::{Ended, print, print_failure};
use tierwright_api::csv;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let format = arguments.format;
    match carry_out(arguments) {
        Ok(printed) => print(printed),
        Err(failure) => print_failure(&failure, format),
    }
}

fn carry_out(arguments: Arguments) -> Ended {
    let format = arguments.format;
    format.allow(arguments.command.formats())?;
    match arguments.command {
        Command::New(asked) => documents::new(asked, format),
        Command::Sample(asked) => documents::sample(asked, format),
        Command::Inspect(asked) => imports::inspect(asked, format),
        Command::Import(asked) => imports::import(asked, format),
        Command::Check(asked) => programs::check(asked, format),
        Command::Simulate(asked) => simulate::simulate(asked, format),
        Command::Liability(asked) => funds::liability(asked, format),
        Command::Reconcile(asked) => reconciled::reconcile(asked, format),
        Command::Conversion(asked) => conversion::conversion(asked, format),
        Command::Funds(asked) => funds::funds(asked, format),
        Command::Study(asked) => studies::study(asked, format),
        Command::Explain(asked) => simulate::explain(asked, format),
        Command::Doubts(asked) => doubts::doubts(asked, format),
        Command::Export(asked) => exports::export(asked, format),
        Command::SignOff(asked) => sign_off::sign_off(asked, format),
        Command::CompareExport(asked) => sign_off::compare_export(asked, format),
        Command::ImportProgram(asked) => sign_off::import_program(asked, format),
        Command::Verify(asked) => exports::verify(asked, format),
        Command::Diff(asked) => programs::diff(asked, format),
        Command::Scenarios(asked) => scenarios::scenarios(asked, format),
        Command::Decisions(asked) => studies::decisions(asked, format),
        Command::Plan(asked) => plans::plan(asked, format),
        Command::Memo(asked) => scenarios::memo(asked, format),
        Command::Compare(asked) => scenarios::compare(asked, format),
        Command::Templates(asked) => templates::templates(asked, format),
        Command::Test(asked) => tests::test(asked, format),
        Command::Schema(asked) => programs::schema(&asked),
        #[cfg(feature = "serve")]
        Command::Serve(asked) => serve::serve(asked),
    }
}
