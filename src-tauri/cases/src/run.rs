//! Running a case: calculate its program on its facts, and say what differs from what is expected.

use std::{fmt, sync::Arc};

use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, explanation::words};
use tierwright_program::{Checked, Program, check};

use crate::{
    document::{Case, Expected},
    tiers,
};

/// Why a case cannot be run: a sentence for people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseFault(pub String);

/// One figure that came out otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// Which figure: partner, quarter, and incentive or level.
    pub place: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub got: String,
    /// Why, in the words of the calculation; empty for a level.
    pub because: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, got {}.", self.place, self.expected, self.got)?;
        if self.because.is_empty() { Ok(()) } else { write!(f, " {}", self.because) }
    }
}

impl From<Failure> for CaseFault {
    fn from(failure: Failure) -> Self {
        Self(format!("{} {}", failure.sentence, failure.hint))
    }
}

impl Case {
    /// Reads a case. Unknown keys are refused.
    ///
    /// # Errors
    /// Not JSON, or not of the form of a case; the sentence says where.
    pub fn from_json(text: &str) -> Result<Self, CaseFault> {
        serde_json::from_str(text)
            .map_err(|error| CaseFault(format!("This is not a case that can be read: {error}.")))
    }

    /// The program of the case.
    ///
    /// # Errors
    /// A program that cannot be read, or that has errors.
    pub fn checked(&self) -> Result<Checked, CaseFault> {
        let empty = Program::empty(&self.title, usd()?);
        let mut tree = serde_json::to_value(empty).map_err(|error| CaseFault(error.to_string()))?;
        for (key, value) in &self.program {
            tree[key] = value.clone();
        }
        let program =
            Program::from_json(&tree.to_string()).map_err(|error| CaseFault(error.to_string()))?;
        let (checked, findings) = check(&program);
        checked.ok_or_else(|| {
            let first =
                findings.first().map(|finding| format!("{}: {}", finding.place, finding.sentence));
            CaseFault(format!("The program has errors. {}", first.unwrap_or_default()))
        })
    }

    /// What the program pays on the facts.
    ///
    /// # Errors
    /// A program or facts that cannot be calculated.
    pub fn outcome(&self) -> Result<Outcome, CaseFault> {
        let checked = self.checked()?;
        let facts = Facts::build(self.facts.rows()).map_err(|problems| {
            CaseFault(problems.first().map_or_else(String::new, |first| first.sentence.clone()))
        })?;
        let replay = Replay::between(&checked.program().calendar, self.from, self.until);
        let plan = Plan::compile(&checked, Arc::new(facts), &replay, None)?;
        Ok(plan.calculate(1, &Turn::new())?)
    }

    /// What comes out otherwise than expected; nothing when the case holds.
    ///
    /// # Errors
    /// A case that cannot be calculated, that expects nothing, or that names a partner, quarter,
    /// incentive or level it does not have.
    pub fn differences(&self) -> Result<Vec<Difference>, CaseFault> {
        if self.expect.is_empty() {
            return Err(CaseFault("The case expects nothing.".to_owned()));
        }
        let outcome = self.outcome()?;
        let mut found = Vec::new();
        for expected in &self.expect {
            found.extend(tiers::differences(&outcome, expected)?);
            found.extend(amount_difference(&outcome, expected)?);
        }
        Ok(found)
    }
}

fn usd() -> Result<tierwright_program::Currency, CaseFault> {
    "USD".parse().map_err(|error: tierwright_program::MoneyError| CaseFault(error.to_string()))
}

fn amount_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let (Some(id), Some(amount)) = (&expected.incentive, expected.amount) else {
        let whole = expected.incentive.is_none() && expected.amount.is_none();
        let fault = || CaseFault("An incentive is expected without its amount.".to_owned());
        let tier = expected.level.is_some() || expected.moves.is_some();
        return if whole && tier { Ok(None) } else { Err(fault()) };
    };
    let label = expected.quarter.as_ref();
    let label =
        label.ok_or_else(|| CaseFault("An amount is expected without its quarter.".to_owned()))?;
    let (partner, quarter) = (partner(outcome, expected)?, quarter(outcome, label)?);
    let incentives = &outcome.plan().program().incentives;
    let incentive = incentives.iter().position(|one| one.id == *id);
    let incentive = incentive.ok_or_else(|| missing("incentive", id))?;
    let got = outcome.cell(partner, quarter, incentive);
    if got == amount {
        return Ok(None);
    }
    let explanation = outcome.explain(partner, quarter, incentive)?;
    let formula = words::formula(&explanation).join("; ");
    let sentence = words::sentence(&explanation, outcome.plan());
    Ok(Some(Difference {
        place: format!("{} in {label}, {id}", expected.partner),
        expected: amount.to_string(),
        got: got.to_string(),
        because: if formula.is_empty() { sentence } else { format!("{sentence} {formula}") },
    }))
}

/// The position of the partner that is meant.
pub fn partner(outcome: &Outcome, expected: &Expected) -> Result<usize, CaseFault> {
    let found = outcome.facts().partners.position(&expected.partner);
    found.ok_or_else(|| missing("partner", &expected.partner))
}

/// The position of the quarter with a label.
pub fn quarter(outcome: &Outcome, label: &str) -> Result<usize, CaseFault> {
    let calendar = outcome.plan().program().calendar;
    let found = outcome.quarters().iter().position(|span| calendar.label(*span) == label);
    found.ok_or_else(|| missing("quarter", label))
}

/// Says that a case expects something of what it does not have.
pub fn missing(what: &str, name: &str) -> CaseFault {
    CaseFault(format!("The case expects something of the {what} {name}, which it does not have."))
}
