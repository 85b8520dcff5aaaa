//! What a person decides is put right, and puts nothing else wrong.

use std::{collections::BTreeMap, ops::ControlFlow};

use tierwright_import::{
    Guess, Imported, Known, Table, guess, inspect,
    mapping::{NegativeAmounts, Repairs, Shares},
};

use crate::common::Desk;

/// Files of a folder, and what is guessed of them.
struct Found {
    desk: Desk,
    names: Vec<String>,
    guess: Guess,
}

fn found(files: &[(&str, &str)], answers: &[(&str, &str)]) -> Found {
    let bytes: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let desk = Desk::with(&bytes);
    let names: Vec<String> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
    let paths: Vec<_> = names.iter().map(|name| desk.path(name)).collect();
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    let own = |(id, answer): &(&str, &str)| ((*id).to_owned(), (*answer).to_owned());
    let known = Known { answers: answers.iter().map(own).collect(), ..Known::default() };
    let guess = guess(&inspected, &known).unwrap();
    Found { desk, names, guess }
}

impl Found {
    fn asked(&self) -> Vec<&str> {
        self.guess.open().map(|question| question.id.as_str()).collect()
    }

    fn imported(&self, repairs: Repairs) -> Imported {
        let mut mapping = self.guess.mapping.clone();
        mapping.repairs = repairs;
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let imported = self.desk.read(&mapping, &names).unwrap();
        assert!(imported.tie.holds());
        tierwright_engine::Facts::build(imported.rows.clone()).unwrap();
        imported
    }

    fn plain(&self) -> Imported {
        self.imported(Repairs::default())
    }
}

fn deals(imported: &Imported) -> Vec<String> {
    imported.rows.deals.iter().map(|deal| format!("{} {}", deal.id, deal.amount)).collect()
}

/// Read, used and set aside of a table.
fn tie(imported: &Imported, table: Table) -> Vec<String> {
    let ties = imported.tie.amounts.iter().filter(|tie| tie.table == table);
    let texts =
        ties.map(|tie| [tie.read, tie.used, tie.set_aside].map(|money| money.amount_text()));
    texts.map(|texts| texts.join(" ")).collect()
}

fn returns() -> Repairs {
    Repairs { negative_amounts: NegativeAmounts::Return, ..Repairs::default() }
}

fn same(pairs: &[(&str, &str)]) -> Repairs {
    let pairs = pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned()));
    Repairs { same_partner: pairs.collect(), ..Repairs::default() }
}

#[test]
fn a_return_is_of_every_partner_by_its_share_and_only_of_what_was_won() {
    let head = "Deal ID,Reseller,Reseller Share,Influencer,Influencer Share,Stage,Close Date,Amount,Currency\n";
    // 60% and 40% of 1000.50 are 600.30 and 400.20. What was lost or is open was never paid for, so
    // nothing comes back. The shares of 5 add up to 90%: who bears the rest is not known.
    let rows = "1,A,60%,B,40%,won,2025-01-31,2000.00,USD\n\
        2,A,60%,B,40%,won,2025-02-28,-1000.50,USD\n\
        3,A,100%,,,lost,2025-02-28,-500.50,USD\n\
        4,A,100%,,,open,2025-02-28,-300.50,USD\n\
        5,A,50%,B,40%,won,2025-02-28,-70.00,USD\n\
        6,A,100%,,,won,2025-03-31,-10.25,USD\n";
    let found = found(&[("deals.csv", &format!("{head}{rows}"))], &[]);
    let imported = found.imported(returns());
    let kept = ["1 2000.00 USD", "3 -500.50 USD", "4 -300.50 USD", "5 -70.00 USD"];
    assert_eq!(deals(&imported), kept);
    let of = |imported: &Imported| -> Vec<String> {
        let rows = imported.rows.adjustments.iter();
        rows.map(|row| format!("{} {} {}", row.partner.as_deref().unwrap(), row.date, row.amount))
            .collect()
    };
    let expected = ["A 2025-02-28 600.30 USD", "B 2025-02-28 400.20 USD", "A 2025-03-31 10.25 USD"];
    assert_eq!(of(&imported), expected);
    // 2000.00 - 500.50 - 300.50 - 70.00 stay deals, 1000.50 + 10.25 are returns.
    assert_eq!(tie(&imported, Table::Deal), ["1129.00 1129.00 0.00"]);
    assert_eq!(tie(&imported, Table::Adjustment), ["1010.75 1010.75 0.00"]);
    // Shares that are put right first are those that count: 5/9 and 4/9 of 70.00.
    let scaled = found.imported(Repairs { shares: Shares::Scale, ..returns() });
    let of_five: Vec<String> =
        of(&scaled).into_iter().filter(|row| !expected.contains(&&**row)).collect();
    assert_eq!(of_five, ["A 2025-02-28 38.8889 USD", "B 2025-02-28 31.1111 USD"]);
}

#[test]
fn a_return_of_two_partners_without_shares_stays_a_deal() {
    let text = "Deal ID,Reseller,Influencer,Stage,Close Date,Amount,Currency\n\
        1,A,B,won,2025-02-28,-10.50,USD\n2,A,,won,2025-02-28,-20.50,USD\n";
    let imported = found(&[("deals.csv", text)], &[]).imported(returns());
    assert_eq!(deals(&imported), ["1 -10.50 USD"]);
    assert_eq!(imported.rows.adjustments[0].amount.to_string(), "20.50 USD");
}

#[test]
fn partners_that_are_merged_one_after_the_other_are_one() {
    let text = "Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
        1,A,won,2025-01-31,1000.50,USD\n2,B,won,2025-01-31,500.50,USD\n3,C,won,2025-01-31,700.50,USD\n";
    let found = found(&[("deals.csv", text)], &[]);
    let partners = |pairs: &[(&str, &str)]| {
        let imported = found.imported(same(pairs));
        assert!(imported.set_aside.is_empty(), "{:?}", imported.set_aside);
        let credits = imported.rows.credits.iter().map(|credit| credit.partner.clone());
        (credits.collect::<Vec<_>>(), imported.rows.partners.len())
    };
    let all = |id: &str| vec![id.to_owned(); 3];
    assert_eq!(partners(&[("A", "B"), ("B", "C")]), (all("C"), 1));
    assert_eq!(partners(&[("C", "B"), ("B", "A")]), (all("A"), 1));
    assert_eq!(partners(&[("A", "B"), ("B", "A"), ("C", "B")]), (all("A"), 1));
}

#[test]
fn a_name_that_no_list_has_is_matched_where_partners_are_found_by_name() {
    let list = "Partner ID,Name\nP-1,Alder Systems\nP-2,Beech Data\n";
    let text = "Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
        1,Alder Systems,won,2025-01-31,10.50,USD\n2,Alder System,won,2025-01-31,20.50,USD\n\
        3,Beech Data,won,2025-01-31,20.50,USD\n";
    let found = found(&[("partners.csv", list), ("deals.csv", text)], &[]);
    let plain = found.plain();
    let [aside] = plain.set_aside.as_slice() else { panic!("{:?}", plain.set_aside) };
    assert_eq!(
        (aside.ours.as_str(), aside.missing.as_deref()),
        ("credit.partner", Some("Alder System"))
    );
    let matched = found.imported(same(&[("Alder System", "P-1")]));
    let credits: Vec<&str> =
        matched.rows.credits.iter().map(|credit| credit.partner.as_str()).collect();
    assert_eq!(credits, ["P-1", "P-1", "P-2"]);
    assert_eq!(matched.set_aside.len(), 0);
}

#[test]
fn partners_are_added_from_several_files_that_name_them() {
    let deals = "Deal ID,Partner,Stage,Close Date,Amount,Currency\n1,A,won,2025-01-31,10.50,USD\n";
    let claims = "Request ID,Partner,Status,Date,Amount,Currency\nR1,Zed,requested,2025-01-05,10.50,USD\n\
        R2,A,requested,2025-01-05,20.50,USD\n";
    let list = "Partner ID,Name\nA,Alder\n";
    let files = [("deals.csv", deals), ("claims.csv", claims), ("partners.csv", list)];
    let found = found(&files, &[]);
    let imported = found.imported(Repairs { add_partners: true, ..Repairs::default() });
    let mut partners: Vec<String> =
        imported.rows.partners.iter().map(|one| format!("{} {}", one.id, one.name)).collect();
    partners.sort();
    assert_eq!(partners, ["A Alder", "Zed Zed"]);
    assert_eq!((imported.rows.fund_events.len(), imported.set_aside.len()), (2, 0));
}

#[test]
fn numbers_that_are_multiplied_are_each_read_as_their_column_is() {
    let text = "Invoice No;Customer ID;Invoice Date;Product;Quantity;Unit Price;Freight;Tax;Currency\n\
        1;A;2025-01-31;Saw;2;1.250,50;3.25;1.75;EUR\n2;A;2025-01-31;Saw;3;12,50;3.25;1.75;EUR\n\
        3;A;2025-02-28;Saw;-1;12,50;3.25;1.75;EUR\n";
    let found = found(&[("invoices.csv", text)], &[]);
    assert_eq!(found.asked(), [""; 0]);
    // 2 x 1250.50 and 3 x 12.50; one of 12.50 comes back.
    let imported = found.plain();
    assert_eq!(deals(&imported), ["1 2501.00 EUR", "2 37.50 EUR"]);
    assert_eq!(tie(&imported, Table::Adjustment), ["12.50 12.50 0.00"]);
}

#[test]
fn an_amount_below_zero_is_seen_in_a_column_that_is_written_otherwise_than_its_file() {
    let text = "Deal ID;Partner;Stage;Close Date;Cost;List Price;Amount;Currency\n\
        1;A;won;2025-01-31;10.55;11.25;1.000,50;USD\n2;A;won;2025-01-31;10.65;11.35;-500,50;USD\n";
    let aside = Repairs { negative_amounts: NegativeAmounts::SetAside, ..Repairs::default() };
    let imported = found(&[("deals.csv", text)], &[]).imported(aside);
    assert_eq!(deals(&imported), ["1 1000.50 USD"]);
    assert_eq!(tie(&imported, Table::Deal), ["500.00 1000.50 -500.50"]);
}

#[test]
fn rows_of_one_deal_count_as_a_person_says_where_nothing_tells() {
    let head = "Order ID,Product,Quantity,Reseller,Order Date,Amount,Currency\n";
    let equal = "1,Saw,1,Alder,2025-01-31,500.50,USD\n1,Blade,1,Alder,2025-01-31,500.50,USD\n\
        2,Saw,1,Beech,2025-02-01,90.50,USD\n";
    let text = format!("{head}{equal}");
    let files = [("orders.csv", text.as_str())];
    assert_eq!(found(&files, &[]).asked(), ["rows:orders.csv"]);
    let parts = found(&files, &[("rows:orders.csv", "parts")]);
    assert_eq!(deals(&parts.plain()), ["1 1001.00 USD", "2 90.50 USD"]);
    let whole = found(&files, &[("rows:orders.csv", "whole")]);
    assert_eq!(deals(&whole.plain()), ["1 500.50 USD", "2 90.50 USD"]);
    // Lines of orders with amounts of their own add up, and partners of one deal repeat its amount.
    let lines = format!("{head}{}", equal.replacen("500.50", "400.50", 1));
    let lines = found(&[("orders.csv", &lines)], &[]);
    assert_eq!(lines.asked(), [""; 0]);
    assert_eq!(deals(&lines.plain()), ["1 901.00 USD", "2 90.50 USD"]);
    let partners = "Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
        1,A,won,2025-01-31,10.50,USD\n1,B,won,2025-01-31,10.50,USD\n";
    let partners = found(&[("deals.csv", partners)], &[]);
    assert_eq!(partners.asked(), [""; 0]);
    assert_eq!(deals(&partners.plain()), ["1 10.50 USD"]);
    // The same deal twice with two amounts: a later state of it, or parts?
    let twice = "Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
        1,A,won,2025-01-31,10.50,USD\n1,A,won,2025-01-31,20.50,USD\n";
    assert_eq!(found(&[("deals.csv", twice)], &[]).asked(), ["rows:deals.csv"]);
}

#[test]
fn a_request_that_was_refused_moves_no_money() {
    let text = "Request ID,Partner,Status,Date,Amount,Currency\n\
        R1,Zed,Rejected,2025-01-05,10.50,USD\nR2,Zed,Approved,2025-01-05,20.50,USD\n";
    let list = "Partner ID,Name\nZed,Zed\n";
    let found = found(&[("requests.csv", text), ("partners.csv", list)], &[]);
    assert_eq!(found.asked(), [""; 0]);
    let imported = found.plain();
    assert_eq!(imported.rows.fund_events.len(), 1);
    assert_eq!(imported.set_aside[0].code, "left_out");
    assert_eq!(tie(&imported, Table::FundEvent), ["31.00 20.50 10.50"]);
}

#[test]
fn closed_is_not_taken_for_won() {
    let text =
        "Deal ID,Partner,Status,Close Date,Amount,Currency\n1,A,Closed,2025-01-31,10.50,USD\n";
    assert_eq!(found(&[("deals.csv", text)], &[]).asked(), ["stage:Closed"]);
}

#[test]
fn a_row_without_an_amount_is_counted_once_however_many_facts_it_would_give() {
    let text = "Order ID,Product,Quantity,Reseller,Order Date,Amount,Currency\n\
        1,Saw,1,Alder,2025-01-31,500.50,USD\n1,Blade,1,Alder,2025-01-31,ten,USD\n\
        1,Vice,1,Alder,2025-01-31,90.50,USD\n2,Vice,1,Alder,2025-01-31,80.50,USD\n";
    let imported = found(&[("orders.csv", text)], &[]).plain();
    assert_eq!((imported.tie.unread.len(), imported.tie.without_revenue), (2, 1));
}
