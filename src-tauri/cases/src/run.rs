//! Running a case: calculate its program on its facts, and say what differs from what is expected.

use std::{fmt, sync::Arc};

use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, explanation::words};
use tierwright_program::{Checked, Program, check};

use crate::document::{Case, Expected};

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
            found.extend(level_difference(&outcome, expected)?);
            found.extend(amount_difference(&outcome, expected)?);
        }
        Ok(found)
    }
}

fn usd() -> Result<tierwright_program::Currency, CaseFault> {
    "USD".parse().map_err(|error: tierwright_program::MoneyError| CaseFault(error.to_string()))
}

fn level_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let Some(level) = &expected.level else { return Ok(None) };
    let (partner, quarter) = place(outcome, expected)?;
    let track = outcome.plan().program().tracks.first();
    let track = track.ok_or_else(|| CaseFault("The program has no track.".to_owned()))?;
    if track.levels.iter().all(|one| one.id != *level) {
        return Err(missing("level", level));
    }
    let got = outcome.level(0, partner, quarter).map(|at| track.levels[at].id.clone());
    Ok((got.as_ref() != Some(level)).then(|| Difference {
        place: format!("{} in {}, level", expected.partner, expected.quarter),
        expected: level.clone(),
        got: got.unwrap_or_else(|| "none".to_owned()),
        because: String::new(),
    }))
}

fn amount_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let (Some(id), Some(amount)) = (&expected.incentive, expected.amount) else {
        let whole = expected.incentive.is_none() && expected.amount.is_none();
        let fault = || CaseFault("An incentive is expected without its amount.".to_owned());
        return if whole && expected.level.is_some() { Ok(None) } else { Err(fault()) };
    };
    let (partner, quarter) = place(outcome, expected)?;
    let incentives = &outcome.plan().program().incentives;
    let incentive = incentives.iter().position(|one| one.id == *id);
    let incentive = incentive.ok_or_else(|| missing("incentive", id))?;
    let got = outcome.cell(partner, quarter, incentive);
    if got == amount {
        return Ok(None);
    }
    let explanation = outcome.plan().explain(partner, quarter, incentive)?;
    let formula = words::formula(&explanation).join("; ");
    let sentence = words::sentence(&explanation, outcome.plan());
    Ok(Some(Difference {
        place: format!("{} in {}, {id}", expected.partner, expected.quarter),
        expected: amount.to_string(),
        got: got.to_string(),
        because: if formula.is_empty() { sentence } else { format!("{sentence} {formula}") },
    }))
}

/// The positions of the partner and the quarter that are meant.
fn place(outcome: &Outcome, expected: &Expected) -> Result<(usize, usize), CaseFault> {
    let calendar = outcome.plan().program().calendar;
    let partner = outcome.facts().partners.position(&expected.partner);
    let mut quarters = outcome.quarters().iter();
    let quarter = quarters.position(|span| calendar.label(*span) == expected.quarter);
    Ok((
        partner.ok_or_else(|| missing("partner", &expected.partner))?,
        quarter.ok_or_else(|| missing("quarter", &expected.quarter))?,
    ))
}

fn missing(what: &str, name: &str) -> CaseFault {
    CaseFault(format!("The case expects something of the {what} {name}, which it does not have."))
}
