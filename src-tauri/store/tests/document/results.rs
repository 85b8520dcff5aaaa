//! The last calculation: kept for others to see, gone when what it was made of changes.

use rusqlite::Connection;
use tierwright_store::{Calculation, Document, PayoutRow, StoreError};

use crate::made_up::*;

fn payout(partner: &str, amount: &str) -> PayoutRow {
    PayoutRow {
        partner: partner.to_owned(),
        period_from: day("2024-01-01"),
        period_until: day("2024-03-31"),
        incentive: "volume".into(),
        account: "cash".into(),
        amount: money(amount),
        payable: day("2024-04-30"),
    }
}

fn calculation(document: &Document) -> Calculation {
    Calculation {
        program: document.program_digest().unwrap(),
        facts: document.facts_digest().unwrap(),
        engine: "0.1.0".into(),
        calculated_at: now(),
    }
}

fn keep(document: &mut Document) {
    let of = calculation(document);
    let lines = [payout("P2", "0.05 USD"), payout("P1", "-1250 USD")];
    assert!(document.save_result(&lines, &of).unwrap());
    assert!(document.result_info().unwrap().is_some());
}

fn lines_in_file(document: &Document) -> i64 {
    let other = Connection::open(document.path()).unwrap();
    other.query_row("SELECT count(*) FROM payout_line", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_result_names_what_it_was_made_of_and_shows_in_its_view() {
    let (_folder, mut document) = full_document();
    assert_eq!(document.result_info().unwrap(), None);
    keep(&mut document);
    let info = document.result_info().unwrap().unwrap();
    assert_eq!(info.program, document.program_digest().unwrap());
    assert_eq!(info.facts, document.facts_digest().unwrap());
    let rest = (info.engine.as_str(), info.calculated_at.as_str(), info.lines);
    assert_eq!(rest, ("0.1.0", "2026-11-21T04:20:01Z", 2));

    let other = Connection::open(document.path()).unwrap();
    let mut statement = other
        .prepare("SELECT partner_name || ' ' || amount || ' ' || program_sha256 FROM payout_view")
        .unwrap();
    let shown: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let program = info.program;
    assert_eq!(
        shown,
        [format!("Partner P1 -1250.0000 {program}"), format!("Partner P2 0.0500 {program}")]
    );
}

#[test]
fn every_change_of_program_or_facts_drops_the_result() {
    type Act = fn(&mut Document);
    let rows: [(&str, Act); 4] = [
        ("edit", |d| assert!(d.save_program(&program("B"), "Edit", now()).is_ok())),
        ("undo", |d| assert!(d.undo().unwrap().is_some())),
        ("redo", |d| assert!(d.redo().unwrap().is_some())),
        ("import", |d| assert!(import(d, &every_fact()) > 0)),
    ];
    let (_folder, mut document) = full_document();
    for (act, change) in rows {
        keep(&mut document);
        change(&mut document);
        assert_eq!((document.result_info().unwrap(), lines_in_file(&document)), (None, 0), "{act}");
    }
}

#[test]
fn a_failed_import_leaves_the_result() {
    let (_folder, mut document) = full_document();
    keep(&mut document);
    let mut facts = every_fact();
    facts.credits[0].deal = "D9".into();
    let import = tierwright_store::Import { facts: &facts, set_aside: &[], rounded: &[] };
    assert!(document.replace_facts(import, "Faulty", now(), &mut go_on).is_err());
    assert!(document.result_info().unwrap().is_some());
}

#[test]
fn a_result_of_another_program_or_of_other_facts_is_not_kept() {
    let (_folder, mut document) = full_document();
    let of_former_program = calculation(&document);
    document.save_program(&program("B"), "Edit", now()).unwrap();
    assert!(!document.save_result(&[payout("P1", "1 USD")], &of_former_program).unwrap());

    let of_former_facts = calculation(&document);
    import(&mut document, &many_facts(1));
    assert!(!document.save_result(&[payout("P1", "1 USD")], &of_former_facts).unwrap());
    assert_eq!(lines_in_file(&document), 0);
}

#[test]
fn a_line_twice_is_refused_and_the_former_result_stays() {
    let (_folder, mut document) = full_document();
    keep(&mut document);
    let of = calculation(&document);
    let error = document.save_result(&[payout("P1", "1 USD"), payout("P1", "2 USD")], &of);
    assert!(matches!(error, Err(StoreError::Refused { .. })), "{error:?}");
    assert_eq!(document.result_info().unwrap().unwrap().lines, 2);
}
