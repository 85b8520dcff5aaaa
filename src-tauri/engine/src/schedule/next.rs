//! The next threshold: where it lies, how far it is, and what the line would pay there.

use tierwright_program::{Fraction, Quantity, incentive::Method};

use super::{PartOfValue, Picks, QualifiesBy, Reached, Reading, SchedulePlan, exact};
use crate::{
    explanation::{NextThreshold, Step},
    fraction::{add, lowest},
    recorder::Recorder,
    value::{Value, quantity},
};

/// A reading further on.
struct Ahead {
    at: Quantity,
    distance: Quantity,
    picks: Picks,
    paid_on: Fraction,
}

impl SchedulePlan {
    /// The first threshold above Q, or the next full block, and what would be earned there. V grows
    /// with Q where Q is V or its growth; a measure of its own leaves V as it is.
    pub(super) fn record_next<R: Recorder>(
        &self,
        of: &Reading<'_>,
        reached: Option<Reached>,
        recorder: &mut R,
    ) {
        // Which part would grow is not known where parts take columns of their own.
        let [part] = of.parts else { return };
        if !R::RECORDS || of.deal.is_some() || part.value != of.paid_on {
            return;
        }
        let Some(ahead) = self.ahead(of, reached) else { return };
        let parts = [PartOfValue { value: ahead.paid_on, ..*part }];
        let reading = Reading { picks: ahead.picks, paid_on: ahead.paid_on, parts: &parts, ..*of };
        let Some(would_pay) = self.result(&reading) else { return };
        recorder.record(|| {
            Step::NextThreshold(NextThreshold {
                at: ahead.at,
                distance: ahead.distance,
                would_pay: exact(would_pay),
            })
        });
    }

    /// The result of a reading.
    fn result(&self, of: &Reading<'_>) -> Option<Fraction> {
        let reached = self.reached(of)?;
        let counted = self.counted(of, reached)?;
        self.not_below_floor(self.bands(of, reached, &counted)?)
    }

    fn ahead(&self, of: &Reading<'_>, reached: Option<Reached>) -> Option<Ahead> {
        let Picks::By(value) = of.picks else { return None };
        let band = self.from.iter().position(|from| !value.reaches(*from, self.passed));
        let threshold = band.and_then(|band| self.at_threshold(of, value, self.from[band]));
        let block = reached.and_then(|reached| self.at_block(of, reached));
        match (threshold, block) {
            (Some(threshold), Some(block)) => {
                let first = exact::is_below(block.paid_on, threshold.paid_on)?;
                Some(if first { block } else { threshold })
            }
            (threshold, block) => threshold.or(block),
        }
    }

    /// At a threshold of Q. Past it means at least one unit above it.
    fn at_threshold(&self, of: &Reading<'_>, value: Value, from: i64) -> Option<Ahead> {
        let past = from.checked_add(i64::from(self.passed))?;
        let grown = |distance: Fraction| add(of.paid_on, distance);
        let (distance, picks, paid_on) = match (value, self.qualifies_by) {
            (Value::Ratio { whole, .. }, _) if whole.numerator <= 0 => return None,
            (Value::Ratio { part, whole, money }, QualifiesBy::OverBase) => {
                let part_there = self.reaching(from, whole)?;
                let distance = part_there.checked_sub(part)?;
                let there = Value::Ratio { part: part_there, whole, money };
                (self.of_value(distance), there, grown(exact::whole(distance))?)
            }
            (Value::Ratio { .. } | Value::Average { .. }, _) => return None,
            (value, by) => {
                let distance = exact::minus(exact::whole(past), value.fraction()?)?;
                let there = if self.money { Value::Money(past) } else { Value::Number(past) };
                let grows = matches!(by, QualifiesBy::PaidOn | QualifiesBy::LessBase);
                let paid_on = if grows { grown(distance)? } else { of.paid_on };
                (self.threshold(ceiling(distance)?), there, paid_on)
            }
        };
        Some(Ahead { at: self.threshold(from), distance, picks: Picks::By(picks), paid_on })
    }

    /// The least V whose ratio to a base reaches or passes a threshold.
    fn reaching(&self, from: i64, base: Fraction) -> Option<i64> {
        let exact = lowest(exact::of_base(exact::whole(from), base)?);
        let past = self.passed && exact.denominator == 1;
        ceiling(exact)?.checked_add(i64::from(past))
    }

    /// At the next full block, where V itself qualifies.
    fn at_block(&self, of: &Reading<'_>, reached: Reached) -> Option<Ahead> {
        let counts_blocks = matches!(self.method, Method::PerBlock(_) | Method::FreeGoods(_));
        if !counts_blocks || self.qualifies_by != QualifiesBy::PaidOn || reached.q.is_none() {
            return None;
        }
        let block = self.block();
        let divisor = of.paid_on.denominator.checked_mul(i128::from(block))?;
        let full = i64::try_from(of.paid_on.numerator.checked_div_euclid(divisor)?).ok()?;
        let at = full.checked_add(1)?.checked_mul(block)?;
        let distance = exact::minus(exact::whole(at), of.paid_on)?;
        let capped = self.most_value.is_some_and(|most| most < at);
        let ended = self.ends_at.is_some_and(|end| end < at);
        if capped || ended {
            return None;
        }
        Some(Ahead {
            at: self.of_value(at),
            distance: self.of_value(ceiling(distance)?),
            picks: Picks::By(self.value(at)),
            paid_on: exact::whole(at),
        })
    }

    /// Units of V as a quantity.
    pub(super) fn of_value(&self, units: i64) -> Quantity {
        quantity(units, !self.counts, self.currency)
    }
}

/// The whole number at or above a fraction.
fn ceiling(of: Fraction) -> Option<i64> {
    let below = of.numerator.div_euclid(of.denominator);
    let exact = of.numerator.rem_euclid(of.denominator) == 0;
    i64::try_from(below + i128::from(!exact)).ok()
}
