//! Which way an exchange rate is quoted.

/// Which way an exchange rate is quoted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quoted {
    /// One unit of the currency is so much of the base: amount x rate is in the base.
    BasePerUnit,
    /// One of the base is so many units of the currency: amount / rate is in the base.
    UnitsPerBase,
}

impl Quoted {
    /// The direction that a text names.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        match text {
            "base per unit" => Some(Self::BasePerUnit),
            "units per base" => Some(Self::UnitsPerBase),
            _ => None,
        }
    }
}
