//! The decision memo: what is on screen about scenarios, on one page.
//!
//! Every figure comes from the operations that the screens ask; nothing is worked out here.

mod handed;
mod page;
mod paper;
mod picture;
mod places;
mod risk;

pub(crate) use handed::handed;
use places::Place;
use risk::Risked;

use crate::{
    clock, compare,
    context::Context,
    describe::{findings, whole},
    effects, files,
    opened::Opened,
    winners,
    wire::{
        Compare, Compared, EffectList, Effects, Failure, Memo, Severity, WinnerList, Winners,
        WriteMemo,
    },
};

/// What the page says.
struct Content {
    question: String,
    /// The document's name, and what its figures rest on.
    document: String,
    sample: bool,
    written: String,
    compared: Compared,
    effects: EffectList,
    winners: WinnerList,
    assumed: Vec<String>,
    unknown: Vec<String>,
    /// How the bill could come out with the baseline and with the scenario.
    risk: Vec<Risked>,
    /// Where each figure comes from.
    places: Vec<Place>,
}

/// Writes the memo: a page, or a print where the name ends in `.pdf`.
pub(crate) fn write(context: &mut Context, request: WriteMemo) -> Result<Memo, Failure> {
    let content = gather(context, &request)?;
    let is_print = request.path.to_ascii_lowercase().ends_with(".pdf");
    let bytes = match is_print {
        true => tierwright_export::pdf(&paper::paper(&content), "memo.html")?,
        false => page::html(&content).into_bytes(),
    };
    files::write(context, &request.path, &bytes)?;
    Ok(Memo {
        path: request.path,
        question: content.question,
        scenario: content.effects.scenario,
        bytes: whole(bytes.len()),
    })
}

fn gather(context: &mut Context, request: &WriteMemo) -> Result<Content, Failure> {
    let about = about(context.opened()?.0, request)?;
    let scenarios = match request.beside.as_slice() {
        [] => Vec::new(),
        beside => [std::slice::from_ref(&about), beside].concat(),
    };
    let compared = compare::compare(context, &Compare { scenarios, baseline: None })?;
    let baseline = compared.columns.first().map(|column| column.id.clone());
    let effects = effects::effects(
        context,
        &Effects { scenario: Some(about.clone()), baseline: baseline.clone() },
    )?;
    let asked = Winners { scenario: Some(about.clone()), baseline: baseline.clone() };
    let winners = winners::winners(context, &asked)?;
    let (opened, effort) = context.opened()?;
    let ids: Vec<String> = baseline.into_iter().chain([about]).collect();
    let risk = risk::risked(opened, &ids, effort)?;
    let question = match request.question.as_deref().map(str::trim) {
        Some(question) if !question.is_empty() => question.to_owned(),
        _ => format!("Should {} take the place of {}?", effects.scenario, effects.baseline),
    };
    let mut content = Content {
        question,
        document: opened.document.path().file_name().unwrap_or_default().display().to_string(),
        sample: opened.sample,
        written: clock::moment(clock::now()),
        assumed: assumed(opened, &request.assumed),
        unknown: unknown(opened, Some(&effects), &request.unknown),
        compared,
        effects,
        winners,
        risk,
        places: Vec::new(),
    };
    content.places = places::places(opened, &content, page::NAMED, effort)?;
    Ok(content)
}

/// The id of the scenario to write about.
fn about(opened: &Opened, request: &WriteMemo) -> Result<String, Failure> {
    let named = request.scenario.as_deref();
    let edited = opened.scenarios.edited().map(|one| one.id.as_str());
    let first = opened.scenarios.all.first().map(|one| one.id.as_str());
    match named.or(edited).or(first) {
        Some(name) => Ok(opened.scenarios.all[opened.scenarios.position(name)?].id.clone()),
        None => Err(Failure::wrong_use(
            "no_scenario",
            "There is nothing to decide: the document has no scenarios.".to_owned(),
            "Make a scenario first; the memo compares it with the program.",
        )),
    }
}

/// What the figures rest on, then what was typed.
fn assumed(opened: &Opened, typed: &[String]) -> Vec<String> {
    let program = &opened.program;
    let mut all = vec![
        format!("{} Nobody sells more or less because of the change.", opened.ground.sentence()),
        format!(
            "Amounts are in {}, rounded {} at each payout line.",
            program.currency,
            program.rounding.words()
        ),
    ];
    all.extend(typed.iter().cloned());
    all
}

/// What the figures do not tell, what stands against them in the document, then what was typed.
fn unknown(opened: &Opened, effects: Option<&EffectList>, typed: &[String]) -> Vec<String> {
    let mut all = vec![
        "How partners answer to the change, and how next year's deals differ from these."
            .to_owned(),
    ];
    let aside: u32 = opened.facts.files.iter().map(|file| file.set_aside).sum();
    if aside > 0 {
        let rows = tierwright_program::words::count(u64::from(aside), "row");
        all.push(format!("{rows} of the files were set aside and count nowhere."));
    }
    let warnings = findings(&opened.findings, &[]);
    let warnings = warnings.iter().filter(|one| one.severity == Severity::Warning);
    all.extend(warnings.map(|one| one.sentence.clone()).take(2));
    let effects = effects.into_iter().flat_map(|list| &list.effects);
    let overtaken = effects.filter(|one| !one.difference.note.is_empty() && one.difference.on);
    all.extend(overtaken.map(|one| format!("{} {}", one.difference.sentence, one.difference.note)));
    all.extend(typed.iter().cloned());
    all
}
