//! Lines worked out by whole numbers, partner by partner, for incentives about which nothing is out
//! of the ordinary.
//!
//! What comes out is what [`crate::walk::Walk`] gives. An incentive that has anything else, and a
//! partner of whom a number does not fit, are left to it; so are explanations.

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{
    Incentive, Period, Quantity, RoundingMode, State,
    incentive::{
        BaselineOf, Columns, EarnsOn, Limit, LimitPer, Paid, Part, Qualifier, Rounded, TierAt,
        WhenNoBaseline,
    },
    rate::RATE_ONE,
    rounding::Divisor,
};

use crate::{
    Plan,
    cube::Cube,
    levels::Ladder,
    parts::PartsPlan,
    schedule::{Quick, QuickPick, SchedulePlan},
};

/// The lines of one incentive, ready to be worked out.
pub(crate) struct QuickLines<'a> {
    eligible: &'a [bool],
    sums: &'a Cube,
    compared: Option<Compared<'a>>,
    picks: PickedBy,
    schedule: Quick<'a>,
    by_level: Option<ByLevel<'a>>,
    settlements: Vec<Settled>,
    /// The most for a partner and period, and for a partner and year, in ten-thousandths.
    per_period: Option<i64>,
    per_year: Option<i64>,
    per_minor: i64,
    /// Hundred-millionths of a ten-thousandth in a minor unit.
    by: Divisor,
    rounding: RoundingMode,
}

/// What V is compared with.
struct Compared<'a> {
    sums: &'a Cube,
    increment: bool,
    skips_none: bool,
}

/// What picks the band.
#[derive(Clone, Copy)]
enum PickedBy {
    PaidOn,
    GrowthRatio,
    GrowthAmount,
    Nothing,
}

/// The column of each level of a track.
struct ByLevel<'a> {
    ladder: &'a Ladder,
    columns: Vec<Option<usize>>,
}

/// What a settlement is worked out from.
struct Settled {
    edges: Range<usize>,
    /// The edges of its baseline.
    earlier: Range<usize>,
    /// The day whose level counts.
    tier_on: NaiveDate,
    /// The first settlement of the same fiscal year.
    first_of_year: usize,
}

impl<'a> QuickLines<'a> {
    /// The lines of an incentive that stands alone; none where it has anything that is not known
    /// here.
    pub fn new(plan: &'a Plan, at: usize) -> Option<Self> {
        let (of, compiled) = (&plan.program().incentives[at], &plan.incentives[at]);
        let Known { limits, later, earns_on, qualifier } = known(of)?;
        if !plan.ties.stands_alone(at) || !later || compiled.schedules.get(0).tier_at_close() {
            return None;
        }
        matches!(compiled.parts.as_slice(), [PartsPlan::Undivided]).then_some(())?;
        matches!(earns_on.measure, Paid::Revenue | Paid::Units).then_some(())?;
        let schedule = compiled.schedules.get(0);
        let per_minor = plan.program().currency.units_per_minor();
        Some(Self {
            eligible: &compiled.eligible,
            sums: compiled.cube.as_deref()?,
            compared: compared(plan, at)?,
            picks: match qualifier {
                Qualifier::PaidOn => PickedBy::PaidOn,
                Qualifier::GrowthRatio => PickedBy::GrowthRatio,
                Qualifier::GrowthAmount => PickedBy::GrowthAmount,
                Qualifier::Tier => PickedBy::Nothing,
                _ => return None,
            },
            schedule: schedule.quick()?,
            by_level: by_level(plan, schedule)?,
            settlements: settlements(plan, at)?,
            per_period: most(limits, LimitPer::PartnerPeriod)?,
            per_year: most(limits, LimitPer::PartnerYear)?,
            per_minor,
            by: Divisor::new(RATE_ONE.checked_mul(per_minor)?),
            rounding: plan.program().rounding,
        })
    }

    /// The lines of a partner by settlement, in minor units; none where a number does not fit.
    pub fn of(&self, partner: usize, lines: &mut [i64]) -> Option<()> {
        if !self.eligible[partner] {
            lines.fill(0);
            return Some(());
        }
        for (at, settled) in self.settlements.iter().enumerate() {
            let earned = self.earned(partner, settled)?;
            lines[at] = match earned {
                0 => 0,
                _ => {
                    let limited = self.limited(earned, &lines[settled.first_of_year..at])?;
                    self.rounding.divided(limited, self.by)
                }
            };
        }
        Some(())
    }

    /// What is earned, in hundred-millionths of a ten-thousandth.
    #[inline]
    fn earned(&self, partner: usize, settled: &Settled) -> Option<i64> {
        let column = match &self.by_level {
            None => 0,
            Some(of) => {
                let level = of.ladder.level_on(partner, settled.tier_on);
                let Some(column) = level.and_then(|level| of.columns[level]) else {
                    return Some(0);
                };
                column
            }
        };
        let value = self.sums.between(partner, &settled.edges);
        if value <= 0 {
            return Some(0);
        }
        let Some(compared) = &self.compared else {
            return self.schedule.read(self.pick(value, value, 0)?, value, column);
        };
        let base = compared.sums.between(partner, &settled.earlier);
        let paid_on = match (base > 0, compared.increment) {
            (false, _) if compared.skips_none => return Some(0),
            (true, true) if value <= base => return Some(0),
            (true, true) => value.checked_sub(base)?,
            (false, _) | (true, false) => value,
        };
        self.schedule.read(self.pick(value, paid_on, base)?, paid_on, column)
    }

    #[inline]
    fn pick(&self, value: i64, paid_on: i64, base: i64) -> Option<QuickPick> {
        Some(match self.picks {
            PickedBy::PaidOn => QuickPick::Value(paid_on),
            PickedBy::Nothing => QuickPick::OnlyBand,
            PickedBy::GrowthRatio | PickedBy::GrowthAmount if base <= 0 => QuickPick::TopBand,
            PickedBy::GrowthRatio => QuickPick::Ratio { part: value, whole: base },
            PickedBy::GrowthAmount => QuickPick::Value(value.checked_sub(base)?),
        })
    }

    /// After the caps; `earlier` is what the year has had before.
    #[inline]
    fn limited(&self, earned: i64, earlier: &[i64]) -> Option<i64> {
        let mut left = earned;
        if let Some(most) = self.per_period {
            left = left.min(most.max(0).checked_mul(RATE_ONE)?);
        }
        if let Some(most) = self.per_year {
            let used = earlier.iter().try_fold(0_i64, |sum, line| sum.checked_add(*line))?;
            let used = used.checked_mul(self.per_minor)?;
            left = left.min(most.saturating_sub(used).max(0).checked_mul(RATE_ONE)?);
        }
        Some(left)
    }
}

/// The parts of an incentive that are worked out here.
struct Known<'a> {
    limits: &'a [Limit],
    /// Whether its first schedule is the only one.
    later: bool,
    earns_on: &'a EarnsOn,
    qualifier: &'a Qualifier,
}

/// Those parts, where the others leave every line its own result. Whoever adds a part to incentives
/// says here what it must be for that.
fn known(of: &Incentive) -> Option<Known<'_>> {
    let Incentive {
        id: _,
        name: _,
        state,
        who: _,
        at_level,
        roles: _,
        credits: _,
        what: _,
        conditions: _,
        marketplace: _,
        dates: _,
        gate,
        target,
        earns_on,
        qualifier,
        schedule: _,
        later_schedules,
        period,
        limits,
        shares,
        rounded,
        settle,
        spread_over,
        guarantee,
        // What these ask for is told by the ties of the program.
        stacking: _,
        returns: _,
        // Paid later, of the same line.
        holdback: _,
        moment: _,
        end: _,
        pays_into: _,
    } = of;
    let plain = *state != State::Off
        && at_level.is_none()
        && gate.is_none()
        && target.is_none()
        && period.length().is_some()
        && shares.is_none()
        && *rounded == Rounded::PayoutLine
        && settle.is_none()
        && spread_over.is_none()
        && guarantee.is_none();
    let later = later_schedules.is_empty();
    plain.then_some(Known { limits, later, earns_on, qualifier })
}

/// What V is compared with; the outer nothing means that it is not known here.
fn compared(plan: &Plan, at: usize) -> Option<Option<Compared<'_>>> {
    let (part, increment) = match &plan.program().incentives[at].earns_on.part {
        Part::Whole => return Some(None),
        Part::IncrementOver(baseline) => (baseline, true),
        Part::WholeComparedWith(baseline) => (baseline, false),
    };
    let skips_none = match &part.when_none {
        WhenNoBaseline::Skip => true,
        WhenNoBaseline::AllIsGrowth => false,
        WhenNoBaseline::Minimum(_) | WhenNoBaseline::MedianOfPeers(_) => return None,
    };
    if !part.restated.is_empty() {
        return None;
    }
    let (_, sums) = plan.incentives[at].earlier.as_ref()?;
    Some(Some(Compared { sums, increment, skips_none }))
}

/// Where its levels pick the column; the outer nothing means that something else does.
fn by_level<'a>(plan: &'a Plan, schedule: &SchedulePlan) -> Option<Option<ByLevel<'a>>> {
    let Some(columns) = &schedule.columns else { return Some(None) };
    let columns = columns.by_level()?;
    let ladder = plan.ladders.iter().find(|ladder| ladder.track.id == columns.track)?;
    let column = |id: &String| columns.levels.iter().position(|column| column == id);
    let columns = ladder.track.levels.iter().map(|level| column(&level.id)).collect();
    Some(Some(ByLevel { ladder, columns }))
}

/// The settlements, where each lies on the edges of the sums.
fn settlements(plan: &Plan, at: usize) -> Option<Vec<Settled>> {
    let (of, compiled) = (&plan.program().incentives[at], &plan.incentives[at]);
    let (calendar, length) = (&plan.program().calendar, of.period.length()?);
    let columns = compiled.schedules.get(0).columns.as_ref().and_then(Columns::by_level);
    let mut made: Vec<Settled> = Vec::new();
    let mut year = None;
    for (settlement, one) in plan.settlements(at).iter().enumerate() {
        let span = one.accumulated;
        let earlier = match of.earns_on.part.baseline().map(|baseline| &baseline.of) {
            None => span,
            Some(BaselineOf::SamePeriodLastYear) => calendar.year_earlier(span),
            Some(BaselineOf::PreviousPeriod) => calendar.previous(span, length),
            Some(
                BaselineOf::TrailingMean(_)
                | BaselineOf::Fixed(_)
                | BaselineOf::Target(_)
                | BaselineOf::BestOf(_),
            ) => return None,
        };
        let within = calendar.period_of(span.until(), Period::Year);
        let same = made.last().filter(|_| year == Some(within)).map(|last| last.first_of_year);
        year = Some(within);
        let sums = compiled.cube.as_deref()?;
        made.push(Settled {
            edges: sums.edges(span)?,
            earlier: sums.edges(earlier)?,
            tier_on: match columns.map(|columns| columns.tier_at) {
                None | Some(TierAt::PeriodStart) => span.from(),
                Some(TierAt::PeriodEnd | TierAt::Close) => span.until(),
            },
            first_of_year: same.unwrap_or(settlement),
        });
    }
    Some(made)
}

/// The cap of one kind, in ten-thousandths; the outer nothing means that it is not money.
fn most(limits: &[Limit], per: LimitPer) -> Option<Option<i64>> {
    let Some(limit) = limits.iter().find(|limit| limit.per == per) else { return Some(None) };
    match limit.at_most {
        Quantity::Money(money) => Some(Some(money.units())),
        Quantity::Number(_) => None,
    }
}
