//! What is changed in the workbook moves its payouts: the numbers are worked by hand.

use tierwright_cases::Case;
use tierwright_export::BundleContent;

use crate::{
    office::{Sheets, payouts, recalculated, with},
    workbook,
};

/// Two partners and two rules by quarter. Volume: 2% from 0, 3% from 100,000 on the whole; at most
/// 5,000.00 a year. Slices: each band at its own rate, 1% from 0 and 4% from 50,000. A sells
/// 150,000.00 in the first quarter and 60,000.50 in the second; B sells 99,999.99 in the first.
const CASE: &str = include_str!("changed.json");

fn paid<'a>(sheets: &'a Sheets) -> impl Fn(&str, &str, &str) -> String + use<'a> {
    let paid = payouts(sheets);
    move |partner, incentive, from| {
        let found = paid.iter().find(|one| {
            (one.partner.as_str(), one.incentive.as_str(), one.from.as_str())
                == (partner, incentive, from)
        });
        found.unwrap_or_else(|| panic!("{partner} {incentive} {from}")).payout.clone()
    }
}

#[test]
fn a_changed_rate_threshold_or_cap_moves_payouts() {
    let case = Case::from_json(CASE).expect("a case");
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    let content = BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
    let scratch = tempfile::tempdir().unwrap();
    let (book, exact, refused) = workbook(&content, &scratch.path().join("bundle"));
    assert_eq!((exact.len(), refused.len()), (2, 0), "{refused:?}");
    let books = [
        book.clone(),
        with(&book, "p1_volume_rate_2_1", "0.031"),
        with(&book, "p1_volume_from_2", "99999.99"),
        with(&book, "p1_volume_year_cap", "4600"),
        with(&book, "p2_slices_rate_2_1", "0.05"),
    ];
    let test = "a_changed_rate_threshold_or_cap_moves_payouts";
    let Some(sheets) = recalculated(test, &books) else { return };
    let of: Vec<_> = sheets.iter().map(paid).collect();
    let (first, second) = ("2026-01-01", "2026-04-01");
    // As exported. Volume: 3% of 150,000.00 = 4,500.00; 2% of 60,000.50 = 1,200.01, of which the
    // year leaves 500.00; 2% of 99,999.99 = 1,999.9998, so 2,000.00.
    assert_eq!(of[0]("A", "Volume", first), "4500");
    assert_eq!(of[0]("A", "Volume", second), "500");
    assert_eq!(of[0]("B", "Volume", first), "2000");
    // Slices: 500 + 4% of 100,000 = 4,500.00; 500 + 4% of 10,000.50 = 900.02; 500 + 4% of 49,999.99
    // = 2,499.9996, so 2,500.00.
    assert_eq!(of[0]("A", "Slices", first), "4500");
    assert_eq!(of[0]("A", "Slices", second), "900.02");
    assert_eq!(of[0]("B", "Slices", first), "2500");
    // 3.1% of 150,000.00 = 4,650.00, which leaves 350.00 of the year.
    assert_eq!(of[1]("A", "Volume", first), "4650");
    assert_eq!(of[1]("A", "Volume", second), "350");
    assert_eq!(of[1]("B", "Volume", first), "2000");
    // B now reaches the second band to the cent: 3% of 99,999.99 = 2,999.9997.
    assert_eq!(of[2]("B", "Volume", first), "3000");
    assert_eq!(of[2]("A", "Volume", first), "4500");
    // A year of 4,600.00 leaves 100.00.
    assert_eq!(of[3]("A", "Volume", second), "100");
    // 500 + 5% of 100,000 and of 10,000.50 = 500.025, a half cent, so 1,000.03.
    assert_eq!(of[4]("A", "Slices", first), "5500");
    assert_eq!(of[4]("A", "Slices", second), "1000.03");
    let differs = payouts(&sheets[4]).into_iter().filter(|paid| paid.difference != "0").count();
    assert_eq!(differs, 3, "the workbook itself says that three payouts are others");
}

#[test]
fn what_only_comes_near_a_tie_is_not_rounded_to_even() {
    let case = CASE
        .replacen("\"program\": {", "\"program\": {\n    \"rounding\": \"half_even\",", 1)
        .replacen("\"0.02\"", "\"0.03333333\"", 1)
        .replacen("60000.50 USD", "0.45 USD", 1)
        .replacen("99999.99 USD", "1.05 USD", 1);
    let case = Case::from_json(&case).expect("a case");
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    let content = BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
    let scratch = tempfile::tempdir().unwrap();
    let (book, exact, refused) = workbook(&content, &scratch.path().join("bundle"));
    assert_eq!((exact.len(), refused.len()), (2, 0), "{refused:?}");
    // 3.333333% of 1.05 = 0.034999..., and of 0.45 = 0.014999...; 3% of 150,000.00 = 4,500.00.
    // Slices: 1% of 1.05 = 0.0105. At 10%, 0.45 gives 0.045, a tie: its even neighbour is 0.04.
    let tie = with(&book, "p2_slices_rate_1_1", "0.1");
    let test = "what_only_comes_near_a_tie_is_not_rounded_to_even";
    let Some(sheets) = recalculated(test, &[book, tie]) else { return };
    let of: Vec<_> = sheets.iter().map(paid).collect();
    assert_eq!(of[0]("B", "Volume", "2026-01-01"), "0.03");
    assert_eq!(of[0]("A", "Volume", "2026-04-01"), "0.01");
    assert_eq!(of[0]("A", "Volume", "2026-01-01"), "4500");
    assert_eq!(of[0]("B", "Slices", "2026-01-01"), "0.01");
    assert_eq!(of[1]("A", "Slices", "2026-04-01"), "0.04");
    assert!(payouts(&sheets[0]).into_iter().all(|paid| paid.difference == "0"));
}
