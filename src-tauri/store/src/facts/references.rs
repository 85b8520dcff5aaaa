//! Whether facts fit together: no id twice, nothing named that is not there, one currency a deal.
//!
//! The tables declare the same, for other tools. It is checked here so that a sentence can name
//! the row, on the way in and on the way out, where another tool may have changed something.

use std::collections::{HashMap, HashSet};

use tierwright_engine::facts::rows::{FactRows, Source, SourceFile};
use tierwright_program::{Currency, Money};

use super::table::Fact;
use crate::{Place, StoreError};

/// The first fault of the facts, if there is one.
pub(super) fn check(facts: &FactRows) -> Result<(), StoreError> {
    let files = &facts.files;
    distinct(&facts.partners, files)?;
    distinct(&facts.deals, files)?;
    distinct(&facts.lines, files)?;
    distinct(&facts.credits, files)?;
    distinct(&facts.adjustments, files)?;
    distinct(&facts.activities, files)?;
    distinct(&facts.fund_events, files)?;
    distinct(&facts.rates, files)?;
    distinct(&facts.paid, files)?;
    let known = Known::of(facts);
    deals(facts, &known)?;
    credits(facts, &known)?;
    adjustments(facts, &known)?;
    facts.activities.iter().try_for_each(|row| known.partner(row, &row.partner))?;
    facts.fund_events.iter().try_for_each(|row| known.partner(row, &row.partner))?;
    facts.paid.iter().try_for_each(|row| known.partner(row, &row.partner))
}

/// The first of `sources`, in their order, whose file is not among the files.
pub(super) fn check_sources(
    files: &[SourceFile],
    table: &'static str,
    sources: impl IntoIterator<Item = Source>,
) -> Result<(), StoreError> {
    let mut sources = sources.into_iter();
    match sources.find(|source| source.file as usize >= files.len()) {
        Some(source) => Err(names_no_file(table, format!("row {}", source.row), source)),
        None => Ok(()),
    }
}

/// Rows by ascending key.
pub(super) fn ordered<T: Fact>(rows: &[T]) -> Vec<&T> {
    let mut ordered: Vec<&T> = rows.iter().collect();
    ordered.sort_by(|a, b| a.key().cmp(&b.key()));
    ordered
}

fn distinct<T: Fact>(rows: &[T], files: &[SourceFile]) -> Result<(), StoreError> {
    if let Some(row) = rows.iter().find(|row| row.source().file as usize >= files.len()) {
        return Err(names_no_file(T::TABLE, row.id(), row.source()));
    }
    let ordered = ordered(rows);
    match ordered.windows(2).find(|pair| pair[0].key() == pair[1].key()) {
        Some(pair) => Err(StoreError::Duplicate {
            table: T::TABLE,
            id: pair[1].id(),
            place: place(files, pair[1].source()),
        }),
        None => Ok(()),
    }
}

fn names_no_file(table: &'static str, id: String, source: Source) -> StoreError {
    let missing = source.file.to_string();
    StoreError::BrokenReference { table, id, column: "file", missing, place: Place::default() }
}

fn place(files: &[SourceFile], source: Source) -> Place {
    Place(files.get(source.file as usize).map(|file| (file.name.clone(), source.row)))
}

/// What other rows may name.
struct Known<'a> {
    files: &'a [SourceFile],
    partners: HashSet<&'a str>,
    deals: HashMap<&'a str, Currency>,
}

impl<'a> Known<'a> {
    fn of(facts: &'a FactRows) -> Self {
        let deal = |deal: &'a tierwright_engine::facts::rows::DealRow| {
            (deal.id.as_str(), deal.amount.currency())
        };
        Self {
            files: &facts.files,
            partners: facts.partners.iter().map(|partner| partner.id.as_str()).collect(),
            deals: facts.deals.iter().map(deal).collect(),
        }
    }

    fn partner<T: Fact>(&self, row: &T, partner: &str) -> Result<(), StoreError> {
        match self.partners.contains(partner) {
            true => Ok(()),
            false => Err(self.names_nothing(row, "partner", partner)),
        }
    }

    /// The currency of the deal that a row names.
    fn deal<T: Fact>(&self, row: &T, deal: &str) -> Result<Currency, StoreError> {
        let found = self.deals.get(deal).copied();
        found.ok_or_else(|| self.names_nothing(row, "deal", deal))
    }

    fn in_currency<T: Fact>(
        &self,
        row: &T,
        currency: Currency,
        amounts: [Option<Money>; 3],
    ) -> Result<(), StoreError> {
        let mut found = amounts.into_iter().flatten().map(|amount| amount.currency());
        match found.find(|found| *found != currency) {
            None => Ok(()),
            Some(found) => Err(StoreError::Currency {
                table: T::TABLE,
                id: row.id(),
                expected: currency.to_string(),
                found: found.to_string(),
                place: place(self.files, row.source()),
            }),
        }
    }

    fn names_nothing<T: Fact>(&self, row: &T, column: &'static str, missing: &str) -> StoreError {
        StoreError::BrokenReference {
            table: T::TABLE,
            id: row.id(),
            column,
            missing: missing.to_owned(),
            place: place(self.files, row.source()),
        }
    }
}

fn deals(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    for deal in &facts.deals {
        known.in_currency(deal, deal.amount.currency(), [deal.list_amount, deal.cost, None])?;
    }
    for line in &facts.lines {
        let currency = known.deal(line, &line.deal)?;
        known.in_currency(line, currency, [Some(line.amount), line.list_amount, line.cost])?;
    }
    Ok(())
}

fn credits(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    facts.credits.iter().try_for_each(|credit| {
        known.deal(credit, &credit.deal)?;
        known.partner(credit, &credit.partner)
    })
}

fn adjustments(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    if facts.adjustments.is_empty() {
        return Ok(());
    }
    let lines: HashSet<(&str, &str)> = facts.lines.iter().map(Fact::key).collect();
    for adjustment in &facts.adjustments {
        if let Some(partner) = &adjustment.partner {
            known.partner(adjustment, partner)?;
        }
        let Some(deal) = &adjustment.deal else { continue };
        let currency = known.deal(adjustment, deal)?;
        known.in_currency(adjustment, currency, [Some(adjustment.amount), None, None])?;
        let line = adjustment.line.as_deref();
        if let Some(line) = line.filter(|line| !lines.contains(&(deal.as_str(), *line))) {
            return Err(known.names_nothing(adjustment, "line", line));
        }
    }
    Ok(())
}
