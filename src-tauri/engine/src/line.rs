//! One payout line: what a partner is due from an incentive for a quarter.

use std::sync::Arc;

use tierwright_program::{
    Fraction, Incentive, Period, Span, State, Window,
    incentive::{Baseline, BaselineOf, LimitPer, Method, Part, Qualifier, TierAt, WhenNoBaseline},
};

use crate::{
    Failure, Plan,
    cube::{Cube, CubeKey},
    explanation::{MeasureStep, Step, Use, WhyNot},
    fraction::add,
    measured::{MeasurePlan, window_span},
    pool::limit,
    recorder::Recorder,
    requirement::RequirementPlan,
    schedule::{Reading, SchedulePlan},
    settlement::Settlement,
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

/// One partner's way through all settlements, in their order: what was settled before a line can
/// matter to it.
pub(crate) struct Walk<'a> {
    plan: &'a Plan,
    partner: usize,
    /// By row, in minor units; what was not settled yet is zero.
    pub settled: Vec<i64>,
    /// The partner's shares of the pools of the settlement at hand, in minor units, for incentives
    /// with shares.
    pub pooled: i64,
}

/// Which line is meant.
#[derive(Clone, Copy)]
pub(crate) struct LineOf {
    pub incentive: usize,
    pub partner: usize,
    pub settlement: Settlement,
    /// What this incentive settled for this partner earlier in the fiscal year, in minor units.
    pub settled_this_year: i64,
    /// The partner's shares of this settlement's pools, in minor units, for incentives with shares.
    pub pooled: i64,
}

/// An exact amount, or the reason why there is none.
type Earned = Result<Fraction, WhyNot>;

impl<'a> Walk<'a> {
    pub fn new(plan: &'a Plan, partner: usize) -> Self {
        Self { plan, partner, settled: vec![0; plan.settlements.rows()], pooled: 0 }
    }

    /// Settles the next line: its amount in minor units.
    pub fn settle<R: Recorder>(
        &mut self,
        incentive: usize,
        settlement: usize,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let of = LineOf {
            incentive,
            partner: self.partner,
            settlement: self.plan.settlements(incentive)[settlement],
            settled_this_year: self.settled_this_year(incentive, settlement),
            pooled: self.pooled,
        };
        let line = self.plan.line(of, recorder)?;
        self.settled[self.plan.settlements.row(incentive, settlement)] = line;
        Ok(line)
    }

    /// What earlier settlements of the same incentive and fiscal year came to.
    fn settled_this_year(&self, incentive: usize, settlement: usize) -> i64 {
        let list = self.plan.settlements(incentive);
        let calendar = &self.plan.program().calendar;
        let year = calendar.period_of(list[settlement].period.until(), Period::Year);
        let earlier = list[..settlement].iter().enumerate().rev();
        earlier
            .take_while(|(_, one)| year.contains(one.period.until()))
            .map(|(at, _)| self.settled[self.plan.settlements.row(incentive, at)])
            .sum()
    }
}

impl Plan {
    /// The line in minor units. The one calculation behind every figure: recorded, it explains.
    fn line<R: Recorder>(&self, of: LineOf, recorder: &mut R) -> Result<i64, Failure> {
        let incentive = &self.program().incentives[of.incentive];
        let earned = match self.earned(incentive, of, recorder)? {
            Ok(earned) => earned,
            Err(why) => {
                recorder.record(|| Step::WhyNot(why));
                return Ok(0);
            }
        };
        self.settle(incentive, of, earned, recorder).ok_or_else(|| self.too_large(of))
    }

    /// Limits per partner, then rounding.
    fn settle<R: Recorder>(
        &self,
        incentive: &Incentive,
        of: LineOf,
        earned: Fraction,
        recorder: &mut R,
    ) -> Option<i64> {
        let used = of.settled_this_year.checked_mul(self.program().currency.units_per_minor())?;
        let limited = limit(earned, incentive, LimitPer::PartnerPeriod, 0, recorder)?;
        let limited = limit(limited, incentive, LimitPer::PartnerYear, used, recorder)?;
        let rounded = self.round(limited, recorder)?;
        if rounded == 0 {
            let cut = limited.numerator == 0;
            recorder.record(|| {
                Step::WhyNot(if cut { WhyNot::LimitReached } else { WhyNot::RoundsToZero })
            });
        }
        Some(rounded)
    }

    fn too_large(&self, of: LineOf) -> Failure {
        let (partner, incentive) =
            (&self.facts().partners.ids[of.partner], &self.program().incentives[of.incentive].name);
        Failure::overflow(&format!("What partner {partner} earns from {incentive}"))
    }

    fn earned<R: Recorder>(
        &self,
        incentive: &Incentive,
        of: LineOf,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        if incentive.state == State::Off {
            return Ok(Err(WhyNot::Off));
        }
        if !self.incentives[of.incentive].eligible[of.partner] {
            return Ok(Err(WhyNot::NotEligible));
        }
        let period = of.settlement.period;
        if !self.gate_met(of, period, recorder)? {
            return Ok(Err(WhyNot::GateNotMet));
        }
        if incentive.shares.is_some() {
            return Ok(self.pooled(of));
        }
        let column = match self.column(incentive, of.partner, period, recorder)? {
            Ok(column) => column,
            Err(why) => return Ok(Err(why)),
        };
        match incentive.period.length() {
            None => self.by_deal(of, column, recorder),
            Some(length) => self.by_period(incentive, of, length, column, recorder),
        }
    }

    /// A partner's shares of pools, already rounded.
    fn pooled(&self, of: LineOf) -> Earned {
        if of.pooled == 0 {
            let rows = self.sales_rows(&self.incentives[of.incentive].key);
            let counts = |deal: usize| {
                self.closed_in(deal, of.settlement.period)
                    && rows.counts_on(deal).is_some()
                    && self.facts().deal_lines(deal).any(|line| rows.passes(deal, line))
            };
            let any = self.facts().partner_deals(of.partner).any(counts);
            return Err(if any { self.nothing(of, WhyNot::NoWeight) } else { WhyNot::NothingSold });
        }
        let units = i128::from(of.pooled) * i128::from(self.program().currency.units_per_minor());
        Ok(Fraction::new(units, 1))
    }

    /// Why there is nothing: what credits on deals of the period lack, or else the reason given.
    fn nothing(&self, of: LineOf, otherwise: WhyNot) -> WhyNot {
        let key = &self.incentives[of.incentive].key;
        if key.conditions.is_empty() {
            return otherwise;
        }
        let rows = self.sales_rows(key);
        let mut deals = self.facts().partner_deals(of.partner);
        let lacking = deals.find_map(|deal| {
            rows.counts_on(deal).filter(|day| of.settlement.period.contains(*day))?;
            let mut credits = self.facts().deal_credits(deal).filter(|credit| {
                self.facts().credits.partner(*credit) == of.partner && rows.role_counts(*credit)
            });
            let condition = credits.find_map(|credit| rows.unmet(deal, credit))?;
            Some(WhyNot::CreditWithout { deal, condition })
        });
        lacking.unwrap_or(otherwise)
    }

    fn gate_met<R: Recorder>(
        &self,
        of: LineOf,
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
        period: Span,
        recorder: &mut R,
    ) -> Result<Result<usize, WhyNot>, Failure> {
        let Some(columns) = &incentive.schedule.columns else { return Ok(Ok(0)) };
        let day = match columns.tier_at {
            TierAt::PeriodStart => period.from(),
            TierAt::PeriodEnd => period.until(),
        };
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

    /// Each deal of the partner by itself, added up unrounded.
    fn by_deal<R: Recorder>(
        &self,
        of: LineOf,
        column: usize,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let period = of.settlement.period;
        let plan = &self.incentives[of.incentive];
        let rows = self.sales_rows(&plan.key);
        let mut sum = Fraction::ZERO;
        for deal in self.facts().partner_deals(of.partner) {
            if !self.closed_in(deal, period) {
                continue;
            }
            let mut value = 0_i64;
            let mut contributions = Vec::new();
            rows.deal(deal, &mut |row| {
                if row.partner == of.partner && row.on <= period.until() {
                    value = value.checked_add(row.counted)?;
                    if R::RECORDS {
                        contributions.push(rows.contribution(deal, &row));
                    }
                }
                Some(())
            })?;
            if contributions.is_empty() && value == 0 {
                continue;
            }
            recorder.record(|| self.measure_step(Use::PaidOn, period, value, contributions));
            let reading = Reading {
                qualifier: Value::Money(value),
                paid_on: value,
                column,
                deal: Some(deal),
                top_band: false,
            };
            match plan.schedule.read(reading, recorder).ok_or_else(|| self.too_large(of))? {
                Err(why) => recorder.record(|| Step::WhyNot(why)),
                Ok(earned) => {
                    let incentive = &self.program().incentives[of.incentive];
                    sum = limit(earned, incentive, LimitPer::Deal, 0, recorder)
                        .and_then(|limited| add(sum, limited))
                        .ok_or_else(|| self.too_large(of))?;
                }
            }
        }
        Ok(if sum.numerator > 0 { Ok(sum) } else { Err(self.nothing(of, WhyNot::NothingSold)) })
    }

    /// V over the period, less a baseline where there is one, through the schedule.
    fn by_period<R: Recorder>(
        &self,
        incentive: &Incentive,
        of: LineOf,
        length: Period,
        column: usize,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let period = of.settlement.period;
        let plan = &self.incentives[of.incentive];
        let value = self.taken(Use::PaidOn, of, period, recorder)?;
        if value <= 0 {
            return Ok(Err(self.nothing(of, WhyNot::NothingSold)));
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
        let qualifier = match &incentive.qualifier {
            Qualifier::PaidOn => Value::Money(paid_on),
            Qualifier::GrowthRatio => {
                Value::Ratio { part: value, whole: growth.unwrap_or(0), money: true }
            }
            Qualifier::Measure(_) => self.own_qualifier(of, period, recorder)?,
        };
        let top_band =
            incentive.qualifier == Qualifier::GrowthRatio && growth.is_some_and(|base| base <= 0);
        let reading = Reading { qualifier, paid_on, column, deal: None, top_band };
        plan.schedule.read(reading, recorder).ok_or_else(|| self.too_large(of))
    }

    /// V or B: the partner's sum over a span.
    fn taken<R: Recorder>(
        &self,
        used_as: Use,
        of: LineOf,
        span: Span,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let plan = &self.incentives[of.incentive];
        let (key, cube) = match (used_as, &plan.baseline) {
            (Use::Baseline, Some((key, cube))) => (key, Some(cube)),
            _ => (&plan.key, plan.cube.as_ref()),
        };
        let sales = self.sales_rows(key);
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

    fn own_qualifier<R: Recorder>(
        &self,
        of: LineOf,
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
