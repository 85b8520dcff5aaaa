//! Exact fractions: added, cut down to their lowest terms, and shared out by.

use num_bigint::BigInt;
use tierwright_program::{Fraction, rounding::largest_remainder};

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

/// Divides whole units over exact weights by largest remainder; ties go to the earlier weight, and
/// weights below zero have no part. `None` when a part does not fit.
pub(crate) fn shared_out(pool: i64, weights: &[Fraction]) -> Option<Vec<i64>> {
    let above_zero = |of: &Fraction| if of.numerator > 0 { lowest(*of) } else { Fraction::ZERO };
    let weights: Vec<Fraction> = weights.iter().map(above_zero).collect();
    match narrow_weights(&weights) {
        Some(narrow) => largest_remainder(pool, &narrow),
        None => shared_out_widely(pool, &weights),
    }
}

/// Weights of one denominator, where these are no larger than a plain division takes.
fn narrow_weights(weights: &[Fraction]) -> Option<Vec<i64>> {
    let common = weights.iter().try_fold(1_i128, |common, weight| {
        common.checked_mul(weight.denominator / common_divisor(common, weight.denominator))
    })?;
    let narrow =
        |of: &Fraction| i64::try_from(of.numerator.checked_mul(common / of.denominator)?).ok();
    weights.iter().map(narrow).collect()
}

/// The least denominator that all weights can have.
fn common_denominator(weights: &[Fraction]) -> BigInt {
    weights.iter().fold(BigInt::from(1), |common, weight| {
        let rest = i128::try_from(&common % weight.denominator).unwrap_or(1);
        common * (weight.denominator / common_divisor(rest, weight.denominator))
    })
}

/// The same for weights of many digits.
fn shared_out_widely(pool: i64, weights: &[Fraction]) -> Option<Vec<i64>> {
    let common = common_denominator(weights);
    let wide = |of: &Fraction| &common / of.denominator * of.numerator;
    let wide: Vec<BigInt> = weights.iter().map(wide).collect();
    let (total, size) = (wide.iter().sum::<BigInt>(), BigInt::from(pool.unsigned_abs()));
    let mut parts = Vec::with_capacity(wide.len());
    let mut order = Vec::with_capacity(wide.len());
    for (index, weight) in wide.iter().enumerate() {
        let product = &size * weight;
        parts.push(i64::try_from(&product / &total).ok()?);
        order.push((std::cmp::Reverse(product % &total), index));
    }
    let given: i64 = parts.iter().sum();
    order.sort_unstable();
    let left = usize::try_from(pool.checked_abs()? - given).ok()?;
    order.iter().take(left).for_each(|(_, index)| parts[*index] += 1);
    Some(parts.into_iter().map(|part| part * pool.signum()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_weights_share_out_what_cut_down_ones_would_not() {
        let of = |numerator, denominator| Fraction::new(numerator, denominator);
        // 27,777.775 and 3,333,333 of 3,361,111: 27,777.7769 and 3,333,333.2231.
        let weights = [of(27_777_775, 1000), of(3_333_333, 1)];
        assert_eq!(shared_out(3_361_111, &weights), Some(vec![27_778, 3_333_333]));
        assert_eq!(shared_out(-3_361_111, &weights), Some(vec![-27_778, -3_333_333]));
        assert_eq!(shared_out(10, &[of(1, 3), of(1, 3), of(-1, 3)]), Some(vec![5, 5, 0]));
        assert_eq!(shared_out(10, &[of(0, 1), of(-1, 3)]), Some(vec![0, 0]));
    }

    #[test]
    fn a_common_denominator_is_no_larger_than_it_must_be() {
        let of = |denominator| Fraction::new(1, denominator);
        // 4 x 9 x 25 = 900, however often each of them comes.
        let weights: Vec<Fraction> =
            [4, 6, 9, 12, 18, 25, 50].into_iter().cycle().take(10_000).map(of).collect();
        assert_eq!(common_denominator(&weights), BigInt::from(900));
        assert_eq!(common_denominator(&[]), BigInt::from(1));
    }

    #[test]
    fn weights_of_many_digits_are_divided_as_others_are() {
        // Coprime denominators near 10^12: the common one has 36 digits.
        let big = [1_000_000_000_039_i128, 1_000_000_000_061, 1_000_000_000_063];
        let weights: Vec<Fraction> = big.iter().map(|of| Fraction::new(of - 1, *of)).collect();
        assert!(narrow_weights(&weights).is_none());
        assert_eq!(shared_out(8, &weights), Some(vec![2, 3, 3]), "the first is the smallest");
        let parts = shared_out(i64::MAX, &weights).unwrap();
        assert_eq!(parts.iter().sum::<i64>(), i64::MAX);
    }
}
