//! One payout line: what a partner is due from an incentive for a quarter.

use std::sync::Arc;

use tierwright_program::{
    Fraction, Incentive, Period, Span, State, Window,
    incentive::{
        Baseline, BaselineOf, Columns, LimitPer, Paid, Part, Qualifier, TierAt, WhenNoBaseline,
    },
};

use crate::{
    Failure, Plan,
    cube::{Cube, CubeKey, SalesRow, SalesRows, Summed},
    explanation::{MeasureStep, Step, Use, WhyNot},
    fraction::add,
    measured::{MeasurePlan, window_span},
    parts::{PartsPlan, WholeValue},
    pool::limit,
    recorder::Recorder,
    requirement::RequirementPlan,
    schedule::{Picks, Reading, SchedulePlan, Versions},
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
    pub schedules: Versions,
    /// How V falls into columns, by version of the schedule.
    pub parts: Vec<PartsPlan>,
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
        match incentive.period.length() {
            None => self.by_deal(incentive, of, recorder),
            Some(length) => self.by_period(incentive, of, length, recorder),
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
            return Err(if any { WhyNot::NoWeight } else { WhyNot::NothingSold });
        }
        let units = i128::from(of.pooled) * i128::from(self.program().currency.units_per_minor());
        Ok(Fraction::new(units, 1))
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
        schedule: &SchedulePlan,
        partner: usize,
        period: Span,
        recorder: &mut R,
    ) -> Result<Result<usize, WhyNot>, Failure> {
        let columns = schedule.columns.as_ref().and_then(Columns::by_level);
        let Some(columns) = columns else { return Ok(Ok(0)) };
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
        incentive: &Incentive,
        of: LineOf,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let (period, plan) = (of.settlement.period, &self.incentives[of.incentive]);
        let mut columns: Vec<Option<Result<usize, WhyNot>>> = vec![None; plan.parts.len()];
        if let [only] = columns.as_mut_slice() {
            let column = self.column(plan.schedules.get(0), of.partner, period, recorder)?;
            if let Err(why) = column {
                return Ok(Err(why));
            }
            *only = Some(column);
        }
        let mut sum = Fraction::ZERO;
        for deal in self.facts().partner_deals(of.partner) {
            let Some(day) = self.facts().deals.won_on(deal).filter(|day| period.contains(*day))
            else {
                continue;
            };
            let Some(value) = self.deal_value_of(deal, of, recorder)? else { continue };
            let version = plan.schedules.on(day);
            if columns[version].is_none() {
                columns[version] =
                    Some(self.column(plan.schedules.get(version), of.partner, period, recorder)?);
            }
            let column = match &columns[version] {
                Some(Err(why)) => {
                    recorder.record(|| Step::WhyNot(why.clone()));
                    continue;
                }
                Some(Ok(column)) => *column,
                None => 0,
            };
            let earned = self.deal_earns(deal, version, (value, column), of, recorder)?;
            match earned {
                Err(why) => recorder.record(|| Step::WhyNot(why)),
                Ok(earned) => {
                    sum = limit(earned, incentive, LimitPer::Deal, 0, recorder)
                        .and_then(|limited| add(sum, limited))
                        .ok_or_else(|| self.too_large(of))?;
                }
            }
        }
        Ok(if sum.numerator == 0 { Err(WhyNot::NothingSold) } else { Ok(sum) })
    }

    /// V of one deal; none where nothing of it counts for the partner.
    fn deal_value_of<R: Recorder>(
        &self,
        deal: usize,
        of: LineOf,
        recorder: &mut R,
    ) -> Result<Option<i64>, Failure> {
        let (period, plan) = (of.settlement.period, &self.incentives[of.incentive]);
        let rows = self.sales_rows(&plan.key);
        let (mut any, mut value) = (false, 0_i64);
        let mut contributions = Vec::new();
        each_partner_row(&rows, deal, of, &mut |row| {
            any = true;
            value = value.checked_add(row.counted)?;
            if R::RECORDS {
                contributions.push(rows.contribution(deal, &row));
            }
            Some(())
        })?;
        if !any {
            return Ok(None);
        }
        if self.program().incentives[of.incentive].earns_on.measure == Paid::Nothing {
            return Ok(Some(0));
        }
        let step = || self.measure_step(Use::PaidOn, &plan.key, period, value, contributions);
        recorder.record(step);
        Ok(Some(value))
    }

    /// What one deal earns by the version of the schedule in force when it closed.
    fn deal_earns<R: Recorder>(
        &self,
        deal: usize,
        version: usize,
        (value, column): (i64, usize),
        of: LineOf,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let plan = &self.incentives[of.incentive];
        let schedule = plan.schedules.get(version);
        let all = WholeValue { partner: of.partner, span: of.settlement.period, column, value };
        let (undivided, divided) = (all.undivided(), &plan.parts[version]);
        let parts = match divided {
            PartsPlan::Undivided => Vec::new(),
            divided => {
                let rows_of = |rows: &SalesRows<'_>| partner_rows(rows, deal, of);
                self.parts_of_deal(divided, deal, all, rows_of, recorder)?
            }
        };
        let reading = Reading {
            picks: self.deal_picks(of.incentive, schedule, value),
            paid_on: value,
            parts: if matches!(divided, PartsPlan::Undivided) { &undivided } else { &parts },
            deal: Some(deal),
        };
        schedule.read(&reading, recorder).ok_or_else(|| self.too_large(of))
    }

    /// What picks the band of a deal that is paid by itself: its own value, or nothing.
    pub(crate) fn deal_picks(&self, incentive: usize, by: &SchedulePlan, value: i64) -> Picks {
        match self.program().incentives[incentive].qualifier {
            Qualifier::Tier => Picks::OnlyBand,
            _ => Picks::By(by.value(value)),
        }
    }

    /// V over the period, less a baseline where there is one, through the schedule.
    fn by_period<R: Recorder>(
        &self,
        incentive: &Incentive,
        of: LineOf,
        length: Period,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let (period, plan) = (of.settlement.period, &self.incentives[of.incentive]);
        let version = plan.schedules.on(period.from());
        let schedule = plan.schedules.get(version);
        let column = match self.column(schedule, of.partner, period, recorder)? {
            Ok(column) => column,
            Err(why) => return Ok(Err(why)),
        };
        let value = match incentive.earns_on.measure {
            Paid::Nothing => 0,
            Paid::Revenue | Paid::Units => self.taken(Use::PaidOn, of, period, recorder)?,
        };
        if value <= 0 && schedule.needs_value() {
            return Ok(Err(WhyNot::NothingSold));
        }
        let base = match incentive.earns_on.part.baseline() {
            None => None,
            Some(baseline) => {
                let span = self.baseline_span(baseline, period, length);
                Some((baseline, self.taken(Use::Baseline, of, span, recorder)?))
            }
        };
        let paid_on = match over_baseline(incentive.earns_on.part, value, base, schedule) {
            Ok(paid_on) => paid_on,
            Err(why) => return Ok(Err(why)),
        };
        let base = base.map(|(_, base)| base);
        let picks = self.picks(of, schedule, (value, paid_on, base), recorder)?;
        let all = WholeValue { partner: of.partner, span: period, column, value: paid_on };
        let parts = self.parts(&plan.parts[version], all, recorder)?;
        let reading = Reading { picks, paid_on, parts: &parts, deal: None };
        schedule.read(&reading, recorder).ok_or_else(|| self.too_large(of))
    }

    /// What picks the band of a period: V, what of it is paid on, and its baseline decide.
    fn picks<R: Recorder>(
        &self,
        of: LineOf,
        schedule: &SchedulePlan,
        (value, paid_on, base): (i64, i64, Option<i64>),
        recorder: &mut R,
    ) -> Result<Picks, Failure> {
        let grown = |q: Value| match base {
            Some(base) if base > 0 => Picks::By(q),
            _ => Picks::TopBand(q),
        };
        Ok(match &self.program().incentives[of.incentive].qualifier {
            Qualifier::PaidOn => Picks::By(schedule.value(paid_on)),
            Qualifier::GrowthRatio => {
                let money = matches!(schedule.value(value), Value::Money(_));
                grown(Value::Ratio { part: value, whole: base.unwrap_or(0), money })
            }
            Qualifier::GrowthAmount => {
                let growth = value.checked_sub(base.unwrap_or(0).max(0));
                grown(schedule.value(growth.ok_or_else(|| self.too_large(of))?))
            }
            Qualifier::Tier => Picks::OnlyBand,
            Qualifier::Measure(_) => {
                Picks::By(self.own_qualifier(of, of.settlement.period, recorder)?)
            }
        })
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
            recorder.record(|| self.measure_step(used_as, key, span, value, rows));
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

    pub(crate) fn measure_step(
        &self,
        used_as: Use,
        key: &CubeKey,
        span: Span,
        value: i64,
        contributions: Vec<crate::explanation::Contribution>,
    ) -> Step {
        Step::Measure(MeasureStep {
            used_as,
            measure: if key.summed == Summed::Units { "units" } else { "revenue" }.to_owned(),
            from: span.from(),
            until: span.until(),
            value: match key.summed {
                Summed::Revenue => Value::Money(value),
                Summed::Units | Summed::Deals => Value::Number(value),
            }
            .amount(self.program().currency),
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

/// Looks at the rows of a deal that count for the partner of a line up to the end of its period.
fn each_partner_row(
    rows: &SalesRows<'_>,
    deal: usize,
    of: LineOf,
    look: &mut dyn FnMut(SalesRow) -> Option<()>,
) -> Result<(), Failure> {
    rows.deal(deal, &mut |row| {
        let counts = row.partner == of.partner && row.on <= of.settlement.period.until();
        if counts { look(row) } else { Some(()) }
    })
}

/// Those rows.
fn partner_rows(rows: &SalesRows<'_>, deal: usize, of: LineOf) -> Result<Vec<SalesRow>, Failure> {
    let mut found = Vec::new();
    each_partner_row(rows, deal, of, &mut |row| {
        found.push(row);
        Some(())
    })?;
    Ok(found)
}

/// What is paid on: V, or `V - B`; or why nothing grew. Slices of the baseline are paid from where
/// the bands begin, which may lie below it, and a floor holds for every result.
fn over_baseline(
    part: Part,
    value: i64,
    base: Option<(Baseline, i64)>,
    schedule: &SchedulePlan,
) -> Result<i64, WhyNot> {
    let Some((baseline, base)) = base else { return Ok(value) };
    match (baseline.when_none, part) {
        (WhenNoBaseline::Skip, _) if base <= 0 => Err(WhyNot::NoBaseline),
        (WhenNoBaseline::AllIsGrowth, _) if base <= 0 => Ok(value),
        (_, Part::Whole | Part::WholeComparedWith(_)) => Ok(value),
        (_, Part::IncrementOver(_)) => {
            let reads_below = schedule.slices_base() || !schedule.needs_value();
            if value <= base && !reads_below { Err(WhyNot::NoGrowth) } else { Ok(value - base) }
        }
    }
}
