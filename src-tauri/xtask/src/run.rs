//! `cargo xtask run`: the window on the sample, or the same job where there is no display.

use std::path::PathBuf;
use std::process::Command;

use crate::Stopped;
use crate::house::{House, carry_out};
use crate::packages;
use crate::tools::{self, Tool};
use crate::{ui, web_view};

/// Sets up, builds and shows the sample, or this document.
pub fn run(house: &House, document: Option<&str>) -> Result<(), Stopped> {
    let document = document.map(absolute).transpose()?;
    if cfg!(target_os = "linux") && !display() {
        println!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): doing the same from the command line."
        );
        return report(house, document);
    }
    tools::check(house, &[Tool::Rust, Tool::Node, Tool::Npm])?;
    web_view::set_up()?;
    ui::packages(house)?;
    ui::build(house)?;
    carry_out(house.cargo().args(["build", "--package", "tierwright-window"]))?;
    let mut window = Command::new(house.built("tierwright-window"));
    match &document {
        Some(path) => window.arg(path),
        None => window.arg("--sample"),
    };
    carry_out(&mut window)
}

fn display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Cargo starts this program where the person stands, the others start elsewhere.
fn absolute(path: &str) -> Result<PathBuf, Stopped> {
    std::path::absolute(path).map_err(|error| format!("{path} is not a path to a file: {error}."))
}

/// Simulates and exports with the `tierwright` command. This needs no web view and no Node.
fn report(house: &House, document: Option<PathBuf>) -> Result<(), Stopped> {
    tools::check(house, &[Tool::Rust])?;
    if cfg!(target_os = "linux") {
        packages::install(packages::COMPILER)?;
    }
    carry_out(house.cargo().args(["build", "--package", "tierwright-cli"]))?;
    let folder = house.target().join("run");
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("{} could not be made: {error}.", folder.display()))?;
    let document = match document {
        Some(document) => document,
        None => sample(house, folder.join("sample.tierwright"))?,
    };
    let export = folder.join("export");
    // The folder is this command's own; a bundle of an earlier run must not mix with this one's.
    let _ = std::fs::remove_dir_all(&export);
    carry_out(tierwright(house).arg("simulate").arg(&document))?;
    carry_out(tierwright(house).arg("export").arg(&document).arg("--out").arg(&export))?;
    println!("\nThe export is in {}.", export.display());
    Ok(())
}

fn sample(house: &House, document: PathBuf) -> Result<PathBuf, Stopped> {
    for leftover in ["tierwright", "tierwright-wal", "tierwright-shm"] {
        // Absent on a first run; otherwise this command's own from the last one.
        let _ = std::fs::remove_file(document.with_extension(leftover));
    }
    carry_out(tierwright(house).arg("sample").arg(&document))?;
    Ok(document)
}

fn tierwright(house: &House) -> Command {
    Command::new(house.built("tierwright"))
}
