//! Studies: the question from the door to the room of studies, and its answer in words and rows.

mod cliffs;
mod find;
mod gaming;
mod matters;
mod order;
mod report;
mod risk;

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
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    let basis = caption(opened, &outcome, request.changes.len());
    let base = Base {
        outcome,
        rows: Arc::new(opened.document.facts()?),
        threads: effort.threads,
        turn: effort.turn.clone(),
    };
    let report = answer(&base, &request.of)?;
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
        StudyOf::Order { seed } => order::order(base, *seed),
    }
}
