//! The sample program over the sample's facts.

use tierwright_export::BundleContent;
use tierwright_sample::{Size, program, sample};

use crate::{
    office::{differing, payouts, recalculated},
    outcome, workbook,
};

#[test]
fn the_workbook_pays_every_line_of_the_sample() {
    let rows = sample(Size::Standard).rows;
    let outcome = outcome(&program(), &rows);
    let content = BundleContent::of_outcome(&outcome, &rows, true, &"0".repeat(64));
    let scratch = tempfile::tempdir().unwrap();
    let (book, exact, refused) = workbook(&content, &scratch.path().join("bundle"));
    assert_eq!((exact.len(), refused), (8, Vec::<String>::new()));
    let name = "the_workbook_pays_every_line_of_the_sample";
    let Some(sheets) = recalculated(name, &[book]) else { return };
    assert_eq!(differing(&sheets[0]), Vec::<String>::new());
    let paid = payouts(&sheets[0]);
    // Each payout is one line, since no rule of the sample pays into several accounts.
    let not_zero = paid.iter().filter(|paid| paid.payout != "0").count();
    assert_eq!(not_zero, content.lines.len());
    println!("{} payouts recalculated, {not_zero} not zero, no difference", paid.len());
    // The sheet of totals says the same as the bundle's own totals.
    let totals = &sheets[0]["Totals"];
    let of = |label: &str| totals.iter().find(|row| row[0] == label).unwrap().clone();
    let sum = |shadow: bool| {
        let lines = content.lines.iter().filter(|line| line.shadow == shadow);
        lines.map(|line| line.amount.units() / 100).sum::<i64>()
    };
    for (label, shadow) in [("All that is paid", false), ("All that is only shown", true)] {
        let row = of(label);
        assert_eq!(cents(&row[5]), sum(shadow), "{label}: {row:?}");
        assert_eq!(row[7], "0", "{label}");
        assert_eq!(row[1..5].iter().map(|cell| cents(cell)).sum::<i64>(), sum(shadow), "{label}");
    }
}

/// An amount that a sheet gives with at most two decimals, in cents.
fn cents(cell: &str) -> i64 {
    let (whole, rest) = cell.split_once('.').unwrap_or((cell, ""));
    format!("{whole}{rest:0<2}").parse().unwrap_or_else(|_| panic!("{cell} is no amount"))
}
