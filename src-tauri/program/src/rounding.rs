//! The one place that rounds (`RULES` section 7, "Rounding").

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of a fraction that lies between two minor units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest; a half goes away from zero.
    #[default]
    HalfAwayFromZero,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// To the nearest; a half goes toward plus infinity.
    HalfUp,
}

impl RoundingMode {
    /// The mode in words, as shown in the status bar and the program guide.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::HalfAwayFromZero => "half away from zero",
            Self::HalfEven => "half to even",
            Self::HalfUp => "half up",
        }
    }

    /// `above / below` rounded to a whole number; `below` is above zero.
    #[must_use]
    #[inline]
    pub fn quotient(self, above: i64, below: i64) -> i64 {
        // Above zero, half of the divisor more goes where a half goes, and one division does.
        if self != Self::HalfEven
            && above >= 0
            && let Some(raised) = above.checked_add(below / 2)
        {
            return (raised.cast_unsigned() / below.cast_unsigned()).cast_signed();
        }
        let (floor, rest) = (above.div_euclid(below), above.rem_euclid(below));
        // Against what is missing to the next number, since twice the rest may not fit.
        let half = rest.cmp(&(below - rest));
        floor + i64::from(self.goes_up(half, floor < 0, floor % 2 != 0))
    }

    /// The same by a divisor that is ready for many amounts.
    #[must_use]
    #[inline]
    pub fn divided(self, above: i64, by: Divisor) -> i64 {
        if self != Self::HalfEven
            && above >= 0
            && let Some(raised) = above.checked_add(by.below / 2)
        {
            return by.divide(raised).0;
        }
        self.quotient(above, by.below)
    }

    /// Whether what lies above a whole number goes up to the next one, given how twice of it
    /// compares with the distance of the two.
    #[inline]
    fn goes_up(self, half: Ordering, below_zero: bool, odd: bool) -> bool {
        match half {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => match self {
                Self::HalfAwayFromZero => !below_zero,
                Self::HalfEven => odd,
                Self::HalfUp => true,
            },
        }
    }
}

/// A divisor of many amounts: a machine multiplies several times faster than it divides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Divisor {
    below: i64,
    /// How often it goes into the largest number of this width.
    inverse: u64,
}

impl Divisor {
    /// Ready to divide by a number above zero.
    #[must_use]
    pub const fn new(below: i64) -> Self {
        debug_assert!(below > 0);
        Self { below, inverse: u64::MAX / below.cast_unsigned() }
    }

    /// The number it divides by.
    #[must_use]
    pub const fn below(self) -> i64 {
        self.below
    }

    /// The whole number below `above / divisor`, and what is left over; `above` is not below zero.
    #[must_use]
    #[inline]
    pub const fn divide(self, above: i64) -> (i64, i64) {
        let product = above.cast_unsigned() as u128 * self.inverse as u128;
        // The inverse is cut short by 1 at most, so that what 2^63 of them miss is half a unit.
        let whole = ((product >> 64) as u64).cast_signed();
        let rest = above - whole * self.below;
        let more = (rest >= self.below) as i64;
        (whole + more, rest - more * self.below)
    }
}

/// An exact, unrounded amount: `numerator / denominator`, the denominator above zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fraction {
    /// Above the line.
    pub numerator: i128,
    /// Below the line, above zero.
    pub denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// The fraction `numerator / denominator`; the denominator must be above zero.
    #[must_use]
    pub const fn new(numerator: i128, denominator: i128) -> Self {
        debug_assert!(denominator > 0);
        Self { numerator, denominator }
    }

    /// The whole number at or below it, and what is left above that of the numerator.
    #[inline]
    fn floor_and_rest(self) -> (i128, i128) {
        // Most amounts fit half the width, in which a machine divides many times faster.
        match (i64::try_from(self.numerator), i64::try_from(self.denominator)) {
            (Ok(above), Ok(below)) => {
                (i128::from(above.div_euclid(below)), i128::from(above.rem_euclid(below)))
            }
            _ => {
                let floor = self.numerator.div_euclid(self.denominator);
                (floor, self.numerator.rem_euclid(self.denominator))
            }
        }
    }

    /// Rounded once, from the exact numerator and denominator, to a whole number.
    ///
    /// Nothing when twice the denominator does not fit.
    #[must_use]
    #[inline]
    pub fn round(self, mode: RoundingMode) -> Option<i128> {
        // Most amounts fit half the width, in which a machine divides many times faster.
        if let (Ok(above), Ok(below)) =
            (i64::try_from(self.numerator), i64::try_from(self.denominator))
        {
            return Some(i128::from(mode.quotient(above, below)));
        }
        let (floor, rest) = self.floor_and_rest();
        let half = rest.checked_mul(2)?.cmp(&self.denominator);
        floor.checked_add(i128::from(mode.goes_up(half, floor < 0, floor % 2 != 0)))
    }
}

/// Divides `pool` whole units over `weights` by largest remainder; ties go to the earlier weight.
///
/// The parts add up to the pool exactly. All parts are zero when the weights sum to zero, and
/// there is no answer when an intermediate product does not fit. Weights must not be negative.
/// Source: `RULES` section 5, "a split pool is divided by largest remainder, ties by partner id":
/// callers order the weights by id.
#[must_use]
pub fn largest_remainder(pool: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let mut remainders = Remainders::default();
    remainders.divide(pool, weights)?;
    Some(remainders.parts)
}

/// Divisions by largest remainder, one after another in the same memory.
#[derive(Clone, Debug, Default)]
pub struct Remainders {
    parts: Vec<i64>,
    order: Vec<(std::cmp::Reverse<i128>, usize)>,
}

impl Remainders {
    /// As [`largest_remainder`]; the parts stay here until the next division.
    #[must_use]
    pub fn divide(&mut self, pool: i64, weights: &[i64]) -> Option<&[i64]> {
        self.parts.clear();
        self.order.clear();
        let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        if total == 0 {
            self.parts.resize(weights.len(), 0);
            return Some(&self.parts);
        }
        let (size, sign) = (i128::from(pool).abs(), i64::from(pool >= 0) * 2 - 1);
        for (index, weight) in weights.iter().enumerate() {
            let product = size.checked_mul(i128::from(*weight))?;
            let (part, rest) = Fraction::new(product, total).floor_and_rest();
            self.parts.push(i64::try_from(part).ok()?);
            self.order.push((std::cmp::Reverse(rest), index));
        }
        let given: i128 = self.parts.iter().map(|part| i128::from(*part)).sum();
        self.order.sort_unstable();
        for (_, index) in self.order.iter().take(usize::try_from(size - given).ok()?) {
            self.parts[*index] += 1;
        }
        self.parts.iter_mut().for_each(|part| *part *= sign);
        Some(&self.parts)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_go_where_the_mode_says() {
        use RoundingMode::{HalfAwayFromZero, HalfEven, HalfUp};
        let rows: [(i128, i128, [i128; 3]); 10] = [
            (5, 2, [3, 2, 3]),
            (-5, 2, [-3, -2, -2]),
            (1, 2, [1, 0, 1]),
            (-1, 2, [-1, 0, 0]),
            (7, 2, [4, 4, 4]),
            (-7, 2, [-4, -4, -3]),
            (249, 100, [2, 2, 2]),
            (251, 100, [3, 3, 3]),
            (-249, 100, [-2, -2, -2]),
            (0, 7, [0, 0, 0]),
        ];
        let wide = i128::from(i64::MAX);
        let scaled = rows.map(|(above, below, expected)| (above * wide, below * wide, expected));
        for (numerator, denominator, expected) in rows.into_iter().chain(scaled) {
            for (mode, expected) in [HalfAwayFromZero, HalfEven, HalfUp].into_iter().zip(expected) {
                let got = Fraction::new(numerator, denominator).round(mode);
                assert_eq!(got, Some(expected), "{numerator}/{denominator} {mode:?}");
            }
        }
    }

    #[test]
    fn largest_remainder_table() {
        let rows: [(i64, &[i64], &[i64]); 6] = [
            (100, &[50, 30, 20], &[50, 30, 20]),
            (100, &[1, 1, 1], &[34, 33, 33]),
            (101, &[1, 1, 1], &[34, 34, 33]),
            (1, &[1, 1], &[1, 0]),
            (-100, &[1, 1, 1], &[-34, -33, -33]),
            (5, &[0, 0], &[0, 0]),
        ];
        for (pool, weights, expected) in rows {
            assert_eq!(
                largest_remainder(pool, weights).unwrap(),
                expected,
                "{pool} over {weights:?}"
            );
        }
    }

    #[test]
    fn a_divisor_divides_at_the_ends_of_what_fits() {
        let ends = [1, 2, 3, 1 << 31, (1 << 31) + 1, 1 << 62, i64::MAX - 1, i64::MAX];
        for below in ends {
            for above in ends.into_iter().chain([0]) {
                let got = Divisor::new(below).divide(above);
                assert_eq!(got, (above / below, above % below), "{above} / {below}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_divisor_rounds_as_division_does(above: i64, below in 1..=i64::MAX, small in 1..100_000_i64) {
            use RoundingMode::{HalfAwayFromZero, HalfEven, HalfUp};
            for mode in [HalfAwayFromZero, HalfEven, HalfUp] {
                for below in [below, small] {
                    prop_assert_eq!(mode.divided(above, Divisor::new(below)), mode.quotient(above, below));
                }
            }
        }

        #[test]
        fn parts_add_up_to_the_pool(pool in -1_000_000_000i64..1_000_000_000, weights in prop::collection::vec(0i64..1_000_000, 1..9)) {
            let parts = largest_remainder(pool, &weights).unwrap();
            let total: i64 = weights.iter().sum();
            prop_assert_eq!(parts.iter().sum::<i64>(), if total == 0 { 0 } else { pool });
            for (part, weight) in parts.iter().zip(&weights) {
                // No part strays a whole unit from its exact share.
                if total > 0 {
                    let exact = i128::from(pool) * i128::from(*weight);
                    prop_assert!((i128::from(*part) * i128::from(total) - exact).abs() < i128::from(total));
                }
            }
        }
    }
}
