//! Levels: the rung of each partner at each review (`RULES` section 3).

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Span, Track, Window,
    tier::{Grants, LevelIs},
};

use crate::{
    Failure, Replay,
    ascent::{Ascent, TakenOver},
    explanation::{LevelStep, TierStep},
    floors::{Minimums, Standing, grants},
    given::Given,
    in_parts::{in_parts, threads_for},
    moves::{Move, MoveReason},
    requirement::{RequirementPlan, Tell},
};

/// A track compiled against facts.
#[derive(Debug)]
pub(crate) struct Ladder {
    pub track: Track,
    pub requirements: Vec<Option<RequirementPlan>>,
    /// Every window that the requirements look through.
    pub windows: Vec<Window>,
    /// Whether anything that they look at is compared with an earlier or agreed number.
    pub compares: bool,
    /// Whether others' sales count as a partner's.
    pub shared: bool,
    pub on_track: Vec<bool>,
    pub minimums: Minimums,
    pub levels: Arc<Levels>,
}

/// The moves of every partner up to the end of the replay.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    reviews: Vec<Span>,
    /// Where each partner's moves begin, and after the last one how many there are.
    first: Vec<usize>,
    moves: Vec<Move>,
}

impl Levels {
    /// Reviews every partner on the track at the end of each review period, from the first fact up
    /// to the end of the replay.
    ///
    /// # Errors
    /// A sum that does not fit, or a level in the facts that the track does not have.
    pub fn new(ladder: &Ladder, given: Given<'_>, replay: &Replay) -> Result<Self, Failure> {
        let reviews = reviews(ladder, given, replay);
        let first_review = replay
            .quarters()
            .first()
            .and_then(|first| reviews.iter().map(Span::until).find(|until| first.from() <= *until));
        let partners = given.facts.partners.len();
        let parts =
            in_parts(partners, threads_for(partners * ladder.track.levels.len()), |range| {
                let moves = |partner| ladder.moves(given, partner, &reviews, first_review);
                range.map(moves).collect::<Result<Vec<_>, Failure>>()
            })?;
        let mut levels = Self { first: vec![0], ..Self::default() };
        for moves in parts.into_iter().flatten() {
            levels.moves.extend(moves);
            levels.first.push(levels.moves.len());
        }
        levels.reviews = reviews;
        Ok(levels)
    }

    /// Every move of a partner, by day.
    pub fn of(&self, partner: usize) -> &[Move] {
        &self.moves[self.first[partner]..self.first[partner + 1]]
    }
}

/// The review periods from the first fact to the end of the replay.
fn reviews(ladder: &Ladder, given: Given<'_>, replay: &Replay) -> Vec<Span> {
    let calendar = &given.program.calendar;
    let length = ladder.track.review;
    let (Some(last), Some(first)) = (replay.quarters().last(), given.facts.first_fact_day()) else {
        return Vec::new();
    };
    let first = calendar.period_of(first, length);
    let next = |review: &Span| Some(calendar.next(*review, length));
    std::iter::successors(Some(first), next)
        .take_while(|review| review.until() <= last.until())
        .collect()
}

impl Ladder {
    /// Every move of a partner; none where it is not on the track.
    fn moves(
        &self,
        given: Given<'_>,
        partner: usize,
        reviews: &[Span],
        first_review: Option<NaiveDate>,
    ) -> Result<Vec<Move>, Failure> {
        if !self.on_track[partner] {
            return Ok(Vec::new());
        }
        let grants = grants(given.facts, &self.track, partner)?;
        let held = first_review.and_then(|on| {
            let rows = grants.iter().filter(|row| row.holds_on(on));
            Some(TakenOver { on, level: rows.map(|row| row.level).max()? })
        });
        let held = held.filter(|_| self.track.grants == Grants::UntilFirstReview);
        let own = Ascent::moves(self, given, partner, reviews, held)?;
        let used = self.track.grants;
        Ok(Standing::new(partner, &own, &grants, &self.minimums, first_review, used).moves())
    }

    /// The level whose requirement is reached on the last of some days of a review period.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn earned(&self, given: Given<'_>, partner: usize, seen: Span) -> Result<usize, Failure> {
        self.level_by(|level| self.meets(given, partner, level, seen, &mut |_| Ok(())))
    }

    fn meets(
        &self,
        given: Given<'_>,
        partner: usize,
        level: usize,
        seen: Span,
        tell: Tell<'_>,
    ) -> Result<bool, Failure> {
        match &self.requirements[level] {
            Some(tree) => tree.met(given, partner, seen, tell),
            None => Ok(true),
        }
    }

    /// The level, given which ones are met. It asks only for as many as it takes.
    fn level_by(
        &self,
        mut met: impl FnMut(usize) -> Result<bool, Failure>,
    ) -> Result<usize, Failure> {
        let levels = self.requirements.len();
        match self.track.level_is {
            LevelIs::HighestMet => {
                for level in (0..levels).rev() {
                    if met(level)? {
                        return Ok(level);
                    }
                }
                Ok(0)
            }
            LevelIs::LastBeforeFirstMissed => {
                for level in 0..levels {
                    if !met(level)? {
                        return Ok(level.saturating_sub(1));
                    }
                }
                Ok(levels.saturating_sub(1))
            }
        }
    }

    /// Unmarks the partners who do not hold the same levels on this ladder as on another one of the
    /// same track.
    pub fn keep_same<'a>(&'a self, other: &'a Self, partners: &mut [bool]) {
        let same_levels = Arc::ptr_eq(&self.levels, &other.levels);
        if same_levels && self.on_track == other.on_track {
            return;
        }
        let held =
            |of: &'a Self, partner: usize| of.levels.of(partner).iter().map(|one| (one.on, one.to));
        for (partner, same) in partners.iter_mut().enumerate() {
            *same &= self.on_track[partner] == other.on_track[partner]
                && (same_levels || held(self, partner).eq(held(other, partner)));
        }
    }

    /// The level a partner holds on a day: none when it is not on the track.
    pub fn level_on(&self, partner: usize, day: NaiveDate) -> Option<usize> {
        self.on_track[partner].then(|| self.last_move(partner, day).map_or(0, |one| one.to))
    }

    /// The move that gave the level of a day; none while it is the lowest one held from the start.
    fn last_move(&self, partner: usize, day: NaiveDate) -> Option<&Move> {
        let moves = self.levels.of(partner);
        moves[..moves.partition_point(|one| one.on <= day)].last()
    }

    /// The days that were looked at last before a day: a whole review period, or the part of one up
    /// to the day that a level was reached at once.
    fn last_look(&self, given: Given<'_>, partner: usize, day: NaiveDate) -> Option<Span> {
        let reviews = &self.levels.reviews;
        let over = reviews.partition_point(|review| review.until() < day);
        let review = over.checked_sub(1).map(|last| reviews[last]);
        let at_once =
            self.last_move(partner, day).filter(|one| one.why == MoveReason::EarnedAtOnce);
        let seen = at_once.and_then(|one| {
            let until = one.on.pred_opt()?;
            let from = given.program.calendar.period_of(until, self.track.review).from();
            review.is_none_or(|review| review.until() < until).then(|| Span::new(from, until))
        });
        seen.or(review)
    }

    /// The level as a step of an explanation, with what the last look measured.
    pub fn step(
        &self,
        given: Given<'_>,
        partner: usize,
        day: NaiveDate,
    ) -> Result<Option<TierStep>, Failure> {
        let Some(level) = self.level_on(partner, day) else { return Ok(None) };
        let level = &self.track.levels[level];
        let look = self.last_look(given, partner, day);
        let mut levels = Vec::new();
        for (at, level) in self.track.levels.iter().enumerate() {
            let mut requirements = Vec::new();
            if let Some(seen) = look {
                self.meets(given, partner, at, seen, &mut |step| {
                    requirements.push(step()?);
                    Ok(())
                })?;
            }
            levels.push(LevelStep { level: level.id.clone(), requirements });
        }
        Ok(Some(TierStep {
            track: self.track.id.clone(),
            level: level.id.clone(),
            name: level.name.clone(),
            on: day,
            moved: self.last_move(partner, day).copied(),
            reviewed: look.map(|seen| seen.until()),
            level_is: self.track.level_is,
            levels,
        }))
    }
}
