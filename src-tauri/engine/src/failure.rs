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

    /// The shares of a deal are paid as they stand and come to more than there is.
    pub(crate) fn shares_above_all(incentive: &str, deal: &str, sum: i64, hundred: i64) -> Self {
        let percent = i128::from(sum) * 10_000 / i128::from(hundred.max(1));
        let (whole, rest) = (percent / 100, percent % 100);
        Self {
            code: "shares_above_all",
            sentence: format!(
                "The shares of deal {deal} come to {whole}.{rest:02}%, and {incentive} pays them \
                 as they stand."
            ),
            hint: "Correct the shares of the deal, or bring the parts to 100%.".to_owned(),
        }
    }
}
