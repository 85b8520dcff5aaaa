//! Whether a ladder climbs: levels that nobody can be at, and thresholds that fall.

use std::collections::HashMap;

use super::{Code, Findings};
use crate::{
    Level, Measure, Quantity, Requirement, Track, Window, incentive::Threshold, measure::Reaches,
    tier::LevelIs, words,
};

/// More leaves on one track than this are not compared pair by pair.
const MOST_LEAVES: usize = 2_000;

/// Compares the levels of a track with each other.
pub fn climb(track: &Track, places: &[String], found: &mut Findings) {
    let leaves: usize = track.levels.iter().map(|level| leaves(level).len()).sum();
    if leaves > MOST_LEAVES {
        return;
    }
    for index in 1..track.levels.len() {
        if let Some(above) = masked_by(track, index) {
            unreachable(&track.levels[index], above, &places[index], found);
        } else if let Some(above) = track.levels.get(index + 1) {
            falling(&track.levels[index], above, &places[index + 1], found);
        }
    }
}

/// The level above that everyone who has this level's requirement also gets instead of it.
fn masked_by(track: &Track, index: usize) -> Option<&Level> {
    // Where a ladder stops at the first rung missed, all rungs up to here are met, and only the
    // very next one can hide this one.
    let (met, above) = match track.level_is {
        LevelIs::HighestMet => (index..index + 1, index + 1..track.levels.len()),
        LevelIs::LastBeforeFirstMissed => {
            (1..index + 1, index + 1..track.levels.len().min(index + 2))
        }
    };
    let met: Vec<_> = requirements(&track.levels[met]).map(|(_, asked)| asked).collect();
    requirements(&track.levels[above])
        .find(|(_, higher)| met.iter().any(|asked| implies(asked, higher)))
        .map(|(level, _)| level)
}

fn requirements(levels: &[Level]) -> impl Iterator<Item = (&Level, &Requirement)> {
    levels.iter().filter_map(|level| Some((level, level.requirement.as_ref()?)))
}

/// Whether whoever meets `a` surely meets `b`. Each pair of parts is compared once at most, and
/// where the trees are too different to say, the answer is no.
fn implies(a: &Requirement, b: &Requirement) -> bool {
    use Requirement::{All, Any, AtLeast, Reaches, Score};
    match (a, b) {
        (_, All(parts)) => !parts.is_empty() && parts.iter().all(|part| implies(a, part)),
        (Any(parts), _) => !parts.is_empty() && parts.iter().all(|part| implies(part, b)),
        (All(ours), Any(theirs)) => {
            ours.iter().any(|our| theirs.iter().any(|their| implies(our, their)))
        }
        (All(parts), Reaches(_)) => parts.iter().any(|part| implies(part, b)),
        (Reaches(_), Any(parts)) => parts.iter().any(|part| implies(a, part)),
        (Reaches(a), Reaches(b)) => same_value(a, b) && asks_no_less(a, b).unwrap_or(false),
        (AtLeast(a), AtLeast(b)) => a == b,
        (Score(a), Score(b)) => a == b,
        _ => false,
    }
}

fn same_value(a: &Reaches, b: &Reaches) -> bool {
    a.measure == b.measure && a.window == b.window
}

/// Whether meeting one threshold of a measure means meeting another of the same measure.
fn asks_no_less(a: &Reaches, b: &Reaches) -> Option<bool> {
    let loosens = a.threshold == Threshold::Reached && b.threshold == Threshold::Passed;
    let same = a.at_least == b.at_least;
    at_most(b.at_least, a.at_least).map(|lower| lower && !(same && loosens))
}

/// Whether one quantity is at most another; no answer for different units.
fn at_most(a: Quantity, b: Quantity) -> Option<bool> {
    match (a, b) {
        (Quantity::Money(a), Quantity::Money(b)) => {
            (a.currency() == b.currency()).then(|| a.units() <= b.units())
        }
        (Quantity::Number(a), Quantity::Number(b)) => Some(a <= b),
        _ => None,
    }
}

fn unreachable(level: &Level, above: &Level, place: &str, found: &mut Findings) {
    let (name, higher) =
        (words::name_of(&level.name, &level.id), words::name_of(&above.name, &above.id));
    found.add(
        Code::LevelUnreachable,
        place,
        format!("Nobody can be at {name}: whoever reaches {name} also reaches {higher}."),
        format!("Ask for more at {higher}, or for less at {name}."),
    );
}

fn leaves(level: &Level) -> Vec<(String, &Reaches)> {
    let mut leaves = Vec::new();
    if let Some(requirement) = &level.requirement {
        requirement.leaves("/requirement", &mut leaves);
    }
    leaves
}

/// Thresholds of a level that lie below those of the level under it, measure by measure.
fn falling(level: &Level, above: &Level, place_above: &str, found: &mut Findings) {
    let asked = least_asked(level);
    for (below_level, leaf) in leaves(above) {
        let key = key_of(leaf);
        let Some(lower) = asked.get(&key) else { continue };
        if at_most(*lower, leaf.at_least) == Some(false) {
            found.add(
                Code::ThresholdFalls,
                format!("{place_above}{below_level}/at_least"),
                format!(
                    "{} asks for {} where {} below it asks for {}.",
                    words::name_of(&above.name, &above.id),
                    words::quantity(leaf.at_least),
                    words::name_of(&level.name, &level.id),
                    words::quantity(*lower),
                ),
                "Let thresholds rise from level to level.",
            );
        }
    }
}

/// A measure over a window, as a key that compares.
fn key_of(leaf: &Reaches) -> (Window, &Measure) {
    (leaf.window, &leaf.measure)
}

/// The lowest threshold a level has for each measure.
fn least_asked(level: &Level) -> HashMap<(Window, &Measure), Quantity> {
    let mut least = HashMap::new();
    for (_, leaf) in leaves(level) {
        let slot = least.entry(key_of(leaf)).or_insert(leaf.at_least);
        if at_most(leaf.at_least, *slot) == Some(true) {
            *slot = leaf.at_least;
        }
    }
    least
}
