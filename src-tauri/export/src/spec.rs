//! Reading the program of a bundle back.

use std::{fs, io, path::Path};

use crate::{ExportFailure, digest::sha256_hex, folder::bundle_mark};

/// Where the program stands in a bundle; in one of sample facts its name says so.
const NAMES: [&str; 2] = ["deploy/spec.json", "deploy/SAMPLE-spec.json"];

/// The text of the program in a bundle of any format, byte for byte as it was exported.
///
/// # Errors
/// The folder is no bundle, has no program, or the program was changed since the export.
pub fn spec_text(folder: &Path) -> Result<String, ExportFailure> {
    let not_readable = |error: io::Error| ExportFailure::not_readable(folder, &error);
    let mark = bundle_mark(folder).map_err(not_readable)?;
    let found = mark.as_ref().and_then(|mark| mark.file(&NAMES));
    let Some((path, sha256)) = found else {
        return Err(ExportFailure::new(
            "not_a_bundle",
            format!("{} is not a bundle with a program in it.", folder.display()),
            "Name the folder that `tierwright export` wrote, or a program file.",
        ));
    };
    let bytes = fs::read(folder.join(path)).map_err(not_readable)?;
    let text = String::from_utf8(bytes).ok();
    text.filter(|text| sha256 == Some(sha256_hex(text.as_bytes()).as_str())).ok_or_else(|| {
        ExportFailure::new(
            "file_changed",
            format!(
                "{path} in {} has been changed since the export, so it was not read.",
                folder.display()
            ),
            "Get the bundle again from whoever exported it, or name the file itself.",
        )
    })
}
