//! What a case expects of tiers: a level on a day, and every move.

use chrono::NaiveDate;
use tierwright_engine::{Outcome, moves::Move};
use tierwright_program::{Money, Track};

use crate::{
    document::{Expected, ExpectedMove},
    run::{CaseFault, Difference, missing, partner, quarter},
};

/// The level and the moves that came out otherwise.
pub fn differences(outcome: &Outcome, expected: &Expected) -> Result<Vec<Difference>, CaseFault> {
    let level = match expected.planning_cost {
        Some(cost) => cost_difference(outcome, expected, cost)?,
        None => level_difference(outcome, expected)?,
    };
    Ok(level.into_iter().chain(moves_difference(outcome, expected)?).collect())
}

/// The track that is meant, and its position.
fn track<'a>(outcome: &'a Outcome, expected: &Expected) -> Result<(usize, &'a Track), CaseFault> {
    let mut tracks = outcome.plan().program().tracks.iter().enumerate();
    match &expected.track {
        Some(id) => tracks.find(|(_, one)| one.id == *id).ok_or_else(|| missing("track", id)),
        None => tracks.next().ok_or_else(|| CaseFault("The program has no track.".to_owned())),
    }
}

/// The day whose level is expected, and its name.
fn day(outcome: &Outcome, expected: &Expected) -> Result<(NaiveDate, String), CaseFault> {
    match (expected.on, &expected.quarter) {
        (Some(day), None) => Ok((day, format!("on {day}"))),
        (None, Some(label)) => {
            Ok((outcome.quarters()[quarter(outcome, label)?].until(), format!("in {label}")))
        }
        _ => Err(CaseFault("A level is expected in a quarter or on a day.".to_owned())),
    }
}

/// The id of the level that was held, where one is expected.
pub fn held(outcome: &Outcome, expected: &Expected) -> Result<Option<String>, CaseFault> {
    let (at, track) = track(outcome, expected)?;
    let (day, _) = day(outcome, expected)?;
    let held = outcome.level_on(at, partner(outcome, expected)?, day);
    Ok(held.map(|held| track.levels[held].id.clone()))
}

fn level_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let Some(level) = &expected.level else { return Ok(None) };
    known(track(outcome, expected)?.1, level)?;
    let when = day(outcome, expected)?.1;
    let got = held(outcome, expected)?;
    Ok((got.as_ref() != Some(level)).then(|| Difference {
        place: format!("{} {when}, level", expected.partner),
        expected: level.clone(),
        got: got.unwrap_or_else(|| "none".to_owned()),
        because: String::new(),
    }))
}

fn cost_difference(
    outcome: &Outcome,
    expected: &Expected,
    cost: Money,
) -> Result<Option<Difference>, CaseFault> {
    let (Some(level), Some(label)) = (&expected.level, &expected.quarter) else {
        return Err(CaseFault("A planned cost is of a level in a quarter.".to_owned()));
    };
    let (at, track) = track(outcome, expected)?;
    let position = track.levels.iter().position(|one| one.id == *level);
    let position = position.ok_or_else(|| missing("level", level))?;
    let got = outcome.planning_cost(at, position, quarter(outcome, label)?)?;
    Ok((got != cost).then(|| Difference {
        place: format!("{level} in {label}, planned cost"),
        expected: cost.to_string(),
        got: got.to_string(),
        because: String::new(),
    }))
}

fn moves_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let Some(moves) = &expected.moves else { return Ok(None) };
    let (at, track) = track(outcome, expected)?;
    for one in moves {
        known(track, &one.from)?;
        known(track, &one.to)?;
    }
    let got = outcome.moves(at, partner(outcome, expected)?).iter();
    let got: Vec<ExpectedMove> = got.map(|one| named(track, one)).collect();
    Ok((got != *moves).then(|| Difference {
        place: format!("{}, moves", expected.partner),
        expected: said(moves),
        got: said(&got),
        because: String::new(),
    }))
}

fn known(track: &Track, level: &str) -> Result<(), CaseFault> {
    let any = track.levels.iter().any(|one| one.id == level);
    any.then_some(()).ok_or_else(|| missing("level", level))
}

fn named(track: &Track, one: &Move) -> ExpectedMove {
    ExpectedMove {
        on: one.on,
        from: track.levels[one.from].id.clone(),
        to: track.levels[one.to].id.clone(),
        why: one.why.code().to_owned(),
    }
}

fn said(moves: &[ExpectedMove]) -> String {
    let each = moves.iter().map(|one| format!("{} {} to {} {}", one.on, one.from, one.to, one.why));
    let each: Vec<String> = each.collect();
    if each.is_empty() { "no moves".to_owned() } else { each.join(", ") }
}
