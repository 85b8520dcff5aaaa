//! The program as SQL: SQLite pays what the engine pays, or the rule is refused by its name.

use std::path::PathBuf;

use tierwright_export::{BundleContent, write_content};

mod cases;
mod sample;

/// Writes a bundle for `cargo xtask parity`, which names the folder for them.
fn hand_over(name: &str, content: &BundleContent) {
    if let Some(folder) = std::env::var_os("TIERWRIGHT_PARITY") {
        write_content(content, &PathBuf::from(folder).join(name)).expect("a bundle");
    }
}
