//! Scenarios that follow their program, and what each of their differences does to the money.

use proptest::prelude::*;
use serde_json::{Value, json};
use tierwright_engine::Failure;
use tierwright_program::{Change, Money, Program, apply, differences};
use tierwright_study::{Counted, Fit, Scenario, effects};

const SAMPLE: &str = include_str!("../../../fixtures/programs/sample.json");
const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
const POOL: &str = "/incentives/co_sell/schedule/bands/0/rates";
const KICKER: &str = "/incentives/renewal_kicker/state";
const CAP: &str = "/incentives/co_sell/limits/0/at_most";

fn program() -> Program {
    Program::from_json(SAMPLE).unwrap()
}

fn with(program: &Program, changes: &[(&str, Value)]) -> Program {
    let change = |(place, value): &(&str, Value)| Change {
        place: (*place).to_owned(),
        value: value.clone(),
    };
    apply(program, &changes.iter().map(change).collect::<Vec<_>>()).unwrap()
}

/// Gold at 350,000, a pool of 6%, and the renewal kicker paid.
fn three() -> (Program, Program, Scenario) {
    let base = program();
    let changes = [(GOLD, json!("350000 USD")), (POOL, json!(["0.06"])), (KICKER, json!("on"))];
    let made = with(&base, &changes);
    let scenario = Scenario::between(&base, &made);
    (base, made, scenario)
}

fn places(of: &Scenario) -> Vec<&str> {
    of.differences.iter().map(|one| one.place.as_str()).collect()
}

/// Where the difference stands in the list that has a place in it.
fn at(of: &Scenario, place: &str) -> usize {
    of.differences.iter().position(|one| place.starts_with(&one.place)).unwrap()
}

#[test]
fn a_scenario_makes_its_program_and_each_difference_has_a_switch() {
    let (base, made, mut scenario) = three();
    assert_eq!(scenario.differences.len(), 3);
    assert!(scenario.program(&base) == made);
    let gold = at(&scenario, GOLD);
    scenario.differences[gold].on = false;
    let rest = [(POOL, json!(["0.06"])), (KICKER, json!("on"))];
    assert!(scenario.program(&base) == with(&base, &rest));
    scenario.differences.iter_mut().for_each(|one| one.on = false);
    assert!(scenario.program(&base) == base);
}

#[test]
fn a_scenario_follows_its_program_and_names_what_no_longer_fits() {
    let (base, _, scenario) = three();
    let fits = |base: &Program| -> Vec<Fit> {
        [GOLD, POOL, KICKER]
            .iter()
            .map(|place| scenario.differences[at(&scenario, place)].fit(base))
            .collect()
    };
    assert_eq!(fits(&base), [Fit::Fits; 3]);

    // The program changes elsewhere: the scenario takes that over.
    let elsewhere = with(&base, &[("/name", json!("FY27"))]);
    assert_eq!(fits(&elsewhere), [Fit::Fits; 3]);
    assert_eq!(scenario.program(&elsewhere).name, "FY27");

    // It changes at the same place: the scenario's value stands, and that is said.
    let there = with(&base, &[(GOLD, json!("400000 USD")), (KICKER, json!("on"))]);
    assert_eq!(fits(&there), [Fit::Overrides, Fit::Fits, Fit::Same]);
    let made = scenario.program(&there);
    assert_eq!(differences(&there, &made).len(), 2);

    // What a difference was about goes: it is left out of the program and stays in the list.
    let gone = with(&base, &[("/incentives/co_sell", Value::Null)]);
    assert_eq!(fits(&gone), [Fit::Fits, Fit::Lost, Fit::Fits]);
    let made = scenario.program(&gone);
    assert_eq!(made.incentives.len(), gone.incentives.len());
    assert_eq!(scenario.edited(&gone, &made), scenario);
}

#[test]
fn an_edit_keeps_the_order_of_the_list_and_what_is_off() {
    let (base, _, mut scenario) = three();
    let kicker = at(&scenario, KICKER);
    scenario.differences.swap(0, kicker);
    scenario.differences[0].on = false;
    let before: Vec<String> = places(&scenario).into_iter().map(str::to_owned).collect();

    // One difference is set to another value, one goes back to what the program says, one is new.
    let now = scenario.program(&base);
    let edited =
        with(&now, &[(GOLD, json!("450000 USD")), (POOL, json!(["0.07"])), ("/name", json!("X"))]);
    let after = scenario.edited(&base, &edited);
    assert_eq!(after.program(&base), edited);
    assert_eq!(places(&after), [before[0].as_str(), before[1].as_str(), "/name"]);
    assert_eq!(after.differences.iter().map(|one| one.on).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(after.differences[0], scenario.differences[0]);
}

#[test]
fn a_scenario_survives_its_text() {
    let (_, _, scenario) = three();
    let text = serde_json::to_string(&scenario).unwrap();
    assert_eq!(serde_json::from_str::<Scenario>(&text).unwrap(), scenario);
}

fn usd(units: i64) -> Money {
    Money::from_units(units, "USD".parse().unwrap())
}

/// A price of a program that has nothing to do with payouts: 7 for a lower Gold, 11 for another pool,
/// 13 for a kicker that is paid, and 5 more for the last two together.
fn price(program: &Program) -> i64 {
    let is = |place: &str, value: Value| *program == with(program, &[(place, value)]);
    let (gold, pool) = (is(GOLD, json!("350000 USD")), is(POOL, json!(["0.06"])));
    let kicker = is(KICKER, json!("on"));
    let cap = is(CAP, json!("1 USD"));
    i64::from(gold) * 7
        + i64::from(pool) * 11
        + i64::from(kicker) * 13
        + i64::from(pool && kicker) * 5
        - i64::from(cap) * 100
}

#[test]
fn what_differences_do_together_is_said_apart() {
    let (base, made, scenario) = three();
    let counted: Vec<Counted<'_>> =
        scenario.differences.iter().map(|one| Counted { changes: &one.forth, on: true }).collect();
    let found = effects(&base, &made, &counted, |program| Ok(usd(price(program)))).unwrap();
    let mut alone: Vec<i64> = found.alone.iter().map(|one| one.as_ref().unwrap().units()).collect();
    alone.sort_unstable();
    assert_eq!(alone, [7, 11, 13]);
    assert_eq!((found.together.units(), found.total.units()), (5, 36));
}

proptest! {
    /// Whatever the programs pay, whatever is switched, and whichever cannot be calculated alone.
    #[test]
    fn effects_add_up(
        pays in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 5),
        on in prop::collection::vec(any::<bool>(), 3),
        fails in prop::option::of(0_usize..3),
    ) {
        let (base, _, mut scenario) = three();
        for (one, on) in scenario.differences.iter_mut().zip(&on) {
            one.on = *on;
        }
        let made = scenario.program(&base);
        let alone: Vec<Program> = scenario
            .differences
            .iter()
            .map(|one| apply(&base, &one.forth).unwrap())
            .collect();
        let counted: Vec<Counted<'_>> = scenario
            .differences
            .iter()
            .map(|one| Counted { changes: &one.forth, on: one.on })
            .collect();
        let calculated = |program: &Program| {
            let at = alone.iter().position(|one| one == program);
            if at.is_some() && at == fails && *program != made {
                let sentence = String::new();
                return Err(Failure { code: "made_by_a_test", sentence, hint: String::new() });
            }
            let cell = if *program == base { 3 } else if *program == made { 4 } else { at.unwrap() };
            Ok(usd(pays[cell]))
        };
        let found = effects(&base, &made, &counted, calculated).unwrap();
        let before = if made == base { pays[3] } else { pays[4] };
        prop_assert_eq!(found.total.units(), before - pays[3]);
        let listed: i64 = found
            .alone
            .iter()
            .zip(&on)
            .filter_map(|(effect, on)| effect.as_ref().ok().filter(|_| *on))
            .map(|effect| effect.units())
            .sum();
        prop_assert_eq!(listed + found.together.units(), found.total.units());
    }
}
