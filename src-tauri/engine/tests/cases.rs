//! Every case of `fixtures/cases` comes out as written, explained by the same figures.

mod support;

use std::collections::BTreeMap;

use support::cases;
use tierwright_engine::explanation::{Exact, Step, words};
use tierwright_program::Money;

#[test]
fn every_case_comes_out_as_written() {
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases", cases.len());
    let mut differences = Vec::new();
    for (name, case) in &cases {
        let found = case.differences().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        differences.extend(found.iter().map(|difference| format!("{name}: {difference}")));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_explanation_reaches_its_figure() {
    for (name, case) in cases() {
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        let mut cells: BTreeMap<(usize, usize, usize), i64> = BTreeMap::new();
        for line in outcome.lines() {
            let cell = cells.entry((line.partner, line.quarter, line.incentive)).or_default();
            *cell += line.amount.units();
        }
        for ((partner, quarter, incentive), units) in cells {
            let plan = outcome.plan();
            let explanation = outcome.explain(partner, quarter, incentive).expect("explains");
            assert_eq!(explanation.amount.units(), units, "{name}");
            let accounts: i64 = explanation.accounts.iter().map(|(_, part)| part.units()).sum();
            assert_eq!(accounts, units, "{name}: {:?}", explanation.accounts);
            let says_why = words::why_not(&explanation).is_some();
            assert!(units != 0 || says_why, "{name}: a zero without a reason {explanation:?}");
            let spent = explanation.steps.iter().any(|step| matches!(step, Step::Spending(_)));
            let settlements = explanation.steps.split(|step| matches!(step, Step::Settlement(_)));
            let reached: i64 = settlements.map(|steps| reached(&name, steps)).sum();
            assert!(spent || reached == units, "{name}: {:?}", explanation.steps);
            assert!(!words::sentence(&explanation, plan).is_empty(), "{name}");
        }
    }
}

/// What the steps of one settlement come to: its last rounding, and from there each step towards
/// what is due begins where the one before it ended.
fn reached(name: &str, steps: &[Step]) -> i64 {
    let mut reached = None;
    for step in steps {
        match step {
            Step::Rounding(rounding) => {
                assert!(within_half_a_minor_unit(rounding.exact, rounding.rounded), "{name}");
                reached = Some(rounding.rounded.units());
            }
            Step::WhyNot(_) => reached = None,
            Step::Settled(settled) => {
                assert_eq!(settled.before.units(), reached.unwrap_or(0), "{name}: {settled:?}");
                reached = Some(settled.after.units());
            }
            _ => {}
        }
    }
    reached.unwrap_or(0)
}

fn within_half_a_minor_unit(exact: Exact, rounded: Money) -> bool {
    let minor = i128::from(rounded.currency().units_per_minor());
    let exact_units = exact.numerator * 10_000;
    let rounded_units = i128::from(rounded.units()) * exact.denominator;
    (exact_units - rounded_units).abs() * 2 <= minor * exact.denominator
}
