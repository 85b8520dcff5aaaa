//! The program of every case: refused by name, or equal to the engine on every line.

use std::{collections::BTreeMap, fs, path::Path};

use tierwright_cases::Case;
use tierwright_export::{BundleContent, sql::prove};

/// The library of cases, by name.
pub fn cases() -> Vec<(String, Case)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let mut found: Vec<(String, Case)> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| {
            let path = entry.expect("a case").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("text");
            (name, Case::from_json(&text).expect("a case"))
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

#[test]
fn every_case_is_paid_alike_by_sqlite_or_refused_by_name() {
    let (mut exact, mut refused, mut compared, mut not_zero) = (0, 0, 0, 0);
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    let mut differing = Vec::new();
    for (name, case) in cases() {
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        let content =
            BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
        let proof = prove(&content).expect("facts for it");
        crate::hand_over(&format!("case-{}", name.trim_end_matches(".json")), &content);
        exact += proof.sql.exact.len();
        refused += proof.sql.refused.len();
        compared += proof.compared;
        let counts =
            |id: &String| content.lines.iter().filter(|line| line.incentive_id == *id).count();
        not_zero += proof.sql.exact.iter().map(counts).sum::<usize>();
        if name.starts_with("template-") {
            let whys: Vec<_> = proof.sql.refused.iter().map(|rule| rule.why.as_str()).collect();
            assert!(whys.is_empty(), "{name}: {whys:?}");
        }
        for rule in &proof.sql.refused {
            assert!(!rule.name.is_empty() && !rule.why.is_empty(), "{name}: {rule:?}");
            *reasons.entry(rule.why.clone()).or_default() += 1;
        }
        if let Some(problem) = proof.problem {
            differing.push(format!("{name}: {problem}"));
        }
    }
    println!(
        "{exact} incentives exact, {refused} refused; {compared} payouts equal, {not_zero} not zero"
    );
    reasons.iter().for_each(|(why, times)| println!("  {times:4} {why}"));
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
    assert!(exact > refused, "more is refused than said");
}
