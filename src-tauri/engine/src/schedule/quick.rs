//! Schedules read by whole numbers that a machine multiplies at once, for the many lines and deals
//! about which nothing is out of the ordinary.
//!
//! What comes out is what [`SchedulePlan::read`] gives; whatever does not fit, or is read in another
//! way, is left to it.

use tierwright_program::{incentive::Method, rate::RATE_ONE};

use super::{QualifiesBy, SchedulePlan};

/// A schedule whose bands alone decide: one rate on all of V, or one for each slice of it.
#[derive(Clone, Copy)]
pub(crate) struct Quick<'a> {
    plan: &'a SchedulePlan,
    by_slice: bool,
}

/// What picks the band.
#[derive(Clone, Copy)]
pub(crate) enum QuickPick {
    /// Q in the unit of the bands.
    Value(i64),
    /// Q is a fraction.
    Ratio { part: i64, whole: i64 },
    /// The top band holds.
    TopBand,
    /// There is one band.
    OnlyBand,
}

impl SchedulePlan {
    /// Itself, where it can be read by whole numbers.
    pub fn quick(&self) -> Option<Quick<'_>> {
        let by_slice = match self.method {
            Method::WholeAmount => false,
            Method::EachBand if self.qualifies_by == QualifiesBy::PaidOn => true,
            _ => return None,
        };
        let plain = self.ends_at.is_none() && self.most_value.is_none() && self.floor == 0;
        (plain && self.needs_value()).then_some(Quick { plan: self, by_slice })
    }
}

impl Quick<'_> {
    /// What a column gives for V, in hundred-millionths of a ten-thousandth, at least zero; nothing
    /// when it does not fit.
    #[inline]
    pub fn read(self, picks: QuickPick, value: i64, column: usize) -> Option<i64> {
        let Some(band) = self.band(picks) else { return Some(0) };
        let pays = |band: usize| self.plan.pays[band][column];
        let sum = match (self.by_slice, picks) {
            (true, QuickPick::Value(q)) => {
                let from = &self.plan.from;
                let slice = |at: usize| {
                    let end = from.get(at + 1).map_or(q, |next| q.min(*next));
                    end.checked_sub(from[at])?.max(0).checked_mul(pays(at))
                };
                (0..=band).try_fold(0_i64, |sum, at| sum.checked_add(slice(at)?))?
            }
            _ => value.checked_mul(pays(band))?,
        };
        Some(sum.max(0))
    }

    /// The highest band that is reached.
    fn band(self, picks: QuickPick) -> Option<usize> {
        let (from, passed) = (&self.plan.from, self.plan.passed);
        match picks {
            QuickPick::TopBand => from.len().checked_sub(1),
            QuickPick::OnlyBand => (!from.is_empty()).then_some(0),
            QuickPick::Value(q) => {
                from.iter().rposition(|from| if passed { q > *from } else { q >= *from })
            }
            QuickPick::Ratio { whole, .. } if whole <= 0 => None,
            QuickPick::Ratio { part, whole } => {
                let left = i128::from(part) * i128::from(RATE_ONE);
                from.iter().rposition(|from| {
                    let right = i128::from(*from) * i128::from(whole);
                    if passed { left > right } else { left >= right }
                })
            }
        }
    }
}
