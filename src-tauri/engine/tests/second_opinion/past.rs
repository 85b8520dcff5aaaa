//! What was paid before a cut-over day.

use tierwright_program::incentive::CutOver;

use crate::{
    days::Days,
    exact::{self, Exact},
    world::World,
};

/// What was paid to a partner for earlier periods of an accumulation, as P of one of its periods.
pub fn paid_before(
    world: &World<'_>,
    partner: &str,
    (span, period): (Days, Days),
    cut: &CutOver,
) -> Exact {
    let before = if period.until < cut.on { period.from } else { cut.on };
    let rows = world.rows.paid.iter().filter(|row| {
        row.partner == partner
            && row.label == cut.label
            && row.period_from >= span.from
            && row.period_until < before
    });
    world.saw("past payout for what was settled");
    rows.fold(exact::zero(), |sum, row| sum + exact::money(row.amount))
}
