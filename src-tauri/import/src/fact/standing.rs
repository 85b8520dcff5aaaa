//! How partners stand, read from a row: statuses, levels, overlaps, scores, targets.

use chrono::NaiveDate;
use tierwright_engine::rows::{
    LevelRow, OverlapRow, PartnerStatusRow, ScoreRow, ScoreSubject, TargetRow, TargetSubject,
};
use tierwright_program::Quantity;

use crate::{
    fault::Fault,
    mapping::{LevelColumns, OverlapColumns, ScoreColumns, StatusColumns, TargetColumns},
    place::{Place, RowReader},
};

/// Refuses days of which the last stands before the first.
pub(super) fn in_order(
    what: &str,
    (from, until): (NaiveDate, Option<NaiveDate>),
    column: Option<&Place>,
) -> Result<(), Fault> {
    match until.filter(|until| *until < from) {
        None => Ok(()),
        Some(until) => {
            let clause = format!("{what} ends on {until}, before it begins on {from}");
            let column = column.and_then(|place| place.theirs.as_deref());
            Err(Fault::at("days_reversed", column, clause))
        }
    }
}

/// The one of two subjects that a row names: the first where it names it, else the second.
fn subject<'a>(
    what: &str,
    row: &RowReader<'a>,
    (first, second): (Option<&'a Place>, Option<&'a Place>),
    words: &str,
) -> Result<(String, bool), Fault> {
    let one = row.maybe_string(first);
    let other = row.maybe_string(second);
    match (one.is_empty(), other.is_empty()) {
        (false, _) => Ok((one, true)),
        (true, false) => Ok((other, false)),
        (true, true) => {
            let column = first.or(second).and_then(|place| place.theirs.as_deref());
            Err(Fault::at("text_missing", column, format!("{what} names neither {words}")))
        }
    }
}

pub(super) fn status<'a>(
    columns: &'a StatusColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<PartnerStatusRow, Fault> {
    let fact = PartnerStatusRow {
        id: row.string(&columns.id)?,
        partner: row.string(&columns.partner)?,
        kind: row.string(&columns.kind)?,
        from: row.date(&columns.from)?,
        until: row.maybe_date(columns.until.as_ref())?,
        source: row.source,
    };
    let what = format!("status {}", fact.id);
    in_order(&what, (fact.from, fact.until), columns.until.as_ref())?;
    Ok(fact)
}

pub(super) fn level<'a>(
    columns: &'a LevelColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<LevelRow, Fault> {
    let fact = LevelRow {
        id: row.string(&columns.id)?,
        partner: row.string(&columns.partner)?,
        track: row.string(&columns.track)?,
        level: row.string(&columns.level)?,
        from: row.date(&columns.from)?,
        until: row.maybe_date(columns.until.as_ref())?,
        reason: row.maybe_string(columns.reason.as_ref()),
        source: row.source,
    };
    let what = format!("level {}", fact.id);
    in_order(&what, (fact.from, fact.until), columns.until.as_ref())?;
    Ok(fact)
}

pub(super) fn overlap<'a>(
    columns: &'a OverlapColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<OverlapRow, Fault> {
    let deal = row.maybe_string(columns.deal.as_ref());
    Ok(OverlapRow {
        id: row.string(&columns.id)?,
        partner: row.string(&columns.partner)?,
        account: row.string(&columns.account)?,
        mapped_on: row.date(&columns.mapped_on)?,
        origin: row.maybe_string(columns.origin.as_ref()),
        deal: (!deal.is_empty()).then_some(deal),
        source: row.source,
    })
}

pub(super) fn score<'a>(
    columns: &'a ScoreColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<ScoreRow, Fault> {
    let id = row.string(&columns.id)?;
    let both = (columns.partner.as_ref(), columns.customer.as_ref());
    let what = format!("score {id}");
    let (named, is_partner) = subject(&what, row, both, "a partner nor a customer")?;
    Ok(ScoreRow {
        id,
        of: if is_partner { ScoreSubject::Partner(named) } else { ScoreSubject::Customer(named) },
        name: row.string(&columns.name)?,
        date: row.date(&columns.date)?,
        value: row.rate(&columns.value)?,
        source: row.source,
    })
}

pub(super) fn target<'a>(
    columns: &'a TargetColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<TargetRow, Fault> {
    let id = row.string(&columns.id)?;
    let both = (columns.partner.as_ref(), columns.group.as_ref());
    let what = format!("target {id}");
    let (named, is_partner) = subject(&what, row, both, "a partner nor a group")?;
    let value = match row.maybe_currency(columns.currency.as_ref())? {
        Some(currency) => Quantity::Money(row.money(&columns.value, currency)?),
        None => Quantity::Number(row.rate(&columns.value)?),
    };
    let fact = TargetRow {
        id,
        of: if is_partner { TargetSubject::Partner(named) } else { TargetSubject::Group(named) },
        name: row.string(&columns.name)?,
        measure: row.maybe_string(columns.measure.as_ref()),
        period_from: row.date(&columns.period_from)?,
        period_until: row.date(&columns.period_until)?,
        value,
        source: row.source,
    };
    let days = (fact.period_from, Some(fact.period_until));
    in_order(&what, days, Some(&columns.period_until))?;
    Ok(fact)
}
