//! The two grids: many programs on one history, and one program on many futures.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_engine::rows::FactRows;
use tierwright_program::Program;
use tierwright_study::{
    Base, Future, FutureOf, FuturesAsked, Growth, Plan, drawn_year, futures, programs,
};

/// A sells 100,000.00 in the first quarter and B 50,000.00 in the second.
fn rows() -> FactRows {
    let mut rows = history();
    ["A", "B"].into_iter().for_each(|id| partner(&mut rows, id));
    deal(&mut rows, "D1", "2025-03-10", "100000.00", &[("A", "resold", "1")]);
    deal(&mut rows, "D2", "2025-06-10", "50000.00", &[("B", "resold", "1")]);
    deal(&mut rows, "D3", "2025-12-10", "0.00", &[("B", "resold", "1")]);
    rows
}

/// 2% below 80,000.00 and 4% of all from there: 4,000.00 and 1,000.00.
fn stepped(low: &str, high: &str) -> Program {
    program(&rebate("r", "whole_amount", &[("0.00", low), ("80000.00", high)], ""))
}

#[test]
fn every_program_is_paid_on_the_same_deals() {
    let base = base(&stepped("0.02", "0.04"), rows());
    let broken = program(&rebate("r", "whole_amount", &[("9.00", "0.1"), ("9.00", "0.2")], ""));
    let named = [
        ("More for B".to_owned(), stepped("0.03", "0.04")),
        ("Less for A".to_owned(), stepped("0.02", "0.01")),
        ("The same".to_owned(), stepped("0.02", "0.04")),
        ("Broken".to_owned(), broken),
    ];
    let found = programs(&base, &named, &[], 0.2).unwrap();
    assert_eq!(found.now, dollars("5000.00"));
    let told: Vec<_> = found
        .programs
        .iter()
        .map(|one| one.paid.as_ref().ok().map(|of| (of.total, of.better, of.worse, of.paid)))
        .collect();
    assert_eq!(
        told,
        [
            Some((dollars("5500.00"), 1, 0, 2)),
            Some((dollars("2000.00"), 0, 1, 2)),
            Some((dollars("5000.00"), 0, 0, 2)),
            None,
        ]
    );
    assert!(!found.programs[3].paid.as_ref().unwrap_err().is_empty());
}

/// Rates by 0.8 to 1.2 down, the threshold of 80,000.00 by the same across: at 64,000.00 to 96,000.00
/// A reaches it always. 5,000.00 times 0.8, 0.9, 1, 1.1 and 1.2, whatever the threshold. By half more
/// and less the threshold is 120,000.00 at last, which nobody reaches: 2% of 150,000.00 is 3,000.00
/// times the factor of the rates.
#[test]
fn two_values_are_moved_together() {
    let base = base(&stepped("0.02", "0.04"), rows());
    let names = ["Rule r, rates".to_owned(), "Rule r, thresholds".to_owned()];
    let grid = programs(&base, &[], &names, 0.2).unwrap().together.unwrap();
    let row = |total: &str| vec![Some(dollars(total)); 5];
    let expected = ["4000.00", "4500.00", "5000.00", "5500.00", "6000.00"].map(row);
    assert_eq!(grid.cells, expected);

    let grid = programs(&base, &[], &names, 0.5).unwrap().together.unwrap();
    let last: Vec<_> = grid.cells.iter().map(|row| row[4]).collect();
    let expected = ["1500.00", "2250.00", "3000.00", "3750.00", "4500.00"];
    assert_eq!(last, expected.map(|total| Some(dollars(total))));
    // The middle is what is paid now, and values that are not named are found.
    assert_eq!(grid.cells[2][2], Some(dollars("5000.00")));
    let own = programs(&base, &[], &[], 0.5).unwrap().together.unwrap();
    assert_eq!((own.down.name, own.across.name), ("Rule r, rates".into(), names[1].clone()));
}

/// Grown by a tenth, A sells 110,000.00 and B 55,000.00: 4,400.00 and 1,100.00. Beside it 1% of
/// everything: 1,500.00 and 1,650.00. A drawn year is that of its seed, paid by itself.
#[test]
fn one_program_is_paid_on_every_future() {
    let (program, beside) = (stepped("0.02", "0.04"), stepped("0.01", "0.01"));
    let (base, history) = (base(&program, rows()), rows());
    let growth = Growth { of: None, quarter: None, by: "0.1".parse().unwrap() };
    let plan = Plan { growth: vec![growth], ..Plan::default() };
    let asked =
        FuturesAsked { history: &history, plan: &plan, years: 6, seed: 7, beside: Some(&beside) };
    let found = futures(&base, &asked).unwrap().futures;
    let told = |of, revenue: &str, paid: &str, beside: &str| Future {
        of,
        revenue: dollars(revenue),
        paid: dollars(paid),
        beside: Some(dollars(beside)),
    };
    assert_eq!(found[0], told(FutureOf::History, "150000.00", "5000.00", "1500.00"));
    assert_eq!(found[1], told(FutureOf::Plan, "165000.00", "5500.00", "1650.00"));
    assert_eq!(found.len(), 8);
    for (year, seed) in found[2..].iter().zip(7..) {
        assert_eq!(year.of, FutureOf::Year(seed));
        let rows = drawn_year(&rows(), seed.into(), base.replay().quarters());
        let alone = Base::new(&program, rows, Some(base.replay().clone())).unwrap();
        assert_eq!(year.paid, alone.total(), "year {seed}");
        assert_eq!(year.revenue, dollars("100.00") * year.beside.unwrap() / dollars("1.00"));
    }
    let totals: std::collections::BTreeSet<i64> = found[2..].iter().map(|one| one.paid).collect();
    assert!(totals.len() > 2, "years differ: {totals:?}");
    assert_eq!(futures(&base, &asked).unwrap().futures, found, "the same seed, the same years");
}
