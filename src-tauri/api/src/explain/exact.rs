//! Amounts finer than money: the parts of a payout before it is rounded.

use rust_decimal::Decimal;
use tierwright_program::{Fraction, Money, RoundingMode, money::UNITS_PER_MAJOR};

/// Decimals kept: those of money times a rate, four and eight.
const PLACES: u32 = 12;
/// What one major unit is.
const ONE: i128 = 1_000_000_000_000;

/// An amount in millionths of a millionth of the major unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tiny(i128);

impl Tiny {
    /// Exactly an amount of money.
    pub(super) fn of_money(money: Money) -> Self {
        Self(i128::from(money.units()) * (ONE / i128::from(UNITS_PER_MAJOR)))
    }

    /// `numerator / denominator` major units, to the nearest; nothing where it does not fit.
    pub(super) fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        nearest(numerator.checked_mul(ONE)?, denominator)
    }

    /// The sum of all; nothing where it does not fit.
    pub(super) fn sum(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        all.into_iter().try_fold(0_i128, |sum, one| sum.checked_add(one.0)).map(Self)
    }

    /// `self - other`.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Whether it is nothing.
    pub(super) const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether its size is below some ten-thousandths of the major unit.
    pub(super) fn is_below(self, units: i64) -> bool {
        let size = i128::from(units) * (ONE / i128::from(UNITS_PER_MAJOR));
        self.0.abs() < size
    }

    /// Whether it is no more than what a few steps cut to ten-thousandths leave over.
    pub(super) fn is_negligible(self) -> bool {
        self.is_below(10)
    }

    /// As text with at least `least` decimals and no idle zeros after those.
    pub(super) fn text(self, least: u32) -> String {
        match Decimal::try_from_i128_with_scale(self.0, PLACES) {
            Ok(exact) => {
                let mut amount = exact.normalize();
                if amount.scale() < least {
                    amount.rescale(least);
                }
                amount.to_string()
            }
            // Beyond what a decimal holds: all digits, by hand.
            Err(_) => format!("{}.{:012}", self.0 / ONE, (self.0 % ONE).abs()),
        }
    }
}

fn nearest(numerator: i128, denominator: i128) -> Option<Tiny> {
    if denominator == 0 {
        return None;
    }
    let sign = denominator.signum();
    let fraction = Fraction::new(numerator.checked_mul(sign)?, denominator.checked_mul(sign)?);
    fraction.round(RoundingMode::HalfAwayFromZero).map(Tiny)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_exact_to_twelve_decimals() {
        let money: Money = "498210.01 USD".parse().unwrap();
        assert_eq!(Tiny::fraction(298_926_006, 10_000).unwrap().text(2), "29892.6006");
        assert_eq!(Tiny::of_money(money).text(2), "498210.01");
        assert_eq!(Tiny::fraction(1, 3).unwrap().text(2), "0.333333333333");
        assert_eq!(Tiny::fraction(-2, 3).unwrap().text(2), "-0.666666666667");
        assert_eq!(Tiny::fraction(1, 0), None);
        assert_eq!(Tiny::fraction(i128::MAX, 1), None);
        assert!(Tiny::fraction(1, 1_000_000).unwrap().is_negligible());
        assert!(!Tiny::fraction(1, 1_000).unwrap().is_negligible());
    }
}
