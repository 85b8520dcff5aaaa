//! A roll-out, against a history worked out by hand.

mod common;

use std::collections::BTreeSet;

use common::{base, deal, dollars, history, partner_of, program, rebate};
use tierwright_program::{Change, apply};
use tierwright_study::{Base, RolloutAsked, WavesBy, rollout};

/// A and B in APAC sell 10,000.00 a quarter each, C, D and E in EMEA 20,000.00 each, but C sells
/// 40,000.00 in the fourth quarter. 2% is paid.
fn channel() -> Base {
    let mut rows = history();
    for (id, region) in [("A", "APAC"), ("B", "APAC"), ("C", "EMEA"), ("D", "EMEA"), ("E", "EMEA")]
    {
        partner_of(&mut rows, id, "reseller", region);
        for (at, day) in ["2025-02-10", "2025-05-10", "2025-08-10", "2025-12-10"].iter().enumerate()
        {
            let amount = match (region, id, at) {
                ("APAC", ..) => "10000.00",
                (_, "C", 3) => "40000.00",
                _ => "20000.00",
            };
            deal(&mut rows, &format!("{id}{at}"), day, amount, &[(id, "resold", "1")]);
        }
    }
    base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows)
}

fn asked(base: &Base) -> RolloutAsked {
    let change =
        Change { place: "/incentives/r/schedule/bands/0/rates/0".to_owned(), value: "0.03".into() };
    RolloutAsked {
        by: WavesBy::Region,
        first: None,
        from: None,
        apart: 2,
        program: Some(apply(base.program(), &[change]).unwrap()),
        seed: 7,
    }
}

/// A third percent costs 100.00 a quarter for each partner in APAC and 200.00 in EMEA, 400.00 for C in
/// the fourth. APAC, the smaller, begins in January 2026: 200.00 a quarter, 400.00 until EMEA begins in
/// July, with 600.00 to September and 800.00 to December.
#[test]
fn waves_dates_and_budgets_are_those_worked_out_by_hand() {
    let base = channel();
    let found = rollout(&base, &asked(&base)).unwrap();
    let waves: Vec<_> = found
        .waves
        .iter()
        .map(|one| {
            (one.of.as_str(), one.from.to_string(), one.until.to_string(), one.budget, one.year)
        })
        .collect();
    let wave = |of, from: &str, until: &str, budget, year| {
        (of, from.to_owned(), until.to_owned(), dollars(budget), dollars(year))
    };
    assert_eq!(
        waves,
        [
            wave("APAC", "2026-01-01", "2026-06-30", "400.00", "800.00"),
            wave("EMEA", "2026-07-01", "2026-12-31", "1400.00", "2600.00"),
        ]
    );
    assert_eq!(found.waves[0].partners, BTreeSet::from([0, 1]));
    assert_eq!(found.waves[0].p90, dollars("400.00"), "both cost the same, so every draw does");
    assert!(found.waves[1].p90 > dollars("1400.00"), "C costs more than the others");
    let budgets: Vec<_> = found.quarters.iter().map(|one| (one.waves, one.budget)).collect();
    assert_eq!(
        budgets,
        [
            (1, dollars("200.00")),
            (1, dollars("200.00")),
            (2, dollars("800.00")),
            (2, dollars("1000.00")),
            (2, dollars("800.00")),
            (2, dollars("800.00")),
        ]
    );
    // Paid 30 days after the quarter.
    assert_eq!(found.quarters[0].review.to_string(), "2026-04-30");
}

/// The year with all waves costs what the change costs on the whole replay, wherever it begins.
#[test]
fn a_year_with_all_waves_costs_the_whole_change() {
    let base = channel();
    let changed = asked(&base);
    let whole = Base::new(changed.program.as_ref().unwrap(), base.rows.as_ref().clone(), None);
    let change = whole.unwrap().total() - base.total();
    for from in ["2026-01-01", "2026-05-20", "2027-12-31"] {
        for apart in [1, 2, 5] {
            let asked = RolloutAsked { from: from.parse().ok(), apart, ..changed.clone() };
            let found = rollout(&base, &asked).unwrap();
            let last: i64 = found.quarters.iter().rev().take(4).map(|one| one.budget).sum();
            assert_eq!(last, change, "from {from}, {apart} apart");
            assert_eq!(found.waves.iter().map(|wave| wave.year).sum::<i64>(), change);
        }
    }
}

#[test]
fn what_is_named_comes_first_and_what_cannot_be_planned_is_refused() {
    let base = channel();
    let first = RolloutAsked { first: Some("EMEA".to_owned()), ..asked(&base) };
    assert_eq!(rollout(&base, &first).unwrap().waves[0].of, "EMEA");
    let code = |asked: &RolloutAsked| rollout(&base, asked).unwrap_err().code;
    let nobody = RolloutAsked { first: Some("LATAM".to_owned()), ..asked(&base) };
    assert_eq!(code(&nobody), "wave_without_partners");
    for day in ["2025-12-31", "2038-04-01", "9999-01-01"] {
        let late = RolloutAsked { from: day.parse().ok(), ..asked(&base) };
        assert_eq!(code(&late), "wave_not_ahead", "{day}");
    }
    // Nothing is changed: the budget is the whole bill, and nobody gets less.
    let as_it_is = RolloutAsked { program: None, ..asked(&base) };
    let found = rollout(&base, &as_it_is).unwrap();
    assert_eq!(found.waves.iter().map(|wave| wave.year).sum::<i64>(), base.total());
    assert!(found.waves.iter().all(|wave| wave.worse == 0));
}
