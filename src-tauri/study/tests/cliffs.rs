//! Cliffs against histories that were worked out by hand.

mod common;

use std::collections::BTreeSet;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_study::{Base, CliffsAsked, SmoothingKind, ThresholdOf, cliffs};

const ASKED: CliffsAsked = CliffsAsked { within: 0.05, partner: None };

/// 2% up to 100,000, 3% of everything from there.
///
/// A sells 98,000.00: 2,000.00 short. At 100,000.00 it gets 3,000.00, at 99,999.99 it gets
/// 1,999.9998 and so 2,000.00: a jump of 1,000.00. B sells 40,000.00, far below; its jump is the
/// same. C sells 150,000.00 and has no threshold above it.
fn three_partners(method: &str) -> Base {
    let mut rows = history();
    for (id, amount) in [("A", "98000.00"), ("B", "40000.00"), ("C", "150000.00")] {
        partner(&mut rows, id);
        deal(&mut rows, &format!("D-{id}"), "2025-03-10", amount, &[(id, "resold", "1")]);
    }
    let bands = [("0.00", "0.02"), ("100000.00", "0.03")];
    base(&program(&rebate("r", method, &bands, "")), rows)
}

#[test]
fn the_jump_of_a_threshold_is_what_the_last_cent_brings() {
    let found = cliffs(&three_partners("whole_amount"), &ASKED).unwrap();
    let [threshold] = found.thresholds.as_slice() else { panic!("{:?}", found.thresholds) };
    assert_eq!(threshold.of, ThresholdOf::Band { incentive: 0, band: 1 });
    assert_eq!(threshold.place, "/incentives/r/schedule/bands/1/from");
    assert_eq!((threshold.below, threshold.near), (2, 1));
    assert_eq!((threshold.least, threshold.most), (dollars("1000.00"), dollars("1000.00")));
    let [near] = found.near.as_slice() else { panic!("{:?}", found.near) };
    assert_eq!((near.partner, near.needed, near.short), (0, dollars("2000.00"), 20_000));
    assert_eq!(near.jump, Some(dollars("1000.00")));
}

/// A and B both sell 98,000.00, and all together may get 4,500.00. Now they get 3,920.00. Alone at
/// 100,000.00, either would get 3,000.00 beside the other's 1,960.00, 460.00 too much; tried together
/// they would ask for 6,000.00, and eat each other's.
#[test]
fn who_shares_a_cap_is_tried_alone() {
    let mut rows = history();
    for id in ["A", "B"] {
        partner(&mut rows, id);
        deal(&mut rows, &format!("D-{id}"), "2025-03-10", "98000.00", &[(id, "resold", "1")]);
    }
    let bands = [("0.00", "0.02"), ("100000.00", "0.03")];
    let limit = r#", "limits": [{"per": "total", "at_most": "6000.00 USD"}]"#;
    let free = base(&program(&rebate("r", "whole_amount", &bands, "")), rows.clone());
    let shared = base(&program(&rebate("r", "whole_amount", &bands, limit)), rows);
    let jumps = |base: &Base| -> Vec<_> {
        cliffs(base, &ASKED).unwrap().near.iter().map(|one| (one.partner, one.jump)).collect()
    };
    assert_eq!(jumps(&shared), jumps(&free), "the cap of 6,000.00 holds back nobody alone");
}

/// A's curve: 1,960.00 where it stands, 2% on the way, 1,000.00 for the last cent, then 3%.
#[test]
fn the_curve_of_a_partner_steps_at_the_threshold() {
    let curve = cliffs(&three_partners("whole_amount"), &ASKED).unwrap().curve.unwrap();
    assert_eq!(curve.partner, 0);
    let paid = |more: &str| {
        let point = curve.points.iter().find(|point| point.more == dollars(more)).unwrap();
        (point.paid, point.marginal)
    };
    assert_eq!(paid("0.00").0, dollars("1960.00"));
    assert_eq!(paid("1999.99").0, dollars("2000.00"));
    // 1,000 dollars for one cent: 100,000 times as much.
    assert_eq!(paid("2000.00"), (dollars("3000.00"), 100_000_000_000));
    assert_eq!(paid("4000.00").0, dollars("3060.00"));
    assert!((29_000..31_000).contains(&paid("4000.00").1), "about 3%: {}", paid("4000.00").1);
}

/// Now: A 1,960.00, B 800.00, C 4,500.00: 7,260.00 in all.
///
/// - Each band: C gets 2,000.00 and 3% of 50,000.00, 3,500.00: the bill falls by 1,000.00.
/// - Straight line from 2% at 0 to 3% at 100,000: A 2.98% of 98,000.00 = 2,920.40, B 2.4% of
///   40,000.00 = 960.00: 960.40 and 160.00 more.
/// - Half steps add 2.5% from 50,000: A 2,450.00: 490.00 more.
#[test]
fn smoothings_cost_what_they_cost_by_hand() {
    let found = cliffs(&three_partners("whole_amount"), &ASKED).unwrap();
    let of = |kind| found.smoothing.iter().find(|one| one.kind == kind).unwrap();
    let each_band = of(SmoothingKind::EachBand);
    assert_eq!((each_band.cost, each_band.worse), (dollars("-1000.00"), 1));
    assert_eq!(of(SmoothingKind::StraightLine).cost, dollars("1120.40"));
    let half = of(SmoothingKind::HalfSteps);
    assert_eq!((half.cost, half.better, half.worse), (dollars("490.00"), 1, 0));
    assert_eq!(half.jump_left, dollars("500.00"));
    assert_eq!(half.jump_now, dollars("1000.00"));
    for kind in [SmoothingKind::EachBand, SmoothingKind::StraightLine] {
        assert!(of(kind).jump_left <= dollars("0.01"), "{kind:?} leaves {}", of(kind).jump_left);
    }
    // Rates in tenths of a basis point: within that part of 288,000.00 of sales.
    assert!(of(SmoothingKind::EachBandSameCost).cost.abs() < dollars("3.00"));
    assert!(found.smoothing.is_sorted_by_key(|one| one.cost), "the cheapest comes first");
}

#[test]
fn a_schedule_by_bands_has_no_cliff() {
    let found = cliffs(&three_partners("each_band"), &ASKED).unwrap();
    assert!(found.thresholds.is_empty() && found.near.is_empty() && found.smoothing.is_empty());
}

/// Where the crowd was planted just below Gold, it is found: all of it, by name.
#[test]
fn the_planted_crowd_below_gold_is_found() {
    let sample = tierwright_sample::sample(tierwright_sample::Size::Standard);
    let planted = sample.truths.iter().find(|truth| truth.code == "just_under_gold").unwrap();
    let base = base(&sample.program, sample.rows.clone());
    let found = cliffs(&base, &ASKED).unwrap();
    let gold = |of: &ThresholdOf| matches!(of, ThresholdOf::Level { level, .. } if level == "gold");
    for quarter in [2, 3] {
        let near = found
            .near
            .iter()
            .filter(|one| one.quarter == quarter && gold(&found.thresholds[one.threshold].of));
        let ids: Vec<&str> =
            near.map(|one| base.facts().partners.ids[one.partner].as_str()).collect();
        for partner in &planted.partners {
            assert!(ids.contains(&partner.as_str()), "{partner} in quarter {quarter}: {ids:?}");
        }
    }
    let again = cliffs(&base, &ASKED).unwrap();
    assert_eq!(format!("{found:?}"), format!("{again:?}"), "the same question, the same answer");

    // Without it, only who stands there by chance is left.
    let mut rows = sample.rows;
    let sold = rows.credits.iter().filter(|one| planted.partners.contains(&one.partner));
    let theirs: BTreeSet<String> = sold.map(|one| one.deal.clone()).collect();
    rows.deals.retain(|one| !theirs.contains(&one.id));
    rows.lines.retain(|one| !theirs.contains(&one.deal));
    rows.credits.retain(|one| !theirs.contains(&one.deal));
    rows.touches.retain(|one| !theirs.contains(&one.deal));
    rows.registrations.retain(|one| !theirs.contains(&one.deal));
    rows.settlements.retain(|one| !theirs.contains(&one.deal));
    let of_theirs = |deal: &Option<String>| deal.as_ref().is_some_and(|id| theirs.contains(id));
    rows.adjustments.retain(|one| !of_theirs(&one.deal));
    rows.overlaps.retain(|one| !of_theirs(&one.deal));
    rows.activities.iter_mut().filter(|one| of_theirs(&one.deal)).for_each(|one| one.deal = None);
    rows.fund_events.iter_mut().for_each(|one| one.deals.retain(|id| !theirs.contains(id)));
    let without = crate::base(&sample.program, rows);
    let found = cliffs(&without, &ASKED).unwrap();
    let near_gold = found.near.iter().filter(|one| gold(&found.thresholds[one.threshold].of));
    let left: BTreeSet<&str> =
        near_gold.map(|one| without.facts().partners.ids[one.partner].as_str()).collect();
    assert!(planted.partners.iter().all(|id| !left.contains(id.as_str())), "{left:?}");
    assert!(left.len() < 7, "no crowd is left: {left:?}");
}
