//! What an open period has earned by a day, read at the Q that is expected at its end.

use tierwright_program::{
    Fraction, Incentive, Quantity, Span,
    incentive::{LimitPer, Paid, Qualifier},
};

use super::{LineOf, Seen};
use crate::{
    Failure, Plan,
    explanation::{Amount, Use},
    parts::WholeValue,
    pool::limit,
    recorder::Unrecorded,
    schedule::{Picks, Reading, SchedulePlan, exact::whole},
    value::Value,
};

/// What is expected of Q at the end of a period.
#[derive(Clone, Copy)]
pub(crate) enum ExpectedQ {
    /// A number that was agreed.
    Agreed(Quantity),
    /// What there is so far, in proportion to the days of the period.
    RunRate,
}

/// What a period has earned by a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EarnedSoFar {
    /// The Q it was read at; none where the tier alone qualifies.
    pub q: Option<Amount>,
    /// In ten-thousandths, limits per partner taken off.
    pub sum: Fraction,
}

impl Plan {
    /// `r(expected Q) x V so far`, of a fixed sum the days of the period so far. `of` is seen from
    /// the first day of `period` to the day of the estimate. None where there is nothing to expect.
    pub(crate) fn expected(
        &self,
        of: LineOf<'_>,
        period: Span,
        expected: ExpectedQ,
    ) -> Result<Option<EarnedSoFar>, Failure> {
        let (plan, so_far) = (&self.incentives[of.incentive], of.seen.span);
        let incentive = &self.program().incentives[of.incentive];
        if !plan.eligible[of.partner] || !self.gate_met(of, so_far, &mut Unrecorded)? {
            return Ok(None);
        }
        let whose = (of.incentive, of.partner);
        if self.not_at_level(whose, of.seen, None, &mut Unrecorded)?.is_some() {
            return Ok(None);
        }
        let version = plan.schedules.on(period.from());
        let schedule = self.reads_apart(incentive, version);
        let Ok(column) = self.column(&schedule, of.partner, of.seen, &mut Unrecorded)? else {
            return Ok(None);
        };
        let value = match incentive.earns_on.measure {
            Paid::Nothing => 0,
            _ => self.taken(Use::PaidOn, of, so_far, &mut Unrecorded)?,
        };
        let too_large = || self.too_large(of.incentive, of.partner);
        let q = match &incentive.qualifier {
            Qualifier::Tier => None,
            Qualifier::Measure(_) => Some(self.own_qualifier(of, so_far, &mut Unrecorded)?),
            _ => Some(schedule.value(value)),
        };
        let Some(picks) = picks(q, expected, so_far, period).ok_or_else(too_large)? else {
            return Ok(None);
        };
        let paid_on = whole(value);
        let all =
            WholeValue { partner: of.partner, span: so_far, column, sold: value, value: paid_on };
        let parts = self.parts(&plan.parts[version], all, None, &mut Unrecorded)?;
        let reading = Reading { picks, paid_on, parts: &parts, deal: None, line: None };
        let read = schedule.read(&reading, &mut Unrecorded).ok_or_else(too_large)?;
        let sum = read.unwrap_or(Fraction::ZERO);
        let sum = match schedule.needs_value() {
            true => sum,
            false => in_days(sum, so_far, period).ok_or_else(too_large)?,
        };
        let sum = limit(sum, incentive, LimitPer::PartnerPeriod, 0, &mut Unrecorded)
            .and_then(|sum| limit(sum, incentive, LimitPer::PartnerYear, 0, &mut Unrecorded));
        let currency = self.program().currency;
        let q = match picks {
            Picks::By(value) => Some(value.amount(currency)),
            Picks::TopBand(_) | Picks::OnlyBand => None,
        };
        Ok(Some(EarnedSoFar { q, sum: sum.ok_or_else(too_large)? }))
    }

    /// The schedule, where it reads a V that is not its Q.
    fn reads_apart(&self, incentive: &Incentive, version: usize) -> SchedulePlan {
        let mut later: Vec<_> = incentive.later_schedules.iter().collect();
        later.sort_by_key(|later| later.from);
        let later = version.checked_sub(1).and_then(|at| later.get(at));
        let schedule = later.map_or(&incentive.schedule, |later| &later.schedule);
        let made = SchedulePlan::new(schedule, incentive, self.program());
        if schedule.method.cuts_value() { made } else { made.with_own_qualifier() }
    }
}

impl Seen {
    /// A period as known on a day in it.
    pub fn up_to(period: Span, day: chrono::NaiveDate) -> Self {
        Self::at_its_end(Span::new(period.from(), day))
    }
}

/// What picks the band, given Q so far; nothing where nothing is expected, or something of another
/// unit. `None` when it does not fit.
fn picks(
    q: Option<Value>,
    expected: ExpectedQ,
    so_far: Span,
    period: Span,
) -> Option<Option<Picks>> {
    let Some(q) = q else { return Some(Some(Picks::OnlyBand)) };
    let expected = match (expected, q) {
        (
            ExpectedQ::Agreed(Quantity::Money(amount)),
            Value::Money(_) | Value::Exact { money: true, .. },
        ) => Value::Money(amount.units()),
        (
            ExpectedQ::Agreed(Quantity::Number(number)),
            Value::Number(_) | Value::Exact { money: false, .. },
        ) => Value::Number(number.units()),
        (ExpectedQ::Agreed(_), _) => return Some(None),
        (ExpectedQ::RunRate, Value::Money(units)) => {
            Value::Money(run_on(whole(units), so_far, period)?)
        }
        (ExpectedQ::RunRate, Value::Number(units)) => {
            Value::Number(run_on(whole(units), so_far, period)?)
        }
        (ExpectedQ::RunRate, Value::Exact { units, money }) => {
            let units = run_on(units, so_far, period)?;
            if money { Value::Money(units) } else { Value::Number(units) }
        }
        // What does not add up over days is expected to stay as it is.
        (ExpectedQ::RunRate, as_it_is @ (Value::Ratio { .. } | Value::Average { .. })) => as_it_is,
    };
    Some(Some(Picks::By(expected)))
}

/// What there is so far, times the days of the period by those so far, down to whole units.
fn run_on(units: Fraction, so_far: Span, period: Span) -> Option<i64> {
    let all = units.numerator.checked_mul(i128::from(period.days()))?;
    let by = units.denominator.checked_mul(i128::from(so_far.days()))?;
    i64::try_from(all.div_euclid(by)).ok()
}

/// A fixed sum, by the days of its period so far.
fn in_days(sum: Fraction, so_far: Span, period: Span) -> Option<Fraction> {
    let numerator = sum.numerator.checked_mul(i128::from(so_far.days()))?;
    let denominator = sum.denominator.checked_mul(i128::from(period.days()))?;
    Some(Fraction::new(numerator, denominator))
}
