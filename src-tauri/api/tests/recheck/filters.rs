//! Filters of the program, answered from the rows.

use tierwright_engine::rows::{DealRow, LineRow, PartnerRow};
use tierwright_program::{
    Filter,
    filter::{Condition, Field},
};

use crate::refusal::{Refusal, refuse};

/// What a filter is asked about.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    pub partner: Option<&'a PartnerRow>,
    pub deal: Option<&'a DealRow>,
    pub line: Option<&'a LineRow>,
}

/// Whether a filter lets a partner or a line pass.
#[allow(unreachable_patterns)]
pub fn passes(filter: &Filter, of: Asked<'_>) -> Result<bool, Refusal> {
    let any = |parts: &[Filter], wanted: bool| -> Result<bool, Refusal> {
        let mut found = false;
        for part in parts {
            found |= passes(part, of)? == wanted;
        }
        Ok(found)
    };
    Ok(match filter {
        Filter::All(parts) => !any(parts, false)?,
        Filter::Any(parts) => any(parts, true)?,
        Filter::None(parts) => !any(parts, true)?,
        Filter::Is(condition) => {
            let value = value(condition, of)?;
            condition.one_of.iter().any(|one| *one == value)
        }
        _ => return refuse("a filter that is not known"),
    })
}

#[allow(unreachable_patterns)]
pub fn value<'a>(condition: &Condition, of: Asked<'a>) -> Result<&'a str, Refusal> {
    let partner = |column: fn(&PartnerRow) -> &String| of.partner.map_or("", |row| column(row));
    let deal = |column: fn(&DealRow) -> &String| of.deal.map_or("", |row| column(row));
    let line = |column: fn(&LineRow) -> &String| of.line.map_or("", |row| column(row));
    Ok(match condition.field {
        Field::Partner => partner(|row| &row.id),
        Field::PartnerType => partner(|row| &row.kind),
        Field::PartnerRegion => partner(|row| &row.region),
        Field::PartnerCountry => partner(|row| &row.country),
        Field::PartnerSegment => partner(|row| &row.segment),
        Field::DealType => deal(|row| &row.kind),
        Field::DealRegion => deal(|row| &row.region),
        Field::DealSegment => deal(|row| &row.segment),
        Field::DealSource => deal(|row| &row.origin),
        Field::Customer => deal(|row| &row.customer),
        Field::Product => line(|row| &row.product),
        Field::Family => line(|row| &row.family),
        _ => return refuse("a column that is not known"),
    })
}
