//! A document with the simple rebate of the fixtures, and the files of an import beside it.
//!
//! The simple rebate pays a standard partner 2% of the first 50,000 of a quarter and 3% of the rest, a
//! premier one 3% and 5%. A sells 300,000.00 in Q1: 1,000.00 and 7,500.00 are 8,500.00, and that makes
//! it premier from Q2, where 3% of 12,500.50 are 375.015, so 375.02. B sells 40,000.00 in Q4 at 2%:
//! 800.00. In all the program pays 9,675.02.

use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{Import, Imported, New},
};

pub const MAPPING: &str = r#"{
  "format": 1,
  "name": "Orders",
  "files": {
    "orders": { "name": "orders*.csv" },
    "paid": { "name": "paid.csv", "optional": true }
  },
  "tables": {
    "partner": [{ "file": "orders", "one_per": ["Partner"],
      "columns": { "id": "Partner", "name": "Name", "kind": { "text": "reseller" } } }],
    "deal": [{ "file": "orders",
      "columns": { "id": "Order", "stage": { "text": "won" }, "closed": "Day", "customer": "Customer",
        "amount": "Amount", "currency": { "text": "USD" } } }],
    "credit": [{ "file": "orders",
      "columns": { "id": "Order", "deal": "Order", "partner": "Partner",
        "role": { "text": "resold" }, "share": { "text": "1" } } }],
    "paid": [{ "file": "paid",
      "columns": { "id": { "row": "row " }, "partner": "Partner", "period_from": "From",
        "period_until": "Until", "label": "What", "amount": "Amount", "currency": "Currency" } }]
  }
}"#;

pub const ORDERS: &str = "\
Order,Day,Partner,Name,Customer,Amount
O-1,2025-01-31,A,Alder Systems,Birch Ltd,300000.00
O-2,2025-04-30,A,Alder Systems,Cedar Ltd,12500.50
O-3,2025-12-31,B,Beech Data,Birch Ltd,40000.00
";

pub struct Place {
    pub desk: Desk,
    pub folder: TempDir,
}

impl Place {
    /// The document, without facts yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::with(folder.path().join("untitled"), 1).named(Some("Lee".into()));
        let place = Self { desk, folder };
        place.write("mapping.json", MAPPING);
        place.write("orders.csv", ORDERS);
        let program =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/programs/simple-rebate.json");
        let path = Some(place.path("a.tierwright"));
        let new = New { path, program: Some(program.to_owned()), ..New::default() };
        place.desk.ask(new).unwrap();
        place
    }

    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    pub fn import(&self, mapping: &str, files: &[&str]) -> Import {
        let files = files.iter().map(|name| self.path(name)).collect();
        Import { mapping: Some(self.path(mapping)), files, ..Import::default() }
    }

    /// Loads files, of which every row must be used.
    pub fn load(&self, files: &[&str]) -> Imported {
        let imported = self.desk.ask(self.import("mapping.json", files)).unwrap();
        assert!(imported.set_aside.is_empty(), "{:?}", imported.set_aside);
        imported
    }
}
