//! Exact arithmetic of the checker's own: fractions of whole numbers of any size.

use num_bigint::BigInt;
use num_rational::BigRational;
use tierwright_engine::explanation::{self, Amount, ExactQuantity};
use tierwright_program::{Currency, Fraction, Money, Quantity, Rate, RoundingMode};

/// An exact number: money in major units, or plain.
pub type Number = BigRational;

/// Ten-thousandths in a major unit of money.
const MONEY: i64 = 10_000;
/// Hundred-millionths in one.
const PLAIN: i64 = 100_000_000;

pub fn ratio(above: i128, below: i128) -> Number {
    Number::new(BigInt::from(above), BigInt::from(below))
}

pub fn whole(number: i128) -> Number {
    Number::from_integer(BigInt::from(number))
}

pub fn zero() -> Number {
    whole(0)
}

pub fn one() -> Number {
    whole(1)
}

pub fn money(of: Money) -> Number {
    ratio(of.units().into(), MONEY.into())
}

pub fn rate(of: Rate) -> Number {
    ratio(of.units().into(), PLAIN.into())
}

pub fn quantity(of: Quantity) -> Number {
    match of {
        Quantity::Money(of) => money(of),
        Quantity::Number(of) => rate(of),
    }
}

pub fn stated(of: explanation::Exact) -> Number {
    ratio(of.numerator, of.denominator)
}

pub fn stated_quantity(of: ExactQuantity) -> Number {
    stated(of.exact)
}

pub fn fraction(of: Fraction) -> Number {
    ratio(of.numerator, of.denominator)
}

/// The value of a measure; none for a ratio to zero or less.
pub fn amount(of: Amount) -> Option<Number> {
    match of {
        Amount::Exact(of) => Some(quantity(of)),
        Amount::Average { sum, count } => {
            (count > 0).then(|| quantity(sum) / ratio(i128::from(count), 1))
        }
        Amount::Fraction(of) => Some(stated_quantity(of)),
        Amount::Ratio { part, whole } => {
            let whole = stated_quantity(whole);
            (whole > zero()).then(|| quantity(part) / whole)
        }
    }
}

/// Rounded to a whole number.
pub fn rounded(of: &Number, mode: RoundingMode) -> Number {
    let half = ratio(1, 2);
    let below = of.floor();
    let rest = of - &below;
    let up = match rest.cmp(&half) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => match mode {
            RoundingMode::HalfAwayFromZero => *of > zero(),
            RoundingMode::HalfUp => true,
            RoundingMode::HalfEven => (&below / whole(2)).fract() != zero(),
        },
    };
    if up { below + one() } else { below }
}

/// Rounded to a multiple of `1 / parts`.
pub fn rounded_to(of: &Number, parts: i64, mode: RoundingMode) -> Number {
    let parts = whole(parts.into());
    rounded(&(of * &parts), mode) / parts
}

/// Rounded as an amount that was converted or weighted: money to four decimals, numbers to eight.
pub fn rounded_as(of: &Number, like: Quantity, mode: RoundingMode) -> Number {
    let parts = if matches!(like, Quantity::Money(_)) { MONEY } else { PLAIN };
    rounded_to(of, parts, mode)
}

/// Minor units in a major unit of a currency (ISO 4217).
pub fn minor_units(of: Currency) -> i64 {
    match of.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 1,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 1000,
        "CLF" | "UYW" => 10_000,
        _ => 100,
    }
}

/// Divides a pool of whole minor units by largest remainder, ties to the earlier weight.
pub fn largest_remainder(pool: &Number, weights: &[Number], minor: i64) -> Vec<Number> {
    let minor = whole(minor.into());
    let total = weights.iter().fold(zero(), |sum, weight| sum + weight);
    if total == zero() {
        return vec![zero(); weights.len()];
    }
    let (sign, size) = if *pool < zero() { (-one(), -pool) } else { (one(), pool.clone()) };
    let size = size * &minor;
    let exact: Vec<Number> = weights.iter().map(|weight| &size * weight / &total).collect();
    let mut parts: Vec<Number> = exact.iter().map(Number::floor).collect();
    let given = parts.iter().fold(zero(), |sum, part| sum + part);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| {
        let rest = |at: usize| exact[at].fract();
        rest(*b).cmp(&rest(*a)).then(a.cmp(b))
    });
    let mut left = size - given;
    for at in order {
        if left <= zero() {
            break;
        }
        parts[at] += one();
        left -= one();
    }
    parts.into_iter().map(|part| part * &sign / &minor).collect()
}

pub fn least(one: Number, other: Number) -> Number {
    if other < one { other } else { one }
}

pub fn most(one: Number, other: Number) -> Number {
    if other > one { other } else { one }
}

#[test]
fn halves_go_where_the_mode_says_and_remainders_to_the_largest() {
    use RoundingMode::{HalfAwayFromZero, HalfEven, HalfUp};
    for (above, expected) in
        [(5, [3, 2, 3]), (-5, [-3, -2, -2]), (7, [4, 4, 4]), (-7, [-4, -4, -3])]
    {
        for (mode, wanted) in [HalfAwayFromZero, HalfEven, HalfUp].into_iter().zip(expected) {
            assert_eq!(rounded(&ratio(above, 2), mode), whole(wanted), "{above}/2 {mode:?}");
        }
    }
    let parts = |pool, weights: &[i128]| {
        let weights: Vec<Number> = weights.iter().map(|weight| whole(*weight)).collect();
        largest_remainder(&whole(pool), &weights, 1)
    };
    assert_eq!(parts(101, &[1, 1, 1]), [34, 34, 33].map(whole));
    assert_eq!(parts(-100, &[1, 1, 1]), [-34, -33, -33].map(whole));
    assert_eq!(parts(5, &[0, 0]), [0, 0].map(whole));
}
