//! Reading facts into the document: looking at files, mapping, checking, loading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Count, Document, SourceFile};

/// Looks at files and says how they are read and which column is what. Nothing is loaded.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct Inspect {
    /// The files, by their paths.
    pub files: Vec<String>,
    /// The mapping so far as JSON; without it, it is guessed.
    #[ts(optional = nullable)]
    pub mapping: Option<String>,
    /// The name of a mapping saved in the document, to begin with.
    #[ts(optional = nullable)]
    pub saved: Option<String>,
    /// What a person decided about the form of files, by their names.
    pub forms: BTreeMap<String, FormChoice>,
    /// Answers to questions, by their ids.
    pub answers: BTreeMap<String, String>,
    /// Changes of the mapping, in their order.
    pub edits: Vec<FieldEdit>,
}

/// What a person decided about the form of a file; the rest is found out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct FormChoice {
    /// The sheet or table.
    pub sheet: Option<String>,
    /// The encoding, such as `utf-8` or `windows-1252`.
    pub encoding: Option<String>,
    /// What stands between columns: a comma, a semicolon, a tab or a bar.
    pub delimiter: Option<String>,
    /// What stands around texts: `double`, `single` or `none`.
    pub quote: Option<String>,
    /// The row with the names of the columns; 0 for none.
    pub header_row: Option<u32>,
    /// Whether lines after the data are left out.
    pub footer: Option<bool>,
}

/// A change of one field of the mapping: another column, a text that is the same in every row, what
/// a text of the file means, or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FieldEdit {
    /// The feed, such as `/tables/deal/0`.
    pub place: String,
    /// The column of ours.
    pub field: String,
    /// The column of the file that it is read from.
    #[serde(default)]
    pub column: Option<String>,
    /// The text that is the same in every row, or the text of the file whose meaning is set.
    #[serde(default)]
    pub text: Option<String>,
    /// What the text means.
    #[serde(default)]
    pub means: Option<String>,
}

/// How files are read and mapped.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Inspection {
    /// The files, as they were found.
    pub files: Vec<InspectedFile>,
    /// The mapping as JSON, to be handed back.
    pub mapping: String,
    /// Its name.
    pub name: String,
    /// Every field of ours that files fill or must fill, and those they could.
    pub fields: Vec<Field>,
    /// Texts of files and what each means to us.
    pub meanings: Vec<Meaning>,
    /// What only a person knows, answered questions included.
    pub questions: Vec<ImportQuestion>,
    /// What was assumed.
    pub notes: Vec<String>,
    /// Mappings saved in the document that fit these files, best first.
    pub saved: Vec<SavedMapping>,
}

/// A file as it was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct InspectedFile {
    /// Its path.
    pub path: String,
    /// Its name.
    pub file: String,
    /// What the mapping calls it; empty when it reads nothing from it.
    pub role: String,
    /// The system it seems to come from; empty where none is known.
    pub family: String,
    /// `text`, `workbook` or `database`.
    pub kind: String,
    /// Its sheets or tables.
    pub sheets: Vec<String>,
    /// Data rows.
    pub rows: u32,
    /// How it is read, in a sentence.
    pub sentence: String,
    /// The parts of that sentence, each to be changed.
    pub form: FormChoice,
    /// The encodings it could have.
    pub encodings: Vec<String>,
    /// The footer lines that are left out.
    pub footer: Vec<String>,
    /// Its columns.
    pub columns: Vec<FileColumn>,
}

/// A column of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FileColumn {
    /// Its name.
    pub name: String,
    /// Its first three texts.
    pub firsts: Vec<String>,
    /// Rows with a text in it.
    pub filled: u32,
    /// Whether any field is read from it.
    pub used: bool,
}

/// A field of ours and where it is read from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Field {
    /// The feed it belongs to, such as `/tables/deal/0`.
    pub place: String,
    /// The table of facts, such as `deal`.
    pub table: String,
    /// The name of the file.
    pub file: String,
    /// The column of ours, such as `amount`.
    pub field: String,
    /// Whether a row must have it.
    pub must: bool,
    /// The columns of the file it is read from; none for a text or nothing.
    pub columns: Vec<String>,
    /// What it is read from, in words; empty for nothing.
    pub source: String,
    /// The first texts there.
    pub firsts: Vec<String>,
    /// How those are read.
    pub read: Vec<String>,
    /// How it is read, in words, such as `dates day.month.year`.
    pub how: String,
    /// The question that is open about it.
    pub question: Option<String>,
}

/// A text of a file and what it means to us.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Meaning {
    /// The feed.
    pub place: String,
    /// The column of ours.
    pub field: String,
    /// The text.
    pub text: String,
    /// What it means.
    pub means: String,
    /// Rows with it.
    pub rows: u32,
    /// What it may mean; empty where anything may.
    pub choices: Vec<String>,
}

/// Something that only a person knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportQuestion {
    /// Its id.
    pub id: String,
    /// The file it is about.
    pub file: String,
    /// The column it is about.
    pub column: Option<String>,
    /// What is asked.
    pub sentence: String,
    /// What can be answered.
    pub choices: Vec<ImportChoice>,
    /// The answer that was given.
    pub answer: Option<String>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportChoice {
    /// What is answered.
    pub id: String,
    /// What it means.
    pub label: String,
    /// Texts of the file, and how each is read then.
    pub examples: Vec<ReadingExample>,
}

/// A text of a file and how it is read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ReadingExample {
    /// The text.
    pub text: String,
    /// How it is read.
    pub read: String,
}

/// A mapping saved in the document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SavedMapping {
    /// Its name.
    pub name: String,
    /// Columns it reads that the files have.
    pub matched: u32,
    /// Columns it reads.
    pub of: u32,
}

/// Reads files by a mapping without loading them, and says what is wrong.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckImport {
    /// The files, by their paths.
    pub files: Vec<String>,
    /// The mapping as JSON.
    pub mapping: String,
    /// Repairs that were chosen, by the code of their group.
    #[serde(default)]
    pub repairs: Vec<ChosenRepair>,
}

/// A repair that a person chose.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChosenRepair {
    /// The repair, such as `scale`, `add_partners` or `same_partner`.
    pub repair: String,
    /// The partner that another one is called by, for `same_partner` and `match_names`.
    #[serde(default)]
    pub from: String,
    /// The partner that is kept.
    #[serde(default)]
    pub to: String,
}

/// What is wrong with files, and what loading them would change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportCheck {
    /// The mapping with the repairs in it.
    pub mapping: String,
    /// Data rows of all files.
    pub rows: u32,
    /// Rows used.
    pub used: u32,
    /// Rows set aside.
    pub set_aside: u32,
    /// Money by currency: that of the files is what is used, less returns, and what is set aside.
    pub revenue: Vec<RevenueTie>,
    /// Rows whose amount no total has.
    pub unread: u32,
    /// Problems, those that cost money first.
    pub groups: Vec<ProblemGroup>,
    /// Partners that may be the same company.
    pub same_partners: Vec<SamePartners>,
    /// Names that rows call partners by and no list has, with the partner each may be.
    pub unmatched: Vec<UnmatchedName>,
    /// What is put right now.
    pub made: Vec<MadeRepair>,
    /// How each file was read, and how its totals tie.
    pub sentences: Vec<String>,
    /// Rows that would be in each table.
    pub counts: Vec<Count>,
    /// What is different from the facts that the document has now; none when it has none.
    pub changes: Option<ImportChanges>,
}

/// Something that is put right, and what takes it back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct MadeRepair {
    /// The repair that takes it back.
    pub back: String,
    /// What is put right, in words.
    pub label: String,
    /// The partner that is called by another one's id; empty for other repairs.
    pub from: String,
}

/// The money of the files in one currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RevenueTie {
    /// The currency.
    pub currency: String,
    /// In the files.
    pub total: String,
    /// Used as deals.
    pub used: String,
    /// Used as returns.
    pub returned: String,
    /// Set aside.
    pub set_aside: String,
    /// Deals less returns as a share of the total; none where the total is zero.
    pub share: Option<String>,
}

/// Rows with the same problem.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ProblemGroup {
    /// A stable code.
    pub code: String,
    /// Whether it costs money, or is only worth knowing.
    pub should_fix: bool,
    /// What is wrong, in a few words.
    pub title: String,
    /// What is counted: `row` or `deal`.
    pub unit: String,
    /// How many.
    pub rows: u32,
    /// The money in them, with its currency.
    pub money: Vec<String>,
    /// The first of them.
    pub examples: Vec<String>,
    /// What can be done; the first is what happens now.
    pub repairs: Vec<ImportChoice>,
}

/// Two partners that may be the same company.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SamePartners {
    /// The id that would be kept.
    pub kept: String,
    /// Its name.
    pub kept_name: String,
    /// Its deals.
    pub kept_deals: u32,
    /// The other id.
    pub other: String,
    /// Its name.
    pub other_name: String,
    /// Its deals.
    pub other_deals: u32,
}

/// A name that rows call a partner by and no list has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct UnmatchedName {
    /// The name.
    pub name: String,
    /// Rows with it.
    pub rows: u32,
    /// The partner it may be; none where none is near.
    pub near: Option<String>,
    /// The name of that partner.
    pub near_name: Option<String>,
}

/// What an import would change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportChanges {
    /// Deals that are new.
    pub added: u32,
    /// Deals that are there already and differ.
    pub changed: u32,
    /// Deals that would be there no more.
    pub removed: u32,
    /// Deals that stay as they are.
    pub same: u32,
    /// The first of them, as sentences.
    pub examples: Vec<DealChange>,
    /// What the program pays now, in its currency; none where that cannot be said.
    pub before: Option<String>,
    /// What it would pay.
    pub after: Option<String>,
    /// The difference.
    pub difference: Option<String>,
    /// The currency of the payouts.
    pub currency: String,
    /// Why what it would pay cannot be said.
    pub reason: Option<String>,
}

/// One deal that an import would change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DealChange {
    /// `added`, `changed` or `removed`.
    pub kind: String,
    /// The deal.
    pub deal: String,
    /// What is different, in words.
    pub sentence: String,
}

/// Reads files in place of the document's facts. Undo brings the former ones back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct Import {
    /// The mapping file; without it and `json`, the mapping is guessed.
    pub mapping: Option<String>,
    /// The mapping as JSON.
    pub json: Option<String>,
    /// The files it speaks of, in any order: found by their names, or given as `role=path`.
    #[ts(as = "Vec<String>")]
    pub files: Vec<String>,
    /// Answers to questions of a guess, by their ids.
    #[ts(as = "Option<BTreeMap<String, String>>")]
    pub answers: BTreeMap<String, String>,
    /// The name the mapping is kept under; its own without it.
    pub save_as: Option<String>,
}

/// What an import read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Imported {
    /// How each file was read, and how its totals tie, as sentences.
    pub sentences: Vec<String>,
    /// The files with their rows.
    pub files: Vec<SourceFile>,
    /// Rows in each table of facts.
    pub counts: Vec<Count>,
    /// Rows that were set aside, by reason.
    pub set_aside: Vec<RowNote>,
    /// What is worth knowing about rows that were used.
    pub findings: Vec<RowNote>,
    /// The mapping they were read by, as JSON.
    pub mapping: String,
    /// The document as it is now.
    pub document: Document,
}

/// The same thing said of some rows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct RowNote {
    /// A stable code for programs.
    pub code: String,
    /// What it is, with file, row and column of the first one.
    pub sentence: String,
    /// How many rows.
    pub rows: u32,
}

/// Writes the rows that are set aside, each with its reason, as CSV that a spreadsheet opens without
/// carrying anything out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct SaveSetAside {
    /// Where to.
    #[ts(as = "String")]
    pub path: String,
    /// The files that are checked; without them, the rows that the document kept aside.
    #[ts(as = "Option<Vec<String>>")]
    pub files: Vec<String>,
    /// Their mapping as JSON.
    pub mapping: Option<String>,
}

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SavedSetAside {
    /// Where to.
    pub path: String,
    /// Rows in it, without its header.
    pub rows: u32,
}

/// Puts a pasted table into a file, to be looked at like any other.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Paste {
    /// What was pasted: columns with tabs between them, as spreadsheets give it.
    pub text: String,
}

/// Where a pasted table is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Pasted {
    /// The file.
    pub path: String,
}
