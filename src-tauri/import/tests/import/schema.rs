//! The committed schema of mappings is that of the types. `TIERWRIGHT_WRITE=1` writes it anew.

use tierwright_import::mapping_schema;

use crate::common::project;

#[test]
fn the_committed_schema_is_current() {
    let path = project().join("fixtures/schema/mapping.schema.json");
    let schema = serde_json::to_string_pretty(&mapping_schema()).unwrap() + "\n";
    if std::env::var_os("TIERWRIGHT_WRITE").is_some_and(|write| write == "1") {
        std::fs::write(&path, &schema).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == schema,
        "fixtures/schema/mapping.schema.json is stale; TIERWRIGHT_WRITE=1 writes it anew"
    );
}
