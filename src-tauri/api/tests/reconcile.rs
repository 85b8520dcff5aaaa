//! Past payouts against what the program pays, worked by hand.
//!
//! The simple rebate pays a standard partner 2% of the first 50,000 of a quarter and 3% of the
//! rest, a premier one 3% and 5%. Alder sells 300,000.00 in Q1: 1,000.00 and 7,500.00 are 8,500.00,
//! and makes it premier from Q2, where 3% of 12,500.50 are 375.015, so 375.02. Beech sells 40,000.00
//! in Q4 at 2%: 800.00. In all the program pays 9,675.02.

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{Import, New, Reconcile, Reconciliation, Simulate},
};

const MAPPING: &str = r#"{
  "format": 1,
  "name": "Orders",
  "files": { "orders": { "name": "orders.csv" }, "paid": { "name": "paid.csv" } },
  "tables": {
    "partner": [{ "file": "orders", "one_per": ["Partner"],
      "columns": { "id": "Partner", "name": "Name" } }],
    "deal": [{ "file": "orders",
      "columns": { "id": "Order", "stage": { "text": "won" }, "closed": "Day",
        "amount": "Amount", "currency": { "text": "USD" } } }],
    "credit": [{ "file": "orders",
      "columns": { "id": "Order", "deal": "Order", "partner": "Partner",
        "role": { "text": "resold" } } }],
    "paid": [{ "file": "paid",
      "columns": { "id": { "row": "row " }, "partner": "Partner", "period_from": "From",
        "period_until": "Until", "label": "What", "amount": "Amount", "currency": "Currency" } }]
  }
}"#;

const ORDERS: &str = "\
Order,Day,Partner,Name,Amount
O-1,2025-01-31,A,Alder Systems,300000.00
O-2,2025-04-30,A,Alder Systems,12500.50
O-3,2025-12-31,B,Beech Data,40000.00
";

/// A document with the orders and these payouts.
fn desk(paid: &str) -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("mapping.json"), MAPPING).unwrap();
    std::fs::write(path("orders.csv"), ORDERS).unwrap();
    std::fs::write(path("paid.csv"), format!("Partner,From,Until,What,Amount,Currency\n{paid}"))
        .unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 1);
    let program =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/programs/simple-rebate.json");
    desk.ask(New { program: Some(program.to_owned()), ..New::default() }).unwrap();
    let files = vec![path("orders.csv"), path("paid.csv")];
    let import = Import { mapping: Some(path("mapping.json")), files, ..Import::default() };
    let imported = desk.ask(import).unwrap();
    assert!(imported.set_aside.is_empty(), "{:?}", imported.set_aside);
    (desk, folder)
}

fn said(found: &Reconciliation) -> Vec<String> {
    let rows = found.rows.iter().map(|row| {
        let text = |amount: &Option<String>| amount.clone().unwrap_or_else(|| "-".to_owned());
        let (paid, calculated) = (text(&row.paid), text(&row.calculated));
        let difference = text(&row.difference);
        let standing = serde_json::to_value(row.standing).unwrap();
        let standing = standing.as_str().unwrap().to_owned();
        let head = format!("{} {} {}", row.partner, row.until, row.label);
        format!("{head}: {paid} {calculated} {difference} {} {standing}", row.currency)
    });
    rows.collect()
}

#[test]
fn payouts_agree_differ_and_stand_alone_on_both_sides() {
    let (desk, _folder) = desk(
        "\
A,2025-01-01,2025-03-31,Quarterly Rebate,8500.00,USD
A,2025-04-01,2025-06-30,rebate,300.00,USD
A,2025-04-01,2025-06-30,rebate,50.00,USD
B,2025-07-01,2025-09-30,rebate,99.00,USD
A,2024-10-01,2024-12-31,rebate,10.00,USD
A,2025-01-01,2025-03-31,rebate,5.00,EUR
A,2025-01-01,2025-03-31,Welcome gift,20.00,USD
",
    );
    let found = desk.ask(Reconcile { limit: 100, ..Reconcile::default() }).unwrap();
    assert_eq!(
        said(&found),
        [
            "B 2025-12-31 Quarterly rebate: - 800.00 800.00 USD only_calculated",
            "B 2025-09-30 rebate: 99.00 - -99.00 USD only_paid",
            "A 2025-06-30 rebate: 350.00 375.02 25.02 USD differ",
            "A 2025-03-31 Welcome gift: 20.00 - -20.00 USD only_paid",
            "A 2025-03-31 Quarterly Rebate: 8500.00 8500.00 0.00 USD agree",
            "A 2024-12-31 rebate: 10.00 - - USD outside",
            "A 2025-03-31 rebate: 5.00 - - EUR other_currency",
        ]
    );
    assert_eq!(found.rows[2].source.as_deref(), Some("paid.csv, row 3"));
    // 8,500.00 + 350.00 + 99.00 + 20.00 were paid in the replay; 9,675.02 less that is 706.02, which
    // the differences come to: 800.00 - 99.00 + 25.02 - 20.00.
    let sums = (found.paid.as_str(), found.calculated.as_str(), found.difference.as_str());
    assert_eq!(sums, ("8969.00", "9675.02", "706.02"));
    assert_eq!(desk.ask(Simulate::default()).unwrap().total, found.calculated);
    let counts = found.counts;
    assert_eq!((counts.agree, counts.differ), (1, 1));
    assert_eq!((counts.only_paid, counts.only_calculated), (2, 1));
    assert_eq!((counts.outside, counts.other_currency), (1, 1));
    let asked = Reconcile { only_differing: true, limit: 2, offset: 1, ..Reconcile::default() };
    let page = desk.ask(asked).unwrap();
    assert_eq!((page.rows.len(), page.total_rows), (2, 6));
    assert_eq!(page.rows[0], found.rows[1]);
    assert_eq!(page.counts, counts);
}

#[test]
fn payouts_of_longer_periods_that_name_no_incentive_are_compared_with_all() {
    // 8,500.00 and 375.02 of the first half are 8,875.02.
    let (desk, _folder) = desk("A,2025-01-01,2025-06-30,payout,8875.02,USD\n");
    let found = desk.ask(Reconcile { limit: 100, ..Reconcile::default() }).unwrap();
    assert_eq!(
        said(&found),
        [
            "B 2025-12-31 All incentives: - 800.00 800.00 USD only_calculated",
            "A 2025-06-30 payout: 8875.02 8875.02 0.00 USD agree",
        ]
    );
    assert!(found.compared_by.contains("over all incentives"), "{}", found.compared_by);
}

#[test]
fn a_document_without_past_payouts_says_what_to_import() {
    let (desk, _folder) = desk("");
    let failure = desk.ask(Reconcile { limit: 1, ..Reconcile::default() }).unwrap_err();
    assert_eq!(failure.code, "no_past_payouts");
}
