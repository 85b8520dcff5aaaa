//! `cargo xtask bench`: our engine beside others, in an environment of Python's own under the target
//! folder, and an import beside a bare insert.

use std::path::PathBuf;
use std::process::Command;

use crate::Stopped;
use crate::house::{House, carry_out, printed};
use crate::packages;
use crate::tools::{self, Tool};
use crate::{ui, web_view};

/// The engines beside ours, as pip names them. SQLite comes with Python.
const ENGINES: [&str; 4] = ["duckdb", "polars", "pandas", "numpy"];

/// Builds and runs the bench; further words go to it as they are. `window` measures the real window
/// instead, on the document that is named after it, or on the sample.
pub fn bench(house: &House, words: &[&str]) -> Result<(), Stopped> {
    if let ["window", document @ ..] = words {
        return frames(house, document);
    }
    tools::check(house, &[Tool::Rust])?;
    if cfg!(target_os = "linux") {
        packages::install(packages::COMPILER)?;
    }
    let package = "tierwright-bench";
    carry_out(house.cargo().args(["build", "--release", "--package", package]))?;
    let folder = house.target().join("bench");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("{} could not be made: {error}.", folder.display()))?;
    let program = format!("{package}{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(house.target().join("release").join(program));
    command.arg("--folder").arg(folder.join("history"));
    match python(&folder) {
        Ok(python) => {
            command.arg("--python").arg(python);
        }
        Err(said) => println!("Other engines are left out: {said}"),
    }
    carry_out(command.args(words))?;
    // How fast files come in; a bench of one thing alone, as words ask for, leaves it out.
    match words {
        [] => carry_out(house.cargo().args([
            "bench",
            "--package",
            "tierwright-store",
            "--bench",
            "load",
        ])),
        _ => Ok(()),
    }
}

/// How long a moved lever takes in the real window, in release.
fn frames(house: &House, document: &[&str]) -> Result<(), Stopped> {
    tools::check(house, &[Tool::Rust, Tool::Node, Tool::Npm])?;
    web_view::set_up()?;
    packages::install(packages::SCREEN)?;
    ui::packages(house)?;
    ui::build(house)?;
    let package = "tierwright-window";
    carry_out(house.cargo().args(["build", "--release", "--package", package]))?;
    let mut measure = house.npm("npm");
    measure.args(["run", "--silent", "bench:window", "--"]);
    for path in document {
        let path = std::path::absolute(path)
            .map_err(|error| format!("{path} cannot be made into a full path: {error}."))?;
        measure.arg(path);
    }
    measure.env("TIERWRIGHT_WINDOW", house.target().join("release").join(package));
    carry_out(&mut measure)
}

/// The Python of the bench's own environment, with the engines that pip can get.
fn python(folder: &std::path::Path) -> Result<PathBuf, Stopped> {
    let venv = folder.join("venv");
    let own = match cfg!(windows) {
        true => venv.join("Scripts").join("python.exe"),
        false => venv.join("bin").join("python"),
    };
    if !own.is_file() {
        let system = if cfg!(windows) { "python" } else { "python3" };
        carry_out(Command::new(system).args(["-m", "venv"]).arg(&venv))?;
    }
    let imports = format!("import {}", ENGINES.join(", "));
    if printed(Command::new(&own).args(["-c", &imports])).is_none() {
        let mut install = Command::new(&own);
        install.args(["-m", "pip", "install", "--quiet"]).args(ENGINES);
        // Those that are there still take part.
        if let Err(said) = carry_out(&mut install) {
            println!("{said} Engines that are not there are left out.");
        }
    }
    Ok(own)
}
