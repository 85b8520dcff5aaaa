//! Winners and losers of made-up payouts, worked out by hand.

use std::cmp::Ordering;

use proptest::prelude::*;
use tierwright_program::{Currency, Money};
use tierwright_study::{Group, PartnerChange, deciles, groups, hit_most, top_tenth};

fn usd() -> Currency {
    "USD".parse().unwrap()
}

fn money(cents: i64) -> Money {
    Money::from_units(cents * 100, usd())
}

/// What partners get before and after, in cents.
fn partners(rows: &[(i64, i64)]) -> Vec<PartnerChange> {
    let row = |(partner, (before, after)): (usize, &(i64, i64))| PartnerChange {
        partner,
        baseline: money(*before),
        scenario: money(*after),
        change: money(after - before),
    };
    rows.iter().enumerate().map(row).collect()
}

#[test]
fn five_per_cent_is_little_and_a_cent_more_is_much() {
    for (before, after, group) in [
        (10_000, 9_499, Group::LosesMuch),
        (10_000, 9_500, Group::LosesLittle),
        (10_000, 9_999, Group::LosesLittle),
        (10_000, 10_000, Group::Same),
        (10_000, 10_500, Group::GainsLittle),
        (10_000, 10_501, Group::GainsMuch),
        (0, 1, Group::GainsMuch),
        (0, 0, Group::Same),
        (-100, -106, Group::LosesMuch),
        (-100, -105, Group::LosesLittle),
    ] {
        let found = Group::of(&partners(&[(before, after)])[0]);
        assert_eq!(found, group, "{before} to {after}");
    }
}

/// Eleven partners that get 0, 100, ... 1,000 cents: by tenths, the cuts fall at 0, 1, 2 ... 9, 11, so
/// that the last group has the two that get 900 and 1,000. The tenth that gets most is two partners.
#[test]
fn tenths_hold_all_partners_and_the_last_is_the_larger() {
    let rows: Vec<(i64, i64)> = (0..=10).map(|at| (at * 100, at * 110)).collect();
    let all = partners(&rows);
    let found = deciles(&all, usd());
    let sizes: Vec<usize> = found.iter().map(|one| one.partners).collect();
    assert_eq!(sizes, [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    assert_eq!(found[9].baseline, money(1_900));
    assert_eq!(found[9].change, money(190));
    assert_eq!(top_tenth(&all, |one| one.baseline, usd()), (2, money(1_900)));
    assert_eq!(top_tenth(&all, |one| one.scenario, usd()), (2, money(2_090)));
    assert_eq!(deciles(&all[..3], usd()).len(), 3);
    assert!(deciles(&[], usd()).is_empty());
    assert_eq!(top_tenth(&[], |one| one.baseline, usd()), (0, money(0)));
}

#[test]
fn those_hit_most_come_first_and_equals_in_their_order() {
    let all = partners(&[(500, 400), (500, 300), (500, 300), (500, 900), (500, 500)]);
    let order = |way, limit| -> Vec<usize> {
        hit_most(&all, way, limit).into_iter().map(|one| one.partner).collect()
    };
    assert_eq!(order(Ordering::Less, 9), [1, 2, 0]);
    assert_eq!(order(Ordering::Less, 1), [1]);
    assert_eq!(order(Ordering::Greater, 9), [3]);
}

proptest! {
    #[test]
    fn groups_and_tenths_add_up(rows in prop::collection::vec((-9_999_i64..999_999, -9_999_i64..999_999), 0..60)) {
        let all = partners(&rows);
        let sum = |of: fn(&(i64, i64)) -> i64| money(rows.iter().map(of).sum());
        for shares in [groups(&all, usd()).map(|(_, share)| share).to_vec(), deciles(&all, usd())] {
            prop_assert_eq!(shares.iter().map(|one| one.partners).sum::<usize>(), rows.len());
            let total = |of: fn(&tierwright_study::Share) -> Money| {
                shares.iter().fold(money(0), |sum, one| sum.plus(of(one)).unwrap())
            };
            prop_assert_eq!(total(|one| one.baseline), sum(|row| row.0));
            prop_assert_eq!(total(|one| one.scenario), sum(|row| row.1));
            prop_assert_eq!(total(|one| one.change), sum(|row| row.1 - row.0));
        }
    }
}
