//! What was paid before a cut-over day.

use chrono::NaiveDate;
use tierwright_program::incentive::Settle;

use crate::{
    days::Days,
    exact::{self, Exact},
    world::World,
};

/// P of one period of an accumulation, where that is what was paid to a partner before a cut-over
/// day: until this program settled one itself from that day on. `since` is the last day that it
/// settled.
pub fn paid_before(
    world: &World<'_>,
    settle: &Settle,
    partner: &str,
    (span, period): (Days, Days),
    since: Option<NaiveDate>,
) -> Option<Exact> {
    let cut = settle.cut_over.as_ref().filter(|cut| span.from < cut.on)?;
    if since.map_or(cut.on < period.from, |on| cut.on <= on) {
        return None;
    }
    let before = if period.until < cut.on { period.from } else { cut.on };
    let rows = world.rows.paid.iter().filter(|row| {
        row.partner == partner
            && row.label == cut.label
            && row.period_from >= span.from
            && row.period_until < before
    });
    world.saw("past payout for what was settled");
    Some(rows.fold(exact::zero(), |sum, row| sum + exact::money(row.amount)))
}
