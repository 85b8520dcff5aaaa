//! What an outcome says about tiers: who is at which level and since when, and what the levels are
//! planned to cost beside payouts.

use chrono::NaiveDate;
use tierwright_program::{Money, Period, tier::Benefit};

use crate::{Failure, Outcome, moves::Move};

impl Outcome {
    /// The level a partner holds on a quarter's last day, as a position in the track's levels; none
    /// when it is not on the track.
    #[must_use]
    pub fn level(&self, track: usize, partner: usize, quarter: usize) -> Option<usize> {
        self.level_on(track, partner, self.quarters()[quarter].until())
    }

    /// The level a partner holds on a day, as a position in the track's levels; none when it is not
    /// on the track.
    #[must_use]
    pub fn level_on(&self, track: usize, partner: usize, day: NaiveDate) -> Option<usize> {
        self.plan.ladders.get(track)?.level_on(partner, day)
    }

    /// Every move of a partner on a track up to the end of the replay, by day; before the first one
    /// it has the lowest level. Moves on earlier facts, before the replay, are among them.
    #[must_use]
    pub fn moves(&self, track: usize, partner: usize) -> &[Move] {
        self.plan.ladders.get(track).map_or(&[], |ladder| ladder.levels.of(partner))
    }

    /// What the benefits of a level are planned to cost in a quarter of the replay: the partners who
    /// hold it on the quarter's last day, times the quarter's part of a year's cost. It belongs to
    /// the program's cost and is never paid out.
    ///
    /// # Errors
    /// A cost that does not fit.
    pub fn planning_cost(
        &self,
        track: usize,
        level: usize,
        quarter: usize,
    ) -> Result<Money, Failure> {
        let partners = 0..self.facts().partners.len();
        let held = partners.filter(|one| self.level(track, *one, quarter) == Some(level)).count();
        self.cost_for(held, track, level, quarter)
    }

    /// The same of one partner: what the benefits of the levels it holds on the quarter's last day
    /// are planned to cost in that quarter.
    ///
    /// # Errors
    /// A cost that does not fit.
    pub fn planning_cost_of(&self, partner: usize, quarter: usize) -> Result<Money, Failure> {
        let program = self.plan.program();
        let mut sum = Money::zero(program.currency);
        for track in 0..program.tracks.len() {
            let Some(level) = self.level(track, partner, quarter) else { continue };
            let cost = self.cost_for(1, track, level, quarter)?;
            sum = sum.plus(cost).map_err(|_| Failure::overflow("The planned cost of benefits"))?;
        }
        Ok(sum)
    }

    /// What the benefits of a level are planned to cost in a quarter for so many partners.
    fn cost_for(
        &self,
        held: usize,
        track: usize,
        level: usize,
        quarter: usize,
    ) -> Result<Money, Failure> {
        let program = self.plan.program();
        let of = &program.tracks[track].levels[level];
        let held = i64::try_from(held).unwrap_or(i64::MAX);
        let place = self.place_in_year(quarter);
        let parts = of.benefits.iter().map(|benefit| quarter_of_cost(benefit, place));
        let sum = parts
            .map(|part| part.checked_mul(held))
            .try_fold(0_i64, |sum, part| sum.checked_add(part?));
        let units = sum.and_then(|sum| sum.checked_mul(program.currency.units_per_minor()));
        units
            .map(|units| Money::from_units(units, program.currency))
            .ok_or_else(|| Failure::overflow(&format!("The planned cost of {}", of.name)))
    }

    /// How many quarters of its fiscal year lie before a quarter.
    fn place_in_year(&self, quarter: usize) -> i64 {
        let calendar = &self.plan.program().calendar;
        let span = self.quarters()[quarter];
        let first = calendar.period_of(span.until(), Period::Year).from();
        let mut one = calendar.period_of(first, Period::Quarter);
        let mut place = 0;
        while one < span {
            one = calendar.next(one, Period::Quarter);
            place += 1;
        }
        place
    }
}

/// A quarter's part of a year's cost, in minor units: a fourth, the minor units that are left over
/// going to the first quarters of the year, one each.
fn quarter_of_cost(benefit: &Benefit, place: i64) -> i64 {
    let Some(cost) = benefit.planning_cost else { return 0 };
    // `check` refuses a cost below zero or finer than the minor unit.
    let minor = cost.units() / cost.currency().units_per_minor();
    minor / 4 + i64::from(place < minor % 4)
}
