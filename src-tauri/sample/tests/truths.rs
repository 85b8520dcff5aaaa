//! What is said to be planted is there, by sums straight from the rows.

mod common;

use std::collections::{HashMap, HashSet};

use common::{Ledger, day, large, revenue, standard, truths};
use rust_decimal::Decimal;
use tierwright_sample::Sample;

/// The revenue that Gold asks for, and 5% below it.
const GOLD: (i64, i64) = (450_000, 427_500);

#[test]
fn every_kind_of_truth_is_planted() {
    for (sample, expected) in [(standard(), [1, 3, 3, 1]), (large(), [1, 50, 50, 1])] {
        let codes = [
            "just_under_gold",
            "like_partners_paid_unlike",
            "self_referral",
            "incentive_nobody_earns",
        ];
        assert_eq!(codes.map(|code| truths(sample, code).len()), expected);
        assert_eq!(sample.truths.len(), expected.iter().sum::<usize>());
    }
}

fn crowd_stands_just_under_gold(sample: &Sample, members: usize) {
    let ledger = Ledger::of(&sample.rows);
    let entries = ledger.entries();
    let crowd = &truths(sample, "just_under_gold")[0].partners;
    assert_eq!(crowd.len(), members);
    for (from, until) in [("2024-10-01", "2025-09-30"), ("2025-01-01", "2025-12-31")] {
        let trailing = revenue(&entries, from, until);
        let near = |least: i64, most: i64| {
            let range = Decimal::from(least)..Decimal::from(most);
            trailing.values().filter(|revenue| range.contains(*revenue)).count()
        };
        for partner in crowd {
            let revenue = trailing[partner.as_str()];
            let range = Decimal::from(GOLD.1)..Decimal::from(GOLD.0);
            assert!(range.contains(&revenue), "{partner} has {revenue} up to {until}");
            let held = ledger.certificates(partner, day(until));
            assert!(held >= 3, "{partner} has {held} certifications on {until}");
        }
        // A crowd stands out: the bands of the same width on both sides hold less together.
        let [under, below, above] =
            [(405_000, GOLD.1), (GOLD.1, GOLD.0), (GOLD.0, 472_500)].map(|(a, b)| near(a, b));
        assert!(below > under + above, "{below} between {under} and {above} up to {until}");
    }
}

#[test]
fn a_crowd_stands_just_under_gold() {
    crowd_stands_just_under_gold(standard(), 7);
}

#[test]
fn a_crowd_stands_just_under_gold_in_the_large_sample() {
    crowd_stands_just_under_gold(large(), 117);
}

fn like_partners_differ_in_role_only(sample: &Sample) {
    let entries = Ledger::of(&sample.rows).entries();
    let trailing = revenue(&entries, "2025-01-01", "2025-12-31");
    let mut selling: HashMap<&str, Decimal> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.date >= day("2025-01-01")) {
        if ["sourced", "resold"].contains(&entry.credit.role.as_str()) {
            *selling.entry(entry.credit.partner.as_str()).or_default() += entry.dollars;
        }
    }
    let partners: HashMap<&str, _> =
        sample.rows.partners.iter().map(|partner| (partner.id.as_str(), partner)).collect();
    for truth in truths(sample, "like_partners_paid_unlike") {
        let [well, little] = [0, 1].map(|place| partners[truth.partners[place].as_str()]);
        assert_eq!((&well.kind, &well.region), (&little.kind, &little.region), "{truth:?}");
        assert_eq!(well.segment, little.segment, "{truth:?}");
        let (one, other) = (trailing[well.id.as_str()], trailing[little.id.as_str()]);
        assert!((one - other).abs() * Decimal::from(100) < one, "{one} and {other}: {truth:?}");
        assert_eq!(selling[well.id.as_str()], one, "all of it sold: {truth:?}");
        assert!(!selling.contains_key(little.id.as_str()), "none of it sold: {truth:?}");
    }
}

#[test]
fn like_partners_have_unlike_roles() {
    like_partners_differ_in_role_only(standard());
    like_partners_differ_in_role_only(large());
}

#[test]
fn a_self_referrer_is_the_customer_it_refers() {
    for sample in [standard(), large()] {
        let ledger = Ledger::of(&sample.rows);
        for truth in truths(sample, "self_referral") {
            let (id, deal) = (&truth.partners[0], ledger.deals[truth.deals[0].as_str()]);
            let partner = sample.rows.partners.iter().find(|one| one.id == *id).unwrap();
            assert_eq!(deal.customer, partner.name);
            let credits = &ledger.credits[deal.id.as_str()];
            assert!(credits.iter().any(|one| one.partner == *id && one.role == "referred"));
            assert!(truth.sentence.contains(&deal.id) && truth.sentence.contains(&partner.name));
        }
        // No other deal is of this kind.
        let names: HashMap<&str, &str> = sample
            .rows
            .partners
            .iter()
            .map(|partner| (partner.name.as_str(), partner.id.as_str()))
            .collect();
        let own =
            sample.rows.deals.iter().filter(|deal| names.contains_key(deal.customer.as_str()));
        assert_eq!(own.count(), truths(sample, "self_referral").len());
    }
}

#[test]
fn nobody_in_latam_sells_the_edge_revenue_that_is_asked_for() {
    let most = 250_000;
    for sample in [standard(), large()] {
        let incentive = &truths(sample, "incentive_nobody_earns")[0].incentives[0];
        let found = sample.program.incentives.iter().find(|one| one.id == *incentive).unwrap();
        let written = serde_json::to_value(found).unwrap();
        assert_eq!(written["gate"]["reaches"]["at_least"], format!("{most}.00 USD"));
        assert_eq!(
            written["gate"]["reaches"]["measure"]["revenue"]["of"]["is"]["one_of"][0],
            "Edge"
        );
        assert_eq!(written["who"]["is"]["one_of"][0], "LATAM");
        assert_eq!(written["state"], "on");
        let latam: HashSet<&str> = sample
            .rows
            .partners
            .iter()
            .filter(|partner| partner.region == "LATAM")
            .map(|partner| partner.id.as_str())
            .collect();
        let mut edge: HashMap<(&str, String), Decimal> = HashMap::new();
        for entry in &Ledger::of(&sample.rows).entries() {
            let partner = entry.credit.partner.as_str();
            if entry.family == Some("Edge") && latam.contains(partner) {
                let quarter = entry.date.format("%Y").to_string() + &quarter_of(entry.date);
                *edge.entry((partner, quarter)).or_default() += entry.dollars;
            }
        }
        let reached = edge.values().max().copied().unwrap_or_default();
        assert!(reached > Decimal::ZERO, "LATAM sells Edge at all");
        assert!(reached < Decimal::from(most), "{reached} of {most}");
    }
}

fn quarter_of(day: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    format!(" Q{}", day.month0() / 3 + 1)
}
