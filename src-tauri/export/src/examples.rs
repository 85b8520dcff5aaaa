//! Worked examples for the guide: what a schedule pays at a few values, read by the calculation
//! that reads it for a payout line.

use tierwright_engine::curve::{Along, PayCurve, pay_curve};
use tierwright_program::{
    Checked, Incentive, Money, Quantity,
    incentive::Qualifier,
    money::UNITS_PER_MAJOR,
    rate::RATE_ONE,
    words::{self, grouped},
};

use crate::paper::{Block, Cell, Column};

/// More than these say nothing new.
const MOST: usize = 6;

/// Examples of an incentive of a program, one within each band, and what leads to them; none where
/// what it pays depends on more than its measure. `columns` are those of its schedule.
pub(crate) fn examples(checked: &Checked, of: &Incentive, columns: &[Column]) -> Vec<Block> {
    let Some(at) = checked.program().incentive(&of.id) else { return Vec::new() };
    let curves = places(of).into_iter().map(|until| pay_curve(checked, at, None, until));
    let Some(curves) = curves.collect::<Option<Vec<_>>>() else { return Vec::new() };
    let Some(lead) = curves.first().map(|curve| lead(of, curve)) else { return Vec::new() };
    let rows = curves.iter().filter_map(|curve| {
        let ends = curve.columns.iter().map(|column| Some(money(column.points.last()?.pays)));
        let place = if reads_ratio(of, curve.along) {
            words::ratio(curve.until)
        } else {
            words::quantity(curve.until)
        };
        let cells = std::iter::once(Some(place)).chain(ends).map(|cell| cell.map(Cell::from));
        cells.collect::<Option<Vec<_>>>()
    });
    let head = std::iter::once(Column::text("At")).chain(columns.iter().skip(1).map(|column| {
        let plain = column.name == "Rate";
        Column::number(if plain { "Pays" } else { &column.name })
    }));
    vec![Block::Paragraph(lead), Block::table(head.collect(), rows.collect())]
}

/// A place within each band; nothing for the one that a curve is drawn to by itself.
fn places(of: &Incentive) -> Vec<Option<i64>> {
    if matches!(of.qualifier, Qualifier::Tier) {
        return vec![None];
    }
    let froms: Vec<i64> = of.schedule.bands.iter().map(|band| band.from.units()).collect();
    let unit = match (of.schedule.bands.first().map(|band| band.from), &of.qualifier) {
        (Some(Quantity::Money(_)), _) => UNITS_PER_MAJOR,
        (_, Qualifier::GrowthRatio | Qualifier::Attainment) => 1,
        (_, Qualifier::Measure(own)) if own.measure.is_ratio() => 1,
        _ => RATE_ONE,
    };
    let within = |(at, from): (usize, &i64)| match froms.get(at + 1) {
        Some(next) => Some(from + (next - from) / 2),
        None if *from > 0 => Some(from.checked_add(from / 4)?),
        None => None,
    };
    let whole = |place: i64| if place >= unit { place - place % unit } else { place };
    let places = froms.iter().enumerate().map(within).map(|place| place.map(whole));
    let mut places: Vec<Option<i64>> =
        places.filter(|place| place.is_none_or(|units| units > 0)).take(MOST).collect();
    places.dedup();
    places
}

/// Whether what stands along the bottom is a ratio.
fn reads_ratio(of: &Incentive, along: Along) -> bool {
    along == Along::Ratio
        || matches!(&of.qualifier, Qualifier::Measure(own) if own.measure.is_ratio())
}

/// What the examples are of.
fn lead(of: &Incentive, curve: &PayCurve) -> String {
    let example = curve.example.map_or_else(String::new, words::quantity);
    let given = match (&of.qualifier, curve.along) {
        (Qualifier::Attainment, _) => format!("with a target of {example}, "),
        (_, Along::Ratio | Along::Difference) => format!("with an earlier value of {example}, "),
        (_, Along::Own) => format!("paid on {example}, "),
        (_, Along::PaidOn) => String::new(),
    };
    let pool = if of.shares.is_some() { ", and before the pool is shared" } else { "" };
    format!("For example, {given}before limits and conditions{pool}:")
}

fn money(amount: Money) -> String {
    format!("{} {}", grouped(&amount.amount_text()), amount.currency())
}
