//! A pilot on a history of which the effect is known.

mod common;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use common::{base, deal, dollars, history, partner_of, program, rebate};
use tierwright_study::{Base, Measured, PilotAsked, Told, pilot};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Twelve partners in EMEA and twelve in APAC sell the same over eight quarters, each by its size:
/// 10,000.00, 20,000.00 ... 120,000.00. In the last two quarters those in EMEA sell more.
fn channel(more: i64) -> Base {
    let mut rows = history();
    for (group, region) in [("P", "EMEA"), ("Q", "APAC")] {
        for size in 1..=12 {
            let id = format!("{group}{size:02}");
            partner_of(&mut rows, &id, "reseller", region);
            for quarter in 0..8 {
                let late = group == "P" && quarter >= 6;
                let amount = 10_000 * size + if late { more } else { 0 };
                let closed = format!("{}-{:02}-15", 2024 + quarter / 4, 3 + 3 * (quarter % 4));
                let id_of_deal = format!("D-{id}-{quarter}");
                deal(
                    &mut rows,
                    &id_of_deal,
                    &closed,
                    &format!("{amount}.00"),
                    &[(&id, "resold", "1")],
                );
            }
        }
    }
    base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows)
}

fn asked(base: &Base) -> PilotAsked {
    let regions = base.facts().partners.regions.iter().enumerate();
    let partners: BTreeSet<usize> =
        regions.filter(|(_, region)| *region == "EMEA").map(|(at, _)| at).collect();
    let mut promised = base.program().clone();
    promised.incentives[0].schedule.bands[0].rates[0] = "0.03".parse().unwrap();
    PilotAsked {
        partners,
        from: day("2025-07-01"),
        until: day("2025-12-31"),
        measure: Measured::Revenue,
        program: Some(promised),
        seed: 7,
    }
}

/// Each is paired with the one of its size; 5,000.00 more by quarter is the effect, without doubt.
/// Promised 3% in place of 2%, the pilot costs 1% of its revenue in the window: 10,000.00 x 78 +
/// 12 x 5,000.00 = 840,000.00, twice: 16,800.00. With everybody in it, 780,000.00 twice more:
/// 32,400.00.
#[test]
fn a_known_effect_is_read_and_its_cost_is_exact() {
    let base = channel(5_000);
    let found = pilot(&base, &asked(&base)).unwrap();
    assert_eq!((found.pairs.len(), found.quarters), (12, (6, 2)));
    assert!(found.pairs.iter().all(|pair| pair.distance < 1e-9), "{:?}", found.pairs);
    assert!(found.balance.iter().all(|one| one.apart < 1e-9));
    assert!((found.effect.effect - 5_000.0).abs() < 1e-6, "{:?}", found.effect);
    assert_eq!(found.effect.told(), Told::Up);
    let placebo = found.placebo.unwrap();
    assert!(placebo.effect.abs() < 1e-6);
    assert_eq!(placebo.told(), Told::CannotTell, "nothing happened before");
    let cost = found.cost.unwrap();
    assert_eq!((cost.expected, cost.all), (dollars("16800.00"), dollars("32400.00")));
    assert!(cost.p90 > cost.expected && cost.cap >= cost.p90);
    assert_eq!(found.spilled, 0);
    // Deals close on the 15th, 16 days from the window's days. From June 30 on, those of June are near.
    assert!(found.at_edges.is_empty());
    let earlier = PilotAsked { from: day("2025-06-30"), ..asked(&base) };
    let edges = pilot(&base, &earlier).unwrap().at_edges;
    let ids = |(deal, partner): &(usize, usize)| {
        (base.facts().deals.ids[*deal].to_owned(), base.facts().partners.ids[*partner].clone())
    };
    assert_eq!(edges.len(), 12);
    assert_eq!(ids(&edges[0]), ("D-P01-5".to_owned(), "P01".to_owned()));
}

#[test]
fn nothing_is_told_where_nothing_happened() {
    let base = channel(0);
    let found = pilot(&base, &asked(&base)).unwrap();
    assert_eq!(found.effect.told(), Told::CannotTell);
    let again = pilot(&base, &asked(&base)).unwrap();
    assert_eq!(format!("{found:?}"), format!("{again:?}"));
}

#[test]
fn a_pilot_that_cannot_be_read_is_refused() {
    let base = channel(0);
    let mut one = asked(&base);
    one.partners = BTreeSet::from([0]);
    assert_eq!(pilot(&base, &one).unwrap_err().code, "pilot_too_small");
    let mut all = asked(&base);
    all.partners = (0..24).collect();
    assert_eq!(pilot(&base, &all).unwrap_err().code, "no_control");
    let mut early = asked(&base);
    (early.from, early.until) = (day("2024-01-01"), day("2024-03-31"));
    assert_eq!(pilot(&base, &early).unwrap_err().code, "window_not_usable");
    // The last quarter that is replayed ends with 2025.
    for until in ["2026-01-01", "9999-12-31"] {
        let late = PilotAsked { until: day(until), ..asked(&base) };
        assert_eq!(pilot(&base, &late).unwrap_err().code, "window_not_usable");
    }
    let nothing = PilotAsked { program: None, ..asked(&base) };
    assert_eq!(pilot(&base, &nothing).unwrap().cost, None, "nothing is promised");
}
