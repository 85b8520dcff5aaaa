//! What keeps a level beside its requirement, and what comes with it: grace, minimum levels,
//! benefits.

use super::{Code, Findings, filters, measures};
use crate::{
    Level, Program, Track,
    tier::{Benefit, Downgrade, Grace, Minimum},
    words,
};

/// How long a missed level is kept.
pub fn grace(track: &Track, place: &str, found: &mut Findings) {
    let place = format!("{place}/grace");
    if matches!(track.grace, Grace::Reviews(0) | Grace::Months(0)) {
        found.add(
            Code::GraceEmpty,
            place,
            "This grace period has no length, so it changes nothing.",
            "Say how many reviews or months, or choose no grace.",
        );
    } else if track.grace != Grace::None && track.downgrade == Downgrade::Never {
        found.add(
            Code::GraceUnused,
            place,
            "No level ever falls on this track, so there is nothing to be patient with.",
            "Choose no grace, or let levels fall.",
        );
    }
}

/// Levels that some partners have at least.
pub fn minimums(program: &Program, track: &Track, place: &str, found: &mut Findings) {
    for (index, minimum) in track.minimums.iter().enumerate() {
        one_minimum(program, track, minimum, &format!("{place}/minimums/{index}"), found);
    }
}

fn one_minimum(
    program: &Program,
    track: &Track,
    minimum: &Minimum,
    place: &str,
    found: &mut Findings,
) {
    filters::filter(
        program,
        &minimum.who,
        &format!("{place}/who"),
        filters::Chooses::Partners,
        found,
    );
    match track.levels.iter().position(|level| level.id == minimum.level) {
        None => found.add(
            Code::LevelUnknown,
            format!("{place}/level"),
            format!("This track has no level with the id {}.", words::said(&minimum.level)),
            "Choose one of its levels.",
        ),
        Some(0) => found.add(
            Code::MinimumIdle,
            format!("{place}/level"),
            "Every partner has at least the lowest level, so this minimum changes nothing.",
            "Choose a higher level, or take the minimum out.",
        ),
        Some(_) => {}
    }
    if let Some(until) = minimum.until.filter(|until| *until < minimum.from) {
        found.add(
            Code::DatesReversed,
            format!("{place}/until"),
            format!("This minimum ends on {}, before it begins.", words::day(until)),
            format!("Choose a day from {} on.", words::day(minimum.from)),
        );
    }
}

/// What comes with a level.
pub fn benefits(program: &Program, level: &Level, place: &str, found: &mut Findings) {
    for (index, benefit) in level.benefits.iter().enumerate() {
        one_benefit(program, benefit, &format!("{place}/benefits/{index}"), found);
    }
}

fn one_benefit(program: &Program, benefit: &Benefit, place: &str, found: &mut Findings) {
    if benefit.name.trim().is_empty() {
        found.add(
            Code::NameEmpty,
            format!("{place}/name"),
            "A benefit has no name.",
            "Give it the name that partners know.",
        );
    }
    let Some(cost) = benefit.planning_cost else { return };
    let place = format!("{place}/planning_cost");
    measures::currency(program, cost.currency(), &place, found);
    if cost.units() < 0 {
        found.add(
            Code::CostNegative,
            place,
            format!("A planned cost of {} is below zero.", words::money(cost)),
            "Use zero or more, or leave the cost out.",
        );
    } else if cost.units() % cost.currency().units_per_minor() != 0 {
        found.add(
            Code::CostTooFine,
            place,
            format!("{} is finer than {} has coins for.", words::money(cost), cost.currency()),
            "Use whole minor units, so that quarters add up to the year.",
        );
    }
}
