//! Sign-off: how it stands, and its steps. What is signed is the document's own program on what happened.

mod quarters;
mod round;
mod steps;
mod told;

use std::collections::BTreeMap;

use tierwright_engine::{Outcome, Selection};
use tierwright_export::{
    canonical_json, sha256_hex,
    sign_off::{self as kept, Covered, Since, Status},
};
use tierwright_program::differences;
use tierwright_store::{LastExport, Warned};

use crate::{
    context::Context,
    export_plan,
    opened::{Effort, Opened},
    wire::{Basis, ExportToDo, Failure, SignOff},
};

use round::Round;
pub(crate) use steps::{change, set_name};

/// Everything that the sign-off rests on, at one moment.
pub(crate) struct Standing {
    pub round: Round,
    pub exports: Vec<LastExport>,
    pub edited_by: Option<String>,
    /// What a signature covers now, or why that cannot be said.
    pub covers: Result<Covered, Failure>,
    /// Things to do before an export; those that block none are warnings.
    pub to_do: Vec<ExportToDo>,
}

/// Answers how the sign-off stands.
pub(crate) fn sign_off(context: &mut Context) -> Result<SignOff, Failure> {
    let you = context.who.clone();
    let (opened, effort) = context.opened()?;
    let to_do = export_plan::gathered(opened, effort)?.1;
    let standing = Standing::of(opened, to_do)?;
    told::told(opened, &standing, you)
}

impl Standing {
    /// How it stands, with what is to do before an export.
    pub(crate) fn of(opened: &Opened, to_do: Vec<ExportToDo>) -> Result<Self, Failure> {
        let mut standing = Self {
            round: Round::of(opened.document.sign_off_events()?),
            exports: opened.document.exports()?,
            edited_by: opened.document.last_editor()?,
            covers: covered(opened),
            to_do,
        };
        standing.round.accept(&mut standing.to_do);
        Ok(standing)
    }

    /// As the window shows it.
    pub(crate) fn told(&self, opened: &Opened, you: Option<String>) -> Result<SignOff, Failure> {
        told::told(opened, self, you)
    }

    /// The version that an export now would be: that of an export of the same, or else the next.
    pub(crate) fn version(&self) -> u32 {
        let digest = self.covers.as_ref().ok().and_then(|now| now.digest().ok());
        let same = self.exports.iter().find(|one| Some(&one.row.digest) == digest.as_ref());
        let highest = self.exports.iter().map(|one| one.row.version).max().unwrap_or(0);
        same.map_or(highest.saturating_add(1), |one| one.row.version)
    }

    /// The sign-off as a bundle has it; `since` is left out.
    pub(crate) fn kept(&self, opened: &Opened) -> Result<kept::SignOff, Failure> {
        let covers = self.covers.clone()?;
        let sha256 = covers.digest()?;
        let mut of = kept::SignOff {
            status: Status::Draft,
            version: Some(self.version()),
            asked: self.round.asked.clone().unwrap_or_default(),
            edited_by: self.edited_by.clone(),
            signatures: self.round.counting().map(|one| one.kept(&covers)).collect(),
            warnings: self.to_do.iter().filter(|one| !one.blocks).map(warning).collect(),
            reviews: quarters::reviews(opened, &self.round),
            since: None,
            covers,
            sha256,
        };
        let approved = self.round.asked.is_some() && of.missing(opened.sample).is_empty();
        of.status = match (approved, self.round.in_review) {
            (true, _) => Status::Approved,
            (false, true) => Status::InReview,
            (false, false) => Status::Draft,
        };
        Ok(of)
    }

    /// The same with what is different from the version before.
    pub(crate) fn exported(
        &self,
        opened: &mut Opened,
        effort: &Effort,
    ) -> Result<kept::SignOff, Failure> {
        let mut of = self.kept(opened)?;
        let version = self.version();
        let before = self.exports.iter().rev().find(|one| one.row.version < version);
        of.since = before.map(|before| since(opened, before, effort)).transpose()?;
        Ok(of)
    }
}

/// What is different from an earlier version, in words and in money on the same facts.
fn since(opened: &mut Opened, before: &LastExport, effort: &Effort) -> Result<Since, Failure> {
    let program = opened.document.program_at(before.revision)?;
    let now = opened.current()?.outcome.total(Selection::default());
    let paid = match &program {
        Some(program) => opened.total_of(program, effort).ok(),
        None => None,
    };
    let less = paid.and_then(|paid| now.plus(paid.negated().ok()?).ok());
    let found = program.map(|program| differences(&program, &opened.base)).unwrap_or_default();
    Ok(Since {
        version: before.row.version,
        total: less.and(paid).map(|paid| paid.to_string()),
        change: less.map(|change| change.to_string()),
        differences: found.into_iter().map(|one| one.sentence).collect(),
    })
}

/// What a signature would cover now. What is looked at instead of the program, or besides what
/// happened, is not signed.
fn covered(opened: &Opened) -> Result<Covered, Failure> {
    if let Some(scenario) = opened.scenarios.edited() {
        let mut failure = Failure::edits_a_scenario(&scenario.name);
        failure.sentence =
            failure.sentence.replace("nothing was exported", "nothing can be signed");
        return Err(failure);
    }
    if opened.ground.basis != Basis::History {
        return Err(Failure::not_on_history("nothing can be signed"));
    }
    if opened.other_program {
        return Err(Failure::looks_through_another_program());
    }
    let outcome = &opened.current()?.outcome;
    let spec = canonical_json(outcome.plan().program())?;
    let as_of = outcome.quarters().last().map(|quarter| quarter.until().to_string());
    Ok(Covered {
        program: sha256_hex(spec.as_bytes()),
        facts: opened.document.facts_digest()?.to_string(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: as_of.unwrap_or_default(),
        total: outcome.total(Selection::default()).to_string(),
        liability: owed(outcome)?,
    })
}

/// What is owed on the last day that is replayed, in each currency, in the order of the currencies.
/// Cells go on after that day until everything is paid.
fn owed(outcome: &Outcome) -> Result<Vec<String>, Failure> {
    let Some(last) = outcome.quarters().last() else { return Ok(Vec::new()) };
    // Cells come by quarter: the last one of a currency up to that day stands.
    let closing: BTreeMap<String, String> = outcome
        .liability()?
        .cells
        .iter()
        .filter(|cell| cell.period.from() <= last.until())
        .map(|cell| (cell.currency.to_string(), cell.closing.to_string()))
        .collect();
    Ok(closing.into_values().collect())
}

/// A thing to do, as the warning that it is.
pub(super) fn warned(of: &ExportToDo) -> Warned {
    Warned {
        code: of.code.clone(),
        place: of.place.clone().unwrap_or_default(),
        sentence: of.sentence.clone(),
    }
}

fn warning(of: &ExportToDo) -> kept::Warning {
    let Warned { code, place, sentence } = warned(of);
    let accepted = of.accepted.as_ref().map(|said| kept::Said {
        text: said.text.clone(),
        who: said.who.clone(),
        at: said.at.clone(),
    });
    kept::Warning { code, place, sentence, accepted }
}
