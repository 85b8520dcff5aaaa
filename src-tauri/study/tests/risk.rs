//! Risk: the same bytes from a seed, sums that hold, and intervals that cover what they say on
//! processes that are known.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};
use tierwright_engine::rows::FactRows;
use tierwright_study::{RiskAsked, risk};

const ASKED: RiskAsked =
    RiskAsked { draws: 400, replays: 40, seed: 7, budget: None, same_partners: false };

/// From 0 to `n - 1`.
fn below(draw: &mut ChaCha12Rng, n: u64) -> u64 {
    draw.next_u64() % n
}

/// A year of a known process: partners that sell from no to four deals each, of 1,000.00 to
/// 50,000.00, most of them small. Each year is drawn anew.
fn year(draw: &mut ChaCha12Rng, partners: usize) -> FactRows {
    let mut rows = history();
    for at in 0..partners {
        let id = format!("P{at:02}");
        partner(&mut rows, &id);
        for number in 0..below(draw, 5) {
            let size = 1 + below(draw, 7) * below(draw, 7) * 49 / 36;
            let amount = format!("{}000.00", size.min(50));
            let day = format!("2025-{:02}-10", 1 + below(draw, 12));
            deal(&mut rows, &format!("D-{id}-{number}"), &day, &amount, &[(&id, "resold", "1")]);
        }
    }
    // So that every year replays four quarters.
    partner(&mut rows, "Z");
    deal(&mut rows, "first", "2025-01-05", "1.00", &[("Z", "resold", "1")]);
    deal(&mut rows, "last", "2025-12-05", "1.00", &[("Z", "resold", "1")]);
    rows
}

/// A year of another known process: the same partners each year, each with deals around a size of
/// its own, which come by themselves: forty chances of one in ten.
fn year_of_same(draw: &mut ChaCha12Rng, partners: u64) -> FactRows {
    let mut rows = history();
    for at in 0..partners {
        let id = format!("P{at:02}");
        partner(&mut rows, &id);
        let deals = (0..40).filter(|_| below(draw, 10) == 0).count();
        for number in 0..deals {
            let amount = format!("{}00.00", (1 + at % 10) * (20 + below(draw, 61)));
            let day = format!("2025-{:02}-10", 1 + below(draw, 12));
            deal(&mut rows, &format!("D-{id}-{number}"), &day, &amount, &[(&id, "resold", "1")]);
        }
    }
    rows
}

/// In which part of made-up channels the range that says nine in ten holds the next year's bill.
fn held(rounds: u64, same_partners: bool, year: &mut dyn FnMut() -> FactRows) -> u64 {
    let bands = [("0.00", "0.02"), ("60000.00", "0.03")];
    let program = program(&rebate("r", "whole_amount", &bands, ""));
    let mut held = 0;
    for seed in 0..rounds {
        let (history, next) = (base(&program, year()), base(&program, year()).total());
        let asked = RiskAsked { seed, same_partners, replays: 80, ..ASKED };
        let found = risk(&history, &asked).unwrap();
        held += u64::from(found.bill.p5 <= next && next <= found.bill.p95);
    }
    held
}

/// What the page of methods says was measured.
fn is_printed(reading: &str, held: u64, rounds: u64) {
    let line = format!("{reading} | {held} of {rounds} |");
    let page = include_str!("../METHODS.md");
    assert!(page.contains(&line), "the page of methods does not say: {line}");
}

/// Another set of partners each year: 120 channels. Two standard errors of nine in ten are 0.055.
#[test]
fn ranges_cover_the_next_year_of_other_partners() {
    let mut draw = ChaCha12Rng::seed_from_u64(2_025);
    let held = held(120, false, &mut || year(&mut draw, 40));
    assert!((100..=116).contains(&held), "nine in ten held {held} of 120");
    is_printed("other partners each year", held, 120);
}

#[test]
fn ranges_cover_the_next_year_of_the_same_partners() {
    let mut draw = ChaCha12Rng::seed_from_u64(2_026);
    let held = held(100, true, &mut || year_of_same(&mut draw, 24));
    assert!((83..=97).contains(&held), "nine in ten held {held} of 100");
    is_printed("the same partners each year", held, 100);
}

#[test]
fn parts_add_up_and_a_seed_draws_the_same() {
    let mut draw = ChaCha12Rng::seed_from_u64(1);
    let rules = format!(
        "{},{}",
        rebate("r", "whole_amount", &[("0.00", "0.02")], ""),
        rebate("s", "whole_amount", &[("0.00", "0.01"), ("20000.00", "0.04")], "")
    );
    let base = base(&program(&rules), year(&mut draw, 30));
    let asked = RiskAsked { budget: Some(base.total()), ..ASKED };
    let found = risk(&base, &asked).unwrap();
    let close = |sum: i64, whole: i64| (sum - whole).abs() <= 4;
    assert!(close(found.rules.iter().map(|rule| rule.spread.mean).sum(), found.bill.mean));
    assert!(close(found.quarters.iter().map(|(_, one)| one.mean).sum(), found.bill.mean));
    assert!(found.dots.is_sorted() && found.dots.len() == 20);
    assert!(found.bill.p5 <= found.bill.p50 && found.bill.p50 <= found.bill.p90);
    assert!(close(found.bill.mean, base.total()), "the middle is what was paid");
    let over = found.over.unwrap();
    assert!((0.2..0.8).contains(&over), "about half of the years pass the bill itself: {over}");
    let again = risk(&base, &asked).unwrap();
    assert_eq!(format!("{found:?}"), format!("{again:?}"));
    assert_ne!(found.dots, risk(&base, &RiskAsked { seed: 8, ..asked }).unwrap().dots);
}

/// One partner with one deal of 100,000.00 at 2%: a year has no, one, two ... deals, so 2,000.00
/// times a Poisson count of mean one, of which 19 in 20 are three or fewer. Around 2,000.00 and
/// widened: 2,000 + 1.4142 x (6,000 - 2,000) = 7,656.85, a little more or less as the draws have it.
#[test]
fn same_partners_draw_deals_alone() {
    let mut rows = history();
    partner(&mut rows, "A");
    deal(&mut rows, "D", "2025-03-10", "100000.00", &[("A", "resold", "1")]);
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let asked = RiskAsked { same_partners: true, replays: 300, ..ASKED };
    let found = risk(&base, &asked).unwrap();
    assert_eq!(found.draws, 300);
    assert!((found.bill.mean - dollars("2000.00")).abs() <= 1, "{found:?}");
    let away = (found.bill.p95 - dollars("7656.85")).abs();
    assert!(away < dollars("500.00"), "{found:?}");
}
