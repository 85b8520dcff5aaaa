//! What an incentive gives a partner over a span, before limits per partner.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Incentive, Money, Period, Span, State, Window,
    incentive::{
        Baseline, BaselineOf, LimitPer, Method, Part, Qualifier, Returns, Rounded, TierAt,
        WhenNoBaseline,
    },
};

use crate::{
    Failure, Plan,
    cube::{Cube, CubeKey, SalesRow, SalesRows},
    explanation::{MeasureStep, ReducedStep, Step, Use, WhyNot},
    fraction::add,
    measured::{MeasurePlan, window_span},
    pool::limit,
    recorder::Recorder,
    requirement::RequirementPlan,
    schedule::{Reading, SchedulePlan},
    stacking::TakenOff,
    value::Value,
};

/// An incentive compiled against facts.
#[derive(Debug)]
pub(crate) struct IncentivePlan {
    /// Partners that `who` lets pass.
    pub eligible: Vec<bool>,
    pub gate: Option<RequirementPlan>,
    /// What it is paid on.
    pub key: CubeKey,
    /// Its sums; none where deals are paid one by one.
    pub cube: Option<Arc<Cube>>,
    /// The sums its baseline is taken from, whenever they closed; where it has one.
    pub baseline: Option<(CubeKey, Arc<Cube>)>,
    /// A qualifier of its own, and its window.
    pub qualifier: Option<(MeasurePlan, Window)>,
    pub schedule: SchedulePlan,
}

/// What a result is worked out over, and what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    /// What V accumulates over.
    pub span: Span,
    /// Facts dated later are not seen.
    pub known: NaiveDate,
    /// The day whose level counts, where it is not one of the span.
    pub tier_on: Option<NaiveDate>,
}

impl Seen {
    /// A span as it is known at its end.
    pub fn at_its_end(span: Span) -> Self {
        Self { span, known: span.until(), tier_on: None }
    }
}

/// Which result is meant.
#[derive(Clone, Copy)]
pub(crate) struct LineOf<'a> {
    pub incentive: usize,
    pub partner: usize,
    pub seen: Seen,
    /// The partner's shares of the pools of the span, in minor units, where they were made before
    /// and what lies on each deal is not asked for.
    pub pooled: Option<i64>,
    /// What is taken off V, by deal.
    pub taken_off: &'a TakenOff,
}

/// What an incentive gives before limits per partner, in ten-thousandths.
#[derive(Clone, Debug)]
pub(crate) struct Reward {
    pub sum: Fraction,
    /// What each deal gives, for incentives that pay deal by deal.
    pub deals: Vec<(usize, Fraction)>,
}

/// A reward, or the reason why there is none.
pub(crate) type Earned = Result<Reward, WhyNot>;

impl Plan {
    pub(crate) fn too_large(&self, incentive: usize, partner: usize) -> Failure {
        let (partner, incentive) =
            (&self.facts().partners.ids[partner], &self.program().incentives[incentive].name);
        Failure::overflow(&format!("What partner {partner} earns from {incentive}"))
    }

    /// What an incentive gives a partner over a span, up to the limit per deal. The one calculation
    /// behind every figure: recorded, it explains.
    pub(crate) fn earned<R: Recorder>(
        &self,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let incentive = &self.program().incentives[of.incentive];
        if incentive.state == State::Off {
            return Ok(Err(WhyNot::Off));
        }
        if !self.incentives[of.incentive].eligible[of.partner] {
            return Ok(Err(WhyNot::NotEligible));
        }
        if !self.gate_met(of, of.seen.span, recorder)? {
            return Ok(Err(WhyNot::GateNotMet));
        }
        if incentive.shares.is_some() {
            return self.pooled(of, recorder);
        }
        let column = match self.column(incentive, of.partner, of.seen, recorder)? {
            Ok(column) => column,
            Err(why) => return Ok(Err(why)),
        };
        match incentive.period.length() {
            None => self.by_deal(of, column, recorder),
            Some(length) => {
                let earned = self.by_period(incentive, of, length, column, recorder)?;
                Ok(earned.map(|sum| Reward { sum, deals: Vec::new() }))
            }
        }
    }

    /// A partner's shares of pools, already rounded.
    fn pooled<R: Recorder>(&self, of: LineOf<'_>, recorder: &mut R) -> Result<Earned, Failure> {
        let parts = match of.pooled {
            Some(_) => Vec::new(),
            None => self.partner_pools(of, recorder)?,
        };
        let sum = of.pooled.map_or_else(|| added(&parts), Some);
        let sum = sum.ok_or_else(|| self.too_large(of.incentive, of.partner))?;
        if sum == 0 {
            let rows = self.sales_rows(&self.incentives[of.incentive].key);
            let counts = |deal: usize| {
                self.closed_in(deal, of.seen.span)
                    && rows.counts_on(deal).is_some()
                    && self.facts().deal_lines(deal).any(|line| rows.passes(deal, line))
            };
            let any = self.facts().partner_deals(of.partner).any(counts);
            return Ok(Err(if any { WhyNot::NoWeight } else { WhyNot::NothingSold }));
        }
        let deals = parts.iter().map(|(deal, part)| (*deal, self.exact_minor(*part)));
        Ok(Ok(Reward { sum: self.exact_minor(sum), deals: deals.collect() }))
    }

    /// Minor units as an exact amount of ten-thousandths.
    pub(crate) fn exact_minor(&self, minor: i64) -> Fraction {
        let per_minor = self.program().currency.units_per_minor();
        Fraction::new(i128::from(minor) * i128::from(per_minor), 1)
    }

    fn gate_met<R: Recorder>(
        &self,
        of: LineOf<'_>,
        period: Span,
        recorder: &mut R,
    ) -> Result<bool, Failure> {
        let Some(gate) = &self.incentives[of.incentive].gate else { return Ok(true) };
        gate.met(self.given(), of.partner, period, &mut |step| {
            recorder.record(|| Step::Requirement(step()));
        })
    }

    /// The rate column that the partner's level picks.
    pub(crate) fn column<R: Recorder>(
        &self,
        incentive: &Incentive,
        partner: usize,
        seen: Seen,
        recorder: &mut R,
    ) -> Result<Result<usize, WhyNot>, Failure> {
        let Some(columns) = &incentive.schedule.columns else { return Ok(Ok(0)) };
        let day = seen.tier_on.unwrap_or(match columns.tier_at {
            TierAt::PeriodStart => seen.span.from(),
            TierAt::PeriodEnd => seen.span.until(),
        });
        // `check` refuses columns of a track that does not exist.
        let ladder = self.ladders.iter().find(|ladder| ladder.track.id == columns.track);
        let level = ladder.and_then(|ladder| Some((ladder, ladder.level_on(partner, day)?)));
        let Some((ladder, level)) = level else { return Ok(Err(WhyNot::NotOnTrack)) };
        if R::RECORDS
            && let Some(step) = ladder.step(self.given(), partner, day)?
        {
            recorder.record(|| Step::Tier(step));
        }
        let level = &ladder.track.levels[level];
        let found = columns.levels.iter().position(|column| *column == level.id);
        Ok(found.ok_or_else(|| WhyNot::NoColumn { level: level.name.clone() }))
    }

    /// Each deal of the partner by itself.
    fn by_deal<R: Recorder>(
        &self,
        of: LineOf<'_>,
        column: usize,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let mut reward = Reward { sum: Fraction::ZERO, deals: Vec::new() };
        for deal in self.facts().partner_deals(of.partner) {
            if !self.closed_in(deal, of.seen.span) {
                continue;
            }
            match self.one_deal(of, deal, column, recorder)? {
                Err(why) => recorder.record(|| Step::WhyNot(why)),
                Ok(None) => {}
                Ok(Some(earned)) => {
                    reward.sum = add(reward.sum, earned)
                        .ok_or_else(|| self.too_large(of.incentive, of.partner))?;
                    reward.deals.push((deal, earned));
                }
            }
        }
        Ok(if reward.sum.numerator == 0 { Err(WhyNot::NothingSold) } else { Ok(reward) })
    }

    /// What one deal gives, up to its limit; none where the partner has no part in it.
    fn one_deal<R: Recorder>(
        &self,
        of: LineOf<'_>,
        deal: usize,
        column: usize,
        recorder: &mut R,
    ) -> Result<Result<Option<Fraction>, WhyNot>, Failure> {
        let plan = &self.incentives[of.incentive];
        let rows = self.sales_rows(&plan.key);
        let mut value = 0_i64;
        let mut contributions = Vec::new();
        rows.deal(deal, &mut |row| {
            if row.partner == of.partner && row.on <= of.seen.known {
                value = value.checked_add(row.counted)?;
                if R::RECORDS {
                    contributions.push(rows.contribution(deal, &row));
                }
            }
            Some(())
        })?;
        if contributions.is_empty() && value == 0 {
            return Ok(Ok(None));
        }
        recorder.record(|| self.measure_step(Use::PaidOn, of.seen.span, value, contributions));
        let off = of.taken_off.get(&deal).map_or(0, |off| (*off).min(value).max(0));
        let Some(paid_on) = self.after_reduction(of, value, off, recorder) else {
            return Ok(Err(WhyNot::ReducedToNothing));
        };
        let reading = Reading {
            qualifier: Value::Money(value),
            paid_on,
            column,
            deal: Some(deal),
            top_band: false,
        };
        let earned = match plan.schedule.read(reading, recorder) {
            None => return Err(self.too_large(of.incentive, of.partner)),
            Some(Err(why)) => return Ok(Err(why)),
            Some(Ok(earned)) => earned,
        };
        let incentive = &self.program().incentives[of.incentive];
        let limited = limit(earned, incentive, LimitPer::Deal, 0, recorder);
        let rounded = limited.and_then(|limited| match incentive.rounded {
            Rounded::PayoutLine => Some(limited),
            Rounded::Deal => self.round(limited, recorder).map(|minor| self.exact_minor(minor)),
        });
        rounded
            .map(|earned| Ok(Some(earned)))
            .ok_or_else(|| self.too_large(of.incentive, of.partner))
    }

    /// V less what earlier results take off; none where nothing is left of it.
    fn after_reduction<R: Recorder>(
        &self,
        of: LineOf<'_>,
        value: i64,
        off: i64,
        recorder: &mut R,
    ) -> Option<i64> {
        if off == 0 {
            return Some(value);
        }
        let after = value.saturating_sub(off).max(0);
        let money = |units| Money::from_units(units, self.program().currency);
        recorder.record(|| {
            let by = self.ties.of(of.incentive).reduced_by.clone();
            Step::Reduced(ReducedStep { by, before: money(value), after: money(after) })
        });
        (after > 0).then_some(after)
    }

    /// V over the period, less a baseline where there is one, through the schedule.
    fn by_period<R: Recorder>(
        &self,
        incentive: &Incentive,
        of: LineOf<'_>,
        length: Period,
        column: usize,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let period = of.seen.span;
        let plan = &self.incentives[of.incentive];
        let value = self.taken(Use::PaidOn, of, period, recorder)?;
        if value <= 0 {
            return Ok(Err(WhyNot::NothingSold));
        }
        let (paid_on, growth) = match incentive.earns_on.part {
            Part::Whole => (value, None),
            Part::IncrementOver(baseline) => {
                let span = self.baseline_span(baseline, period, length);
                let base = self.taken(Use::Baseline, of, span, recorder)?;
                let slices = incentive.schedule.method == Method::EachBand
                    && incentive.qualifier == Qualifier::GrowthRatio;
                match over_baseline(value, base, baseline, slices) {
                    Ok(paid_on) => (paid_on, Some(base)),
                    Err(why) => return Ok(Err(why)),
                }
            }
        };
        let off = self.off_deals(of)?;
        let Some(reduced) = self.after_reduction(of, paid_on, off, recorder) else {
            return Ok(Err(WhyNot::ReducedToNothing));
        };
        let qualifier = match &incentive.qualifier {
            Qualifier::PaidOn => Value::Money(paid_on),
            Qualifier::GrowthRatio => {
                Value::Ratio { part: value, whole: growth.unwrap_or(0), money: true }
            }
            Qualifier::Measure(_) => self.own_qualifier(of, period, recorder)?,
        };
        let top_band =
            incentive.qualifier == Qualifier::GrowthRatio && growth.is_some_and(|base| base <= 0);
        let reading = Reading { qualifier, paid_on: reduced, column, deal: None, top_band };
        plan.schedule
            .read(reading, recorder)
            .ok_or_else(|| self.too_large(of.incentive, of.partner))
    }

    /// V or B: the partner's sum over a span.
    fn taken<R: Recorder>(
        &self,
        used_as: Use,
        of: LineOf<'_>,
        span: Span,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let plan = &self.incentives[of.incentive];
        let (key, cube) = match (used_as, &plan.baseline) {
            (Use::Baseline, Some((key, cube))) => (key, Some(cube)),
            _ => (&plan.key, plan.cube.as_ref()),
        };
        let sales = self.sales_rows(key);
        if self.by_deal_period(of.incentive) {
            return self.taken_as_known(used_as, of, span, &sales, recorder);
        }
        let value = match cube {
            Some(cube) => cube.sum(&sales, of.partner, span)?,
            None => 0,
        };
        if R::RECORDS {
            let rows = sales.contributions(of.partner, span)?;
            recorder.record(|| self.measure_step(used_as, span, value, rows));
        }
        Ok(value)
    }

    /// Whether returns lower the period of their deal.
    fn by_deal_period(&self, incentive: usize) -> bool {
        matches!(self.program().incentives[incentive].returns, Returns::DealPeriod(_))
    }

    /// V or B where returns lower the period of their deal: as known on a day.
    fn taken_as_known<R: Recorder>(
        &self,
        used_as: Use,
        of: LineOf<'_>,
        span: Span,
        sales: &SalesRows<'_>,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let (mut value, mut rows) = (0_i64, Vec::new());
        sales.known(of.partner, span, of.seen.known, &mut |deal, row| {
            value = value.checked_add(row.counted)?;
            if R::RECORDS {
                rows.push(sales.contribution(deal, &row));
            }
            Some(())
        })?;
        rows.sort_by_key(|row| (row.on, row.deal));
        recorder.record(|| self.measure_step(used_as, span, value, rows));
        Ok(value)
    }

    /// V of a span deal by deal, in order of the deals.
    pub(crate) fn on_deals(&self, of: LineOf<'_>) -> Result<Vec<(usize, i64)>, Failure> {
        let sales = self.sales_rows(&self.incentives[of.incentive].key);
        let mut found: BTreeMap<usize, i64> = BTreeMap::new();
        let mut count = |deal: usize, row: SalesRow| {
            let sum = found.entry(deal).or_default();
            *sum = sum.checked_add(row.counted)?;
            Some(())
        };
        if self.by_deal_period(of.incentive) {
            sales.known(of.partner, of.seen.span, of.seen.known, &mut count)?;
        } else {
            for deal in self.facts().partner_deals(of.partner) {
                sales.deal(deal, &mut |row| match row.partner == of.partner
                    && of.seen.span.contains(row.on)
                {
                    true => count(deal, row),
                    false => Some(()),
                })?;
            }
        }
        Ok(found.into_iter().collect())
    }

    /// What earlier results on the deals of a span take off V.
    fn off_deals(&self, of: LineOf<'_>) -> Result<i64, Failure> {
        if of.taken_off.is_empty() {
            return Ok(0);
        }
        let deals = self.on_deals(of)?;
        let off = |(deal, value): &(usize, i64)| {
            of.taken_off.get(deal).map_or(0, |off| (*off).min(*value).max(0))
        };
        Ok(deals.iter().map(off).sum())
    }

    fn own_qualifier<R: Recorder>(
        &self,
        of: LineOf<'_>,
        period: Span,
        recorder: &mut R,
    ) -> Result<Value, Failure> {
        let Some((measure, window)) = &self.incentives[of.incentive].qualifier else {
            return Ok(Value::Number(0));
        };
        let span = window_span(*window, &self.program().calendar, period);
        let value = measure.value(self.given(), of.partner, span)?;
        if R::RECORDS {
            let contributions = measure.contributions(self, of.partner, span)?;
            recorder.record(|| {
                Step::Measure(MeasureStep {
                    used_as: Use::Qualifier,
                    measure: measure.words.clone(),
                    from: span.from(),
                    until: span.until(),
                    value: value.amount(self.program().currency),
                    contributions,
                })
            });
        }
        Ok(value)
    }

    fn measure_step(
        &self,
        used_as: Use,
        span: Span,
        value: i64,
        contributions: Vec<crate::explanation::Contribution>,
    ) -> Step {
        Step::Measure(MeasureStep {
            used_as,
            measure: "revenue".to_owned(),
            from: span.from(),
            until: span.until(),
            value: Value::Money(value).amount(self.program().currency),
            contributions,
        })
    }

    /// The days a baseline is taken from.
    fn baseline_span(&self, baseline: Baseline, period: Span, length: Period) -> Span {
        let calendar = &self.program().calendar;
        match baseline.of {
            BaselineOf::SamePeriodLastYear => calendar.year_earlier(period),
            BaselineOf::PreviousPeriod => calendar.previous(period, length),
        }
    }

    /// Whether a deal was won in a period.
    fn closed_in(&self, deal: usize, period: Span) -> bool {
        self.facts().deals.won_on(deal).is_some_and(|day| period.contains(day))
    }
}

/// `V - B`, or why nothing grew. Slices of the baseline are paid from where the bands begin, which
/// may lie below it.
fn over_baseline(value: i64, base: i64, baseline: Baseline, slices: bool) -> Result<i64, WhyNot> {
    match baseline.when_none {
        WhenNoBaseline::Skip if base <= 0 => Err(WhyNot::NoBaseline),
        WhenNoBaseline::AllIsGrowth if base <= 0 => Ok(value),
        _ if value <= base && !slices => Err(WhyNot::NoGrowth),
        _ => Ok(value - base),
    }
}

/// Minor units added up; none where they do not fit.
fn added(parts: &[(usize, i64)]) -> Option<i64> {
    parts.iter().try_fold(0_i64, |sum, (_, part)| sum.checked_add(*part))
}
