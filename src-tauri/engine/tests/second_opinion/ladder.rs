//! Tier ladders: one review after the other.

use chrono::NaiveDate;
use tierwright_engine::rows::{LevelRow, PartnerRow, Stage};
use tierwright_program::{
    Period, Track,
    tier::{Downgrade, Grace, Grants, LevelIs, Minimum, Upgrade},
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

/// Every change of a partner's level up to a day. A review looks at the period that ends with it,
/// a track that lifts at once at every day of it, and what either finds counts from the day after.
pub fn history(
    world: &World<'_>,
    track: &Track,
    partner: &PartnerRow,
    (from, up_to): (NaiveDate, NaiveDate),
) -> History {
    if !world::partner_passes(&track.who, partner) {
        return None;
    }
    let mut climb = Climb { world, track, partner, level: 0, missed: Vec::new(), own: Vec::new() };
    let mut first_review = None;
    if let Some(first) = first_day(world) {
        let mut review = days::period_of(&world.program.calendar, first, track.review);
        while review.until <= up_to {
            climb.days_of(review);
            if first_review.is_none() && from <= review.until {
                first_review = Some(review.until);
                climb.take_over(review.until);
            }
            climb.review(review);
            let next_day = after(review.until);
            review = days::period_of(&world.program.calendar, next_day, track.review);
        }
    }
    Some(with_rows_and_minimums(&climb, first_review))
}

fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().expect("a next day")
}

/// A partner on its way.
struct Climb<'a> {
    world: &'a World<'a>,
    track: &'a Track,
    partner: &'a PartnerRow,
    level: usize,
    /// The last days of the reviews in a row that missed the level.
    missed: Vec<NaiveDate>,
    own: Vec<(NaiveDate, usize)>,
}

impl Climb<'_> {
    /// Every day of a review period but the last, one by one.
    fn days_of(&mut self, review: Days) {
        let mut day = review.from;
        while self.track.upgrade == Upgrade::AtOnce && day < review.until {
            let top = self.level + 1 == self.track.levels.len();
            let seen = Days { from: review.from, until: day };
            let found = if top { 0 } else { earned(self.world, self.track, self.partner, seen) };
            if found > self.level {
                self.world.saw("moved up a level at once");
                self.moved(day, found);
            }
            day = after(day);
        }
    }

    fn review(&mut self, review: Days) {
        let found = earned(self.world, self.track, self.partner, review);
        if found >= self.level {
            self.missed.clear();
            if found > self.level {
                self.world.saw("moved up a level");
                self.moved(review.until, found);
            }
            return;
        }
        self.missed.push(review.until);
        if self.patient(review) {
            self.world.saw("missed level kept by grace");
        } else if self.may_fall(review) {
            self.world.saw("moved down a level");
            self.moved(review.until, found);
        } else {
            self.world.saw("kept a level that was missed");
        }
    }

    fn patient(&self, review: Days) -> bool {
        match self.track.grace {
            Grace::None => false,
            Grace::Reviews(reviews) => self.missed.len() <= usize::from(reviews),
            Grace::Months(months) => {
                // Reviews end with a month, and so does the grace.
                review.until < days::month_end(days::later(self.missed[0], u32::from(months)))
            }
        }
    }

    fn may_fall(&self, review: Days) -> bool {
        let year = |day| days::period_of(&self.world.program.calendar, day, Period::Year);
        match self.track.downgrade {
            Downgrade::AtReview => true,
            Downgrade::AtYearEnd => year(review.until).until == review.until,
            Downgrade::Never => false,
        }
    }

    /// The first review of the window takes a level row as the level held, unless it is a floor.
    fn take_over(&mut self, day: NaiveDate) {
        if let Some(level) = self.granted(day).filter(|_| self.track.grants != Grants::Floor) {
            self.moved(day, level);
        }
    }

    fn rows(&self) -> impl Iterator<Item = &LevelRow> {
        let rows = self.world.rows.levels.iter();
        rows.filter(|row| row.partner == self.partner.id && row.track == self.track.id)
    }

    /// The highest level that a row gives on a day.
    fn granted(&self, day: NaiveDate) -> Option<usize> {
        let holds = |row: &&LevelRow| row.from <= day && row.until.is_none_or(|end| day <= end);
        self.rows().filter(holds).map(|row| self.position(&row.level)).max()
    }

    fn position(&self, id: &str) -> usize {
        self.track.levels.iter().position(|level| level.id == id).expect("a level of the track")
    }

    fn moved(&mut self, found_on: NaiveDate, level: usize) {
        self.level = level;
        self.missed.clear();
        self.own.push((after(found_on), level));
    }
}

/// The levels under the level rows and the minimums of the track, by day.
fn with_rows_and_minimums(
    climb: &Climb<'_>,
    first_review: Option<NaiveDate>,
) -> Vec<(NaiveDate, usize)> {
    let Climb { world, track, partner, .. } = climb;
    let binds = |minimum: &&Minimum| world::partner_passes(&minimum.who, partner);
    let least: Vec<&Minimum> = track.minimums.iter().filter(binds).collect();
    let mut edges: Vec<NaiveDate> = climb.own.iter().map(|(day, _)| *day).collect();
    edges.extend(least.iter().map(|minimum| minimum.from));
    edges.extend(least.iter().filter_map(|minimum| minimum.until.map(after)));
    edges.extend(climb.rows().flat_map(|row| [Some(row.from), row.until.map(after)]).flatten());
    edges.extend(first_review.map(after));
    edges.sort_unstable();
    let own = Some(climb.own.clone());
    let on = |day: NaiveDate| {
        let own = level_on(&own, day).unwrap_or_default();
        let granted = climb.granted(day);
        let held = match granted {
            Some(level) if first_review.is_none_or(|review| day <= review) => level,
            Some(level) if track.grants == Grants::Floor => own.max(level),
            _ => own,
        };
        let holds = |one: &&&Minimum| one.from <= day && one.until.is_none_or(|end| day <= end);
        let least = least.iter().filter(holds).map(|one| climb.position(&one.level));
        let least = least.max().unwrap_or_default();
        if least > held {
            world.saw("lifted to a minimum level");
        }
        (day, held.max(least))
    };
    edges.into_iter().map(on).collect()
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

/// The first dated fact that a ladder can read; before it there is nothing to review. Left open by
/// the rules: whether what was billed or collected is one, also of a deal that is not won. Here it
/// is, as a filter may let such deals count.
fn first_day(world: &World<'_>) -> Option<NaiveDate> {
    let won = world.rows.deals.iter().filter(|deal| deal.stage == Stage::Won);
    let closed = won.filter_map(|deal| deal.closed);
    let returned = world.rows.adjustments.iter().map(|row| row.date);
    let did = world.rows.activities.iter().map(|row| row.date);
    let settled = world.rows.settlements.iter().map(|row| row.date);
    closed.chain(returned).chain(did).chain(settled).min()
}
