//! Every case of `fixtures/cases` comes out as written, explained by the same figures.

mod support;

use support::{Expected, cases, checked, incentive, outcome, partner, quarter, rows};
use tierwright_engine::{
    Outcome,
    explanation::{Exact, Step, words},
};
use tierwright_program::Money;

#[test]
fn every_case_comes_out_as_written() {
    let cases = cases();
    assert!(cases.len() >= 20, "only {} cases", cases.len());
    let mut differences = Vec::new();
    for (name, case) in &cases {
        let checked = checked(name, case);
        let outcome = outcome(&checked, rows(&case.facts), case.from, case.until);
        assert!(!case.expect.is_empty(), "{name} expects nothing");
        for expected in &case.expect {
            differences
                .extend(difference(&outcome, expected).map(|text| format!("{name}: {text}")));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// What differs from what is expected, with the explanation of the line.
fn difference(outcome: &Outcome, expected: &Expected) -> Option<String> {
    let (who, when) = (partner(outcome, &expected.partner), quarter(outcome, &expected.quarter));
    let place = format!("{} in {}", expected.partner, expected.quarter);
    if let Some(level) = &expected.level {
        let track = &outcome.plan().program().tracks[0];
        let got = outcome.level(0, who, when).map(|at| track.levels[at].id.clone());
        if got.as_ref() != Some(level) {
            return Some(format!("{place}: level {got:?}, expected {level}"));
        }
    }
    let (id, amount) = (expected.incentive.as_ref()?, expected.amount?);
    let what = incentive(outcome, id);
    let got = outcome.cell(who, when, what);
    (got != amount).then(|| {
        let explanation = outcome.plan().explain(who, when, what).expect("explains");
        let formula = words::formula(&explanation, outcome.plan()).join("; ");
        let sentence = words::sentence(&explanation, outcome.plan());
        format!("{place}, {id}: {got}, expected {amount}. {sentence} [{formula}]")
    })
}

#[test]
fn every_explanation_reaches_its_figure() {
    for (name, case) in cases() {
        let checked = checked(&name, &case);
        let outcome = outcome(&checked, rows(&case.facts), case.from, case.until);
        for line in outcome.lines() {
            let explanation = outcome
                .plan()
                .explain(line.partner, line.quarter, line.incentive)
                .expect("explains");
            assert_eq!(explanation.amount, line.amount, "{name}");
            let rounded = explanation.steps.iter().rev().find_map(|step| match step {
                Step::Rounding(rounding) => Some((rounding.exact, rounding.rounded)),
                _ => None,
            });
            let says_why = words::why_not(&explanation).is_some();
            assert!(
                line.amount.units() != 0 || says_why,
                "{name}: a zero without a reason {line:?}"
            );
            if line.amount.units() != 0 {
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
