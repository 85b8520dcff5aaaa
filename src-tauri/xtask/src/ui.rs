//! The interface: its packages from the lock file, and its build, each only when it is due.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::Stopped;
use crate::house::{House, carry_out};

/// What the interface is built from, inside its folder.
const SOURCES: [&str; 6] =
    ["src", "public", "index.html", "package-lock.json", "tsconfig.json", "vite.config.ts"];

/// Installs the packages that the lock file names, unless these are the ones installed last.
pub fn packages(house: &House) -> Result<(), Stopped> {
    let lock = house.ui().join("package-lock.json");
    let stamp = house.ui().join("node_modules/.installed-lock.json");
    let wanted = fs::read(&lock).map_err(|error| {
        format!("ui/package-lock.json could not be read: {error}. Is this a whole checkout?")
    })?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    carry_out(house.npm("npm").args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted)
        .map_err(|error| format!("{} could not be written: {error}.", stamp.display()))
}

/// Builds the interface, unless nothing it is made from is newer than the last build.
pub fn build(house: &House) -> Result<(), Stopped> {
    let made = modified(&house.ui().join("dist/index.html"));
    let changed = SOURCES.iter().filter_map(|source| newest(&house.ui().join(source))).max();
    if made.is_some() && made > changed {
        return Ok(());
    }
    carry_out(house.npm("npm").args(["run", "build"]))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// The newest change below a path, folders included: theirs tell of files taken away.
fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path).into_iter().flatten().flatten();
    let below = below.filter_map(|entry| newest(&entry.path()));
    below.chain(modified(path)).max()
}
