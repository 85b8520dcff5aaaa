//! Texts that are committed and compared; `TIERWRIGHT_WRITE=1` writes them anew.

use std::{env, fs, path::Path};

/// Compares a text with the committed one; `file` is seen from this crate's folder.
pub fn same_as(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("TIERWRIGHT_WRITE").is_some_and(|write| write == "1") {
        path.parent().map_or(Ok(()), fs::create_dir_all).unwrap();
        fs::write(&path, text).unwrap();
    }
    let committed = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{file}: {error}; TIERWRIGHT_WRITE=1 writes it"))
        .replace("\r\n", "\n");
    assert!(committed == text, "{file} is stale; TIERWRIGHT_WRITE=1 writes it anew\n{text}");
}
