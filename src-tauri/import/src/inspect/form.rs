//! How a text is written: encoding, delimiter, quotes, header.

use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::StringRecord;

use super::{FormChoice, date, number};
use crate::{
    failure::ImportFailure,
    given::GivenFile,
    mapping::{Delimiter, Encoding, FileForm, Quote},
    source::{OpenFile, SourceKind, is_footer, text, unreadable},
};

/// Bytes of text that the delimiter and the header are found in.
const SAMPLE: usize = 512 * 1024;
/// Records of it.
const RECORDS: usize = 400;

const DELIMITERS: [Delimiter; 4] =
    [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab, Delimiter::Bar];

/// Finds the form of a file, as far as nobody chose it.
pub(super) fn find(
    given: &GivenFile,
    kind: SourceKind,
    sheets: &[String],
    choice: &FormChoice,
) -> Result<FileForm, ImportFailure> {
    let mut form = FileForm::named(given.name.clone());
    form.footer = choice.footer.unwrap_or(true);
    form.duplicates = choice.duplicates.unwrap_or_default();
    let records = match kind {
        SourceKind::Text => text_form(given, choice, &mut form)?,
        SourceKind::Workbook | SourceKind::Database => {
            form.sheet = choice.sheet.clone().or_else(|| sheets.first().cloned());
            first_rows(given, &form)?
        }
    };
    match choice.header_row {
        Some(0) => form.columns = Some(numbered(width(&records))),
        Some(row) => form.header_row = row,
        None if kind == SourceKind::Database => {}
        None => match header(&records) {
            Some(row) => form.header_row = row,
            None => form.columns = Some(numbered(width(&records))),
        },
    }
    Ok(form)
}

/// The names of columns without a header.
fn numbered(width: usize) -> Vec<String> {
    (1..=width).map(|number| format!("Column {number}")).collect()
}

/// The first rows of a sheet, with their numbers.
fn first_rows(
    given: &GivenFile,
    form: &FileForm,
) -> Result<Vec<(u32, StringRecord)>, ImportFailure> {
    let bare = FileForm { columns: Some(Vec::new()), footer: false, ..form.clone() };
    let mut file = OpenFile::open(given, &bare)?;
    let mut records = Vec::new();
    while let Some((row, record)) = file.next_row()? {
        records.push((row, record.clone()));
        if records.len() >= RECORDS {
            break;
        }
    }
    Ok(records)
}

/// Finds encoding, delimiter and quotes, and gives the first records.
fn text_form(
    given: &GivenFile,
    choice: &FormChoice,
    form: &mut FileForm,
) -> Result<Vec<(u32, StringRecord)>, ImportFailure> {
    let (encoding, start) = encoding(given)?;
    form.encoding = choice.encoding.unwrap_or(encoding);
    let (decoded, _, _) = form.encoding.known().decode(&start);
    let whole = start.len() < SAMPLE;
    let delimiters: Vec<Delimiter> =
        choice.delimiter.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let quotes: Vec<Quote> = choice
        .quote
        .map_or_else(|| vec![Quote::Double, Quote::None, Quote::Single], |quote| vec![quote]);
    let mut best: Option<(u64, Delimiter, Quote, Vec<StringRecord>)> = None;
    for quote in quotes {
        for delimiter in &delimiters {
            let records = parsed(&decoded, *delimiter, quote, whole);
            let score = score(&records, quote);
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, *delimiter, quote, records));
            }
        }
    }
    let Some((_, delimiter, quote, records)) = best else { return Ok(Vec::new()) };
    (form.delimiter, form.quote) = (delimiter, quote);
    Ok((1..).zip(records).collect())
}

/// The encoding of a file, and its first bytes. Zero bytes come first: only UTF-16 has them, and a
/// detector takes it for anything.
fn encoding(given: &GivenFile) -> Result<(Encoding, Vec<u8>), ImportFailure> {
    let (file, _) = text::open(&given.path, &given.name)?;
    let (mut plain, _) = text::unpacked(Box::new(file), given)?;
    let mut start = Vec::new();
    let read = plain.by_ref().take(SAMPLE as u64).read_to_end(&mut start);
    read.map_err(|error| unreadable(&given.name, &error))?;
    if let Some(wide) = wide(&start) {
        return Ok((wide, start));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut checked = Utf8Check::default();
    let mut chunk = start.clone();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        checked.feed(&chunk);
        detector.feed(&chunk, false);
        let count = plain.read(&mut buffer).map_err(|error| unreadable(&given.name, &error))?;
        if count == 0 {
            break;
        }
        chunk.clear();
        chunk.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
    detector.feed(&[], true);
    if checked.holds() {
        return Ok((Encoding::Utf8, start));
    }
    let guessed = detector.guess(None, Utf8Detection::Deny);
    Ok((Encoding::of_known(guessed).unwrap_or(Encoding::Windows1252), start))
}

/// UTF-16 by its mark, or by zero bytes in every other place.
fn wide(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16High),
        _ => {}
    }
    let zeros = |rest: usize| {
        let front = start.iter().take(8192).enumerate();
        front.filter(|(at, byte)| at % 2 == rest && **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let half = start.len().min(8192) / 2;
    if odd > half / 2 && even < odd / 8 {
        return Some(Encoding::Utf16);
    }
    (even > half / 2 && odd < even / 8).then_some(Encoding::Utf16High)
}

/// Whether bytes are UTF-8, chunk by chunk.
#[derive(Default)]
struct Utf8Check {
    rest: Vec<u8>,
    failed: bool,
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) {
        if self.failed {
            return;
        }
        self.rest.extend_from_slice(chunk);
        match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.clear(),
            Err(error) if error.error_len().is_none() => {
                self.rest.drain(..error.valid_up_to());
            }
            Err(_) => self.failed = true,
        }
    }

    fn holds(&self) -> bool {
        !self.failed && self.rest.is_empty()
    }
}

/// The first records of a text; the last one is left out where the text goes on.
fn parsed(text: &str, delimiter: Delimiter, quote: Quote, whole: bool) -> Vec<StringRecord> {
    let mut builder = csv::ReaderBuilder::new();
    match quote {
        Quote::Double => {}
        Quote::Single => drop(builder.quote(b'\'')),
        Quote::None => drop(builder.quoting(false)),
    }
    let mut reader = builder
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records: Vec<StringRecord> =
        reader.records().take(RECORDS).map_while(Result::ok).collect();
    if !whole && records.len() < RECORDS {
        records.pop();
    }
    records
}

/// How well records fit a table: most of them have the same number of columns, and more than one.
fn score(records: &[StringRecord], quote: Quote) -> u64 {
    let width = common_width(records.iter());
    if width < 2 || records.is_empty() {
        return 1;
    }
    let fitting = records.iter().filter(|record| record.len() == width).count() as u64;
    let share = fitting * 1000 / records.len() as u64;
    // A quote that is never closed swallows rows, and its text has their line breaks.
    let longest = records.iter().flat_map(StringRecord::iter);
    let lines = longest.map(|text| text.matches('\n').count()).max().unwrap_or_default();
    let swallowed = if lines > 60 { 600 } else { 0 };
    let left = |mark: char| {
        let texts = records.iter().flat_map(StringRecord::iter);
        let quoted = |text: &&str| text.len() > 1 && text.starts_with(mark) && text.ends_with(mark);
        texts.filter(quoted).count()
    };
    let unread = if quote != Quote::Double && left('"') > 0 { 500 } else { 0 };
    let single = if quote != Quote::Single && left('\'') > records.len() { 100 } else { 0 };
    (share * 100 + (width as u64).min(60) * 20)
        .saturating_sub((swallowed + unread + single) * 100)
        .max(2)
        + u64::from(quote == Quote::Double)
}

fn common_width<'a>(records: impl Iterator<Item = &'a StringRecord>) -> usize {
    let widths: Vec<usize> = records.map(StringRecord::len).collect();
    super::commonest(widths.into_iter()).unwrap_or_default()
}

/// Columns of the table, whatever its title has.
fn width(records: &[(u32, StringRecord)]) -> usize {
    records.iter().map(|(_, record)| record.len()).max().unwrap_or_default()
}

/// The row with the names of the columns: the first that is as wide as the table and has texts
/// only. Nothing where the table begins with data.
fn header(records: &[(u32, StringRecord)]) -> Option<u32> {
    let common = common_width(records.iter().map(|(_, record)| record));
    if common <= 1 {
        return records.first().map(|(row, _)| *row);
    }
    let begins = |record: &StringRecord| {
        let filled = record.iter().filter(|text| !text.trim().is_empty()).count();
        filled >= 2 && filled * 10 >= common * 5 && !is_footer(record, common)
    };
    let (row, first) = records.iter().find(|(_, record)| begins(record))?;
    let is_name = |text: &str| {
        let text = text.trim();
        text.is_empty() || !(number::is_one(text) || date::is_one(text))
    };
    first.iter().all(is_name).then_some(*row)
}
