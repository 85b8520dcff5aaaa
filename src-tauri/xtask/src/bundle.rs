//! `cargo xtask bundle`: the installers of this system, and on Linux a run of what was packed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Stopped;
use crate::house::{House, carry_out, on_path};
use crate::packages;
use crate::tools::{self, Tool};
use crate::{ui, web_view};

/// The kinds of installer that this system's own tools can make, as the bundler names them.
const KINDS: &str = if cfg!(target_os = "macos") {
    "app,dmg"
} else if cfg!(windows) {
    "nsis"
} else {
    "deb,rpm"
};

/// Builds the window and the command in release, packs both, and tries what was packed.
pub fn bundle(house: &House) -> Result<(), Stopped> {
    tools::check(house, &[Tool::Rust, Tool::Node, Tool::Npm])?;
    web_view::set_up()?;
    ui::packages(house)?;
    // An installer of an earlier version must not be taken for one of this.
    let made = house.target().join("release").join("bundle");
    let _ = fs::remove_dir_all(&made);
    carry_out(house.cargo().args(["build", "--release", "--package", "tierwright-cli"]))?;
    let mut packing = house.npm("npx");
    packing.args(["--no-install", "tauri", "build", "--bundles", KINDS]);
    packing.env("CARGO_TARGET_DIR", house.target());
    // The bundler stands in the packages of the page and looks for the window from there.
    packing.env("TAURI_APP_PATH", house.root.join("src-tauri"));
    packing.env("TAURI_FRONTEND_PATH", house.root.join("ui"));
    if cfg!(target_os = "linux") {
        packing.args(["--config", &with_command(house)]);
    }
    carry_out(&mut packing)?;
    if cfg!(target_os = "linux") {
        try_out(house, &newest(&made.join("deb"), "deb")?)?;
    }
    println!("\nThe installers are in {}.", made.display());
    Ok(())
}

/// The setting that puts the `tierwright` command beside the window.
fn with_command(house: &House) -> String {
    let command = house.target().join("release").join("tierwright").display().to_string();
    let files = format!(r#"{{"files":{{"/usr/bin/tierwright":{}}}}}"#, quoted(&command));
    format!(r#"{{"bundle":{{"linux":{{"deb":{files},"rpm":{files}}}}}}}"#)
}

/// A path as a JSON text.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn newest(folder: &Path, ending: &str) -> Result<PathBuf, Stopped> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    files
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .max()
        .ok_or_else(|| format!("The bundler left no .{ending} in {}.", folder.display()))
}

/// Unpacks the Debian package and runs the window's tests and the command from there.
fn try_out(house: &House, deb: &Path) -> Result<(), Stopped> {
    if !on_path("dpkg-deb") {
        println!("The package was not tried: dpkg-deb is not on this system.");
        return Ok(());
    }
    packages::install(packages::SCREEN)?;
    let unpacked = house.target().join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    carry_out(Command::new("dpkg-deb").arg("-x").arg(deb).arg(&unpacked))?;
    let programs = unpacked.join("usr").join("bin");
    carry_out(Command::new(programs.join("tierwright")).arg("--version"))?;
    let mut window = house.npm("npm");
    window.args(["run", "test:window"]);
    window.env("TIERWRIGHT_TARGET", house.target());
    window.env("TIERWRIGHT_WINDOW", programs.join("tierwright-window"));
    carry_out(&mut window)
}
