//! The stages of `cargo xtask test`, each with what it needs, what it runs and how long it may take.

use std::path::PathBuf;
use std::process::Command;

use crate::house::House;
use crate::packages::{self, Package};
use crate::tools::Tool;

/// How a step's counts are read.
pub enum Reader {
    /// It counts nothing: it goes well or it does not.
    Nothing,
    /// As `cargo test` prints them.
    Cargo,
    /// As node's test runner prints them.
    Node,
    /// From vitest's report in this file.
    Vitest(PathBuf),
}

/// One program to run.
pub struct Step {
    /// What to start.
    pub command: Command,
    /// How to read what it prints.
    pub reader: Reader,
}

/// What a stage needs of the interface.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub enum Page {
    /// Nothing.
    No,
    /// Its packages.
    Packages,
    /// Its build.
    Built,
}

/// One stage.
pub struct Stage {
    /// What it is called on the command line and in the table.
    pub name: &'static str,
    /// Its limit, in minutes, on a slow machine that has built nothing yet.
    pub minutes: u64,
    /// The tools without which it cannot run.
    pub tools: &'static [Tool],
    /// The packages it needs beside the compiler.
    pub packages: &'static [&'static [Package]],
    /// What it needs of the interface.
    pub page: Page,
    /// Whether a later step tells something when an earlier one went wrong.
    pub independent: bool,
    /// Why it cannot run on this system at all.
    pub elsewhere: Option<&'static str>,
    /// What it runs.
    pub steps: fn(&House) -> Vec<Step>,
}

const PLAIN: Stage = Stage {
    name: "",
    minutes: 5,
    tools: &[],
    packages: &[],
    page: Page::No,
    independent: false,
    elsewhere: None,
    steps: |_| Vec::new(),
};

/// Builds the page; goes before the stages that need it.
pub const BUILD: Stage = Stage {
    name: "page",
    minutes: 10,
    steps: |house| vec![npm(house, &["run", "build"], Reader::Nothing)],
    ..PLAIN
};

/// Every stage, in order: what is quick to fail comes first.
pub const STAGES: [Stage; 7] = [
    Stage {
        name: "format",
        tools: &[Tool::Rustfmt, Tool::Node, Tool::Npm],
        page: Page::Packages,
        independent: true,
        steps: format,
        ..PLAIN
    },
    Stage {
        name: "lints",
        minutes: 25,
        tools: &[Tool::Clippy, Tool::Node, Tool::Npm],
        packages: &[packages::WEB_VIEW],
        page: Page::Built,
        independent: true,
        steps: lints,
        ..PLAIN
    },
    Stage {
        name: "house",
        minutes: 10,
        steps: |house| {
            let words = ["test", "--package", "tierwright-xtask", "--no-fail-fast"];
            vec![cargo_test(house, &words)]
        },
        ..PLAIN
    },
    Stage { name: "rust", minutes: 30, steps: |house| vec![cargo_test(house, &RUST)], ..PLAIN },
    Stage {
        name: "ui",
        tools: &[Tool::Node, Tool::Npm],
        page: Page::Packages,
        steps: unit,
        ..PLAIN
    },
    Stage {
        name: "browser",
        minutes: 15,
        tools: &[Tool::Node, Tool::Npm],
        packages: &[packages::BROWSER],
        page: Page::Built,
        steps: browser,
        ..PLAIN
    },
    Stage {
        name: "window",
        minutes: 20,
        tools: &[Tool::Node, Tool::Npm],
        packages: &[packages::WEB_VIEW, packages::SCREEN],
        page: Page::Built,
        elsewhere: if cfg!(target_os = "linux") {
            None
        } else {
            Some("the web view's driver is to be had on Linux only")
        },
        steps: window,
        ..PLAIN
    },
];

/// Every crate that needs no web view, with what only tests may switch on. This crate has its own
/// stage.
const RUST: [&str; 9] = [
    "test",
    "--workspace",
    "--exclude",
    "tierwright-window",
    "--exclude",
    "tierwright-xtask",
    "--features",
    "tierwright-cli/serve",
    "--no-fail-fast",
];

fn format(house: &House) -> Vec<Step> {
    vec![
        cargo(house, &["fmt", "--all", "--check"]),
        npx(house, &["biome", "format"], Reader::Nothing),
    ]
}

fn lints(house: &House) -> Vec<Step> {
    vec![
        npm(house, &["run", "lint"], Reader::Nothing),
        cargo(
            house,
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "tierwright-cli/serve",
                "--",
                "-D",
                "warnings",
            ],
        ),
    ]
}

fn unit(house: &House) -> Vec<Step> {
    let report = house.target().join("vitest.json");
    // A report of an earlier run must not speak for this one.
    let _ = std::fs::remove_file(&report);
    let output = format!("--outputFile.json={}", report.display());
    let words = ["vitest", "run", "--reporter=default", "--reporter=json", &output];
    vec![npx(house, &words, Reader::Vitest(report))]
}

/// The command with its server is built as the Rust tests build it, so that nothing is built twice.
fn browser(house: &House) -> Vec<Step> {
    let words = [&RUST[..], &["--no-run"]].concat();
    vec![cargo(house, &words), npm(house, &["run", "test:browser"], Reader::Node)]
}

/// Testing the window's command line builds the window.
fn window(house: &House) -> Vec<Step> {
    vec![
        cargo_test(house, &["test", "--package", "tierwright-window", "--no-fail-fast"]),
        npm(house, &["run", "test:window"], Reader::Node),
    ]
}

fn cargo(house: &House, words: &[&str]) -> Step {
    let mut command = house.cargo();
    command.args(words);
    Step { command, reader: Reader::Nothing }
}

/// `cargo test` that also shows what passing tests print, since a test may say there that it
/// skipped itself.
fn cargo_test(house: &House, words: &[&str]) -> Step {
    let mut step = cargo(house, words);
    step.command.args(["--", "--show-output"]);
    step.reader = Reader::Cargo;
    step
}

fn npm(house: &House, words: &[&str], reader: Reader) -> Step {
    let mut command = house.npm("npm");
    // The tests find what cargo built through this.
    command.args(words).env("TIERWRIGHT_TARGET", house.target());
    Step { command, reader }
}

/// A program of the packages that the lock file names; npx may fetch nothing else.
fn npx(house: &House, words: &[&str], reader: Reader) -> Step {
    let mut command = house.npm("npx");
    command.arg("--no-install").args(words);
    Step { command, reader }
}
