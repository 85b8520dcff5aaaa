//! Every tier ladder and incentive as plain sentences, made from the data and never typed by hand.

use crate::{Incentive, Program, Track};

/// One sentence and the place in the program it speaks of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The place, such as `/incentives/volume`.
    pub place: String,
    /// The sentence.
    pub text: String,
}

/// A track in words.
#[must_use]
pub fn track_sentences(_program: &Program, _track: &Track) -> Vec<Sentence> {
    Vec::new()
}

/// An incentive in words.
#[must_use]
pub fn incentive_sentence(_program: &Program, _incentive: &Incentive) -> Sentence {
    Sentence { place: String::new(), text: String::new() }
}

/// The whole program in words.
#[must_use]
pub fn program_sentences(_program: &Program) -> Vec<Sentence> {
    Vec::new()
}
