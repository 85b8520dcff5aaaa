//! Figures by name: which cells they sum, and what they are called.

use tierwright_engine::{Outcome, Selection};

use crate::wire::{Failure, Figure};

/// The cells that a figure sums.
pub(crate) fn selection(figure: &Figure, outcome: &Outcome) -> Result<Selection, Failure> {
    Ok(Selection {
        partner: figure.partner.as_deref().map(|id| partner(id, outcome)).transpose()?,
        quarter: figure.period.as_deref().map(|name| quarter(name, outcome)).transpose()?,
        incentive: figure.incentive.as_deref().map(|id| incentive(id, outcome)).transpose()?,
    })
}

/// The figure of a selection, its names as the document spells them.
pub(crate) fn figure(of: Selection, outcome: &Outcome) -> Figure {
    let program = outcome.plan().program();
    Figure {
        partner: of.partner.map(|at| outcome.facts().partners.ids[at].clone()),
        period: of.quarter.map(|at| program.calendar.label(outcome.quarters()[at])),
        incentive: of.incentive.map(|at| program.incentives[at].id.clone()),
    }
}

/// What a figure is: `Volume rebate, Nordwind Systems, Q4 FY25`.
pub(crate) fn title(of: Selection, outcome: &Outcome) -> String {
    let program = outcome.plan().program();
    let parts = [
        of.incentive.map(|at| program.incentives[at].name.clone()),
        of.partner.map(|at| outcome.facts().partners.names[at].clone()),
        of.quarter.map(|at| program.calendar.label(outcome.quarters()[at])),
    ];
    let named: Vec<String> = parts.into_iter().flatten().collect();
    if named.is_empty() { "Total payout".to_owned() } else { named.join(", ") }
}

/// The partner with an id.
pub(crate) fn partner(id: &str, outcome: &Outcome) -> Result<usize, Failure> {
    outcome.facts().partners.position(id).ok_or_else(|| {
        let example = outcome.facts().partners.ids.first();
        let hint = example.map_or_else(
            || "Import partners first.".to_owned(),
            |id| format!("Name a partner by its id, as in the partner table, such as {id}."),
        );
        Failure::wrong_use("partner_unknown", format!("There is no partner {id}."), &hint)
    })
}

/// A quarter by its label, or by any day in it.
fn quarter(name: &str, outcome: &Outcome) -> Result<usize, Failure> {
    let calendar = outcome.plan().program().calendar;
    let day = name.parse::<chrono::NaiveDate>().ok();
    let quarters = outcome.quarters();
    let found = quarters.iter().position(|span| {
        calendar.label(*span).eq_ignore_ascii_case(name.trim())
            || day.is_some_and(|day| span.from() <= day && day <= span.until())
    });
    found.ok_or_else(|| {
        let labels: Vec<String> = quarters.iter().map(|span| calendar.label(*span)).collect();
        let hint = match labels.as_slice() {
            [] => "No quarter is replayed: there is no won deal.".to_owned(),
            labels => format!("The replay has {}.", tierwright_program::words::list(labels, "and")),
        };
        let sentence = format!("The quarter \"{name}\" is not replayed.");
        Failure::wrong_use("period_unknown", sentence, &hint)
    })
}

pub(crate) fn incentive(id: &str, outcome: &Outcome) -> Result<usize, Failure> {
    let incentives = &outcome.plan().program().incentives;
    incentives.iter().position(|incentive| incentive.id == id).ok_or_else(|| {
        let ids: Vec<String> = incentives.iter().map(|incentive| incentive.id.clone()).collect();
        let hint = match ids.as_slice() {
            [] => "The program has no incentives yet.".to_owned(),
            ids => format!("The program has {}.", tierwright_program::words::list(ids, "and")),
        };
        Failure::wrong_use("incentive_unknown", format!("There is no incentive {id}."), &hint)
    })
}
