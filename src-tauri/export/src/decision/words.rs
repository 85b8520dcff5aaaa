//! The words of the two languages that the tables are written in.

use tierwright_program::RoundingMode;

/// A language of decision tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Language {
    /// GoRules JDM with its own expressions.
    Jdm,
    /// DMN with FEEL.
    Dmn,
}

/// A text in quotes; nothing where the two languages would not write it alike.
pub(super) fn literal(text: &str) -> Option<String> {
    let plain = |one: char| one != '"' && one != '\\' && !one.is_control();
    text.chars().all(plain).then(|| format!("\"{text}\""))
}

/// A whole number of parts of `10 ^ scale`, in digits without zeros at the end.
pub(crate) fn digits(units: i128, scale: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let one = 10_u128.pow(scale);
    let (whole, rest) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
    let rest = format!("{rest:0width$}", width = scale as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl Language {
    pub fn either(self, when: &str, then: &str, otherwise: &str) -> String {
        match self {
            Self::Jdm => format!("({when} ? {then} : {otherwise})"),
            Self::Dmn => format!("(if {when} then {then} else {otherwise})"),
        }
    }

    pub fn least(self, one: &str, other: &str) -> String {
        match self {
            Self::Jdm => format!("min([{one}, {other}])"),
            Self::Dmn => format!("min({one}, {other})"),
        }
    }

    pub fn greatest(self, one: &str, other: &str) -> String {
        match self {
            Self::Jdm => format!("max([{one}, {other}])"),
            Self::Dmn => format!("max({one}, {other})"),
        }
    }

    const fn equals(self) -> &'static str {
        match self {
            Self::Jdm => "==",
            Self::Dmn => "=",
        }
    }

    fn is_odd(self, whole: &str) -> String {
        match self {
            Self::Jdm => format!("{whole} % 2 == 1"),
            Self::Dmn => format!("modulo({whole}, 2) = 1"),
        }
    }

    /// The nearest minor unit of an amount that is not below zero. Written with `floor` in both: what
    /// their own functions do with ties differs.
    pub fn rounded(self, amount: &str, decimals: u32, mode: RoundingMode) -> String {
        let one = 10_u64.pow(decimals);
        let minor = format!("({amount} * {one})");
        match mode {
            RoundingMode::HalfAwayFromZero | RoundingMode::HalfUp => {
                format!("floor({minor} + 0.5) / {one}")
            }
            RoundingMode::HalfEven => {
                let rest = format!("{minor} - floor({minor})");
                let odd = self.is_odd(&format!("floor({minor})"));
                let up = format!("{rest} > 0.5 or ({rest} {} 0.5 and {odd})", self.equals());
                format!("(floor({minor}) + {}) / {one}", self.either(&up, "1", "0"))
            }
        }
    }

    /// A test that every value of a column passes.
    pub const fn any(self) -> &'static str {
        match self {
            Self::Jdm => "",
            Self::Dmn => "-",
        }
    }
}
