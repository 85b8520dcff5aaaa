//! Exact numbers, as plainly as they come: fractions of whole numbers without a bound.

use num_bigint::BigInt;
use num_rational::BigRational;
use tierwright_program::{Currency, Money, Quantity, Rate, RoundingMode};

/// An exact number. Money is in major units.
pub type Exact = BigRational;

/// A whole number.
pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// Zero.
pub fn zero() -> Exact {
    whole(0)
}

/// An amount of money in major units.
pub fn money(amount: Money) -> Exact {
    Exact::new(BigInt::from(amount.units()), BigInt::from(10_000))
}

/// A rate, a count or a share.
pub fn number(rate: Rate) -> Exact {
    Exact::new(BigInt::from(rate.units()), BigInt::from(100_000_000))
}

/// A threshold, whatever its unit.
pub fn quantity(quantity: Quantity) -> Exact {
    match quantity {
        Quantity::Money(amount) => money(amount),
        Quantity::Number(rate) => number(rate),
    }
}

/// The smaller of two numbers.
pub fn least(a: Exact, b: Exact) -> Exact {
    if a <= b { a } else { b }
}

/// The number, or zero where it is below.
pub fn not_below_zero(value: Exact) -> Exact {
    if value < zero() { zero() } else { value }
}

/// Whether a number lies exactly between two multiples of `step`.
pub fn is_midpoint(value: &Exact, step: &Exact) -> bool {
    let doubled = value * whole(2) / step;
    doubled.is_integer() && !(value / step).is_integer()
}

/// The number rounded to a multiple of `step`.
pub fn rounded(value: &Exact, step: &Exact, mode: RoundingMode) -> Exact {
    let steps = value / step;
    let below = steps.floor();
    let rest = &steps - &below;
    let half = Exact::new(BigInt::from(1), BigInt::from(2));
    let up = if rest == half {
        match mode {
            RoundingMode::HalfAwayFromZero => steps > zero(),
            RoundingMode::HalfUp => true,
            RoundingMode::HalfEven => !(&below / whole(2)).is_integer(),
        }
    } else {
        rest > half
    };
    let nearest = if up { below + whole(1) } else { below };
    nearest * step
}

/// The number rounded to four decimals.
pub fn to_four(value: &Exact, mode: RoundingMode) -> Exact {
    rounded(value, &Exact::new(BigInt::from(1), BigInt::from(10_000)), mode)
}

/// The number rounded to eight decimals.
pub fn to_eight(value: &Exact, mode: RoundingMode) -> Exact {
    rounded(value, &Exact::new(BigInt::from(1), BigInt::from(100_000_000)), mode)
}

/// One minor unit of a currency, in major units.
pub fn minor_unit(currency: Currency) -> Exact {
    let parts = (0..currency.decimals()).fold(1_i64, |parts, _| parts * 10);
    Exact::new(BigInt::from(1), BigInt::from(parts))
}

/// A whole number in parts by weights, by largest remainder; ties to the first. What is taken is
/// divided like what is given. Nothing where nothing weighs.
pub fn divided(whole: &Exact, weights: &[Exact]) -> Vec<Exact> {
    if *whole < zero() {
        return divided(&-whole, weights).into_iter().map(|part| -part).collect();
    }
    let total = weights.iter().fold(zero(), |sum, weight| sum + weight);
    if total == zero() {
        return vec![zero(); weights.len()];
    }
    let exact: Vec<Exact> = weights.iter().map(|weight| whole * weight / &total).collect();
    let mut parts: Vec<Exact> = exact.iter().map(Exact::floor).collect();
    let mut left = whole - parts.iter().fold(zero(), |sum, part| sum + part);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(&exact[*at] - &parts[*at]));
    for at in order {
        if left <= zero() {
            break;
        }
        parts[at] += self::whole(1);
        left -= self::whole(1);
    }
    parts
}
