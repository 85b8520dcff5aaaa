//! One partner's own way up and down a ladder: what reviews find, and what they make of it.

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Period, Span, Window,
    measure::Scope,
    tier::{Downgrade, Grace, Upgrade},
};

use crate::{
    Facts, Failure,
    given::Given,
    levels::Ladder,
    moves::{Move, MoveReason},
    scope::Members,
};

/// The level that the facts say is held on the day of a review, which the review takes as its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TakenOver {
    /// The last day of the review.
    pub on: NaiveDate,
    pub level: usize,
}

/// A partner on a ladder, between two looks.
pub(crate) struct Ascent<'a> {
    ladder: &'a Ladder,
    given: Given<'a>,
    partner: usize,
    level: usize,
    /// How many reviews in a row have missed the level.
    missed: u16,
    /// The last day of the first of them.
    missed_since: Option<NaiveDate>,
    moves: Vec<Move>,
}

impl<'a> Ascent<'a> {
    /// Every move of a partner, from the lowest level before the first review.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn moves(
        ladder: &'a Ladder,
        given: Given<'a>,
        partner: usize,
        reviews: &[Span],
        taken_over: Option<TakenOver>,
    ) -> Result<Vec<Move>, Failure> {
        let mut ascent = Self {
            ladder,
            given,
            partner,
            level: 0,
            missed: 0,
            missed_since: None,
            moves: Vec::new(),
        };
        let days = match ladder.track.upgrade {
            Upgrade::AtReview => Vec::new(),
            Upgrade::AtOnce => look_days(ladder, given, partner, reviews),
        };
        for review in reviews {
            let after = days.partition_point(|day| *day < review.from());
            let before = days.partition_point(|day| *day < review.until());
            for day in &days[after..before] {
                ascent.look(Span::new(review.from(), *day))?;
            }
            let held = taken_over.filter(|held| held.on == review.until());
            ascent.review(*review, held.map(|held| held.level))?;
        }
        Ok(ascent.moves)
    }

    /// Looks whether a higher level is reached on the last of some days of a review period.
    fn look(&mut self, seen: Span) -> Result<(), Failure> {
        if self.level + 1 >= self.ladder.track.levels.len() {
            return Ok(());
        }
        let earned = self.ladder.earned(self.given, self.partner, seen)?;
        if earned > self.level {
            self.turn(seen.until(), earned, MoveReason::EarnedAtOnce);
        }
        Ok(())
    }

    fn review(&mut self, review: Span, held: Option<usize>) -> Result<(), Failure> {
        let earned = self.ladder.earned(self.given, self.partner, review)?;
        if let Some(level) = held {
            let why = if earned < level { MoveReason::Granted } else { MoveReason::EarnedAtReview };
            self.turn(review.until(), level, why);
        }
        if earned < self.level {
            self.miss(review, earned);
        } else {
            (self.missed, self.missed_since) = (0, None);
            if earned > self.level {
                self.turn(review.until(), earned, MoveReason::EarnedAtReview);
            }
        }
        Ok(())
    }

    /// A review that finds the level missed: it falls where it may and its grace is over.
    fn miss(&mut self, review: Span, earned: usize) {
        let calendar = &self.given.program.calendar;
        let since = *self.missed_since.get_or_insert(review.until());
        let (over, why) = match self.ladder.track.grace {
            Grace::None => (true, MoveReason::MissedAtReview),
            Grace::Reviews(reviews) => (self.missed >= reviews, MoveReason::GraceEnded),
            Grace::Months(months) => {
                (calendar.months_later(since, months) <= review.until(), MoveReason::GraceEnded)
            }
        };
        self.missed = self.missed.saturating_add(1);
        let falls = match self.ladder.track.downgrade {
            Downgrade::AtReview => true,
            Downgrade::AtYearEnd => ends_year(calendar, review, self.ladder.track.review),
            Downgrade::Never => false,
        };
        if over && falls {
            self.turn(review.until(), earned, why);
        }
    }

    /// Moves to a level from the day after a day on.
    fn turn(&mut self, earned_on: NaiveDate, to: usize, why: MoveReason) {
        let on = next_day(earned_on);
        self.moves.push(Move { on, from: self.level, to, why });
        self.level = to;
        (self.missed, self.missed_since) = (0, None);
    }
}

/// The day after a day.
pub(crate) fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// Whether a review is the last one to end in its fiscal year.
fn ends_year(calendar: &Calendar, review: Span, length: Period) -> bool {
    let year = |review: Span| calendar.period_of(review.until(), Period::Year);
    year(review) != year(calendar.next(review, length))
}

/// The days within reviews on which a partner's measures can change: something happened, or has
/// left a window, or a window begins. On every other day but the first they are what they were the
/// day before.
fn look_days(
    ladder: &Ladder,
    given: Given<'_>,
    partner: usize,
    reviews: &[Span],
) -> Vec<NaiveDate> {
    if ladder.compares {
        // What they are compared with may change on any day.
        let days = |review: &Span| {
            let last = review.until();
            review.from().iter_days().take_while(move |day| *day <= last)
        };
        return reviews.iter().flat_map(days).collect();
    }
    let calendar = &given.program.calendar;
    let happened = fact_days(given.facts, partner, ladder.shared);
    let mut days = happened.clone();
    days.extend(reviews.first().map(|review| review.from()));
    for window in &ladder.windows {
        match window {
            Window::Period => days.extend(reviews.iter().map(|review| review.from())),
            Window::YearToDate => days.extend(
                reviews
                    .iter()
                    .map(|review| calendar.period_of(review.until(), Period::Year).from()),
            ),
            Window::TrailingMonths(months) => {
                days.extend(happened.iter().map(|day| leaves(calendar, *day, *months)));
            }
            Window::TrailingQuarters(_) => days.extend(quarter_starts(calendar, reviews)),
            // Nothing leaves these, and what happens in them counts on its own day.
            Window::Dates(_) | Window::ProgramLife => {}
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// Every day on which a fact of a partner counts for the first or stops to; where others' sales count
/// as its own, theirs too.
fn fact_days(facts: &Facts, partner: usize, shared: bool) -> Vec<NaiveDate> {
    let scopes: &[Scope] =
        if shared { &[Scope::WithChildren, Scope::Group] } else { &[Scope::Partner] };
    let members = scopes.iter().flat_map(|scope| scope.members(facts, partner));
    let mut days = Vec::new();
    for deal in members.flat_map(|member| facts.partner_deals(member)) {
        days.extend(facts.deals.won_on(deal));
        let settlements = facts.deal_settlements(deal);
        days.extend(settlements.map(|settlement| facts.settlements.dates[settlement]));
        let returns = facts.deal_adjustments(deal);
        days.extend(returns.map(|adjustment| facts.adjustments.dates[adjustment]));
    }
    for activity in facts.partner_activities(partner) {
        days.push(facts.activities.dates[activity]);
        days.extend(facts.activities.valid_until[activity].map(next_day));
    }
    days.extend(facts.partner_scores(partner).map(|score| facts.scores.dates[score]));
    days.sort_unstable();
    days.dedup();
    days
}

/// The first day of every fiscal quarter that begins while some periods last.
fn quarter_starts(calendar: &Calendar, reviews: &[Span]) -> Vec<NaiveDate> {
    let (Some(first), Some(last)) = (reviews.first(), reviews.last()) else { return Vec::new() };
    let quarter = calendar.period_of(first.from(), Period::Quarter);
    let next = |one: &Span| {
        let next = calendar.next(*one, Period::Quarter);
        (next.from() > one.from()).then_some(next)
    };
    let quarters = std::iter::successors(Some(quarter), next);
    quarters.map(|one| one.from()).take_while(|day| *day <= last.until()).collect()
}

/// The first day whose trailing months no longer hold a day.
fn leaves(calendar: &Calendar, day: NaiveDate, months: u16) -> NaiveDate {
    let gone = |at: NaiveDate| calendar.trailing(at, months).from() > day;
    let mut at = calendar.months_later(day, months);
    while !gone(at) {
        at = next_day(at);
    }
    // The last days of a long month leave together, before the day of the same number.
    while let Some(earlier) = at.pred_opt().filter(|earlier| gone(*earlier)) {
        at = earlier;
    }
    at
}
