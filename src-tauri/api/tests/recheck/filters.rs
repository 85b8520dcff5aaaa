//! Filters of the program, answered from the rows.

use chrono::Months;
use tierwright_engine::rows::{DealRow, LineRow, PartnerRow};
use tierwright_program::{
    Filter, Program,
    filter::{Condition, Field},
};

use crate::{
    refusal::{Refusal, refuse},
    source::{Source, won},
};

/// What a filter is asked about.
#[derive(Clone, Copy, Default)]
pub struct Asked<'a> {
    pub partner: Option<&'a PartnerRow>,
    pub deal: Option<&'a DealRow>,
    pub line: Option<&'a LineRow>,
    /// The facts around the deal, and the program.
    pub around: Option<(&'a Source<'a>, &'a Program)>,
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
        Filter::Amount(bounds) => {
            let amount = deal_amount(of)?;
            bounds.at_least.is_none_or(|least| i128::from(least.units()) <= amount)
                && bounds.below.is_none_or(|below| amount < i128::from(below.units()))
        }
        Filter::Registered(asked) => {
            let (deal, source, _) = around(of)?;
            let Some(closed) = won(deal) else { return Ok(false) };
            source.registrations(&deal.id).iter().any(|claim| {
                let Some(approved) = claim.approved_on else { return false };
                let days = chrono::Days::new(asked.protects_days.into());
                let until = claim.protected_until.or(approved.checked_add_days(days));
                approved <= closed && until.is_none_or(|until| closed <= until)
            })
        }
        Filter::FirstMonths(first) => {
            let (deal, source, _) = around(of)?;
            let others = source.deals.iter().filter(|one| one.customer == deal.customer);
            let began = others.filter_map(|one| won(one)).min();
            let months = Months::new(first.months.into());
            let over = began.and_then(|day| day.checked_add_months(months));
            !deal.customer.is_empty()
                && won(deal).is_some_and(|day| over.is_none_or(|over| day < over))
        }
        Filter::Attribute(asked) => {
            let attributes = match (of.deal, of.partner) {
                (Some(deal), _) => &deal.attributes,
                (None, Some(partner)) => &partner.attributes,
                (None, None) => return refuse("an attribute of nothing"),
            };
            let value = attributes.get(&asked.name).cloned().unwrap_or_default();
            asked.one_of.contains(&value)
        }
        Filter::Joined(days) => {
            let Some(partner) = of.partner else { return refuse("a partner is asked for") };
            partner.joined.is_some_and(|day| {
                days.from.is_none_or(|from| from <= day)
                    && days.until.is_none_or(|until| day <= until)
            })
        }
        _ => return refuse("a filter that is not known"),
    })
}

fn around(of: Asked<'_>) -> Result<(&DealRow, &Source<'_>, &Program), Refusal> {
    match (of.deal, of.around) {
        (Some(deal), Some((source, program))) => Ok((deal, source, program)),
        _ => refuse("a deal is asked for where there is none"),
    }
}

/// What the lines of a deal add up to; only of one in the program's currency, as what another is
/// worth is not said where nothing counts.
fn deal_amount(of: Asked<'_>) -> Result<i128, Refusal> {
    let (deal, source, program) = around(of)?;
    if deal.amount.currency() != program.currency {
        return refuse("the amount of a deal in another currency");
    }
    let lines = source.lines(&deal.id);
    Ok(match lines {
        [] => i128::from(deal.amount.units()),
        lines => lines.iter().map(|line| i128::from(line.amount.units())).sum(),
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
