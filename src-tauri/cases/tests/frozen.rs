//! Payouts of the sample frozen as tests: each pays the same on its own facts alone.

use std::sync::Arc;

use tierwright_cases::{Case, Frozen, freeze};
use tierwright_engine::{Facts, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::check;
use tierwright_sample::{Size, sample};

fn simulated() -> (FactRows, Outcome) {
    let made = sample(Size::Standard);
    let checked = check(&made.program).0.expect("the sample's program has no errors");
    let facts = Arc::new(Facts::build(made.rows.clone()).expect("its facts fit together"));
    let replay = Replay::last_four_quarters(&facts, &made.program.calendar);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("it compiles");
    (made.rows, plan.calculate(1, &Turn::new()).expect("it calculates"))
}

#[test]
fn a_frozen_payout_pays_the_same_on_its_facts_alone() {
    let (rows, outcome) = simulated();
    let all: Vec<Frozen> = outcome
        .lines()
        .map(|line| Frozen {
            partner: line.partner,
            quarter: line.quarter,
            incentive: line.incentive,
        })
        .collect();
    let step: usize = std::env::var("TIERWRIGHT_EVERY").map_or(61, |every| every.parse().unwrap());
    let checked = check(outcome.plan().program()).0.unwrap();
    let (mut frozen, mut paying, mut deals) = (0, 0, 0);
    for of in all.iter().step_by(step) {
        let name = &outcome.facts().partners.ids[of.partner];
        let test = freeze(&rows, &outcome, *of)
            .unwrap_or_else(|fault| panic!("{name} {of:?}: {}", fault.0));
        let case = Case::of_test(&test).unwrap();
        let amount = outcome.cell(of.partner, of.quarter, of.incentive);
        assert_eq!(case.expect[0].amount, Some(amount), "{name} {of:?}");
        let alone = case.outcome_of(&checked).unwrap();
        let compared = case.compared(&alone).unwrap();
        assert!(
            compared.iter().all(|one| one.differences.is_empty()),
            "{name} {of:?}: {compared:?}"
        );
        frozen += 1;
        paying += usize::from(amount.units() != 0);
        deals += case.facts.deals.len();
    }
    println!("{frozen} lines frozen, {paying} of them pay, with {deals} deals");
    assert!(paying * 4 > frozen, "many of the lines pay something");
}

#[test]
fn the_rates_of_a_target_in_another_currency_are_kept() {
    let text = include_str!("../../../fixtures/cases/target-in-another-currency-by-quarter.json");
    let case = Case::from_json(text).unwrap();
    let (rows, outcome) = (case.facts.rows(), case.outcome().unwrap());
    let checked = case.checked().unwrap();
    // What the case works out by hand: 1,200 by the rate of 2 January, 1,600 by that of 31 December.
    for (quarter, amount) in [(0, "1200.00 USD"), (3, "1600.00 USD")] {
        let test = freeze(&rows, &outcome, Frozen { partner: 0, quarter, incentive: 0 });
        let frozen = Case::of_test(&test.unwrap_or_else(|fault| panic!("{}", fault.0))).unwrap();
        let alone = frozen.outcome_of(&checked).unwrap();
        assert_eq!(alone.cell(0, quarter, 0), amount.parse().unwrap());
    }
}
