//! What facts carry beside their amounts, guessed without a hand: taxes, what recurs, terms,
//! marketplaces, parents, evidence, and the deals that activities and MDF requests are linked to.

use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

use chrono::NaiveDate;
use tierwright_import::{Imported, Known, guess, import, inspect, mapping::NegativeAmounts};

use crate::common::{Desk, named, project};

fn read(paths: Vec<PathBuf>, change: impl FnOnce(&mut tierwright_import::Mapping)) -> Imported {
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    let known = Known { currency: "USD".parse().ok(), ..Known::default() };
    let guessed = guess(&inspected, &known).unwrap();
    let open: Vec<_> = guessed.open().collect();
    assert!(open.is_empty(), "{open:?}");
    let mut mapping = guessed.mapping;
    change(&mut mapping);
    let imported = import(&mapping, &named(paths), &mut go_on)
        .unwrap_or_else(|failure| panic!("{failure:?}\n{}", mapping.to_json()));
    assert!(imported.tie.holds());
    imported
}

fn fixture() -> Imported {
    let folder = project().join("fixtures/imports/linked-facts");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    read(paths, |_| {})
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or("-".to_owned(), |day| day.to_string())
}

#[test]
fn deals_keep_tax_what_recurs_their_term_and_their_marketplace() {
    let imported = fixture();
    let said: Vec<String> = imported
        .rows
        .deals
        .iter()
        .map(|row| {
            let money = |money: Option<tierwright_program::Money>| {
                money.map_or("-".to_owned(), |money| money.to_string())
            };
            let term = [row.term_start, row.term_end, row.cancelled_on].map(day).join(" ");
            let sold = [&row.origin, &row.marketplace, &row.offer].map(String::as_str).join("/");
            format!("{} {} {} {term} {sold}", row.id, money(row.tax), money(row.recurring))
        })
        .collect();
    assert_eq!(
        said,
        [
            "D1 190.00 USD 600.00 USD 2025-04-01 2026-03-31 - Marketplace/Cloud Store/OF-7",
            "D2 - - 2025-05-02 2025-12-31 2025-09-30 Direct//",
        ]
    );
    let evidence: Vec<bool> = imported.rows.credits.iter().map(|row| row.evidence).collect();
    assert_eq!(evidence, [true, false]);
    let refused: Vec<&str> = imported.set_aside.iter().map(|row| row.sentence.as_str()).collect();
    assert_eq!(
        refused,
        [
            "activities.csv, row 4, column Currency: activity A3 has a value and no currency.",
            "deals.csv, row 4, column Subscription End: the term of deal D3 ends on 2025-05-31, before it begins on 2025-06-01.",
            "deals.csv, row 5, column Proof: \"perhaps\" is neither yes nor no, nor says where the evidence lies.",
        ]
    );
}

#[test]
fn activities_and_requests_are_linked_to_deals_that_are_there() {
    let imported = fixture();
    let activities: Vec<String> = imported
        .rows
        .activities
        .iter()
        .map(|row| {
            let quantity = row.quantity.map_or("-".to_owned(), |quantity| quantity.to_string());
            let value = row.value.map_or("-".to_owned(), |value| value.to_string());
            let deal = row.deal.as_deref().unwrap_or("-");
            format!("{} {quantity} {value} {deal} {}", row.id, row.evidence)
        })
        .collect();
    assert_eq!(activities, ["A1 12 25000.50 USD D1 true", "A2 3 - - false", "A4 - - - false"]);
    let requests: Vec<String> = imported
        .rows
        .fund_events
        .iter()
        .map(|row| format!("{} {} {}", row.id, row.step.text(), row.deals.join("+")))
        .collect();
    assert_eq!(requests, ["C1 paid D1+D2", "C2 approved D2", "C3 requested "]);
    let told: Vec<&str> =
        imported.findings.iter().map(|finding| finding.sentence.as_str()).collect();
    for part in [
        "activities.csv, 1 row, first row 5, column activity.deal: no row gives deal D9. Its activity counts without one.",
        "mdf.csv, 1 row, first row 3, column fund_event.deals: no row gives deal D8. Its MDF step counts without it.",
    ] {
        assert!(told.contains(&part), "{part} in {told:?}");
    }
}

#[test]
fn a_partner_belongs_to_the_parent_that_its_list_names() {
    let imported = fixture();
    let parents: Vec<Option<&str>> =
        imported.rows.partners.iter().map(|row| row.parent.as_deref()).collect();
    assert_eq!(parents, [None, Some("P1"), None]);
    // By id, and a partner that is its own parent.
    let desk = Desk::with(&[(
        "partners.csv",
        b"Partner ID,Partner Name,Parent ID\nP1,Alder,P1\nP2,Beech,P1\nP3,Cypress,P7\n",
    )]);
    let imported = read(vec![desk.path("partners.csv")], |_| {});
    let parents: Vec<Option<&str>> =
        imported.rows.partners.iter().map(|row| row.parent.as_deref()).collect();
    assert_eq!(parents, [None, Some("P1"), None]);
    let [own] = imported.findings.as_slice() else { panic!("{:?}", imported.findings) };
    assert_eq!((own.code, own.rows, own.row), ("link_missing", 2, 2));
    // Who is called by another id is so as a parent too.
    let imported = read(vec![desk.path("partners.csv")], |mapping| {
        mapping.repairs.same_partner.insert("P7".to_owned(), "P2".to_owned());
    });
    assert_eq!(imported.rows.partners[2].parent.as_deref(), Some("P2"));
}

/// The rows of one deal add up: tax 10.00 and 5.00 are 15.00. What recurs is not known for the whole,
/// as one row does not say.
#[test]
fn taxes_and_what_recurs_add_up_with_the_rows_of_a_deal() {
    let desk = Desk::with(&[(
        "deals.csv",
        b"Deal ID,Stage,Close Date,Amount,Currency,Tax,Recurring Amount,Product Code,Quantity\n\
          D1,Won,2025-03-31,100.00,USD,10.00,60.00,A,1\nD1,Won,2025-03-31,50.00,USD,5.00,,B,1\n",
    )]);
    let imported = read(vec![desk.path("deals.csv")], |_| {});
    let [deal] = imported.rows.deals.as_slice() else { panic!("{:?}", imported.rows.deals) };
    assert_eq!(deal.amount.to_string(), "150.00 USD");
    assert_eq!(deal.tax.map(|tax| tax.to_string()).as_deref(), Some("15.00 USD"));
    assert_eq!(deal.recurring, None);
}

/// A deal below zero that a settlement or an activity names stays a deal, or they would name nothing.
#[test]
fn a_deal_that_other_facts_name_becomes_no_return() {
    let desk = Desk::with(&[
        (
            "activities.csv",
            b"Activity ID,Partner ID,Activity Type,Completed On,Deal ID\nA1,P1,Demo,2025-01-05,D1\n",
        ),
        (
            "deals.csv",
            b"Deal ID,Customer,Stage,Close Date,Amount,Currency,Partner ID,Partner Role\n\
              D1,A,Won,2025-03-31,-10.00,USD,P1,Reseller\nD2,A,Won,2025-03-31,-20.00,USD,P1,Reseller\n",
        ),
    ]);
    let paths = ["activities.csv", "deals.csv"].map(|name| desk.path(name)).to_vec();
    let imported = read(paths, |mapping| {
        mapping.repairs.negative_amounts = NegativeAmounts::Return;
    });
    let deals: Vec<&str> = imported.rows.deals.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(deals, ["D1"]);
    assert_eq!(imported.rows.adjustments.len(), 1);
    assert_eq!(imported.rows.activities[0].deal.as_deref(), Some("D1"));
}
