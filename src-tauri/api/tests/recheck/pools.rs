//! Pools: who takes part with which weight, and what each gets.

use chrono::NaiveDate;
use tierwright_engine::explanation::{PoolShare, PoolStep, TouchStep};
use tierwright_program::{
    RoundingMode,
    attribution::Position,
    shares::{RoleWeights, ShareBy, ShareTotal, UnheldRole},
};

use crate::{
    exact::{
        Number, fraction, largest_remainder, minor_units, money, one, rate, rounded_to, stated,
        whole, zero,
    },
    measures::Follow,
    refusal::{Holds, Refusal, holds, refuse, same},
    source::{Source, won},
};

/// A pool, its weights and its parts.
pub fn pool(step: &PoolStep, source: &Source<'_>, rounding: RoundingMode) -> Holds {
    Follow { source, partner: None, rounding }.measure(&step.measure)?;
    let own = step.measure.contributions.iter().all(|row| row.deal == step.deal);
    holds(own, || "a pool is measured by rows of another deal".to_owned())?;
    let Some(closed) = won(source.deals[step.deal]) else { return refuse("the deal is not won") };
    let ordered = step.shares.windows(2).all(|pair| pair[0].partner < pair[1].partner);
    holds(ordered, || "the partners of a pool are out of order".to_owned())?;
    for touch in &step.touches {
        touched(touch, step, source)?;
    }
    let weights = Weights { step, source, closed };
    for share in &step.shares {
        weights.roles(share)?;
        same("a weight", &fraction(share.weight), &weights.of(share)?)?;
    }
    weights.whole()?;
    divided(step, rounding)
}

struct Weights<'a> {
    step: &'a PoolStep,
    source: &'a Source<'a>,
    closed: NaiveDate,
}

impl Weights<'_> {
    fn deal(&self) -> &str {
        &self.source.deals[self.step.deal].id
    }

    /// Every role stands in a credit of the partner on the deal.
    fn roles(&self, share: &PoolShare) -> Holds {
        let id = &self.source.partners[share.partner].id;
        let credits = self.source.credits(self.deal());
        let held = |role: &String| {
            credits.iter().any(|credit| credit.partner == *id && credit.role == *role)
        };
        holds(!share.roles.is_empty() && share.roles.iter().all(held), || {
            format!("{id} has no such credit on deal {}", self.deal())
        })
    }

    #[allow(unreachable_patterns)]
    fn of(&self, share: &PoolShare) -> Result<Number, Refusal> {
        Ok(match &self.step.by {
            ShareBy::RoleWeights(of) => {
                share.roles.iter().fold(zero(), |sum, role| sum + weight_of(of, role))
            }
            ShareBy::DeclaredShare => {
                let id = &self.source.partners[share.partner].id;
                let credits = self.source.credits(self.deal()).iter();
                credits
                    .filter(|credit| credit.partner == *id && share.roles.contains(&credit.role))
                    .fold(zero(), |sum, credit| sum + credit.share.map_or_else(zero, rate))
            }
            ShareBy::Equal => one() / whole(self.step.shares.len() as i128),
            ShareBy::Attribution(_) => {
                let touches = self.step.touches.iter();
                touches
                    .filter(|touch| touch.partner == Some(share.partner))
                    .fold(zero(), |sum, touch| sum + fraction(touch.weight))
            }
            ShareBy::PrimaryAndSecondary(of) => {
                if self.first_registered()? == share.partner {
                    one()
                } else {
                    rate(of.later)
                }
            }
            _ => return refuse("weights that are not known"),
        })
    }

    /// The partner whose registration was approved first: by day of approval, day of registration
    /// and id.
    fn first_registered(&self) -> Result<usize, Refusal> {
        let mut first: Option<(NaiveDate, NaiveDate, &str, usize)> = None;
        for share in &self.step.shares {
            let id = &self.source.partners[share.partner].id;
            let own =
                self.source.registrations(self.deal()).iter().filter(|row| row.partner == *id);
            let approved = own.filter_map(|row| {
                let day = row.approved_on.filter(|day| *day <= self.closed)?;
                Some((day, row.registered_on, row.id.as_str(), share.partner))
            });
            let Some(earliest) = approved.min() else {
                return refuse(format!("{id} has no registration that was approved by the close"));
            };
            first = Some(first.map_or(earliest, |held| held.min(earliest)));
        }
        first.map_or_else(|| refuse("nobody is registered"), |of| Ok(of.3))
    }

    /// What the weights are parts of.
    fn whole(&self) -> Holds {
        let sum = sum(self.step);
        let whole = match self.step.total {
            ShareTotal::Normalised => sum + self.unpaid(),
            ShareTotal::AsDeclared => {
                holds(sum <= one(), || "declared shares come to more than all".to_owned())?;
                one()
            }
            ShareTotal::Overlay => one(),
        };
        same("what weights are parts of", &fraction(self.step.whole), &whole)
    }

    /// The weight that stays unpaid: of roles that nobody holds, and of touches of nobody.
    fn unpaid(&self) -> Number {
        match &self.step.by {
            ShareBy::RoleWeights(of) if of.unheld_role == UnheldRole::KeptUnpaid => {
                let held =
                    |role: &String| self.step.shares.iter().any(|share| share.roles.contains(role));
                let unheld = of.weights.iter().filter(|one| !held(&one.role));
                unheld.fold(zero(), |sum, one| sum + rate(one.weight))
            }
            ShareBy::Attribution(_) => {
                let nobodys = self.step.touches.iter().filter(|touch| touch.partner.is_none());
                nobodys.fold(zero(), |sum, touch| sum + fraction(touch.weight))
            }
            _ => zero(),
        }
    }
}

fn sum(step: &PoolStep) -> Number {
    step.shares.iter().fold(zero(), |sum, share| sum + fraction(share.weight))
}

fn weight_of(of: &RoleWeights, role: &str) -> Number {
    let found = of.weights.iter().find(|one| one.role == role);
    found.map_or_else(zero, |one| rate(one.weight))
}

/// A touch stands in the facts, and holds what it is said to hold.
fn touched(touch: &TouchStep, step: &PoolStep, source: &Source<'_>) -> Holds {
    let deal = &source.deals[step.deal].id;
    let partner = touch.partner.map(|partner| &source.partners[partner].id);
    let found = source.touches(deal).iter().find(|row| {
        (row.at, row.source) == (touch.at, touch.source)
            && row.id == touch.touch
            && row.partner.as_ref() == partner
    });
    let Some(row) = found else { return refuse(format!("deal {deal} has no such touch")) };
    let same_id = |other: Option<&TouchStep>| other.is_some_and(|other| other.touch == touch.touch);
    let holds_it = |position: &Position| match position {
        Position::First => same_id(step.touches.first()),
        Position::Last => same_id(step.touches.last()),
        Position::Milestone(of) => row.milestones.contains(of),
    };
    let order = |pair: &[TouchStep]| (pair[0].at, &pair[0].touch) < (pair[1].at, &pair[1].touch);
    holds(touch.holds.iter().all(holds_it) && step.touches.windows(2).all(order), || {
        format!("a touch of deal {deal} holds another position")
    })
}

/// What each gets of the pool, or of its own reward.
fn divided(step: &PoolStep, rounding: RoundingMode) -> Holds {
    let minor = minor_units(step.unpaid.currency());
    let all = fraction(step.whole);
    let part = |of: &Number, share: &PoolShare| {
        rounded_to(&(of * fraction(share.weight) / &all), minor, rounding)
    };
    let mut found: Vec<Number> = Vec::new();
    match step.pool.map(money) {
        Some(pool) if step.total != ShareTotal::Overlay => {
            let mut weights: Vec<Number> =
                step.shares.iter().map(|share| fraction(share.weight)).collect();
            weights.push(&all - sum(step));
            found = largest_remainder(&pool, &weights, minor);
        }
        Some(pool) => {
            found.extend(step.shares.iter().map(|share| part(&pool, share)));
            found.push(zero());
        }
        None => {
            for share in &step.shares {
                let Some(own) = share.own else { return refuse("a part of no reward") };
                found.push(part(&stated(own), share));
            }
            found.push(zero());
        }
    }
    let amounts = step.shares.iter().map(|share| money(share.amount));
    let said: Vec<Number> = amounts.chain([money(step.unpaid)]).collect();
    same("the parts of a pool", &said, &found)
}
