//! What a period gives a partner: V, what it is compared with, and the schedule.

use tierwright_program::{
    Fraction, Period, Span,
    incentive::{BaselineOf, Paid, Part, Qualifier, WhenNoBaseline},
};

use super::{LineOf, reduced_parts};
use crate::{
    Failure, Plan,
    baseline::{Against, Source, TargetPlan},
    explanation::{Compared, ComparedStep, ComparedWith, Step, Use, WhyNot},
    parts::WholeValue,
    recorder::{Recorder, Unrecorded},
    schedule::{
        Picks, Reading, SchedulePlan, exact,
        exact::{is_below, minus, whole},
    },
    value::exact_quantity,
};

/// A period and V, before it is compared.
#[derive(Clone, Copy)]
struct OfPeriod<'a> {
    of: LineOf<'a>,
    length: Period,
    /// The version of the schedule that is in force.
    version: usize,
    /// The column that the partner's level picks.
    column: usize,
    /// V.
    value: i64,
}

/// B and T, where there are such.
#[derive(Clone, Copy)]
struct ComparedTo {
    base: Option<Fraction>,
    target: Option<Fraction>,
}

/// What a partner sold in earlier spans, and the recorder of a line.
struct Earlier<'a, R> {
    plan: &'a Plan,
    of: LineOf<'a>,
    recorder: &'a mut R,
}

impl<R: Recorder> Source for Earlier<'_, R> {
    fn take(&mut self, partner: usize, span: Span) -> Result<i64, Failure> {
        let of = LineOf { partner, ..self.of };
        if partner == self.of.partner {
            return self.plan.taken(Use::Baseline, of, span, self.recorder);
        }
        self.plan.taken(Use::Baseline, of, span, &mut Unrecorded)
    }

    fn tell(&mut self, step: &dyn Fn() -> ComparedStep) {
        self.recorder.record(|| Step::Compared(step()));
    }
}

impl Plan {
    /// V over the period, compared with a baseline or target where there is one, through the
    /// schedule.
    pub(super) fn by_period<R: Recorder>(
        &self,
        of: LineOf<'_>,
        length: Period,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let plan = &self.incentives[of.incentive];
        let version = plan.schedules.on(of.seen.span.from());
        let schedule = plan.schedules.get(version);
        let column = match self.closing(schedule, of) {
            true => Ok(0),
            false => self.column(schedule, of.partner, of.seen, recorder)?,
        };
        let column = match column {
            Ok(column) => column,
            Err(why) => return Ok(Err(why)),
        };
        let value = match &self.program().incentives[of.incentive].earns_on.measure {
            Paid::Nothing => 0,
            _ => self.taken(Use::PaidOn, of, of.seen.span, recorder)?,
        };
        // Of parts with rates of their own one may earn although another came back.
        if value <= 0 && schedule.needs_value() && !plan.parts[version].divides() {
            return Ok(Err(self.nothing(of, WhyNot::NothingSold)));
        }
        let period = OfPeriod { of, length, version, column, value };
        let baseline = plan.baseline.as_ref().map(|plan| &plan.baseline.of);
        match baseline {
            Some(of @ BaselineOf::BestOf(several)) => {
                // Where none is above zero, what is stored for that holds for all of them.
                let pays_most = self.pays_most(period, several, recorder)?.unwrap_or(of);
                self.compared(period, Some(pays_most), recorder)
            }
            one => self.compared(period, one, recorder),
        }
    }

    /// Whether each deal takes the column of the level on the day it closed.
    fn closing(&self, schedule: &SchedulePlan, of: LineOf<'_>) -> bool {
        schedule.tier_at_close() && of.seen.tier_on.is_none()
    }

    /// The baseline of several over which a period gives most, of those that are above zero
    /// themselves; of equal ones the first. None where none is above zero.
    fn pays_most<'b, R: Recorder>(
        &self,
        period: OfPeriod<'_>,
        several: &'b [BaselineOf],
        recorder: &mut R,
    ) -> Result<Option<&'b BaselineOf>, Failure> {
        let mut gives: Vec<(&BaselineOf, Fraction)> = Vec::with_capacity(several.len());
        for one in several.iter() {
            if self.own_base(period, one)?.numerator > 0 {
                let given = self.compared(period, Some(one), &mut Unrecorded)?;
                gives.push((one, given.unwrap_or(Fraction::ZERO)));
            }
        }
        let Some(mut taken) = gives.first().copied() else { return Ok(None) };
        for one in &gives {
            let below = is_below(taken.1, one.1);
            if below.ok_or_else(|| self.too_large(period.of.incentive, period.of.partner))? {
                taken = *one;
            }
        }
        let currency = self.program().currency;
        recorder.record(|| {
            Step::Compared(ComparedStep {
                with: ComparedWith::Baseline,
                value: exact_quantity(taken.1, true, currency),
                how: Compared::Best {
                    gives: gives.iter().map(|one| (one.0.clone(), exact(one.1))).collect(),
                    taken: taken.0.clone(),
                },
            })
        });
        Ok(Some(taken.0))
    }

    /// A baseline of several by itself, before anything changes it or stands for it.
    fn own_base(&self, period: OfPeriod<'_>, of: &BaselineOf) -> Result<Fraction, Failure> {
        let plan = &self.incentives[period.of.incentive];
        let mut from = Earlier { plan: self, of: period.of, recorder: &mut Unrecorded };
        let against = self.against(period);
        plan.baseline.as_ref().map_or(Ok(Fraction::ZERO), |plan| plan.base(of, against, &mut from))
    }

    /// What the baseline and the target of a period are taken for.
    fn against(&self, period: OfPeriod<'_>) -> Against<'_> {
        let OfPeriod { of, length, version, .. } = period;
        let span = of.seen.span;
        Against {
            given: self.given(),
            partner: of.partner,
            span,
            period: self.program().calendar.period_of(span.until(), length),
            length: Some(length),
            money: !self.incentives[of.incentive].schedules.get(version).counts(),
            known: of.seen.known,
        }
    }

    /// V through the schedule, compared with one baseline where there is one.
    fn compared<R: Recorder>(
        &self,
        period: OfPeriod<'_>,
        baseline: Option<&BaselineOf>,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let OfPeriod { of, version, column, value, .. } = period;
        let plan = &self.incentives[of.incentive];
        let schedule = plan.schedules.get(version);
        let to = self.compared_to(period, baseline, recorder)?;
        let too_large = || self.too_large(of.incentive, of.partner);
        let part = &self.program().incentives[of.incentive].earns_on.part;
        let paid_on = over_baseline(part, value, to.base, schedule).ok_or_else(too_large)?;
        let paid_on = match paid_on {
            Ok(paid_on) => paid_on,
            Err(why) => return Ok(Err(why)),
        };
        let off = self.off_deals(of)?;
        let Some(reduced) =
            self.after_reduction(of, paid_on, off, recorder).ok_or_else(too_large)?
        else {
            return Ok(Err(WhyNot::ReducedToNothing));
        };
        let picks = self.picks(of, schedule, (value, paid_on, to), recorder)?;
        let all = WholeValue {
            partner: of.partner,
            span: of.seen.span,
            column,
            sold: value,
            value: paid_on,
        };
        let known = self.by_deal_period(of.incentive).then_some(of.seen.known);
        let closing = self.closing(schedule, of);
        let parts = match closing {
            true => self.parts_at_close(of, schedule, recorder)?,
            false => Ok(self.parts(&plan.parts[version], all, known, recorder)?),
        };
        let parts = match parts {
            Ok(parts) if parts.is_empty() && !closing => {
                return Ok(Err(WhyNot::NothingInColumns));
            }
            Ok(parts) => parts,
            Err(why) => return Ok(Err(why)),
        };
        let parts = reduced_parts(parts, paid_on, reduced).ok_or_else(too_large)?;
        let reading = Reading { picks, paid_on: reduced, parts: &parts, deal: None, line: None };
        let read = schedule.read(&reading, recorder).ok_or_else(too_large)?;
        // Only attainment goes by the target.
        let attains = self.program().incentives[of.incentive].qualifier == Qualifier::Attainment;
        let no_target = attains && to.target.is_some_and(|target| target.numerator <= 0);
        let no_target = no_target && matches!(picks, Picks::By(_));
        Ok(read.map_err(|why| if no_target { WhyNot::NoTarget } else { why }))
    }

    /// B and T of a period.
    fn compared_to<R: Recorder>(
        &self,
        period: OfPeriod<'_>,
        baseline: Option<&BaselineOf>,
        recorder: &mut R,
    ) -> Result<ComparedTo, Failure> {
        let (of, against) = (period.of, self.against(period));
        let plan = &self.incentives[of.incentive];
        let mut from = Earlier { plan: self, of, recorder };
        let base = match (&plan.baseline, baseline) {
            (Some(plan), Some(one)) => Some(plan.take(one, against, &mut from)?),
            _ => None,
        };
        // A target is of the whole period, also while that is under way.
        let against = Against { span: against.period, ..against };
        let target = plan.target.as_ref().map(|target| target.take(against, &mut from));
        Ok(ComparedTo { base, target: target.transpose()? })
    }

    /// What picks the band of a period: V, what of it is paid on, and what it is compared with
    /// decide.
    fn picks<R: Recorder>(
        &self,
        of: LineOf<'_>,
        schedule: &SchedulePlan,
        (value, paid_on, to): (i64, Fraction, ComparedTo),
        recorder: &mut R,
    ) -> Result<Picks, Failure> {
        let too_large = || self.too_large(of.incentive, of.partner);
        let base = to.base.unwrap_or(Fraction::ZERO);
        let grown = |q| if base.numerator > 0 { Picks::By(q) } else { Picks::TopBand(q) };
        let target = self.incentives[of.incentive].target.as_ref();
        Ok(match &self.program().incentives[of.incentive].qualifier {
            Qualifier::PaidOn => Picks::By(schedule.exact_value(paid_on).ok_or_else(too_large)?),
            Qualifier::GrowthRatio => grown(schedule.ratio(value, base).ok_or_else(too_large)?),
            Qualifier::GrowthAmount => {
                let above = if base.numerator > 0 { base } else { Fraction::ZERO };
                let growth = minus(whole(value), above).and_then(|by| schedule.exact_value(by));
                grown(growth.ok_or_else(too_large)?)
            }
            Qualifier::Attainment => {
                let by = to.target.unwrap_or(Fraction::ZERO);
                let q = schedule.ratio(value, by).ok_or_else(too_large)?;
                let all = by.numerator <= 0 && target.is_some_and(TargetPlan::all_is_growth);
                if all { Picks::TopBand(q) } else { Picks::By(q) }
            }
            Qualifier::Tier => Picks::OnlyBand,
            Qualifier::Measure(_) => Picks::By(self.own_qualifier(of, of.seen.span, recorder)?),
        })
    }
}

/// What is paid on: V, or `V - B`; or why nothing grew. Slices of the baseline are paid from where
/// the bands begin, which may lie below it, and a floor holds for every result. `None` when it does
/// not fit.
fn over_baseline(
    part: &Part,
    value: i64,
    base: Option<Fraction>,
    schedule: &SchedulePlan,
) -> Option<Result<Fraction, WhyNot>> {
    let value = whole(value);
    let (Some(base), Some(baseline)) = (base, part.baseline()) else { return Some(Ok(value)) };
    Some(match (&baseline.when_none, part) {
        (WhenNoBaseline::AllIsGrowth, _) if base.numerator <= 0 => Ok(value),
        (_, _) if base.numerator <= 0 => Err(WhyNot::NoBaseline),
        (_, Part::Whole | Part::WholeComparedWith(_)) => Ok(value),
        (_, Part::IncrementOver(_)) => {
            let reads_below = schedule.slices_base() || !schedule.needs_value();
            let grown = is_below(base, value)?;
            if !grown && !reads_below { Err(WhyNot::NoGrowth) } else { Ok(minus(value, base)?) }
        }
    })
}
