//! `cargo xtask parity`: other engines work out what bundles pay, from their SQL, workbooks and decision
//! tables, every payout compared. They are test tools in an environment of Python's own under the target
//! folder, never linked.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Stopped;
use crate::house::{House, carry_out, printed};
use crate::packages;
use crate::tools::{self, Tool};

/// The engines that pip brings, as it and as Python name them; each may be missing.
const ENGINES: [(&str, &str); 3] =
    [("duckdb", "duckdb"), ("pyspark", "pyspark"), ("zen-engine", "zen")];

/// Writes the bundles of the sample, of every case and of payouts at boundaries, and has every engine work
/// them out, and further bundles that are named.
pub fn parity(house: &House, named: &[&str]) -> Result<(), Stopped> {
    tools::check(house, &[Tool::Rust])?;
    if cfg!(target_os = "linux")
        && let Err(said) = packages::install(packages::DATABASES)
    {
        println!("Engines that are not there are skipped: {said}");
    }
    let folder = house.target().join("parity");
    let bundles = folder.join("bundles");
    let not_made = |error| format!("{} could not be made: {error}.", bundles.display());
    if bundles.exists() {
        std::fs::remove_dir_all(&bundles).map_err(not_made)?;
    }
    std::fs::create_dir_all(&bundles).map_err(not_made)?;
    let python = python(&folder)?;
    let test = ["test", "--package", "tierwright-export", "--test", "sql"];
    carry_out(house.cargo().args(test).env("TIERWRIGHT_PARITY", &bundles))?;
    let script = house.root.join("src-tauri/export/parity/parity.py");
    carry_out(Command::new(python).arg(script).arg(&bundles).args(named))
}

/// The Python of an environment of its own, with the engines that pip can get.
fn python(folder: &Path) -> Result<PathBuf, Stopped> {
    let venv = folder.join("venv");
    let own = match cfg!(windows) {
        true => venv.join("Scripts").join("python.exe"),
        false => venv.join("bin").join("python"),
    };
    if !own.is_file() {
        let system = if cfg!(windows) { "python" } else { "python3" };
        carry_out(Command::new(system).args(["-m", "venv"]).arg(&venv))?;
    }
    for (engine, module) in ENGINES {
        let import = format!("import {module}");
        if printed(Command::new(&own).args(["-c", &import])).is_some() {
            continue;
        }
        let mut install = Command::new(&own);
        // Those that are there still take part.
        if let Err(said) = carry_out(install.args(["-m", "pip", "install", "--quiet", engine])) {
            println!("{said} {engine} is left out.");
        }
    }
    Ok(own)
}
