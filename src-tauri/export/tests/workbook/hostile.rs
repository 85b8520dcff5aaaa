//! Names from elsewhere are data in the workbook, whatever they look like.

use tierwright_cases::Case;
use tierwright_export::BundleContent;

use crate::{
    office::{parts, payouts, recalculated},
    workbook,
};

const PARTNERS: [&str; 4] = ["+4", "<f>6</f>", "=2+3", "@SUM(5)"];
const INCENTIVE: &str = "=HYPERLINK(\"http://example.test\",\"Prize\")";

#[test]
fn no_name_becomes_a_formula() {
    let case = Case::from_json(include_str!("hostile.json")).expect("a case");
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    let content = BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
    let scratch = tempfile::tempdir().unwrap();
    let (book, exact, refused) = workbook(&content, &scratch.path().join("bundle"));
    assert_eq!((exact.len(), refused.len()), (1, 0), "{refused:?}");
    let mut formulas = 0;
    for (path, bytes) in parts(&book) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!path.contains("externalLink"), "{path}");
        assert!(!text.contains("TargetMode=\"External\""), "{path}");
        for formula in text.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().unwrap();
            let own = ["HYPERLINK", "2+3", "SUM(5)", "cmd|"];
            assert!(own.iter().all(|odd| !formula.contains(odd)), "{path}: {formula}");
            formulas += usize::from(path.starts_with("xl/worksheets"));
        }
    }
    assert!(formulas > 0, "no formula was looked at");
    let Some(sheets) = recalculated("no_name_becomes_a_formula", &[book]) else { return };
    let paid = payouts(&sheets[0]);
    let mut partners: Vec<&str> = paid.iter().map(|one| one.partner.as_str()).collect();
    partners.sort_unstable();
    assert_eq!(partners, PARTNERS);
    assert!(paid.iter().all(|one| one.incentive == INCENTIVE && one.payout == "2"));
}
