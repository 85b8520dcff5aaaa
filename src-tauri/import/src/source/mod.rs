//! An opened source, whatever it is: a delimited text, a sheet of a workbook, a table of a database.
//!
//! A source gives records. Which of them is the header, which are footer lines and how rows are
//! numbered is settled here, the same for all of them.

pub(crate) mod ahead;
pub(crate) mod database;
pub(crate) mod sheet;
mod stream;
mod streamed;
pub(crate) mod text;

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, Read},
    path::Path,
};

use csv::StringRecord;

use crate::{
    failure::ImportFailure, given::GivenFile, inspect::is_number, mapping::FileForm,
    number::NumberForm,
};
use streamed::Streamed;
use text::TextFile;

/// Footer lines that are held back while it is not known whether the file ends with them.
const MOST_FOOTER_LINES: usize = 200;

/// How a line after the data begins, in small letters.
const FOOTERS: [&str; 16] = [
    "total",
    "grand total",
    "subtotal",
    "sum",
    "confidential",
    "copyright",
    "©",
    "(c)",
    "gesamt",
    "summe",
    "vertraulich",
    "records:",
    "generated",
    "report",
    "end of",
    "totaal",
];

/// What kind of file a source is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// A delimited text, perhaps packed.
    Text,
    /// A workbook; its sheets are tables.
    Workbook,
    /// A database; its tables and views are tables.
    Database,
}

/// An open source.
pub(crate) struct OpenFile {
    pub(crate) name: String,
    /// The names of its columns.
    pub(crate) columns: Vec<String>,
    /// Whether it was packed.
    pub(crate) packed: bool,
    /// Its bytes, as it lies on the disk.
    pub(crate) size: u64,
    pub(crate) kind: SourceKind,
    rows: Rows,
    has_footer: bool,
    /// Rows that may be footer lines.
    held: VecDeque<(u32, StringRecord)>,
    /// Rows that turned out to be none, and the one that showed it.
    released: VecDeque<(u32, StringRecord)>,
    record: StringRecord,
    /// Footer lines that were left out; known at the end.
    pub(crate) footer: Vec<StringRecord>,
}

/// Where records come from.
enum Rows {
    Text(TextFile),
    Streamed(Streamed),
}

impl Rows {
    /// The next record into `record`, and its number.
    fn next(&mut self, record: &mut StringRecord) -> Result<Option<u32>, ImportFailure> {
        match self {
            Self::Text(file) => file.next_row(record),
            Self::Streamed(file) => file.next_row(record),
        }
    }
}

impl OpenFile {
    /// Opens a source and reads its header.
    pub(crate) fn open(given: &GivenFile, form: &FileForm) -> Result<Self, ImportFailure> {
        let kind = kind(&given.path, &given.name)?;
        let (rows, packed, size) = match kind {
            SourceKind::Text => {
                let file = TextFile::open(given, form)?;
                let (packed, size) = (file.packed, file.size);
                (Rows::Text(file), packed, size)
            }
            SourceKind::Workbook => {
                let rows = sheet::open(given, form.sheet.as_deref())?;
                let size = rows.size;
                (Rows::Streamed(rows), false, size)
            }
            SourceKind::Database => {
                let rows = database::open(given, form.sheet.as_deref())?;
                let size = rows.size;
                (Rows::Streamed(rows), false, size)
            }
        };
        let mut file = Self {
            name: given.name.clone(),
            columns: form.columns.clone().unwrap_or_default(),
            packed,
            size,
            kind,
            rows,
            has_footer: form.footer,
            held: VecDeque::new(),
            released: VecDeque::new(),
            record: StringRecord::new(),
            footer: Vec::new(),
        };
        if form.columns.is_none() {
            file.read_header(form.header_row)?;
        }
        Ok(file)
    }

    fn read_header(&mut self, header_row: u32) -> Result<(), ImportFailure> {
        while let Some(row) = self.rows.next(&mut self.record)? {
            if row >= header_row {
                self.columns = self.record.iter().map(|name| name.trim().to_owned()).collect();
                return Ok(());
            }
        }
        Err(ImportFailure::new(
            "file_empty",
            format!("{} is empty; a header row is expected.", self.name),
            "Give the file with its header row and data.",
        )
        .in_file(&self.name))
    }

    /// The next row and its number.
    pub(crate) fn next_row(&mut self) -> Result<Option<(u32, &StringRecord)>, ImportFailure> {
        loop {
            if let Some((row, record)) = self.released.pop_front() {
                self.record = record;
                return Ok(Some((row, &self.record)));
            }
            let Some(row) = self.rows.next(&mut self.record)? else {
                self.footer.extend(self.held.drain(..).map(|(_, record)| record));
                return Ok(None);
            };
            // A sheet and a table end where their last cell stands, not where their row does.
            if matches!(self.rows, Rows::Streamed(_)) {
                while self.record.len() < self.columns.len() {
                    self.record.push_field("");
                }
            }
            if self.has_footer && is_footer(&self.record, self.columns.len()) {
                self.held.push_back((row, self.record.clone()));
                if self.held.len() > MOST_FOOTER_LINES {
                    self.released.append(&mut self.held);
                }
            } else if self.held.is_empty() {
                return Ok(Some((row, &self.record)));
            } else {
                self.released.append(&mut self.held);
                self.released.push_back((row, self.record.clone()));
            }
        }
    }

    /// The next row in place of `record`, and its number.
    pub(crate) fn take_row(
        &mut self,
        record: &mut StringRecord,
    ) -> Result<Option<u32>, ImportFailure> {
        let Some(row) = self.next_row()?.map(|(row, _)| row) else { return Ok(None) };
        std::mem::swap(record, &mut self.record);
        Ok(Some(row))
    }

    /// Bytes taken from the file so far, or about as many.
    pub(crate) fn bytes(&self) -> u64 {
        match &self.rows {
            Rows::Text(file) => file.bytes(),
            Rows::Streamed(file) => file.bytes(),
        }
    }

    /// SHA-256 of the file, once its last row was read.
    pub(crate) fn sha256(&self) -> String {
        match &self.rows {
            Rows::Text(file) => file.sha256(),
            Rows::Streamed(file) => file.sha256(),
        }
    }
}

/// Whether a row looks like a line after the data: one text alone, or words such as Grand Total with
/// half of the columns empty or nothing but numbers beside them.
pub(crate) fn is_footer(record: &StringRecord, width: usize) -> bool {
    let mut filled = record.iter().map(str::trim).filter(|text| !text.is_empty());
    let Some(first) = filled.next() else { return true };
    let is_alone = filled.next().is_none() && width >= 3;
    // Most rows begin like no such word, which is seen without writing them in small letters.
    let begins = first.chars().next().into_iter().flat_map(char::to_lowercase).next();
    if !is_alone && !FOOTERS.iter().any(|word| word.chars().next() == begins) {
        return false;
    }
    let first = first.to_lowercase();
    let is_word = FOOTERS.iter().any(|word| {
        let rest = first.strip_prefix(word);
        // "Total" and "Total:" are footers, "Total Systems Ltd" is a name unless it stands alone.
        rest.is_some_and(|rest| rest.trim_matches([' ', ':', '=', 's']).is_empty())
            || (rest.is_some() && is_alone)
    });
    let half_empty = record.iter().filter(|text| !text.trim().is_empty()).count() * 2 <= width;
    let is_figure = |text: &str| text.trim().is_empty() || is_number(text.trim());
    let mut others = record.iter().skip_while(|text| text.trim().is_empty()).skip(1);
    is_alone || (is_word && (half_empty || others.all(is_figure)))
}

/// What kind of file stands there.
pub(crate) fn kind(path: &Path, name: &str) -> Result<SourceKind, ImportFailure> {
    let (file, _) = text::open(path, name)?;
    let mut front = Vec::new();
    let read = file.take(16).read_to_end(&mut front);
    read.map_err(|error| unreadable(name, &error))?;
    if front.starts_with(b"SQLite format 3\0") {
        return Ok(SourceKind::Database);
    }
    if front.starts_with(b"PK\x03\x04") && sheet::is_workbook(path) {
        return Ok(SourceKind::Workbook);
    }
    Ok(SourceKind::Text)
}

/// A file that cannot be read any more.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> ImportFailure {
    ImportFailure::new(
        "file_unreadable",
        format!("{name} could not be read: {error}."),
        "Check the disk, or copy the file and try again.",
    )
    .in_file(name)
}

/// SHA-256 of a whole file, in hexadecimal; nothing where it cannot be read any more.
fn sha256_of(path: &Path) -> String {
    use sha2::{Digest as _, Sha256};
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let Ok(mut file) = File::open(path) else { return String::new() };
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => digest.update(buffer.get(..count).unwrap_or_default()),
            Err(_) => return String::new(),
        }
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How a file is read, in a sentence.
pub(crate) fn reading_sentence(
    form: &FileForm,
    kind: SourceKind,
    packed: bool,
    footer: usize,
) -> String {
    let mut parts = match kind {
        SourceKind::Text => vec![
            format!("{}{}", if packed { "packed " } else { "" }, form.encoding.words()),
            form.delimiter.words().to_owned(),
        ],
        SourceKind::Workbook => {
            vec!["a workbook".to_owned(), sheet_words("sheet", form.sheet.as_deref())]
        }
        SourceKind::Database => {
            vec!["a database".to_owned(), sheet_words("table", form.sheet.as_deref())]
        }
    };
    if kind == SourceKind::Text {
        parts.extend(form.quote.words().map(str::to_owned));
    }
    parts.push(match &form.columns {
        Some(_) => "no header row, columns named by the mapping".to_owned(),
        None => format!("header in row {}", form.header_row),
    });
    parts.push(NumberForm::of(form).words());
    parts.push(format!("dates {}", form.date));
    if !form.empty.is_empty() {
        let texts: Vec<String> = form.empty.iter().map(|text| format!("\"{text}\"")).collect();
        parts.push(format!("{} taken as empty", crate::failure::list(&texts)));
    }
    match footer {
        0 => {}
        1 => parts.push("1 footer line left out".to_owned()),
        lines => parts.push(format!("{lines} footer lines left out")),
    }
    format!("Read as {}.", parts.join(", "))
}

fn sheet_words(noun: &str, name: Option<&str>) -> String {
    name.map_or_else(|| format!("first {noun}"), |name| format!("{noun} {name}"))
}
