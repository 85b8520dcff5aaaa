//! Values of measures, compared with thresholds exactly.

use tierwright_program::{
    Currency, Fraction, Money, Quantity, Rate, RoundingMode, money::UNITS_PER_MAJOR, rate::RATE_ONE,
};

use crate::{
    cube::Summed,
    explanation::{Amount, ExactQuantity},
    fraction::lowest,
    schedule::exact::in_majors,
};

/// The value of a measure for one partner and window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// Ten-thousandths of the program's currency.
    Money(i64),
    /// Hundred-millionths.
    Number(i64),
    /// Units of money or of a number that may lie between two of them.
    Exact { units: Fraction, money: bool },
    /// A fraction of two values of the same unit, `money` telling which; 0/0 meets no threshold.
    Ratio { part: i64, whole: Fraction, money: bool },
    /// The average of some numbers in hundred-millionths; of none it meets no threshold.
    Average { sum: i64, count: i64 },
}

impl Value {
    /// A sum in its unit.
    pub const fn of(summed: Summed, sum: i64) -> Self {
        if summed.is_money() { Self::Money(sum) } else { Self::Number(sum) }
    }

    /// Units that may lie between two; nothing when they are too large to be compared.
    pub fn exact(units: Fraction, money: bool) -> Option<Self> {
        let units = lowest(units);
        if units.denominator == 1 {
            let units = i64::try_from(units.numerator).ok()?;
            return Some(if money { Self::Money(units) } else { Self::Number(units) });
        }
        i64::try_from(units.denominator).ok()?;
        Some(Self::Exact { units, money })
    }

    /// A fraction of two values; nothing when they are too large to be compared.
    pub fn ratio(part: i64, whole: Fraction, money: bool) -> Option<Self> {
        let whole = lowest(whole);
        i64::try_from(whole.numerator).ok()?;
        let scaled = i128::from(part).checked_mul(i128::from(RATE_ONE))?;
        scaled.checked_mul(whole.denominator)?;
        Some(Self::Ratio { part, whole, money })
    }

    /// Whether it reaches a threshold (`>=`), or with `passed` exceeds it (`>`).
    ///
    /// A ratio `part / whole` reaches `t` when `part >= t * whole`, for a whole above zero.
    pub fn reaches(self, threshold: i64, passed: bool) -> bool {
        let threshold = i128::from(threshold);
        let (left, right) = match self {
            Self::Money(value) | Self::Number(value) => (i128::from(value), threshold),
            Self::Exact { units, .. } => (units.numerator, threshold * units.denominator),
            Self::Ratio { whole, .. } if whole.numerator <= 0 => return false,
            Self::Average { count, .. } if count <= 0 => return false,
            Self::Average { sum, count } => (i128::from(sum), threshold * i128::from(count)),
            Self::Ratio { part, whole, .. } => (
                i128::from(part) * i128::from(RATE_ONE) * whole.denominator,
                threshold * whole.numerator,
            ),
        };
        if passed { left > right } else { left >= right }
    }

    /// A ratio rounded to some decimals, as so many hundred-millionths of one; other values and a
    /// ratio over zero as they are. Nothing where it does not fit.
    pub fn rounded(self, decimals: u8, mode: RoundingMode) -> Option<Self> {
        let Self::Ratio { part, whole, .. } = self else { return Some(self) };
        if whole.numerator <= 0 {
            return Some(self);
        }
        let scale = 10_i64.pow(u32::from(decimals.min(8)));
        let scaled = i128::from(part).checked_mul(i128::from(scale))?;
        let scaled = scaled.checked_mul(whole.denominator)?;
        let rounded = i64::try_from(Fraction::new(scaled, whole.numerator).round(mode)?).ok()?;
        let part = rounded.checked_mul(RATE_ONE / scale)?;
        let whole = Fraction::new(i128::from(RATE_ONE), 1);
        Some(Self::Ratio { part, whole, money: false })
    }

    /// As a fraction of its units; a ratio in hundred-millionths, none for `x/0`.
    pub fn fraction(self) -> Option<Fraction> {
        match self {
            Self::Money(units) | Self::Number(units) => Some(Fraction::new(i128::from(units), 1)),
            Self::Exact { units, .. } => Some(units),
            Self::Ratio { whole, .. } if whole.numerator <= 0 => None,
            Self::Average { count, .. } if count <= 0 => None,
            Self::Average { sum, count } => Some(Fraction::new(i128::from(sum), i128::from(count))),
            Self::Ratio { part, whole, .. } => {
                let part = i128::from(part) * i128::from(RATE_ONE);
                Some(Fraction::new(part * whole.denominator, whole.numerator))
            }
        }
    }

    /// As it stands in an explanation.
    pub fn amount(self, currency: Currency) -> Amount {
        match self {
            Self::Money(units) => Amount::Exact(quantity(units, true, currency)),
            Self::Number(units) => Amount::Exact(quantity(units, false, currency)),
            Self::Exact { units, money } => {
                Amount::Fraction(exact_quantity(units, money, currency))
            }
            Self::Ratio { part, whole, money } => Amount::Ratio {
                part: quantity(part, money, currency),
                whole: exact_quantity(whole, money, currency),
            },
            Self::Average { sum, count } => {
                Amount::Average { sum: quantity(sum, false, currency), count }
            }
        }
    }
}

/// Units that may lie between two as an exact quantity.
pub(crate) fn exact_quantity(units: Fraction, money: bool, currency: Currency) -> ExactQuantity {
    let one = if money { UNITS_PER_MAJOR } else { RATE_ONE };
    let exact = in_majors(units, i128::from(one));
    ExactQuantity { exact, currency: money.then_some(currency) }
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
