//! Cliffs: thresholds where one more minor unit of sales adds a leap of payout.

use std::cmp::Reverse;

use super::{Code, Findings, schedule::Of};
use crate::{
    Fraction, Money, Quantity, Rate,
    incentive::{Band, Columns, LimitPer, Method, Qualifier, Threshold},
    rate::RATE_ONE,
    schedule::Pays,
    words,
};

/// The cliffs of a schedule that pays the whole amount at the rate reached.
pub fn cliffs(of: &Of<'_>, found: &mut Findings) {
    let (at, schedule) = (of.at, of.schedule);
    if schedule.method != Method::WholeAmount || of.paying() != Pays::Rates {
        return;
    }
    for (index, band) in schedule.bands.iter().enumerate() {
        let below = index.checked_sub(1).map(|below| &schedule.bands[below]);
        let place = of.below(&format!("bands/{index}"));
        let said = match band.from {
            Quantity::Money(from) if at.incentive.qualifier == Qualifier::PaidOn => {
                exact_leap(of, from, below, band)
            }
            _ => steepest_rise(of, below, band),
        };
        if let Some(sentence) = said {
            let hint = "Pay each band at its own rate to have no such jump.";
            found.add(Code::Cliff, place, sentence, hint);
        }
    }
}

/// A rate before and after a threshold, in one column.
struct Rise {
    column: usize,
    before: Rate,
    after: Rate,
}

/// The columns whose rate rises at a band.
fn rises<'a>(below: Option<&'a Band>, band: &'a Band) -> impl Iterator<Item = Rise> + 'a {
    let before = move |column: usize| {
        below.and_then(|below| below.rates.get(column)).copied().unwrap_or_default()
    };
    band.rates
        .iter()
        .enumerate()
        .map(move |(column, after)| Rise { column, before: before(column), after: *after })
        .filter(|rise| rise.after > rise.before)
}

/// The leap in money, where the value paid on picks the band: for the column with the largest.
fn exact_leap(of: &Of<'_>, from: Money, below: Option<&Band>, band: &Band) -> Option<String> {
    let (leap, rise) = rises(below, band)
        .filter_map(|rise| Some((leap(of, from, &rise)?, rise)))
        .max_by_key(|(leap, rise)| (leap.units(), Reverse(rise.column)))?;
    let minor = Money::from_units(from.currency().units_per_minor(), from.currency());
    Some(format!(
        "{}: the last {} adds {}.",
        rise_words(of, band.from, &rise),
        words::money(minor),
        words::money(leap),
    ))
}

/// What one more minor unit of V adds at a threshold of V, limits included; nothing where it adds
/// nothing or does not fit.
fn leap(of: &Of<'_>, from: Money, rise: &Rise) -> Option<Money> {
    let minor = from.currency().units_per_minor();
    let (low, high) = match of.schedule.threshold {
        Threshold::Reached => (from.units().checked_sub(minor)?, from.units()),
        Threshold::Passed => (from.units(), from.units().checked_add(minor)?),
    };
    let most = smallest_limit(of).map_or(i128::MAX, |limit| i128::from(limit / minor));
    let most_value = limits(of, LimitPer::Value).min().unwrap_or(i64::MAX);
    let pays = |value: i64, rate: Rate| {
        let numerator = i128::from(value.min(most_value)).checked_mul(i128::from(rate.units()))?;
        let exact = Fraction::new(numerator, i128::from(RATE_ONE) * i128::from(minor));
        exact.round(of.at.program.rounding).map(|amount| amount.min(most))
    };
    let leap = pays(high, rise.after)? - pays(low.max(0), rise.before)?;
    let units = i64::try_from(leap).ok()?.checked_mul(minor)?;
    (from.units() > 0 && units > 0).then(|| Money::from_units(units, from.currency()))
}

/// The smallest limit that holds for what one reading of the schedule pays, in units.
fn smallest_limit(of: &Of<'_>) -> Option<i64> {
    let shared = of.at.incentive.shares.is_some();
    let beyond_deals = [LimitPer::PartnerPeriod, LimitPer::PartnerYear, LimitPer::Total];
    let own = beyond_deals.into_iter().filter(|_| !shared).flat_map(|per| limits(of, per));
    limits(of, LimitPer::Deal).chain(own).min()
}

/// The limits of one kind, in units.
fn limits<'a>(of: &'a Of<'_>, per: LimitPer) -> impl Iterator<Item = i64> + 'a {
    let limits = of.at.incentive.limits.iter();
    limits.filter(move |limit| limit.per == per).map(|limit| limit.at_most.units())
}

/// The rise of the rate alone, where the leap depends on what was sold: for the steepest column.
fn steepest_rise(of: &Of<'_>, below: Option<&Band>, band: &Band) -> Option<String> {
    let begins_above_zero = band.from.units() > 0;
    let steepness = |rise: &Rise| {
        (i128::from(rise.after.units()) - i128::from(rise.before.units()), Reverse(rise.column))
    };
    let rise = rises(below, band).max_by_key(steepness).filter(|_| begins_above_zero)?;
    Some(format!("{}, all at once.", rise_words(of, band.from, &rise)))
}

fn rise_words(of: &Of<'_>, from: Quantity, rise: &Rise) -> String {
    let place = match of.schedule.threshold {
        Threshold::Reached => "At",
        Threshold::Passed => "Just above",
    };
    let is_ratio = match &of.at.incentive.qualifier {
        Qualifier::PaidOn | Qualifier::GrowthAmount | Qualifier::Tier => false,
        Qualifier::GrowthRatio | Qualifier::Attainment => true,
        Qualifier::Measure(of) => of.measure.is_ratio(),
    };
    format!(
        "{place} {} the rate on the whole amount goes from {} to {}{}",
        if is_ratio { words::ratio(from) } else { words::quantity(from) },
        words::percent(rise.before),
        words::percent(rise.after),
        column_words(of, rise.column),
    )
}

/// What a column is for, in words; nothing where there are no columns.
fn column_words(of: &Of<'_>, column: usize) -> String {
    let Some(columns) = &of.schedule.columns else { return String::new() };
    let Some(name) = columns.names().get(column) else { return String::new() };
    let Columns::Level(by) = columns else { return format!(" for {}", words::said(name)) };
    let levels = of.at.program.track(&by.track).map_or(&[][..], |track| &track.levels);
    let known = levels.iter().find(|level| level.id == *name).map_or("", |level| &level.name);
    format!(" at {}", words::name_of(known, name))
}
