//! What each further sale of a partner would bring.

use tierwright_engine::Failure;

use super::standing::Standing;
use crate::{
    Base,
    base::{each, paid_to},
    probe::with_probes,
};

/// How many equal steps a curve has, besides the threshold itself.
const STEPS: i64 = 30;

/// The payout of one partner against what it sells besides in one quarter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Curve {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the quarter in which it sells more.
    pub quarter: usize,
    /// What it has to sell besides to reach the threshold, in ten-thousandths.
    pub needed: i64,
    /// From nothing more up to beyond the threshold.
    pub points: Vec<CurvePoint>,
}

/// One point of a curve, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurvePoint {
    /// What it sells besides.
    pub more: i64,
    /// What it is paid over the replay then.
    pub paid: i64,
    /// What each further unit of sales brought since the point before, in millionths: 50,000 is
    /// five cents of each dollar. Zero at the first point.
    pub marginal: i64,
}

pub(super) fn curve(base: &Base, of: &Standing) -> Result<Curve, Failure> {
    let minor = base.minor();
    // A twentieth of the threshold at least, so that the way to it and beyond is seen as well.
    let twentieth = i128::from(of.needed) * 50_000 / i128::from(of.short.max(1));
    let twentieth = i64::try_from(twentieth).unwrap_or(i64::MAX).min(of.needed.saturating_mul(50));
    let end = of.needed.saturating_mul(2).max(twentieth).max(STEPS * minor);
    let mut sizes: Vec<i64> = (0..=STEPS).map(|step| end / minor * step / STEPS * minor).collect();
    sizes.extend([of.needed - minor, of.needed]);
    sizes.sort_unstable();
    sizes.dedup();
    let paid = each(sizes.len(), base.threads, |at| {
        let rows = with_probes(base, &[of.probe_of(sizes[at])]);
        let outcome = base.program_with_rows(base.program(), rows, 1)?;
        Ok(paid_to(&outcome, of.partner))
    })?;
    let mut points: Vec<CurvePoint> = Vec::with_capacity(sizes.len());
    for (more, paid) in sizes.into_iter().zip(paid) {
        let marginal = points.last().map_or(0, |before| {
            let (rise, run) = (paid - before.paid, more - before.more);
            i64::try_from(i128::from(rise) * 1_000_000 / i128::from(run)).unwrap_or(i64::MAX)
        });
        points.push(CurvePoint { more, paid, marginal });
    }
    Ok(Curve { partner: of.partner, quarter: of.seen, needed: of.needed, points })
}
