//! Studies: the question from the door to the room of studies, and its answer in words and rows.

mod cliffs;
mod find;
mod funds;
mod gaming;
mod matters;
mod order;
mod overlap;
mod pilot;
mod report;
mod risk;
mod scorecard;
mod swap;

use std::sync::Arc;

use tierwright_study::Base;

use crate::{
    caption::caption,
    context::Context,
    wire::{Failure, Study, StudyOf, StudyReport},
};

/// Answers a study.
pub(crate) fn study(context: &mut Context, request: &Study) -> Result<StudyReport, Failure> {
    let (opened, effort) = context.opened()?;
    // What a pilot tries is promised to its partners; what it is compared with is the program itself.
    let pilot = matches!(request.of, StudyOf::Pilot { .. });
    let changes = if pilot { &[][..] } else { &request.changes };
    let outcome = opened.with_changes(changes, effort)?.outcome;
    let basis = caption(opened, &outcome, request.changes.len());
    let base = Base {
        outcome,
        rows: Arc::new(opened.ground_rows()?),
        threads: effort.threads,
        turn: effort.turn.clone(),
    };
    let report = match pilot {
        true => pilot::pilot(&base, &request.of, &request.changes)?,
        false => answer(&base, &request.of)?,
    };
    Ok(StudyReport { basis, ..report })
}

fn answer(base: &Base, of: &StudyOf) -> Result<StudyReport, Failure> {
    match of {
        StudyOf::Cliffs { within, partner } => {
            cliffs::cliffs(base, within.as_ref(), partner.as_deref())
        }
        StudyOf::WhatMatters { .. } => matters::matters(base, of),
        StudyOf::FindSetting { .. } => find::find(base, of),
        StudyOf::Gaming { within, days } => gaming::gaming(base, within.as_ref(), *days),
        StudyOf::Risk { .. } => risk::risk(base, of),
        StudyOf::Overlap {} => overlap::overlap(base),
        StudyOf::Mdf { .. } => funds::funds(base, of),
        StudyOf::Scorecard { margin } => scorecard::scorecard(base, margin.as_ref()),
        StudyOf::Swap {} => swap::swap(base),
        StudyOf::Pilot { .. } => pilot::pilot(base, of, &[]),
        StudyOf::Order { seed } => order::order(base, *seed),
    }
}
