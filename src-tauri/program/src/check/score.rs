//! Weighted scores in requirement trees.

use super::{
    Code, Findings,
    measures::{self, Measured},
};
use crate::{
    Program, Quantity, Rate,
    measure::{Score, Scored},
    words,
};

/// A score: its parts, and whether it can be reached.
pub fn score(program: &Program, score: &Score, place: &str, found: &mut Findings) {
    if score.of.is_empty() {
        found.add(
            Code::RequirementEmpty,
            format!("{place}/of"),
            "This score has no measures, so it stays at zero.",
            "Add a measure with its target and weight, or take the score out.",
        );
    }
    for (index, part) in score.of.iter().enumerate() {
        scored(program, part, &format!("{place}/of/{index}"), found);
    }
    reachable(score, place, found);
}

fn scored(program: &Program, part: &Scored, place: &str, found: &mut Findings) {
    measures::measure(program, &part.measure, &format!("{place}/measure"), found);
    measures::window(part.window, &format!("{place}/window"), found);
    let measured = Measured { money: part.measure.is_money(), what: part.measure.words() };
    measures::unit(program, part.target, &measured, &format!("{place}/target"), found);
    let units = match part.target {
        Quantity::Money(amount) => amount.units(),
        Quantity::Number(number) => number.units(),
    };
    if units <= 0 {
        found.add(
            Code::TargetNotAboveZero,
            format!("{place}/target"),
            format!("Nothing can be a part of a target of {}.", words::quantity(part.target)),
            "Write a target above zero.",
        );
    }
    if part.weight < Rate::default() {
        found.add(
            Code::WeightNegative,
            format!("{place}/weight"),
            format!("The weight {} would lower the score.", words::number(part.weight)),
            "Use zero or more.",
        );
    }
}

fn reachable(score: &Score, place: &str, found: &mut Findings) {
    let place = format!("{place}/at_least");
    let most: i128 = score.of.iter().map(|part| i128::from(part.weight.units().max(0))).sum();
    if score.at_least <= Rate::default() {
        found.add(
            Code::ThresholdZero,
            place,
            format!(
                "A score of {} is reached without doing anything.",
                words::number(score.at_least)
            ),
            "Ask for more than zero, or take the score out.",
        );
    } else if i128::from(score.at_least.units()) > most {
        found.add(
            Code::RequirementUnreachable,
            place,
            format!(
                "A score of {} can never be reached: the weights add up to less.",
                words::number(score.at_least)
            ),
            "Ask for the sum of the weights at most.",
        );
    }
}
