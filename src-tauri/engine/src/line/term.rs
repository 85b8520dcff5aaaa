//! What deals give over their terms: `R` so far less what was earned before, deal by deal.

use chrono::NaiveDate;
use tierwright_program::{Fraction, Span};

use super::{Earned, LineOf, Reward, Seen};
use crate::{
    Failure, Plan,
    explanation::{Step, TermStep, WhyNot},
    fraction::add,
    recorder::{Recorder, Unrecorded},
};

/// What a deal has earned up to a day, in minor units.
#[derive(Clone, Copy)]
struct Served {
    gives: i64,
    days: i64,
    until: NaiveDate,
    earned: i64,
}

impl Plan {
    /// What the partner's deals earn over a payment period of their terms.
    pub(super) fn by_term<R: Recorder>(
        &self,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let (until, from) = (of.seen.known, of.seen.span.from());
        let too_large = || self.too_large(of.incentive, of.partner);
        let mut reward = Reward { sum: Fraction::ZERO, deals: Vec::new() };
        let rows = self.sales_rows(&self.incentives[of.incentive].key);
        for deal in rows.deals_of(of.partner) {
            let closed = self.facts().deals.won_on(deal).filter(|day| *day <= until);
            let Some(closed) = closed else { continue };
            let term = self.term_of(deal, closed);
            if term.until().max(closed) < from && !self.returned_in(deal, of.seen.span) {
                continue;
            }
            let now = match self.served(deal, closed, until, of, recorder)? {
                None => continue,
                Some(Err(why)) => {
                    recorder.record(|| Step::WhyNot(why));
                    continue;
                }
                Some(Ok(now)) => now,
            };
            let before = match from.pred_opt().filter(|day| closed <= *day) {
                None => 0,
                Some(day) => match self.served(deal, closed, day, of, &mut Unrecorded)? {
                    Some(Ok(before)) => before.earned,
                    None | Some(Err(_)) => 0,
                },
            };
            let earned = now.earned.checked_sub(before).ok_or_else(too_large)?;
            recorder.record(|| {
                Step::Term(TermStep {
                    deal,
                    term,
                    served_until: now.until,
                    days: now.days,
                    gives: self.minor_money(now.gives),
                    before: self.minor_money(before),
                    earned: self.minor_money(earned),
                })
            });
            if earned != 0 {
                let earned = self.exact_minor(earned);
                reward.sum = add(reward.sum, earned).ok_or_else(too_large)?;
                reward.deals.push((deal, earned));
            }
        }
        if reward.sum.numerator != 0 {
            return Ok(Ok(reward));
        }
        let counts = |deal: usize| {
            rows.counts_on(deal).is_some_and(|day| day <= until)
                && self.facts().deal_lines(deal).any(|line| rows.passes(deal, line))
        };
        let sold = rows.deals_of(of.partner).any(counts);
        let why = if sold { WhyNot::NothingInTerm } else { WhyNot::NothingSold };
        Ok(Err(self.nothing(of, why)))
    }

    /// What a deal has earned up to a day of what it gives as known then, rounded once each; or why
    /// it gives nothing. None where nothing of it counts for the partner.
    fn served<R: Recorder>(
        &self,
        deal: usize,
        closed: NaiveDate,
        day: NaiveDate,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Option<Result<Served, WhyNot>>, Failure> {
        let too_large = || self.too_large(of.incentive, of.partner);
        let program = self.program();
        let span = program.calendar.period_of(closed, program.payment.every);
        let seen = Seen { span, known: day, ..of.seen };
        let mut columns = vec![None; self.incentives[of.incentive].parts.len()];
        let gives = self.deal_gives(deal, closed, LineOf { seen, ..of }, &mut columns, recorder)?;
        let gives = match gives {
            None => return Ok(None),
            Some(Err(why)) => return Ok(Some(Err(why))),
            Some(Ok(gives)) => self.round(gives, recorder).ok_or_else(too_large)?,
        };
        let term = self.term_of(deal, closed);
        let until = self.served_until(deal, term, day);
        let days = (until - term.from()).num_days() + 1;
        let product = i128::from(gives).checked_mul(i128::from(days)).ok_or_else(too_large)?;
        let earned = Fraction::new(product, i128::from(term.days())).round(program.rounding);
        let earned = earned.and_then(|earned| i64::try_from(earned).ok()).ok_or_else(too_large)?;
        Ok(Some(Ok(Served { gives, days, until, earned })))
    }

    /// Whether something of a deal was returned in a span.
    fn returned_in(&self, deal: usize, span: Span) -> bool {
        let dates = &self.facts().adjustments.dates;
        self.facts().deal_adjustments(deal).any(|adjustment| span.contains(dates[adjustment]))
    }

    /// The term of a deal; the day it closed where it has none.
    fn term_of(&self, deal: usize, closed: NaiveDate) -> Span {
        let deals = &self.facts().deals;
        match (deals.term_starts[deal], deals.term_ends[deal]) {
            (Some(first), Some(last)) if first <= last => Span::new(first, last),
            _ => Span::new(closed, closed),
        }
    }

    /// The last day of a term that is served up to a day; the day before its first one where none
    /// is.
    fn served_until(&self, deal: usize, term: Span, day: NaiveDate) -> NaiveDate {
        let cancelled = self.facts().deals.cancelled_on[deal].filter(|on| *on <= day);
        let last = cancelled.and_then(|on| on.pred_opt()).unwrap_or(day);
        let none = term.from().pred_opt().unwrap_or(term.from());
        last.min(day).min(term.until()).max(none)
    }
}
