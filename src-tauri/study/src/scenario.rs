//! Scenarios: a program told by what it has different from another, each difference with a switch.
//!
//! The other program may go on changing. A difference is made again on whatever that program says
//! now; where it was made on something else, or can no longer be made, [`Scenario::fit`] says so and
//! the difference stays in its list.

use serde::{Deserialize, Serialize};
use tierwright_program::{Change, Difference, Program, apply, differences};

/// A list of differences from a program, in the order they are made.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scenario {
    /// The differences, switched off ones among them.
    pub differences: Vec<Switched>,
}

/// A difference with its switch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switched {
    /// Whether it is made.
    pub on: bool,
    /// The place in the program.
    pub place: String,
    /// What it is, in the words of the programs it was made from: for when it can no longer be made.
    pub sentence: String,
    /// The changes that make it.
    pub forth: Vec<Change>,
    /// The changes that take it back, which say what stood there before.
    pub back: Vec<Change>,
}

/// How a difference stands to the program that it is to be made on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fit {
    /// The program says what it said when the difference was made.
    Fits,
    /// The program says the same already, so that it changes nothing.
    Same,
    /// The program says something else by now; the difference takes its place.
    Overrides,
    /// There is nothing in the program any more that it could be made on.
    Lost,
}

impl From<Difference> for Switched {
    fn from(of: Difference) -> Self {
        let Difference { place, sentence, forth, back, .. } = of;
        Self { on: true, place, sentence, forth, back }
    }
}

impl Switched {
    /// How it stands to a program.
    #[must_use]
    pub fn fit(&self, base: &Program) -> Fit {
        match apply(base, &self.forth) {
            Err(_) => Fit::Lost,
            Ok(made) if made == *base => Fit::Same,
            Ok(made) => match apply(&made, &self.back) {
                Ok(back) if back == *base => Fit::Fits,
                _ => Fit::Overrides,
            },
        }
    }
}

impl Scenario {
    /// What one program has different from another.
    #[must_use]
    pub fn between(base: &Program, program: &Program) -> Self {
        let differences = differences(base, program).into_iter().map(Switched::from).collect();
        Self { differences }
    }

    /// The program: all differences that are on, made in their order. One that cannot be made is
    /// left out, and its [`Fit`] is [`Fit::Lost`] or it rests on another one that is off.
    #[must_use]
    pub fn program(&self, base: &Program) -> Program {
        let on = self.differences.iter().filter(|one| one.on);
        on.fold(base.clone(), |program, one| apply(&program, &one.forth).unwrap_or(program))
    }

    /// The same scenario after its program was edited. Differences that are off, or that could not
    /// be made, stay; the others are those of the edited program, each at the place in the list that
    /// it had before, new ones last.
    #[must_use]
    pub fn edited(&self, base: &Program, program: &Program) -> Self {
        let mut fresh = Self::between(base, program).differences;
        let mut listed = Vec::new();
        for one in &self.differences {
            if let Some(at) = fresh.iter().position(|new| one.on && new.place == one.place) {
                listed.push(fresh.remove(at));
            } else if !one.on || one.fit(base) == Fit::Lost {
                listed.push(one.clone());
            }
        }
        listed.extend(fresh);
        let kept = Self { differences: listed };
        if kept.program(base) == *program { kept } else { self.in_program_order(base, program) }
    }

    /// The differences of the edited program in its own order, then those that are not made.
    fn in_program_order(&self, base: &Program, program: &Program) -> Self {
        let mut found = Self::between(base, program);
        let unmade = |one: &&Switched| !one.on || one.fit(base) == Fit::Lost;
        found.differences.extend(self.differences.iter().filter(unmade).cloned());
        found
    }
}
