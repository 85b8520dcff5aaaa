//! The budget and MDF of the sample: set up, used, cut and taken back, held against SQL and the
//! ledgers of the fund.

use rust_decimal::Decimal;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Budget, Check, Funds, GetBudget, GetDocument, OpenSample, SetPool, SetUpBudget, SetUpFund,
        Simulate, Undo,
    },
};

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 2);
    let path = Some(folder.path().join("s.tierwright").display().to_string());
    desk.ask(OpenSample { size: None, path }).unwrap();
    (desk, folder)
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn sum<'a>(amounts: impl IntoIterator<Item = &'a String>) -> Decimal {
    amounts.into_iter().map(|text| exact(text)).sum()
}

fn budget(desk: &Desk) -> Budget {
    desk.ask(GetBudget::default()).unwrap()
}

fn set(pool: &str, period: &str, amount: &str) -> SetPool {
    let (pool, period) = (pool.to_owned(), period.to_owned());
    SetPool { pool, period, amount: amount.to_owned() }
}

fn total(desk: &Desk) -> Decimal {
    exact(&desk.ask(Simulate::default()).unwrap().total)
}

#[test]
fn a_budget_is_set_up_with_room_and_its_pools_add_up() {
    let (desk, _folder) = on_the_sample();
    assert!(budget(&desk).periods.is_empty());
    let before = total(&desk);
    let document = desk.ask(SetUpBudget {}).unwrap();
    assert_eq!(document.undo_label.as_deref(), Some("Budget set up"));
    assert_eq!(total(&desk), before, "nothing is cut");
    assert!(desk.ask(Check {}).unwrap().calculates);
    let found = budget(&desk);
    let [period] = found.periods.as_slice() else { panic!("one fiscal year is replayed") };
    assert_eq!((period.from.as_str(), period.until.as_str()), ("2025-01-01", "2025-12-31"));
    assert_eq!(exact(&period.used) + exact(&period.outside), before);
    assert_eq!(sum(period.pools.iter().map(|pool| &pool.planned)), exact(&period.planned));
    assert_eq!(sum(period.pools.iter().map(|pool| &pool.used)), exact(&period.used));
    assert_eq!(exact(&period.planned) - exact(&period.used), exact(&period.left));
    assert_eq!(exact(&period.planned) + exact(&period.reserve), exact(&period.amount));
    for pool in &period.pools {
        assert_eq!(sum(pool.incentives.iter().map(|one| &one.used)), exact(&pool.used));
        assert_eq!(exact(&pool.cut), Decimal::ZERO);
    }
    let run: Vec<Decimal> = period.run.iter().map(|point| exact(&point.used)).collect();
    assert_eq!((run.len(), *run.last().unwrap()), (12, exact(&period.used)));
    assert!(run.windows(2).all(|two| two[0] <= two[1]));
    // The quarters of the simulation are the months in which they end.
    let quarters = desk.ask(Simulate::default()).unwrap().quarters;
    let mut so_far = Decimal::ZERO;
    for (at, quarter) in quarters.iter().enumerate() {
        so_far += exact(&quarter.total);
        assert_eq!(run[at * 3 + 2], so_far, "{}", quarter.id);
    }
    assert_eq!(desk.ask(SetUpBudget {}).unwrap_err().code, "there_already");
}

#[test]
fn a_pool_that_runs_out_cuts_and_undo_gives_it_back() {
    let (desk, _folder) = on_the_sample();
    let before = total(&desk);
    desk.ask(SetUpBudget {}).unwrap();
    let set = |amount: &str| set("rebates", "FY25", amount);
    let document = desk.ask(set("1000000.00")).unwrap();
    assert_eq!(document.undo_label.as_deref(), Some("Rebates set to 1,000,000 USD"));
    let found = budget(&desk);
    let period = &found.periods[0];
    let rebates = period.pools.iter().find(|pool| pool.id == "rebates").unwrap();
    assert_eq!(exact(&rebates.planned), exact("1000000"));
    assert_eq!(exact(&rebates.used), exact("1000000"), "all of it is used");
    assert!(exact(&rebates.cut) > Decimal::ZERO);
    assert_eq!(total(&desk) + exact(&period.cut), before, "what is cut is all that is missing");
    assert_eq!(exact(&period.planned) + exact(&period.reserve), exact(&period.amount));
    desk.ask(Undo {}).unwrap();
    assert_eq!(total(&desk), before);
    for (pool, period, amount, code) in [
        ("nothing", "FY25", "1.00", "pool_unknown"),
        ("rebates", "FY25", "-1.00", "amount_not_understood"),
        ("rebates", "FY25", "much", "amount_not_understood"),
        ("rebates", "FY30", "1.00", "period_unknown"),
        ("rebates", "FY25", "922337203685477.00", "amount_too_large"),
    ] {
        assert_eq!(desk.ask(self::set(pool, period, amount)).unwrap_err().code, code);
    }
}

#[test]
fn requests_are_those_of_the_document() {
    let (desk, folder) = on_the_sample();
    let found = budget(&desk);
    let file = rusqlite::Connection::open(folder.path().join("s.tierwright")).unwrap();
    assert_eq!(found.funnel.len(), 4);
    for stage in &found.funnel {
        let (count, cents): (u32, i64) = file
            .query_row(
                "SELECT count(*), coalesce(sum(amount_e4), 0) / 100 FROM fund_event
                 WHERE step = ?1 AND date BETWEEN '2025-01-01' AND '2025-12-31'",
                [&stage.step],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap();
        assert!(count > 0, "{}", stage.step);
        assert_eq!((stage.count, exact(&stage.amount)), (count, Decimal::new(cents, 2)));
    }
    let open: (u32, i64) = file
        .query_row(
            "SELECT count(*), sum(amount_e4) / 100 FROM fund_event asked WHERE step = 'approved'
             AND NOT EXISTS (SELECT 1 FROM fund_event later WHERE later.request = asked.request
                 AND later.partner = asked.partner AND later.step IN ('claimed', 'paid'))",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let approved = sum(found.open.iter().map(|one| &one.approved));
    assert_eq!((found.open.len() as u32, approved), (open.0, Decimal::new(open.1, 2)));
    assert_eq!(found.other_currencies, 0);
}

#[test]
fn a_fund_keeps_its_balances_and_they_are_those_of_its_ledgers() {
    let (desk, _folder) = on_the_sample();
    let before = total(&desk);
    let document = desk.ask(SetUpFund {}).unwrap();
    assert_eq!(document.undo_label.as_deref(), Some("MDF fund set up"));
    assert_eq!(total(&desk), before, "a fund moves what is accrued and pays nothing itself");
    let found = budget(&desk);
    let [fund] = found.funds.as_slice() else { panic!("one fund") };
    assert!(!fund.sentences.is_empty());
    let (all, partners) = fund.rows.split_first().unwrap();
    assert!(partners.len() > 10 && all.partner.is_none());
    for row in &fund.rows {
        let went = exact(&row.claimed) + exact(&row.expired) + exact(&row.as_rebate);
        let left = exact(&row.opening) + exact(&row.came_in) - went;
        assert_eq!(left, exact(&row.closing), "{}", row.name);
    }
    assert_eq!(sum(partners.iter().map(|row| &row.closing)), exact(&all.closing));
    assert_eq!(sum(partners.iter().map(|row| &row.claimed)), exact(&all.claimed));
    assert!(exact(&all.claimed) > Decimal::ZERO, "the sample has claims");
    for row in partners.iter().take(20) {
        let asked = Funds { partner: row.partner.clone(), limit: 1_000, ..Funds::default() };
        let page = desk.ask(asked).unwrap();
        let last = page.rows.last().unwrap();
        assert_eq!(last.balance, row.closing, "{}", row.name);
        assert!(page.definition.is_some());
    }
    assert!(found.open.iter().all(|one| one.claim_until.is_some()), "the fund has a deadline");
    let revision = desk.ask(GetDocument {}).unwrap().revision;
    assert_eq!(desk.ask(SetUpFund {}).unwrap_err().code, "there_already");
    assert_eq!(desk.ask(GetDocument {}).unwrap().revision, revision);
}
