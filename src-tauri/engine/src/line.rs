//! What an incentive gives a partner over a span, before limits per partner.

mod at_close;
mod deal;
mod expected;
mod lines;
mod period;
pub(crate) mod quick;
mod term;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Span, State, Window,
    incentive::{Accumulation, Columns, Returns, TierAt},
    rounding::largest_remainder,
};

pub(crate) use expected::ExpectedQ;

use crate::{
    Failure, Plan,
    baseline::{BaselinePlan, TargetPlan},
    counted::Counted,
    cube::{Cube, CubeKey, SalesRow, SalesRows},
    explanation::{MeasureStep, ReducedStep, Step, Use, WhyNot},
    held::HeldPlan,
    measured::{MeasurePlan, window_span},
    parts::PartsPlan,
    recorder::Recorder,
    requirement::RequirementPlan,
    schedule::{
        PartOfValue, SchedulePlan, Versions, exact,
        exact::{minus, whole},
    },
    stacking::TakenOff,
    value::Value,
};

/// An incentive compiled against facts.
#[derive(Debug)]
pub(crate) struct IncentivePlan {
    /// Partners that `who` lets pass.
    pub eligible: Vec<bool>,
    /// The level that a partner must hold.
    pub held: Option<HeldPlan>,
    pub gate: Option<RequirementPlan>,
    /// What it is paid on.
    pub key: CubeKey,
    /// Its sums; none where deals are paid one by one.
    pub cube: Option<Arc<Cube>>,
    /// What it is paid on, and its baseline taken from, where that is no sum of sales.
    pub counted: Option<PaidCount>,
    /// What V is compared with.
    pub baseline: Option<BaselinePlan>,
    /// What attainment is measured by.
    pub target: Option<TargetPlan>,
    /// The sums that these are taken from, whenever they closed; where it has such.
    pub earlier: Option<(CubeKey, Arc<Cube>)>,
    /// A qualifier of its own, and its window.
    pub qualifier: Option<(MeasurePlan, Window)>,
    pub schedules: Versions,
    /// How V falls into columns, by version of the schedule.
    pub parts: Vec<PartsPlan>,
}

impl IncentivePlan {
    /// Whether the level that a partner must hold is asked for deal by deal.
    pub fn asks_each_deal(&self) -> bool {
        self.held.as_ref().is_some_and(|held| held.each_deal)
    }
}

/// What is paid on where it is no sum of sales.
#[derive(Debug)]
pub(crate) struct PaidCount {
    pub words: String,
    /// V, within the incentive's dates.
    pub value: Counted,
    /// B, whenever it was.
    pub baseline: Counted,
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
        if !self.incentives[of.incentive].asks_each_deal()
            && let Some(why) =
                self.not_at_level((of.incentive, of.partner), of.seen, None, recorder)?
        {
            return Ok(Err(why));
        }
        if !self.gate_met(of, of.seen.span, recorder)? {
            return Ok(Err(WhyNot::GateNotMet));
        }
        if incentive.shares.is_some() {
            return self.pooled(of, recorder);
        }
        match incentive.period.length() {
            None if incentive.period == Accumulation::Term => self.by_term(of, recorder),
            None => self.by_deal(of, recorder),
            Some(length) => {
                let earned = self.by_period(of, length, recorder)?;
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
        if sum == 0 && !R::RECORDS {
            // Why is for who asks: it takes a look at every deal of the partner.
            return Ok(Err(WhyNot::NothingSold));
        }
        if sum == 0 {
            let rows = self.sales_rows(&self.incentives[of.incentive].key);
            let counts = |deal: usize| {
                self.closed_in(deal, of.seen.span)
                    && rows.counts_on(deal).is_some()
                    && self.facts().deal_lines(deal).any(|line| rows.passes(deal, line))
            };
            let any = rows.deals_of(of.partner).any(counts);
            let why = if any { self.nothing(of, WhyNot::NoWeight) } else { WhyNot::NothingSold };
            return Ok(Err(why));
        }
        let deals = parts.iter().map(|(deal, part)| (*deal, self.exact_minor(*part)));
        Ok(Ok(Reward { sum: self.exact_minor(sum), deals: deals.collect() }))
    }

    /// Minor units as an exact amount of ten-thousandths.
    pub(crate) fn exact_minor(&self, minor: i64) -> Fraction {
        let per_minor = self.program().currency.units_per_minor();
        Fraction::new(i128::from(minor) * i128::from(per_minor), 1)
    }

    /// Why there is nothing: what credits on deals of the period lack, or else the reason given.
    fn nothing(&self, of: LineOf<'_>, otherwise: WhyNot) -> WhyNot {
        let key = &self.incentives[of.incentive].key;
        if key.conditions.is_empty() {
            return otherwise;
        }
        let rows = self.sales_rows(key);
        let mut deals = rows.deals_of(of.partner);
        let lacking = deals.find_map(|deal| {
            rows.counts_on(deal).filter(|day| of.seen.span.contains(*day))?;
            let mut credits = self.facts().deal_credits(rows.credited_on(deal)).filter(|credit| {
                self.facts().credits.partner(*credit) == of.partner && rows.role_counts(*credit)
            });
            let condition = credits.find_map(|credit| rows.unmet(deal, credit))?.clone();
            Some(WhyNot::CreditWithout { deal, condition })
        });
        lacking.unwrap_or(otherwise)
    }

    fn gate_met<R: Recorder>(
        &self,
        of: LineOf<'_>,
        period: Span,
        recorder: &mut R,
    ) -> Result<bool, Failure> {
        let Some(gate) = &self.incentives[of.incentive].gate else { return Ok(true) };
        gate.met(self.given(), of.partner, period, &mut |step| {
            if R::RECORDS {
                let step = step()?;
                recorder.record(|| Step::Requirement(step));
            }
            Ok(())
        })
    }

    /// The rate column that the partner's level picks.
    pub(crate) fn column<R: Recorder>(
        &self,
        schedule: &SchedulePlan,
        partner: usize,
        seen: Seen,
        recorder: &mut R,
    ) -> Result<Result<usize, WhyNot>, Failure> {
        let columns = schedule.columns.as_ref().and_then(Columns::by_level);
        let Some(columns) = columns else { return Ok(Ok(0)) };
        let day = seen.tier_on.unwrap_or(match columns.tier_at {
            TierAt::PeriodStart => seen.span.from(),
            TierAt::PeriodEnd | TierAt::Close => seen.span.until(),
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

    /// V less what earlier results take off; none where nothing is left of it. The outer nothing
    /// means that it does not fit.
    fn after_reduction<R: Recorder>(
        &self,
        of: LineOf<'_>,
        value: Fraction,
        off: i64,
        recorder: &mut R,
    ) -> Option<Option<Fraction>> {
        if off == 0 {
            return Some(Some(value));
        }
        let after = minus(value, whole(off))?;
        let after = if after.numerator > 0 { after } else { Fraction::ZERO };
        recorder.record(|| {
            let by = self.ties.of(of.incentive).reduced_by.clone();
            Step::Reduced(ReducedStep { by, before: exact(value), after: exact(after) })
        });
        Some((after.numerator > 0).then_some(after))
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
        if let Some(paid) = &plan.counted {
            return self.counted(used_as, paid, of, span, recorder);
        }
        let (key, cube) = match (used_as, &plan.earlier) {
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
            recorder.record(|| self.measure_step(used_as, key, span, value, rows));
        }
        Ok(value)
    }

    /// V or B where it is counted.
    fn counted<R: Recorder>(
        &self,
        used_as: Use,
        paid: &PaidCount,
        of: LineOf<'_>,
        span: Span,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let count = if used_as == Use::Baseline { &paid.baseline } else { &paid.value };
        let value = count.value(self.given(), of.partner, span)?;
        if R::RECORDS {
            let counted = count.rows(self.given(), of.partner, span)?;
            recorder.record(|| {
                Step::Measure(MeasureStep {
                    used_as,
                    measure: paid.words.clone(),
                    from: span.from(),
                    until: span.until(),
                    value: value.amount(self.program().currency),
                    contributions: Vec::new(),
                    counted,
                    behind: Vec::new(),
                })
            });
        }
        match value {
            Value::Money(units) | Value::Number(units) => Ok(units),
            // None of these is paid on.
            Value::Exact { .. } | Value::Ratio { .. } | Value::Average { .. } => Ok(0),
        }
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
        recorder.record(|| self.measure_step(used_as, sales.key, span, value, rows));
        Ok(value)
    }

    /// V of a span deal by deal, in order of the deals.
    pub(crate) fn on_deals(&self, of: LineOf<'_>) -> Result<Vec<(usize, i64)>, Failure> {
        self.on_deals_of(&self.incentives[of.incentive].key, of)
    }

    /// The sum of a key over a span deal by deal, in order of the deals.
    fn on_deals_of(&self, key: &CubeKey, of: LineOf<'_>) -> Result<Vec<(usize, i64)>, Failure> {
        let sales = self.sales_rows(key);
        let mut found: BTreeMap<usize, i64> = BTreeMap::new();
        let mut count = |deal: usize, row: SalesRow| {
            let sum = found.entry(deal).or_default();
            *sum = sum.checked_add(row.counted)?;
            Some(())
        };
        if self.by_deal_period(of.incentive) {
            sales.known(of.partner, of.seen.span, of.seen.known, &mut count)?;
        } else {
            for deal in sales.deals_of(of.partner) {
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
        let span = window_span(*window, self.given(), period);
        let value = measure.value(self.given(), of.partner, span)?;
        if R::RECORDS {
            let step = measure.step(Use::Qualifier, self.given(), of.partner, span)?;
            recorder.record(|| Step::Measure(step));
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
            measure: key.words(),
            from: span.from(),
            until: span.until(),
            value: Value::of(key.summed, value).amount(self.program().currency),
            contributions,
            counted: Vec::new(),
            behind: Vec::new(),
        })
    }

    /// Whether a deal was won in a period.
    fn closed_in(&self, deal: usize, period: Span) -> bool {
        self.facts().deals.won_on(deal).is_some_and(|day| period.contains(day))
    }
}

/// The parts of V after a reduction: each in proportion, by largest remainder. `None` when a product
/// does not fit.
fn reduced_parts(
    parts: Vec<PartOfValue>,
    value: Fraction,
    reduced: Fraction,
) -> Option<Vec<PartOfValue>> {
    if value == reduced {
        return Some(parts);
    }
    if let [part] = parts.as_slice()
        && part.value == value
    {
        return Some(vec![PartOfValue { value: reduced, ..*part }]);
    }
    // V in parts is a sum of rows, and what is taken off it is money.
    let units = |of: Fraction| i64::try_from(of.numerator / of.denominator).ok();
    let weights: Option<Vec<i64>> = parts.iter().map(|part| units(part.value)).collect();
    let weights: Vec<i64> = weights?.into_iter().map(|weight| weight.max(0)).collect();
    let in_parts = weights.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part))?;
    // What lies in no column is reduced as well.
    let outside = units(value)?.saturating_sub(in_parts).max(0);
    let weights: Vec<i64> = weights.into_iter().chain([outside]).collect();
    let shares = largest_remainder(units(reduced)?, &weights)?;
    let both = parts.into_iter().zip(shares);
    Some(both.map(|(part, value)| PartOfValue { value: whole(value), ..part }).collect())
}

/// Minor units added up; none where they do not fit.
fn added(parts: &[(usize, i64)]) -> Option<i64> {
    parts.iter().try_fold(0_i64, |sum, (_, part)| sum.checked_add(*part))
}
