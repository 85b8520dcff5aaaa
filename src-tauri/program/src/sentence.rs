//! Every tier ladder and incentive as plain sentences, made from the data and never typed by hand.
//!
//! Whatever changes a calculation is in the sentences: two programs with the same sentences
//! calculate the same. A program with errors has sentences too.

mod attribution;
mod columns;
mod compared;
mod counted;
mod credits;
mod earning;
mod filters;
mod funds;
mod measures;
mod policy;
mod roles;
mod schedules;
mod settling;
mod sharing;
mod spending;
mod tiers;

pub(crate) use compared::taken_from;

use crate::{Incentive, Program, Track};

/// One sentence, or a few that belong together, and the place in the program they speak of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// The place, such as `/incentives/volume`.
    pub place: String,
    /// The sentences.
    pub text: String,
}

/// A track in words: how it is read, then what each level asks for.
#[must_use]
pub fn track_sentences(_program: &Program, track: &Track) -> Vec<Sentence> {
    tiers::track(track, &format!("/tracks/{}", track.id))
}

/// An incentive in words.
#[must_use]
pub fn incentive_sentence(program: &Program, incentive: &Incentive) -> Sentence {
    let parts = incentive_parts(program, incentive).into_iter().map(|part| part.text);
    Sentence {
        place: format!("/incentives/{}", incentive.id),
        text: parts.collect::<Vec<_>>().join(" "),
    }
}

/// The sentence of an incentive in its parts, each with the place that it speaks of; put together
/// with spaces they are the sentence.
#[must_use]
pub fn incentive_parts(program: &Program, incentive: &Incentive) -> Vec<Sentence> {
    let parts = [
        ("schedule", Some(earning::earns(program, incentive))),
        ("schedule/columns", columns::at_level(program, incentive)),
        ("gate", earning::gate(program, incentive)),
        ("dates", earning::dates(incentive)),
        ("conditions", credits::conditions(incentive)),
        ("marketplace", credits::marketplace(incentive)),
        ("limits", sharing::limits(incentive)),
        ("shares", sharing::shares(program, incentive)),
        ("settle", settling::settling(incentive)),
        ("holdback", spending::holdback(incentive)),
        ("pays_into", Some(sharing::payment(incentive))),
    ];
    let said = parts.into_iter().filter_map(|(member, text)| Some((member, text?)));
    said.map(|(member, text)| Sentence {
        place: format!("/incentives/{}/{member}", incentive.id),
        text,
    })
    .collect()
}

/// The whole program in words: its policy, its tracks, its incentives, what ties them together.
#[must_use]
pub fn program_sentences(program: &Program) -> Vec<Sentence> {
    let tracks = program.tracks.iter().flat_map(|track| track_sentences(program, track));
    let incentives = program.incentives.iter().map(|one| incentive_sentence(program, one));
    let budget = spending::budget(program);
    let models = attribution::sentences(program);
    let roles = roles::sentences(program);
    let tied = settling::program(program);
    let first = policy::sentences(program).into_iter().chain(budget).chain(roles);
    let funds = funds::sentences(program);
    first.chain(tracks).chain(models).chain(incentives).chain(tied).chain(funds).collect()
}
