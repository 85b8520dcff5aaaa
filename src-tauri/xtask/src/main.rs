//! `cargo xtask run`, `test`, `bench`, `parity` and `bundle`: set up what is missing, then do it.
//!
//! This room does not know the product: it starts programs and reads what they print.

mod bench;
mod bundle;
mod child;
mod counts;
mod house;
mod packages;
mod parity;
mod run;
mod stages;
mod summary;
mod test;
mod tools;
mod ui;
mod web_view;

use std::process::ExitCode;

use house::House;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  run [DOCUMENT]    set up what is missing, build, and open the window on the sample or a document;
                    without a display, simulate and export it from the command line instead
  test [STAGE]...   set up what is missing and run every test, or only these stages:
                    format, lints, house, rust, ui, browser, window
  bench [WORD]...   time the engine beside others on made-up histories, every line compared; words
                    such as `--deals 100000` or `--runs 5` go to the bench; `bench window [DOCUMENT]`
                    measures a moved lever in the real window
  parity [BUNDLE]...
                    have SQLite, DuckDB, PostgreSQL, Spark, LibreOffice, zen and a DMN engine work out
                    what exports pay, and bundles that are named, every payout compared
  bundle            build in release and pack the installers of this system; on Linux a .deb and an
                    .rpm, and the window's tests run on the unpacked .deb
  help              print this";

/// A step that cannot go on: what happened, and what to do about it.
type Stopped = String;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(&House::here(), None),
        ["run", document] if !document.starts_with('-') => run::run(&House::here(), Some(document)),
        ["bench", words @ ..] => bench::bench(&House::here(), words),
        ["parity", bundles @ ..] if bundles.iter().all(|one| !one.starts_with('-')) => {
            parity::parity(&House::here(), bundles)
        }
        ["bundle"] => bundle::bundle(&House::here()),
        ["test", stages @ ..] => return test::test(&House::here(), stages),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("\n{said}");
            ExitCode::FAILURE
        }
    }
}
