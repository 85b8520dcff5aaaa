//! Looks at files that nobody described: how they are written, what their columns hold, and where
//! two readings fit.
//!
//! Everything is read, not a sample: a reading that the last row contradicts is none.

mod column;
mod date;
mod form;
mod number;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use crate::{
    DateForm, Progress,
    failure::ImportFailure,
    given::{GivenFile, file_name},
    import::fingerprint,
    mapping::{Delimiter, Duplicates, Encoding, FileForm, Quote},
    source::{OpenFile, SourceKind, database, kind, reading_sentence, sheet},
};

pub use column::{ColumnReading, Reads};
pub(crate) use number::{Marks, is_one as is_number};

use column::Gather;

/// Rows between two reports of progress.
const ROWS_PER_REPORT: u32 = 8192;

/// What a person decided about the form of a file; the rest is found out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormChoice {
    /// The sheet or table.
    pub sheet: Option<String>,
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// What stands between columns.
    pub delimiter: Option<Delimiter>,
    /// What stands around texts.
    pub quote: Option<Quote>,
    /// The row with the names of the columns; 0 for none.
    pub header_row: Option<u32>,
    /// Whether lines after the data are left out.
    pub footer: Option<bool>,
    /// What becomes of rows that repeat another one.
    pub duplicates: Option<Duplicates>,
}

/// A file as it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspected {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub file: String,
    /// What kind of file it is.
    pub kind: SourceKind,
    /// Its sheets or tables; none for a text.
    pub sheets: Vec<String>,
    /// How it is read.
    pub form: FileForm,
    /// Whether it was packed.
    pub packed: bool,
    /// Its columns, in order.
    pub columns: Vec<ColumnReading>,
    /// Data rows.
    pub rows: u32,
    /// Rows that repeat an earlier one exactly.
    pub repeated: u32,
    /// The footer lines that are left out.
    pub footer: Vec<String>,
}

impl Inspected {
    /// How it is read, in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        reading_sentence(&self.form, self.kind, self.packed, self.footer.len())
    }

    /// The file as an import is given it.
    pub(crate) fn given(&self) -> GivenFile {
        GivenFile { name: self.file.clone(), path: self.path.clone() }
    }

    /// Takes the commonest readings of the columns as those of the file.
    pub(crate) fn settle(&mut self) {
        settle(&mut self.columns, &mut self.form);
    }

    /// A column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&ColumnReading> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// How the rows of a file repeat a key.
pub(crate) struct Repeats {
    /// No two rows have the same key.
    pub(crate) is_unique: bool,
    /// Rows of one key have the same text in the other column.
    pub(crate) agree: bool,
}

/// Reads a file once more, to see whether rows repeat a key and agree in another column then.
pub(crate) fn repeats(
    file: &Inspected,
    keys: &[&str],
    other: &str,
) -> Result<Repeats, ImportFailure> {
    let at = |name: &str| file.columns.iter().position(|column| column.name == name);
    let (keys, other) = (keys.iter().map(|name| at(name)).collect::<Vec<_>>(), at(other));
    let mut opened = OpenFile::open(&file.given(), &file.form)?;
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let mut repeats = Repeats { is_unique: true, agree: true };
    while let Some((_, record)) = opened.next_row()? {
        let text = |at: Option<usize>| {
            at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
        };
        let key = keys.iter().map(|at| text(*at)).collect::<Vec<_>>().join("\u{1f}");
        let other = column::hash_of(&text(other));
        if let Some(before) = seen.insert(column::hash_of(&key), other) {
            repeats.is_unique = false;
            repeats.agree &= before == other;
        }
    }
    Ok(repeats)
}

/// Looks at files. `choices` are by the name of the file.
///
/// # Errors
/// A file that is missing, damaged or no table; `cancelled`.
pub fn inspect(
    paths: &[PathBuf],
    choices: &BTreeMap<String, FormChoice>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Inspected>, ImportFailure> {
    let size = |path: &PathBuf| path.metadata().map_or(0, |about| about.len());
    let all = paths.iter().map(size).sum();
    let mut done = 0;
    let mut found: Vec<Inspected> = Vec::new();
    for path in paths {
        let name = file_name(path);
        let choice = choices.get(&name).cloned().unwrap_or_default();
        let one = one(path, &name, &choice, &mut |bytes| {
            let told = progress(Progress { file: name.clone(), done: done + bytes, all });
            if told.is_break() { Err(ImportFailure::cancelled()) } else { Ok(()) }
        })?;
        done += size(path);
        if found.iter().any(|other| other.file == one.file) {
            return Err(ImportFailure::new(
                "file_twice",
                format!("{name} was given twice, or two files have that name."),
                "Give each file once, under a name of its own.",
            ));
        }
        found.push(one);
    }
    name_patterns(&mut found);
    Ok(found)
}

fn one(
    path: &Path,
    name: &str,
    choice: &FormChoice,
    tell: &mut dyn FnMut(u64) -> Result<(), ImportFailure>,
) -> Result<Inspected, ImportFailure> {
    let given = GivenFile { name: name.to_owned(), path: path.to_owned() };
    let kind = kind(path, name)?;
    let sheets = match kind {
        SourceKind::Text => Vec::new(),
        SourceKind::Workbook => sheet::names(&given, tell)?,
        SourceKind::Database => database::names(&given)?,
    };
    let mut form = form::find(&given, kind, &sheets, choice)?;
    let mut file = OpenFile::open(&given, &form)?;
    let mut gathers: Vec<Gather> =
        file.columns.iter().map(|name| Gather::new(name.clone())).collect();
    let mut seen = HashSet::new();
    let (mut rows, mut repeated) = (0_u32, 0_u32);
    while let Some((_, record)) = file.next_row()? {
        rows = rows.saturating_add(1);
        if !seen.insert(fingerprint(record)) {
            repeated += 1;
        }
        for (gather, text) in gathers.iter_mut().zip(record) {
            gather.take(text.trim());
        }
        if rows.is_multiple_of(ROWS_PER_REPORT) {
            tell(file.bytes())?;
        }
    }
    tell(file.bytes())?;
    let packed = file.packed;
    let footer: Vec<String> = file
        .footer
        .iter()
        .map(|record| record.iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>())
        .map(|texts| texts.join(", "))
        .collect();
    // Without footer lines there is nothing to leave out the next time either, unless asked for.
    form.footer = choice.footer.unwrap_or(!footer.is_empty());
    let mut columns: Vec<ColumnReading> = gathers.into_iter().map(Gather::finish).collect();
    settle(&mut columns, &mut form);
    Ok(Inspected {
        path: path.to_owned(),
        file: name.to_owned(),
        kind,
        sheets,
        form,
        packed,
        columns,
        rows,
        repeated,
        footer,
    })
}

/// Lets columns that are sure decide for those that two readings fit, where all of them agree, and
/// takes the commonest reading as that of the file.
fn settle(columns: &mut [ColumnReading], form: &mut FileForm) {
    let marks: Vec<Marks> = columns.iter().filter_map(ColumnReading::sure_marks).collect();
    let orders: Vec<DateForm> = columns.iter().filter_map(ColumnReading::sure_date).collect();
    for column in columns.iter_mut() {
        column.settle(&marks, &orders);
    }
    let numbers = columns.iter().filter_map(ColumnReading::marks);
    if let Some(common) = commonest(numbers.filter(|marks| marks.matter)) {
        (form.decimal, form.thousands) = (common.decimal, common.thousands);
    }
    if let Some(common) = commonest(columns.iter().filter_map(ColumnReading::date)) {
        form.date = common;
    }
    let mut empty: Vec<String> = columns.iter().flat_map(|column| column.blanks.clone()).collect();
    empty.sort();
    empty.dedup();
    form.empty = empty;
}

/// What stands there most often; of several, the first.
fn commonest<T: PartialEq + Clone>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, u32)> = Vec::new();
    for one in all {
        match counted.iter_mut().find(|(other, _)| *other == one) {
            Some((_, count)) => *count += 1,
            None => counted.push((one, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max()?;
    counted.into_iter().find(|(_, count)| *count == most).map(|(one, _)| one)
}

/// Patterns by which files are found the next time: digits in their names may change, unless two
/// files would then be taken for each other.
fn name_patterns(files: &mut [Inspected]) {
    let pattern = |name: &str| {
        let mut pattern = String::new();
        for character in name.chars() {
            match character {
                c if c.is_ascii_digit() => {
                    if !pattern.ends_with('*') {
                        pattern.push('*');
                    }
                }
                c => pattern.push(c),
            }
        }
        pattern
    };
    let names: Vec<String> = files.iter().map(|file| file.file.clone()).collect();
    for file in files.iter_mut() {
        let wide = pattern(&file.file);
        // Files are found whatever capitals their names have.
        let lower = wide.to_lowercase();
        let matched = |name: &&String| crate::given::matches_pattern(&lower, &name.to_lowercase());
        let is_alone = names.iter().filter(matched).count() == 1;
        file.form.name = if is_alone { wide } else { file.file.clone() };
    }
}
