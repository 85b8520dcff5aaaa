//! What figures rest on, and the one thing to see in them.

use tierwright_engine::{Outcome, Selection};
use tierwright_program::words::count;

use crate::{opened::Opened, words};

/// Program, data and period in a line: `FY26 program, sample data, Q1 FY25 to Q4 FY25`.
pub(crate) fn caption(opened: &Opened, outcome: &Outcome, changes: usize) -> String {
    let program = outcome.plan().program();
    let tried = match changes {
        0 => String::new(),
        some => format!(" with {} changed", count(some as u64, "value")),
    };
    let window = outcome.plan().replay().label(&program.calendar);
    format!("{}{tried}, {}, {window}", opened.viewed_name(), data(opened))
}

/// Data and period in a line: `sample data, Q1 FY25 to Q4 FY25`.
pub(crate) fn basis(opened: &Opened, outcome: &Outcome) -> String {
    let window = outcome.plan().replay().label(&outcome.plan().program().calendar);
    format!("{}, {window}", data(opened))
}

/// The data in a few words.
fn data(opened: &Opened) -> String {
    let data = match opened.facts.files.as_slice() {
        _ if opened.sample => "sample data".to_owned(),
        [] => "no data".to_owned(),
        [file] => file.name.clone(),
        files => count(files.len() as u64, "file"),
    };
    data + &opened.ground.caption()
}

/// The quarter that carries most, and which incentive makes it so:
/// `Q4 FY25 carries 30% of the cost, mostly Co-sell pool.`
pub(crate) fn finding(outcome: &Outcome) -> String {
    let total = outcome.total(Selection::default()).units();
    let quarters = 0..outcome.quarters().len();
    let of = |quarter, incentive| {
        outcome.total(Selection { quarter: Some(quarter), incentive, partner: None }).units()
    };
    // The first of equals.
    let heaviest = quarters.rev().max_by_key(|quarter| of(*quarter, None));
    let Some(quarter) = heaviest.filter(|_| total > 0) else {
        return match outcome.quarters().is_empty() {
            true => "There is no won deal to replay.".to_owned(),
            false => "Nothing is paid in these quarters.".to_owned(),
        };
    };
    let program = outcome.plan().program();
    let carried = of(quarter, None);
    let paid = (0..program.incentives.len()).filter(|at| outcome.is_paid(*at));
    let largest = paid.rev().max_by_key(|at| of(quarter, Some(*at)));
    let mostly = largest.map_or_else(String::new, |at| {
        let (name, amount) = (&program.incentives[at].name, of(quarter, Some(at)));
        match amount.saturating_mul(2) > carried {
            _ if amount >= carried => format!(", all of it {name}"),
            true => format!(", mostly {name}"),
            false => format!(", the largest part of it {name}"),
        }
    });
    let label = program.calendar.label(outcome.quarters()[quarter]);
    format!("{label} carries {} of the cost{mostly}.", words::percent(carried, total))
}
