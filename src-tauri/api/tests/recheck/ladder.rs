//! Requirements, and the level that follows from them.

use tierwright_engine::{
    explanation::{AtLeastStep, LevelStep, ReachesStep, RequirementStep, ScoreStep, TierStep},
    moves::MoveReason,
};
use tierwright_program::{incentive::Threshold, measure::Zeros, tier::LevelIs};

use crate::{
    exact::{amount, least, most, one, quantity, rate, stated, whole, zero},
    measures::Follow,
    refusal::{Holds, Refusal, holds, refuse, same},
    source::Source,
};

/// Whether a tree is met, each part told after the parts it is made of; a tree that asks for
/// nothing is met.
#[allow(unreachable_patterns)]
pub fn tree(steps: &[RequirementStep]) -> Result<bool, Refusal> {
    let mut open: Vec<bool> = Vec::new();
    for step in steps {
        let met = match step {
            RequirementStep::Reaches(leaf) => reaches(leaf)?,
            RequirementStep::Score(score) => scored(score)?,
            RequirementStep::AtLeast(some) => at_least(some, &mut open)?,
            _ => return refuse("a part of a requirement that is not known"),
        };
        same("whether a requirement is met", &step.met(), &met)?;
        open.push(met);
    }
    match open.as_slice() {
        [] => Ok(true),
        [met] => Ok(*met),
        _ => refuse("the parts of a requirement do not make one tree"),
    }
}

/// What growth and attainment in a requirement follow from.
pub fn behind(step: &RequirementStep, follow: Follow<'_>) -> Holds {
    match step {
        RequirementStep::Reaches(leaf) => {
            follow.behind(&leaf.measure, &leaf.behind, leaf.value)?;
        }
        RequirementStep::Score(score) => {
            for part in &score.parts {
                follow.behind(&part.measure, &part.behind, part.value)?;
            }
        }
        RequirementStep::AtLeast(_) => {}
    }
    Ok(())
}

/// A threshold; `x/0` meets none.
fn reaches(leaf: &ReachesStep) -> Result<bool, Refusal> {
    let Some(value) = amount(leaf.value) else { return Ok(false) };
    let asked = quantity(leaf.at_least);
    Ok(match leaf.threshold {
        Threshold::Reached => value >= asked,
        Threshold::Passed => value > asked,
    })
}

fn at_least(some: &AtLeastStep, open: &mut Vec<bool>) -> Result<bool, Refusal> {
    let Some(first) = open.len().checked_sub(some.all) else {
        return refuse("a requirement counts more parts than there are");
    };
    let met = open.drain(first..).filter(|met| *met).count();
    same("how many parts are met", &some.met_of, &met)?;
    Ok(met >= some.needed)
}

fn scored(score: &ScoreStep) -> Result<bool, Refusal> {
    let (mut sum, mut above_zero) = (zero(), true);
    for part in &score.parts {
        let reached = amount(part.value).unwrap_or_else(zero);
        above_zero &= reached > zero();
        let full = most(zero(), least(one(), reached / quantity(part.target)));
        let adds = rate(part.weight) * full;
        same("what a measure adds to a score", &stated(part.adds), &adds)?;
        sum += adds;
    }
    let all = whole(100_000_000);
    let shown = if score.cut { (&sum * &all).floor() / all } else { sum.clone() };
    same("a score", &stated(score.score), &shown)?;
    let zeros = score.zeros == Zeros::Allowed || above_zero;
    Ok(sum >= rate(score.at_least) && zeros)
}

/// The level that counts follows from what the last look measured, or is held for a reason that it
/// states.
pub fn tier(step: &TierStep, partner: usize, source: &Source<'_>) -> Holds {
    let names: Vec<&str> = step.levels.iter().map(|level| level.level.as_str()).collect();
    let Some(held) = names.iter().position(|level| *level == step.level) else {
        return refuse(format!("the track has no level {}", step.level));
    };
    same("the level it moved to", &step.moved.map_or(0, |moved| moved.to), &held)?;
    let Some(reviewed) = step.reviewed else {
        let looked = step.levels.iter().any(|level| !level.requirements.is_empty());
        return holds(!looked, || "levels were measured before the first look".to_owned());
    };
    holds(reviewed < step.on, || "a level counts before it is looked at".to_owned())?;
    let earned = earned(&step.levels, step.level_is)?;
    let Some(moved) = step.moved else {
        return same("a level held from the start", &held, &earned);
    };
    holds(moved.on <= step.on, || "the move lies ahead".to_owned())?;
    let by_this_look = moved.on == reviewed.succ_opt().unwrap_or(reviewed);
    match moved.why {
        MoveReason::EarnedAtReview | MoveReason::EarnedAtOnce | MoveReason::MissedAtReview
            if by_this_look =>
        {
            same("the level that was earned", &held, &earned)
        }
        MoveReason::Granted => granted(step, partner, source),
        _ => holds(held >= earned, || format!("level {earned} is earned, and {held} is held")),
    }
}

fn earned(levels: &[LevelStep], which: LevelIs) -> Result<usize, Refusal> {
    let met = levels.iter().map(|level| tree(&level.requirements));
    let met: Vec<bool> = met.collect::<Result<_, _>>()?;
    Ok(match which {
        LevelIs::HighestMet => met.iter().rposition(|met| *met).unwrap_or(0),
        LevelIs::LastBeforeFirstMissed => {
            met.iter().position(|met| !met).unwrap_or(met.len()).saturating_sub(1)
        }
    })
}

/// A row of the facts grants the level on the day.
fn granted(step: &TierStep, partner: usize, source: &Source<'_>) -> Holds {
    let id = &source.partners[partner].id;
    let found = source.levels.iter().any(|row| {
        row.partner == *id
            && row.track == step.track
            && row.level == step.level
            && row.from <= step.on
            && row.until.is_none_or(|until| step.moved.is_some_and(|moved| moved.on <= until))
    });
    holds(found, || format!("no row grants {id} the level {}", step.level))
}
