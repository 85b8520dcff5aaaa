//! Sheets of workbooks (`.xlsx`, `.xlsm`), read cell by cell.
//!
//! A workbook is a zip archive, so a small file can claim to hold very much. Before it is read its
//! parts are unpacked once and counted: what unpacks to far more than it holds is refused.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use csv::StringRecord;

use super::{
    streamed::{Sink, Streamed},
    text, unreadable,
};
use crate::{failure::ImportFailure, failure::list, given::GivenFile};

/// The most that one part may unpack to.
const LARGEST_PART: u64 = 2 * 1024 * 1024 * 1024;
/// The texts of all cells stand in one part that is held in memory.
const LARGEST_TEXTS: u64 = 512 * 1024 * 1024;
/// Parts up to this size may be packed as well as they like.
const SMALL_PART: u64 = 32 * 1024 * 1024;
/// How many times its packed size a large part may have; sheets have 10 to 40.
const MOST_TIMES: u64 = 200;
/// The most parts of an archive.
const MOST_PARTS: usize = 20_000;
/// Columns of a sheet that are read.
const MOST_COLUMNS: usize = 2_000;

/// Whether a zip archive is a workbook.
pub(crate) fn is_workbook(path: &Path) -> bool {
    let archive = File::open(path).ok().and_then(|file| zip::ZipArchive::new(file).ok());
    archive.is_some_and(|archive| {
        archive.index_for_name("xl/workbook.xml").is_some()
            || archive.index_for_name("[Content_Types].xml").is_some()
    })
}

/// The names of the sheets, in their order.
pub(crate) fn names(given: &GivenFile) -> Result<Vec<String>, ImportFailure> {
    Ok(workbook(given)?.sheet_names())
}

/// Opens a sheet by its name, or the first.
pub(crate) fn open(given: &GivenFile, sheet: Option<&str>) -> Result<Streamed, ImportFailure> {
    let (_, size) = text::open(&given.path, &given.name)?;
    let mut workbook = workbook(given)?;
    let names = workbook.sheet_names();
    let wanted = match sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted),
        None => names.first(),
    };
    let Some(wanted) = wanted.cloned() else {
        let what = sheet.map_or_else(|| "no sheet".to_owned(), |name| format!("no sheet {name}"));
        return Err(ImportFailure::new(
            "sheet_missing",
            format!("{} has {what}.", given.name),
            format!("It has {}.", list(&names)),
        )
        .in_file(&given.name));
    };
    let name = given.name.clone();
    Ok(Streamed::start(&given.path, size, move |sink| {
        read(&mut workbook, &wanted, sink).map_err(|error| damaged(&name, &error))
    }))
}

type Workbook = Xlsx<BufReader<File>>;

fn workbook(given: &GivenFile) -> Result<Workbook, ImportFailure> {
    let (file, _) = text::open(&given.path, &given.name)?;
    guard(&file, &given.name)?;
    let (file, _) = text::open(&given.path, &given.name)?;
    Xlsx::new(BufReader::new(file)).map_err(|error| damaged(&given.name, &error))
}

fn damaged(name: &str, error: &XlsxError) -> ImportFailure {
    ImportFailure::new(
        "file_damaged",
        format!("{name} cannot be read as a workbook: {error}."),
        "Open it in the program it comes from and save it again as .xlsx, or as CSV.",
    )
    .in_file(name)
}

/// Unpacks every part once without keeping it.
fn guard(file: &File, name: &str) -> Result<(), ImportFailure> {
    let refused = || {
        ImportFailure::new(
            "file_too_large",
            format!("{name} unpacks to far more than a workbook holds."),
            "If you trust it, save it as CSV and give that file.",
        )
        .in_file(name)
    };
    let broken = |reason: String| {
        ImportFailure::new(
            "file_damaged",
            format!("{name} is damaged: {reason}."),
            "Get the file again from where it came from.",
        )
        .in_file(name)
    };
    let mut archive =
        zip::ZipArchive::new(BufReader::new(file)).map_err(|error| broken(error.to_string()))?;
    if archive.len() > MOST_PARTS {
        return Err(refused());
    }
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let inside = part.name().map(|name| name.into_owned()).unwrap_or_default();
        if !inside.ends_with(".xml") && !inside.ends_with(".rels") {
            continue;
        }
        let is_texts = inside.ends_with("sharedStrings.xml");
        let most = if is_texts { LARGEST_TEXTS } else { LARGEST_PART };
        let packed = part.compressed_size().max(1);
        let mut size = 0_u64;
        loop {
            let count = part.read(&mut buffer).map_err(|error| unreadable(name, &error))?;
            if count == 0 {
                break;
            }
            size += count as u64;
            if size > most || (size > SMALL_PART && size / packed > MOST_TIMES) {
                return Err(refused());
            }
        }
    }
    Ok(())
}

/// Puts the rows of a sheet into a sink. Rows have the numbers they have in the sheet.
fn read(workbook: &mut Workbook, sheet: &str, sink: &mut Sink) -> Result<(), XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let dimensions = cells.dimensions();
    sink.expect(u64::from(dimensions.end.0.saturating_add(1)));
    let mut record = StringRecord::new();
    let mut current = 0;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row != current {
            if put(sink, current, &mut record).is_err() {
                return Ok(());
            }
            current = row;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = text_of(cell.get_value());
        if column >= MOST_COLUMNS || text.is_empty() {
            continue;
        }
        while record.len() < column {
            record.push_field("");
        }
        if record.len() == column {
            record.push_field(&text);
        }
    }
    let _ = put(sink, current, &mut record);
    Ok(())
}

/// Hands on a row that has something in it.
fn put(
    sink: &mut Sink,
    row: u32,
    record: &mut StringRecord,
) -> Result<(), super::streamed::Unwanted> {
    if record.is_empty() {
        return Ok(());
    }
    sink.put(row.saturating_add(1), std::mem::take(record))
}

/// A cell as text: numbers with a point, days as year-month-day.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            moment.as_datetime().map_or_else(String::new, |moment| {
                let text = moment.format("%Y-%m-%d %H:%M:%S").to_string();
                text.strip_suffix(" 00:00:00").map(str::to_owned).unwrap_or(text)
            })
        }
        DataRef::DateTime(moment) => number_text(moment.as_f64()),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// A number as a spreadsheet shows it: fifteen digits, so that 0.1 + 0.2 is 0.3.
fn number_text(number: f64) -> String {
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    shown.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits() {
        let rows = [
            (0.1 + 0.2, "0.3"),
            (1_240_118.0, "1240118"),
            (30.000_000_000_000_004, "30"),
            (-0.05, "-0.05"),
            (46_296.75, "46296.75"),
        ];
        for (number, text) in rows {
            assert_eq!(number_text(number), text);
        }
    }
}
