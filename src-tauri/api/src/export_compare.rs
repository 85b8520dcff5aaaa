//! The document's own program beside an exported one, in words and in money: both are calculated on the
//! history that is here now.

use std::cmp::Ordering;

use tierwright_engine::Outcome;
use tierwright_program::differences;
use tierwright_store::LastExport;
use tierwright_study::{Comparison, PartnerChange, compare as compare_outcomes};

use crate::{
    caption::basis,
    context::Context,
    describe::whole,
    difference,
    opened::{Effort, Opened},
    scenarios::PROGRAM,
    wire::{Basis, CompareExport, ComparedExport, ComparedMoney, ComparedPartner, Failure},
};

/// Partners that are named where nobody said how many, and the most.
const NAMED: u32 = 50;
const MOST: u32 = 1_000;

/// Answers what is different from an export.
pub(crate) fn compare(
    context: &mut Context,
    request: &CompareExport,
) -> Result<ComparedExport, Failure> {
    let (opened, effort) = context.opened()?;
    if opened.ground.basis != Basis::History {
        return Err(Failure::not_on_history("nothing was compared"));
    }
    let meant = meant(opened, request.version)?;
    let program = opened.document.program_at(meant.revision)?;
    let found = program.as_ref().map(|program| differences(program, &opened.base));
    let limit = request.limit.unwrap_or(NAMED).min(MOST);
    let money = match &program {
        Some(program) => opened
            .pays(program, effort)
            .and_then(|before| money(opened, &before.outcome, limit, effort)),
        None => Err(Failure::no_document()),
    };
    if let Err(failure) = &money
        && failure.code == "cancelled"
    {
        return Err(failure.clone());
    }
    let row = &meant.row;
    let caption = money.as_ref().map_or_else(|_| String::new(), |(_, caption)| caption.clone());
    Ok(ComparedExport {
        version: row.version,
        exported_at: meant.exported_at.clone(),
        differences: found.unwrap_or_default().into_iter().map(difference::one).collect(),
        exported_total: row.total.amount_text(),
        facts_changed: row.facts != opened.document.facts_digest()?.to_string(),
        engine_changed: row.engine != env!("CARGO_PKG_VERSION"),
        why_not: money.as_ref().err().map(|failure| failure.sentence.clone()),
        money: money.ok().map(|(money, _)| money),
        currency: opened.base.currency.to_string(),
        caption,
    })
}

/// The latest export of a version, or of all.
fn meant(opened: &Opened, version: Option<u32>) -> Result<LastExport, Failure> {
    let exports = opened.document.exports()?;
    let found =
        exports.into_iter().rev().find(|one| version.is_none_or(|of| of == one.row.version));
    found.ok_or_else(|| match version {
        None => Failure::wrong_use(
            "no_export",
            "Nothing was exported from this document yet.".to_owned(),
            "Export it first; what changes after that can be compared with it.",
        ),
        Some(version) => Failure::wrong_use(
            "version_unknown",
            format!("No version {version} was exported from this document."),
            "Name one that was, or none for the last export.",
        ),
    })
}

fn money(
    opened: &mut Opened,
    before: &Outcome,
    limit: u32,
    effort: &Effort,
) -> Result<(ComparedMoney, String), Failure> {
    let now = opened.pays_by_name(PROGRAM, effort)?.outcome;
    let found = compare_outcomes(before, &now)?;
    let partners = changed(&found, limit).into_iter().map(|one| partner(one, &now)).collect();
    let money = ComparedMoney {
        before: found.baseline.amount_text(),
        now: found.scenario.amount_text(),
        change: found.change.amount_text(),
        better: whole(found.better),
        worse: whole(found.worse),
        unchanged: whole(found.unchanged),
        partners,
    };
    Ok((money, basis(opened, &now)))
}

/// Partners whose payout differs, by how much; equal ones in the order of the facts.
fn changed(found: &Comparison, limit: u32) -> Vec<&PartnerChange> {
    let differ = |one: &&PartnerChange| one.direction() != Ordering::Equal;
    let mut all: Vec<&PartnerChange> = found.partners.iter().filter(differ).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.change.units().unsigned_abs()));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    all
}

fn partner(of: &PartnerChange, outcome: &Outcome) -> ComparedPartner {
    let partners = &outcome.facts().partners;
    ComparedPartner {
        id: partners.ids[of.partner].clone(),
        name: partners.names[of.partner].clone(),
        before: of.baseline.amount_text(),
        now: of.scenario.amount_text(),
        change: of.change.amount_text(),
    }
}
