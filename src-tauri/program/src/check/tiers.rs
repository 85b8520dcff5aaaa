//! Tier ladders: levels and what they ask for.

use super::{Code, Findings, climb, filters, keeping, measures, texts};
use crate::{
    Fund, Incentive, Level, Program, Track,
    fund::{AllocatedBy, FundMoney},
    words,
};

/// One track.
pub fn track(program: &Program, track: &Track, place: &str, found: &mut Findings) {
    filters::filter(
        program,
        &track.who,
        &format!("{place}/who"),
        filters::Chooses::Partners,
        found,
    );
    if track.levels.is_empty() {
        found.add(
            Code::LevelsMissing,
            format!("{place}/levels"),
            format!("{} has no levels.", words::name_of(&track.name, &track.id)),
            "Add a lowest level that asks for nothing.",
        );
    }
    let places = texts::places(&format!("{place}/levels"), &track.levels);
    for (index, (level, place)) in track.levels.iter().zip(&places).enumerate() {
        asks(level, index == 0, place, found);
        if let Some(requirement) = &level.requirement {
            measures::requirement(program, requirement, &format!("{place}/requirement"), found);
        }
        keeping::benefits(program, level, place, found);
    }
    keeping::grace(track, place, found);
    keeping::minimums(program, track, place, found);
    climb::climb(track, &places, found);
    unused(program, track, place, found);
}

fn asks(level: &Level, lowest: bool, place: &str, found: &mut Findings) {
    let name = words::name_of(&level.name, &level.id);
    if lowest && level.requirement.is_some() {
        found.add(
            Code::FirstLevelAsks,
            format!("{place}/requirement"),
            format!(
                "{name} is the lowest level and asks for something, so some partners have no level."
            ),
            "Take its requirement out, or add a level below it.",
        );
    } else if !lowest && level.requirement.is_none() {
        found.add(
            Code::LevelAsksNothing,
            place,
            format!("{name} asks for nothing, so nobody stays below it."),
            "Say what a partner must reach for it.",
        );
    }
}

fn unused(program: &Program, track: &Track, place: &str, found: &mut Findings) {
    let schedules = program.incentives.iter().flat_map(Incentive::schedules);
    let read = schedules
        .filter_map(|schedule| schedule.columns.as_ref()?.by_level())
        .any(|columns| columns.track == track.id);
    let asks = |one: &Incentive| one.at_level.as_ref().is_some_and(|of| of.track == track.id);
    let read = read || program.incentives.iter().any(asks);
    let divides = |fund: &Fund| {
        let FundMoney::Allocated(of) = &fund.money else { return false };
        matches!(&of.by, AllocatedBy::Tier(parts) if parts.track == track.id)
    };
    if !read && !program.funds.iter().any(divides) {
        found.add(
            Code::TrackUnused,
            place,
            format!("No incentive reads the tiers of {}.", words::name_of(&track.name, &track.id)),
            "Give an incentive rates by its levels, or keep it for information.",
        );
    }
}
