//! What must hold for any history: parts add up, pools are shared whole, caps hold, and neither the
//! order of rows nor the number of threads nor sums borrowed from an earlier plan changes a byte.

mod support;

use std::sync::Arc;

use proptest::prelude::*;
use tierwright_cases::{Case, CaseFacts};
use tierwright_engine::{
    Facts, Outcome, Plan, Replay, Selection, Turn,
    explanation::{Amount, Step},
    rows::FactRows,
};
use tierwright_program::{Change, Checked, Money, Quantity, apply, check};

const PARTNERS: usize = 5;
const ROLES: [&str; 4] = ["sourced", "co-sold", "implemented", "resold"];
const FAMILIES: [&str; 2] = ["Bikes", "Clothing"];

/// A program with one incentive of each kind.
fn every_kind() -> Case {
    let text = include_str!("every_kind.json");
    serde_json::from_str(text).expect("the case of every kind reads")
}

#[derive(Debug, Clone)]
struct Drawn {
    month: u32,
    day: u32,
    lines: Vec<(usize, i64)>,
    credits: Vec<(usize, usize, i64)>,
    returned: Option<(u32, i64)>,
    euro: bool,
}

fn drawn_deal() -> impl Strategy<Value = Drawn> {
    (
        0..24_u32,
        1..=28_u32,
        prop::collection::vec((0..FAMILIES.len(), 1..90_000_000_i64), 0..4),
        prop::collection::vec((0..PARTNERS, 0..ROLES.len(), 0..10_000_i64), 0..5),
        prop::option::of((0..6_u32, 1..50_000_000_i64)),
        any::<bool>(),
    )
        .prop_map(|(month, day, lines, credits, returned, euro)| {
            let lines = if lines.is_empty() { vec![(0, 123_456_789)] } else { lines };
            Drawn { month, day, lines, credits, returned, euro }
        })
}

/// The rows of drawn deals, as a case's facts would give them.
fn drawn_rows(case: &Case, deals: &[Drawn]) -> FactRows {
    let date =
        |month: u32, day: u32| format!("{}-{:02}-{day:02}", 2024 + month / 12, month % 12 + 1);
    let units = |units: i64, euro: bool| {
        let currency = if euro { "EUR" } else { "USD" }.parse().expect("a currency");
        Money::from_units(units, currency).to_string()
    };
    let deals: Vec<_> = deals
        .iter()
        .enumerate()
        .map(|(at, deal)| {
            let total: i64 = deal.lines.iter().map(|line| line.1).sum();
            let lines: Vec<_> = deal.lines.iter().enumerate().map(|(line, (family, amount))| {
                serde_json::json!({ "id": line.to_string(), "family": FAMILIES[*family], "amount": units(*amount, deal.euro) })
            }).collect();
            let credits: Vec<_> = deal.credits.iter().map(|(partner, role, share)| {
                serde_json::json!({ "partner": format!("p{partner}"), "role": ROLES[*role], "share": format!("0.{share:04}") })
            }).collect();
            let returns: Vec<_> = deal.returned.iter().map(|(later, amount)| {
                serde_json::json!({ "date": date((deal.month + later).min(23), deal.day), "amount": units(*amount, deal.euro) })
            }).collect();
            serde_json::json!({
                "id": format!("d{at:03}"), "closed": date(deal.month, deal.day),
                "amount": units(total, deal.euro), "lines": lines, "credits": credits, "returns": returns,
            })
        })
        .collect();
    let mut facts = serde_json::to_value(serde_json::json!({ "deals": deals })).expect("JSON");
    facts["partners"] =
        (0..PARTNERS).map(|at| serde_json::json!({ "id": format!("p{at}") })).collect();
    facts["rates"] = serde_json::json!([
        { "currency": "EUR", "base": "USD", "date": "2023-12-29", "rate": "1.1037" },
        { "currency": "EUR", "base": "USD", "date": "2025-02-10", "rate": "1.03333333" },
    ]);
    let mut out = serde_json::from_value::<CaseFacts>(facts).expect("facts read").rows();
    out.activities = case.facts.rows().activities;
    out
}

fn plan(checked: &Checked, facts: &Arc<Facts>, earlier: Option<&Plan>) -> Arc<Plan> {
    let replay = Replay::last_four_quarters(facts, &checked.program().calendar);
    Plan::compile(checked, Arc::clone(facts), &replay, earlier).expect("compiles")
}

fn build(rows: FactRows) -> Arc<Facts> {
    Arc::new(Facts::build(rows).expect("drawn rows are sound"))
}

fn amounts(outcome: &Outcome) -> Vec<Money> {
    outcome.lines().map(|line| line.amount).collect()
}

fn sum(amounts: impl Iterator<Item = Money>, currency: &str) -> Money {
    amounts.fold(Money::zero(currency.parse().expect("a currency")), |sum, amount| {
        sum.plus(amount).expect("one currency")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn order_of_rows_and_threads_change_nothing(
        deals in prop::collection::vec(drawn_deal(), 1..40),
        threads in 2..7_usize,
    ) {
        let case = every_kind();
        let checked = case.checked().expect("no errors");
        let rows = drawn_rows(&case, &deals);
        let mut turned = rows.clone();
        turned.deals.reverse();
        turned.lines.reverse();
        turned.credits.rotate_left(rows.credits.len() / 2);
        turned.adjustments.reverse();
        turned.activities.reverse();
        turned.partners.reverse();
        turned.rates.reverse();
        let once = plan(&checked, &build(rows), None);
        let again = plan(&checked, &build(turned), None);
        let one = once.calculate(1, &Turn::new()).expect("calculates");
        let many = again.calculate(threads, &Turn::new()).expect("calculates");
        prop_assert_eq!(amounts(&one), amounts(&many));
    }

    #[test]
    fn totals_add_up_whichever_way_they_are_taken(deals in prop::collection::vec(drawn_deal(), 1..40)) {
        let case = every_kind();
        let checked = case.checked().expect("no errors");
        let outcome = plan(&checked, &build(drawn_rows(&case, &deals)), None)
            .calculate(2, &Turn::new()).expect("calculates");
        let total = outcome.total(Selection::default());
        let paid = outcome.lines().filter(|line| !line.shadow).map(|line| line.amount);
        prop_assert_eq!(sum(paid, "USD"), total);
        let by_partner = (0..PARTNERS).map(|partner| outcome.total(Selection { partner: Some(partner), ..Selection::default() }));
        prop_assert_eq!(sum(by_partner, "USD"), total);
        let by_quarter = (0..outcome.quarters().len()).map(|quarter| outcome.total(Selection { quarter: Some(quarter), ..Selection::default() }));
        prop_assert_eq!(sum(by_quarter, "USD"), total);
        let incentives = outcome.plan().program().incentives.len();
        let by_incentive = (0..incentives).filter(|at| outcome.is_paid(*at))
            .map(|incentive| outcome.total(Selection { incentive: Some(incentive), ..Selection::default() }));
        prop_assert_eq!(sum(by_incentive, "USD"), total);
        let revenue = (0..PARTNERS).map(|partner| outcome.revenue(Some(partner), None));
        prop_assert_eq!(sum(revenue, "USD"), outcome.revenue(None, None));
    }

    #[test]
    fn explanations_reach_their_figures_and_their_parts_add_up(deals in prop::collection::vec(drawn_deal(), 1..25)) {
        let case = every_kind();
        let checked = case.checked().expect("no errors");
        let outcome = plan(&checked, &build(drawn_rows(&case, &deals)), None)
            .calculate(1, &Turn::new()).expect("calculates");
        for line in outcome.lines() {
            let explanation = outcome.explain(line.partner, line.quarter, line.incentive).expect("explains");
            prop_assert_eq!(explanation.amount, line.amount);
            let mut pooled = Money::zero(line.amount.currency());
            let mut pools = 0;
            for step in &explanation.steps {
                match step {
                    Step::Measure(measure) => {
                        let counted = measure.contributions.iter().map(|row| match row.counted {
                            Quantity::Money(money) => money,
                            Quantity::Number(_) => unreachable!("revenue is money"),
                        });
                        prop_assert_eq!(Amount::Exact(Quantity::Money(sum(counted, "USD"))), measure.value);
                    }
                    Step::Pool(pool) => {
                        let shares = sum(pool.shares.iter().map(|share| share.amount), "USD");
                        let whole = pool.pool.expect("one pool");
                        prop_assert_eq!(shares.plus(pool.unpaid).expect("adds"), whole);
                        prop_assert!(whole.units() <= 15_000 * 10_000, "the cap per deal holds");
                        let mine = pool.shares.iter().filter(|share| share.partner == line.partner);
                        pooled = pooled.plus(sum(mine.map(|share| share.amount), "USD")).expect("adds");
                        pools += 1;
                    }
                    _ => {}
                }
            }
            if pools > 0 {
                prop_assert_eq!(pooled, line.amount);
            }
        }
    }

    #[test]
    fn caps_hold(deals in prop::collection::vec(drawn_deal(), 1..40)) {
        let case = every_kind();
        let checked = case.checked().expect("no errors");
        let outcome = plan(&checked, &build(drawn_rows(&case, &deals)), None)
            .calculate(2, &Turn::new()).expect("calculates");
        let mdf = support::incentive(&outcome, "mdf");
        let volume = support::incentive(&outcome, "volume");
        for partner in 0..PARTNERS {
            let year = outcome.total(Selection { partner: Some(partner), incentive: Some(mdf), quarter: None });
            prop_assert!(year.units() <= 2_500 * 10_000);
            for quarter in 0..outcome.quarters().len() {
                prop_assert!(outcome.cell(partner, quarter, volume).units() <= 4_000 * 10_000);
                prop_assert!(outcome.cell(partner, quarter, volume).units() >= 0);
            }
        }
    }

    #[test]
    fn sums_borrowed_from_an_earlier_plan_change_nothing(
        deals in prop::collection::vec(drawn_deal(), 1..30),
        threshold in 1..200_i64,
    ) {
        let case = every_kind();
        let before = case.checked().expect("no errors");
        let facts = build(drawn_rows(&case, &deals));
        let first = plan(&before, &facts, None);
        let change = Change {
            place: "/tracks/partner/levels/silver/requirement/all/0/reaches/at_least".to_owned(),
            value: format!("{threshold}000.00 USD").into(),
        };
        let program = apply(before.program(), &[change]).expect("the place is there");
        let after = check(&program).0.expect("still sound");
        let borrowed = plan(&after, &facts, Some(&first)).calculate(1, &Turn::new()).expect("calculates");
        let fresh = plan(&after, &facts, None).calculate(1, &Turn::new()).expect("calculates");
        prop_assert_eq!(amounts(&borrowed), amounts(&fresh));
    }
}

#[test]
fn a_cancelled_turn_stops_the_calculation() {
    let case = every_kind();
    let checked = case.checked().expect("no errors");
    let deal = Drawn {
        month: 14,
        day: 3,
        lines: vec![(0, 1_000_000)],
        credits: vec![(0, 0, 5_000)],
        returned: None,
        euro: false,
    };
    let turn = Turn::new();
    turn.cancel();
    let plan = plan(&checked, &build(drawn_rows(&case, &[deal])), None);
    assert_eq!(plan.calculate(1, &turn).expect_err("stops").code, "cancelled");
}
