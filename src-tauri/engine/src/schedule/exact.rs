//! Exact fractions of units: products and sums that do not fit are no answer, never a wrong one.

use tierwright_program::{Fraction, rate::RATE_ONE};

use crate::{
    explanation::Exact,
    fraction::{add, common_divisor, lowest},
};

/// A whole number.
pub(crate) const fn whole(number: i64) -> Fraction {
    Fraction { numerator: number as i128, denominator: 1 }
}

/// `a x b`. Cut down before it is multiplied where the product would not fit otherwise: V and Q are
/// often the same large sum.
pub(crate) fn times(a: Fraction, b: Fraction) -> Option<Fraction> {
    product(a, b).or_else(|| {
        let (a, b) = (lowest(a), lowest(b));
        let left = common_divisor(a.numerator, b.denominator);
        let right = common_divisor(b.numerator, a.denominator);
        let a = Fraction::new(a.numerator / left, a.denominator / right);
        let b = Fraction::new(b.numerator / right, b.denominator / left);
        product(a, b)
    })
}

fn product(a: Fraction, b: Fraction) -> Option<Fraction> {
    let numerator = a.numerator.checked_mul(b.numerator)?;
    Some(Fraction::new(numerator, a.denominator.checked_mul(b.denominator)?))
}

/// `a x part / of`; `of` above zero.
pub(crate) fn scaled(a: Fraction, part: i128, of: i128) -> Option<Fraction> {
    times(a, Fraction::new(part, of))
}

/// A ratio in hundred-millionths times the base it is a ratio to.
pub(crate) fn of_base(ratio: Fraction, base: Fraction) -> Option<Fraction> {
    times(scaled(ratio, 1, i128::from(RATE_ONE))?, base)
}

/// `a / b`; nothing where b is zero or less.
pub(crate) fn over(a: Fraction, b: Fraction) -> Option<Fraction> {
    (b.numerator > 0).then_some(())?;
    times(a, Fraction::new(b.denominator, b.numerator))
}

/// `a - b`.
pub(crate) fn minus(a: Fraction, b: Fraction) -> Option<Fraction> {
    add(a, Fraction::new(b.numerator.checked_neg()?, b.denominator))
}

/// The smaller one.
pub(crate) fn least(a: Fraction, b: Fraction) -> Option<Fraction> {
    Some(if is_below(b, a)? { b } else { a })
}

/// Whether `a < b`.
pub(crate) fn is_below(a: Fraction, b: Fraction) -> Option<bool> {
    Some(minus(a, b)?.numerator < 0)
}

/// A fraction of units, of which `one` make a major unit, as an exact number in lowest terms.
pub(crate) fn in_majors(units: Fraction, one: i128) -> Exact {
    let denominator = units.denominator.saturating_mul(one);
    let divisor = common_divisor(units.numerator, denominator);
    Exact { numerator: units.numerator / divisor, denominator: denominator / divisor }
}
