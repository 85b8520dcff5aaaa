//! Random tier ladders.

use tierwright_program::{
    Level, Period, Requirement, Track,
    tier::{Downgrade, Grace, LevelIs, Minimum, Upgrade},
};

use crate::{dice::Dice, draw_facts as facts, draw_measures::requirement, draw_sales::who};

/// The ids of levels, lowest first.
pub const LEVELS: [&str; 4] = ["registered", "silver", "gold", "platinum"];

/// A track with nothing but its lowest level.
fn plain(id: &str) -> Track {
    let levels = [serde_json::json!({ "id": LEVELS[0], "name": LEVELS[0] })];
    let json = serde_json::json!({
        "id": id, "name": format!("Track {id}"), "review": "quarter", "level_is": "highest_met",
        "downgrade": "at_review", "levels": levels,
    });
    serde_json::from_value(json).expect("a track")
}

fn level(at: usize, requirement: Requirement) -> Level {
    let id = LEVELS[at].to_owned();
    Level { name: id.clone(), id, requirement: Some(requirement), benefits: Vec::new() }
}

fn minimum(dice: &mut Dice, levels: &[Level]) -> Minimum {
    let from = facts::near(dice, 30);
    let until = dice.maybe(50, |dice| facts::near(dice, 30).max(from));
    let level = levels[(1 + dice.below(3)).min(levels.len() - 1)].id.clone();
    Minimum { who: who(dice), level, from, until }
}

/// A track.
pub fn track(dice: &mut Dice, id: &str) -> Track {
    let mut track = plain(id);
    track.who = who(dice);
    track.review = dice.one(&[Period::Quarter, Period::Month, Period::Half, Period::Year]);
    track.level_is = dice.one(&[LevelIs::HighestMet, LevelIs::LastBeforeFirstMissed]);
    track.upgrade = dice.weighted(&[(3, Upgrade::AtReview), (1, Upgrade::AtOnce)]);
    track.downgrade = dice.one(&[Downgrade::AtReview, Downgrade::AtYearEnd, Downgrade::Never]);
    let some = [Grace::Reviews(1), Grace::Reviews(3), Grace::Months(2), Grace::Months(6)];
    track.grace = if dice.chance(67) { Grace::None } else { dice.one(&some) };
    let asked = dice.several(1, 3, requirement);
    track.levels.extend(asked.into_iter().enumerate().map(|(at, asked)| level(at + 1, asked)));
    track.minimums = dice.several(0, 1, |dice| minimum(dice, &track.levels));
    track
}
