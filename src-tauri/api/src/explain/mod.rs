//! Why a figure is what it is: from the whole by incentive, partner and quarter down to one payout
//! line, which the engine explains itself. Every level adds up to the one above.

mod exact;
mod line;
mod sum;
mod text;

use tierwright_engine::{Outcome, Selection};

use crate::{
    caption::{basis, caption},
    compare::called,
    context::Context,
    deals,
    describe::whole,
    figure::{figure, selection, title},
    wire::{Crumb, Explain, Explanation, Failure, Part, Step},
};

/// How many deals come with an explanation; the rest comes in pages.
const FIRST_DEALS: usize = 50;

/// Says why a figure is what it is.
pub(crate) fn explain(context: &mut Context, request: &Explain) -> Result<Explanation, Failure> {
    let (opened, effort) = context.opened()?;
    let scenario =
        request.scenario.as_deref().map(|name| called(opened, Some(name))).transpose()?;
    let outcome = opened.asked_of(scenario.as_deref(), &request.changes, effort)?.outcome;
    let of = selection(&request.figure, &outcome)?;
    let found = match (of.partner, of.quarter, of.incentive) {
        (Some(partner), Some(quarter), Some(incentive)) => {
            line::explain(&outcome, partner, quarter, incentive)?
        }
        _ => sum::explain(&outcome, of)?,
    };
    let program = outcome.plan().program();
    let mut explanation = Explanation {
        figure: figure(of, &outcome),
        title: title(of, &outcome),
        crumbs: crumbs(of, &outcome),
        amount: outcome.total(of).amount_text(),
        currency: program.currency.to_string(),
        caption: match &scenario {
            Some(id) => format!("{}, {}", opened.name_of(id), basis(opened, &outcome)),
            None => caption(opened, &outcome, request.changes.len()),
        },
        sentence: found.sentence,
        formula: found.formula,
        parts: found.parts,
        steps: found.steps,
        why_not: found.why_not,
        next_threshold: found.next_threshold,
        total_deals: match &found.deals {
            Some(deals) => whole(deals.len()),
            None => whole(deals::count(of, &outcome)),
        },
        deals: found.deals.map_or_else(Vec::new, |deals| deals.first(FIRST_DEALS, &outcome)),
        text: String::new(),
    };
    explanation.text = text::text(&explanation);
    Ok(explanation)
}

/// What a payout line says of itself in words.
pub(crate) struct LineWords {
    /// Why it is this amount.
    pub sentence: String,
    /// The next threshold, how far it is and what it would bring.
    pub next_threshold: Option<String>,
}

/// The words of the line of a partner, quarter and incentive.
pub(crate) fn line_words(
    outcome: &Outcome,
    partner: usize,
    quarter: usize,
    incentive: usize,
) -> Result<LineWords, Failure> {
    let found = line::explain(outcome, partner, quarter, incentive)?;
    Ok(LineWords { sentence: found.sentence, next_threshold: found.next_threshold })
}

/// What is known about a figure before it is put together.
struct Found {
    sentence: String,
    formula: Vec<String>,
    parts: Vec<Part>,
    steps: Vec<Step>,
    why_not: Option<String>,
    next_threshold: Option<String>,
    /// The rows behind it; none over several partners, where they take longer than this may.
    deals: Option<deals::Found>,
}

/// The figures above this one: the whole, then with its incentive, its partner, its quarter.
fn crumbs(of: Selection, outcome: &Outcome) -> Vec<Crumb> {
    let mut above = Selection::default();
    let mut crumbs = Vec::new();
    while above != of {
        crumbs.push(Crumb { label: title(above, outcome), figure: figure(above, outcome) });
        if above.incentive != of.incentive {
            above.incentive = of.incentive;
        } else if above.partner != of.partner {
            above.partner = of.partner;
        } else {
            above.quarter = of.quarter;
        }
    }
    crumbs
}
