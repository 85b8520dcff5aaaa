//! Money: an exact amount that carries its currency.
//!
//! Amounts are whole ten-thousandths of the currency's major unit, so facts keep the four
//! decimals of `RULES` and sums are integers. Different currencies never add.

use std::{fmt, str::FromStr, sync::LazyLock};

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// Ten-thousandths in one major unit of any currency.
pub const UNITS_PER_MAJOR: i64 = 10_000;

const LETTERS: usize = 26;

/// Decimals by the letters of a code: they are asked for with every line of a payout, and looking
/// through the list of currencies takes a hundred times longer.
static DECIMALS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let letter = |at: usize| char::from(b'A' + (at % LETTERS).to_le_bytes()[0]);
    let code = |at: usize| {
        String::from_iter([letter(at / LETTERS / LETTERS), letter(at / LETTERS), letter(at)])
    };
    let exponent = |at: usize| {
        let known = iso_currency::Currency::from_code(&code(at));
        known.and_then(|currency| currency.exponent()).map_or(2, |known| known.to_le_bytes()[0])
    };
    (0..LETTERS * LETTERS * LETTERS).map(exponent).collect()
});

/// A currency by its ISO 4217 code, such as `USD`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The three letters of the code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Decimals of the minor unit: 2 for USD, 0 for JPY, 3 for KWD (ISO 4217, "minor unit").
    #[must_use]
    pub fn decimals(&self) -> u32 {
        let [a, b, c] = self.0.map(|letter| usize::from(letter.wrapping_sub(b'A')));
        DECIMALS.get((a * LETTERS + b) * LETTERS + c).copied().map_or(2, u32::from)
    }

    /// How many ten-thousandths make one minor unit: 100 for USD.
    #[must_use]
    pub fn units_per_minor(&self) -> i64 {
        10_i64.pow(4_u32.saturating_sub(self.decimals()))
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match (text.as_bytes(), iso_currency::Currency::from_code(text)) {
            ([a, b, c], Some(_)) => Ok(Self([*a, *b, *c])),
            _ => Err(MoneyError::Currency(text.to_owned())),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An exact amount in one currency; `units` are ten-thousandths of its major unit.
///
/// Its text, in files and on the wire, is `"15000.00 USD"`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    units: i64,
    currency: Currency,
}

/// Why text is not money, or why two amounts do not combine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 code.
    #[error("\"{0}\" is not a currency code of ISO 4217, such as USD")]
    Currency(String),
    /// Not a decimal with at most four places.
    #[error(
        "\"{0}\" is not an amount; a decimal with at most four places is expected, such as 15000.00"
    )]
    Amount(String),
    /// No currency beside the amount.
    #[error("\"{0}\" has no currency; write it as 15000.00 USD")]
    NoCurrency(String),
    /// Two currencies in one sum.
    #[error("{0} and {1} do not add; convert one of them first")]
    Mixed(Currency, Currency),
    /// Beyond what the arithmetic holds.
    #[error("the amount is larger than can be calculated exactly")]
    Overflow,
}

impl Money {
    /// Money of `units` ten-thousandths.
    #[must_use]
    pub const fn from_units(units: i64, currency: Currency) -> Self {
        Self { units, currency }
    }

    /// Money from a decimal of major units.
    ///
    /// # Errors
    /// More than four decimals, or out of range.
    pub fn from_decimal(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let units = exact_units(amount, 4).ok_or_else(|| MoneyError::Amount(amount.to_string()))?;
        Ok(Self { units, currency })
    }

    /// Reads a bare decimal such as `15000.00` as money of `currency`.
    ///
    /// # Errors
    /// Not a decimal, more than four places, or out of range.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, MoneyError> {
        let units = text_units(amount, 4).ok_or_else(|| MoneyError::Amount(amount.to_owned()))?;
        Ok(Self { units, currency })
    }

    /// Zero of a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { units: 0, currency }
    }

    /// Ten-thousandths of the major unit.
    #[must_use]
    pub const fn units(&self) -> i64 {
        self.units
    }

    /// The currency it is in.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount in major units, exact.
    #[must_use]
    pub fn amount(&self) -> Decimal {
        Decimal::new(self.units, 4)
    }

    /// The amount as text without its currency: at least the minor unit's decimals, at most four.
    #[must_use]
    pub fn amount_text(&self) -> String {
        decimal_text(self.units, 4, self.currency.decimals())
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// Different currencies, or out of range.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed(self.currency, other.currency));
        }
        let units = self.units.checked_add(other.units).ok_or(MoneyError::Overflow)?;
        Ok(Self { units, ..self })
    }

    /// The same amount with the other sign.
    ///
    /// # Errors
    /// Out of range.
    pub fn negated(self) -> Result<Self, MoneyError> {
        let units = self.units.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self { units, ..self })
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, currency) =
            text.split_once(' ').ok_or_else(|| MoneyError::NoCurrency(text.to_owned()))?;
        Self::parse(amount, currency.parse()?)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount_text(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A decimal as an integer of `places` decimals; nothing when it has more, or does not fit.
pub(crate) fn exact_units(value: Decimal, places: u32) -> Option<i64> {
    let value = value.normalize();
    let missing = places.checked_sub(value.scale())?;
    let factor = 10_i128.checked_pow(missing)?;
    i64::try_from(value.mantissa().checked_mul(factor)?).ok()
}

/// Text as an integer of `places` decimals. There is one form: digits, perhaps a minus before them,
/// perhaps a point and further digits after them, and nothing else.
pub(crate) fn text_units(text: &str, places: u32) -> Option<i64> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let fits = u32::try_from(decimals.len()).is_ok_and(|length| length <= places);
    if !digits(whole.strip_prefix('-').unwrap_or(whole)) || !digits(decimals) || !fits {
        return None;
    }
    exact_units(Decimal::from_str_exact(text).ok()?, places)
}

/// An integer of `places` decimals as text with at least `least` decimals and no idle zeros.
#[must_use]
pub fn decimal_text(units: i64, places: u32, least: u32) -> String {
    let mut value = Decimal::new(units, places).normalize();
    if value.scale() < least {
        value.rescale(least);
    }
    value.to_string()
}

/// Implements serde and schema for a type whose one form everywhere is its text.
macro_rules! as_text {
    ($type:ty, $name:literal, $pattern:literal, $description:literal) => {
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern, "description": $description })
            }
        }
    };
}
pub(crate) use as_text;

as_text!(Currency, "Currency", "^[A-Z]{3}$", "An ISO 4217 currency code, such as USD");
as_text!(
    Money,
    "Money",
    r"^-?[0-9]+(\.[0-9]{1,4})? [A-Z]{3}$",
    "An exact amount and its currency, such as 15000.00 USD"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips_and_faults_are_named() {
        let rows = [
            ("15000.00 USD", Ok("15000.00 USD")),
            ("15000 USD", Ok("15000.00 USD")),
            ("-0.0001 EUR", Ok("-0.0001 EUR")),
            ("1200 JPY", Ok("1200 JPY")),
            ("1.2345 KWD", Ok("1.2345 KWD")),
            ("1.23456 USD", Err("not an amount")),
            ("15,000 USD", Err("not an amount")),
            ("15_000 USD", Err("not an amount")),
            ("+15 USD", Err("not an amount")),
            (".5 USD", Err("not an amount")),
            ("1.00000 USD", Err("not an amount")),
            ("15000", Err("no currency")),
            ("15000 usd", Err("not a currency code")),
            ("99999999999999999999 USD", Err("not an amount")),
        ];
        for (text, expected) in rows {
            match (text.parse::<Money>(), expected) {
                (Ok(money), Ok(shown)) => assert_eq!(money.to_string(), shown),
                (Err(error), Err(part)) => {
                    assert!(error.to_string().contains(part), "{text}: {error}")
                }
                (got, expected) => panic!("{text}: {got:?}, expected {expected:?}"),
            }
        }
    }

    #[test]
    fn currencies_never_mix() {
        let dollars: Money = "1.00 USD".parse().unwrap();
        let euros: Money = "1.00 EUR".parse().unwrap();
        assert!(matches!(dollars.plus(euros), Err(MoneyError::Mixed(_, _))));
        assert_eq!(dollars.plus(dollars).unwrap().to_string(), "2.00 USD");
    }
}
