//! Opening documents, and saying what is in the open one.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tierwright_engine::rows::FactRows;
use tierwright_program::{Currency, Program};
use tierwright_sample::{Size, sample};
use tierwright_store::{Document, Import};

use crate::{
    clock,
    context::Context,
    describe::describe,
    files::{self, TemporaryFolder},
    opened::{Opened, View, built},
    recents, scenarios, template,
    wire::{self, Failure, FailureKind, New, Open, OpenSample, SampleSize, SaveAs},
};

/// Opens the made-up channel.
pub(crate) fn open_sample(
    context: &mut Context,
    request: OpenSample,
) -> Result<wire::Document, Failure> {
    let made = sample(match request.size.unwrap_or_default() {
        SampleSize::Standard => Size::Standard,
        SampleSize::Large => Size::Large,
    });
    let home = Home::of(context, request.path, "Sample.tierwright")?;
    let mut document = Document::create(&home.path, &made.program, clock::now(), true)?;
    scenarios::begin(&mut document, &made.program, made.scenarios)?;
    let document = with_facts(context, document, &made.rows).inspect_err(|_| {
        // A sample without its facts is not worth keeping; what cannot be removed says so itself.
        let _ = std::fs::remove_file(&home.path);
    })?;
    open_at(context, document, home, made.rows, View::default())
}

/// Opens a document.
pub(crate) fn open(context: &mut Context, request: Open) -> Result<wire::Document, Failure> {
    let view = View {
        program: request.program.as_deref().map(files::program).transpose()?,
        window: window(request.from.as_deref(), request.until.as_deref())?,
    };
    let document = Document::open(Path::new(&request.path))?;
    let opened = Opened::new(document, None, view, &context.effort)?;
    let described = describe(context.opened.insert(opened))?;
    recents::note(context, &described);
    Ok(described)
}

/// A new document of the same program for deals of one's own, where the sample without a name is
/// open. The sample stays open until [`go_to`]; one that has a name takes them itself.
pub(crate) fn beside_sample(context: &mut Context) -> Result<Option<(Document, Home)>, Failure> {
    let (opened, _) = context.opened()?;
    if !opened.sample || opened.temporary.is_none() {
        return Ok(None);
    }
    let program = opened.document.program()?;
    let home = Home::of(context, None, "Untitled.tierwright")?;
    let mut document = Document::create(&home.path, &program, clock::now(), false)?;
    // What is loaded into it next has an author.
    document.set_author(context.who.clone());
    Ok(Some((document, home)))
}

/// Opens a document that was made beside the open one.
pub(crate) fn go_to(
    context: &mut Context,
    (document, home): (Document, Home),
    rows: FactRows,
) -> Result<(), Failure> {
    open_at(context, document, home, rows, View::default()).map(drop)
}

/// Makes a new document without facts.
pub(crate) fn new(context: &mut Context, request: New) -> Result<wire::Document, Failure> {
    let program = match request.program {
        Some(path) => files::program(&path)?,
        None => begun(&request)?,
    };
    let home = Home::of(context, request.path, "Untitled.tierwright")?;
    let document = Document::create(&home.path, &program, clock::now(), false)?;
    open_at(context, document, home, FactRows::default(), View::default())
}

/// Writes the open document to a file and goes on there.
pub(crate) fn save_as(context: &mut Context, request: SaveAs) -> Result<wire::Document, Failure> {
    let (opened, effort) = context.opened()?;
    if opened.other_program {
        return Err(Failure::looks_through_another_program());
    }
    let path = absolute(&request.path)?;
    if path == opened.document.path() {
        return describe(opened);
    }
    opened.document.save_copy(&path)?;
    opened.moved_to(Document::open(&path)?, effort)?;
    let described = describe(opened)?;
    recents::note(context, &described);
    Ok(described)
}

/// Says what is in the open document.
pub(crate) fn document(context: &mut Context) -> Result<wire::Document, Failure> {
    describe(context.opened()?.0)
}

/// Reads the open document anew where another program has changed its file. What was shown stays
/// when it cannot be read.
pub(crate) fn look_again(context: &mut Context) -> Result<wire::LookedAgain, Failure> {
    let Some(opened) = &context.opened else { return Ok(wire::LookedAgain { document: None }) };
    if !opened.document.is_changed_by_others()? {
        return Ok(wire::LookedAgain { document: None });
    }
    let document = Document::open(opened.document.path())?;
    let mut fresh = Opened::new(document, None, opened.view(), &context.effort)?;
    fresh.temporary = context.opened.as_mut().and_then(|before| before.temporary.take());
    let described = describe(context.opened.insert(fresh))?;
    Ok(wire::LookedAgain { document: Some(described) })
}

/// Where a new document goes.
pub(crate) struct Home {
    pub path: PathBuf,
    pub temporary: Option<TemporaryFolder>,
}

impl Home {
    /// The file that was asked for, or one of this name in a temporary folder.
    pub(crate) fn of(context: &Context, path: Option<String>, name: &str) -> Result<Self, Failure> {
        match path {
            Some(path) => Ok(Self { path: absolute(&path)?, temporary: None }),
            None => {
                let folder = TemporaryFolder::make(&context.folder)?;
                Ok(Self { path: folder.file(name), temporary: Some(folder) })
            }
        }
    }
}

fn open_at(
    context: &mut Context,
    document: Document,
    home: Home,
    rows: FactRows,
    view: View,
) -> Result<wire::Document, Failure> {
    let opened = Opened::with_facts(document, home.temporary, built(rows)?, view, &context.effort)?;
    describe(context.opened.insert(opened))
}

/// Writes facts into a new document.
fn with_facts(
    context: &Context,
    mut document: Document,
    rows: &FactRows,
) -> Result<Document, Failure> {
    let import = Import { facts: rows, set_aside: &[], rounded: &[] };
    let label = "Sample data made";
    let watching = context.watching();
    document.replace_facts(import, label, clock::now(), &mut |done, of| {
        watching.go_on("Writing the sample", done, of)
    })?;
    Ok(document)
}

/// A program with a name, a currency and a calendar, and with one incentive where a template is named.
fn begun(request: &New) -> Result<Program, Failure> {
    let code = request.currency.as_deref().unwrap_or("USD");
    let currency: Currency = code.parse().map_err(|error| {
        Failure::wrong_use(
            "currency_unknown",
            format!("{error}."),
            "Name a currency by its three letters.",
        )
    })?;
    let mut program = Program::empty(request.name.as_deref().unwrap_or("New program"), currency);
    if let Some(month) = request.year_starts_in {
        if !(1..=12).contains(&month) {
            return Err(Failure::wrong_use(
                "month_unknown",
                format!("There is no month {month} for a fiscal year to start in."),
                "Name a month from 1, January, to 12, December.",
            ));
        }
        program.calendar.year_starts_in = month;
    }
    if let Some(id) = &request.template {
        program.incentives.push(template::incentive(id, currency)?);
    }
    Ok(program)
}

/// The days to replay; one of them alone is wrong use.
fn window(
    from: Option<&str>,
    until: Option<&str>,
) -> Result<Option<(NaiveDate, NaiveDate)>, Failure> {
    let hint = "Name both days, the earlier one first, such as 2025-01-01 and 2025-12-31.";
    match (from.map(day).transpose()?, until.map(day).transpose()?) {
        (None, None) => Ok(None),
        (Some(from), Some(until)) if from <= until => Ok(Some((from, until))),
        (Some(from), Some(until)) => {
            let sentence = format!("The replay would begin on {from} and end before, on {until}.");
            Err(Failure::wrong_use("window_backwards", sentence, hint))
        }
        _ => {
            let sentence = "The replay has only one of its two days.".to_owned();
            Err(Failure::wrong_use("window_open", sentence, hint))
        }
    }
}

pub(crate) fn day(text: &str) -> Result<NaiveDate, Failure> {
    text.parse().map_err(|_| {
        Failure::wrong_use(
            "day_not_understood",
            format!("\"{text}\" is not a day."),
            "Write it as year, month and day, such as 2025-01-31.",
        )
    })
}

fn absolute(path: &str) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| {
        Failure::new(
            FailureKind::WrongUse,
            "path_not_understood",
            format!("\"{path}\" is not a path to a file: {error}."),
            "Check the name and the folder.",
        )
    })
}
