//! Studies: the question from the door to the room of studies, and its answer in words and rows.

mod cliffs;
mod find;
mod funds;
mod futures;
mod gaming;
mod matters;
mod order;
mod overlap;
mod pilot;
mod programs;
mod report;
mod risk;
mod rollout;
mod scorecard;
mod swap;

use std::sync::Arc;

use tierwright_study::Base;

use crate::{
    caption::caption,
    context::Context,
    wire::{Change, Failure, Study, StudyOf, StudyReport},
};

pub(crate) use risk::about;

/// Answers a study.
pub(crate) fn study(context: &mut Context, request: &Study) -> Result<StudyReport, Failure> {
    let (opened, effort) = context.opened()?;
    // What a pilot or a roll-out tries is promised to its partners; what it is compared with is the
    // program itself.
    let promised = matches!(request.of, StudyOf::Pilot { .. } | StudyOf::Rollout { .. });
    let changes = if promised { &[][..] } else { &request.changes };
    let outcome = opened.with_changes(changes, effort)?.outcome;
    let basis = caption(opened, &outcome, request.changes.len());
    let base = Base {
        outcome,
        rows: Arc::new(opened.ground_rows()?),
        threads: effort.threads,
        turn: effort.turn.clone(),
    };
    let report = match &request.of {
        StudyOf::Programs { levers, by } => programs::programs(opened, &base, levers, by.as_ref())?,
        StudyOf::Futures { years, seed } => futures::futures(opened, &base, *years, *seed)?,
        of => answer(&base, of, &request.changes)?,
    };
    Ok(StudyReport { basis, ..report })
}

fn answer(base: &Base, of: &StudyOf, changes: &[Change]) -> Result<StudyReport, Failure> {
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
        StudyOf::Scorecard { margin, direct_cost } => {
            scorecard::scorecard(base, margin.as_ref(), direct_cost.as_ref())
        }
        StudyOf::Swap {} => swap::swap(base),
        StudyOf::Pilot { .. } => pilot::pilot(base, of, changes),
        StudyOf::Rollout { .. } => rollout::rollout(base, of, changes),
        StudyOf::Order { seed } => order::order(base, *seed),
        // These two know the document, not only the program on its facts.
        StudyOf::Programs { .. } | StudyOf::Futures { .. } => Err(Failure::internal()),
    }
}
