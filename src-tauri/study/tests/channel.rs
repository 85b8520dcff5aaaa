//! MDF and the scorecard, against histories worked out by hand.

mod common;

use common::{base, deal, dollars, history, partner, program, rebate};
use tierwright_engine::rows::{
    FactRows, FundEventRow, FundStep, ScoreRow, ScoreSubject, Source, Stage,
};
use tierwright_study::{
    Base, DividedBy, FundGroup, FundQuarter, FundsAsked, MeasureValue, Scorecard, ScorecardAsked,
    funds, scorecard,
};

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
    let asked =
        FundsAsked { margin: 0.3, amount: Some(dollars("900.00")), ..FundsAsked::default() };
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
    let first = FundQuarter { claimed: dollars("800.00"), paid: dollars("800.00"), expired: 0 };
    let rest = FundQuarter::default();
    assert_eq!(found.quarters, [first, rest, rest, rest], "all of it in the first quarter");
    let [idle] = found.idle.as_slice() else { panic!("{:?}", found.idle) };
    assert_eq!((idle.0, idle.1.as_str(), idle.2), (1, "R2", dollars("500.00")));
    let shares = |by| found.proposals.iter().find(|one| one.by == by).unwrap().shares.clone();
    assert_eq!(shares(DividedBy::Equal), [dollars("450.00"), dollars("450.00"), 0]);
    assert_eq!(shares(DividedBy::Revenue), [dollars("600.00"), dollars("300.00"), 0]);
    // One request at the mean of all, and none: both stand at the mean.
    assert_eq!(shares(DividedBy::Return), [dollars("450.00"), dollars("450.00"), 0]);
}

/// 900.00 with 250.00 for B by hand leaves 650.00 to A, the only other one that sells. C, who sold
/// nothing, may get something by hand; then A gets 550.00, which 500.00 at most does not allow.
#[test]
fn money_is_divided_by_hand_within_limits() {
    let base = channel();
    let asked = |hand: &[(usize, &str)], most: Option<&str>| FundsAsked {
        margin: 0.3,
        amount: Some(dollars("900.00")),
        least: dollars("50.00"),
        most: most.map(dollars),
        hand: hand.iter().map(|(at, amount)| (*at, dollars(amount))).collect(),
    };
    let by_hand = |asked: &FundsAsked| {
        let found = funds(&base, asked).map_err(|failure| failure.code)?;
        let hand = found.proposals.into_iter().find(|one| one.by == DividedBy::Hand);
        Ok::<_, &str>(hand.map(|one| one.shares))
    };
    let shares = |amounts: [&str; 3]| Ok(Some(amounts.map(dollars).to_vec()));
    let one = by_hand(&asked(&[(1, "250.00")], None));
    assert_eq!(one, shares(["650.00", "250.00", "0.00"]));
    let two = [(1, "250.00"), (2, "100.00")];
    assert_eq!(by_hand(&asked(&two, None)), shares(["550.00", "250.00", "100.00"]));
    assert_eq!(by_hand(&asked(&two, Some("500.00"))), Err("limits_not_possible"));
    let all = [(0, "600.00"), (1, "300.00")];
    assert_eq!(by_hand(&asked(&all, None)), shares(["600.00", "300.00", "0.00"]));
    for (hand, code) in [
        (&[(1, "49.99")][..], "hand_not_within_limits"),
        (&[(1, "900.01")], "hand_does_not_add_up"),
        (&[(0, "600.00"), (1, "200.00")], "hand_does_not_add_up"),
    ] {
        assert_eq!(by_hand(&asked(hand, None)), Err(code), "{hand:?}");
    }
    assert_eq!(by_hand(&asked(&[], None)), Ok(None), "nobody set anything by hand");
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
    let asked = FundsAsked { margin: 0.3, ..FundsAsked::default() };
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
    let found = scorecard(&base, &ScorecardAsked::default()).unwrap();
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
    let found = scorecard(&base, &with_margin()).unwrap();
    let value = |name: &str| value(&found, name);
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

fn with_margin() -> ScorecardAsked {
    ScorecardAsked { margin: Some(0.3), direct_cost: None }
}

fn value(found: &Scorecard, name: &str) -> Result<MeasureValue, &'static str> {
    found.measures.iter().find(|one| one.name == name).unwrap().value
}

/// Customers X, Y and Z came in 2024 by A, who sourced their first deals; X and Y stayed and bought for
/// 10,000.00 and 20,000.00 in 2025, Z left. N came in 2025 by A's deal of 6,000.00, on which 2% are paid:
/// 120.00. So three bought for 36,000.00 in all: X, Y and N. By customer 12,000.00 x 30% =
/// 3,600.00, and a third leaves in a year: 10,800.00.
/// U and V came directly in 2024; U stayed and bought for 5,000.00. W came in 2025 for 1,000.00, which
/// B resold at 2%: 20.00. 3,000.00 x 30% = 900.00 and a half leaves: 1,800.00. Winning W cost 20.00 and
/// the 480.00 that direct selling is said to have cost.
/// Of the five who bought in 2025, Y alone bought from A and B together.
#[test]
fn customers_of_partners_stand_beside_direct_ones() {
    let mut rows = history();
    ["A", "B"].into_iter().for_each(|id| partner(&mut rows, id));
    let sourced: &[(&str, &str, &str)] = &[("A", "sourced", "1")];
    let direct: &[(&str, &str, &str)] = &[("B", "resold", "1")];
    let together: &[(&str, &str, &str)] = &[("A", "resold", "0.5"), ("B", "resold", "0.5")];
    for (customer, day, amount, parts) in [
        ("X", "2024-02-01", "100.00", sourced),
        ("Y", "2024-03-01", "100.00", sourced),
        ("Z", "2024-04-01", "100.00", sourced),
        ("U", "2024-05-01", "100.00", direct),
        ("V", "2024-06-01", "100.00", direct),
        ("X", "2025-02-01", "10000.00", direct),
        ("Y", "2025-03-01", "20000.00", together),
        ("N", "2025-04-01", "6000.00", sourced),
        ("U", "2025-05-01", "5000.00", sourced),
        ("W", "2025-12-01", "1000.00", direct),
    ] {
        deal(&mut rows, &format!("{customer} {day}"), day, amount, parts);
        rows.deals.last_mut().unwrap().customer = customer.to_owned();
    }
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let asked = ScorecardAsked { direct_cost: Some(dollars("480.00")), ..with_margin() };
    let found = scorecard(&base, &asked).unwrap();
    let money = |text: &str| Ok(MeasureValue::Money(dollars(text)));
    for (name, expected) in [
        ("Lifetime value of a customer whom a partner brought", money("10800.00")),
        ("Lifetime value of a direct customer", money("1800.00")),
        ("Cost of winning a customer through a partner", money("120.00")),
        ("Cost of winning a customer directly", money("500.00")),
        ("Customers who bought from several partners together", Ok(MeasureValue::Part(0.2))),
    ] {
        assert_eq!(value(&found, name), expected, "{name}");
    }
    let without = scorecard(&base, &ScorecardAsked::default()).unwrap();
    assert_eq!(value(&without, "Lifetime value of a direct customer"), Err("needs a margin"));
    let unsaid = value(&without, "Cost of winning a customer directly");
    assert_eq!(unsaid, Err("needs what direct selling cost"));
}

/// Scores of satisfaction and of adoption are told apart by their names: 4 and 5 are 4.5, and 80 is 80.
#[test]
fn scores_are_told_apart_by_name() {
    let mut rows = history();
    partner(&mut rows, "A");
    deal(&mut rows, "D", "2025-12-10", "10.00", &[("A", "sourced", "1")]);
    deal(&mut rows, "E", "2025-01-10", "10.00", &[("A", "sourced", "1")]);
    for (at, (name, value)) in
        [("PSAT", "4"), ("Satisfaction", "5"), ("adoption", "80"), ("health", "1")]
            .iter()
            .enumerate()
    {
        rows.scores.push(ScoreRow {
            id: format!("S{at}"),
            of: ScoreSubject::Partner("A".to_owned()),
            name: (*name).to_owned(),
            date: "2025-06-01".parse().unwrap(),
            value: value.parse().unwrap(),
            source: Source { file: 0, row: 2 },
        });
    }
    let base = base(&program(&rebate("r", "whole_amount", &[("0.00", "0.02")], "")), rows);
    let found = scorecard(&base, &ScorecardAsked::default()).unwrap();
    assert_eq!(value(&found, "Satisfaction of partners"), Ok(MeasureValue::Number(4.5)));
    assert_eq!(value(&found, "Adoption score"), Ok(MeasureValue::Number(80.0)));
}
