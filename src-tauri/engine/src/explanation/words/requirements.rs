//! Requirements in words: what was asked for, and what was missing.

use tierwright_program::{Quantity, incentive::Threshold, measure::Zeros, words};

use super::{Parts, amount_text, compared::behind, exact_text};
use crate::{
    Explanation, Plan,
    explanation::{Amount, AtLeastStep, ReachesStep, RequirementStep, ScoreStep, ScoredStep, Step},
};

/// A part of a requirement as a step in words.
pub(super) fn words_of(step: &RequirementStep, plan: &Plan) -> Parts {
    let (label, value) = match step {
        RequirementStep::Reaches(leaf) => {
            (format!("Measured {}", leaf.measure), amount_text(leaf.value))
        }
        RequirementStep::AtLeast(some) => {
            ("Met of several".to_owned(), format!("{} of {}", some.met_of, some.all))
        }
        RequirementStep::Score(score) => ("Score".to_owned(), score_text(score)),
    };
    let met = if step.met() { "met" } else { "not met" };
    let parts = match step {
        RequirementStep::Score(score) => format!(" ({})", sum(score, plan)),
        RequirementStep::Reaches(leaf) if !leaf.behind.is_empty() => {
            format!("; {}", behind(&leaf.behind, plan))
        }
        _ => String::new(),
    };
    let (by, asked) = asked(step);
    ("requirement", label, format!("{by} asks for {asked}: {met}{parts}"), value)
}

/// Which level an incentive asks for, and the one that a partner holds.
pub(super) fn level_sentence(level: Option<&String>, of: &Explanation, plan: &Plan) -> String {
    let incentive = &plan.program().incentives[of.incentive];
    let (partner, name) = (&plan.facts().partners.names[of.partner], &incentive.name);
    let asked = incentive.at_level.as_ref();
    let track = asked.and_then(|asked| plan.program().track(&asked.track));
    let (Some(asked), Some(track)) = (asked, track) else {
        return format!("{name} asks for a level that {partner} does not hold.");
    };
    let levels = track.levels.iter().filter(|level| asked.levels.contains(&level.id));
    let levels: Vec<String> = levels.map(|level| level.name.clone()).collect();
    let is = match level {
        Some(level) => format!("is at {level}"),
        None => format!("is not on the track {}", track.name),
    };
    format!("{name} is only for partners at {}, and {partner} {is}.", words::list(&levels, "or"))
}

/// What asks, and for what.
fn asked(step: &RequirementStep) -> (&str, String) {
    match step {
        RequirementStep::Reaches(leaf) => (&leaf.asked_by, threshold(leaf)),
        RequirementStep::AtLeast(AtLeastStep { asked_by, needed, all, .. }) => {
            let words = if needed == all {
                format!("all of {all}")
            } else {
                format!("at least {needed} of {all}")
            };
            (asked_by, words)
        }
        RequirementStep::Score(score) => {
            let above_zero = match score.zeros {
                Zeros::Allowed => "",
                Zeros::Refused => " with every measure above zero",
            };
            let least = words::number(score.at_least);
            (&score.asked_by, format!("a score of at least {least}{above_zero}"))
        }
    }
}

/// `at least 50,000 USD`, a ratio as a percentage.
fn threshold(leaf: &ReachesStep) -> String {
    let more = match leaf.threshold {
        Threshold::Reached => "at least",
        Threshold::Passed => "more than",
    };
    format!("{more} {}", in_unit(leaf.value, leaf.at_least))
}

fn in_unit(value: Amount, threshold: Quantity) -> String {
    match value {
        Amount::Ratio { .. } => words::ratio(threshold),
        Amount::Exact(_) | Amount::Fraction(_) | Amount::Average { .. } => {
            words::quantity(threshold)
        }
    }
}

/// The score as a sum: `0.5 x 40,000.00 USD / 50,000 USD = 0.40; ...`.
fn sum(score: &ScoreStep, plan: &Plan) -> String {
    let part = |part: &ScoredStep| {
        let (weight, value) = (words::number(part.weight), amount_text(part.value));
        let target = match (part.value, part.target) {
            (Amount::Ratio { .. }, Quantity::Number(target)) => target.to_string(),
            (_, target) => words::quantity(target),
        };
        let adds = exact_text(part.adds);
        let from = match part.behind.as_slice() {
            [] => String::new(),
            steps => format!(", from {}", behind(steps, plan)),
        };
        format!("{}: {weight} x {value} / {target}, at most {weight} = {adds}{from}", part.measure)
    };
    score.parts.iter().map(part).collect::<Vec<_>>().join("; ")
}

fn score_text(score: &ScoreStep) -> String {
    let over = if score.cut { "a little over " } else { "" };
    format!("{over}{}", exact_text(score.score))
}

/// What a gate asks for and was missing.
pub(super) fn gate_sentence(of: &Explanation, partner: &str, name: &str) -> String {
    let missed = of.steps.iter().find_map(|step| match step {
        Step::Requirement(part) if !part.met() => Some(part),
        _ => None,
    });
    match missed {
        Some(RequirementStep::Reaches(leaf)) => format!(
            "{name} asks for {} of {}, and {partner} has {}.",
            threshold(leaf),
            leaf.measure,
            amount_text(leaf.value)
        ),
        Some(RequirementStep::AtLeast(some)) => format!(
            "{name} asks for at least {} of {}, and {partner} meets {}.",
            some.needed,
            words::count(some.all as u64, "requirement"),
            some.met_of
        ),
        Some(RequirementStep::Score(score)) => format!(
            "{name} asks for {}, and {partner} has {}.",
            asked(&RequirementStep::Score(score.clone())).1,
            score_text(score)
        ),
        None => format!("{partner} does not meet what {name} asks for."),
    }
}
