//! Reading facts into the document.

use std::{collections::BTreeMap, path::PathBuf};

use tierwright_engine::Facts;
use tierwright_import::{
    ImportFailure, Imported as Read, Mapping, NamedFile, Question, ReadMappingError,
    SetAside as Aside, Tie, guess, import as read_files,
};
use tierwright_program::words::{count, grouped};
use tierwright_store::{Document, Import as Kept, SetAside as KeptAside};

use crate::{
    clock,
    context::{Context, Watching},
    describe::{counts, describe, files},
    document,
    files::text,
    inspect,
    wire::{Failure, FailureKind, Import, Imported, RowNote},
};

/// Reads files by a mapping in place of the document's facts.
pub(crate) fn import(context: &mut Context, request: &Import) -> Result<Imported, Failure> {
    let (opened, _) = context.opened()?;
    if opened.other_program {
        return Err(Failure::looks_through_another_program());
    }
    let (mut mapping, notes) = chosen(context, request)?;
    if let Some(name) = request.save_as.as_ref().filter(|name| !name.trim().is_empty()) {
        name.trim().clone_into(&mut mapping.name);
    }
    let found = read(context, &mapping, &request.files)?;
    // Whether the facts fit together is known before anything is written.
    let facts = Facts::build(found.rows.clone()).map_err(|problems| Failure::facts(&problems))?;
    // The sample stays open until the new document is whole.
    if let Some((mut document, home)) = document::beside_sample(context)? {
        keep(context.watching(), &mut document, &mapping, &found)?;
        document::go_to(context, (document, home), found.rows.clone())?;
    } else {
        let watching = context.watching();
        let (opened, effort) = context.opened()?;
        keep(watching, &mut opened.document, &mapping, &found)?;
        opened.facts_changed(facts, effort)?;
    }
    let (opened, _) = context.opened()?;
    let mut said = sentences(&found);
    said.extend(notes);
    // The facts are in the document now, whatever becomes of their mapping.
    if let Err(error) = opened.document.save_mapping(&mapping.name, &mapping.to_json()) {
        said.push(format!("The mapping could not be kept for the next time: {error}."));
    }
    Ok(Imported {
        sentences: said,
        files: files(opened),
        counts: counts(opened),
        set_aside: set_aside(&found.set_aside),
        findings: findings(&found),
        mapping: mapping.to_json(),
        document: describe(opened)?,
    })
}

/// The mapping that was given, or the one that is guessed, with what was assumed.
fn chosen(context: &mut Context, request: &Import) -> Result<(Mapping, Vec<String>), Failure> {
    if let Some(json) = &request.json {
        return Ok((inspect::mapping(json)?, Vec::new()));
    }
    if let Some(path) = &request.mapping {
        let mapping =
            Mapping::from_json(&text(path)?).map_err(|error| mapping_failure(path, &error))?;
        return Ok((mapping, Vec::new()));
    }
    let inspected = inspect::found(context, &request.files, &BTreeMap::new())?;
    let mut known = inspect::known(context)?;
    known.answers.clone_from(&request.answers);
    let guess = guess(&inspected, &known)?;
    let open: Vec<&Question> = guess.open().collect();
    if open.is_empty() {
        return Ok((guess.mapping, guess.notes));
    }
    Err(Failure::new(
        FailureKind::Finding,
        "questions_open",
        format!("Nothing was imported, as only you know:\n{}", asked(&open)),
        "Answer each with --answer ID=CHOICE, or give a mapping.",
    ))
}

/// Open questions with what can be answered, one a line.
fn asked(open: &[&Question]) -> String {
    let mut lines = Vec::new();
    for question in open {
        lines.push(format!("  {} [{}]", question.sentence, question.id));
        for choice in &question.choices {
            let examples: Vec<String> =
                choice.examples.iter().map(|(text, read)| format!("{text} is {read}")).collect();
            let shown = if examples.is_empty() {
                String::new()
            } else {
                format!(": {}", examples.join("; "))
            };
            lines.push(format!("    {} ({}{shown})", choice.id, choice.label));
        }
    }
    lines.join("\n")
}

/// Reads files by a mapping, telling how far it is.
pub(crate) fn read(
    context: &Context,
    mapping: &Mapping,
    files: &[String],
) -> Result<Read, Failure> {
    let named: Vec<NamedFile> = files.iter().map(|name| named_file(name, mapping)).collect();
    let watching = context.watching();
    Ok(read_files(mapping, &named, &mut |progress| {
        watching.go_on(&format!("Reading {}", progress.file), progress.done, progress.all)
    })?)
}

/// A file by its path, or `role=path` where the mapping has that role.
fn named_file(name: &str, mapping: &Mapping) -> NamedFile {
    match name.split_once('=') {
        Some((role, path)) if mapping.files.contains_key(role) => {
            NamedFile { role: Some(role.to_owned()), path: PathBuf::from(path) }
        }
        _ => NamedFile { role: None, path: PathBuf::from(name) },
    }
}

/// Puts what was read into a document.
fn keep(
    watching: Watching,
    document: &mut Document,
    mapping: &Mapping,
    found: &Read,
) -> Result<(), Failure> {
    let aside: Vec<KeptAside> = found.set_aside.iter().map(kept_aside).collect();
    let kept = Kept { facts: &found.rows, set_aside: &aside, rounded: &found.rounded };
    let files = count(found.rows.files.len() as u64, "file");
    let label = format!("{files} imported by the mapping {}", mapping.name);
    document.import_facts(kept, &label, clock::now(), &mut |done, of| {
        watching.go_on("Writing the document", done, of)
    })?;
    Ok(())
}

fn kept_aside(row: &Aside) -> KeptAside {
    KeptAside {
        source: row.source,
        table: row.table.map_or("", |table| table.text()).to_owned(),
        reason: row.sentence.clone(),
        original: row.text.clone(),
    }
}

/// How each file was read, then how rows and amounts tie.
pub(crate) fn sentences(found: &Read) -> Vec<String> {
    let reading = found.reading.iter().map(|file| format!("{}: {}", file.file, file.sentence));
    let mut sentences: Vec<String> = reading.collect();
    sentences.extend(tie(&found.tie));
    if !found.rounded.is_empty() {
        let figures = count(found.rounded.len() as u64, "figure");
        sentences.push(format!("{figures} had more decimals than are kept and were rounded."));
    }
    sentences
}

fn tie(tie: &Tie) -> Vec<String> {
    let mut sentences: Vec<String> = tie
        .files
        .iter()
        .map(|file| {
            format!(
                "{}: {} read = {} used + {} set aside.",
                file.file,
                count(file.rows, "row"),
                grouped(&file.used.to_string()),
                grouped(&file.set_aside.to_string()),
            )
        })
        .collect();
    sentences.extend(tie.amounts.iter().map(|amount| {
        let text = |money: tierwright_program::Money| grouped(&money.amount_text());
        format!(
            "{}, amounts of {} in {}: {} read = {} used + {} set aside.",
            amount.file,
            amount.table.text(),
            amount.currency,
            text(amount.read),
            text(amount.used),
            text(amount.set_aside),
        )
    }));
    sentences.extend(tie.unread.iter().map(|unread| {
        let (rows, table) = (count(unread.rows, "row"), unread.table.text());
        format!("{}: {rows} of {table} set aside with an amount that no total has.", unread.file)
    }));
    if !tie.holds() {
        sentences.push("These totals do not tie; please report it with the files.".to_owned());
    }
    sentences
}

/// Rows set aside by reason, in the order of the first of each.
fn set_aside(rows: &[Aside]) -> Vec<RowNote> {
    let mut notes: Vec<RowNote> = Vec::new();
    for row in rows {
        match notes.iter_mut().find(|note| note.code == row.code) {
            Some(note) => note.rows += 1,
            None => notes.push(RowNote {
                code: row.code.to_owned(),
                sentence: row.sentence.clone(),
                rows: 1,
            }),
        }
    }
    notes
}

fn findings(found: &Read) -> Vec<RowNote> {
    let findings = found.findings.iter();
    findings
        .map(|finding| RowNote {
            code: finding.code.to_owned(),
            sentence: finding.sentence.clone(),
            rows: finding.rows,
        })
        .collect()
}

fn mapping_failure(path: &str, error: &ReadMappingError) -> Failure {
    Failure::new(
        FailureKind::File,
        "mapping_not_readable",
        format!("{path} is not a mapping that can be read, at {}: {}.", error.place, error.reason),
        "Correct it there; tierwright schema mapping prints what a mapping looks like.",
    )
}

impl From<ImportFailure> for Failure {
    fn from(failure: ImportFailure) -> Self {
        let kind = match failure.code {
            "cancelled" => FailureKind::Cancelled,
            _ => FailureKind::File,
        };
        Self::new(kind, failure.code, failure.sentence, &failure.hint)
    }
}
