//! Past payouts against what the program pays, worked by hand from what the orders pay.

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{MatchDisbursements, MatchedDisbursements, Reconcile, Reconciliation, Simulate},
};

use crate::place::Place;

/// A document with the orders and these payouts.
fn desk(paid: &str) -> (Desk, TempDir) {
    let place = Place::new();
    place.write("paid.csv", &format!("Partner,From,Until,What,Amount,Currency\n{paid}"));
    place.load(&["orders.csv", "paid.csv"]);
    (place.desk, place.folder)
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
    let found = desk.ask(Reconcile::default()).unwrap();
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
    // The figure opens to both rows that were paid, and to the line that was calculated.
    let paid = found.rows[2].paid_rows.iter().map(|part| (part.source.as_str(), &*part.amount));
    assert_eq!(
        paid.collect::<Vec<_>>(),
        [("paid.csv, row 3", "300.00"), ("paid.csv, row 4", "50.00")]
    );
    let [line] = found.rows[2].lines.as_slice() else { panic!("{:?}", found.rows[2]) };
    assert_eq!((line.incentive.as_str(), line.amount.as_str()), ("rebate", "375.02"));
    assert_eq!((found.rows[2].paid_count, found.rows[2].line_count), (2, 1));
    assert_eq!(found.rows[0].paid_rows, []);
    // 8,500.00 + 350.00 + 99.00 + 20.00 were paid in the replay; 9,675.02 less that is 706.02, which
    // the differences come to: 800.00 - 99.00 + 25.02 - 20.00.
    let sums = (found.paid.as_str(), found.calculated.as_str(), found.difference.as_str());
    assert_eq!(sums, ("8969.00", "9675.02", "706.02"));
    assert_eq!(desk.ask(Simulate::default()).unwrap().total, found.calculated);
    let counts = found.counts;
    assert_eq!((counts.agree, counts.differ), (1, 1));
    assert_eq!((counts.only_paid, counts.only_calculated), (2, 1));
    assert_eq!((counts.outside, counts.other_currency), (1, 1));
    let asked =
        Reconcile { only_differing: true, limit: Some(2), offset: 1, ..Reconcile::default() };
    let page = desk.ask(asked).unwrap();
    assert_eq!((page.rows.len(), page.total_rows), (2, 6));
    assert_eq!(page.rows[0], found.rows[1]);
    assert_eq!(page.counts, counts);
}

#[test]
fn payouts_of_longer_periods_that_name_no_incentive_are_compared_with_all() {
    // 8,500.00 and 375.02 of the first half are 8,875.02.
    let (desk, _folder) = desk("A,2025-01-01,2025-06-30,payout,8875.02,USD\n");
    let found = desk.ask(Reconcile::default()).unwrap();
    assert_eq!(
        said(&found),
        [
            "B 2025-12-31 All incentives: - 800.00 800.00 USD only_calculated",
            "A 2025-06-30 payout: 8875.02 8875.02 0.00 USD agree",
        ]
    );
    // Two quarters stand behind one payout.
    let lines = found.rows[1].lines.iter().map(|line| (line.until.as_str(), &*line.amount));
    assert_eq!(lines.collect::<Vec<_>>(), [("2025-03-31", "8500.00"), ("2025-06-30", "375.02")]);
    assert!(found.compared_by.contains("over all incentives"), "{}", found.compared_by);
}

#[test]
fn a_document_without_past_payouts_says_what_to_import() {
    let (desk, _folder) = desk("");
    let failure = desk.ask(Reconcile::default()).unwrap_err();
    assert_eq!(failure.code, "no_past_payouts");
}

const SOLD: &str = "\
Order,Day,Partner,Name,Amount,Customer
D1,2025-03-31,A,Alder Systems,1000.00,Cedar Ltd
D2,2025-05-02,A,Alder Systems,2000.00,Dogwood AG
D3,2025-05-20,A,Alder Systems,500.00,Elm plc
D4,2025-05-25,A,Alder Systems,700.00,Fir Co
D5,2025-06-01,A,Alder Systems,500.00,Elm plc
D6,2025-06-05,A,Alder Systems,900.00,Gum SA
";

const DISBURSED: &str = "\
Disbursement ID,Deal ID,Buyer,Disbursement Date,Gross Amount,Listing Fee,Net Amount,Currency
S1,D1,Cedar Ltd,2025-05-15,600.00,18.00,582.00,USD
S2,D1,Cedar Ltd,2025-06-15,400.00,12.00,388.00,USD
S3,,ELM PLC,2025-06-30,500.00,15.00,485.00,USD
S4,,Elm plc,2025-05-30,500.00,15.00,480.00,USD
S5,,Fir Co,2025-06-20,650.00,19.50,630.50,USD
S6,X9,Hazel,2025-06-21,100.00,3.00,97.00,USD
S7,D2,Dogwood AG,soon,2000.00,60.00,1940.00,USD
";

fn matched(found: &MatchedDisbursements) -> Vec<String> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let rows = found.rows.iter().map(|row| {
        let text = |amount: &Option<String>| amount.clone().unwrap_or_else(|| "-".to_owned());
        let by = word(serde_json::to_value(row.matched_by).unwrap());
        let standing = word(serde_json::to_value(row.standing).unwrap());
        let deal = row.deal.clone().unwrap_or_else(|| format!("({})", row.named));
        let sums = [&row.amount, &row.gross, &row.fee, &row.net].map(text).join(" ");
        let off = [&row.difference, &row.net_difference].map(text).join(" ");
        format!("{deal} {}: {sums}, off {off}, {by}, {standing}", row.buyer)
    });
    rows.collect()
}

/// D1 is named twice: 600.00 and 400.00 are its 1,000.00, fees 30.00, net 970.00. The Elm row of 30 May
/// can only be D3, which closed before it, and lacks 5.00 of 485.00; that of 30 June is D5, which
/// closed last. Fir paid 50.00 too little. D2 closed before the file begins, and its own row has no
/// day, so it is none of those that lack one; Gum's D6 closed within it and does.
#[test]
fn disbursements_match_by_id_then_buyer_amount_and_date_and_stand_alone_on_both_sides() {
    let place = Place::new();
    place.write("orders.csv", SOLD);
    place.write("disbursed.csv", DISBURSED);
    place.load(&["orders.csv"]);
    let desk = &place.desk;
    let asked = MatchDisbursements { path: place.path("disbursed.csv"), ..Default::default() };
    let found = desk.ask(asked.clone()).unwrap();
    assert_eq!(
        matched(&found),
        [
            "(X9) Hazel: - 100.00 3.00 97.00, off - 0.00, -, only_disbursed",
            "D6 Gum SA: 900.00 - - -, off - -, -, only_deal",
            "D4 Fir Co: 700.00 650.00 19.50 630.50, off -50.00 0.00, buyer_and_date, differ",
            "D3 Elm plc: 500.00 500.00 15.00 480.00, off 0.00 -5.00, buyer_amount_and_date, differ",
            "D1 Cedar Ltd: 1000.00 1000.00 30.00 970.00, off 0.00 0.00, id, agree",
            "D5 Elm plc: 500.00 500.00 15.00 485.00, off 0.00 0.00, buyer_amount_and_date, agree",
        ]
    );
    let [sum] = found.sums.as_slice() else { panic!("{:?}", found.sums) };
    // 1,000 + 500 + 500 + 700; 1,000 + 500 + 500 + 650; 30 + 15 + 15 + 19.50; 970 + 485 + 480 + 630.50.
    let sums = [&sum.amount, &sum.gross, &sum.fee, &sum.net, &sum.difference];
    assert_eq!(sums, ["2700.00", "2650.00", "79.50", "2565.50", "-50.00"]);
    assert_eq!((sum.only_disbursed.as_str(), sum.only_deals.as_str()), ("100.00", "900.00"));
    let counts = found.counts;
    assert_eq!((counts.agree, counts.differ, counts.other_currency), (2, 2, 0));
    assert_eq!((counts.only_disbursed, counts.only_deals), (1, 1));
    let parts = found.rows[4].parts.iter().map(|part| (part.row, part.gross.as_str()));
    assert_eq!(parts.collect::<Vec<_>>(), [(2, "600.00"), (3, "400.00")]);
    assert_eq!(found.rows[4].deal_source.as_deref(), Some("orders.csv, row 2"));
    assert_eq!(found.set_aside_rows, 1);
    assert!(found.set_aside[0].contains("row 8"), "{:?}", found.set_aside);
    let page = MatchDisbursements { only_differing: true, limit: Some(1), offset: 3, ..asked };
    let page = desk.ask(page).unwrap();
    assert_eq!((page.total_rows, page.rows[0].deal.as_deref()), (4, Some("D3")));
}

const ABROAD: &str = "\
Disbursement ID,Deal ID,Buyer,Disbursement Date,Gross Amount,Listing Fee,Net Amount,Currency
S1,D1,Cedar Ltd,2025-05-15,900.00,27.00,873.00,EUR
S2,D2,Dogwood AG,2025-05-15,2000.00,60.00,1940.00,USD
S3,D3,Elm plc,2025-05-30,300.00,9.00,291.00,USD
S4,D3,Elm plc,2025-06-02,200.00,6.00,194.00,EUR
S5,,Fir Co,2025-06-03,700.00,21.00,679.00,EUR
S6,X9,Hazel,2025-06-04,100.00,3.00,97.00,EUR
";

/// The deals are in dollars. D1 was handed on in euro, D3 half in each, and Fir's 700.00 euro are no
/// 700.00 dollars: the two only meet as what is left of one buyer. None of the three says by how much it
/// is off, and none is in a sum. That leaves D2 in dollars, with D5 of 1 June, which nobody handed on,
/// and in euro the 100.00 of Hazel, of which there is no deal. D6 closed after the file ends.
#[test]
fn what_is_disbursed_in_another_currency_than_its_deal_is_in_no_sum() {
    let place = Place::new();
    place.write("orders.csv", SOLD);
    place.write("disbursed.csv", ABROAD);
    place.load(&["orders.csv"]);
    let asked = MatchDisbursements { path: place.path("disbursed.csv"), ..Default::default() };
    let found = place.desk.ask(asked).unwrap();
    assert_eq!(
        matched(&found),
        [
            "(X9) Hazel: - 100.00 3.00 97.00, off - 0.00, -, only_disbursed",
            "D5 Elm plc: 500.00 - - -, off - -, -, only_deal",
            "D1 Cedar Ltd: 1000.00 900.00 27.00 873.00, off - 0.00, id, other_currency",
            "D3 Elm plc: 500.00 - - -, off - -, id, other_currency",
            "D4 Fir Co: 700.00 700.00 21.00 679.00, off - 0.00, buyer_and_date, other_currency",
            "D2 Dogwood AG: 2000.00 2000.00 60.00 1940.00, off 0.00 0.00, id, agree",
        ]
    );
    // What was handed on, and what the deal is in.
    let currencies = found
        .rows
        .iter()
        .map(|row| (row.currency.as_str(), row.amount_currency.as_deref().unwrap_or("-")));
    assert_eq!(
        currencies.collect::<Vec<_>>(),
        [
            ("EUR", "-"),
            ("USD", "USD"),
            ("EUR", "USD"),
            ("USD", "USD"),
            ("EUR", "USD"),
            ("USD", "USD"),
        ]
    );
    let sums = found.sums.iter().map(|sum| {
        let sums = [&sum.amount, &sum.gross, &sum.fee, &sum.net, &sum.difference];
        let alone = [&sum.only_disbursed, &sum.only_deals];
        format!("{}: {sums:?} {alone:?}", sum.currency)
    });
    assert_eq!(
        sums.collect::<Vec<_>>(),
        [
            r#"EUR: ["0.00", "0.00", "0.00", "0.00", "0.00"] ["100.00", "0.00"]"#,
            r#"USD: ["2000.00", "2000.00", "60.00", "1940.00", "0.00"] ["0.00", "500.00"]"#,
        ]
    );
    let counts = found.counts;
    assert_eq!((counts.agree, counts.differ, counts.other_currency), (1, 0, 3));
    assert_eq!((counts.only_disbursed, counts.only_deals), (1, 1));
}

#[test]
fn a_file_that_is_no_disbursement_says_what_it_lacks() {
    let (desk, folder) = desk("A,2025-01-01,2025-06-30,payout,8875.02,USD\n");
    let path = folder.path().join("mapping.json").display().to_string();
    assert!(desk.ask(MatchDisbursements { path, ..Default::default() }).is_err());
    let path = folder.path().join("paid.csv").display().to_string();
    let failure = desk.ask(MatchDisbursements { path, ..Default::default() }).unwrap_err();
    assert_eq!(failure.code, "no_disbursements");
}
