//! The level that a partner must hold to earn an incentive.

use chrono::NaiveDate;
use tierwright_program::{
    Program,
    incentive::{AtLevel, TierAt},
};

use crate::{
    Failure, Plan,
    explanation::{Step, WhyNot},
    levels::Ladder,
    line::Seen,
    recorder::Recorder,
};

/// The levels of which one is asked for, compiled.
#[derive(Debug)]
pub(crate) struct HeldPlan {
    /// Position of the track.
    track: usize,
    /// By level of the track: whether it will do.
    levels: Vec<bool>,
    tier_at: TierAt,
    /// Whether each deal is asked by itself.
    pub each_deal: bool,
}

/// Partners who can take part, as they are on a day.
#[derive(Clone, Copy)]
pub(crate) struct Eligible<'a> {
    /// Partners that `who` lets pass.
    passes: &'a [bool],
    held: Option<(&'a Ladder, &'a HeldPlan, NaiveDate)>,
}

impl HeldPlan {
    /// What an incentive asks; none where its track does not exist, which `check` refuses.
    pub fn new(of: &AtLevel, program: &Program, each_deal: bool) -> Option<Self> {
        let track = program.tracks.iter().position(|track| track.id == of.track)?;
        let levels = program.tracks[track].levels.iter();
        Some(Self {
            track,
            levels: levels.map(|level| of.levels.contains(&level.id)).collect(),
            tier_at: of.tier_at,
            each_deal,
        })
    }

    /// The day whose level counts for a deal, or for what is seen.
    fn day(&self, seen: Seen, closed: Option<NaiveDate>) -> NaiveDate {
        seen.tier_on.unwrap_or(match self.tier_at {
            TierAt::PeriodStart => seen.span.from(),
            TierAt::PeriodEnd => seen.span.until(),
            TierAt::Close => closed.unwrap_or(seen.span.until()),
        })
    }

    fn holds(&self, ladder: &Ladder, partner: usize, day: NaiveDate) -> bool {
        ladder.level_on(partner, day).is_some_and(|level| self.levels[level])
    }
}

impl Eligible<'_> {
    /// Whether a partner can take part.
    pub fn lets(&self, partner: usize) -> bool {
        self.passes[partner]
            && self.held.is_none_or(|(ladder, held, day)| held.holds(ladder, partner, day))
    }
}

impl Plan {
    /// Who can take part in a deal.
    pub(crate) fn eligible(&self, incentive: usize, seen: Seen, deal: usize) -> Eligible<'_> {
        let plan = &self.incentives[incentive];
        let closed = self.facts().deals.won_on(deal);
        let held = plan.held.as_ref();
        Eligible {
            passes: &plan.eligible,
            held: held.map(|held| (&self.ladders[held.track], held, held.day(seen, closed))),
        }
    }

    /// Why a partner does not hold a level that an incentive asks for; nothing where it does, and
    /// where none is asked for.
    pub(crate) fn not_at_level<R: Recorder>(
        &self,
        (incentive, partner): (usize, usize),
        seen: Seen,
        closed: Option<NaiveDate>,
        recorder: &mut R,
    ) -> Result<Option<WhyNot>, Failure> {
        let Some(held) = &self.incentives[incentive].held else { return Ok(None) };
        let (ladder, day) = (&self.ladders[held.track], held.day(seen, closed));
        if R::RECORDS
            && let Some(step) = ladder.step(self.given(), partner, day)?
        {
            recorder.record(|| Step::Tier(step));
        }
        if held.holds(ladder, partner, day) {
            return Ok(None);
        }
        let level = ladder.level_on(partner, day);
        let level = level.map(|level| ladder.track.levels[level].name.clone());
        Ok(Some(WhyNot::LevelNotHeld { level }))
    }
}
