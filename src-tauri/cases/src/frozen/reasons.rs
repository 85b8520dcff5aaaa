//! The reasons of a figure, told so that those of two histories can be compared.

use chrono::NaiveDate;
use tierwright_engine::{
    Failure, Outcome,
    explanation::{
        LevelStep, RequirementStep, Step, TierStep,
        words::{self, StepWords},
    },
};
use tierwright_program::Money;

/// Why a figure is what it is, without positions of facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reasons {
    pub amount: Money,
    formula: Vec<String>,
    steps: Vec<StepWords>,
    /// The levels that counted.
    pub levels: Vec<HeldLevel>,
    /// The purse that was shared out, where one ran out.
    pub purse: Option<String>,
}

/// How far two figures must have the same reasons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Same {
    /// Every step, and whatever was measured for the levels that counted.
    Measured,
    /// Every step but how the level came to be held. A partner without a history of its own is not
    /// reviewed before it has one, while in the history of all it was, and held the lowest level.
    Held,
}

impl Reasons {
    /// Whether these are the same reasons.
    pub fn are(&self, other: &Self, how: Same) -> bool {
        let level = |one: &HeldLevel| (one.track.clone(), one.level.clone(), one.on);
        match how {
            Same::Measured => self == other,
            Same::Held => {
                self.amount == other.amount
                    && self.formula == other.formula
                    && self.levels.iter().map(level).eq(other.levels.iter().map(level))
                    && self.without_tiers().eq(other.without_tiers())
            }
        }
    }

    fn without_tiers(&self) -> impl Iterator<Item = &StepWords> {
        self.steps.iter().filter(|step| step.kind != "tier")
    }
}

/// A level that counted, and what the look that gave it measured.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldLevel {
    pub track: String,
    pub level: String,
    pub on: NaiveDate,
    measured: Vec<LevelStep>,
}

/// The reasons of a figure.
pub fn reasons(
    outcome: &Outcome,
    partner: usize,
    quarter: usize,
    incentive: usize,
) -> Result<Reasons, Failure> {
    let of = outcome.explain(partner, quarter, incentive)?;
    let mut levels: Vec<HeldLevel> = Vec::new();
    let mut purse = None;
    for step in &of.steps {
        match step {
            Step::Tier(tier) if !levels.iter().any(|one| one.is(tier)) => levels.push(held(tier)),
            Step::Spending(spending) => purse = Some(spending.purse.clone()),
            _ => {}
        }
    }
    Ok(Reasons {
        amount: of.amount,
        formula: words::formula(&of),
        steps: of.steps.iter().map(|step| words::step_words(step, &of, outcome.plan())).collect(),
        levels,
        purse,
    })
}

fn held(of: &TierStep) -> HeldLevel {
    HeldLevel {
        track: of.track.clone(),
        level: of.level.clone(),
        on: of.on,
        measured: of.levels.iter().cloned().map(without_rows).collect(),
    }
}

/// A level without the steps behind what was measured, which name rows by their positions.
fn without_rows(mut level: LevelStep) -> LevelStep {
    for step in &mut level.requirements {
        match step {
            RequirementStep::Reaches(leaf) => leaf.behind.clear(),
            RequirementStep::Score(score) => {
                score.parts.iter_mut().for_each(|part| part.behind.clear());
            }
            RequirementStep::AtLeast(_) => {}
        }
    }
    level
}

impl HeldLevel {
    fn is(&self, of: &TierStep) -> bool {
        self.track == of.track && self.on == of.on
    }
}
