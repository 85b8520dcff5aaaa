//! Where the tests find mappings and files.

use std::{ops::ControlFlow, path::PathBuf};

use tierwright_import::{ImportFailure, Imported, Mapping, NamedFile, import};

/// The top folder of the project.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A mapping of `fixtures/mappings`.
pub fn mapping(name: &str) -> Mapping {
    let path = project().join("fixtures/mappings").join(name);
    Mapping::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Files whose names decide their roles.
pub fn named(paths: impl IntoIterator<Item = PathBuf>) -> Vec<NamedFile> {
    paths.into_iter().map(|path| NamedFile { role: None, path }).collect()
}

/// An import that nobody stops.
pub fn read(mapping: &Mapping, files: &[NamedFile]) -> Result<Imported, ImportFailure> {
    import(mapping, files, &mut |_| ControlFlow::Continue(()))
}

/// Amounts of a table by currency, as text.
pub fn totals(imported: &Imported, table: tierwright_import::Table) -> Vec<String> {
    let amounts = imported.tie.amounts.iter().filter(|tie| tie.table == table);
    amounts.map(|tie| tie.used.to_string()).collect()
}

/// Ten-thousandths as a decimal.
pub fn decimal(units: i64) -> String {
    let (sign, units) = if units < 0 { ("-", -units) } else { ("", units) };
    format!("{sign}{}.{:04}", units / 10_000, units % 10_000)
}
