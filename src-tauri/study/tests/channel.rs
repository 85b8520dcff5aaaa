//! MDF and the scorecard, against histories worked out by hand.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_engine::rows::{FactRows, FundEventRow, FundStep, Source};
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
    let [idle] = found.idle.as_slice() else { panic!("{:?}", found.idle) };
    assert_eq!((idle.0, idle.1.as_str(), idle.2), (1, "R2", dollars("500.00")));
    let shares = |by| found.proposals.iter().find(|one| one.by == by).unwrap().shares.clone();
    assert_eq!(shares(DividedBy::Equal), [dollars("450.00"), dollars("450.00"), 0]);
    assert_eq!(shares(DividedBy::Revenue), [dollars("600.00"), dollars("300.00"), 0]);
    // One request at the mean of all, and none: both stand at the mean.
    assert_eq!(shares(DividedBy::Return), [dollars("450.00"), dollars("450.00"), 0]);
}

/// Of A and C, who sold in 2024, A still does. The channel sold 15,000.00, of which A sourced
/// 10,000.00 and B influenced 5,000.00; it was paid 300.00: (0.3 x 15,000 - 300) / 300 = 14.
#[test]
fn the_scorecard_counts_what_it_says() {
    let base = channel();
    let found = scorecard(&base, Some(0.3)).unwrap();
    let value = |name: &str| found.measures.iter().find(|one| one.name == name).unwrap().value;
    assert_eq!(value("Revenue of partners"), Some(MeasureValue::Money(dollars("15000.00"))));
    let sourced = value("Revenue of deals that a partner sourced");
    assert_eq!(sourced, Some(MeasureValue::Money(dollars("10000.00"))));
    let influenced = value("Revenue of deals that a partner influenced");
    assert_eq!(influenced, Some(MeasureValue::Money(dollars("5000.00"))));
    assert_eq!(value("Return on the program"), Some(MeasureValue::Number(14.0)));
    assert_eq!(value("Partners who sold before and still do"), Some(MeasureValue::Part(0.5)));
    assert_eq!(value("Registered deals that were won"), None, "there are no registrations");
    // C fell to nothing, has not won for more than 90 days and did nothing; it holds no certificate.
    let worst = &found.at_risk[0];
    assert_eq!((worst.partner, worst.parts.as_slice()), (2, &[1.0, 1.0, 0.0, 1.0][..]));
    for one in found.best.iter().chain(&found.at_risk) {
        assert!((one.score - one.parts.iter().sum::<f64>()).abs() < 1e-12);
        assert!(one.parts.iter().all(|part| (0.0..=1.0).contains(part)));
    }
}
