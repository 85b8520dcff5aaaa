//! Past payouts against what the program pays, and a marketplace's disbursements against deals.

mod disbursed;
mod paid;

use std::path::Path;

use chrono::NaiveDate;
use tierwright_program::Money;

use crate::{
    context::Context,
    describe::whole,
    inspect,
    page::page_or_all,
    wire::{
        DisbursedCounts, DisbursedStanding, Failure, FailureKind, MatchDisbursements,
        MatchedDisbursements, PayoutStanding, Reconcile, Reconciliation,
    },
};
use paid::{By, Sums, counts, rows};

/// Answers how past payouts agree with what the program pays.
pub(crate) fn reconcile(
    context: &mut Context,
    request: &Reconcile,
) -> Result<Reconciliation, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    if outcome.facts().paid.ids.is_empty() {
        return Err(Failure::wrong_use(
            "no_past_payouts",
            "The document has no past payouts to compare with.".to_owned(),
            "Import a file of them beside the deals: partner, first and last day of the period, incentive and amount.",
        ));
    }
    let by = By::of(outcome.facts(), outcome.plan().program());
    let mut rows = rows(&outcome, &by)?;
    let sums = Sums::of(&rows, &outcome)?;
    let counts = counts(&rows);
    if request.only_differing {
        rows.retain(|row| row.standing != PayoutStanding::Agree);
    }
    rows.sort_by_cached_key(|row| {
        let size = row.difference.map_or(0, |difference| -difference.units().abs());
        (size, row.standing, row.partner, row.from, row.until, row.label.clone())
    });
    let shown = page_or_all(&rows, request.offset, request.limit);
    let replay = outcome.quarters();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    Ok(Reconciliation {
        rows: shown.iter().map(|row| row.answer(&outcome, most_parts(request.limit))).collect(),
        total_rows: whole(rows.len()),
        paid: sums.paid.amount_text(),
        calculated: sums.calculated.amount_text(),
        difference: less(sums.calculated, sums.paid)?.amount_text(),
        counts,
        compared_by: by.sentence().to_owned(),
        from: day(replay.first().map(tierwright_program::Span::from)),
        until: day(replay.last().map(tierwright_program::Span::until)),
        currency: outcome.plan().program().currency.to_string(),
    })
}

/// Reasons that are told of rows that could not be used.
const MOST_REASONS: usize = 20;

/// Rows that are told of one figure on a page; a file has them all.
const MOST_PARTS: usize = 50;

/// How many rows are told of one figure, by the limit that was asked for.
fn most_parts(limit: Option<u32>) -> usize {
    limit.map_or(usize::MAX, |_| MOST_PARTS)
}

/// Answers how a marketplace's disbursements match deals.
pub(crate) fn match_disbursements(
    context: &mut Context,
    request: &MatchDisbursements,
) -> Result<MatchedDisbursements, Failure> {
    let facts = context.opened()?.0.document.facts()?;
    let mut known = inspect::known(context)?;
    known.answers.clone_from(&request.answers);
    let watching = context.watching();
    let found = tierwright_import::disbursements(Path::new(&request.path), &known, &mut |told| {
        watching.go_on(&format!("Reading {}", told.file), told.done, told.all)
    })?;
    if let Some(open) = found.questions.iter().find(|question| question.answer.is_none()) {
        return Err(Failure::new(
            FailureKind::Finding,
            "reading_open",
            open.sentence.clone(),
            &format!("Write it so that only one reading fits, or answer the question {}.", open.id),
        ));
    }
    let matches = disbursed::matched(&facts, &found.rows);
    let most = most_parts(request.limit);
    let rows = matches.iter().map(|one| one.answer(&facts.files, most));
    let mut rows = rows.collect::<Result<Vec<_>, Failure>>()?;
    let sums = disbursed::sums(&rows)?;
    let mut counts = DisbursedCounts::default();
    for row in &rows {
        *match row.row.standing {
            DisbursedStanding::Agree => &mut counts.agree,
            DisbursedStanding::Differ => &mut counts.differ,
            DisbursedStanding::OtherCurrency => &mut counts.other_currency,
            DisbursedStanding::OnlyDisbursed => &mut counts.only_disbursed,
            DisbursedStanding::OnlyDeal => &mut counts.only_deals,
        } += 1;
    }
    if request.only_differing {
        rows.retain(|row| row.row.standing != DisbursedStanding::Agree);
    }
    rows.sort_by_cached_key(|one| {
        let row = &one.row;
        let day = row.disbursed.clone().or_else(|| row.closed.clone());
        (row.standing, -one.size, day, row.deal.clone(), row.parts.first().map(|part| part.row))
    });
    let shown = page_or_all(&rows, request.offset, request.limit);
    Ok(MatchedDisbursements {
        rows: shown.iter().map(|one| one.row.clone()).collect(),
        total_rows: whole(rows.len()),
        sums,
        counts,
        set_aside_rows: whole(found.set_aside.len()),
        set_aside: found
            .set_aside
            .iter()
            .take(MOST_REASONS)
            .map(|row| row.sentence.clone())
            .collect(),
        file: found.file,
        reading: found.reading,
    })
}

/// One amount less another.
fn less(one: Money, other: Money) -> Result<Money, Failure> {
    other.negated().and_then(|other| one.plus(other)).map_err(|_| too_large())
}

pub(crate) fn too_large() -> Failure {
    Failure::new(
        FailureKind::File,
        "amount_too_large",
        "The amounts are larger than can be added exactly.".to_owned(),
        "Look for an amount with too many digits.",
    )
}

/// A name as it is compared: its letters and digits, small.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
