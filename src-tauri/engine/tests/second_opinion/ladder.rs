//! Tier ladders: one review after the other.

use chrono::NaiveDate;
use tierwright_engine::rows::{PartnerRow, Stage};
use tierwright_program::{
    Track,
    tier::{Downgrade, LevelIs},
};

use crate::{
    days::{self, Days},
    measured::meets,
    world::{self, World},
};

/// The levels of a partner on a track, each with the first day it counts, oldest first; nothing
/// off the track. Before the first of them the lowest level holds.
pub type History = Option<Vec<(NaiveDate, usize)>>;

/// The level that counts on a day, as a position.
pub fn level_on(history: &History, day: NaiveDate) -> Option<usize> {
    let reviewed = history.as_ref()?.iter().rev().find(|(from, _)| *from <= day);
    Some(reviewed.map_or(0, |(_, level)| *level))
}

/// Every review of a partner up to a day. A review looks at the period that ends with it, and what
/// it finds counts from the day after.
pub fn history(
    world: &World<'_>,
    track: &Track,
    partner: &PartnerRow,
    up_to: NaiveDate,
) -> History {
    if !world::partner_passes(&track.who, partner) {
        return None;
    }
    let mut reviewed = Vec::new();
    let Some(first) = first_day(world) else { return Some(reviewed) };
    let mut level = 0;
    let mut review = days::period_of(&world.program.calendar, first, track.review);
    while review.until <= up_to {
        let earned = earned(world, track, partner, review);
        let next = match track.downgrade {
            Downgrade::AtReview => earned,
            Downgrade::Never => earned.max(level),
        };
        note(world, level, earned, next);
        level = next;
        let next_day = review.until.succ_opt().expect("a next day");
        reviewed.push((next_day, level));
        review = days::period_of(&world.program.calendar, next_day, track.review);
    }
    Some(reviewed)
}

fn note(world: &World<'_>, level: usize, earned: usize, next: usize) {
    if next > level {
        world.saw("moved up a level");
    } else if next < level {
        world.saw("moved down a level");
    } else if earned < level {
        world.saw("kept a level that was missed");
    }
}

/// What one review finds.
fn earned(world: &World<'_>, track: &Track, partner: &PartnerRow, review: Days) -> usize {
    let mut found = 0;
    for (position, level) in track.levels.iter().enumerate() {
        let asked = level.requirement.as_ref();
        let met = asked.is_none_or(|asked| meets(world, asked, &partner.id, review));
        match (met, track.level_is) {
            (true, _) => found = position,
            (false, LevelIs::HighestMet) => world.saw("level missed on the way up"),
            (false, LevelIs::LastBeforeFirstMissed) => break,
        }
    }
    found
}

/// The first dated fact that a ladder can read; before it there is nothing to review.
fn first_day(world: &World<'_>) -> Option<NaiveDate> {
    let won = world.rows.deals.iter().filter(|deal| deal.stage == Stage::Won);
    let closed = won.filter_map(|deal| deal.closed);
    let returned = world.rows.adjustments.iter().map(|row| row.date);
    let did = world.rows.activities.iter().map(|row| row.date);
    closed.chain(returned).chain(did).min()
}
