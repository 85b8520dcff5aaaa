//! Tier ladders in words.

use super::{Sentence, measures};
use crate::{
    Level, Track,
    sentence::filters,
    tier::{Downgrade, LevelIs},
    words,
};

/// A track in words: how it is read, then what each level asks for.
pub fn track(track: &Track, place: &str) -> Vec<Sentence> {
    let mut sentences = vec![Sentence { place: place.to_owned(), text: ladder(track) }];
    sentences.extend(track.levels.iter().enumerate().map(|(index, level)| Sentence {
        place: format!("{place}/levels/{}", level.id),
        text: asks(track, level, index == 0),
    }));
    sentences
}

fn ladder(track: &Track) -> String {
    let who = match filters::clause(&track.who) {
        open if open.is_empty() => "every partner".to_owned(),
        clause => format!("partners{clause}"),
    };
    let levels: Vec<_> =
        track.levels.iter().map(|level| words::name_of(&level.name, &level.id)).collect();
    let level_is = match track.level_is {
        LevelIs::HighestMet => "the highest level whose own requirement is met",
        LevelIs::LastBeforeFirstMissed => "the last level before the first one it misses",
    };
    let downgrade = match track.downgrade {
        Downgrade::AtReview => "it moves down at the review that finds its level missed",
        Downgrade::Never => "it never moves down from a level once earned",
    };
    format!(
        "{} is for {who}. Its levels are {}, lowest first. Reviewed at the end of each {}, a partner \
         has {level_is}; {downgrade}.",
        words::name_of(&track.name, &track.id),
        words::list(&levels, "and"),
        track.review,
    )
}

fn asks(track: &Track, level: &Level, lowest: bool) -> String {
    let name = words::name_of(&level.name, &level.id);
    match &level.requirement {
        None if lowest => format!("{name} is the lowest level and asks for nothing."),
        None => format!("{name} asks for nothing."),
        Some(asked) => {
            let asked = measures::requirement(asked, &track.review.to_string());
            format!("{name} asks for {asked}.")
        }
    }
}
