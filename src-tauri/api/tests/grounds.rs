//! What programs are paid on: said everywhere, never mixed, and taken back like any edit.

use rust_decimal::Decimal;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        AddEdgeTests, Basis, ChangeGround, Compare, Export, Figure, GetPlan, GetTests, Growth,
        MakeTest, MakeTests, NewPartners, OpenSample, Payouts, ReportDoubt, Simulate, Undo,
    },
};

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn everything_grows(by: &str) -> ChangeGround {
    let growth = Growth { field: String::new(), is: String::new(), quarter: 0, by: by.to_owned() };
    ChangeGround { basis: Some(Basis::Plan), growth: Some(vec![growth]), ..ChangeGround::default() }
}

#[test]
fn growth_pays_more_and_captions_say_what_was_grown() {
    let (desk, folder) = on_the_sample();
    let before = desk.ask(Simulate::default()).unwrap();
    desk.ask(everything_grows("0.2")).unwrap();
    let after = desk.ask(Simulate::default()).unwrap();
    assert!(exact(&after.total) > exact(&before.total));
    assert!(after.caption.contains("sample data grown to plan"), "{}", after.caption);
    assert_eq!(exact(&after.change), Decimal::ZERO, "the baseline is paid on the same ground");
    let compared = desk.ask(Compare::default()).unwrap();
    assert!(compared.caption.contains("grown to plan"), "{}", compared.caption);

    let out = folder.path().join("out").display().to_string();
    assert_eq!(desk.ask(Export { folder: out }).unwrap_err().code, "not_on_history");
    // Tests say that they are of what happened.
    let line = desk.ask(Payouts { limit: 1, ..Payouts::default() }).unwrap().rows.remove(0);
    let figure = Figure {
        partner: Some(line.partner),
        period: Some(line.period),
        incentive: Some(line.incentive),
    };
    let place = desk.ask(GetTests {}).unwrap().edges.remove(0).place;
    let doubt = ReportDoubt {
        figure: figure.clone(),
        changes: Vec::new(),
        text: "Too much".to_owned(),
        who: None,
    };
    assert_eq!(desk.ask(doubt).unwrap_err().code, "not_on_history");
    assert_eq!(desk.ask(MakeTest { figure }).unwrap_err().code, "not_on_history");
    assert_eq!(desk.ask(MakeTests { count: 1 }).unwrap_err().code, "not_on_history");
    let edge = AddEdgeTests { places: vec![place] };
    assert_eq!(desk.ask(edge).unwrap_err().code, "not_on_history");
    let document = desk.ask(Undo {}).unwrap();
    assert_eq!((document.basis, document.can_undo), (Basis::History, false));
    assert_eq!(desk.ask(Simulate::default()).unwrap().total, before.total);
}

/// Deals of the replay grow, and with them their own returns. Returns of deals from before the replay
/// stay as they are, so that revenue grows by a little more than the deals do: by 1.2012 for 1.2.
///
/// In SQL over the sample document, at the market rate of the day that each deal closed (`paid_in`
/// has the deals that won, with that rate as `q`):
///
/// ```sql
/// SELECT sum(amount_e4 * q) / 1e12 FROM paid_in WHERE closed LIKE '2025%';      -- 48,684,961.38
/// SELECT sum(a.amount_e4 * q) / 1e12 FROM adjustment a JOIN paid_in ON deal = paid_in.id
///   WHERE a.date LIKE '2025%' AND closed LIKE '2025%';                          --    388,382.15
/// SELECT sum(a.amount_e4 * q) / 1e12 FROM adjustment a JOIN paid_in ON deal = paid_in.id
///   WHERE a.date LIKE '2025%' AND closed < '2025';                              --    293,857.46
/// ```
///
/// So revenue is 48,684,961.38 - 388,382.15 - 293,857.46 = 48,002,721.77. Grown by 20% it is
/// 1.2 * 48,296,579.23 - 293,857.46 = 57,662,037.62; with nothing sold, -293,857.46 is left.
#[test]
fn revenue_of_the_replay_grows_and_returns_of_earlier_deals_stay() {
    let (desk, _folder) = on_the_sample();
    let revenue = |by: &str| {
        desk.ask(everything_grows(by)).unwrap();
        exact(&desk.ask(Simulate::default()).unwrap().revenue)
    };
    let is = |found: Decimal, expected: &str, within: &str| {
        assert!((found - exact(expected)).abs() < exact(within), "{found} {expected}");
    };
    is(revenue("-1"), "-293857.46", "0.02");
    is(revenue("0"), "48002721.77", "0.02");
    // Of 144 deals without lines, 1,555 lines of 828 others and 40 returns, each is rounded to a cent
    // of its own currency: 1,739 times half a cent at most, of 1.30 USD at most.
    is(revenue("0.2"), "57662037.62", "12");
}

#[test]
fn a_plan_without_growth_is_the_history() {
    let (desk, _folder) = on_the_sample();
    let before = desk.ask(Simulate::default()).unwrap();
    desk.ask(ChangeGround { basis: Some(Basis::Plan), ..ChangeGround::default() }).unwrap();
    let after = desk.ask(Simulate::default()).unwrap();
    assert_eq!((after.total, after.revenue), (before.total, before.revenue));
}

#[test]
fn a_drawn_year_is_told_by_its_seed() {
    let (desk, _folder) = on_the_sample();
    let drawn = |seed| {
        let asked =
            ChangeGround { basis: Some(Basis::Year), seed: Some(seed), ..Default::default() };
        desk.ask(asked).unwrap();
        let found = desk.ask(Simulate::default()).unwrap();
        assert!(found.caption.contains(&format!("drawn again (seed {seed})")), "{}", found.caption);
        found.total
    };
    let first = drawn(1);
    assert_ne!(drawn(2), first);
    assert_eq!(drawn(1), first);
}

#[test]
fn a_plan_is_kept_told_and_refused_where_it_cannot_be() {
    let (desk, _folder) = on_the_sample();
    let plan = desk.ask(GetPlan {}).unwrap();
    assert_eq!((plan.basis, plan.seed, plan.quarters.len()), (Basis::History, 7, 4));
    let regions: u32 =
        plan.parts.iter().filter(|part| part.field == "region").map(|part| part.deals).sum();
    let deals = desk.ask(Simulate::default()).unwrap().deals;
    assert_eq!(regions, deals);
    let part = &plan.parts[0];
    let growth =
        Growth { field: part.field.clone(), is: part.is.clone(), quarter: 4, by: "0.1".into() };
    let new =
        NewPartners { count: 3, like: plan.types[0].clone(), ramp: vec!["0.5".into(), "1".into()] };
    let asked = ChangeGround {
        growth: Some(vec![growth.clone()]),
        new_partners: Some(vec![new.clone()]),
        ..ChangeGround::default()
    };
    desk.ask(asked).unwrap();
    let kept = desk.ask(GetPlan {}).unwrap();
    assert_eq!((kept.growth, kept.new_partners), (vec![growth.clone()], vec![new.clone()]));
    desk.ask(ChangeGround { basis: Some(Basis::Plan), ..ChangeGround::default() }).unwrap();
    let grown = desk.ask(Simulate::default()).unwrap();
    assert_eq!(grown.better + grown.worse + grown.unchanged, 123);
    for wrong in [
        Growth { field: "colour".into(), ..growth.clone() },
        Growth { by: "much".into(), ..growth.clone() },
        Growth { by: "-1.5".into(), ..growth.clone() },
    ] {
        let asked = ChangeGround { growth: Some(vec![wrong]), ..ChangeGround::default() };
        assert_eq!(desk.ask(asked).unwrap_err().code, "plan_not_possible");
    }
    let many = NewPartners { count: 1_001, ..new };
    let asked = ChangeGround { new_partners: Some(vec![many]), ..ChangeGround::default() };
    assert_eq!(desk.ask(asked).unwrap_err().code, "plan_not_possible");
}
