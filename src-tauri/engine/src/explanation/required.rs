//! Requirements as they came out.

use chrono::NaiveDate;
use tierwright_program::{Quantity, Rate, incentive::Threshold, measure::Zeros};

use super::{Amount, Exact, Step};

/// A part of a requirement tree and how it came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RequirementStep {
    /// A measure was compared with a threshold.
    Reaches(ReachesStep),
    /// Those met among several were counted; each of them is a step before this one, after the parts
    /// that it is made of itself.
    AtLeast(AtLeastStep),
    /// A score was worked out.
    Score(ScoreStep),
}

/// A requirement leaf and how it came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReachesStep {
    /// What asks: a level's name, or "gate".
    pub asked_by: String,
    /// The measure in words.
    pub measure: String,
    /// The first day of its window.
    pub from: NaiveDate,
    /// The last day of its window.
    pub until: NaiveDate,
    /// Its value.
    pub value: Amount,
    /// What growth or attainment was worked out from: V, then B or T.
    pub behind: Vec<Step>,
    /// The threshold.
    pub at_least: Quantity,
    /// Whether the threshold itself is enough.
    pub threshold: Threshold,
    /// Whether it was met.
    pub met: bool,
}

/// How many of several requirements were met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AtLeastStep {
    /// What asks: a level's name, or "gate".
    pub asked_by: String,
    /// How many are met.
    pub met_of: usize,
    /// How many there are.
    pub all: usize,
    /// How many are needed: all of them, one for any of them, or the number asked for.
    pub needed: usize,
    /// Whether so many are met.
    pub met: bool,
}

/// A score: `sum of weight x max(0, min(1, value / target))`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoreStep {
    /// What asks: a level's name, or "gate".
    pub asked_by: String,
    /// Its measures.
    pub parts: Vec<ScoredStep>,
    /// The score.
    pub score: Exact,
    /// Whether the score is cut down to eight decimals, which no comparison feels, because its
    /// fraction has too many digits.
    pub cut: bool,
    /// The score that is asked for.
    pub at_least: Rate,
    /// Whether a measure of zero keeps the score from being reached.
    pub zeros: Zeros,
    /// Whether it was reached.
    pub met: bool,
}

/// One measure of a score.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScoredStep {
    /// The measure in words.
    pub measure: String,
    /// The first day of its window.
    pub from: NaiveDate,
    /// The last day of its window.
    pub until: NaiveDate,
    /// Its value.
    pub value: Amount,
    /// What growth or attainment was worked out from: V, then B or T.
    pub behind: Vec<Step>,
    /// The value that scores in full.
    pub target: Quantity,
    /// Its weight.
    pub weight: Rate,
    /// What it adds to the score.
    pub adds: Exact,
}

impl RequirementStep {
    /// Whether it was met.
    #[must_use]
    pub const fn met(&self) -> bool {
        match self {
            Self::Reaches(leaf) => leaf.met,
            Self::AtLeast(some) => some.met,
            Self::Score(score) => score.met,
        }
    }
}
