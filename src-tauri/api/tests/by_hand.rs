//! Budgets, funds, breakdowns and pages of the small programs of the cases, whose figures are worked
//! by hand.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Budget, Column, Dimension, GetBreakdown, GetBudget, GetDataHealth, GetPartnerSheet, Open,
        Partners, SetPool, Sort,
    },
};
use tierwright_cases::Case;
use tierwright_store::{Document, Import};

/// A document of a case that is edited first, opened on days of 2025.
fn opened(case: &str, from: &str, edit: impl Fn(&mut Value)) -> (Desk, TempDir) {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases");
    let text = std::fs::read_to_string(format!("{cases}/{case}.json")).unwrap();
    let mut tree: Value = serde_json::from_str(&text).unwrap();
    edit(&mut tree);
    let case = Case::from_json(&tree.to_string()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.tierwright");
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let program = case.checked().unwrap().program().clone();
    let mut document = Document::create(&path, &program, now, false).unwrap();
    let import = Import { facts: &case.facts.rows(), set_aside: &[], rounded: &[] };
    let label = "Facts of the case";
    document.replace_facts(import, label, now, &mut |_, _| ControlFlow::Continue(())).unwrap();
    document.close().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 1);
    let path = path.display().to_string();
    let (from, until) = (Some(from.to_owned()), Some("2025-12-31".to_owned()));
    desk.ask(Open { path, from, until, ..Open::default() }).unwrap();
    (desk, folder)
}

fn as_it_is(_: &mut Value) {}

fn budget(desk: &Desk) -> Budget {
    desk.ask(GetBudget::default()).unwrap()
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The case works it out: 1,000, 800 and 1,500 are used, of 2,000 that Q3 earned, and each comes back
/// a month after it came in, on 30 May, 30 August and 30 November.
#[test]
fn what_funds_return_is_there_to_be_used() {
    let (desk, _folder) = opened("fund-forfeited-returns-to-the-pool", "2025-01-01", as_it_is);
    let found = budget(&desk);
    let [period] = found.periods.as_slice() else { panic!("one year") };
    let pool = &period.pools[0];
    for (planned, came_back, used, left, share, cut) in [
        (&pool.planned, &pool.came_back, &pool.used, &pool.left, &pool.share, &pool.cut),
        (
            &period.planned,
            &period.came_back,
            &period.used,
            &period.left,
            &period.share,
            &period.cut,
        ),
    ] {
        let of = [planned, came_back, used, left, cut].map(|text| exact(text));
        // 1,500 + 3,300 - 3,300 = 1,500 are left; 2,000 - 1,500 = 500 were lost.
        assert_eq!(of, ["1500", "3300", "3300", "1500", "500"].map(exact));
        assert_eq!(share.as_deref().map(exact), Some(exact("0.6875")), "3,300 of 4,800");
    }
    assert_eq!(exact(&period.holds), exact("4800"));
    assert_eq!(period.finding, "69% of the pools of FY25 is used.");
}

/// The case works it out: of 1,200 in Q1 the total limit takes 200 and the pool 200 of the 1,000 left;
/// in Q2 the limit takes all 600.
#[test]
fn what_a_total_limit_takes_is_not_a_cut_of_the_pool() {
    let (desk, _folder) = opened("budget-after-the-total-limit", "2025-01-01", as_it_is);
    let found = budget(&desk);
    let cuts: Vec<Decimal> = found.periods.iter().map(|period| exact(&period.cut)).collect();
    assert_eq!(cuts, ["200", "0", "0", "0"].map(exact));
    assert!(found.periods.iter().all(|period| period.pools[0].cut == period.cut));
    assert_eq!(exact(&found.periods[0].used), exact("800"));
}

/// In January two partners earn 600 each of a pool of 800: 400 are lost. In April one earns 600.
#[test]
fn a_monthly_budget_cuts_in_the_month_that_is_settled() {
    let monthly = |case: &mut Value| {
        case["program"]["incentives"][0]["period"] = json!("month");
        case["program"]["incentives"][0]["limits"] = json!([]);
        case["program"]["budget"]["every"] = json!("month");
    };
    let (desk, _folder) = opened("budget-after-the-total-limit", "2025-01-01", monthly);
    let found = budget(&desk);
    let of = |at: usize| (exact(&found.periods[at].used), exact(&found.periods[at].cut));
    assert_eq!(found.periods.len(), 12);
    assert_eq!(of(0), (exact("800"), exact("400")));
    assert_eq!([of(1), of(2)], [(Decimal::ZERO, Decimal::ZERO); 2]);
    assert_eq!(of(3), (exact("600"), Decimal::ZERO));
}

/// Of 1,200 in FY25, 300 are moved in by the case, so 900 are the pool's own, 100 more than before:
/// the budget is 1,300 + 100 and the reserve has 500 - 300 left. Q1 takes 800 of 900; Q2 asks 400 and
/// finds 100 + 300.
#[test]
fn a_pool_is_set_for_a_period_with_what_is_moved_into_it_then() {
    let set = |desk: &Desk, amount: &str| {
        let (pool, period) = ("pool".to_owned(), "FY25".to_owned());
        desk.ask(SetPool { pool, period, amount: amount.to_owned() })
    };
    let (desk, _folder) = opened("budget-reserve-moved", "2025-01-01", as_it_is);
    assert_eq!(set(&desk, "299.99").unwrap_err().code, "below_moves");
    set(&desk, "1200.00").unwrap();
    let period = budget(&desk).periods.remove(0);
    let of = [&period.amount, &period.planned, &period.reserve, &period.used, &period.left];
    let of = of.map(|text| exact(text));
    assert_eq!(of, ["1400", "1200", "200", "1200", "0"].map(exact));

    // What was moved in another year is no part of this one.
    let earlier = |case: &mut Value| {
        case["program"]["budget"]["moves"][0]["on"] = json!("2024-06-01");
    };
    let (desk, _folder) = opened("budget-reserve-moved", "2025-01-01", earlier);
    set(&desk, "100.00").unwrap();
    let period = budget(&desk).periods.remove(0);
    let of = [&period.amount, &period.planned, &period.reserve].map(|text| exact(text));
    // 1,300 - 700 = 600, of them 500 in reserve.
    assert_eq!(of, ["600", "100", "500"].map(exact));
}

/// From April, 400 of 1,100 ask in Q2, 100 in Q3 and 300 in Q4: 800 are used.
#[test]
fn a_period_that_is_replayed_in_part_has_no_pace() {
    let (desk, _folder) = opened("budget-reserve-moved", "2025-04-01", as_it_is);
    let period = budget(&desk).periods.remove(0);
    assert_eq!((exact(&period.holds), exact(&period.used)), (exact("1100"), exact("800")));
    assert_eq!(
        period.finding,
        "73% of the pools of FY25 is used from 1 April 2025 on; what came before is not replayed."
    );
    // Nine months are replayed of twelve; 90 of 365 days lie before them.
    assert_eq!(period.run.len(), 9);
    assert!((period.run_from - 90.0 / 365.0).abs() < 1e-9, "{}", period.run_from);
}

#[test]
fn a_request_is_open_with_all_its_approvals_in_each_currency() {
    let events = |case: &mut Value| {
        case["facts"]["rates"] =
            json!([{ "currency": "EUR", "base": "USD", "date": "2025-05-01", "rate": "1.25" }]);
        case["facts"]["fund_events"] = json!([
            { "partner": "p", "request": "r1", "step": "approved", "date": "2025-05-02", "amount": "100 USD" },
            { "partner": "p", "request": "r1", "step": "approved", "date": "2025-05-10", "amount": "50 USD" },
            { "partner": "p", "request": "r1", "step": "approved", "date": "2025-05-11", "amount": "40 EUR" },
            { "partner": "p", "request": "r2", "step": "approved", "date": "2025-05-12", "amount": "7 USD" },
            { "partner": "p", "request": "r2", "step": "claimed", "date": "2025-05-13", "amount": "7 USD" },
        ]);
    };
    let (desk, _folder) = opened("fund-approval-needed", "2025-01-01", events);
    let found = budget(&desk);
    let open: Vec<_> = found
        .open
        .iter()
        .map(|one| (&*one.request, &*one.approved_on, exact(&one.approved), &*one.currency))
        .collect();
    assert_eq!(
        open,
        [("r1", "2025-05-10", exact("150"), "USD"), ("r1", "2025-05-11", exact("40"), "EUR")]
    );
    assert_eq!((found.funnel[1].count, exact(&found.funnel[1].amount)), (3, exact("157")));
    assert_eq!(found.other_currencies, 1);
}

#[test]
fn a_fund_has_its_own_sentences_only() {
    let two = |case: &mut Value| {
        case["facts"]["fund_events"] = json!([]);
        for (list, name) in [("incentives", "Second accrual"), ("funds", "Second fund")] {
            let mut second = case["program"][list][0].clone();
            second["id"] = json!(format!("{}2", second["id"].as_str().unwrap()));
            second["name"] = json!(name);
            case["program"][list].as_array_mut().unwrap().push(second);
        }
        case["program"]["funds"][1]["money"] = json!({ "accrued": ["mdf2"] });
    };
    let (desk, _folder) = opened("fund-approval-needed", "2025-01-01", two);
    let funds = budget(&desk).funds;
    assert_eq!(funds.iter().map(|fund| fund.id.as_str()).collect::<Vec<_>>(), ["fund", "fund2"]);
    assert!(!funds[0].sentences.is_empty());
    assert_eq!(funds[0].sentences.len(), funds[1].sentences.len());
}

#[test]
fn partners_without_a_region_are_told_as_such() {
    let (desk, _folder) = opened("budget-after-the-total-limit", "2025-01-01", as_it_is);
    for (by, finding) in [
        (Dimension::Region, "Partners without a region get 100% of the payout, 2 of 2 partners."),
        (Dimension::Kind, "Partners without a type get 100% of the payout, 2 of 2 partners."),
        (Dimension::Tier, "Partners on no track get 100% of the payout, 2 of 2 partners."),
    ] {
        let asked = GetBreakdown { changes: Vec::new(), by, limit: None };
        assert_eq!(desk.ask(asked).unwrap().finding, finding);
    }
}

/// The case works it out: 1% of 1,000, a quarter of it for MDF.
#[test]
fn a_partners_page_tells_cash_from_mdf() {
    let (desk, _folder) = opened("split-with-mdf-alone", "2025-01-01", as_it_is);
    let sheet = desk.ask(GetPartnerSheet { partner: "p".to_owned(), ..GetPartnerSheet::default() });
    let of = sheet.unwrap().economics;
    let of = [&of.back_end, &of.mdf, &of.benefits, &of.whole].map(|text| exact(text));
    assert_eq!(of, ["7.5", "2.5", "0", "10"].map(exact));
    // Once p declares the whole deal its own, its revenue is 1,000.00, and 10.00 is 1% of that; the
    // list says the same of p, and of everybody, who is p alone.
    let declared = |case: &mut Value| {
        case["facts"]["deals"][0]["credits"][0]["share"] = json!("1");
    };
    let (desk, _folder) = opened("split-with-mdf-alone", "2025-01-01", declared);
    let asked = Partners { economics: true, limit: 10, ..Partners::default() };
    let page = desk.ask(asked).unwrap();
    for of in [page.rows[0].economics.as_ref(), page.totals.economics.as_ref()] {
        let of = of.unwrap();
        assert_eq!(of.share.as_deref(), Some("0.01"));
        let of = [&of.back_end, &of.mdf, &of.benefits, &of.whole].map(|text| exact(text));
        assert_eq!(of, ["7.5", "2.5", "0", "10"].map(exact));
    }
    let without = desk.ask(Partners { limit: 10, ..Partners::default() }).unwrap();
    assert!(without.rows[0].economics.is_none() && without.totals.economics.is_none());
}

/// The case works it out: p is Silver in Q2 at 25.00 + 0.01; q in Q2 and Q3 at 25.01 each and in Q4 at
/// 25.00: 75.02.
#[test]
fn a_partners_page_has_the_benefits_of_the_levels_held() {
    let (desk, _folder) = opened("tier-benefits", "2025-01-01", as_it_is);
    for (partner, benefits) in [("p", "25.01"), ("q", "75.02")] {
        let asked = GetPartnerSheet { partner: partner.to_owned(), ..GetPartnerSheet::default() };
        let of = desk.ask(asked).unwrap().economics;
        assert_eq!([exact(&of.benefits), exact(&of.whole)], [exact(benefits); 2]);
    }
    // q, 75.02, comes before p, 25.01; together 100.03.
    let sort = Some(Sort { by: Column::Benefits, descending: true });
    let page = desk.ask(Partners { sort, limit: 10, ..Partners::default() }).unwrap();
    let ids: Vec<&str> = page.rows.iter().map(|row| row.id.as_str()).take(2).collect();
    assert_eq!(ids, ["q", "p"]);
    assert_eq!(exact(&page.totals.economics.unwrap().benefits), exact("100.03"));
}

/// Names that people gave are no words of the language: roles and values are looked up, not read.
#[test]
fn the_health_of_data_is_told_of_what_the_program_asks_for() {
    let named = |case: &mut Value| {
        case["program"]["incentives"][0]["name"] = json!("margin");
        case["program"]["incentives"][0]["roles"] = json!(["registered", "target", "resold"]);
    };
    let (desk, _folder) = opened("budget-after-the-total-limit", "2025-01-01", named);
    let lacks = desk.ask(GetDataHealth {}).unwrap().lacks;
    let said: Vec<&str> = lacks.iter().map(|lack| lack.sentence.as_str()).collect();
    assert_eq!(said, ["margin counts the roles registered and target; no credit has them."]);
}

/// One of two partners has a region, and the tier held before is on a track that the program does not
/// have: half of the partners, one row.
#[test]
fn the_health_of_data_says_what_filters_conditions_and_tiers_lack() {
    let lacking = |case: &mut Value| {
        let rebate = &mut case["program"]["incentives"][0];
        rebate["who"] = json!({ "is": { "field": "partner_region", "one_of": ["North"] } });
        case["facts"]["partners"][0]["region"] = json!("North");
        let held = json!([{ "track": "resellers", "level": "gold", "from": "2024-01-01" }]);
        case["facts"]["partners"][0]["levels"] = held;
    };
    let (desk, _folder) = opened("budget-after-the-total-limit", "2025-01-01", lacking);
    let lacks = desk.ask(GetDataHealth {}).unwrap().lacks;
    let said: Vec<&str> = lacks.iter().map(|lack| lack.sentence.as_str()).collect();
    assert_eq!(
        said,
        [
            "Rebate needs partner region; 50% of 2 partners have none.",
            "1 row of tiers held before names track resellers, which the program does not have; nothing counts it.",
        ]
    );
}
