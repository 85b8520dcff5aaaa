//! Who earns what on what, in words.

use super::{filters, measures, policy};
use crate::{
    Incentive, Program, Quantity, Track,
    incentive::{
        Accumulation, Band, Baseline, BaselineOf, Columns, Method, Paid, Part, Qualifier, Schedule,
        Threshold, TierAt, WhenNoBaseline,
    },
    shares::SharedOf,
    words,
};

/// Who earns, at which rates, on what, and when.
pub fn earns(program: &Program, incentive: &Incentive) -> String {
    let mut sentences = vec![headline(program, incentive)];
    if !is_flat(incentive) {
        sentences.push(bands(program, incentive));
    }
    if let Part::IncrementOver(baseline) = incentive.earns_on.part {
        sentences.push(without_baseline(baseline));
    }
    if let Some(columns) = &incentive.schedule.columns {
        sentences.push(tier_read(program, incentive, columns));
    }
    sentences.join(" ")
}

/// The first sentence; it has the rates where there is one band that begins at zero.
fn headline(program: &Program, incentive: &Incentive) -> String {
    let time = match incentive.period {
        Accumulation::Deal => "On each deal".to_owned(),
        period => format!("Each {}", period_noun(program, period)),
    };
    let partners =
        format!("partners{}{}", filters::roles(&incentive.roles), filters::clause(&incentive.who));
    let verb = match incentive.shares.as_ref().map(|shares| shares.of) {
        None => "earn",
        Some(SharedOf::OnePool) => "share a pool of",
        Some(SharedOf::EachOwn) => "earn their part of",
    };
    let value = paid_on(program, incentive);
    let rates = if is_flat(incentive) {
        flat_rates(program, incentive, &value)
    } else {
        format!("a rate by band on {value}")
    };
    let method = match incentive.schedule.method {
        Method::EachBand => "each band at its own rate",
        Method::WholeAmount => "whole amount at the rate reached",
    };
    format!("{time}, {partners} {verb} {rates}, {method}.")
}

/// Whether one rate for each column holds from zero on.
fn is_flat(incentive: &Incentive) -> bool {
    let schedule = &incentive.schedule;
    let from_zero = match schedule.bands.as_slice() {
        [band] => matches!(band.from, Quantity::Money(from) if from.units() == 0),
        _ => false,
    };
    from_zero
        && schedule.threshold == Threshold::Reached
        && incentive.qualifier == Qualifier::PaidOn
}

/// The rates of the only band: `1.5% of net revenue at Silver and 2% at Gold`.
fn flat_rates(program: &Program, incentive: &Incentive, value: &str) -> String {
    let schedule = &incentive.schedule;
    let rates = schedule.bands.first().map_or(&[][..], |band| &band.rates);
    let mut said: Vec<_> = rates.iter().map(|rate| words::percent(*rate)).collect();
    if let Some(first) = said.first_mut() {
        let before_level = if schedule.columns.is_some() { "," } else { "" };
        *first = format!("{first} of {value}{before_level}");
    }
    if let Some(columns) = &schedule.columns {
        let names = level_names(program, columns);
        said = said.iter().zip(names).map(|(rate, name)| format!("{rate} at {name}")).collect();
    }
    words::list(&said, "and")
}

/// V in words.
fn paid_on(program: &Program, incentive: &Incentive) -> String {
    let earns_on = &incentive.earns_on;
    let noun = match earns_on.measure {
        Paid::Revenue => "revenue",
    };
    let value = format!(
        "{} {noun}{}, counting {}",
        measures::basis(earns_on.basis),
        filters::clause(&incentive.what),
        measures::counting(earns_on.weight)
    );
    match earns_on.part {
        Part::Whole => value,
        Part::IncrementOver(baseline) => {
            format!(
                "the increase of {value}, over {}",
                earlier(program, baseline, incentive.period)
            )
        }
    }
}

fn earlier(program: &Program, baseline: Baseline, period: Accumulation) -> String {
    let period = period_noun(program, period);
    match baseline.of {
        BaselineOf::SamePeriodLastYear => format!("the same {period} a year earlier"),
        BaselineOf::PreviousPeriod => format!("the {period} just before"),
    }
}

fn without_baseline(baseline: Baseline) -> String {
    let then = match baseline.when_none {
        WhenNoBaseline::Skip => "nothing is earned",
        WhenNoBaseline::AllIsGrowth => "all of it counts as growth, in the top band",
    };
    format!("Where that earlier value is zero or less, {then}.")
}

/// The sentence of the bands: `The band is picked by that value: 2% from 0 USD ...`.
fn bands(program: &Program, incentive: &Incentive) -> String {
    let period = period_noun(program, incentive.period);
    let picked_by = match &incentive.qualifier {
        Qualifier::PaidOn => "the value paid on".to_owned(),
        Qualifier::GrowthRatio => "the value as a percentage of that earlier one".to_owned(),
        Qualifier::Measure(of) => measures::measured(&of.measure, of.window, &period),
    };
    let rates = match &incentive.schedule.columns {
        None => column(incentive, 0),
        Some(columns) => {
            let names = level_names(program, columns).into_iter().enumerate();
            let said = names.map(|(index, name)| format!("{} at {name}", column(incentive, index)));
            said.collect::<Vec<_>>().join("; ")
        }
    };
    format!("The band is picked by {picked_by}: {rates}.")
}

/// The rates of one column, band by band.
fn column(incentive: &Incentive, index: usize) -> String {
    let Schedule { bands, threshold, .. } = &incentive.schedule;
    let begins = match threshold {
        Threshold::Reached => "from",
        Threshold::Passed => "above",
    };
    let said = |band: &Band| {
        let rate = band
            .rates
            .get(index)
            .map_or_else(|| "no rate".to_owned(), |rate| words::percent(*rate));
        format!("{rate} {begins} {}", band_start(incentive, band.from))
    };
    match bands.iter().map(said).collect::<Vec<_>>() {
        none if none.is_empty() => "no rate".to_owned(),
        said => words::list(&said, "and"),
    }
}

/// Where a band begins, in the unit of Q.
fn band_start(incentive: &Incentive, from: Quantity) -> String {
    match &incentive.qualifier {
        Qualifier::PaidOn => words::quantity(from),
        Qualifier::GrowthRatio => words::ratio(from),
        Qualifier::Measure(of) => measures::threshold(&of.measure, from),
    }
}

/// The names of the columns' levels.
fn level_names(program: &Program, columns: &Columns) -> Vec<String> {
    let levels = program.track(&columns.track).map_or(&[][..], |track| &track.levels);
    let name = |id: &String| {
        let level = levels.iter().find(|level| level.id == *id);
        level.map_or_else(|| words::said(id), |level| words::name_of(&level.name, &level.id))
    };
    columns.levels.iter().map(name).collect()
}

/// Whose tier it is, on which day, and what levels without a column earn.
fn tier_read(program: &Program, incentive: &Incentive, columns: &Columns) -> String {
    let track = program.track(&columns.track);
    let name = track.map_or_else(
        || words::said(&columns.track),
        |track| words::name_of(&track.name, &track.id),
    );
    let period = period_noun(program, incentive.period);
    let day = match columns.tier_at {
        TierAt::PeriodStart => format!("the first day of the {period}"),
        TierAt::PeriodEnd => format!("the last day of the {period}"),
        TierAt::Close => "the day each deal closes".to_owned(),
    };
    let read = format!("The level is that of {name} on {day}");
    let uncovered = track.map_or_else(Vec::new, |track| without_column(track, columns));
    if uncovered.is_empty() {
        return format!("{read}.");
    }
    format!("{read}; partners at {} earn nothing.", words::list(&uncovered, "or"))
}

/// The names of the levels that have no column.
fn without_column(track: &Track, columns: &Columns) -> Vec<String> {
    let levels = track.levels.iter().filter(|level| !columns.levels.contains(&level.id));
    levels.map(|level| words::name_of(&level.name, &level.id)).collect()
}

/// What must be reached before it pays at all.
pub fn gate(program: &Program, incentive: &Incentive) -> Option<String> {
    let gate = incentive.gate.as_ref()?;
    let asked = measures::requirement(gate, &period_noun(program, incentive.period));
    let others =
        if incentive.shares.is_some() { "; the share of any other stays unpaid" } else { "" };
    Some(format!("It pays only to partners with {asked}{others}."))
}

/// The closing dates it runs for.
pub fn dates(incentive: &Incentive) -> Option<String> {
    let days = match (incentive.dates.from, incentive.dates.until) {
        (None, None) => return None,
        (Some(from), None) => format!("from {} on", words::day(from)),
        (None, Some(until)) => format!("up to {}", words::day(until)),
        (Some(from), Some(until)) => format!("from {} to {}", words::day(from), words::day(until)),
    };
    Some(format!("It covers deals closed {days}."))
}

/// The period that windows and tier days are seen from.
fn period_noun(program: &Program, period: Accumulation) -> String {
    match period.length() {
        None => format!("{} the deal closes in", policy::fiscal(program.payment.every)),
        Some(length) => policy::fiscal(length),
    }
}
