//! Sheets of workbooks (`.xlsx`, `.xlsm`), read cell by cell.
//!
//! A workbook is a zip archive, so a small file can claim to hold very much. Before it is read its
//! parts are unpacked once and counted: what unpacks to far more than it holds is refused.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufReader, Read},
    path::{Path, PathBuf},
    sync::Mutex,
    time::{Duration, UNIX_EPOCH},
};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use csv::StringRecord;

use super::{
    streamed::{Sink, Streamed, add},
    text, unreadable,
};
use crate::{failure::ImportFailure, failure::list, given::GivenFile};

/// The most that all parts together may unpack to.
const LARGEST_BOOK: u64 = 4 * 1024 * 1024 * 1024;
/// The most that one part may unpack to.
const LARGEST_PART: u64 = 2 * 1024 * 1024 * 1024;
/// The texts of all cells stand in one part that is held in memory.
const LARGEST_TEXTS: u64 = 512 * 1024 * 1024;
/// Bytes of the shortest of these texts, `<si/>`.
const SHORTEST_TEXT: u64 = 5;
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

/// Is told that something goes on, and stops it by an error.
type Tell<'a> = &'a mut dyn FnMut(u64) -> Result<(), ImportFailure>;

/// The names of the sheets, in their order.
pub(crate) fn names(given: &GivenFile, tell: Tell<'_>) -> Result<Vec<String>, ImportFailure> {
    Ok(workbook(given, tell)?.sheet_names())
}

/// Opens a sheet by its name, or the first.
pub(crate) fn open(given: &GivenFile, sheet: Option<&str>) -> Result<Streamed, ImportFailure> {
    let (_, size) = text::open(&given.path, &given.name)?;
    let mut workbook = workbook(given, &mut |_| Ok(()))?;
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
    let whose = given.clone();
    Ok(Streamed::start(given, size, move |sink| read(&mut workbook, &whose, &wanted, sink)))
}

type Workbook = Xlsx<BufReader<File>>;

fn workbook(given: &GivenFile, tell: Tell<'_>) -> Result<Workbook, ImportFailure> {
    guard_once(given, tell)?;
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

/// Guards against a file, unless the same one was found harmless before: it is opened several times.
fn guard_once(given: &GivenFile, tell: Tell<'_>) -> Result<(), ImportFailure> {
    static HARMLESS: Mutex<Option<HashSet<(PathBuf, u64, Duration)>>> = Mutex::new(None);
    let (file, size) = text::open(&given.path, &given.name)?;
    let changed = file.metadata().and_then(|about| about.modified());
    let changed = changed.ok().and_then(|changed| changed.duration_since(UNIX_EPOCH).ok());
    let key = changed.map(|changed| (given.path.clone(), size, changed));
    let mut harmless = HARMLESS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let known = harmless.get_or_insert_default();
    if key.as_ref().is_some_and(|key| known.contains(key)) {
        return Ok(());
    }
    guard(&file, &given.name, tell)?;
    known.extend(key);
    Ok(())
}

/// The largest number of texts that a part says it has, taken from bytes that come in pieces. Room is
/// made for so many before the first of them is read.
#[derive(Default)]
struct Claimed {
    matched: usize,
    number: u64,
    most: u64,
}

impl Claimed {
    const NAME: &[u8] = b"uniqueCount";

    fn take(&mut self, bytes: &[u8]) {
        // UTF-16 has zeros between the letters.
        for byte in bytes.iter().filter(|byte| **byte != 0) {
            match (Self::NAME.get(self.matched), byte) {
                (Some(wanted), _) if wanted == byte => self.matched += 1,
                (Some(_), _) => self.matched = usize::from(*byte == b'u'),
                (None, b'0'..=b'9') => {
                    let digit = u64::from(byte - b'0');
                    self.number = self.number.saturating_mul(10).saturating_add(digit);
                    self.most = self.most.max(self.number);
                }
                (None, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\'' | b'+')
                    if self.number == 0 => {}
                (None, _) => (self.matched, self.number) = (0, 0),
            }
        }
    }
}

/// Unpacks every part once without keeping it.
fn guard(file: &File, name: &str, tell: Tell<'_>) -> Result<(), ImportFailure> {
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
    let (mut all, mut told) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let inside = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let is_texts = inside.ends_with("sharedstrings.xml");
        let mut claimed = Claimed::default();
        let most = if is_texts { LARGEST_TEXTS } else { LARGEST_PART };
        let packed = part.compressed_size().max(1);
        let mut size = 0_u64;
        loop {
            let count = part.read(&mut buffer).map_err(|error| unreadable(name, &error))?;
            if count == 0 {
                break;
            }
            if is_texts {
                claimed.take(buffer.get(..count).unwrap_or_default());
            }
            (size, all) = (size + count as u64, all + count as u64);
            let is_bomb = size > SMALL_PART && size / packed > MOST_TIMES;
            if size > most || is_bomb || all > LARGEST_BOOK {
                return Err(refused());
            }
            if all > told + SMALL_PART {
                told = all;
                tell(0)?;
            }
        }
        if claimed.most > size / SHORTEST_TEXT {
            return Err(refused());
        }
    }
    Ok(())
}

/// Puts the rows of a sheet into a sink. Rows have the numbers they have in the sheet.
fn read(
    workbook: &mut Workbook,
    given: &GivenFile,
    sheet: &str,
    sink: &mut Sink,
) -> Result<(), ImportFailure> {
    let damaged = |error: XlsxError| damaged(&given.name, &error);
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let dimensions = cells.dimensions();
    sink.expect(u64::from(dimensions.end.0.saturating_add(1)));
    let mut record = StringRecord::new();
    let mut current = 0;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
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
            add(&mut record, &text, (given, row.saturating_add(1)))?;
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
