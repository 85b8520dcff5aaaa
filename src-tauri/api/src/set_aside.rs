//! Rows that are set aside, as a file.

use tierwright_export::spreadsheet_safe;

use crate::{
    context::Context,
    describe::whole,
    files,
    import::read,
    inspect::mapping,
    wire::{Failure, SaveSetAside, SavedSetAside},
};

/// A row with its reason.
struct Aside {
    file: String,
    row: u32,
    reason: String,
    original: String,
}

/// Writes the rows that are set aside, each with its reason.
pub(crate) fn save(
    context: &mut Context,
    request: &SaveSetAside,
) -> Result<SavedSetAside, Failure> {
    let rows = match &request.mapping {
        Some(json) => checked(context, json, &request.files)?,
        None => kept(context)?,
    };
    let mut text = "file,row,reason,original row\r\n".to_owned();
    for row in &rows {
        let cells = [&row.file, &row.row.to_string(), &row.reason, &row.original];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    files::write(context, &request.path, &text)?;
    Ok(SavedSetAside { path: request.path.clone(), rows: whole(rows.len()) })
}

/// A cell that no spreadsheet carries out.
fn quoted(text: &str) -> String {
    format!("\"{}\"", spreadsheet_safe(text).replace('"', "\"\""))
}

fn checked(context: &Context, json: &str, files: &[String]) -> Result<Vec<Aside>, Failure> {
    let found = read(context, &mapping(json)?, files)?;
    let rows = found.set_aside.into_iter();
    Ok(rows
        .map(|row| Aside { file: row.file, row: row.row, reason: row.sentence, original: row.text })
        .collect())
}

fn kept(context: &mut Context) -> Result<Vec<Aside>, Failure> {
    let (opened, _) = context.opened()?;
    let files: Vec<String> = opened.facts.files.iter().map(|file| file.name.clone()).collect();
    let rows = opened.document.set_aside()?.into_iter();
    Ok(rows
        .map(|row| {
            let file = usize::try_from(row.source.file).ok().and_then(|at| files.get(at));
            Aside {
                file: file.cloned().unwrap_or_default(),
                row: row.source.row,
                reason: row.reason,
                original: row.original,
            }
        })
        .collect())
}
