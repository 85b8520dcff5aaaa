//! The replay of a manifest: whole fiscal quarters of the program's calendar, one after another.

use tierwright_program::{Period, Program, Span};

use super::{Difference, Stop};
use crate::{MANIFEST, manifest::Manifest, totals::Quarter};

/// The quarters that a manifest names.
pub(super) fn quarters(manifest: &Manifest, program: &Program) -> Result<Vec<Span>, Stop> {
    let spans: Vec<Span> =
        manifest.replay.iter().map(|quarter| span_of(quarter, program)).collect();
    let named = manifest.replay.iter().zip(&spans).all(|(quarter, span)| {
        let label = program.calendar.label(*span);
        (quarter.from, quarter.until, &quarter.label) == (span.from(), span.until(), &label)
    });
    let following =
        spans.windows(2).all(|pair| pair[0] == program.calendar.previous(pair[1], Period::Quarter));
    if named && following {
        return Ok(spans);
    }
    let what = "has a replay that is not a run of fiscal quarters of the program";
    Err(Difference::file("manifest_differs", MANIFEST, what).into())
}

/// The fiscal quarter that the first day lies in.
fn span_of(quarter: &Quarter, program: &Program) -> Span {
    program.calendar.period_of(quarter.from, Period::Quarter)
}
