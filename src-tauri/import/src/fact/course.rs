//! What happens in the course of a deal, read from a row: touches, registrations, settlements.

use tierwright_engine::rows::{RegistrationRow, SettlementKind, SettlementRow, TouchRow};

use super::{DealCurrency, LEFT_OUT, deals_own, several};
use crate::{
    fault::Fault,
    mapping::{RegistrationColumns, SettlementColumns, TouchColumns},
    place::{Place, RowReader},
};

pub(super) fn touch<'a>(
    columns: &'a TouchColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<TouchRow, Fault> {
    let partner = row.maybe_string(columns.partner.as_ref());
    Ok(TouchRow {
        id: row.string(&columns.id)?,
        deal: row.string(&columns.deal)?,
        partner: (!partner.is_empty()).then_some(partner),
        at: row.moment(&columns.at)?,
        kind: row.maybe_string(columns.kind.as_ref()),
        milestones: several(&row.maybe_string(columns.milestones.as_ref())),
        source: row.source,
    })
}

pub(super) fn registration<'a>(
    columns: &'a RegistrationColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<RegistrationRow, Fault> {
    let fact = RegistrationRow {
        id: row.string(&columns.id)?,
        deal: row.string(&columns.deal)?,
        partner: row.string(&columns.partner)?,
        role: row.maybe_string(columns.role.as_ref()),
        registered_on: row.date(&columns.registered_on)?,
        approved_on: row.maybe_date(columns.approved_on.as_ref())?,
        refused_on: row.maybe_date(columns.refused_on.as_ref())?,
        protected_until: row.maybe_date(columns.protected_until.as_ref())?,
        source: row.source,
    };
    if fact.approved_on.is_some() && fact.refused_on.is_some() {
        let clause =
            format!("registration {} is both approved and refused; only one can hold", fact.id);
        let column = columns.refused_on.as_ref().and_then(|place| place.theirs.as_deref());
        return Err(Fault::at("decided_twice", column, clause));
    }
    Ok(fact)
}

pub(super) fn settlement<'a>(
    columns: &'a SettlementColumns<Place>,
    row: &mut RowReader<'a>,
    deal_currency: DealCurrency<'_>,
) -> Result<SettlementRow, Fault> {
    let kind_text = row.needed(&columns.kind)?;
    let column = columns.kind.theirs.as_deref();
    if kind_text == LEFT_OUT {
        let clause = "the mapping leaves out rows of this kind".to_owned();
        return Err(Fault::at("left_out", column, clause));
    }
    let kind = SettlementKind::from_text(&kind_text).ok_or_else(|| {
        let clause = format!(
            "\"{kind_text}\" is no kind of settlement; billed, collected or disbursed is expected"
        );
        Fault::at("kind_unknown", column, clause)
    })?;
    let (id, deal) = (row.string(&columns.id)?, row.string(&columns.deal)?);
    let what = format!("settlement {id}");
    let currency = deals_own(&what, &deal, columns.currency.as_ref(), row, deal_currency)?;
    let line = row.maybe_string(columns.line.as_ref());
    Ok(SettlementRow {
        id,
        deal,
        line: (!line.is_empty()).then_some(line),
        kind,
        date: row.date(&columns.date)?,
        gross: row.money(&columns.gross, currency)?,
        fee: row.maybe_money(columns.fee.as_ref(), currency)?,
        tax: row.maybe_money(columns.tax.as_ref(), currency)?,
        net: row.maybe_money(columns.net.as_ref(), currency)?,
        source: row.source,
    })
}
