//! Rates and plain numbers: exact decimals with at most eight places.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::money::{Money, as_text, decimal_text, exact_units, text_units};

/// One, in the units of a [`Rate`].
pub const RATE_ONE: i64 = 100_000_000;

/// An exact number with at most eight decimals: a rate such as `0.03`, a count, a ratio, a weight.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Rate(i64);

/// Text that is not a decimal with at most eight places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a number; a decimal with at most eight places is expected, such as 0.03")]
pub struct RateError(String);

impl Rate {
    /// A rate of `units` hundred-millionths.
    #[must_use]
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i32) -> Self {
        Self(number as i64 * RATE_ONE)
    }

    /// Hundred-millionths.
    #[must_use]
    pub const fn units(&self) -> i64 {
        self.0
    }

    /// The rate from a decimal.
    ///
    /// # Errors
    /// More than eight decimals, or out of range.
    pub fn from_decimal(value: Decimal) -> Result<Self, RateError> {
        exact_units(value, 8).map(Self).ok_or_else(|| RateError(value.to_string()))
    }

    /// The exact decimal.
    #[must_use]
    pub fn decimal(&self) -> Decimal {
        Decimal::new(self.0, 8).normalize()
    }

    /// As a percentage without idle zeros: `3` for 0.03, `4.5` for 0.045.
    #[must_use]
    pub fn percent_text(&self) -> String {
        decimal_text(self.0, 6, 0)
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        text_units(text, 8).map(Self).ok_or_else(|| RateError(text.to_owned()))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal_text(self.0, 8, 0))
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The value of a measure or a threshold: money, or a plain number (a count or a ratio).
///
/// Its text is `"150000.00 USD"` or `"3"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Quantity {
    /// An amount of money.
    Money(Money),
    /// A count, a ratio or another plain number.
    Number(Rate),
}

impl Quantity {
    /// Ten-thousandths of money, hundred-millionths of a number.
    #[must_use]
    pub const fn units(&self) -> i64 {
        match self {
            Self::Money(money) => money.units(),
            Self::Number(number) => number.units(),
        }
    }

    /// The amount, where it is money.
    #[must_use]
    pub const fn money(&self) -> Option<Money> {
        match self {
            Self::Money(money) => Some(*money),
            Self::Number(_) => None,
        }
    }
}

impl FromStr for Quantity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains(' ') {
            text.parse().map(Self::Money).map_err(|error: crate::MoneyError| error.to_string())
        } else {
            text.parse().map(Self::Number).map_err(|error: RateError| error.to_string())
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(money) => money.fmt(f),
            Self::Number(number) => number.fmt(f),
        }
    }
}

as_text!(
    Rate,
    "Rate",
    r"^-?[0-9]+(\.[0-9]{1,8})?$",
    "An exact number with at most eight decimals; a rate of 3% is 0.03"
);
as_text!(
    Quantity,
    "Quantity",
    r"^-?[0-9]+(\.[0-9]{1,8})?( [A-Z]{3})?$",
    "Money such as 150000.00 USD, or a plain number such as 3"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_text() {
        for (text, shown, percent) in [
            ("0.03", "0.03", "3"),
            ("0.0450", "0.045", "4.5"),
            ("1", "1", "100"),
            ("0.00000001", "0.00000001", "0.000001"),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!((rate.to_string().as_str(), rate.percent_text().as_str()), (shown, percent));
        }
        for text in ["0.123456789", "3%", "+0.03", "1_000", ".5", "5.", "1e3", "-", "", " 1"] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_quantity_is_money_or_a_number() {
        assert!(matches!("150000 USD".parse(), Ok(Quantity::Money(_))));
        assert!(matches!("3".parse(), Ok(Quantity::Number(_))));
        assert!("three".parse::<Quantity>().is_err());
    }
}
