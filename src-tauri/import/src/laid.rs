//! A mapping laid over the files that were looked at: which column each field is read from and what
//! comes of it, and changes of it.

mod own;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tierwright_program::{money::decimal_text, words::grouped};

use crate::{
    Matched, NamedFile, Remembered, given,
    guess::{Question, reads},
    inspect::{ColumnReading, Inspected, Reads},
    mapping::{Cell, FileForm, Mapping, ReadMappingError, TextFrom},
    number::{self, NumberForm},
    table::{FeedView, Table, feeds},
};

pub(crate) use own::ATTRIBUTES;

/// A field of ours, and where a mapping reads it from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaidField {
    /// The feed, such as `/tables/deal/0`.
    pub place: String,
    /// The table it fills.
    pub table: Table,
    /// The name of the file.
    pub file: String,
    /// The column of ours; `attribute:` and its name for one of the user's own.
    pub field: String,
    /// Whether a row must have it.
    pub must: bool,
    /// The columns it is read from.
    pub columns: Vec<String>,
    /// What it is read from, in words; empty for nothing.
    pub source: String,
    /// The first texts there.
    pub firsts: Vec<String>,
    /// How those are read.
    pub read: Vec<String>,
    /// How it is read, in words.
    pub how: String,
    /// The open question about it.
    pub question: Option<String>,
}

/// A text of a file, and what a mapping takes it for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaidMeaning {
    /// The feed.
    pub place: String,
    /// The column of ours.
    pub field: &'static str,
    /// The text.
    pub text: String,
    /// What it means.
    pub means: String,
    /// Rows with it.
    pub rows: u32,
    /// What it may mean; empty where anything may.
    pub choices: Vec<String>,
}

/// A change of one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// The feed, such as `/tables/deal/0`.
    pub place: String,
    /// The column of ours.
    pub field: String,
    /// What becomes of it.
    pub to: FieldTo,
}

/// What becomes of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldTo {
    /// It is read from this column.
    Column(String),
    /// It is this text in every row.
    Text(String),
    /// A text of the file means this.
    Means(String, String),
    /// It is not read.
    Nothing,
}

/// The file of each role, by its position among those looked at; files that no role is like are
/// left out.
fn roles(mapping: &Mapping, inspected: &[Inspected]) -> BTreeMap<String, usize> {
    let mut roles = BTreeMap::new();
    for (index, file) in inspected.iter().enumerate() {
        let named = [NamedFile { role: None, path: file.path.clone() }];
        let alone = Mapping {
            files: mapping
                .files
                .iter()
                .map(|(role, form)| (role.clone(), optional(form)))
                .collect(),
            ..mapping.clone()
        };
        if let Ok(assigned) = given::assign(&alone, &named) {
            roles.extend(assigned.into_keys().map(|role| (role, index)));
        }
    }
    roles
}

fn optional(form: &FileForm) -> FileForm {
    FileForm { optional: true, ..form.clone() }
}

/// The role that a mapping calls a file by; nothing when it reads nothing from it.
#[must_use]
pub fn role_of(mapping: &Mapping, inspected: &[Inspected], file: &str) -> Option<String> {
    let found = roles(mapping, inspected).into_iter();
    let mut named = found.filter(|(_, at)| inspected.get(*at).is_some_and(|one| one.file == file));
    named.next().map(|(role, _)| role)
}

/// How many of the columns that a mapping reads the files have, and how many it reads.
#[must_use]
pub fn fit_of(mapping: &Mapping, inspected: &[Inspected]) -> (u32, u32) {
    let roles = roles(mapping, inspected);
    let (mut matched, mut of) = (0, 0);
    for feed in feeds(mapping) {
        for cell in feed.reads() {
            for name in cell.names() {
                of += 1;
                matched += u32::from(column(mapping, inspected, &roles, &feed, name).is_some());
            }
        }
    }
    (matched, of)
}

/// The same mapping for the files as they are written this time: what a person decides about a form
/// stays where two readings fit, and everything else follows the files.
#[must_use]
pub fn fitted(mapping: &Mapping, inspected: &mut [Inspected], remembered: &Remembered) -> Mapping {
    let roles = roles(mapping, inspected);
    let mut fitted = mapping.clone();
    for (role, index) in &roles {
        let Some(old) = mapping.files.get(role) else { continue };
        let Some(file) = inspected.get_mut(*index) else { continue };
        name_columns(file, old);
        for feed in feeds(mapping).iter().filter(|feed| feed.file == role) {
            for (_, cell) in &feed.cells {
                settle(file, old, cell);
            }
        }
        file.settle();
        let form = FileForm {
            name: old.name.clone(),
            optional: old.optional,
            duplicates: old.duplicates,
            ..file.form.clone()
        };
        fitted.files.insert(role.clone(), form);
    }
    reread(&mut fitted, inspected, &roles, remembered);
    fitted
}

/// Gives the columns of a file without a header the names they had.
fn name_columns(file: &mut Inspected, old: &FileForm) {
    let Some(names) = old.columns.as_ref().filter(|names| names.len() == file.columns.len()) else {
        return;
    };
    if file.form.columns.is_some() {
        file.form.columns = Some(names.clone());
        for (column, name) in file.columns.iter_mut().zip(names) {
            column.name.clone_from(name);
        }
    }
}

/// Lets a mapping decide where two readings fit a column that it reads.
fn settle(file: &mut Inspected, old: &FileForm, cell: &Cell) {
    for name in cell.names() {
        let found = file.columns.iter_mut().find(|column| column.name == *name);
        let Some(column) = found.filter(|column| column.is_open()) else { continue };
        let choice = match column.reads {
            Reads::Numbers => {
                let form = NumberForm::of(old);
                let decimal = cell.written.number.map_or(form.decimal, |(decimal, _)| decimal);
                match decimal {
                    crate::mapping::DecimalMark::Point => ".".to_owned(),
                    crate::mapping::DecimalMark::Comma => ",".to_owned(),
                }
            }
            _ => cell.written.date.as_ref().unwrap_or(&old.date).to_string(),
        };
        column.choose(&choice);
    }
}

/// Writes the reading of each column anew where it is not that of its file, and the meaning of
/// texts that were not there before.
fn reread(
    mapping: &mut Mapping,
    inspected: &[Inspected],
    roles: &BTreeMap<String, usize>,
    remembered: &Remembered,
) {
    let Ok(mut value) = serde_json::to_value(&*mapping) else { return };
    for feed in feeds(mapping) {
        for (field, cell) in &feed.cells {
            let [name] = cell.names() else { continue };
            let Some((file, column)) = column(mapping, inspected, roles, &feed, name) else {
                continue;
            };
            let mut cell = (*cell).clone();
            if reads(field) == Some(column.reads.clone()) {
                let fresh = cell_of(file, column);
                cell.written.number = fresh.written.number;
                cell.written.date = fresh.written.date;
            }
            if let Some(matched) = matched(feed.table, field) {
                let fresh = meanings(column, matched, remembered);
                for (text, means) in fresh {
                    cell.values.entry(text).or_insert(means);
                }
            }
            put(&mut value, &feed.place(), field, &cell);
        }
    }
    if let Ok(changed) = serde_json::from_value(value) {
        *mapping = changed;
    }
}

fn put(mapping: &mut Value, place: &str, field: &str, cell: &Cell) {
    let columns = mapping.pointer_mut(&format!("{place}/columns"));
    if let (Some(columns), Ok(cell)) = (columns, serde_json::to_value(cell)) {
        columns[field] = cell;
    }
}

/// Which of our texts a field has.
pub(crate) fn matched(table: Table, field: &str) -> Option<Matched> {
    match (table, field) {
        (Table::Deal, "stage") => Some(Matched::Stage),
        (Table::Deal, "kind") => Some(Matched::Kind),
        (Table::Credit | Table::Registration, "role") => Some(Matched::Role),
        (Table::FundEvent, "step") => Some(Matched::Step),
        (Table::Settlement, "kind") => Some(Matched::Settlement),
        _ => None,
    }
}

/// What the texts of a column mean, where that is another text.
fn meanings(
    column: &ColumnReading,
    matched: Matched,
    remembered: &Remembered,
) -> BTreeMap<String, String> {
    let texts = column.values.iter().flatten();
    texts
        .filter_map(|(text, _)| {
            let means = remembered.meaning(matched, text);
            let first = matched.choices().first().map(|choice| (*choice).to_owned());
            means.or(first).filter(|means| means != text).map(|means| (text.clone(), means))
        })
        .collect()
}

/// A column as a cell of a mapping, with its reading where that of its file does not hold.
pub(crate) fn cell_of(file: &Inspected, column: &ColumnReading) -> Cell {
    let mut cell = Cell::column(&column.name);
    match column.reads {
        Reads::Numbers => {
            let marks = column.marks().filter(|marks| marks.matter);
            let own = marks.map(|marks| (marks.decimal, marks.thousands));
            cell.written.number =
                own.filter(|own| *own != (file.form.decimal, file.form.thousands));
        }
        Reads::Dates => cell.written.date = column.date().filter(|date| *date != file.form.date),
        Reads::Empty | Reads::Text => {}
    }
    cell
}

/// Finds a column of a feed by its name in the mapping.
fn column<'a>(
    mapping: &Mapping,
    inspected: &'a [Inspected],
    roles: &BTreeMap<String, usize>,
    feed: &FeedView<'_>,
    name: &str,
) -> Option<(&'a Inspected, &'a ColumnReading)> {
    let joined = name.split_once('.').filter(|(role, _)| {
        mapping.files.contains_key(*role) && feed.join.iter().any(|join| join.file == *role)
    });
    let (role, name) = joined.unwrap_or((feed.file, name));
    let file = roles.get(role).and_then(|at| inspected.get(*at))?;
    file.column(name).map(|column| (file, column))
}

/// Every field of the tables that a mapping fills, read or not.
#[must_use]
pub fn fields(
    mapping: &Mapping,
    inspected: &[Inspected],
    questions: &[Question],
) -> Vec<LaidField> {
    let roles = roles(mapping, inspected);
    let mut fields = Vec::new();
    for feed in feeds(mapping) {
        let file = roles.get(feed.file).and_then(|at| inspected.get(*at));
        let file_name = file.map(|file| file.file.clone()).unwrap_or_default();
        let ours = feed.all.iter().map(|field| {
            let cell = feed.cells.iter().find(|(name, _)| name == field).map(|(_, cell)| *cell);
            ((*field).to_owned(), feed.must.contains(field), cell)
        });
        let kept = feed
            .own
            .iter()
            .map(|(name, cell)| (format!("{}{name}", own::ATTRIBUTE), false, Some(*cell)));
        for (field, must, cell) in ours.chain(kept) {
            let mut laid = LaidField {
                place: feed.place(),
                table: feed.table,
                file: file_name.clone(),
                field,
                must,
                columns: Vec::new(),
                source: String::new(),
                firsts: Vec::new(),
                read: Vec::new(),
                how: String::new(),
                question: None,
            };
            if let Some(cell) = cell {
                lay(&mut laid, mapping, inspected, &roles, &feed, cell);
                laid.question = questions
                    .iter()
                    .filter(|question| question.answer.is_none() && question.file == file_name)
                    .find(|question| {
                        question.column.as_ref().is_some_and(|name| laid.columns.contains(name))
                    })
                    .map(|question| question.id.clone());
            }
            fields.push(laid);
        }
    }
    fields
}

fn lay(
    laid: &mut LaidField,
    mapping: &Mapping,
    inspected: &[Inspected],
    roles: &BTreeMap<String, usize>,
    feed: &FeedView<'_>,
    cell: &Cell,
) {
    laid.columns = cell.names().to_vec();
    laid.source = match &cell.from {
        TextFrom::Text(text) => format!("always {text}"),
        TextFrom::Row(before) => format!("{before}row number").trim().to_owned(),
        TextFrom::FirstOf(names) => names.join(", else "),
        TextFrom::Product { names, .. } => names.join(" x "),
        TextFrom::Columns { names, .. } => names.join(" and "),
        TextFrom::Column(name) | TextFrom::Sum(name) => name.clone(),
    };
    let sum = if cell.is_sum() { "added up per key" } else { "" };
    laid.how = how(&laid.field, mapping, feed, cell);
    if !sum.is_empty() {
        laid.how = [laid.how.as_str(), sum]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
    }
    let Some(name) = cell.names().first() else { return };
    let Some((file, column)) = column(mapping, inspected, roles, feed, name) else { return };
    laid.firsts.clone_from(&column.firsts);
    if cell.names().len() == 1 || matches!(cell.from, TextFrom::FirstOf(_)) {
        laid.read = column.firsts.iter().map(|text| read(&laid.field, file, cell, text)).collect();
    }
}

/// How a field is read, in words.
fn how(field: &str, mapping: &Mapping, feed: &FeedView<'_>, cell: &Cell) -> String {
    let Some(form) = mapping.files.get(feed.file) else { return String::new() };
    let written = &cell.written;
    let mut parts = Vec::new();
    if cell.names().is_empty() {
        return String::new();
    }
    match reads(field) {
        Some(Reads::Numbers) => {
            let own = written.number.map(|(decimal, thousands)| NumberForm { decimal, thousands });
            parts.push(own.unwrap_or_else(|| NumberForm::of(form)).words());
        }
        Some(Reads::Dates) => {
            parts.push(format!("dates {}", written.date.as_ref().unwrap_or(&form.date)));
        }
        _ if !cell.values.is_empty() => parts.push("matched with ours".to_owned()),
        _ if field == "id" || field == "deal" || field == "partner" => {
            parts.push("text, zeros kept".to_owned());
        }
        _ => parts.push("text".to_owned()),
    }
    if written.percent {
        parts.push("percent".to_owned());
    }
    if written.times > 1 {
        parts.push(format!("times {}", written.times));
    }
    if written.negated {
        parts.push("sign turned".to_owned());
    }
    parts.join(", ")
}

/// How one text is read, for people; empty where it cannot be read.
fn read(field: &str, file: &Inspected, cell: &Cell, text: &str) -> String {
    let form = &file.form;
    if form.empty.iter().any(|empty| empty == text) {
        return "empty".to_owned();
    }
    match reads(field) {
        Some(Reads::Numbers) => {
            let own = cell.written.number;
            let marks = own.map_or_else(
                || NumberForm::of(form),
                |(decimal, thousands)| NumberForm { decimal, thousands },
            );
            let (places, shown) = if cell.written.percent { (8, 0) } else { (4, 2) };
            let units = number::read_written(text, marks, &cell.written, i64::from(places));
            let turned = |units: i64| if cell.written.negated { -units } else { units };
            let text = units.map(|units| decimal_text(turned(units.units), places, shown));
            text.map(|text| grouped(&text)).unwrap_or_default()
        }
        Some(Reads::Dates) => {
            let date = cell.written.date.as_ref().unwrap_or(&form.date);
            date.read(text).map(|day| day.format("%-d %b %Y").to_string()).unwrap_or_default()
        }
        _ => cell.values.get(text).cloned().unwrap_or_else(|| text.to_owned()),
    }
}

/// What the texts of matched fields are taken for.
#[must_use]
pub fn laid_meanings(mapping: &Mapping, inspected: &[Inspected]) -> Vec<LaidMeaning> {
    let roles = roles(mapping, inspected);
    let mut laid = Vec::new();
    for feed in feeds(mapping) {
        for (field, cell) in &feed.cells {
            let (Some(matched), [name]) = (matched(feed.table, field), cell.names()) else {
                continue;
            };
            let Some((_, column)) = column(mapping, inspected, &roles, &feed, name) else {
                continue;
            };
            for (text, rows) in column.values.iter().flatten() {
                laid.push(LaidMeaning {
                    place: feed.place(),
                    field,
                    text: text.clone(),
                    means: cell.values.get(text).cloned().unwrap_or_else(|| text.clone()),
                    rows: *rows,
                    choices: matched.choices().iter().map(|one| (*one).to_owned()).collect(),
                });
            }
        }
    }
    laid
}

/// Changes one field.
///
/// # Errors
/// A place or field that the mapping does not have, a column that its file does not have, or a field
/// that a row must have and would not.
pub fn changed(
    mapping: &Mapping,
    inspected: &[Inspected],
    remembered: &Remembered,
    change: &FieldChange,
) -> Result<Mapping, ReadMappingError> {
    let fault = |reason: String| ReadMappingError { place: change.place.clone(), reason };
    let views = feeds(mapping);
    let feed = views.iter().find(|feed| feed.place() == change.place);
    let feed = feed.ok_or_else(|| fault("there is no such feed".to_owned()))?;
    if let Some(name) = change.field.strip_prefix(own::ATTRIBUTE) {
        return own::changed(mapping, inspected, feed, (name, &change.to));
    }
    let field = feed.all.iter().find(|field| **field == change.field);
    let field = field.ok_or_else(|| fault(format!("there is no field {}", change.field)))?;
    let old = feed.cells.iter().find(|(name, _)| name == field).map(|(_, cell)| (*cell).clone());
    let mut value = serde_json::to_value(mapping).unwrap_or_default();
    match &change.to {
        FieldTo::Nothing if feed.must.contains(field) => {
            return Err(fault(format!("every row must have {field}")));
        }
        FieldTo::Nothing => {
            let columns = value.pointer_mut(&format!("{}/columns", change.place));
            if let Some(Value::Object(columns)) = columns {
                columns.remove(*field);
            }
        }
        FieldTo::Text(text) => put(&mut value, &change.place, field, &Cell::text(text)),
        FieldTo::Means(text, means) => {
            let mut cell = old.ok_or_else(|| fault(format!("{field} is not read")))?;
            cell.values.insert(text.clone(), means.clone());
            put(&mut value, &change.place, field, &cell);
        }
        FieldTo::Column(name) => {
            let roles = roles(mapping, inspected);
            let (file, column) = column(mapping, inspected, &roles, feed, name)
                .ok_or_else(|| fault(format!("the file has no column {name}")))?;
            let mut cell = cell_of(file, column);
            if let Some(matched) = matched(feed.table, field) {
                cell.values = meanings(column, matched, remembered);
            }
            if let Some(old) = &old {
                if old.is_sum() {
                    cell.from = TextFrom::Sum(name.clone());
                }
                if let [before] = old.names() {
                    rename(&mut value, &change.place, before, name);
                }
            }
            put(&mut value, &change.place, field, &cell);
        }
    }
    Mapping::from_json(&value.to_string())
}

/// Lets what tells the facts of a feed apart follow a field that is read from another column.
fn rename(mapping: &mut Value, place: &str, before: &str, after: &str) {
    let Some(feed) = mapping.pointer_mut(place) else { return };
    if let Some(Value::Array(keys)) = feed.get_mut("one_per") {
        for key in keys.iter_mut().filter(|key| **key == json!(before)) {
            *key = json!(after);
        }
    }
    if let Some(Value::Object(left_out)) = feed.get_mut("leave_out")
        && let Some(texts) = left_out.remove(before)
    {
        left_out.insert(after.to_owned(), texts);
    }
}

impl Remembered {
    /// Remembers what a mapping takes texts for.
    pub fn learn(&mut self, mapping: &Mapping) {
        for feed in feeds(mapping) {
            for (field, cell) in &feed.cells {
                if let Some(matched) = matched(feed.table, field) {
                    for (text, means) in &cell.values {
                        self.remember(matched, text, means);
                    }
                }
            }
        }
    }
}
