//! Tier ladders in words.

use super::{Sentence, measures};
use crate::{
    Level, Track,
    sentence::filters,
    tier::{Benefit, Downgrade, Grace, Grants, LevelIs, Minimum, Upgrade},
    words,
};

/// A track in words: how it is read, then what each level asks for.
pub fn track(track: &Track, place: &str) -> Vec<Sentence> {
    let mut sentences = vec![Sentence { place: place.to_owned(), text: ladder(track) }];
    sentences.extend(track.levels.iter().enumerate().map(|(index, level)| Sentence {
        place: format!("{place}/levels/{}", level.id),
        text: rung(track, level, index == 0),
    }));
    sentences
}

fn ladder(track: &Track) -> String {
    let levels: Vec<_> =
        track.levels.iter().map(|level| words::name_of(&level.name, &level.id)).collect();
    let level_is = match track.level_is {
        LevelIs::HighestMet => "the highest level whose own requirement is met",
        LevelIs::LastBeforeFirstMissed => "the last level before the first one it misses",
    };
    let mut parts = vec![
        format!(
            "{} is for {}. Its levels are {}, lowest first. Reviewed at the end of each {}, a \
             partner has {level_is}.",
            words::name_of(&track.name, &track.id),
            partners(&track.who),
            words::list(&levels, "and"),
            track.review,
        ),
        moves(track),
        grace(track.grace),
        grants(track.grants),
    ];
    parts.extend(track.minimums.iter().map(|minimum| least(track, minimum)));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn partners(who: &crate::Filter) -> String {
    match filters::clause(who) {
        open if open.is_empty() => "every partner".to_owned(),
        clause => format!("partners{clause}"),
    }
}

fn moves(track: &Track) -> String {
    let up = match track.upgrade {
        Upgrade::AtReview => "at the review that finds a higher one reached".to_owned(),
        Upgrade::AtOnce => format!(
            "at once when a higher one is reached, each {} being looked at day by day",
            track.review
        ),
    };
    let down = match track.downgrade {
        Downgrade::AtReview => "it moves down at the review that finds its level missed",
        Downgrade::AtYearEnd => {
            "it moves down only at the last review of a fiscal year, when that finds its level missed"
        }
        Downgrade::Never => "it never moves down from a level once earned",
    };
    format!("It moves up {up}; {down}. A move counts from the day after it.")
}

fn grace(grace: Grace) -> String {
    match grace {
        Grace::None => String::new(),
        Grace::Reviews(reviews) => format!(
            "A level may be missed at {} in a row before it falls.",
            words::count(reviews, "review")
        ),
        Grace::Months(months) => format!(
            "A missed level falls no earlier than {} after the first review in a row that missed it.",
            words::count(months, "month")
        ),
    }
}

fn grants(grants: Grants) -> String {
    let later = match grants {
        Grants::UntilFirstReview => {
            "; that review takes it from there, and later rows count for nothing"
        }
        Grants::Floor => ", and later it is the least level its partner has up to its last day",
    };
    format!("A level in the data holds until the first review of the replay{later}.")
}

fn least(track: &Track, minimum: &Minimum) -> String {
    let level = track.levels.iter().find(|level| level.id == minimum.level);
    let level = level.map_or_else(
        || words::said(&minimum.level),
        |level| words::name_of(&level.name, &level.id),
    );
    let who = match partners(&minimum.who) {
        every if minimum.who.is_open() => format!("{} has", capital(&every)),
        some => format!("{} have", capital(&some)),
    };
    let until = match minimum.until {
        Some(until) => format!("from {} to {}", words::day(minimum.from), words::day(until)),
        None => format!("from {} on", words::day(minimum.from)),
    };
    format!("{who} at least {level} {until}.")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn rung(track: &Track, level: &Level, lowest: bool) -> String {
    let asks = asks(track, level, lowest);
    let benefits: Vec<String> = level.benefits.iter().map(benefit).collect();
    match benefits.as_slice() {
        [] => asks,
        benefits => format!("{asks} It comes with {}.", words::list(benefits, "and")),
    }
}

fn benefit(benefit: &Benefit) -> String {
    let name = words::said(&benefit.name);
    match benefit.planning_cost {
        Some(cost) => {
            format!("{name}, planned to cost {} a partner and fiscal year", words::money(cost))
        }
        None => name,
    }
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
