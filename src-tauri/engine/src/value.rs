//! Values of measures, compared with thresholds exactly.

use tierwright_program::{Currency, Fraction, Money, Quantity, Rate, RoundingMode, rate::RATE_ONE};

use crate::{cube::Summed, explanation::Amount};

/// The value of a measure for one partner and window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Ten-thousandths of the program's currency.
    Money(i64),
    /// Hundred-millionths.
    Number(i64),
    /// A fraction of two values of the same unit, `money` telling which; 0/0 meets no threshold.
    Ratio { part: i64, whole: i64, money: bool },
    /// The average of some numbers in hundred-millionths; of none it meets no threshold.
    Average { sum: i64, count: i64 },
}

impl Value {
    /// A sum in its unit.
    pub const fn of(summed: Summed, sum: i64) -> Self {
        if summed.is_money() { Self::Money(sum) } else { Self::Number(sum) }
    }

    /// Whether it reaches a threshold (`>=`), or with `passed` exceeds it (`>`).
    ///
    /// A ratio `part / whole` reaches `t` when `part >= t * whole`, for a whole above zero.
    pub fn reaches(self, threshold: i64, passed: bool) -> bool {
        let (left, right) = match self {
            Self::Money(value) | Self::Number(value) => (i128::from(value), i128::from(threshold)),
            Self::Ratio { whole, .. } if whole <= 0 => return false,
            Self::Average { count, .. } if count <= 0 => return false,
            Self::Average { sum, count } => {
                (i128::from(sum), i128::from(threshold) * i128::from(count))
            }
            Self::Ratio { part, whole, .. } => {
                (i128::from(part) * i128::from(RATE_ONE), i128::from(threshold) * i128::from(whole))
            }
        };
        if passed { left > right } else { left >= right }
    }

    /// A ratio rounded to some decimals, as so many hundred-millionths of one; other values and a
    /// ratio over zero as they are. Nothing where it does not fit.
    pub fn rounded(self, decimals: u8, mode: RoundingMode) -> Option<Self> {
        let Self::Ratio { part, whole, .. } = self else { return Some(self) };
        if whole <= 0 {
            return Some(self);
        }
        let scale = 10_i64.pow(u32::from(decimals.min(8)));
        let scaled = i128::from(part).checked_mul(i128::from(scale))?;
        let rounded = i64::try_from(Fraction::new(scaled, i128::from(whole)).round(mode)?).ok()?;
        let part = rounded.checked_mul(RATE_ONE / scale)?;
        Some(Self::Ratio { part, whole: RATE_ONE, money: false })
    }

    /// As a fraction of its units; a ratio in hundred-millionths, none for `x/0`.
    pub fn fraction(self) -> Option<Fraction> {
        match self {
            Self::Money(units) | Self::Number(units) => Some(Fraction::new(i128::from(units), 1)),
            Self::Ratio { whole, .. } if whole <= 0 => None,
            Self::Average { count, .. } if count <= 0 => None,
            Self::Average { sum, count } => Some(Fraction::new(i128::from(sum), i128::from(count))),
            Self::Ratio { part, whole, .. } => {
                Some(Fraction::new(i128::from(part) * i128::from(RATE_ONE), i128::from(whole)))
            }
        }
    }

    /// As it stands in an explanation.
    pub fn amount(self, currency: Currency) -> Amount {
        match self {
            Self::Money(units) => Amount::Exact(quantity(units, true, currency)),
            Self::Number(units) => Amount::Exact(quantity(units, false, currency)),
            Self::Ratio { part, whole, money } => Amount::Ratio {
                part: quantity(part, money, currency),
                whole: quantity(whole, money, currency),
            },
            Self::Average { sum, count } => {
                Amount::Average { sum: quantity(sum, false, currency), count }
            }
        }
    }
}

/// Units as a quantity: ten-thousandths of money, or hundred-millionths of a number.
pub(crate) fn quantity(units: i64, money: bool, currency: Currency) -> Quantity {
    if money {
        Quantity::Money(Money::from_units(units, currency))
    } else {
        Quantity::Number(Rate::from_units(units))
    }
}

/// The units of a threshold, in the unit it is written in.
pub(crate) fn threshold_units(threshold: &Quantity) -> i64 {
    match threshold {
        Quantity::Money(money) => money.units(),
        Quantity::Number(number) => number.units(),
    }
}
