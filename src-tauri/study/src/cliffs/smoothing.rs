//! Schedules without jumps, and what they would cost.

use tierwright_engine::{Failure, Selection};
use tierwright_program::{
    Program, Rate, check,
    incentive::{Band, Interpolated, Method},
    schedule::Pays,
};

use super::{Jumped, ThresholdOf, standing::Standing};
use crate::{
    Base,
    base::{paid_by, paid_to_each},
    probe::with_probes,
};

/// A tenth of a basis point, which raised rates are rounded to.
const RATE_STEP: i64 = 1_000;

/// A schedule in place of one that jumps.
#[derive(Clone, Debug)]
pub struct Smoothing {
    /// Position of the incentive.
    pub incentive: usize,
    /// What is done to its schedule.
    pub kind: SmoothingKind,
    /// What the program costs more than now over the replay, in ten-thousandths.
    pub cost: i64,
    /// Partners who get less.
    pub worse: usize,
    /// Partners who get more.
    pub better: usize,
    /// What the rule's own jump becomes for the partner who now has the largest, what tiers and other
    /// rules add to it left out.
    pub jump_left: i64,
    /// The same jump now.
    pub jump_now: i64,
    /// The changed program.
    pub program: Program,
}

/// What is done to a schedule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SmoothingKind {
    /// Each band pays its own rate.
    EachBand,
    /// Each band pays its own rate, all rates raised alike so that the rule costs about what it does
    /// now.
    EachBandSameCost,
    /// The rate rises on a straight line from threshold to threshold.
    StraightLine,
    /// Twice as many bands with half the jumps.
    HalfSteps,
}

/// Every smoothing of every incentive that jumps, the cheapest first.
pub(super) fn smoothing(base: &Base, jumped: &[Jumped]) -> Result<Vec<Smoothing>, Failure> {
    let mut found = Vec::new();
    for incentive in 0..base.program().incentives.len() {
        let own = jumped.iter().filter(|one| {
            matches!(one.standing.of, ThresholdOf::Band { incentive: at, .. } if at == incentive)
        });
        let steepest = own.filter(|one| one.jump > Some(0)).max_by_key(|one| one.jump);
        if let Some(steepest) = steepest {
            found.extend(of_incentive(base, incentive, &steepest.standing)?);
        }
    }
    found.sort_by_key(|one| (one.cost, one.kind));
    Ok(found)
}

fn of_incentive(
    base: &Base,
    incentive: usize,
    steepest: &Standing,
) -> Result<Vec<Smoothing>, Failure> {
    let now = base.program();
    let mut tried = vec![
        (SmoothingKind::EachBand, each_band(now, incentive)),
        (SmoothingKind::StraightLine, straight_line(now, incentive)),
        (SmoothingKind::HalfSteps, half_steps(now, incentive)),
    ];
    if let Some(program) = same_cost(base, incentive)? {
        tried.push((SmoothingKind::EachBandSameCost, program));
    }
    let before = paid_to_each(&base.outcome);
    let jump = |program: &Program| own_jump(base, program, incentive, steepest);
    let jump_now = jump(now)?;
    let mut found = Vec::new();
    for (kind, program) in tried {
        if check(&program).0.is_none() {
            continue;
        }
        let after = paid_to_each(&base.with_program(&program)?);
        let changes = || before.iter().zip(&after).map(|(before, after)| after - before);
        found.push(Smoothing {
            incentive,
            kind,
            cost: changes().sum(),
            worse: changes().filter(|change| *change < 0).count(),
            better: changes().filter(|change| *change > 0).count(),
            jump_left: jump(&program)?,
            jump_now,
            program,
        });
    }
    Ok(found)
}

/// What the last cent brings from the rule itself in the quarter, without what other rules and tiers
/// make of it.
fn own_jump(
    base: &Base,
    program: &Program,
    incentive: usize,
    of: &Standing,
) -> Result<i64, Failure> {
    let paid = |less: i64| {
        let rows = with_probes(base, &[of.probe(less)]);
        let outcome = base.program_with_rows(program, rows, 1)?;
        let (partner, quarter) = (Some(of.partner), Some(of.seen));
        let own = Selection { partner, quarter, incentive: Some(incentive) };
        Ok::<i64, Failure>(outcome.total(own).units())
    };
    Ok(paid(0)? - paid(base.minor())?)
}

fn each_band(now: &Program, incentive: usize) -> Program {
    let mut program = now.clone();
    program.incentives[incentive].schedule.method = Method::EachBand;
    program
}

fn straight_line(now: &Program, incentive: usize) -> Program {
    let mut program = now.clone();
    program.incentives[incentive].schedule.method = Method::Interpolated(Interpolated::Rate);
    program
}

/// A band in the middle of every two, at the mean of their rates.
fn half_steps(now: &Program, incentive: usize) -> Program {
    let mut program = now.clone();
    let schedule = &mut program.incentives[incentive].schedule;
    let mut bands: Vec<Band> = Vec::new();
    for band in std::mem::take(&mut schedule.bands) {
        if let Some(between) = bands.last().and_then(|below| between(below, &band)) {
            bands.push(between);
        }
        bands.push(band);
    }
    schedule.bands = bands;
    program
}

fn between(below: &Band, above: &Band) -> Option<Band> {
    use tierwright_program::{Money, Quantity};
    let from = match (below.from, above.from) {
        (Quantity::Money(one), Quantity::Money(other)) => {
            let cent = one.currency().units_per_minor();
            let middle = (one.units() + other.units()) / 2 / cent * cent;
            Quantity::Money(Money::from_units(middle, one.currency()))
        }
        (Quantity::Number(one), Quantity::Number(other)) => {
            Quantity::Number(Rate::from_units((one.units() + other.units()) / 2))
        }
        _ => return None,
    };
    let mean = |(one, other): (&Rate, &Rate)| Rate::from_units((one.units() + other.units()) / 2);
    let rates = below.rates.iter().zip(&above.rates).map(mean).collect();
    let amounts = Vec::new();
    Some(Band { from, rates, amounts, pays_on: below.pays_on })
}

/// Each band at its own rate, raised alike until the rule costs what it does now.
fn same_cost(base: &Base, incentive: usize) -> Result<Option<Program>, Failure> {
    let mut program = each_band(base.program(), incentive);
    let of = &program.incentives[incentive];
    let money = of.schedule.method.pays(of.earns_on.measure.counts()) == Pays::Rates;
    if !money || check(&program).0.is_none() {
        return Ok(None);
    }
    let wanted = paid_by(&base.outcome, incentive);
    // Limits can hold some payouts back, so that one proportion need not be enough.
    for _ in 0..4 {
        let costs = paid_by(&base.with_program(&program)?, incentive);
        if costs <= 0 || wanted <= 0 {
            return Ok(None);
        }
        for band in &mut program.incentives[incentive].schedule.bands {
            for rate in &mut band.rates {
                let exact = i128::from(rate.units()) * i128::from(wanted) / i128::from(costs);
                let rounded = (exact + i128::from(RATE_STEP) / 2) / i128::from(RATE_STEP);
                let units = i64::try_from(rounded).unwrap_or(0).saturating_mul(RATE_STEP);
                *rate = Rate::from_units(units);
            }
        }
    }
    Ok(check(&program).0.map(|_| program))
}
