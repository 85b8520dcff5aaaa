//! Cases of ladders: each threshold and a little either side, with all other measures at nothing or at
//! enough.

use tierwright_program::{
    Quantity,
    incentive::Threshold,
    measure::{Reaches, Requirement},
    rate::RATE_ONE,
    tier::LevelIs,
};

use super::{
    given::{Given, Input},
    ladder::Ladder,
    words::digits,
};

/// What ratios are divided by in the cases: 10,000 in units of ten-thousandths.
const BASE: i64 = 100_000_000;

/// The cases of a ladder, by its number among those that are said.
pub(super) fn cases(ladder: &Ladder<'_>, number: usize) -> Vec<Given> {
    let mut leaves = Vec::new();
    for asked in ladder.track.levels.iter().filter_map(|level| level.requirement.as_ref()) {
        asked.leaves("", &mut leaves);
    }
    let place = |leaf: &Reaches| {
        ladder.measures.iter().position(|one| *one == (&leaf.measure, leaf.window))
    };
    let mut enough = vec![0_i64; ladder.measures.len()];
    for (_, leaf) in &leaves {
        if let Some(at) = place(leaf) {
            enough[at] = enough[at].max(needed(leaf));
        }
    }
    let enough: Vec<i64> = enough.into_iter().map(|units| units.saturating_mul(2)).collect();
    let mut found: Vec<Given> = Vec::new();
    for (_, leaf) in &leaves {
        let Some(at) = place(leaf) else { continue };
        for others in [&vec![0; enough.len()], &enough] {
            for by in [-1, 0, 1] {
                let mut units = others.clone();
                units[at] = needed(leaf).saturating_add(by * step(leaf));
                let case = case(ladder, number, &units);
                if !found.contains(&case) {
                    found.push(case);
                }
            }
        }
    }
    found
}

/// What reaches a threshold: of ratios the part of [`BASE`].
fn needed(leaf: &Reaches) -> i64 {
    let units = leaf.at_least.units();
    if leaf.measure.is_ratio() { units / (RATE_ONE / BASE) } else { units }
}

fn step(leaf: &Reaches) -> i64 {
    match leaf.at_least {
        _ if leaf.measure.is_ratio() => 1,
        Quantity::Money(money) => money.currency().units_per_minor(),
        Quantity::Number(_) => RATE_ONE,
    }
}

fn case(ladder: &Ladder<'_>, number: usize, units: &[i64]) -> Given {
    let mut inputs = Vec::new();
    for (at, ((measure, _), units)) in ladder.measures.iter().zip(units).enumerate() {
        let name = format!("t{number}_m{}", at + 1);
        let text = |units: i64, scale| Input::Number(digits(i128::from(units), scale));
        if measure.is_ratio() {
            inputs.push((format!("{name}_part"), text(*units, 4)));
            inputs.push((format!("{name}_whole"), text(BASE, 4)));
        } else {
            inputs.push((name, text(*units, if measure.is_money() { 4 } else { 8 })));
        }
    }
    let levels = &ladder.track.levels;
    let met = |level: usize| {
        levels[level].requirement.as_ref().is_none_or(|asked| meets(ladder, asked, units))
    };
    let held = match ladder.track.level_is {
        LevelIs::HighestMet => (1..levels.len()).rev().find(|level| met(*level)).unwrap_or(0),
        LevelIs::LastBeforeFirstMissed => (1..levels.len()).take_while(|level| met(*level)).count(),
    };
    let is = levels.get(held).map_or_else(String::new, |level| level.id.clone());
    Given { decision: format!("t{number}_level"), inputs, answer: "level", is }
}

fn meets(ladder: &Ladder<'_>, asked: &Requirement, units: &[i64]) -> bool {
    let each = |part| meets(ladder, part, units);
    match asked {
        Requirement::All(parts) => parts.iter().all(each),
        Requirement::Any(parts) => parts.iter().any(each),
        Requirement::AtLeast(some) => {
            some.of.iter().filter(|part| each(part)).count() >= usize::from(some.count)
        }
        // No ladder with one is said.
        Requirement::Score(_) => false,
        Requirement::Reaches(leaf) => {
            let own = (&leaf.measure, leaf.window);
            let at = ladder.measures.iter().position(|one| *one == own);
            let value = at.map_or(0, |at| i128::from(units[at]));
            let (value, from) = match leaf.measure.is_ratio() {
                // Both times what the part is divided by.
                true => (
                    value * i128::from(RATE_ONE),
                    i128::from(leaf.at_least.units()) * i128::from(BASE),
                ),
                false => (value, i128::from(leaf.at_least.units())),
            };
            if leaf.threshold == Threshold::Reached { value >= from } else { value > from }
        }
    }
}
