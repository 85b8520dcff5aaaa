//! The files of this checkout, read for the rules.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).expect("two folders up").to_path_buf()
}

/// Every file that git knows, or would with the next commit, as a path from the root with `/`.
pub fn files() -> Vec<String> {
    let words = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let listed = git(&words);
    let paths = listed.split('\0').filter(|path| !path.is_empty());
    let there = paths.filter(|path| root().join(path).is_file());
    there.map(str::to_owned).collect()
}

/// The names at the top that git keeps.
pub fn top() -> Vec<String> {
    let listed = git(&["ls-files", "--cached", "-z"]);
    let mut names: Vec<String> = listed
        .split('\0')
        .filter_map(|path| path.split('/').next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    names.dedup();
    names
}

fn git(words: &[&str]) -> String {
    let ended = Command::new("git")
        // The checkout may belong to another account than the one that tests it.
        .args(["-c", "safe.directory=*"])
        .args(words)
        .current_dir(root())
        .output()
        .expect("git lists the files of the checkout");
    assert!(ended.status.success(), "git {words:?}: {ended:?}");
    String::from_utf8(ended.stdout).expect("paths are text")
}

/// A file as text, or nothing when it is not text.
pub fn text(path: &str) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

/// Fails with every breach of a rule at once.
pub fn hold(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}
