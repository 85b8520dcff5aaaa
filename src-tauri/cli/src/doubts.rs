//! Doubts about figures: listing, reporting and settling them.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{self, Doubt, DoubtState, Failure, Figure, GetDoubts, Open, ReportDoubt, SettleDoubt},
};

use crate::{
    arguments::doubt::Doubts,
    printing::{Ended, Format, Printed, json},
    table::grouped,
};

/// Lists the doubts of a document, after reporting or settling one where that is asked.
pub fn doubts(asked: Doubts, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file.clone(), ..Open::default() })?;
    let state = asked.state.map(DoubtState::from);
    change(&desk, asked)?;
    let mut found = desk.ask(GetDoubts::default())?;
    found.doubts.retain(|one| state.is_none_or(|state| one.state == state));
    Ok(Printed::fine(if format == Format::Json { json(&json!(found)) } else { in_words(&found) }))
}

fn change(desk: &Desk, asked: Doubts) -> Result<(), Failure> {
    if let Some(text) = asked.report {
        let Doubts { partner, quarter: period, incentive, who, .. } = asked;
        let figure = Figure { partner, period, incentive };
        desk.ask(ReportDoubt { figure, changes: Vec::new(), text, who })?;
    } else if let (Some(number), Some(state)) = (asked.settle, asked.to) {
        let answer = asked.answer.unwrap_or_default();
        desk.ask(SettleDoubt { number, state: state.into(), answer, who: asked.who })?;
    }
    Ok(())
}

fn in_words(found: &wire::Doubts) -> String {
    let mut text =
        format!("{} open, {} answered, {} upheld\n", found.open, found.answered, found.upheld);
    for doubt in &found.doubts {
        text.push_str(&one(doubt));
    }
    text
}

fn one(doubt: &Doubt) -> String {
    let Doubt { number, title, amount, currency, caption, text, reported_at, .. } = doubt;
    let by = |who: &str| if who.is_empty() { String::new() } else { format!(", {who}") };
    let mut told = format!(
        "\n{number}  {}  {title}: {} {currency}\n   {caption}\n   {reported_at}{}: {text}\n",
        state(doubt.state),
        grouped(amount),
        by(&doubt.who),
    );
    if let Some(at) = &doubt.answered_at {
        let answer = if doubt.answer.is_empty() { "no words" } else { &doubt.answer };
        told.push_str(&format!(
            "   {} {at}{}: {answer}\n",
            state(doubt.state),
            by(&doubt.answered_by)
        ));
    }
    if doubt.changed {
        told.push_str(&format!("   {}\n", since(doubt)));
    }
    told
}

/// What the figure is now.
fn since(doubt: &Doubt) -> String {
    match (&doubt.now, &doubt.why_not) {
        (Some(now), _) => {
            format!("The figure is {} {} now.", grouped(now), doubt.currency_now)
        }
        (None, Some(why)) => format!("The figure cannot be calculated now: {why}"),
        (None, None) => String::new(),
    }
}

const fn state(of: DoubtState) -> &'static str {
    match of {
        DoubtState::Open => "open",
        DoubtState::Answered => "answered",
        DoubtState::Upheld => "upheld",
    }
}
