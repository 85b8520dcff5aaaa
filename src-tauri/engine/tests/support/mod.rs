//! What the engine's tests share: the cases of `fixtures/cases`.

#![allow(dead_code, reason = "each test uses its part")]

use std::path::PathBuf;

use tierwright_cases::Case;
use tierwright_engine::Outcome;

/// Every case in `fixtures/cases`, in order of name.
pub fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let entries = std::fs::read_dir(folder).expect("fixtures/cases is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("readable");
            let case = Case::from_json(&text).unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
            (name, case)
        })
        .collect()
}

/// The position of an incentive by its id.
pub fn incentive(outcome: &Outcome, id: &str) -> usize {
    let incentives = &outcome.plan().program().incentives;
    incentives.iter().position(|one| one.id == id).unwrap_or_else(|| panic!("no incentive {id}"))
}
