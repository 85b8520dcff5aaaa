//! Doubts about figures: reporting them, listing how each stands, and settling them.

use tierwright_engine::Outcome;
use tierwright_program::{Money, words::count};
use tierwright_store::{DoubtRow, DoubtStanding, DoubtStep, Doubted, Settled};

use crate::{
    caption::caption,
    change::own_program,
    context::Context,
    describe::{describe, whole},
    figure::{figure, selection, title},
    opened::{Effort, Opened},
    scenarios::PROGRAM,
    wire::{
        self, Basis, Doubt, DoubtState, Doubts, Failure, Figure, GetDoubts, ReportDoubt,
        SettleDoubt,
    },
};

/// The longest doubt or answer.
const LONGEST_TEXT: usize = 2_000;
/// The longest name.
const LONGEST_NAME: usize = 80;

/// Answers the doubts and how each stands.
pub(crate) fn doubts(context: &mut Context, request: GetDoubts) -> Result<Doubts, Failure> {
    let (opened, effort) = context.opened()?;
    let mut rows = opened.document.doubts()?;
    if request.viewed {
        rows.retain(|row| is_viewed(opened, &row.doubted));
    }
    beside_now(opened, rows, effort)
}

/// The doubts about figures of the document's own program.
pub(crate) fn of_program(opened: &mut Opened, effort: &Effort) -> Result<Doubts, Failure> {
    let mut rows = opened.document.doubts()?;
    rows.retain(|row| row.doubted.scenario.is_none());
    beside_now(opened, rows, effort)
}

/// Each beside what its figure is now.
fn beside_now(
    opened: &mut Opened,
    rows: Vec<DoubtRow>,
    effort: &Effort,
) -> Result<Doubts, Failure> {
    let mut doubts = Vec::with_capacity(rows.len());
    for row in rows {
        let now = now(opened, &row.doubted, effort)?;
        doubts.push(doubt(opened, row, now));
    }
    let many = |state| whole(doubts.iter().filter(|one| one.state == state).count());
    let unchanged = doubts.iter().filter(|one| one.state == DoubtState::Upheld && !one.changed);
    Ok(Doubts {
        open: many(DoubtState::Open),
        answered: many(DoubtState::Answered),
        upheld: many(DoubtState::Upheld),
        upheld_unchanged: whole(unchanged.count()),
        doubts,
    })
}

/// Keeps a doubt about a figure of what is looked at.
pub(crate) fn report(
    context: &mut Context,
    request: ReportDoubt,
) -> Result<wire::Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    if !request.changes.is_empty() {
        let tried = count(request.changes.len() as u64, "value");
        return Err(Failure::wrong_use(
            "doubt_of_trial",
            format!("The figure is worked out with {tried} that the program does not have."),
            "Keep the change or take it back, then report the doubt.",
        ));
    }
    if opened.ground.basis != Basis::History {
        return Err(Failure::not_on_history("no doubt was kept"));
    }
    let text = text(&request.text, "What is doubted")?;
    let who = name(request.who.as_deref())?;
    let outcome = opened.current()?.outcome.clone();
    let of = selection(&request.figure, &outcome)?;
    let Figure { partner, period, incentive } = figure(of, &outcome);
    let doubted = Doubted {
        partner,
        incentive,
        period,
        scenario: opened.scenarios.edited().map(|one| one.id.clone()),
        title: title(of, &outcome),
        caption: caption(opened, &outcome, 0),
        amount: outcome.total(of),
    };
    opened.document.report_doubt(&doubted, &text, &who, crate::clock::now())?;
    opened.stepped(None, effort)?;
    describe(opened)
}

/// Settles a doubt, or opens it again.
pub(crate) fn settle(
    context: &mut Context,
    request: &SettleDoubt,
) -> Result<wire::Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let number = i64::from(request.number);
    let rows = opened.document.doubts()?;
    let Some(row) = rows.iter().find(|row| row.number == number) else {
        return Err(unknown(request.number, &rows));
    };
    if state(&row.standing) == request.state {
        return Err(settled_already(request));
    }
    let by = name(request.who.as_deref())?;
    let said = match request.state {
        DoubtState::Answered => text(&request.answer, "The answer")?,
        _ if request.answer.trim().is_empty() => String::new(),
        _ => text(&request.answer, "What is said about it")?,
    };
    let step = match request.state {
        DoubtState::Open => DoubtStep::Reopen,
        DoubtState::Answered => DoubtStep::Answer { text: &said, by: &by },
        DoubtState::Upheld => DoubtStep::Uphold { text: &said, by: &by },
    };
    opened.document.settle_doubt(number, &step, crate::clock::now())?;
    opened.stepped(None, effort)?;
    describe(opened)
}

/// What a figure is now, or why it cannot be calculated; that nobody waits is a failure.
fn now(
    opened: &mut Opened,
    of: &Doubted,
    effort: &Effort,
) -> Result<Result<Money, Failure>, Failure> {
    let called = of.scenario.as_deref().unwrap_or(PROGRAM);
    // A scenario is meant by its id: another one may have taken a name that looks like it.
    if of.scenario.is_some() && !opened.scenarios.all.iter().any(|one| one.id == called) {
        return Ok(Err(Failure::wrong_use(
            "scenario_unknown",
            "The scenario of the figure was removed.".to_owned(),
            "",
        )));
    }
    match opened.pays_by_name(called, effort) {
        Ok(pays) => Ok(figure_now(of, &pays.outcome)),
        Err(failure) if failure.code == "cancelled" => Err(failure),
        Err(failure) => Ok(Err(failure)),
    }
}

fn figure_now(of: &Doubted, outcome: &Outcome) -> Result<Money, Failure> {
    Ok(outcome.total(selection(&figure_of(of), outcome)?))
}

fn figure_of(of: &Doubted) -> Figure {
    Figure {
        partner: of.partner.clone(),
        period: of.period.clone(),
        incentive: of.incentive.clone(),
    }
}

/// Whether a figure is of what is looked at.
fn is_viewed(opened: &Opened, of: &Doubted) -> bool {
    let edited = opened.scenarios.edited().map(|one| &one.id);
    !opened.other_program && of.scenario.as_ref() == edited
}

fn doubt(opened: &Opened, row: DoubtRow, now: Result<Money, Failure>) -> Doubt {
    let DoubtRow { number, doubted, text, who, reported_at, standing } = row;
    let state = state(&standing);
    let settled = match standing {
        DoubtStanding::Open => None,
        DoubtStanding::Answered(settled) | DoubtStanding::Upheld(settled) => Some(settled),
    };
    let (answered_at, Settled { answer, by: answered_by, .. }) = match settled {
        Some(settled) => (Some(settled.at.clone()), settled),
        None => (None, Settled { answer: String::new(), by: String::new(), at: String::new() }),
    };
    let (viewed, then) = (is_viewed(opened, &doubted), doubted.amount);
    let change = now.as_ref().ok().and_then(|now| now.plus(then.negated().ok()?).ok());
    Doubt {
        number: whole(number),
        figure: figure_of(&doubted),
        title: doubted.title,
        caption: doubted.caption,
        of: opened.name_of(doubted.scenario.as_deref().unwrap_or(PROGRAM)),
        viewed,
        scenario: doubted.scenario,
        amount: then.amount_text(),
        currency: then.currency().to_string(),
        text,
        who,
        reported_at,
        state,
        answer,
        answered_by,
        answered_at,
        changed: now.as_ref().ok() != Some(&then),
        currency_now: now.as_ref().unwrap_or(&then).currency().to_string(),
        now: now.as_ref().ok().map(|now| now.amount_text()),
        change: change.map(|change| change.amount_text()),
        why_not: now.err().map(|failure| failure.sentence),
    }
}

const fn state(of: &DoubtStanding) -> DoubtState {
    match of {
        DoubtStanding::Open => DoubtState::Open,
        DoubtStanding::Answered(_) => DoubtState::Answered,
        DoubtStanding::Upheld(_) => DoubtState::Upheld,
    }
}

/// Text with something in it, that fits.
pub(crate) fn text(of: &str, what: &str) -> Result<String, Failure> {
    let text = of.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TEXT {
        return Err(Failure::wrong_use(
            "text_not_usable",
            format!("{what} has between 1 and {LONGEST_TEXT} characters."),
            "Say it in a sentence or two.",
        ));
    }
    Ok(text.to_owned())
}

/// A name on one line; empty where nobody gave one.
pub(crate) fn name(of: Option<&str>) -> Result<String, Failure> {
    let name = of.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() > LONGEST_NAME {
        return Err(Failure::wrong_use(
            "name_not_usable",
            format!("A name has at most {LONGEST_NAME} characters."),
            "Write a shorter one, or none.",
        ));
    }
    Ok(name)
}

fn unknown(number: u32, rows: &[DoubtRow]) -> Failure {
    let hint = match (rows.last(), rows.first()) {
        (Some(first), Some(last)) => {
            let many = count(rows.len() as u64, "doubt");
            format!("The document has {many}, from {} to {}.", first.number, last.number)
        }
        _ => "The document has no doubts.".to_owned(),
    };
    Failure::wrong_use("doubt_unknown", format!("There is no doubt {number}."), &hint)
}

fn settled_already(request: &SettleDoubt) -> Failure {
    let how = match request.state {
        DoubtState::Open => "open",
        DoubtState::Answered => "answered",
        DoubtState::Upheld => "upheld",
    };
    Failure::wrong_use(
        "doubt_stands_so",
        format!("Doubt {} is {how} already.", request.number),
        "To answer it anew, open it again first.",
    )
}
