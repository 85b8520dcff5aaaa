//! What each touch on a deal weighs by an attribution model (`RULES` section 5).

use chrono::NaiveDate;
use tierwright_program::{
    AttributionModel, Fraction,
    attribution::{Position, Positions, SamePartner, TimeDecay, TouchWeights},
    rate::RATE_ONE,
};

use crate::{Facts, explanation::TouchStep};

/// A touch that counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    /// Its position in the facts.
    pub touch: usize,
    /// Its weight, as a part of [`Weighing::hundred`].
    pub weight: i64,
}

/// The touches of one deal and what they weigh. Memory is used again for the next deal.
#[derive(Debug, Default)]
pub(crate) struct Weighing {
    /// By time, then id.
    pub touches: Vec<Weighed>,
    /// 100% in the unit of the weights.
    pub hundred: i64,
}

impl Weighing {
    /// Weighs the touches of a deal that closed on a day, of those that `counts` lets count: a
    /// partner, or nobody. Nothing when the weights do not add up.
    pub fn weigh(
        &mut self,
        model: &AttributionModel,
        facts: &Facts,
        (deal, closed): (usize, NaiveDate),
        counts: &dyn Fn(Option<usize>) -> bool,
    ) -> Option<()> {
        self.gather(model, facts, (deal, closed), counts);
        match &model.weights {
            TouchWeights::Positions(of) => self.by_position(of, facts)?,
            TouchWeights::Participation => {
                self.touches.iter_mut().for_each(|touch| touch.weight = RATE_ONE);
            }
            TouchWeights::TimeDecay(of) => self.by_age(of, facts, closed),
        }
        self.hundred = match model.weights {
            TouchWeights::Participation => RATE_ONE,
            TouchWeights::Positions(_) | TouchWeights::TimeDecay(_) => {
                let weights = self.touches.iter().map(|touch| touch.weight);
                weights.into_iter().try_fold(0_i64, |sum, weight| sum.checked_add(weight))?
            }
        };
        Some(())
    }

    /// The touches that count, in the look-back, each partner's later ones left out where the model
    /// says so.
    fn gather(
        &mut self,
        model: &AttributionModel,
        facts: &Facts,
        (deal, closed): (usize, NaiveDate),
        counts: &dyn Fn(Option<usize>) -> bool,
    ) {
        self.touches.clear();
        let all = &facts.touches;
        for touch in facts.deal_touches(deal) {
            let (partner, days) = (all.partners[touch], age(facts, touch, closed));
            let looked_at =
                days >= 0 && model.look_back_days.is_none_or(|most| days <= i64::from(most));
            let again = model.same_partner == SamePartner::OnceAtFirst
                && partner.is_some()
                && self.touches.iter().any(|one| all.partners[one.touch] == partner);
            if looked_at && !again && counts(partner) {
                self.touches.push(Weighed { touch, weight: 0 });
            }
        }
    }

    /// Weights of positions, scaled by the number of the other touches so that theirs are whole.
    fn by_position(&mut self, of: &Positions, facts: &Facts) -> Option<()> {
        let holders: Vec<Option<usize>> =
            of.held.iter().map(|held| self.holder(&held.position, facts)).collect();
        let holds = |at: usize| holders.contains(&Some(at));
        let rest = (0..self.touches.len()).filter(|at| !holds(*at)).count();
        let scale = i64::try_from(rest.max(1)).ok()?;
        for at in 0..self.touches.len() {
            let mut weight = if holds(at) { 0 } else { of.rest.units() };
            for (held, holder) in of.held.iter().zip(&holders) {
                if *holder == Some(at) {
                    weight = weight.checked_add(held.weight.units().checked_mul(scale)?)?;
                }
            }
            self.touches[at].weight = weight;
        }
        Some(())
    }

    /// The touch that holds a position, as a position in `touches`.
    fn holder(&self, position: &Position, facts: &Facts) -> Option<usize> {
        match position {
            Position::First => (!self.touches.is_empty()).then_some(0),
            Position::Last => self.touches.len().checked_sub(1),
            Position::Milestone(wanted) => self
                .touches
                .iter()
                .position(|one| facts.touches.milestones[one.touch].contains(wanted)),
        }
    }

    fn by_age(&mut self, of: &TimeDecay, facts: &Facts, closed: NaiveDate) {
        for one in &mut self.touches {
            let days = usize::try_from(age(facts, one.touch, closed)).ok();
            let weight = days.and_then(|days| of.table.get(days));
            one.weight = weight.map_or(0, |weight| weight.units());
        }
    }

    /// The touches as they stand in an explanation.
    pub fn steps(&self, model: &AttributionModel, facts: &Facts) -> Vec<TouchStep> {
        let hundred = i128::from(self.hundred.max(1));
        let step = |(at, one): (usize, &Weighed)| TouchStep {
            touch: facts.touches.ids[one.touch].clone(),
            partner: facts.touches.partners[one.touch],
            at: facts.touches.at[one.touch],
            holds: self.held(at, model, facts),
            weight: Fraction::new(i128::from(one.weight), hundred),
            source: facts.touches.sources[one.touch],
        };
        self.touches.iter().enumerate().map(step).collect()
    }

    /// The positions that a touch holds.
    fn held(&self, at: usize, model: &AttributionModel, facts: &Facts) -> Vec<Position> {
        let TouchWeights::Positions(of) = &model.weights else { return Vec::new() };
        let held = of.held.iter().map(|held| &held.position);
        held.filter(|position| self.holder(position, facts) == Some(at)).cloned().collect()
    }
}

/// Whole days from a touch to the close; below zero for one after it.
fn age(facts: &Facts, touch: usize, closed: NaiveDate) -> i64 {
    (closed - facts.touches.at[touch].date()).num_days()
}
