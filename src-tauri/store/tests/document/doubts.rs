//! Doubts about figures: kept at once, moved by undo and redo, with a history of their own.

use rusqlite::Connection;
use tierwright_store::{Document, DoubtRow, DoubtStanding, DoubtStep, Doubted, Settled};

use crate::made_up::*;

fn doubted(amount: &str) -> Doubted {
    Doubted {
        partner: Some("P1".into()),
        incentive: Some("volume".into()),
        period: Some("Q4 FY25".into()),
        scenario: None,
        title: "Volume rebate, Nordwind, Q4 FY25".into(),
        caption: "FY26 Program, Q1 FY25 to Q4 FY25".into(),
        amount: money(amount),
    }
}

fn standings(document: &Document) -> Vec<(i64, DoubtStanding)> {
    document.doubts().unwrap().into_iter().map(|one| (one.number, one.standing)).collect()
}

fn settled(answer: &str, by: &str) -> Settled {
    Settled { answer: answer.into(), by: by.into(), at: "2026-11-21T04:20:01Z".into() }
}

#[test]
fn a_doubt_is_kept_with_the_figure_as_it_was() {
    let (_folder, mut document) = new_document();
    let number = document
        .report_doubt(&doubted("-1250.05 USD"), "The return is counted twice.", "Kim", now())
        .unwrap();
    let whole = Doubted { partner: None, incentive: None, period: None, ..doubted("0.00 USD") };
    assert_eq!(document.report_doubt(&whole, "Too low.", "", now()).unwrap(), number + 1);
    let path = document.path().to_owned();
    document.close().unwrap();
    let found = Document::open(&path).unwrap().doubts().unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].number, &found[0].doubted, found[0].who.as_str()), (2, &whole, ""));
    assert_eq!(
        found[1],
        DoubtRow {
            number: 1,
            doubted: doubted("-1250.05 USD"),
            text: "The return is counted twice.".into(),
            who: "Kim".into(),
            reported_at: "2026-11-21T04:20:01Z".into(),
            standing: DoubtStanding::Open,
        }
    );
}

#[test]
fn a_doubt_is_settled_and_opened_again_step_by_step() {
    let (_folder, mut document) = new_document();
    document.report_doubt(&doubted("10.00 USD"), "Why not 12?", "Kim", now()).unwrap();
    let answer = DoubtStep::Answer { text: "The cap holds.", by: "Lee" };
    assert!(document.settle_doubt(1, &answer, now()).unwrap());
    let answered = DoubtStanding::Answered(settled("The cap holds.", "Lee"));
    assert_eq!(standings(&document), [(1, answered.clone())]);
    document.save_program(&program("B"), "Named B", now()).unwrap();
    assert_eq!(standings(&document), [(1, answered.clone())], "an edit leaves it");
    assert!(document.settle_doubt(1, &DoubtStep::Reopen, now()).unwrap());
    assert!(document.settle_doubt(1, &DoubtStep::Uphold { text: "", by: "" }, now()).unwrap());
    assert_eq!(standings(&document), [(1, DoubtStanding::Upheld(settled("", "")))]);

    let labels: Vec<String> =
        document.revisions().unwrap().into_iter().map(|one| one.label).collect();
    assert_eq!(labels[0], "Doubt 1 upheld: Volume rebate, Nordwind, Q4 FY25");
    assert_eq!(labels[1], "Doubt 1 opened again: Volume rebate, Nordwind, Q4 FY25");
    assert_eq!(labels[3], "Doubt 1 answered: Volume rebate, Nordwind, Q4 FY25");
    assert_eq!(document.revisions_of_doubts().unwrap(), [2, 3, 5, 6]);

    document.undo().unwrap();
    assert_eq!(standings(&document), [(1, DoubtStanding::Open)]);
    document.undo().unwrap();
    assert_eq!(standings(&document), [(1, answered)]);
    for _ in 0..3 {
        document.undo().unwrap();
    }
    assert_eq!(standings(&document), []);
    assert!(!document.settle_doubt(1, &answer, now()).unwrap(), "what was undone is not there");
    document.redo().unwrap();
    assert_eq!(standings(&document), [(1, DoubtStanding::Open)]);
}

#[test]
fn a_number_is_never_given_twice() {
    let (_folder, mut document) = new_document();
    document.report_doubt(&doubted("10.00 USD"), "First", "", now()).unwrap();
    document.undo().unwrap();
    assert_eq!(document.report_doubt(&doubted("10.00 USD"), "Second", "", now()).unwrap(), 2);
    let found = document.doubts().unwrap();
    assert_eq!((found.len(), found[0].text.as_str()), (1, "Second"));
}

#[test]
fn an_answer_without_text_is_refused_and_nothing_is_kept() {
    let (_folder, mut document) = new_document();
    document.report_doubt(&doubted("10.00 USD"), "Why?", "", now()).unwrap();
    let empty = DoubtStep::Answer { text: "", by: "Lee" };
    assert!(document.settle_doubt(1, &empty, now()).is_err());
    assert_eq!(standings(&document), [(1, DoubtStanding::Open)]);
    assert_eq!(document.revisions().unwrap().len(), 2);
}

#[test]
fn a_currency_that_another_tool_broke_is_no_figure() {
    let (_folder, mut document) = new_document();
    document.report_doubt(&doubted("10.00 USD"), "Why?", "", now()).unwrap();
    let other = Connection::open(document.path()).unwrap();
    other.execute_batch("UPDATE doubt SET currency = 'much'").unwrap();
    assert!(document.doubts().is_err());
}
