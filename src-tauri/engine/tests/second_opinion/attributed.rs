//! Attribution models: what the touches on a deal weigh.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tierwright_engine::rows::TouchRow;
use tierwright_program::{
    AttributionModel,
    attribution::{Position, Positions, SamePartner, TouchWeights},
};

use crate::{
    exact::{self, Exact},
    pool::Weights,
    world::World,
};

/// Adds what touches weigh to the partners who can take part; what those of nobody weigh stays
/// unpaid.
pub fn weigh(
    world: &World<'_>,
    model: &AttributionModel,
    deal: &str,
    closed: NaiveDate,
    to: &mut Weights<'_>,
) {
    let first_day = model.look_back_days.map(|days| closed - chrono::Days::new(days.into()));
    let counts = |touch: &&TouchRow| {
        let day = touch.at.date();
        touch.deal == deal
            && day <= closed
            && first_day.is_none_or(|first| first <= day)
            && touch.partner.as_ref().is_none_or(|one| to.parts.contains_key(one.as_str()))
    };
    let mut touches: Vec<&TouchRow> = world.rows.touches.iter().filter(counts).collect();
    touches.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    if model.same_partner == SamePartner::OnceAtFirst {
        let mut seen = BTreeSet::new();
        touches.retain(|touch| touch.partner.as_ref().is_none_or(|one| seen.insert(one)));
    }
    let weights = match &model.weights {
        TouchWeights::Participation => vec![exact::whole(1); touches.len()],
        TouchWeights::TimeDecay(decay) => {
            let of = |touch: &&TouchRow| {
                let days = usize::try_from((closed - touch.at.date()).num_days());
                exact::number(decay.table[days.expect("before the close")])
            };
            touches.iter().map(of).collect()
        }
        TouchWeights::Positions(positions) => by_position(world, positions, &touches),
    };
    for (touch, weight) in touches.iter().zip(weights) {
        match &touch.partner {
            Some(partner) => *to.parts.get_mut(partner.as_str()).expect("takes part") += weight,
            None => {
                world.saw("touch of nobody");
                to.unpaid += weight;
            }
        }
    }
}

/// The weights of positions that are held, and of the rest, brought to 100%.
fn by_position(world: &World<'_>, of: &Positions, touches: &[&TouchRow]) -> Vec<Exact> {
    let mut weights = vec![exact::zero(); touches.len()];
    let mut holds = vec![false; touches.len()];
    for held in &of.held {
        let at = match &held.position {
            Position::First => (!touches.is_empty()).then_some(0),
            Position::Last => touches.len().checked_sub(1),
            Position::Milestone(name) => {
                touches.iter().position(|touch| touch.milestones.contains(name))
            }
        };
        let Some(at) = at else { continue };
        if holds[at] {
            world.saw("touch holds two positions");
        }
        weights[at] += exact::number(held.weight);
        holds[at] = true;
    }
    let rest = holds.iter().filter(|held| !**held).count();
    for (weight, _) in weights.iter_mut().zip(&holds).filter(|(_, held)| !**held) {
        *weight += exact::number(of.rest) / exact::whole(i64::try_from(rest).expect("few"));
    }
    let total = weights.iter().fold(exact::zero(), |sum, one| sum + one);
    if total > exact::zero() {
        weights.iter_mut().for_each(|weight| *weight /= &total);
    }
    weights
}
