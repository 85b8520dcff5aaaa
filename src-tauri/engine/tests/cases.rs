//! Every case of `fixtures/cases` comes out as written, explained by the same figures.

mod support;

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
        for line in outcome.lines() {
            let explanation =
                outcome.explain(line.partner, line.quarter, line.incentive).expect("explains");
            assert_eq!(explanation.amount, line.amount, "{name}");
            let spent = explanation.steps.iter().any(|step| matches!(step, Step::Spending(_)));
            let rounded = explanation.steps.iter().rev().find_map(|step| match step {
                Step::Rounding(rounding) => Some((rounding.exact, rounding.rounded)),
                _ => None,
            });
            let says_why = words::why_not(&explanation).is_some();
            assert!(
                line.amount.units() != 0 || says_why,
                "{name}: a zero without a reason {line:?}"
            );
            if line.amount.units() != 0 && !spent {
                let (exact, amount) = rounded.expect("a line that pays was rounded");
                assert_eq!(amount, line.amount, "{name}");
                assert!(within_half_a_minor_unit(exact, amount), "{name}: {exact:?} {amount}");
            }
            assert!(!words::sentence(&explanation, outcome.plan()).is_empty(), "{name}");
        }
    }
}

fn within_half_a_minor_unit(exact: Exact, rounded: Money) -> bool {
    let minor = i128::from(rounded.currency().units_per_minor());
    let exact_units = exact.numerator * 10_000;
    let rounded_units = i128::from(rounded.units()) * exact.denominator;
    (exact_units - rounded_units).abs() * 2 <= minor * exact.denominator
}
