//! A delimited text file, opened and read row by row.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    rc::Rc,
};

use csv::StringRecord;
use flate2::read::MultiGzDecoder;

use super::{
    stream::{Bounded, Decoded, LONGEST_ROW, StreamFault, Unpacked, Watch, Watched},
    unreadable,
};
use crate::{
    failure::ImportFailure,
    given::GivenFile,
    mapping::{Encoding, FileForm, Quote},
};

/// The most that a zip archive may hold; it is unpacked in memory.
const LARGEST_ARCHIVE: u64 = 512 * 1024 * 1024;

const BUFFER: usize = 64 * 1024;

/// A row put after the last one. It is only told from the others when no quote is open there: else
/// it becomes the end of the value that swallowed the rest of the file.
const END: &str = "\u{3}end of the file\u{3}";
const END_ROW: &str = "\n\u{3}end of the file\u{3}\n";

/// An open file. Its rows are numbered as records, a header being row 1.
pub(crate) struct TextFile {
    pub(crate) name: String,
    /// Whether it was packed.
    pub(crate) packed: bool,
    /// Its bytes, as it lies on the disk.
    pub(crate) size: u64,
    encoding: Encoding,
    reader: csv::Reader<Box<dyn Read>>,
    row: u32,
    watch: Rc<Watch>,
}

impl TextFile {
    /// Opens a file.
    pub(crate) fn open(given: &GivenFile, form: &FileForm) -> Result<Self, ImportFailure> {
        let watch = Rc::new(Watch::default());
        let (file, size) = open(&given.path, &given.name)?;
        let (stream, packed) = stream(file, given, form, &watch)?;
        let mut builder = csv::ReaderBuilder::new();
        match form.quote {
            Quote::Double => {}
            Quote::Single => drop(builder.quote(b'\'')),
            Quote::None => drop(builder.quoting(false)),
        }
        let reader = builder
            .delimiter(form.delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(BUFFER)
            .from_reader(stream);
        Ok(Self {
            name: given.name.clone(),
            packed,
            size,
            encoding: form.encoding,
            reader,
            row: 0,
            watch,
        })
    }

    /// The next record into `record`, and its number.
    pub(crate) fn next_row(
        &mut self,
        record: &mut StringRecord,
    ) -> Result<Option<u32>, ImportFailure> {
        self.row = self.row.checked_add(1).ok_or_else(|| {
            ImportFailure::new(
                "file_too_long",
                format!("{} has more rows than can be numbered.", self.name),
                "Split it into several files.",
            )
            .in_file(&self.name)
        })?;
        match self.reader.read_record(record) {
            Ok(false) => Ok(None),
            Ok(true) if is_end(record) => self.end(record),
            Ok(true) if ends_in_quote(record) => Err(ImportFailure::new(
                "quote_open",
                format!(
                    "{}, row {}, opens a quote that is never closed, so the rest of the file would be one value.",
                    self.name, self.row
                ),
                "Close the quote in the file, or double it if it belongs to the text.",
            )
            .in_file(&self.name)
            .in_row(self.row)),
            Ok(true) if self.row == 1 && record.iter().any(|text| text.contains('\0')) => {
                let what = "row 1 holds zero bytes, as UTF-16 does";
                Err(not_text(&self.name, self.encoding, what).in_row(1))
            }
            Ok(true) => {
                self.watch.since_row.set(0);
                Ok(Some(self.row))
            }
            Err(error) => Err(read_failure(&self.name, self.encoding, self.row, &error)),
        }
    }

    /// Makes sure that nothing follows the row that ends the file; one that looks like it could
    /// stand in the middle, and must not hide what comes after.
    fn end(&mut self, record: &mut StringRecord) -> Result<Option<u32>, ImportFailure> {
        match self.reader.read_record(record) {
            Ok(false) => Ok(None),
            _ => {
                let what = format!("row {} is our mark for the end, and more follows", self.row);
                Err(not_text(&self.name, self.encoding, &what).in_row(self.row))
            }
        }
    }

    /// Bytes taken from the file so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.watch.bytes.get()
    }

    /// SHA-256 of the file, once its last row was read.
    pub(crate) fn sha256(&self) -> String {
        self.watch.sha256()
    }
}

fn is_end(record: &StringRecord) -> bool {
    record.len() == 1 && record.get(0) == Some(END)
}

fn ends_in_quote(record: &StringRecord) -> bool {
    record.iter().next_back().is_some_and(|text| text.ends_with(END_ROW))
}

/// The text of a file as UTF-8, and whether it was packed.
fn stream(
    file: File,
    given: &GivenFile,
    form: &FileForm,
    watch: &Rc<Watch>,
) -> Result<(Box<dyn Read>, bool), ImportFailure> {
    let watched = Watched { inner: file, watch: Rc::clone(watch) };
    let (plain, is_packed) = unpacked(Box::new(watched), given)?;
    let mut plain = BufReader::with_capacity(BUFFER, plain);
    refuse_foreign(front(&mut plain, given)?, given, form.encoding)?;
    let bounded = Bounded { inner: plain, watch: Rc::clone(watch) };
    let text: Box<dyn Read> = match form.encoding {
        Encoding::Utf8 => Box::new(bounded),
        // Looks at the byte order mark, and takes the low half first without one.
        Encoding::Utf16 => Box::new(Decoded::new(bounded, encoding_rs::UTF_16LE.new_decoder())),
        Encoding::Utf16High => {
            let decoder = encoding_rs::UTF_16BE.new_decoder_with_bom_removal();
            Box::new(Decoded::new(bounded, decoder))
        }
        other => {
            let decoder = other.known().new_decoder_without_bom_handling();
            Box::new(Decoded::new(bounded, decoder))
        }
    };
    Ok((Box::new(text.chain(END_ROW.as_bytes())), is_packed))
}

/// The bytes of a file, unpacked where they are packed, and whether they were.
pub(crate) fn unpacked(
    file: Box<dyn Read>,
    given: &GivenFile,
) -> Result<(Box<dyn Read>, bool), ImportFailure> {
    let mut packed = BufReader::with_capacity(BUFFER, file);
    let start = front(&mut packed, given)?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok((Box::new(Unpacked(MultiGzDecoder::new(packed))), true));
    }
    if start.starts_with(b"PK\x03\x04") {
        return Ok((Box::new(only_text(packed, given)?), true));
    }
    Ok((Box::new(packed), false))
}

/// The one text in a zip archive.
fn only_text(mut packed: impl Read, given: &GivenFile) -> Result<Cursor<Vec<u8>>, ImportFailure> {
    let mut bytes = Vec::new();
    let read = packed.by_ref().take(LARGEST_ARCHIVE).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&given.name, &error))?;
    let foreign = |what: &str| {
        ImportFailure::new(
            "file_foreign",
            format!("{} is a zip archive{what}.", given.name),
            "Unpack it and give the file inside.",
        )
        .in_file(&given.name)
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| foreign(" that cannot be unpacked"))?;
    // A Mac puts a shadow of each file beside it.
    let is_text = |name: &str| {
        let name = name.to_lowercase();
        [".csv", ".tsv", ".txt"].iter().any(|end| name.ends_with(end))
            && !name.starts_with("__macosx/")
    };
    let names = archive.file_names().filter_map(Result::ok).map(|name| name.into_owned());
    let names: Vec<String> = names.filter(|name| is_text(name)).collect();
    let [name] = names.as_slice() else {
        return Err(foreign(" without exactly one text in it"));
    };
    let part = archive.by_name(name).map_err(|_| foreign(" that cannot be unpacked"))?;
    let mut text = Vec::new();
    let read = part.take(LARGEST_ARCHIVE).read_to_end(&mut text);
    read.map_err(|_| foreign(" that cannot be unpacked"))?;
    if text.len() as u64 >= LARGEST_ARCHIVE {
        return Err(foreign(" that unpacks to more than 512 MB"));
    }
    Ok(Cursor::new(text))
}

/// Opens a file, and says how many bytes it has.
pub(crate) fn open(path: &Path, name: &str) -> Result<(File, u64), ImportFailure> {
    let failed = |reason: String| {
        ImportFailure::new(
            "file_unreadable",
            format!("{} could not be opened: {reason}.", path.display()),
            "Check its place and that you may read it.",
        )
        .in_file(name)
    };
    let file = File::open(path).map_err(|error| failed(reason(&error)))?;
    match file.metadata() {
        Ok(about) if about.is_dir() => Err(failed("it is a folder".to_owned())),
        Ok(about) => Ok((file, about.len())),
        Err(error) => Err(failed(reason(&error))),
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not allowed".to_owned(),
        _ => error.to_string(),
    }
}

/// The first bytes, without taking them.
fn front<'a, R: Read>(
    reader: &'a mut BufReader<R>,
    given: &GivenFile,
) -> Result<&'a [u8], ImportFailure> {
    reader.fill_buf().map_err(|error| stream_failure(&given.name, Encoding::Utf8, 1, &error))
}

/// Refuses what is plainly not a delimited text in the encoding that the mapping names.
fn refuse_foreign(
    front: &[u8],
    given: &GivenFile,
    encoding: Encoding,
) -> Result<(), ImportFailure> {
    let kind = match front {
        _ if front.starts_with(b"%PDF-") => "a PDF document",
        _ if front.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) => "a workbook of the old kind (.xls)",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] if !encoding.is_wide() => {
            return Err(not_text(&given.name, encoding, "it begins with the mark of UTF-16"));
        }
        _ => return Ok(()),
    };
    Err(ImportFailure::new(
        "file_foreign",
        format!("{} is {kind}, not a text with columns.", given.name),
        "Save the data as CSV and give that file.",
    )
    .in_file(&given.name))
}

fn read_failure(name: &str, encoding: Encoding, row: u32, error: &csv::Error) -> ImportFailure {
    match error.kind() {
        csv::ErrorKind::Io(error) => stream_failure(name, encoding, row, error),
        _ => not_text(name, encoding, &format!("row {row} holds bytes that are none")).in_row(row),
    }
}

fn stream_failure(name: &str, encoding: Encoding, row: u32, error: &io::Error) -> ImportFailure {
    let (code, sentence, hint) = match StreamFault::of(error) {
        Some(StreamFault::Damaged) => (
            "file_damaged",
            format!("{name} is damaged: what is packed in it cannot be unpacked."),
            "Get the file again from where it came from.",
        ),
        Some(StreamFault::NotText) => {
            return not_text(
                name,
                encoding,
                &format!("row {row} or one soon after holds bytes that are none"),
            );
        }
        Some(StreamFault::RowTooLong) => (
            "row_too_long",
            format!("{name}, row {row}, does not end within {} MB.", LONGEST_ROW / 1024 / 1024),
            "Look for a quote in that row that is opened and never closed.",
        ),
        None => (
            "file_unreadable",
            format!("{name} could not be read at row {row}: {}.", reason(error)),
            "Check the disk, or copy the file and try again.",
        ),
    };
    ImportFailure::new(code, sentence, hint).in_file(name).in_row(row)
}

fn not_text(name: &str, encoding: Encoding, what: &str) -> ImportFailure {
    let others: Vec<&str> = [
        (Encoding::Utf8, "\"utf-8\""),
        (Encoding::Utf16, "\"utf-16\""),
        (Encoding::Windows1252, "\"windows-1252\""),
    ]
    .into_iter()
    .filter(|(other, _)| *other != encoding)
    .map(|(_, name)| name)
    .collect();
    ImportFailure::new(
        "not_text",
        format!("{name} is not {} text: {what}.", encoding.words()),
        format!("Say how it is written with \"encoding\" in the mapping: {}.", others.join(" or ")),
    )
    .in_file(name)
}
