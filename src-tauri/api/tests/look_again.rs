//! A document that another program changes while it is open.
//!
//! The simple rebate pays 2% of the 40,000.00 that the only deal of a quarter comes to: 800.00.

use rusqlite::Connection;
use tierwright_api::{
    Desk,
    wire::{Import, LookAgain, New, Simulate},
};

const MAPPING: &str = r#"{
  "format": 1,
  "name": "Orders",
  "files": { "orders": { "name": "orders.csv" } },
  "tables": {
    "partner": [{ "file": "orders", "columns": { "id": "Partner", "name": "Partner" } }],
    "deal": [{ "file": "orders",
      "columns": { "id": "Order", "stage": { "text": "won" }, "closed": "Day",
        "amount": "Amount", "currency": { "text": "USD" } } }],
    "credit": [{ "file": "orders",
      "columns": { "id": "Order", "deal": "Order", "partner": "Partner",
        "role": { "text": "resold" } } }]
  }
}"#;

#[test]
fn a_file_that_another_program_changed_or_put_another_in_place_of_is_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("mapping.json"), MAPPING).unwrap();
    std::fs::write(path("orders.csv"), "Order,Day,Partner,Amount\nO-1,2025-12-31,B,40000.00\n")
        .unwrap();
    let desk = Desk::with(folder.path().join("untitled"), 1);
    let program =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/programs/simple-rebate.json");
    let new = New {
        path: Some(path("a.tierwright")),
        program: Some(program.to_owned()),
        ..New::default()
    };
    desk.ask(new).unwrap();
    let total = || desk.ask(Simulate::default()).unwrap().total;
    let looked = || desk.ask(LookAgain {}).unwrap().document;
    let import = Import {
        mapping: Some(path("mapping.json")),
        files: vec![path("orders.csv")],
        ..Import::default()
    };
    desk.ask(import).unwrap();
    assert_eq!(total(), "800.00");
    assert_eq!(looked(), None, "its own changes are none of another program");

    std::fs::copy(path("a.tierwright"), path("before.tierwright")).unwrap();
    let other = Connection::open(path("a.tierwright")).unwrap();
    // Ten-thousandths: 45,000.00, of which 2% are 900.00.
    other.execute("UPDATE deal SET amount_e4 = 450000000 WHERE id = 'O-1'", []).unwrap();
    drop(other);
    assert_eq!(total(), "800.00", "nothing changes before anybody looks");
    assert!(looked().is_some());
    assert_eq!(total(), "900.00");
    assert_eq!(looked(), None);

    std::fs::rename(path("before.tierwright"), path("a.tierwright")).unwrap();
    if cfg!(unix) {
        assert!(looked().is_some());
        assert_eq!(total(), "800.00");
        assert_eq!(looked(), None);
    }

    // What cannot be used is told, and what was shown stays.
    let other = Connection::open(path("a.tierwright")).unwrap();
    other.execute("UPDATE deal SET closed = 'soon'", []).unwrap();
    drop(other);
    assert!(desk.ask(LookAgain {}).is_err());
    assert_eq!(total(), "800.00");
}
