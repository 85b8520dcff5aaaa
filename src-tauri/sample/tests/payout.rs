//! What the engine pays on the sample: figures that the screens are judged on.

mod common;

use std::sync::Arc;

use common::{large, standard, truths};
use tierwright_engine::{Facts, Outcome, Plan, Replay, Selection, Turn};
use tierwright_program::{Program, Severity, check};
use tierwright_sample::Sample;

fn outcome(sample: &Sample) -> Outcome {
    let checked = check(&sample.program).0.expect("the sample program has no errors");
    let facts = Arc::new(Facts::build(sample.rows.clone()).expect("the sample rows hang together"));
    let replay = Replay::last_four_quarters(&facts, &sample.program.calendar);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("every rate is there");
    plan.calculate(2, &Turn::new()).expect("every amount fits")
}

/// Whole US dollars of what is selected.
fn dollars(outcome: &Outcome, of: Selection) -> i64 {
    outcome.total(of).units() / 10_000
}

fn of_partner(outcome: &Outcome, id: &str) -> i64 {
    let partner = outcome.facts().partners.position(id);
    dollars(
        outcome,
        Selection { partner: Some(partner.expect("a known partner")), ..Selection::default() },
    )
}

fn of_incentive(outcome: &Outcome, sample: &Sample, id: &str) -> i64 {
    let incentive = sample.program.incentives.iter().position(|incentive| incentive.id == id);
    dollars(outcome, Selection { incentive, ..Selection::default() })
}

#[test]
fn the_window_is_the_second_year() {
    let outcome = outcome(standard());
    let label = outcome.plan().replay().label(&standard().program.calendar);
    assert_eq!(label, "Q1 FY25 to Q4 FY25");
}

#[test]
fn payouts_come_near_their_budget_and_stay_below_it() {
    for (sample, least, budget) in
        [(standard(), 1_850_000, 2_150_000), (large(), 19_000_000, 20_000_000)]
    {
        let outcome = outcome(sample);
        let total = dollars(&outcome, Selection::default());
        assert!((least..budget).contains(&total), "{total} of {budget}");
        let before =
            sample.rows.paid.iter().filter(|paid| paid.period_from.to_string().starts_with("2025"));
        let before = before.map(|paid| paid.amount.units()).sum::<i64>() / 10_000;
        assert!((total - before).abs() * 100 < total * 20, "{before} before, {total} now");
    }
}

#[test]
fn each_incentive_pays_but_the_planted_one() {
    let outcome = outcome(standard());
    let least = [
        ("volume_rebate", 800_000),
        ("security_rebate", 100_000),
        ("growth_rebate", 120_000),
        ("co_sell", 300_000),
        ("mdf_accrual", 150_000),
        ("referral_fee", 30_000),
        ("renewal_kicker", 80_000),
    ];
    for (id, least) in least {
        let paid = of_incentive(&outcome, standard(), id);
        assert!((least..least * 2).contains(&paid), "{id} pays {paid}");
    }
    for sample in [standard(), large()] {
        let planted = &truths(sample, "incentive_nobody_earns")[0].incentives[0];
        assert_eq!(of_incentive(&self::outcome(sample), sample, planted), 0);
    }
}

#[test]
fn levels_are_spread_as_on_the_screens() {
    let outcome = outcome(standard());
    let mut counts = [0; 4];
    for partner in 0..outcome.facts().partners.len() {
        counts[outcome.level(0, partner, 3).expect("every partner is on the track")] += 1;
    }
    for (level, (count, expected)) in counts.into_iter().zip([61_i32, 34, 18, 7]).enumerate() {
        assert!((count - expected).abs() <= 4, "level {level} has {count} partners");
    }
}

#[test]
fn like_partners_are_paid_unlike() {
    for sample in [standard(), large()] {
        let outcome = outcome(sample);
        for truth in truths(sample, "like_partners_paid_unlike") {
            let [well, little] = [0, 1].map(|place| of_partner(&outcome, &truth.partners[place]));
            assert!(well > 2 * little, "{well} and {little}: {truth:?}");
        }
    }
}

#[test]
fn self_referrers_are_paid_for_it() {
    let outcome = outcome(standard());
    for truth in truths(standard(), "self_referral") {
        assert!(of_partner(&outcome, &truth.partners[0]) > 0, "{truth:?}");
    }
}

#[test]
fn lowering_gold_by_five_percent_moves_the_crowd() {
    let mut sample = standard().clone();
    let place = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
    let lower =
        tierwright_program::Change { place: place.to_owned(), value: "427500.00 USD".into() };
    let before = outcome(&sample);
    sample.program = tierwright_program::apply(&sample.program, &[lower]).expect("a place it has");
    let after = outcome(&sample);
    for id in &truths(&sample, "just_under_gold")[0].partners {
        let partner = before.facts().partners.position(id).expect("a known partner");
        assert_eq!(before.level(0, partner, 3), Some(1), "{id} is at Silver");
        assert_eq!(after.level(0, partner, 3), Some(2), "{id} moves to Gold");
    }
    let gain = dollars(&after, Selection::default()) - dollars(&before, Selection::default());
    assert!(gain > 5_000, "lowering Gold costs {gain}");
}

#[test]
fn the_committed_programs_have_no_errors() {
    for (name, text) in [
        ("sample", include_str!("../../../fixtures/programs/sample.json")),
        ("adventureworks", include_str!("../../../fixtures/programs/adventureworks.json")),
        ("simple-rebate", include_str!("../../../fixtures/programs/simple-rebate.json")),
    ] {
        let program = Program::from_json(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (checked, findings) = check(&program);
        assert!(checked.is_some(), "{name}: {findings:?}");
        // A leap is in the nature of a whole-amount rebate; nothing else is said of these.
        let other =
            findings.iter().find(|one| one.severity != Severity::Note || one.code != "cliff");
        assert_eq!(other, None, "{name}");
    }
}
