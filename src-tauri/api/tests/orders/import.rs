//! Facts from files, through the desk.

use std::sync::{Arc, Mutex};

use tierwright_api::{
    Progress,
    wire::{
        Changed, Explain, Figure, GetDocument, GetHistory, HistoryStanding, Open, Redo, Simulate,
        Undo,
    },
};

use crate::place::{MAPPING, ORDERS, Place};

fn bytes(place: &Place) -> Vec<u8> {
    std::fs::read(place.path("a.tierwright")).unwrap()
}

#[test]
fn an_import_ties_and_can_be_explained_to_the_row() {
    let place = Place::new();
    let told: Arc<Mutex<Vec<Progress>>> = Arc::default();
    let ear = Arc::clone(&told);
    place.desk.watch(move |progress| ear.lock().unwrap().push(progress));
    let found = place.desk.ask(place.import("mapping.json", &["orders.csv"])).unwrap();
    assert!(found.set_aside.is_empty() && found.findings.is_empty(), "{found:?}");
    let said = found.sentences.join("\n");
    for part in [
        "orders.csv: 3 rows read = 3 used + 0 set aside.",
        "amounts of deal in USD: 352,500.50 read = 352,500.50 used + 0.00 set aside.",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!((found.document.files[0].rows, found.document.files[0].set_aside), (3, 0));
    assert!(!told.lock().unwrap().is_empty(), "progress is told");

    let simulated = place.desk.ask(Simulate::default()).unwrap();
    assert_eq!((simulated.revenue.as_str(), simulated.deals), ("352500.50", 3));
    assert_ne!(simulated.total, "0.00");
    let figure = Figure {
        partner: Some("A".to_owned()),
        period: Some("2025-02-01".to_owned()),
        incentive: Some("rebate".to_owned()),
    };
    let why = place.desk.ask(Explain { figure, ..Explain::default() }).unwrap();
    let row = &why.deals[0];
    assert_eq!(
        (row.deal.as_str(), row.customer.as_str(), row.file.as_str(), row.row),
        ("O-1", "Birch Ltd", "orders.csv", 2)
    );

    let (before, simulated) = (place.desk.ask(GetDocument {}).unwrap(), simulated.total);
    place.desk.ask(Open { path: place.path("a.tierwright"), ..Open::default() }).unwrap();
    assert_eq!(place.desk.ask(GetDocument {}).unwrap().counts, before.counts);
    assert_eq!(place.desk.ask(Simulate::default()).unwrap().total, simulated, "it is on disk");
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_with_their_place() {
    let place = Place::new();
    place.write("orders.csv", &ORDERS.replace("12500.50", "a lot"));
    let found = place.desk.ask(place.import("mapping.json", &["orders.csv"])).unwrap();
    let [note] = found.set_aside.as_slice() else { panic!("{:?}", found.set_aside) };
    assert_eq!(note.rows, 1);
    for part in ["orders.csv", "row 3", "Amount", "a lot"] {
        assert!(note.sentence.contains(part), "{part} in {}", note.sentence);
    }
    assert_eq!((found.document.files[0].rows, found.document.files[0].set_aside), (3, 1));
}

#[test]
fn a_failed_import_leaves_the_document_as_it_was() {
    let place = Place::new();
    place.desk.ask(place.import("mapping.json", &["orders.csv"])).unwrap();
    let before = bytes(&place);
    place.write("odd.json", "{ \"format\": 1 }");
    place.write("renamed.json", &MAPPING.replace("\"Amount\"", "\"Total\""));
    for (mapping, files, code, part) in [
        ("no.json", &["orders.csv"][..], "file_missing", "no.json"),
        ("odd.json", &["orders.csv"], "mapping_not_readable", "odd.json"),
        ("renamed.json", &["orders.csv"], "column_missing", "Total"),
        ("mapping.json", &["orders-2.csv"], "file_unreadable", "orders-2.csv"),
    ] {
        let failure = place.desk.ask(place.import(mapping, files)).unwrap_err();
        assert_eq!(failure.code, code, "{failure:?}");
        assert!(failure.sentence.contains(part), "{failure:?}");
        assert!(bytes(&place) == before, "{code} changes nothing");
    }
}

#[test]
fn an_import_can_be_stopped() {
    let place = Place::new();
    let before = bytes(&place);
    let import = place.import("mapping.json", &["orders.csv"]);
    let desk = Arc::new(place.desk);
    let weak = Arc::downgrade(&desk);
    desk.watch(move |_| weak.upgrade().into_iter().for_each(|desk| desk.stop()));
    assert_eq!(desk.ask(import).unwrap_err().code, "cancelled");
    assert!(std::fs::read(place.folder.path().join("a.tierwright")).unwrap() == before);
    assert_eq!(desk.ask(GetDocument {}).unwrap().counts[0].rows, 0);
}

#[test]
fn an_import_that_is_undone_holds_no_more() {
    let place = Place::new();
    place.desk.ask(place.import("mapping.json", &["orders.csv"])).unwrap();
    let latest = || {
        let entry = place.desk.ask(GetHistory {}).unwrap().entries.remove(0);
        (entry.changed, entry.standing, entry.restores)
    };
    assert_eq!(latest(), (Changed::Data, HistoryStanding::Here, false));
    place.desk.ask(Undo {}).unwrap();
    assert_eq!(latest(), (Changed::Data, HistoryStanding::Undone, false));
    place.desk.ask(Redo {}).unwrap();
    assert_eq!(latest(), (Changed::Data, HistoryStanding::Here, false));
}
