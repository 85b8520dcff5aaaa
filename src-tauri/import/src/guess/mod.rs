//! Guesses the mapping of files that nobody described, from the names of their columns and what
//! stands in them. What cannot be known is a question; what was assumed is a note.

mod course;
mod deals;
mod dictionary;
mod draft;
mod files;
mod funds;
mod headers;
mod invoices;
mod partners;
mod rates;
mod slots;
mod standing;

use std::collections::BTreeMap;

use tierwright_program::Currency;

use crate::{
    ImportFailure,
    inspect::{Inspected, Reads},
    mapping::{Duplicates, FORMAT, Mapping, Tables},
};

pub use dictionary::{Matched, Remembered};

pub(crate) use draft::reads;

use draft::Draft;
use files::FileKind;

/// What is known before a guess.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// The currency of amounts whose file names none.
    pub currency: Option<Currency>,
    /// What texts were decided to mean before.
    pub remembered: Remembered,
    /// Answers to questions, by their ids.
    pub answers: BTreeMap<String, String>,
    /// The tracks of the program, whose levels partners may have held before.
    pub tracks: Vec<KnownTrack>,
}

/// A track of the program.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KnownTrack {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The ids of its levels and the names people read, lowest first.
    pub levels: Vec<(String, String)>,
}

/// A guessed mapping.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// The mapping; with open questions it takes the first reading of each.
    pub mapping: Mapping,
    /// The system that each file seems to come from; empty where none is known.
    pub families: Vec<String>,
    /// What was assumed, as sentences.
    pub notes: Vec<String>,
    /// What was asked, answered questions included.
    pub questions: Vec<Question>,
}

impl Guess {
    /// The questions that have no answer yet.
    pub fn open(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.answer.is_none())
    }
}

/// Something that only a person knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Its id, under which an answer is given.
    pub id: String,
    /// The file it is about.
    pub file: String,
    /// The column it is about.
    pub column: Option<String>,
    /// What is asked.
    pub sentence: String,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// The answer, if it was given.
    pub answer: Option<String>,
}

/// One answer to a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is answered.
    pub id: String,
    /// What it means, in words.
    pub label: String,
    /// Texts of the file and how they are read then.
    pub examples: Vec<(String, String)>,
}

impl Choice {
    fn plain(id: &str, label: &str) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), examples: Vec::new() }
    }
}

/// Guesses the mapping of files.
///
/// # Errors
/// A file that cannot be read any more; files in which no facts are found.
pub fn guess(inspected: &[Inspected], known: &Known) -> Result<Guess, ImportFailure> {
    let mut inspected = inspected.to_vec();
    for file in &mut inspected {
        let answers = &known.answers;
        file.answer(answers);
        if answers.get(&duplicates_id(&file.file)).is_some_and(|answer| answer == "set_aside") {
            file.form.duplicates = Duplicates::SetAside;
        }
    }
    let mut draft = Draft::new(&inspected, known);
    draft.fill()?;
    if draft.tables == Tables::default() && has_numbers(&inspected) {
        deals::anything(&mut draft);
    }
    let Draft { files, tables, mut notes, mut questions, .. } = draft;
    if tables == Tables::default() && !has_numbers(&inspected) {
        let names: Vec<String> = inspected.iter().map(|file| file.file.clone()).collect();
        return Err(ImportFailure::new(
            "nothing_recognised",
            format!(
                "No deals, partners, rates or other facts were recognised in {}.",
                crate::failure::list(&names)
            ),
            "Say which column is what, or give a mapping.",
        ));
    }
    let families: Vec<String> =
        files.iter().map(|file| headers::family(&file.headers).to_owned()).collect();
    for file in &files {
        if file.kind == FileKind::Unknown {
            notes.push(format!(
                "Nothing is read from {}: what it holds was not recognised.",
                file.headers.file.file
            ));
        }
    }
    let forms = files.iter().map(|file| (file.role.clone(), file.headers.file.form.clone()));
    let name = families.iter().find(|family| !family.is_empty()).cloned();
    let first = inspected.first().map(|file| file.file.clone()).unwrap_or_default();
    let mapping = Mapping {
        format: FORMAT,
        name: name.unwrap_or_else(|| first.split('.').next().unwrap_or_default().to_owned()),
        about: String::new(),
        files: forms.collect(),
        tables,
        repairs: crate::mapping::Repairs::default(),
    };
    draft::ask_readings(&mapping, &inspected, known, &mut questions);
    Ok(Guess { mapping, families, notes, questions })
}

/// Guesses how a disbursement file is read, each row as a deal of its own.
pub(crate) fn disbursement_file(
    inspected: &[Inspected],
    known: &Known,
) -> Result<Guess, ImportFailure> {
    let mut inspected = inspected.to_vec();
    for file in &mut inspected {
        file.answer(&known.answers);
    }
    let mut draft = Draft::new(&inspected, known);
    course::disbursements(&mut draft)?;
    let Draft { files, tables, notes, mut questions, .. } = draft;
    let forms = files.iter().map(|file| (file.role.clone(), file.headers.file.form.clone()));
    let mapping = Mapping {
        format: FORMAT,
        name: "Disbursements".to_owned(),
        about: String::new(),
        files: forms.collect(),
        tables,
        repairs: crate::mapping::Repairs::default(),
    };
    draft::ask_readings(&mapping, &inspected, known, &mut questions);
    Ok(Guess { mapping, families: Vec::new(), notes, questions })
}

/// Whether any file has numbers, which could be amounts.
fn has_numbers(inspected: &[Inspected]) -> bool {
    let mut columns = inspected.iter().flat_map(|file| &file.columns);
    columns.any(|column| column.reads == Reads::Numbers)
}

/// The families of files, by their order.
#[must_use]
pub fn families(inspected: &[Inspected]) -> Vec<String> {
    let headers = inspected.iter().map(headers::Headers::of);
    headers.map(|headers| headers::family(&headers).to_owned()).collect()
}

/// The questions about columns that a mapping reads and two readings fit.
#[must_use]
pub fn reading_questions(
    mapping: &Mapping,
    inspected: &[Inspected],
    known: &Known,
) -> Vec<Question> {
    let mut questions = Vec::new();
    draft::ask_readings(mapping, inspected, known, &mut questions);
    questions
}

/// The id of the question about repeated rows of a file.
fn duplicates_id(file: &str) -> String {
    format!("duplicates:{file}")
}

/// The id of the question about the reading of a column.
fn reading_id(file: &str, column: &str) -> String {
    format!("reading:{file}/{column}")
}

impl Inspected {
    /// Takes the readings that a person chose, and lets the file follow them.
    pub fn answer(&mut self, answers: &BTreeMap<String, String>) {
        for column in &mut self.columns {
            if let Some(answer) = answers.get(&reading_id(&self.file, &column.name)) {
                column.choose(answer);
            }
        }
        self.settle();
    }
}
