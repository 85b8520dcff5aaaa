//! What a partner's level is beside what it reaches: levels in the facts, and minimum levels.

use chrono::NaiveDate;
use tierwright_program::{Track, tier::Grants};

use crate::{
    Facts, Failure,
    ascent::next_day,
    moves::{Move, MoveReason},
    passing::partners_that_pass,
};

/// A level that holds on some days, whatever is reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floor {
    pub level: usize,
    pub from: NaiveDate,
    /// The last day; open where there is none.
    pub until: Option<NaiveDate>,
}

impl Floor {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The days on which it begins and on which it no longer holds.
    fn edges(&self) -> impl Iterator<Item = NaiveDate> {
        std::iter::once(self.from).chain(self.until.map(next_day))
    }
}

/// The levels that the facts say a partner held or was granted on a track.
///
/// # Errors
/// A level that the track does not have.
pub(crate) fn grants(facts: &Facts, track: &Track, partner: usize) -> Result<Vec<Floor>, Failure> {
    let rows = facts.partner_levels(partner).filter(|row| facts.levels.tracks[*row] == track.id);
    rows.map(|row| {
        let named = &facts.levels.levels[row];
        let level = track.levels.iter().position(|level| level.id == *named);
        let level = level.ok_or_else(|| Failure {
            code: "level_not_on_track",
            sentence: format!(
                "Level row {}{} gives {} the level {named}, which {} does not have, so its tier \
                 cannot be worked out.",
                facts.levels.ids[row],
                facts.place_of(facts.levels.sources[row]),
                facts.partners.ids[partner],
                track.name
            ),
            hint: "Add the level to the track, or correct the row.".to_owned(),
        })?;
        Ok(Floor { level, from: facts.levels.from[row], until: facts.levels.until[row] })
    })
    .collect()
}

/// A minimum of the program, and who has it.
#[derive(Debug)]
struct MinimumOf {
    partners: Vec<bool>,
    floor: Floor,
}

/// The minimums of a track.
#[derive(Debug)]
pub(crate) struct Minimums(Vec<MinimumOf>);

impl Minimums {
    /// `check` refuses minimums of levels that do not exist.
    pub fn new(facts: &Facts, track: &Track) -> Self {
        let made = track.minimums.iter().filter_map(|minimum| {
            let level = track.levels.iter().position(|level| level.id == minimum.level)?;
            let floor = Floor { level, from: minimum.from, until: minimum.until };
            Some(MinimumOf { partners: partners_that_pass(facts, &minimum.who), floor })
        });
        Self(made.collect())
    }

    fn of(&self, partner: usize) -> Vec<Floor> {
        let own = self.0.iter().filter(|minimum| minimum.partners[partner]);
        own.map(|minimum| minimum.floor).collect()
    }
}

/// Where a level comes from. Of equal ones the first counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    Ladder,
    Grant,
    Minimum,
}

/// Everything that decides one partner's level.
pub(crate) struct Standing<'a> {
    /// The ladder's own moves, by day.
    own: &'a [Move],
    grants: &'a [Floor],
    minimums: Vec<Floor>,
    /// The last day of the first review within the replay: until then the facts' levels hold.
    first_review: Option<NaiveDate>,
    used: Grants,
}

impl<'a> Standing<'a> {
    pub fn new(
        partner: usize,
        own: &'a [Move],
        grants: &'a [Floor],
        minimums: &Minimums,
        first_review: Option<NaiveDate>,
        used: Grants,
    ) -> Self {
        Self { own, grants, minimums: minimums.of(partner), first_review, used }
    }

    /// The partner's moves: what the ladder says, under the facts' levels and the minimums.
    pub fn moves(&self) -> Vec<Move> {
        let mut days: Vec<NaiveDate> = self.own.iter().map(|own| own.on).collect();
        days.extend(self.grants.iter().chain(&self.minimums).flat_map(Floor::edges));
        if !self.grants.is_empty() {
            days.extend(self.first_review.map(next_day));
        }
        days.sort_unstable();
        days.dedup();
        let mut moves: Vec<Move> = Vec::new();
        let mut before = (0, By::Ladder);
        for on in days {
            let now = self.on(on);
            if now.0 != before.0 {
                let why = self.why(on, before, now);
                moves.push(Move { on, from: before.0, to: now.0, why });
            }
            before = now;
        }
        moves
    }

    /// The level on a day and where it comes from.
    fn on(&self, day: NaiveDate) -> (usize, By) {
        let own = (self.own_on(day).map_or(0, |own| own.to), By::Ladder);
        let granted = (highest(self.grants, day), By::Grant);
        let least = (highest(&self.minimums, day), By::Minimum);
        let held = match granted.0 {
            Some(level) if self.before_first_review(day) => (level, By::Grant),
            Some(level) if self.used == Grants::Floor && level > own.0 => (level, By::Grant),
            _ => own,
        };
        match least.0 {
            Some(level) if level > held.0 => (level, least.1),
            _ => held,
        }
    }

    /// Whether the facts' levels still stand for the ladder's own.
    fn before_first_review(&self, day: NaiveDate) -> bool {
        self.first_review.is_none_or(|review| day <= review)
    }

    /// The ladder's last move up to a day.
    fn own_on(&self, day: NaiveDate) -> Option<&Move> {
        self.own[..self.own.partition_point(|own| own.on <= day)].last()
    }

    /// Why the level of a day differs from that of the day before.
    fn why(&self, on: NaiveDate, before: (usize, By), now: (usize, By)) -> MoveReason {
        let rises = now.0 > before.0;
        match (before.1, now.1) {
            (_, By::Minimum) if rises => MoveReason::Minimum,
            (_, By::Grant) if rises => MoveReason::Granted,
            (By::Minimum, _) if !rises => MoveReason::MinimumEnded,
            (By::Ladder, By::Grant) => MoveReason::Granted,
            (_, By::Ladder) => self.own_reason(on, rises, before.1 == By::Grant),
            _ => MoveReason::GrantEnded,
        }
    }

    /// Why the ladder's own level comes to count on a day.
    fn own_reason(&self, on: NaiveDate, rises: bool, granted: bool) -> MoveReason {
        let moved = self.own_on(on).filter(|own| own.on == on);
        let ended = granted && highest(self.grants, on).is_none();
        match moved {
            _ if granted && !rises && self.used == Grants::Floor => MoveReason::GrantEnded,
            Some(own) => own.why,
            None if ended => MoveReason::GrantEnded,
            None => MoveReason::EarnedAtReview,
        }
    }
}

/// The highest level that holds on a day.
fn highest(floors: &[Floor], day: NaiveDate) -> Option<usize> {
    floors.iter().filter(|floor| floor.holds_on(day)).map(|floor| floor.level).max()
}
