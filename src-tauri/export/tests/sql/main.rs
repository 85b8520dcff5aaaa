//! The program as SQL: SQLite pays what the engine pays, or the rule is refused by its name.

use std::path::PathBuf;

use serde_json::json;
use tierwright_export::{BundleContent, decision_inputs, write_content};

mod boundaries;
mod cases;
mod coverage;
mod hostile;
mod sample;

/// Writes a bundle for `cargo xtask parity`, which names the folder for them.
fn hand_over(name: &str, content: &BundleContent) {
    let Some(folder) = parity() else { return };
    let bundle = write_content(content, &folder.join(name)).expect("a bundle");
    let targets = bundle.proof.into_iter().flat_map(|proof| proof.targets);
    for rule in targets.flat_map(|target| target.refused) {
        assert!(!rule.why.contains("do not follow"), "{name}: {rule:?}");
    }
    // What is asked of its decision tables, which other engines answer.
    let asked = decision_inputs(content).expect("payouts").into_iter().map(|one| {
        let (given, answer, is) = (one.json(), one.answer, &one.is);
        json!({ "decision": one.decision, "given": given, "answer": answer, "is": is }).to_string()
    });
    let lines = asked.collect::<Vec<_>>().join("\n");
    beside(&format!("{name}.decisions.jsonl"), &lines);
}

/// Writes a file beside the bundles for `cargo xtask parity`.
fn beside(name: &str, text: &str) {
    let Some(folder) = parity() else { return };
    std::fs::write(folder.join(name), text).expect("a file");
}

fn parity() -> Option<PathBuf> {
    std::env::var_os("TIERWRIGHT_PARITY").map(PathBuf::from)
}
