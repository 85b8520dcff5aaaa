//! Failures of a calculation: a code for programs, a sentence and a hint for people.

/// Why a plan could not be made or calculated.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct Failure {
    /// A stable code, such as `rate_missing`.
    pub code: &'static str,
    /// What happened and what it affects.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
}

impl Failure {
    /// A newer request made this one worthless.
    #[must_use]
    pub fn cancelled() -> Self {
        Self {
            code: "cancelled",
            sentence: "The calculation was stopped because a newer one began.".to_owned(),
            hint: "Nothing needs to be done.".to_owned(),
        }
    }

    /// A sum or product beyond what the arithmetic holds exactly.
    pub(crate) fn overflow(what: &str) -> Self {
        Self {
            code: "amount_too_large",
            sentence: format!("{what} is larger than can be calculated exactly."),
            hint: "Look for an amount or a rate with too many digits.".to_owned(),
        }
    }
}
