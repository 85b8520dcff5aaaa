//! What a deal's reward is paid on.

use chrono::NaiveDate;
use tierwright_program::{measure::Basis, rate::RATE_ONE};

use crate::{
    cube::{Origin, SalesRow, SalesRows, Summed},
    explanation::{MeasureStep, Use},
    value::Value,
};

/// Whether a line of a deal passes: nobody has a part of a deal that sold nothing of what counts.
pub(crate) fn sells(rows: &SalesRows<'_>, deal: usize) -> bool {
    rows.given.facts.deal_lines(deal).any(|line| rows.passes(deal, line))
}

/// The deal's measure: its lines that pass, less what was returned up to a day, at first the end of
/// the payment period it closed in. A later return leaves the reward alone, unless the incentive
/// makes it again. Nothing when it does not fit.
pub(crate) fn deal_value(rows: &SalesRows<'_>, deal: usize, known: NaiveDate) -> Option<i64> {
    let mut sum = 0_i64;
    deal_rows(rows, deal, known, &mut |row| {
        sum = sum.checked_add(row.counted)?;
        Some(())
    })?;
    Some(sum)
}

/// The measure as a step, with its rows.
pub(crate) fn deal_measure(
    rows: &SalesRows<'_>,
    deal: usize,
    known: NaiveDate,
    value: i64,
) -> MeasureStep {
    let day = rows.counts_on(deal).unwrap_or(known);
    let mut contributions = Vec::new();
    // `deal_value` has added these very rows up before.
    let _ = deal_rows(rows, deal, known, &mut |row| {
        contributions.push(rows.contribution(deal, &row));
        Some(())
    });
    MeasureStep {
        used_as: Use::PaidOn,
        measure: format!("{} of the deal", rows.key.words()),
        from: day,
        until: day,
        value: Value::of(rows.key.summed, value).amount(rows.given.program.currency),
        contributions,
        counted: Vec::new(),
        behind: Vec::new(),
    }
}

/// The rows of a deal's measure; nothing when `emit` gives up.
pub(crate) fn deal_rows(
    rows: &SalesRows<'_>,
    deal: usize,
    known: NaiveDate,
    emit: &mut dyn FnMut(SalesRow) -> Option<()>,
) -> Option<()> {
    let facts = rows.given.facts;
    let Some(day) = rows.counts_on(deal) else { return Some(()) };
    let factor = rows.factor(deal)?;
    let mut row = |on, counted, origin| {
        emit(SalesRow { partner: usize::MAX, on, counted, origin, share: None })
    };
    if rows.key.summed == Summed::Deals {
        let passes = facts.deal_lines(deal).any(|line| rows.passes(deal, line));
        return if passes { row(day, RATE_ONE, Origin::Deal) } else { Some(()) };
    }
    for line in facts.deal_lines(deal).filter(|line| rows.passes(deal, *line)) {
        row(
            day,
            rows.after_marketplace(rows.line_value(deal, line)?, factor)?,
            Origin::Line(line),
        )?;
    }
    if rows.key.sales.basis == Basis::Net {
        for at in facts.deal_adjustments(deal) {
            let on = facts.adjustments.dates[at];
            if on <= known && rows.given.known(on) && rows.adjustment_passes(deal, at) {
                // Rounded as what was counted and then taken away, so that a full return leaves
                // nothing in any rounding mode.
                let taken = rows.after_marketplace(-rows.adjustment_value(deal, at)?, factor)?;
                row(on, taken.checked_neg()?, Origin::Adjustment(at))?;
            }
        }
    }
    Some(())
}
