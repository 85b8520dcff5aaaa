//! Scales of charts: exact amounts to positions between 0 and 1.

use tierwright_program::Money;

use crate::wire::{Axis, Tick};

/// At most this many steps from the lowest tick to the highest, on either side of zero.
const STEPS: i64 = 4;

/// A scale from a round number at or below the lowest amount to one at or above the highest, zero
/// always among them.
pub(crate) struct Scale {
    lowest: i64,
    highest: i64,
    step: i64,
}

impl Scale {
    /// The scale for amounts between two bounds, in ten-thousandths.
    pub(crate) fn over(lowest: i64, highest: i64) -> Self {
        let (lowest, highest) = (lowest.min(0), highest.max(0));
        let reach = highest.max(lowest.saturating_neg()).max(1);
        let step = round_steps().find(|step| step.saturating_mul(STEPS) >= reach).unwrap_or(reach);
        let steps_down = lowest.unsigned_abs().div_ceil(step.unsigned_abs());
        let steps_up = highest.unsigned_abs().div_ceil(step.unsigned_abs()).max(1);
        let times = |steps: u64| step.saturating_mul(i64::try_from(steps).unwrap_or(i64::MAX));
        Self { lowest: -times(steps_down), highest: times(steps_up), step }
    }

    /// The scale as it crosses the door; amounts are of the currency of `zero`.
    pub(crate) fn axis(&self, zero: Money) -> Axis {
        let ticks = self.ticks();
        Axis {
            zero: self.size(self.lowest.saturating_neg()),
            ticks: ticks
                .map(|units| Tick {
                    at: self.size(units.saturating_sub(self.lowest)),
                    amount: Money::from_units(units, zero.currency()).amount_text(),
                })
                .collect(),
        }
    }

    /// Where an amount lies, from 0 at the lowest tick to 1 at the highest.
    pub(crate) fn position(&self, units: i64) -> f64 {
        self.size(units.saturating_sub(self.lowest))
    }

    /// Its ticks, lowest first.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = i64> + '_ {
        (0..)
            .map(|at| self.lowest.saturating_add(self.step.saturating_mul(at)))
            .take_while(|units| *units <= self.highest)
    }

    /// An amount as a fraction of the whole height.
    #[allow(clippy::cast_precision_loss, reason = "a position on screen, never an amount again")]
    pub(crate) fn size(&self, units: i64) -> f64 {
        units as f64 / self.highest.saturating_sub(self.lowest).max(1) as f64
    }
}

/// 1, 2, 2.5 and 5 of each power of ten from a tenth of a major unit, upward.
fn round_steps() -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(100_i64), |power| power.checked_mul(10));
    powers.flat_map(|power| {
        [10, 20, 25, 50].into_iter().filter_map(move |digits| power.checked_mul(digits))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(lowest: &str, highest: &str) -> Vec<String> {
        let units = |text: &str| text.parse::<Money>().map(|money| money.units()).unwrap();
        let scale = Scale::over(units(lowest), units(highest));
        let axis = scale.axis(Money::zero("USD".parse().unwrap()));
        assert!((axis.ticks.last().unwrap().at - 1.0).abs() < 1e-9);
        assert!(axis.ticks.first().unwrap().at.abs() < 1e-9);
        let zero = axis.ticks.iter().find(|tick| tick.amount == "0.00").unwrap();
        assert!((zero.at - axis.zero).abs() < 1e-9);
        axis.ticks.into_iter().map(|tick| tick.amount).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_every_amount() {
        assert_eq!(ticks("0 USD", "0 USD"), ["0.00", "0.10"]);
        assert_eq!(
            ticks("0 USD", "400000 USD"),
            ["0.00", "100000.00", "200000.00", "300000.00", "400000.00"]
        );
        assert_eq!(ticks("0 USD", "410000 USD"), ["0.00", "200000.00", "400000.00", "600000.00"]);
        assert_eq!(
            ticks("-10 USD", "75 USD"),
            ["-20.00", "0.00", "20.00", "40.00", "60.00", "80.00"]
        );
    }
}
