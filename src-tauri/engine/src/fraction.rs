//! Exact fractions: added and cut down to their lowest terms.

use tierwright_program::Fraction;

/// The greatest common divisor, at least 1.
pub(crate) fn common_divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        // What fits half the width, a machine divides many times faster.
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return i128::from(narrow_divisor(a, b));
        }
        (a, b) = (b, a % b);
    }
    i128::try_from(a.max(1)).unwrap_or(1)
}

fn narrow_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// The same fraction in lowest terms.
pub(crate) fn lowest(fraction: Fraction) -> Fraction {
    let divisor = common_divisor(fraction.numerator, fraction.denominator);
    Fraction::new(fraction.numerator / divisor, fraction.denominator / divisor)
}

/// The sum of two fractions; `None` when it does not fit.
pub(crate) fn add(a: Fraction, b: Fraction) -> Option<Fraction> {
    if a.denominator == b.denominator {
        return Some(Fraction::new(a.numerator.checked_add(b.numerator)?, a.denominator));
    }
    let (a, b) = (lowest(a), lowest(b));
    let common = common_divisor(a.denominator, b.denominator);
    let (left, right) = (b.denominator / common, a.denominator / common);
    let sum = a.numerator.checked_mul(left)?.checked_add(b.numerator.checked_mul(right)?)?;
    Some(lowest(Fraction::new(sum, a.denominator.checked_mul(left)?)))
}
