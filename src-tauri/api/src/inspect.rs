//! Looking at files before anything is loaded.

use std::{collections::BTreeMap, path::PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;
use tierwright_import::{
    FieldChange, FieldTo, Inspected, Known, KnownTrack, LaidField, LaidMeaning, Mapping, Question,
    Remembered, SourceKind, changed, families, fields, fit_of, fitted, guess, inspect as look,
    laid_meanings,
    mapping::{Encoding, FileForm},
    reading_questions, role_of,
};
use tierwright_program::tier::Track;

use crate::{
    clock,
    context::Context,
    files::{self, TemporaryFolder},
    wire::{
        Failure, FailureKind, Field, FieldEdit, FileColumn, FormChoice, ImportChoice,
        ImportQuestion, Inspect, InspectedFile, Inspection, Meaning, Paste, Pasted, ReadingExample,
        SavedMapping,
    },
};

/// Looks at files and says how they are read and mapped.
pub(crate) fn inspect(context: &mut Context, request: &Inspect) -> Result<Inspection, Failure> {
    let mut inspected = found(context, &request.files, &request.forms)?;
    let mut known = known(context)?;
    known.answers.clone_from(&request.answers);
    for file in &mut inspected {
        file.answer(&request.answers);
    }
    let given = match (&request.mapping, &request.saved) {
        (Some(json), _) => Some(mapping(json)?),
        (None, Some(name)) => Some(saved(context, name)?),
        (None, None) => None,
    };
    let (mut mapping, questions, notes) = match given {
        Some(given) => {
            let fitted = fitted(&given, &mut inspected, &known.remembered);
            let questions = reading_questions(&fitted, &inspected, &known);
            (fitted, questions, Vec::new())
        }
        None => {
            let guess = guess(&inspected, &known)?;
            (guess.mapping, guess.questions, guess.notes)
        }
    };
    for edit in &request.edits {
        mapping =
            changed(&mapping, &inspected, &known.remembered, &change(edit)).map_err(|error| {
                Failure::wrong_use(
                    "field_not_changed",
                    format!("This field cannot be changed so: {}.", error.reason),
                    "Choose another column for it.",
                )
            })?;
    }
    let saved = saved_mappings(context, &inspected)?;
    Ok(Inspection {
        files: files(&inspected, &mapping),
        name: mapping.name.clone(),
        fields: fields(&mapping, &inspected, &questions).into_iter().map(field).collect(),
        meanings: laid_meanings(&mapping, &inspected).into_iter().map(meaning).collect(),
        questions: questions.into_iter().map(question).collect(),
        notes,
        saved,
        mapping: mapping.to_json(),
    })
}

/// Looks at files with what a person decided about their form.
pub(crate) fn found(
    context: &Context,
    paths: &[String],
    forms: &BTreeMap<String, FormChoice>,
) -> Result<Vec<Inspected>, Failure> {
    let choices = forms
        .iter()
        .map(|(file, choice)| Ok((file.clone(), form_choice(choice)?)))
        .collect::<Result<BTreeMap<_, _>, Failure>>()?;
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let watching = context.watching();
    Ok(look(&paths, &choices, &mut |progress| {
        watching.go_on(&format!("Looking at {}", progress.file), progress.done, progress.all)
    })?)
}

/// What the document knows already: the currency of its program, and what texts were taken for.
pub(crate) fn known(context: &mut Context) -> Result<Known, Failure> {
    let mut known = Known::default();
    let Ok((opened, _)) = context.opened() else { return Ok(known) };
    known.currency = Some(opened.program.currency);
    let tracks = opened.program.tracks.iter();
    known.tracks = tracks.map(known_track).collect();
    let mut remembered = Remembered::default();
    for name in opened.document.mappings()? {
        let text = opened.document.mapping(&name)?;
        // A mapping that this version cannot read teaches nothing.
        if let Some(mapping) = text.and_then(|text| Mapping::from_json(&text).ok()) {
            remembered.learn(&mapping);
        }
    }
    known.remembered = remembered;
    Ok(known)
}

fn known_track(track: &Track) -> KnownTrack {
    let levels = track.levels.iter().map(|level| (level.id.clone(), level.name.clone()));
    KnownTrack { id: track.id.clone(), name: track.name.clone(), levels: levels.collect() }
}

fn saved(context: &mut Context, name: &str) -> Result<Mapping, Failure> {
    let (opened, _) = context.opened()?;
    match opened.document.mapping(name)? {
        Some(text) => mapping(&text),
        None => Err(Failure::wrong_use(
            "mapping_missing",
            format!("The document has no mapping {name}."),
            "Choose another one, or map the columns anew.",
        )),
    }
}

/// A mapping from its JSON.
pub(crate) fn mapping(json: &str) -> Result<Mapping, Failure> {
    Mapping::from_json(json).map_err(|error| {
        Failure::new(
            FailureKind::File,
            "mapping_not_readable",
            format!("The mapping cannot be read, at {}: {}.", error.place, error.reason),
            "Map the columns anew.",
        )
    })
}

/// The saved mappings that read at least half of their columns from these files, best first.
fn saved_mappings(
    context: &mut Context,
    inspected: &[Inspected],
) -> Result<Vec<SavedMapping>, Failure> {
    let Ok((opened, _)) = context.opened() else { return Ok(Vec::new()) };
    let mut saved = Vec::new();
    for name in opened.document.mappings()? {
        let text = opened.document.mapping(&name)?;
        let Some(mapping) = text.and_then(|text| Mapping::from_json(&text).ok()) else { continue };
        let (matched, of) = fit_of(&mapping, inspected);
        if of > 0 && matched * 2 >= of {
            saved.push(SavedMapping { name, matched, of });
        }
    }
    // More of it matched comes first; compared without dividing.
    saved.sort_by(|one, other| {
        let (one, other) = (
            u64::from(one.matched) * u64::from(other.of),
            u64::from(other.matched) * u64::from(one.of),
        );
        other.cmp(&one)
    });
    Ok(saved)
}

/// A choice in the words of a mapping.
fn word<T: DeserializeOwned>(what: &str, word: Option<&String>) -> Result<Option<T>, Failure> {
    word.map(|word| {
        serde_json::from_value(Value::String(word.clone())).map_err(|_| {
            Failure::wrong_use(
                "choice_unknown",
                format!("\"{word}\" is no {what} that is known."),
                "Choose one of the list.",
            )
        })
    })
    .transpose()
}

fn form_choice(choice: &FormChoice) -> Result<tierwright_import::FormChoice, Failure> {
    Ok(tierwright_import::FormChoice {
        sheet: choice.sheet.clone(),
        encoding: word("encoding", choice.encoding.as_ref())?,
        delimiter: word("delimiter", choice.delimiter.as_ref())?,
        quote: word("quote", choice.quote.as_ref())?,
        header_row: choice.header_row,
        footer: choice.footer,
        duplicates: None,
    })
}

fn spelled(value: impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

fn form(form: &FileForm) -> FormChoice {
    FormChoice {
        sheet: form.sheet.clone(),
        encoding: spelled(form.encoding),
        delimiter: spelled(form.delimiter),
        quote: spelled(form.quote),
        header_row: Some(if form.columns.is_some() { 0 } else { form.header_row }),
        footer: Some(form.footer),
    }
}

fn change(edit: &FieldEdit) -> FieldChange {
    let to = match (&edit.column, &edit.text, &edit.means) {
        (Some(column), _, _) => FieldTo::Column(column.clone()),
        (None, Some(text), Some(means)) => FieldTo::Means(text.clone(), means.clone()),
        (None, Some(text), None) => FieldTo::Text(text.clone()),
        (None, None, _) => FieldTo::Nothing,
    };
    FieldChange { place: edit.place.clone(), field: edit.field.clone(), to }
}

fn files(inspected: &[Inspected], mapping: &Mapping) -> Vec<InspectedFile> {
    let families = families(inspected);
    let laid = fields(mapping, inspected, &[]);
    let encodings: Vec<String> = Encoding::ALL.iter().filter_map(spelled).collect();
    let files = inspected.iter().zip(families);
    files
        .map(|(file, family)| {
            let role = role_of(mapping, inspected, &file.file).unwrap_or_default();
            let is_used = |name: &str| {
                laid.iter().any(|field| {
                    let own = field.file == file.file;
                    let joined = format!("{role}.{name}");
                    field.columns.iter().any(|column| (own && column == name) || *column == joined)
                })
            };
            InspectedFile {
                path: file.path.display().to_string(),
                file: file.file.clone(),
                family,
                kind: match file.kind {
                    SourceKind::Text => "text",
                    SourceKind::Workbook => "workbook",
                    SourceKind::Database => "database",
                }
                .to_owned(),
                sheets: file.sheets.clone(),
                rows: file.rows,
                sentence: file.sentence(),
                form: form(&file.form),
                encodings: if file.kind == SourceKind::Text {
                    encodings.clone()
                } else {
                    Vec::new()
                },
                footer: file.footer.clone(),
                columns: file
                    .columns
                    .iter()
                    .map(|column| FileColumn {
                        name: column.name.clone(),
                        firsts: column.firsts.clone(),
                        filled: column.filled,
                        used: is_used(&column.name),
                    })
                    .collect(),
                role,
            }
        })
        .collect()
}

fn field(field: LaidField) -> Field {
    let LaidField { place, table, file, field, must, columns, source, firsts, read, how, question } =
        field;
    let table = table.text().to_owned();
    Field { place, table, file, field, must, columns, source, firsts, read, how, question }
}

fn meaning(meaning: LaidMeaning) -> Meaning {
    let LaidMeaning { place, field, text, means, rows, choices } = meaning;
    Meaning { place, field: field.to_owned(), text, means, rows, choices }
}

/// A question as it crosses the door.
pub(crate) fn question(question: Question) -> ImportQuestion {
    let Question { id, file, column, sentence, choices, answer } = question;
    let choices = choices
        .into_iter()
        .map(|choice| ImportChoice {
            id: choice.id,
            label: choice.label,
            examples: choice
                .examples
                .into_iter()
                .map(|(text, read)| ReadingExample { text, read })
                .collect(),
        })
        .collect();
    ImportQuestion { id, file, column, sentence, choices, answer }
}

/// Puts a pasted table into a file of its own.
pub(crate) fn paste(context: &mut Context, request: &Paste) -> Result<Pasted, Failure> {
    if request.text.trim().is_empty() {
        return Err(Failure::wrong_use(
            "nothing_pasted",
            "There is no table on the clipboard.".to_owned(),
            "Copy rows with their header in a spreadsheet, then paste again.",
        ));
    }
    let folder = TemporaryFolder::make(&context.folder)?;
    let stamp = clock::moment(clock::now()).replace([':', 'T', 'Z'], "-");
    let path = folder.file(&format!("pasted {}.txt", stamp.trim_end_matches('-')));
    files::replace(&path, &request.text).map_err(|error| {
        Failure::new(
            FailureKind::File,
            "paste_not_kept",
            format!("What was pasted could not be kept: {error}."),
            "Free some space, and paste again.",
        )
    })?;
    context.pasted.push(folder);
    Ok(Pasted { path: path.display().to_string() })
}
