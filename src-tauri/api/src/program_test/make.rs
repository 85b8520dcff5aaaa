//! Tests made from payouts of the history, and one to begin with.

use serde_json::{Map, Value, json};
use tierwright_cases::{CaseFault, Frozen, freeze};
use tierwright_program::{Money, Period, ProgramTest, words};

use super::pick;
use crate::{
    figure::selection,
    opened::Opened,
    wire::{Basis, Failure, Figure},
};

/// A test of one payout.
pub(crate) fn of_figure(opened: &Opened, figure: &Figure) -> Result<ProgramTest, Failure> {
    on_history(opened)?;
    let outcome = opened.current()?.outcome.clone();
    let of = selection(figure, &outcome)?;
    let (Some(partner), Some(quarter), Some(incentive)) = (of.partner, of.quarter, of.incentive)
    else {
        return Err(Failure::wrong_use(
            "figure_not_one_payout",
            "A test is made of one payout: of a partner, a quarter and an incentive.".to_owned(),
            "Open the parts of this figure until one payout is shown.",
        ));
    };
    let rows = opened.ground_rows()?;
    let frozen = Frozen { partner, quarter, incentive };
    freeze(&rows, &outcome, frozen).map_err(|CaseFault(sentence)| {
        Failure::wrong_use(
            "payout_not_frozen",
            sentence,
            "Write a test by hand with a few deals, or make one of another payout.",
        )
    })
}

/// Refuses payouts that did not happen: a test says that it is of the history.
pub(super) fn on_history(opened: &Opened) -> Result<(), Failure> {
    match opened.ground.basis {
        Basis::History => Ok(()),
        _ => Err(Failure::not_on_history("no test was made")),
    }
}

/// Tests of payouts spread over the program, and what could not be frozen.
pub(crate) fn spread(
    opened: &Opened,
    count: usize,
) -> Result<(Vec<ProgramTest>, Vec<String>), Failure> {
    on_history(opened)?;
    let outcome = opened.current()?.outcome.clone();
    let rows = opened.ground_rows()?;
    let (mut tests, mut left_out): (Vec<ProgramTest>, Vec<String>) = (Vec::new(), Vec::new());
    for of in pick::spread(&outcome)? {
        if tests.len() == count || left_out.len() > count {
            break;
        }
        match freeze(&rows, &outcome, of) {
            Ok(test) if is_known(opened, &test) => {}
            Ok(test) => tests.push(test),
            Err(CaseFault(fault)) => {
                let name = &outcome.facts().partners.names[of.partner];
                left_out.push(format!("{name}: {fault}"));
            }
        }
    }
    Ok((tests, left_out))
}

/// Whether the program carries the same test already.
fn is_known(opened: &Opened, test: &ProgramTest) -> bool {
    opened.program.tests.iter().any(|one| one.title == test.title && one.expect == test.expect)
}

/// A test to begin with: a partner and a deal in the first quarter of the fiscal year of the last
/// fact, and nothing expected of the first incentive.
pub(crate) fn blank(opened: &Opened, title: Option<String>) -> ProgramTest {
    let program = &opened.program;
    let currency = program.currency;
    let day = opened.facts.last_day().unwrap_or_else(|| crate::clock::now().date_naive());
    let quarter = program.calendar.period_of(day, Period::Quarter);
    let label = program.calendar.label(quarter);
    let amount = Money::from_units(10_000 * 10_000, currency);
    let kind = opened.facts.partners.kinds.first().cloned().unwrap_or_default();
    let incentive = program.incentives.first();
    let role = incentive.and_then(|one| one.roles.first()).map_or("resold", String::as_str);
    let facts = json!({
        "partners": [{ "id": "example", "name": "Example partner", "type": kind }],
        "deals": [{
            "id": "D1",
            "customer": "Example customer",
            "closed": quarter.from(),
            "amount": amount,
            "credits": [{ "partner": "example", "role": role, "share": "1" }],
        }],
    });
    let expect = incentive.map(|one| {
        json!({
            "partner": "example",
            "quarter": label,
            "incentive": one.id,
            "amount": Money::zero(currency),
        })
    });
    ProgramTest {
        id: String::new(),
        title: title.unwrap_or_else(|| format!("One deal of {} in {label}", words::money(amount))),
        source: None,
        working: Vec::new(),
        facts: object(facts),
        from: quarter.from(),
        until: quarter.until(),
        as_of: None,
        expect: expect.map(object).into_iter().collect(),
    }
}

fn object(of: Value) -> Map<String, Value> {
    match of {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
