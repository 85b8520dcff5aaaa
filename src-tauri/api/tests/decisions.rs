//! Decisions about a pilot: a revision in the history that carries what the study showed.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        Change, Changed, Decide, Decided, GetCsv, GetDecisions, GetHistory, OpenSample, Simulate,
        StudyOf, Table, Undo,
    },
};

fn asked() -> Decide {
    let of = json!({"study": "pilot", "region": "EMEA", "measure": "joint_deals"});
    let rate = "/incentives/volume_rebate/schedule/bands/0/rates/0";
    Decide {
        of: serde_json::from_value::<StudyOf>(of).unwrap(),
        changes: vec![Change { place: rate.to_owned(), value: "0.03".into() }],
        decided: Decided::GoOn,
        words: "  Two quarters are too few.  ".to_owned(),
    }
}

#[test]
fn a_decision_stands_in_history_and_log_and_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2).named(Some("Kim".to_owned()));
    desk.ask(OpenSample::default()).unwrap();
    let total = desk.ask(Simulate::default()).unwrap().total;
    let decided = desk.ask(asked()).unwrap();
    assert_eq!(desk.ask(Simulate::default()).unwrap().total, total, "no figure is another by it");
    let label = "Pilot with partners of region EMEA decided: go on and look again";
    assert_eq!(decided.undo_label.as_deref(), Some(label));

    let held = desk.ask(GetDecisions {}).unwrap().decisions;
    let [one] = held.as_slice() else { panic!("{held:?}") };
    assert_eq!((one.decided, one.who.as_str()), (Decided::GoOn, "Kim"));
    assert_eq!(one.words, "Two quarters are too few.");
    let of = json!({"op": "study", "of": asked().of, "changes": asked().changes}).to_string();
    let report: serde_json::Value = serde_json::from_str(&desk.call_json(&of).unwrap()).unwrap();
    assert_eq!((&one.finding, &one.basis), (&text(&report["finding"]), &text(&report["basis"])));

    let entry = desk.ask(GetHistory {}).unwrap().entries.remove(0);
    assert_eq!((entry.label.as_str(), entry.changed), (label, Changed::Decisions));
    assert!(!entry.restores);
    let log = audit_log(&desk);
    let row = log.lines().find(|row| row.contains(label)).unwrap();
    assert!(row.contains(",decision,") && row.contains("Kim"), "{row}");

    desk.ask(Undo {}).unwrap();
    assert!(desk.ask(GetDecisions {}).unwrap().decisions.is_empty());
    let log = audit_log(&desk);
    assert!(log.lines().any(|row| row.contains(label) && row.contains("undone")), "{log}");
}

#[test]
fn a_study_that_cannot_be_read_is_not_decided_on() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    let before = desk.ask(GetHistory {}).unwrap();
    let nobody = serde_json::from_value(json!({"study": "pilot", "region": "Nowhere"})).unwrap();
    let failure = desk.ask(Decide { of: nobody, ..asked() }).unwrap_err();
    assert_eq!(failure.code, "pilot_too_small");
    let long = Decide { words: "x".repeat(2_001), ..asked() };
    assert_eq!(desk.ask(long).unwrap_err().code, "text_not_usable");
    assert_eq!(desk.ask(GetHistory {}).unwrap(), before);
}

fn audit_log(desk: &Desk) -> String {
    let request = GetCsv { table: Table::AuditLog {}, changes: Vec::new(), path: None };
    desk.ask(request).unwrap().text.unwrap()
}

fn text(of: &serde_json::Value) -> String {
    of.as_str().unwrap().to_owned()
}
