//! Attribution models: weights, positions and tables of decay.

use std::collections::HashSet;

use super::{Code, Findings, texts};
use crate::{
    AttributionModel, Program, Rate,
    attribution::{Position, Positions, TimeDecay, TouchWeights, decay_table},
    shares::ShareBy,
    words,
};

/// Every model of a program.
pub fn models(program: &Program, found: &mut Findings) {
    let places = texts::places("/attribution", &program.attribution);
    for (model, place) in program.attribution.iter().zip(places) {
        match &model.weights {
            TouchWeights::Positions(of) => {
                positions(model, of, &format!("{place}/weights/positions"), found);
            }
            TouchWeights::TimeDecay(of) => {
                decay(model, of, &format!("{place}/weights/time_decay"), found);
            }
            TouchWeights::Participation => {}
        }
        if !used(program, &model.id) {
            found.add(
                Code::ModelUnused,
                place,
                format!("Nothing goes by {}.", words::name_of(&model.name, &model.id)),
                "Share a reward by it, or take it out.",
            );
        }
    }
}

/// Whether anything goes by a model.
fn used(program: &Program, id: &str) -> bool {
    let shares = program.incentives.iter().filter_map(|incentive| incentive.shares.as_ref());
    shares.map(|shares| &shares.by).any(|by| matches!(by, ShareBy::Attribution(of) if of == id))
}

fn positions(model: &AttributionModel, of: &Positions, place: &str, found: &mut Findings) {
    let zero = Rate::default();
    let mut seen = HashSet::new();
    for (index, held) in of.held.iter().enumerate() {
        let place = format!("{place}/held/{index}");
        if let Position::Milestone(milestone) = &held.position {
            let place = format!("{place}/position/milestone");
            texts::not_empty(milestone, &place, "milestone", found);
        }
        if !seen.insert(&held.position) {
            found.add(
                Code::PositionDuplicate,
                format!("{place}/position"),
                "A position has two weights.",
                "Keep one of them.",
            );
        }
        if held.weight < zero {
            below_zero(format!("{place}/weight"), found);
        }
    }
    if of.rest < zero {
        below_zero(format!("{place}/rest"), found);
    }
    if of.held.iter().map(|held| held.weight).chain([of.rest]).all(|weight| weight == zero) {
        let name = words::name_of(&model.name, &model.id);
        found.add(
            Code::WeightsAllZero,
            place,
            format!("No touch has a weight above zero by {name}, so nobody has a part."),
            "Give a position a weight.",
        );
    }
}

fn below_zero(place: String, found: &mut Findings) {
    let sentence = "A touch has a weight below zero.";
    found.add(Code::WeightNegative, place, sentence, "Use zero or more.");
}

fn decay(model: &AttributionModel, of: &TimeDecay, place: &str, found: &mut Findings) {
    let name = words::name_of(&model.name, &model.id);
    // A list has at most a thousand members, and so has a table.
    let days = model.look_back_days.filter(|days| *days < 1_000);
    let Some((days, table)) =
        days.and_then(|days| Some((days, decay_table(of.half_life_days, days)?)))
    else {
        found.add(
            Code::DecayOutOfRange,
            format!("{place}/half_life_days"),
            format!("{name} needs a half-life of 1 to 366 days and a look-back below 1,000 days."),
            "Set both.",
        );
        return;
    };
    if table != of.table {
        found.add(
            Code::DecayTableDiffers,
            format!("{place}/table"),
            format!(
                "The table of {name} is not that of {} over a look-back of {}.",
                words::count(of.half_life_days, "day"),
                words::count(days, "day"),
            ),
            "Make the table anew from the half-life.",
        );
    }
}
