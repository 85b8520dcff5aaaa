//! Other engines on the same history: scripts that print their times and write their lines.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use crate::{
    lines::{self, Lines},
    times::Times,
};

/// An engine and the package it comes in.
pub struct Peer {
    /// What people call it.
    pub name: &'static str,
    script: &'static str,
    /// Whether it is too slow for more than a few runs.
    slow: bool,
}

/// Every engine that is measured beside ours.
pub const PEERS: [Peer; 5] = [
    Peer { name: "DuckDB", script: "in_duckdb.py", slow: false },
    Peer { name: "Polars", script: "in_polars.py", slow: false },
    Peer { name: "pandas", script: "in_pandas.py", slow: true },
    Peer { name: "numpy", script: "in_numpy.py", slow: true },
    Peer { name: "SQLite", script: "in_sqlite.py", slow: true },
];

/// What tiers ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// Revenue of the year before.
    Revenue,
    /// Different customers of it besides.
    Customers,
}

impl Terms {
    /// What tells scripts.
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::Revenue => None,
            Self::Customers => Some("customers"),
        }
    }
}

/// Where the scripts find Python and the history.
pub struct Bench<'a> {
    /// The Python of an environment that has the packages.
    pub python: &'a Path,
    /// The folder of the history's files.
    pub folder: &'a Path,
}

impl Peer {
    /// Runs the engine; nothing where its package is not there.
    pub fn run(
        &self,
        bench: &Bench<'_>,
        terms: Terms,
        runs: usize,
    ) -> Result<Option<(Times, Lines)>, String> {
        let runs = if self.slow { runs.min(3) } else { runs };
        let written = bench.folder.join(format!("{}.lines", self.name));
        let ended = Command::new(bench.python)
            .arg(scripts().join(self.script))
            .arg(bench.folder)
            .arg(runs.to_string())
            .arg(&written)
            .args(terms.word())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stderr(Stdio::piped())
            .output()
            .map_err(|error| {
                format!("{} could not be started: {error}.", bench.python.display())
            })?;
        let complaint = String::from_utf8_lossy(&ended.stderr);
        if complaint.contains("ModuleNotFoundError") {
            return Ok(None);
        }
        if !ended.status.success() {
            return Err(format!("{} did not succeed: {complaint}", self.name));
        }
        let times = times(&String::from_utf8_lossy(&ended.stdout));
        Ok(Some((times, lines::read(&written)?)))
    }
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// The times a script printed: each run as `ms 12.345`, and for all of them `processors 67.890`.
fn times(printed: &str) -> Times {
    let after = |word: &str| -> Vec<f64> {
        printed.lines().filter_map(|line| line.strip_prefix(word)?.parse().ok()).collect()
    };
    let runs = after("ms ").into_iter().map(|ms| Duration::from_secs_f64(ms / 1e3)).collect();
    Times::of(runs, after("processors ").first().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_between_other_words() {
        let read = times("loading\nms 2.000\nms 1.000\nms 4.5\nprocessors 3.25\n");
        assert_eq!((read.runs(), read.processor()), (3, Some(3.25)));
        assert!((read.median() - 2.0).abs() < 1e-9);
    }
}
