//! Levels: the rung of each partner at each review (`RULES` section 3).

use chrono::NaiveDate;
use tierwright_program::{
    Span, Track,
    tier::{Downgrade, LevelIs},
};

use crate::{
    Failure, Replay,
    explanation::TierStep,
    given::Given,
    requirement::{RequirementPlan, Tell},
};

/// A track compiled against facts.
#[derive(Debug)]
pub(crate) struct Ladder {
    pub track: Track,
    pub requirements: Vec<Option<RequirementPlan>>,
    pub on_track: Vec<bool>,
    pub levels: Levels,
}

/// The level of every partner after every review. A move counts from the day after the review.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    reviews: Vec<Span>,
    /// Positions in the track's levels, by review and partner.
    held: Vec<Vec<usize>>,
}

impl Levels {
    /// Reviews every partner at the end of each review period, from the first fact up to the end of the replay.
    pub fn new(ladder: &Ladder, given: Given<'_>, replay: &Replay) -> Result<Self, Failure> {
        let mut levels = Self::default();
        let (Some(last), Some(first)) = (replay.quarters().last(), given.facts.first_fact_day())
        else {
            return Ok(levels);
        };
        let calendar = &given.program.calendar;
        let mut review = calendar.period_of(first, ladder.track.review);
        while review.until() <= last.until() {
            let before = levels.held.last();
            let held = (0..given.facts.partners.len())
                .map(|partner| {
                    let earned = ladder.review(given, partner, review, &mut |_| {})?;
                    Ok(match ladder.track.downgrade {
                        Downgrade::AtReview => earned,
                        Downgrade::Never => earned.max(before.map_or(0, |held| held[partner])),
                    })
                })
                .collect::<Result<_, Failure>>()?;
            levels.held.push(held);
            levels.reviews.push(review);
            review = calendar.next(review, ladder.track.review);
        }
        Ok(levels)
    }
}

impl Ladder {
    /// The level that a review finds, each requirement that was looked at told.
    fn review(
        &self,
        given: Given<'_>,
        partner: usize,
        review: Span,
        tell: Tell<'_>,
    ) -> Result<usize, Failure> {
        let met: Vec<bool> = self
            .requirements
            .iter()
            .map(|requirement| match requirement {
                Some(tree) => tree.met(given, partner, review, tell),
                None => Ok(true),
            })
            .collect::<Result<_, Failure>>()?;
        Ok(match self.track.level_is {
            LevelIs::HighestMet => met.iter().rposition(|met| *met).unwrap_or(0),
            LevelIs::LastBeforeFirstMissed => {
                met.iter().position(|met| !met).map_or(met.len(), |missed| missed).saturating_sub(1)
            }
        })
    }

    /// The level a partner holds on a day: none when it is not on the track; the lowest before the
    /// first review.
    pub fn level_on(&self, partner: usize, day: NaiveDate) -> Option<usize> {
        self.on_track[partner].then(|| match self.last_review(day) {
            Some(review) => self.levels.held[review][partner],
            None => 0,
        })
    }

    /// The last review that was over before a day.
    fn last_review(&self, day: NaiveDate) -> Option<usize> {
        self.levels.reviews.partition_point(|review| review.until() < day).checked_sub(1)
    }

    /// The level as a step of an explanation, with what its review measured.
    pub fn step(
        &self,
        given: Given<'_>,
        partner: usize,
        day: NaiveDate,
    ) -> Result<Option<TierStep>, Failure> {
        let Some(level) = self.level_on(partner, day) else { return Ok(None) };
        let level = &self.track.levels[level];
        let review = self.last_review(day).map(|review| self.levels.reviews[review]);
        let mut requirements = Vec::new();
        if let Some(review) = review {
            self.review(given, partner, review, &mut |step| requirements.push(step()))?;
        }
        Ok(Some(TierStep {
            track: self.track.id.clone(),
            level: level.id.clone(),
            name: level.name.clone(),
            on: day,
            reviewed: review.map(|review| review.until()),
            requirements,
        }))
    }
}
