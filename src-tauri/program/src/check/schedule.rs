//! Schedules: their bands, what bands pay, and their versions.

use super::{
    At, Code, Findings, cliffs, columns,
    measures::{self, Measured},
    methods,
};
use crate::{
    Quantity, Rate, Schedule,
    incentive::{Interpolated, LaterSchedule, Method, Qualifier},
    schedule::Pays,
    words,
};

/// One version of a schedule, and where it stands.
pub struct Of<'a> {
    pub at: &'a At<'a>,
    pub schedule: &'a Schedule,
    /// The place of the schedule below the incentive.
    path: String,
}

impl Of<'_> {
    /// A place below the schedule.
    pub fn below(&self, path: &str) -> String {
        self.at.below(&format!("{}/{path}", self.path))
    }

    /// What its bands pay.
    pub fn paying(&self) -> Pays {
        self.schedule.method.pays(self.at.incentive.earns_on.measure.counts())
    }

    /// Whether its bands are points.
    pub fn has_points(&self) -> bool {
        matches!(self.schedule.method, Method::Interpolated(_))
    }
}

/// The schedule of an incentive, and its later versions.
pub fn schedules(at: &At<'_>, found: &mut Findings) {
    let later = &at.incentive.later_schedules;
    version(&Of { at, schedule: &at.incentive.schedule, path: "schedule".to_owned() }, found);
    for (index, one) in later.iter().enumerate() {
        let path = format!("later_schedules/{index}/schedule");
        version(&Of { at, schedule: &one.schedule, path }, found);
    }
    versions_in_order(at, later, found);
}

fn version(of: &Of<'_>, found: &mut Findings) {
    columns::columns(of, found);
    bands(of, found);
    order(of, found);
    counts(of, found);
    pays(of, found);
    falling(of, found);
    methods::methods(of, found);
    cliffs::cliffs(of, found);
}

fn versions_in_order(at: &At<'_>, later: &[LaterSchedule], found: &mut Findings) {
    for (index, pair) in later.windows(2).enumerate() {
        if pair[1].from <= pair[0].from {
            found.add(
                Code::VersionsOutOfOrder,
                at.below(&format!("later_schedules/{}/from", index + 1)),
                format!(
                    "A version from {} follows one from {}.",
                    words::day(pair[1].from),
                    words::day(pair[0].from)
                ),
                "Let each version begin after the one before it.",
            );
        }
    }
}

/// What the bands are compared with.
pub fn measured(at: &At<'_>) -> Measured {
    let value = !at.incentive.earns_on.measure.counts();
    match &at.incentive.qualifier {
        Qualifier::PaidOn => Measured { money: value, what: "the value paid on".to_owned() },
        Qualifier::GrowthRatio => Measured { money: false, what: "growth".to_owned() },
        Qualifier::GrowthAmount => Measured { money: value, what: "growth".to_owned() },
        Qualifier::Attainment => Measured { money: false, what: "attainment".to_owned() },
        Qualifier::Tier => Measured { money: false, what: "a tier".to_owned() },
        Qualifier::Measure(of) => {
            Measured { money: of.measure.is_money(), what: of.measure.words() }
        }
    }
}

fn bands(of: &Of<'_>, found: &mut Findings) {
    if of.schedule.bands.is_empty() {
        found.add(
            Code::BandsMissing,
            of.below("bands"),
            format!("{} has no bands, so it has no rate.", of.at.name()),
            "Add a band that begins at zero.",
        );
    }
    let measured = measured(of.at);
    // Returns count where the floor lies below zero, and the bands may go down to them.
    let lets_returns_count = of.schedule.floor.is_some_and(|floor| floor.units() < 0);
    for (index, band) in of.schedule.bands.iter().enumerate() {
        let place = of.below(&format!("bands/{index}/from"));
        measures::unit(of.at.program, band.from, &measured, &place, found);
        if band.from.units() < 0 && !lets_returns_count {
            found.add(
                Code::BandBelowZero,
                place,
                format!("A band begins at {}.", words::quantity(band.from)),
                "Let the lowest band begin at zero or above, or store a floor below zero.",
            );
        }
    }
}

/// Bands rise; two points may stand at one place, where they make a jump.
fn order(of: &Of<'_>, found: &mut Findings) {
    for (index, pair) in of.schedule.bands.windows(2).enumerate() {
        let (lower, higher) = (pair[0].from, pair[1].from);
        let same_kind = std::mem::discriminant(&lower) == std::mem::discriminant(&higher);
        let third = index.checked_sub(1).is_some_and(|at| of.schedule.bands[at].from == higher);
        let jump = of.has_points() && higher == lower && !third;
        if same_kind && higher.units() <= lower.units() && !jump {
            found.add(
                Code::BandsOutOfOrder,
                of.below(&format!("bands/{}/from", index + 1)),
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

/// One rate or amount for each column, and none of what the method has no use for.
fn counts(of: &Of<'_>, found: &mut Findings) {
    let (expected, in_money) = (of.schedule.width(), of.paying().in_money());
    for (index, band) in of.schedule.bands.iter().enumerate() {
        let (key, noun, has, other_key, other) = if in_money {
            ("amounts", "amount", band.amounts.len(), "rates", band.rates.len())
        } else {
            ("rates", "rate", band.rates.len(), "amounts", band.amounts.len())
        };
        let from = words::quantity(band.from);
        if other > 0 {
            found.add(
                Code::PaysMismatch,
                of.below(&format!("bands/{index}/{other_key}")),
                format!("The band from {from} has {other_key}, and this schedule pays {key}."),
                format!("Write {key} instead."),
            );
        } else if has != expected {
            let wanted = if expected == 1 { "1 is".to_owned() } else { format!("{expected} are") };
            found.add(
                Code::RateCount,
                of.below(&format!("bands/{index}/{key}")),
                format!(
                    "The band from {from} has {}, and {wanted} wanted.",
                    words::count(has as u64, noun),
                ),
                format!(
                    "Give each band one {noun} for each column, or a single {noun} where there are \
                     none."
                ),
            );
        }
    }
}

/// What a band pays in a column, in its units, with its place and words.
struct Paid {
    band: usize,
    column: usize,
    units: i64,
    place: String,
    words: String,
}

/// All that bands pay: rates where the schedule has use for rates, amounts otherwise.
fn all_pays(of: &Of<'_>) -> Vec<Paid> {
    let mut all = Vec::new();
    for (index, band) in of.schedule.bands.iter().enumerate() {
        let place = |key: &str, column| of.below(&format!("bands/{index}/{key}/{column}"));
        let mut push = |column, units, place, words| {
            all.push(Paid { band: index, column, units, place, words });
        };
        if of.paying().in_money() {
            for (column, amount) in band.amounts.iter().enumerate() {
                let words = words::money(*amount);
                push(column, amount.units(), place("amounts", column), words);
            }
        } else {
            for (column, rate) in band.rates.iter().enumerate() {
                push(column, rate.units(), place("rates", column), rate_words(of, *rate));
            }
        }
    }
    all
}

/// A rate, or a number of free units.
fn rate_words(of: &Of<'_>, rate: Rate) -> String {
    if of.paying() == Pays::Units { words::number(rate) } else { words::percent(rate) }
}

fn pays(of: &Of<'_>, found: &mut Findings) {
    let all = all_pays(of);
    let noun = if of.paying().in_money() { "amount" } else { "rate" };
    let of_value = of.paying() == Pays::Rates
        && of.schedule.method != Method::Interpolated(Interpolated::Rate)
        && of.schedule.method.pays_on_value();
    for paid in &all {
        let said = &paid.words;
        if paid.units < 0 {
            let sentence = format!("The {noun} {said} would take money from partners.");
            found.add(Code::RateNegative, &paid.place, sentence, "Use zero or more.");
        } else if of_value && paid.units > Rate::whole(1).units() {
            let sentence = format!("The rate {said} pays more than the value it is paid on.");
            found.add(Code::RateAboveOne, &paid.place, sentence, "3% is written 0.03.");
        }
    }
    let floor = of.schedule.floor.map_or(0, |floor| floor.units());
    if !all.is_empty() && all.iter().all(|paid| paid.units == 0) && floor <= 0 {
        found.add(
            Code::PaysNothing,
            of.below("bands"),
            format!("{} has no {noun} above zero, so it pays nothing.", of.at.name()),
            format!("Set a {noun}, or switch the incentive off."),
        );
    }
    for (index, band) in of.schedule.bands.iter().enumerate() {
        for (column, amount) in band.amounts.iter().enumerate() {
            let place = of.below(&format!("bands/{index}/amounts/{column}"));
            measures::currency(of.at.program, amount.currency(), &place, found);
        }
    }
}

fn falling(of: &Of<'_>, found: &mut Findings) {
    // The amounts of all bands reached add up, so each may be smaller than the one below it.
    let adds_up = matches!(of.schedule.method, Method::EveryAmount | Method::WholeAmountEveryBand);
    let all = if adds_up { Vec::new() } else { all_pays(of) };
    let noun = if of.paying().in_money() { "amount" } else { "rate" };
    for higher in &all {
        let Some(below) = higher.band.checked_sub(1) else { continue };
        let lower = all.iter().find(|paid| (paid.band, paid.column) == (below, higher.column));
        let Some(lower) = lower.filter(|lower| higher.units < lower.units) else { continue };
        let from: Quantity = of.schedule.bands[higher.band].from;
        found.add(
            Code::RatesFall,
            &higher.place,
            format!(
                "From {} the {noun} falls from {} to {}.",
                words::quantity(from),
                lower.words,
                higher.words
            ),
            format!("Let {noun}s rise, or keep this if selling more should pay less."),
        );
    }
}
