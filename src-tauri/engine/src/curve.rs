//! Pay curves: what a schedule pays against what picks its band, read point by point by the
//! calculation that reads it for a payout line.

use tierwright_program::{
    Checked, Fraction, Incentive, Money, Program, Quantity, Schedule,
    incentive::{Interpolated, LimitPer, Method, Part, Qualifier, Threshold},
};

use crate::{
    recorder::Unrecorded,
    schedule::{PartOfValue, Picks, Reading, SchedulePlan, Sold, exact::whole},
    value::{Value, quantity, threshold_units},
};

/// Points between the thresholds, for schedules that bend there.
const EVEN_STEPS: i64 = 48;

/// What stands along the bottom of a curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Along {
    /// V, the value paid on.
    PaidOn,
    /// V as a ratio to a baseline or target, which is the example value.
    Ratio,
    /// V less a baseline, which is the example value.
    Difference,
    /// A measure of its own; V is the example value.
    Own,
}

/// What an incentive's schedule pays.
#[derive(Clone, Debug)]
pub struct PayCurve {
    /// What stands along the bottom.
    pub along: Along,
    /// The baseline, target or V that is taken for an example; none where only V counts.
    pub example: Option<Quantity>,
    /// How far it is drawn.
    pub until: Quantity,
    /// One for each column; one alone where there are none.
    pub columns: Vec<ColumnCurve>,
}

/// The curve of one column.
#[derive(Clone, Debug)]
pub struct ColumnCurve {
    /// Its points from the left; two at nearly one place make a jump.
    pub points: Vec<CurvePoint>,
    /// What each band's threshold changes at once, zero where the curve only bends.
    pub jumps: Vec<Jump>,
}

/// A point of a curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurvePoint {
    /// Where it lies.
    pub at: Quantity,
    /// What is paid there, before limits on payouts, rounded to the minor unit.
    pub pays: Money,
}

/// What happens at a threshold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Jump {
    /// The band that begins there.
    pub band: usize,
    /// What is paid just below it.
    pub below: Money,
    /// What is paid at it.
    pub reached: Money,
}

/// The curve of an incentive's first schedule; none where what it pays depends on more than its
/// measure, as with free goods, which are worth what they sell for, and with attainment of a target
/// that is paid on growth over a baseline. `example` is the baseline or V
/// of curves that need one, in its units; `until` is how far it is drawn, some way beyond the last
/// threshold where left out.
#[must_use]
pub fn pay_curve(
    checked: &Checked,
    incentive: usize,
    example: Option<i64>,
    until: Option<i64>,
) -> Option<PayCurve> {
    let program = checked.program();
    let of = program.incentives.get(incentive)?;
    let drawn = Drawn { until, ..Drawn::new(program, of, example)? };
    let columns = (0..drawn.schedule.width()).map(|column| drawn.column(column));
    Some(PayCurve {
        along: drawn.along,
        example: drawn.needs_example().then(|| drawn.value(drawn.example)),
        until: drawn.place(drawn.until()),
        columns: columns.collect::<Option<_>>()?,
    })
}

/// A schedule that is drawn.
struct Drawn<'a> {
    program: &'a Program,
    incentive: &'a Incentive,
    schedule: &'a Schedule,
    plan: SchedulePlan,
    along: Along,
    example: i64,
    /// Whether places along the bottom are money.
    money: bool,
    /// How far it is drawn, where that is said.
    until: Option<i64>,
}

impl<'a> Drawn<'a> {
    fn new(program: &'a Program, incentive: &'a Incentive, example: Option<i64>) -> Option<Self> {
        let schedule = &incentive.schedule;
        // What is paid on would hang on a target and on a baseline.
        let two = incentive.qualifier == Qualifier::Attainment
            && matches!(incentive.earns_on.part, Part::IncrementOver(_));
        if two || matches!(schedule.method, Method::FreeGoods(_)) {
            return None;
        }
        let along = match incentive.qualifier {
            Qualifier::PaidOn | Qualifier::Tier => Along::PaidOn,
            Qualifier::GrowthRatio | Qualifier::Attainment => Along::Ratio,
            Qualifier::GrowthAmount => Along::Difference,
            Qualifier::Measure(_) => Along::Own,
        };
        let counts = incentive.earns_on.measure.counts();
        let hundred = if counts { 100 * NUMBER } else { 100_000 * MONEY };
        let first = schedule.bands.first()?.from;
        let by_value = matches!(incentive.qualifier, Qualifier::Tier) && !counts;
        Some(Self {
            program,
            incentive,
            schedule,
            plan: SchedulePlan::new(schedule, incentive, program),
            along,
            example: example.filter(|units| *units > 0).unwrap_or(hundred),
            money: by_value || matches!(first, Quantity::Money(_)),
            until: None,
        })
    }

    const fn needs_example(&self) -> bool {
        !matches!(self.along, Along::PaidOn)
    }

    /// V in its unit.
    fn value(&self, units: i64) -> Quantity {
        quantity(units, !self.incentive.earns_on.measure.counts(), self.program.currency)
    }

    /// A place along the bottom.
    fn place(&self, units: i64) -> Quantity {
        quantity(units, self.money, self.program.currency)
    }

    fn thresholds(&self) -> impl Iterator<Item = i64> + '_ {
        let bands = self.schedule.bands.iter();
        bands.map(|band| threshold_units(&band.from)).filter(|_| !self.is_flat())
    }

    /// Whether nothing but the tier picks the band.
    const fn is_flat(&self) -> bool {
        matches!(self.incentive.qualifier, Qualifier::Tier)
    }

    /// Some way beyond the last threshold, so that the top band is seen.
    fn until(&self) -> i64 {
        if let Some(until) = self.until.filter(|until| *until > 0) {
            return until;
        }
        let end = self.schedule.ends_at.as_ref().map(threshold_units);
        let last = self.thresholds().chain(end).max().unwrap_or(0);
        match last.checked_mul(13).map(|more| more / 10) {
            Some(more) if last > 0 => more,
            _ if self.money => 100_000 * MONEY,
            _ => 10 * NUMBER,
        }
    }

    /// Every place that is read: ends and corners of bands, and steps between.
    fn places(&self) -> Vec<i64> {
        let until = self.until();
        let even = (0..=EVEN_STEPS).map(|step| until / EVEN_STEPS * step);
        let caps = self.incentive.limits.iter();
        let caps = caps.filter(|limit| limit.per == LimitPer::Value);
        let caps = caps.map(|limit| threshold_units(&limit.at_most));
        let ends = self.schedule.ends_at.iter().map(threshold_units);
        let corners = self.thresholds().chain(ends).chain(caps);
        let sides = corners.flat_map(|at| if self.passed() { [at, at + 1] } else { [at - 1, at] });
        let bends = match self.schedule.method {
            Method::PerBlock(_) | Method::Interpolated(Interpolated::Rate) => even.collect(),
            _ => vec![0, until],
        };
        let mut places: Vec<i64> = bends.into_iter().chain(sides).chain(self.blocks()).collect();
        places.retain(|at| (0..=until).contains(at));
        places.push(until);
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Both sides of each full block, while there are not too many.
    fn blocks(&self) -> Vec<i64> {
        let Method::PerBlock(block) = self.schedule.method else { return Vec::new() };
        let (block, until) = (threshold_units(&block), self.until());
        if block <= 0 || until / block > EVEN_STEPS {
            return Vec::new();
        }
        (1..=until / block).flat_map(|number| [number * block - 1, number * block]).collect()
    }

    fn column(&self, column: usize) -> Option<ColumnCurve> {
        let points = self
            .places()
            .into_iter()
            .map(|at| Some(CurvePoint { at: self.place(at), pays: self.pays(at, column)? }));
        let passed = self.passed();
        let jumps = self.thresholds().enumerate().map(|(band, at)| {
            let (below, reached) = if passed { (at, at + 1) } else { (at - 1, at) };
            Some(Jump {
                band,
                below: self.pays(below.max(0), column)?,
                reached: self.pays(reached.max(0), column)?,
            })
        });
        Some(ColumnCurve {
            points: points.collect::<Option<_>>()?,
            jumps: jumps.collect::<Option<_>>()?,
        })
    }

    /// What is paid at a place.
    fn pays(&self, at: i64, column: usize) -> Option<Money> {
        let (picks, paid_on) = self.read_at(at)?;
        let paid_on = whole(paid_on);
        let parts = [PartOfValue { column, value: paid_on, sold: Sold::default() }];
        let reading = Reading { picks, paid_on, parts: &parts, deal: None, line: None };
        let exact = match self.plan.read(&reading, &mut Unrecorded)? {
            Ok(exact) => exact,
            Err(_) => Fraction::ZERO,
        };
        let per_minor = self.program.currency.units_per_minor();
        let minor =
            Fraction::new(exact.numerator, exact.denominator.checked_mul(i128::from(per_minor))?)
                .round(self.program.rounding)?;
        let units = i64::try_from(minor).ok()?.checked_mul(per_minor)?;
        Some(Money::from_units(units, self.program.currency))
    }

    /// The V whose ratio to a baseline is at a place: just below a threshold the last that does not
    /// reach it, anywhere else the first that does.
    fn part_of(&self, whole: i64, at: i64) -> Option<i64> {
        let product = i128::from(at).checked_mul(i128::from(whole))?;
        let below = i64::try_from(product.div_euclid(i128::from(NUMBER))).ok()?;
        let exact = product.rem_euclid(i128::from(NUMBER)) == 0;
        let mut sides = self.thresholds().map(|from| if self.passed() { from } else { from - 1 });
        Some(if exact || sides.any(|side| side == at) { below } else { below + 1 })
    }

    fn passed(&self) -> bool {
        self.schedule.threshold == Threshold::Passed
    }

    /// What picks the band at a place, and the V that is paid on there.
    fn read_at(&self, at: i64) -> Option<(Picks, i64)> {
        let increment = matches!(self.incentive.earns_on.part, Part::IncrementOver(_));
        Some(match self.along {
            Along::PaidOn if self.is_flat() => (Picks::OnlyBand, at),
            Along::PaidOn => (Picks::By(self.plan.value(at)), at),
            Along::Own if self.money => (Picks::By(Value::Money(at)), self.example),
            Along::Own => (Picks::By(Value::Number(at)), self.example),
            Along::Difference => {
                let paid_on = if increment { at } else { at.checked_add(self.example)? };
                (Picks::By(self.plan.value(at)), paid_on)
            }
            Along::Ratio => {
                let base = self.example;
                let part = self.part_of(base, at)?;
                let paid_on = if increment { (part - base).max(0) } else { part };
                let money = !self.incentive.earns_on.measure.counts();
                (Picks::By(Value::Ratio { part, whole: whole(base), money }), paid_on)
            }
        })
    }
}

/// Units of money in one.
const MONEY: i64 = tierwright_program::money::UNITS_PER_MAJOR;
/// Units of numbers in one.
const NUMBER: i64 = tierwright_program::rate::RATE_ONE;
