//! Attribution models in words.

use super::Sentence;
use crate::{
    AttributionModel, Program,
    attribution::{Position, PositionWeight, Positions, SamePartner, TouchWeights},
    words,
};

/// Every model in words.
pub fn sentences(program: &Program) -> Vec<Sentence> {
    let models = program.attribution.iter();
    models
        .map(|one| Sentence { place: format!("/attribution/{}", one.id), text: model(one) })
        .collect()
}

fn model(of: &AttributionModel) -> String {
    let weights = match &of.weights {
        TouchWeights::Positions(positions) => by_position(positions),
        TouchWeights::Participation => "each touch 100%".to_owned(),
        TouchWeights::TimeDecay(decay) => format!(
            "each touch a weight that falls by half every {} before the close, to parts per \
             million",
            words::count(decay.half_life_days, "day"),
        ),
    };
    let counts = match of.look_back_days {
        Some(days) => {
            format!("Touches count from {} before the close to its day.", words::count(days, "day"))
        }
        None => "Every touch up to the day of the close counts.".to_owned(),
    };
    let same = match of.same_partner {
        SamePartner::Summed => "The touches of one partner are added.",
        SamePartner::OnceAtFirst => "Only the first touch of a partner counts.",
    };
    let name = words::name_of(&of.name, &of.id);
    format!("The attribution model {name} gives {weights}. {counts} {same}")
}

fn by_position(of: &Positions) -> String {
    let mut said: Vec<String> = of.held.iter().map(position).collect();
    said.push(format!("{} in equal parts to the rest", words::percent(of.rest)));
    words::list(&said, "and")
}

fn position(of: &PositionWeight) -> String {
    let weight = words::percent(of.weight);
    match &of.position {
        Position::First => format!("{weight} to the first touch"),
        Position::Last => format!("{weight} to the last touch"),
        Position::Milestone(name) => {
            format!("{weight} to the milestone {}", words::said(name))
        }
    }
}
