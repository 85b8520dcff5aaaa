//! Bands, rates and rate columns.

use std::collections::HashSet;

use super::{
    At, Code, Findings,
    measures::{self, Measured},
};
use crate::{
    Level, Quantity, Rate, Track,
    incentive::{Columns, Method, Qualifier},
    words,
};

/// The schedule of an incentive.
pub fn schedule(at: &At<'_>, found: &mut Findings) {
    if let Some(columns) = &at.incentive.schedule.columns {
        columns_known(at, columns, found);
    }
    bands(at, found);
    order(at, found);
    rate_counts(at, found);
    rates(at, found);
    falling_rates(at, found);
    below_baseline(at, found);
}

fn columns_known(at: &At<'_>, columns: &Columns, found: &mut Findings) {
    let place = at.below("schedule/columns");
    if columns.levels.is_empty() {
        found.add(
            Code::ColumnsMissing,
            format!("{place}/levels"),
            format!("{} has rates by tier and names no tier.", at.name()),
            "Name the levels, or use one rate for everyone.",
        );
    }
    column_levels_once(columns, &place, found);
    let Some(track) = at.program.track(&columns.track) else {
        found.add(
            Code::TrackUnknown,
            format!("{place}/track"),
            format!("There is no track with the id {}.", words::said(&columns.track)),
            "Choose one of the program's tracks.",
        );
        return;
    };
    levels_known(track, columns, &place, found);
    uncovered(at, track, columns, &place, found);
}

fn column_levels_once(columns: &Columns, place: &str, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, level) in columns.levels.iter().enumerate() {
        if !seen.insert(level) {
            found.add(
                Code::ColumnDuplicate,
                format!("{place}/levels/{index}"),
                format!("{} has two columns of rates.", words::said(level)),
                "Keep one of them.",
            );
        }
    }
}

fn levels_known(track: &Track, columns: &Columns, place: &str, found: &mut Findings) {
    let known: HashSet<&str> = track.levels.iter().map(|level| level.id.as_str()).collect();
    for (index, level) in columns.levels.iter().enumerate() {
        if !known.contains(level.as_str()) {
            found.add(
                Code::LevelUnknown,
                format!("{place}/levels/{index}"),
                format!(
                    "{} has no level with the id {}.",
                    words::name_of(&track.name, &track.id),
                    words::said(level)
                ),
                "Choose one of its levels.",
            );
        }
    }
}

/// Levels without a column: those below the lowest that earns are meant so more often than not.
fn uncovered(at: &At<'_>, track: &Track, columns: &Columns, place: &str, found: &mut Findings) {
    let covered: HashSet<&str> = columns.levels.iter().map(String::as_str).collect();
    let has_column = |level: &Level| covered.contains(level.id.as_str());
    let Some(lowest) = track.levels.iter().position(has_column) else { return };
    let (below, above) = track.levels.split_at(lowest);
    let without = |levels: &[Level]| -> Vec<String> {
        let levels = levels.iter().filter(|level| !has_column(level));
        levels.map(|level| words::name_of(&level.name, &level.id)).collect()
    };
    let excluded = without(below);
    if !excluded.is_empty() {
        let names = words::list(&excluded, "and");
        let sentence = format!("Partners at {names} earn nothing from {}.", at.name());
        found.add(Code::TierExcluded, place, sentence, "Add a column where they should earn.");
    }
    let gap = without(above);
    if !gap.is_empty() {
        let names = words::list(&gap, "and");
        let sentence = format!(
            "{} has no rate for {names}: partners there earn nothing, and lower ones do.",
            at.name()
        );
        found.add(Code::TierGap, place, sentence, format!("Add a column for {names}."));
    }
}

/// What the bands are compared with.
fn measured(at: &At<'_>) -> Measured {
    match &at.incentive.qualifier {
        Qualifier::PaidOn => Measured { money: true, what: "the value paid on".to_owned() },
        Qualifier::GrowthRatio => Measured { money: false, what: "growth".to_owned() },
        Qualifier::Measure(of) => {
            Measured { money: of.measure.is_money(), what: of.measure.words() }
        }
    }
}

fn bands(at: &At<'_>, found: &mut Findings) {
    if at.incentive.schedule.bands.is_empty() {
        found.add(
            Code::BandsMissing,
            at.below("schedule/bands"),
            format!("{} has no bands, so it has no rate.", at.name()),
            "Add a band that begins at zero.",
        );
    }
    let measured = measured(at);
    for (index, band) in at.incentive.schedule.bands.iter().enumerate() {
        let place = at.below(&format!("schedule/bands/{index}/from"));
        measures::unit(at.program, band.from, &measured, &place, found);
        if units(band.from) < 0 {
            found.add(
                Code::BandBelowZero,
                place,
                format!("A band begins at {}.", words::quantity(band.from)),
                "Let the lowest band begin at zero or above.",
            );
        }
    }
}

/// The units of a quantity; they compare only where both are of one kind.
fn units(quantity: Quantity) -> i64 {
    match quantity {
        Quantity::Money(amount) => amount.units(),
        Quantity::Number(number) => number.units(),
    }
}

fn order(at: &At<'_>, found: &mut Findings) {
    for (index, pair) in at.incentive.schedule.bands.windows(2).enumerate() {
        let (lower, higher) = (pair[0].from, pair[1].from);
        let same_kind = std::mem::discriminant(&lower) == std::mem::discriminant(&higher);
        if same_kind && units(higher) <= units(lower) {
            found.add(
                Code::BandsOutOfOrder,
                at.below(&format!("schedule/bands/{}/from", index + 1)),
                format!(
                    "A band from {} follows one from {}.",
                    words::quantity(higher),
                    words::quantity(lower)
                ),
                "Let each band begin above the one before it.",
            );
        }
    }
}

fn rate_counts(at: &At<'_>, found: &mut Findings) {
    let schedule = &at.incentive.schedule;
    let expected = schedule.columns.as_ref().map_or(1, |columns| columns.levels.len());
    for (index, band) in schedule.bands.iter().enumerate() {
        if band.rates.len() != expected {
            found.add(
                Code::RateCount,
                at.below(&format!("schedule/bands/{index}/rates")),
                format!(
                    "The band from {} has {}, and {} wanted.",
                    words::quantity(band.from),
                    words::count(band.rates.len() as u64, "rate"),
                    if expected == 1 { "1 is".to_owned() } else { format!("{expected} are") },
                ),
                "Give each band one rate for each column, or a single rate where there are none.",
            );
        }
    }
}

fn rates(at: &At<'_>, found: &mut Findings) {
    let one = Rate::whole(1);
    let zero = Rate::default();
    let (mut any, mut highest) = (false, zero);
    for (index, band) in at.incentive.schedule.bands.iter().enumerate() {
        for (column, rate) in band.rates.iter().enumerate() {
            let place = at.below(&format!("schedule/bands/{index}/rates/{column}"));
            let percent = words::percent(*rate);
            if *rate < zero {
                let sentence = format!("The rate {percent} would take money from partners.");
                found.add(Code::RateNegative, place, sentence, "Use zero or more.");
            } else if *rate > one {
                let sentence =
                    format!("The rate {percent} pays more than the value it is paid on.");
                found.add(Code::RateAboveOne, place, sentence, "3% is written 0.03.");
            }
            (any, highest) = (true, highest.max(*rate));
        }
    }
    if any && highest == zero {
        found.add(
            Code::PaysNothing,
            at.below("schedule/bands"),
            format!("{} has no rate above zero, so it pays nothing.", at.name()),
            "Set a rate, or switch the incentive off.",
        );
    }
}

fn falling_rates(at: &At<'_>, found: &mut Findings) {
    for (index, pair) in at.incentive.schedule.bands.windows(2).enumerate() {
        for (column, (lower, higher)) in pair[0].rates.iter().zip(&pair[1].rates).enumerate() {
            if higher < lower {
                found.add(
                    Code::RatesFall,
                    at.below(&format!("schedule/bands/{}/rates/{column}", index + 1)),
                    format!(
                        "From {} the rate falls from {} to {}.",
                        words::quantity(pair[1].from),
                        words::percent(*lower),
                        words::percent(*higher)
                    ),
                    "Let rates rise, or keep this if selling more should pay less.",
                );
            }
        }
    }
}

/// Each growth band at its own rate pays on slices of the baseline, from where the band begins.
fn below_baseline(at: &At<'_>, found: &mut Findings) {
    let schedule = &at.incentive.schedule;
    if schedule.method != Method::EachBand || at.incentive.qualifier != Qualifier::GrowthRatio {
        return;
    }
    for (index, band) in schedule.bands.iter().enumerate() {
        let Quantity::Number(from) = band.from else { continue };
        if from < Rate::whole(1) && from >= Rate::default() {
            found.add(
                Code::BandBelowBaseline,
                at.below(&format!("schedule/bands/{index}/from")),
                format!(
                    "The band from {} pays on sales that only repeat the baseline.",
                    words::percent(from)
                ),
                "Let the lowest band begin at 1, which is 100% of the baseline.",
            );
        }
    }
}
