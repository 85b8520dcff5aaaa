//! Running a case: calculate its program on its facts, and say what differs from what is expected.

use std::{fmt, sync::Arc};

use serde_json::{Map, Value, json};
use tierwright_engine::{
    Facts, Failure, Outcome, Plan, Replay, Turn,
    explanation::words::{self, StepWords},
    ledger::Event,
    outcome::PayoutLine,
};
use tierwright_program::{Checked, Money, Program, ProgramTest, check, incentive::Account};

use crate::{
    document::{Case, Expected, ExpectedEntry, ExpectedStep},
    funds, owed, tiers,
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

    /// The case that a test of a program is, without the program.
    ///
    /// # Errors
    /// A key or value that no case has; the sentence says where.
    pub fn of_test(test: &ProgramTest) -> Result<Self, CaseFault> {
        let fault =
            |error: serde_json::Error| CaseFault(format!("This test cannot be read: {error}."));
        let mut tree = serde_json::to_value(test).map_err(fault)?;
        if let Some(keys) = tree.as_object_mut() {
            keys.remove("id");
            keys.insert("program".to_owned(), json!({}));
        }
        serde_json::from_value(tree).map_err(fault)
    }

    /// What the program pays on the facts.
    ///
    /// # Errors
    /// A program or facts that cannot be calculated.
    pub fn outcome(&self) -> Result<Outcome, CaseFault> {
        self.outcome_of(&self.checked()?)
    }

    /// What another program pays on the facts.
    ///
    /// # Errors
    /// Facts that cannot be calculated.
    pub fn outcome_of(&self, checked: &Checked) -> Result<Outcome, CaseFault> {
        let facts = Facts::build(self.facts.rows()).map_err(|problems| {
            CaseFault(problems.first().map_or_else(String::new, |first| first.sentence.clone()))
        })?;
        let whole = Replay::between(&checked.program().calendar, self.from, self.until);
        let replay = self.as_of.map_or_else(|| whole.clone(), |day| whole.clone().as_of(day));
        let plan = Plan::compile(checked, Arc::new(facts), &replay, None)?;
        Ok(plan.calculate(1, &Turn::new())?)
    }

    /// What comes out otherwise than expected; nothing when the case holds.
    ///
    /// # Errors
    /// A case that cannot be calculated, that expects nothing, or that names a partner, quarter,
    /// incentive or level it does not have.
    pub fn differences(&self) -> Result<Vec<Difference>, CaseFault> {
        let compared = self.compared(&self.outcome()?)?;
        Ok(compared.into_iter().flat_map(|one| one.differences).collect())
    }

    /// Each thing that is expected beside what came out.
    ///
    /// # Errors
    /// As [`Case::differences`].
    pub fn compared(&self, outcome: &Outcome) -> Result<Vec<Compared>, CaseFault> {
        if self.expect.is_empty() {
            return Err(CaseFault("The case expects nothing.".to_owned()));
        }
        self.expect.iter().map(|expected| compared(outcome, expected)).collect()
    }
}

/// One thing that is expected beside what came out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// What came out otherwise; nothing where it is as written.
    pub differences: Vec<Difference>,
    /// What the incentive paid, where an amount is expected.
    pub amount: Option<Money>,
    /// The level that was held, where one is expected; empty for none.
    pub level: Option<String>,
    /// How many of the differences are of something else than this amount and this level.
    pub others: usize,
}

fn compared(outcome: &Outcome, expected: &Expected) -> Result<Compared, CaseFault> {
    let mut found = tiers::differences(outcome, expected)?;
    let amount = amount_difference(outcome, expected)?;
    let level = match (&expected.level, expected.planning_cost) {
        (Some(_), None) => Some(tiers::held(outcome, expected)?.unwrap_or_default()),
        _ => None,
    };
    let moved = level.is_some() && level != expected.level;
    let known = usize::from(amount.is_some()) + usize::from(moved);
    found.extend(amount);
    found.extend(step_differences(outcome, expected)?);
    found.extend(ledger_difference(outcome, expected)?);
    found.extend(funds::differences(outcome, expected)?);
    found.extend(owed::differences(outcome, expected)?);
    Ok(Compared {
        others: found.len() - known,
        differences: found,
        amount: match (expected.amount, &expected.incentive) {
            (Some(_), Some(id)) => Some(paid(outcome, expected, id)?.2),
            _ => None,
        },
        level,
    })
}

/// The expectations of a test, with what came out in place of amounts and levels that differ.
///
/// # Errors
/// A test that expects something else which differs, or a level where none is held any more: that is
/// for a person to write.
pub fn accepted(
    test: &ProgramTest,
    compared: &[Compared],
) -> Result<Vec<Map<String, Value>>, CaseFault> {
    let both = test.expect.iter().zip(compared);
    both.map(|(expected, got)| {
        let mut expected = expected.clone();
        let by_hand = |what: &str| CaseFault(format!("{what}; write it by hand."));
        if got.others > 0 {
            return Err(by_hand("More than an amount or a level differs"));
        }
        if got.level.as_ref().is_some_and(String::is_empty) {
            return Err(by_hand("No level is held any more"));
        }
        if let Some(amount) = got.amount {
            expected.insert("amount".to_owned(), json!(amount));
        }
        if let Some(level) = &got.level {
            expected.insert("level".to_owned(), json!(level));
        }
        Ok(expected)
    })
    .collect()
}

fn usd() -> Result<tierwright_program::Currency, CaseFault> {
    "USD".parse().map_err(|error: tierwright_program::MoneyError| CaseFault(error.to_string()))
}

fn amount_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let fault = |text: &str| CaseFault(text.to_owned());
    if expected.estimate.is_some() && expected.amount.is_none() {
        return Ok(None);
    }
    let Some(id) = &expected.incentive else {
        let other = expected.level.is_some()
            || expected.moves.is_some()
            || expected.ledger.is_some()
            || expected.fund_ledger.is_some()
            || expected.fund_return.is_some()
            || expected.liability.is_some();
        let whole = other && expected.amount.is_none() && expected.steps.is_empty();
        return if whole { Ok(None) } else { Err(fault("Something is expected of no incentive.")) };
    };
    let (label, quarter, got) = paid(outcome, expected, id)?;
    let Some(amount) = expected.amount else {
        let steps = !expected.steps.is_empty();
        return if steps { Ok(None) } else { Err(fault("An incentive without its amount.")) };
    };
    if got == amount {
        return Ok(None);
    }
    let incentive = incentive(outcome, id)?;
    let explanation = outcome.explain(partner(outcome, expected)?, quarter, incentive)?;
    let formula = words::formula(&explanation).join("; ");
    let sentence = words::sentence(&explanation, outcome.plan());
    Ok(Some(Difference {
        place: format!("{} in {label}, {id}", expected.partner),
        expected: amount.to_string(),
        got: got.to_string(),
        because: if formula.is_empty() { sentence } else { format!("{sentence} {formula}") },
    }))
}

/// The label of the quarter or period that is meant, the quarter it ends in, and what the incentive
/// paid.
fn paid<'a>(
    outcome: &Outcome,
    expected: &'a Expected,
    id: &str,
) -> Result<(&'a str, usize, Money), CaseFault> {
    let (incentive, partner) = (incentive(outcome, id)?, partner(outcome, expected)?);
    match (&expected.quarter, &expected.period) {
        (Some(label), None) => {
            let quarter = quarter(outcome, label)?;
            Ok((label, quarter, outcome.cell(partner, quarter, incentive)))
        }
        (None, Some(label)) => {
            let line = settled(outcome, partner, incentive, label)?;
            Ok((label, line.quarter, line.amount))
        }
        _ => Err(CaseFault("An amount is expected without one quarter or period.".to_owned())),
    }
}

/// The position of the incentive with an id.
fn incentive(outcome: &Outcome, id: &str) -> Result<usize, CaseFault> {
    let found = outcome.plan().program().incentive(id);
    found.ok_or_else(|| missing("incentive", id))
}

/// The line of a partner for the settlement with a label.
fn settled(
    outcome: &Outcome,
    partner: usize,
    incentive: usize,
    label: &str,
) -> Result<PayoutLine, CaseFault> {
    let calendar = outcome.plan().program().calendar;
    let mut lines = outcome.partner_lines(partner).filter(|line| line.incentive == incentive);
    let found = lines.find(|line| calendar.label(line.period) == label);
    found.ok_or_else(|| missing("period", label))
}

/// Steps that an explanation should have and has not.
fn step_differences(outcome: &Outcome, expected: &Expected) -> Result<Vec<Difference>, CaseFault> {
    let (Some(id), Some(label), false) =
        (&expected.incentive, &expected.quarter, expected.steps.is_empty())
    else {
        return Ok(Vec::new());
    };
    let incentive = incentive(outcome, id)?;
    let (partner, quarter) = (partner(outcome, expected)?, quarter(outcome, label)?);
    let explanation = outcome.explain(partner, quarter, incentive)?;
    let said: Vec<StepWords> = explanation
        .steps
        .iter()
        .map(|step| words::step_words(step, &explanation, outcome.plan()))
        .collect();
    let absent = expected.steps.iter().filter(|wanted| !said.iter().any(|step| is(step, wanted)));
    Ok(absent
        .map(|wanted| Difference {
            place: format!("{} in {label}, {id}, a step of the explanation", expected.partner),
            expected: format!("{wanted:?}"),
            got: said
                .iter()
                .filter(|step| step.kind == wanted.kind)
                .map(|step| format!("{} | {} | {}", step.label, step.detail, step.value))
                .collect::<Vec<_>>()
                .join("; "),
            because: String::new(),
        })
        .collect())
}

/// Whether a step is the one that is wanted, as far as that says.
fn is(step: &StepWords, wanted: &ExpectedStep) -> bool {
    let same =
        |said: &str, wanted: &Option<String>| wanted.as_deref().is_none_or(|one| one == said);
    step.kind == wanted.kind
        && same(&step.label, &wanted.label)
        && same(&step.detail, &wanted.detail)
        && same(&step.value, &wanted.value)
}

/// What a partner's account says otherwise.
fn ledger_difference(
    outcome: &Outcome,
    expected: &Expected,
) -> Result<Option<Difference>, CaseFault> {
    let Some(wanted) = &expected.ledger else { return Ok(None) };
    let account = expected.account.unwrap_or(Account::Cash);
    let ledger = outcome.ledger(partner(outcome, expected)?, account)?;
    let got: Vec<ExpectedEntry> = ledger
        .entries
        .iter()
        .map(|entry| ExpectedEntry {
            on: entry.on,
            what: entry.what.kind().to_owned(),
            amount: entry.amount,
            paid: match &entry.what {
                Event::Paid { paid, exchange: Some(_) } => Some(*paid),
                _ => None,
            },
        })
        .collect();
    let said = |entries: &[ExpectedEntry]| {
        let one = |entry: &ExpectedEntry| {
            let paid = entry.paid.map_or_else(String::new, |paid| format!(" ({paid})"));
            format!("{} {} {}{paid}", entry.on, entry.what, entry.amount)
        };
        entries.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    Ok((got != *wanted).then(|| Difference {
        place: format!("{}, ledger", expected.partner),
        expected: said(wanted),
        got: said(&got),
        because: String::new(),
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
