//! Accrual estimates: what open periods have earned so far, read at what is expected at their end
//! (`RULES` section 7, "Liability"). They are shown beside the liability and never paid.

use chrono::NaiveDate;
use tierwright_program::{Money, Period, Span, State, estimate::Expected};

use crate::{
    Failure, Outcome,
    explanation::Amount,
    line::{ExpectedQ, LineOf, Seen},
    recorder::Unrecorded,
    stacking::TakenOff,
};

/// What an open period of a partner has accrued.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Estimate {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the incentive.
    pub incentive: usize,
    /// The open period.
    pub period: Span,
    /// The day it is estimated on: the day the outcome is seen on, or the last one of the replay.
    pub on: NaiveDate,
    /// What Q is expected to be; none where the tier alone qualifies.
    pub expected: Option<Amount>,
    /// Accrued from the first day of the period on.
    pub accrued: Money,
    /// Accrued before: what was settled of the period, or else the estimate at the end of the last
    /// fiscal quarter.
    pub before: Money,
    /// What is accrued anew: the difference, below zero where less is expected than before.
    pub amount: Money,
}

impl Outcome {
    /// The estimates that the program asks for, by estimate, then partner; those of closed periods
    /// and those that come to nothing, now and before, are left out.
    ///
    /// # Errors
    /// An amount that does not fit.
    pub fn estimates(&self) -> Result<Vec<Estimate>, Failure> {
        let mut found = Vec::new();
        let program = self.plan().program();
        let Some(last) = self.quarters().last().map(|quarter| quarter.until()) else {
            return Ok(found);
        };
        let on = self.plan().replay().as_of_day().map_or(last, |day| day.min(last));
        for one in &program.estimates {
            let Some(incentive) = program.incentive(&one.incentive) else { continue };
            let Some(length) = program.incentives[incentive].period.length() else { continue };
            let period = program.calendar.period_of(on, length);
            if program.incentives[incentive].state != State::On || on == period.until() {
                continue;
            }
            for partner in 0..self.facts().partners.len() {
                found.extend(self.estimate((partner, incentive), period, on, &one.expected)?);
            }
        }
        Ok(found)
    }

    fn estimate(
        &self,
        (partner, incentive): (usize, usize),
        period: Span,
        on: NaiveDate,
        expected: &Expected,
    ) -> Result<Option<Estimate>, Failure> {
        let now = self.accrued((partner, incentive), period, on, expected)?;
        let before = self.accrued_before((partner, incentive), period, on, expected)?;
        let (accrued, q) = now.unwrap_or((0, None));
        if accrued == 0 && before == 0 {
            return Ok(None);
        }
        let plan = self.plan();
        let anew = accrued.checked_sub(before);
        let anew = anew.ok_or_else(|| plan.too_large(incentive, partner))?;
        Ok(Some(Estimate {
            partner,
            incentive,
            period,
            on,
            expected: q,
            accrued: plan.minor_money(accrued),
            before: plan.minor_money(before),
            amount: plan.minor_money(anew),
        }))
    }

    /// What is accrued by a day in minor units, and the Q that is expected.
    fn accrued(
        &self,
        (partner, incentive): (usize, usize),
        period: Span,
        day: NaiveDate,
        expected: &Expected,
    ) -> Result<Option<(i64, Option<Amount>)>, Failure> {
        let plan = self.plan();
        let expected = match expected {
            Expected::RunRate => ExpectedQ::RunRate,
            Expected::Target(name) => {
                let targets = &self.facts().targets;
                let found = self.facts().partner_targets(partner).find(|at| {
                    targets.names[*at] == *name
                        && targets.from[*at] <= day
                        && day <= targets.until[*at]
                });
                let Some(target) = found else { return Ok(None) };
                ExpectedQ::Agreed(targets.values[target])
            }
        };
        let (seen, none) = (Seen::up_to(period, day), TakenOff::new());
        let of = LineOf { incentive, partner, seen, pooled: None, taken_off: &none };
        let Some(earned) = plan.expected(of, period, expected)? else { return Ok(None) };
        let minor = plan.round(earned.sum, &mut Unrecorded);
        let minor = minor.ok_or_else(|| plan.too_large(incentive, partner))?;
        Ok(Some((minor, earned.q)))
    }

    /// What was accrued of an open period before.
    fn accrued_before(
        &self,
        of: (usize, usize),
        period: Span,
        on: NaiveDate,
        expected: &Expected,
    ) -> Result<i64, Failure> {
        let (program, calendar) = (self.plan().program(), &self.plan().program().calendar);
        if program.incentives[of.1].settle.is_some() {
            let lines = self.partner_lines(of.0).filter(|line| {
                line.incentive == of.1
                    && period.contains(line.period.until())
                    && line.period.until() <= on
            });
            let per_minor = program.currency.units_per_minor();
            return Ok(lines.map(|line| line.amount.units() / per_minor).sum());
        }
        let quarter = calendar.period_of(on, Period::Quarter);
        let before = calendar.previous(quarter, Period::Quarter).until();
        if !period.contains(before) {
            return Ok(0);
        }
        Ok(self.accrued(of, period, before, expected)?.map_or(0, |(minor, _)| minor))
    }
}
