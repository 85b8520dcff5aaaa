//! Where the tests find mappings and files.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

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

/// The delimited files of a folder.
pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).collect()
}

/// A mapping of these files and tables, both in JSON.
pub fn made(files: &str, tables: &str) -> Mapping {
    let text =
        format!(r#"{{ "format": 1, "name": "Test", "files": {files}, "tables": {tables} }}"#);
    Mapping::from_json(&text).unwrap()
}

/// Files in a folder of their own, with their bytes.
pub struct Desk(tempfile::TempDir);

impl Desk {
    /// Writes the files.
    pub fn with(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Imports files whose names decide their roles.
    pub fn read(&self, mapping: &Mapping, names: &[&str]) -> Result<Imported, ImportFailure> {
        read(mapping, &named(names.iter().map(|name| self.path(name))))
    }
}
