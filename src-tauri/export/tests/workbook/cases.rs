//! The program of every case: said by the workbook and equal on every line, or refused by name.

use std::{collections::BTreeMap, fs, path::Path};

use tierwright_cases::Case;
use tierwright_export::BundleContent;

use crate::{
    office::{differing, payouts, recalculated},
    workbook,
};

#[test]
fn every_case_is_paid_alike_by_the_workbook_or_refused_by_name() {
    let test = "every_case_is_paid_alike_by_the_workbook_or_refused_by_name";
    if std::env::var_os("TIERWRIGHT_PARITY").is_none() {
        println!("skipped: {test}: takes minutes, and is a part of `cargo xtask parity`");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut books, mut names, mut exact, mut refused) = (Vec::new(), Vec::new(), 0, 0);
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = Case::from_json(&fs::read_to_string(&path).unwrap()).expect("a case");
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        let content =
            BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
        println!("{name}");
        let scratch = tempfile::tempdir().unwrap();
        let (book, said, whys) = workbook(&content, &scratch.path().join("bundle"));
        exact += said.len();
        refused += whys.len();
        for why in whys {
            assert!(!why.contains("do not follow"), "{name}: {why}");
            *reasons.entry(why).or_default() += 1;
        }
        if !said.is_empty() {
            books.push(book);
            names.push(name);
        }
    }
    println!("{exact} incentives exact, {refused} refused");
    reasons.iter().for_each(|(why, times)| println!("  {times:4} {why}"));
    assert!(exact > refused, "more is refused than said");
    let Some(sheets) = recalculated(test, &books) else { return };
    let (mut paid, mut wrong) = (0, Vec::new());
    for (name, sheets) in names.iter().zip(&sheets) {
        paid += payouts(sheets).len();
        wrong.extend(differing(sheets).into_iter().map(|one| format!("{name}: {one}")));
    }
    println!("{paid} payouts of {} programs recalculated", names.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
