//! MDF and the scorecard, against histories worked out by hand.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_engine::rows::{FactRows, FundEventRow, FundStep, Source, Stage};
use tierwright_study::{Base, DividedBy, FundGroup, FundsAsked, MeasureValue, funds, scorecard};

fn step(
    rows: &mut FactRows,
    of: (&str, &str),
    step: FundStep,
    day: &str,
    amount: &str,
    deal: Option<&str>,
) {
    let (partner, request) = of;
    rows.fund_events.push(FundEventRow {
        id: format!("{request}-{}", step.text()),
        fund: String::new(),
        partner: partner.to_owned(),
        request: request.to_owned(),
        step,
        activity: "event".to_owned(),
        date: day.parse().unwrap(),
        amount: format!("{amount} USD").parse().unwrap(),
        cost: None,
        deals: deal.into_iter().map(str::to_owned).collect(),
        source: Source { file: 0, row: 2 },
    });
}

/// A sold 10,000.00 and B 5,000.00 in 2025. A's event of 800.00 is linked to A's deal: 30% of
/// 10,000.00 is 3,000.00. B was agreed 500.00 in January and claimed nothing.
fn channel() -> Base {
    let mut rows = history();
    ["A", "B", "C"].into_iter().for_each(|id| partner(&mut rows, id));
    deal(&mut rows, "D1", "2025-03-10", "10000.00", &[("A", "sourced", "1")]);
    deal(&mut rows, "D2", "2025-12-10", "5000.00", &[("B", "influenced", "1")]);
    deal(&mut rows, "E1", "2024-03-10", "4000.00", &[("A", "sourced", "1")]);
    deal(&mut rows, "E2", "2024-12-10", "8000.00", &[("C", "sourced", "1")]);
    for (kind, day) in [
        (FundStep::Requested, "2025-01-10"),
        (FundStep::Approved, "2025-01-20"),
        (FundStep::Claimed, "2025-02-10"),
        (FundStep::Paid, "2025-02-20"),
    ] {
        step(&mut rows, ("A", "R1"), kind, day, "800.00", Some("D1"));
    }
    step(&mut rows, ("B", "R2"), FundStep::Requested, "2025-01-10", "700.00", None);
    step(&mut rows, ("B", "R2"), FundStep::Approved, "2025-01-20", "500.00", None);
    base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows)
}

#[test]
fn funds_bring_the_margin_of_their_deals_and_idle_money_is_named() {
    let asked = FundsAsked { margin: 0.3, amount: Some(dollars("900.00")), least: 0, most: None };
    let found = funds(&channel(), &asked).unwrap();
    assert_eq!(found.steps, ["1500.00", "1300.00", "800.00", "800.00"].map(dollars));
    let event = found.returns.iter().find(|one| one.by == FundGroup::Activity).unwrap();
    assert_eq!(
        (event.requests, event.paid, event.brought),
        (2, dollars("800.00"), dollars("3000.00"))
    );
    assert_eq!(event.linked, 1);
    let linked = |of: &str| {
        let mut partners = found.returns.iter().filter(|one| one.by == FundGroup::Partner);
        partners.find(|one| one.of == of).unwrap().linked
    };
    assert_eq!((linked("Partner A"), linked("Partner B")), (1, 0));
    assert_eq!(found.paid_of_agreed, Some(800.0 / 1300.0));
    let [idle] = found.idle.as_slice() else { panic!("{:?}", found.idle) };
    assert_eq!((idle.0, idle.1.as_str(), idle.2), (1, "R2", dollars("500.00")));
    let shares = |by| found.proposals.iter().find(|one| one.by == by).unwrap().shares.clone();
    assert_eq!(shares(DividedBy::Equal), [dollars("450.00"), dollars("450.00"), 0]);
    assert_eq!(shares(DividedBy::Revenue), [dollars("600.00"), dollars("300.00"), 0]);
    // One request at the mean of all, and none: both stand at the mean.
    assert_eq!(shares(DividedBy::Return), [dollars("450.00"), dollars("450.00"), 0]);
}

/// Asked for 700.00 and, anew, 900.00; agreed 600.00 and then 800.00; claimed and paid in two parts of
/// 300.00 and 250.00. What is asked and agreed is the larger, what is claimed and paid the sum.
#[test]
fn what_is_paid_in_parts_adds_up() {
    let mut rows = history();
    partner(&mut rows, "A");
    deal(&mut rows, "D1", "2025-01-10", "10000.00", &[("A", "sourced", "1")]);
    deal(&mut rows, "D2", "2025-12-10", "10000.00", &[("A", "sourced", "1")]);
    for (at, kind, amounts) in [
        (0, FundStep::Requested, ["700.00", "900.00"]),
        (1, FundStep::Approved, ["600.00", "800.00"]),
        (2, FundStep::Claimed, ["300.00", "250.00"]),
        (3, FundStep::Paid, ["300.00", "250.00"]),
    ] {
        for (part, amount) in amounts.into_iter().enumerate() {
            let day = format!("2025-0{}-{:02}", at + 1, part + 10);
            step(&mut rows, ("A", "R"), kind, &day, amount, None);
            rows.fund_events.last_mut().unwrap().id = format!("R-{at}-{part}");
        }
    }
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let asked = FundsAsked { margin: 0.3, amount: None, least: 0, most: None };
    let found = funds(&base, &asked).unwrap();
    assert_eq!(found.steps, ["900.00", "800.00", "550.00", "550.00"].map(dollars));
    assert_eq!(found.amount, dollars("550.00"), "what was paid is divided");
    assert_eq!(found.paid_of_agreed, Some(0.6875));
}

/// Joint deals of A and B. In 2025 one was won over 10 days and one was lost: half are won. One of
/// 1,000.00 is open since October. Those of 2024 and one opened in 2026 do not count: with them two of
/// four would be won. 1,000.00 x 1/2 / 10 days = 50.00 by day.
#[test]
fn velocity_is_that_of_the_replay() {
    let mut rows = history();
    ["A", "B"].into_iter().for_each(|id| partner(&mut rows, id));
    let both = [("A", "sourced", "0.5"), ("B", "influenced", "0.5")];
    for (id, opened, closed, stage) in [
        ("won", "2025-03-01", "2025-03-11", Stage::Won),
        ("lost", "2025-04-01", "2025-05-01", Stage::Lost),
        ("open", "2025-10-01", "", Stage::Open),
        ("late", "2026-01-05", "", Stage::Open),
        ("earlier", "2024-01-01", "2024-04-10", Stage::Won),
        ("earlier lost", "2024-01-01", "2024-04-10", Stage::Lost),
    ] {
        deal(&mut rows, id, "2025-12-31", "1000.00", &both);
        let row = rows.deals.last_mut().unwrap();
        (row.opened, row.closed, row.stage) = (opened.parse().ok(), closed.parse().ok(), stage);
    }
    deal(&mut rows, "last", "2025-12-31", "10.00", &[("A", "sourced", "1")]);
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let found = scorecard(&base, None).unwrap();
    let of = |name: &str| found.measures.iter().find(|one| one.name == name).unwrap();
    let velocity = of("Velocity of joint deals by day");
    assert_eq!(velocity.value, Ok(MeasureValue::Money(dollars("50.00"))));
    assert_eq!(velocity.from, "1 open joint deal in the program's currency");
    assert_eq!(of("Return on the program").value, Err("needs a margin"));
}

/// Of A and C, who sold in 2024, A still does. The channel sold 15,000.00, of which A sourced
/// 10,000.00 and B influenced 5,000.00; it was paid 300.00: (0.3 x 15,000 - 300) / 300 = 14.
#[test]
fn the_scorecard_counts_what_it_says() {
    let base = channel();
    let found = scorecard(&base, Some(0.3)).unwrap();
    let value = |name: &str| found.measures.iter().find(|one| one.name == name).unwrap().value;
    assert_eq!(value("Revenue of partners"), Ok(MeasureValue::Money(dollars("15000.00"))));
    let sourced = value("Revenue of deals that a partner sourced");
    assert_eq!(sourced, Ok(MeasureValue::Money(dollars("10000.00"))));
    let influenced = value("Revenue of deals that a partner influenced");
    assert_eq!(influenced, Ok(MeasureValue::Money(dollars("5000.00"))));
    assert_eq!(value("Return on the program"), Ok(MeasureValue::Number(14.0)));
    assert_eq!(value("Partners who sold before and still do"), Ok(MeasureValue::Part(0.5)));
    assert_eq!(value("Registered deals that were won"), Err("not in the facts"));
    // C fell to nothing, has not won for more than 90 days and did nothing; it holds no certificate.
    let worst = &found.at_risk[0];
    assert_eq!((worst.partner, worst.parts.as_slice()), (2, &[1.0, 1.0, 0.0, 1.0][..]));
    for one in found.best.iter().chain(&found.at_risk) {
        assert!((one.score - one.parts.iter().sum::<f64>()).abs() < 1e-12);
        assert!(one.parts.iter().all(|part| (0.0..=1.0).contains(part)));
    }
}
