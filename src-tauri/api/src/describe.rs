//! The open document in words and numbers.

use tierwright_engine::Outcome;
use tierwright_program::{
    Finding, Program, Severity, State, Track, complexity, incentive_parts, incentive_sentence,
    track_sentences,
};
use tierwright_store::ReadOnly;
use tierwright_study::HistoryFinding;

use crate::{
    levers::levers,
    opened::Opened,
    program_test, scenarios,
    wire::{self, Failure},
};

/// What the open document is called, what is in it and what can be moved.
pub(crate) fn describe(opened: &Opened) -> Result<wire::Document, Failure> {
    let undo_label = opened.document.undo_label()?;
    let redo_label = opened.document.redo_label()?;
    let changeable = !opened.other_program && !opened.document.is_read_only();
    Ok(wire::Document {
        name: name(opened),
        path: match opened.temporary {
            Some(_) => None,
            None => Some(opened.document.path().display().to_string()),
        },
        sample: opened.sample,
        read_only: opened.document.read_only().map(|why| read_only(why).to_owned()),
        saved_at: opened.saved_at.clone(),
        revision: whole(opened.here),
        can_undo: changeable && undo_label.is_some(),
        can_redo: changeable && redo_label.is_some(),
        undo_label,
        redo_label,
        counts: counts(opened),
        files: files(opened),
        program: program(opened),
        findings: match &opened.shown {
            Some(Ok(shown)) => findings(&opened.findings, shown),
            // The check says why the history shows nothing.
            Some(Err(_)) | None => findings(&opened.findings, &[]),
        },
        levers: levers(opened)?,
        scenarios: scenarios::names(opened),
        edited: opened.scenarios.edited().map(|one| one.id.clone()),
        baseline: opened.scenarios.baseline().to_owned(),
        basis: opened.ground.basis,
        seed: opened.ground.seed,
        base_name: opened.base.name.clone(),
        tests: program_test::counts(&opened.tests),
    })
}

const fn read_only(why: ReadOnly) -> &'static str {
    match why {
        ReadOnly::Protected => {
            "This file is protected against writing, so it is open for reading only. \
            Save it under another name to change it."
        }
        ReadOnly::Newer => {
            "A newer Tierwright wrote this document, so it is open for reading only. \
            Update Tierwright to change it."
        }
    }
}

/// Findings on the program and on what its history shows, as they cross the door: errors first, and
/// what the program says by itself first within a severity.
pub(crate) fn findings(found: &[Finding], shown: &[HistoryFinding]) -> Vec<wire::Finding> {
    let own = found.iter().map(|finding| wire::Finding {
        severity: severity(finding.severity),
        code: finding.code.clone(),
        place: finding.place.clone(),
        sentence: finding.sentence.clone(),
        hint: finding.hint.clone(),
        partners: None,
        amount: None,
        currency: None,
        of: String::new(),
    });
    let shown = shown.iter().map(|of| wire::Finding {
        severity: severity(of.severity),
        code: of.code.to_owned(),
        place: of.place.clone(),
        sentence: of.sentence.clone(),
        hint: of.hint.to_owned(),
        partners: Some(whole(of.partners)),
        amount: Some(of.amount.amount_text()),
        currency: Some(of.amount.currency().to_string()),
        of: of.of.to_owned(),
    });
    let mut ordered: Vec<wire::Finding> = own.chain(shown).collect();
    ordered.sort_by_key(|finding| finding.severity);
    ordered
}

/// How much a finding matters, as it crosses the door.
pub(crate) const fn severity(of: Severity) -> wire::Severity {
    match of {
        Severity::Error => wire::Severity::Error,
        Severity::Warning => wire::Severity::Warning,
        Severity::Note => wire::Severity::Note,
    }
}

/// Rows in each table of facts.
pub(crate) fn counts(opened: &Opened) -> Vec<wire::Count> {
    let tables = opened.facts.counts().into_iter();
    tables.map(|(table, rows)| wire::Count { table: table.to_owned(), rows: whole(rows) }).collect()
}

/// The files the facts came from.
pub(crate) fn files(opened: &Opened) -> Vec<wire::SourceFile> {
    let files = opened.facts.files.iter();
    files
        .map(|file| wire::SourceFile {
            name: file.name.clone(),
            rows: file.rows,
            set_aside: file.set_aside,
        })
        .collect()
}

/// A count as it crosses the door.
pub(crate) fn whole(count: impl TryInto<u32>) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

fn name(opened: &Opened) -> String {
    opened.document.path().file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn program(opened: &Opened) -> wire::Program {
    let of = &opened.program;
    let outcome = opened.current().ok().map(|calculated| calculated.outcome.as_ref());
    wire::Program {
        name: of.name.clone(),
        currency: of.currency.to_string(),
        decimals: of.currency.decimals(),
        rounding: of.rounding.words().to_owned(),
        complexity: counted(of),
        tracks: of.tracks.iter().enumerate().map(|(at, one)| track(of, at, one, outcome)).collect(),
        incentives: of
            .incentives
            .iter()
            .map(|one| wire::Incentive {
                id: one.id.clone(),
                name: one.name.clone(),
                state: state(one.state).to_owned(),
                sentence: incentive_sentence(of, one).text,
                parts: incentive_parts(of, one)
                    .into_iter()
                    .map(|part| wire::SentencePart { place: part.place, text: part.text })
                    .collect(),
            })
            .collect(),
    }
}

fn counted(of: &Program) -> wire::Complexity {
    let found = complexity(of);
    wire::Complexity {
        whole: found.whole(),
        conditions: found.conditions,
        exceptions: found.exceptions,
        tables: found.tables,
        dates: found.dates,
        minutes: found.minutes,
    }
}

const fn state(state: State) -> &'static str {
    match state {
        State::On => "on",
        State::Shadow => "shadow",
        State::Off => "off",
    }
}

/// The sentences of a track begin with those of the whole ladder; one for each level follows.
fn track(of: &Program, at: usize, track: &Track, outcome: Option<&Outcome>) -> wire::Track {
    let mut sentences: Vec<String> =
        track_sentences(of, track).into_iter().map(|sentence| sentence.text).collect();
    let of_levels = sentences.split_off(sentences.len().saturating_sub(track.levels.len()));
    let levels = track.levels.iter().zip(of_levels).enumerate();
    wire::Track {
        id: track.id.clone(),
        name: track.name.clone(),
        sentences,
        levels: levels
            .map(|(position, (level, sentence))| wire::Level {
                id: level.id.clone(),
                name: level.name.clone(),
                sentence,
                partners: outcome.map(|outcome| holders(outcome, at, position)),
            })
            .collect(),
    }
}

/// Partners who hold a level at the end of the replay.
fn holders(outcome: &Outcome, track: usize, level: usize) -> u32 {
    let Some(last) = outcome.quarters().len().checked_sub(1) else { return 0 };
    let partners = 0..outcome.facts().partners.len();
    whole(partners.filter(|partner| outcome.level(track, *partner, last) == Some(level)).count())
}
