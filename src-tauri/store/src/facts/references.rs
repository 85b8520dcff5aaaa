//! Whether facts fit together: no id twice, nothing named that is not there, one currency a deal.
//!
//! The tables declare the same, for other tools. It is checked here so that a sentence can name
//! the row, on the way in and on the way out, where another tool may have changed something.

use std::cell::{Cell, OnceCell};

use foldhash::{HashMap, HashSet};
use tierwright_engine::facts::rows::{
    DealRow, FactRows, ScoreSubject, Source, SourceFile, TargetSubject,
};
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
    distinct(&facts.statuses, files)?;
    distinct(&facts.levels, files)?;
    distinct(&facts.touches, files)?;
    distinct(&facts.registrations, files)?;
    distinct(&facts.overlaps, files)?;
    distinct(&facts.settlements, files)?;
    distinct(&facts.scores, files)?;
    distinct(&facts.targets, files)?;
    let known = Known::of(facts);
    partners(facts, &known)?;
    deals(facts, &known)?;
    credits(facts, &known)?;
    adjustments(facts, &known)?;
    activities(facts, &known)?;
    fund_events(facts, &known)?;
    facts.paid.iter().try_for_each(|row| known.partner(row, &row.partner))?;
    course(facts, &known)?;
    standing(facts, &known)
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
    // Most files and every document have them by ascending keys.
    if rows.is_sorted_by(|one, next| one.key() < next.key()) {
        return Ok(());
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
    groups: HashSet<&'a str>,
    deals: Deals<'a>,
    lines: HashSet<(&'a str, &'a str)>,
}

/// Deals by their ids.
struct Deals<'a> {
    rows: &'a [DealRow],
    /// Where the last one stood: rows that name deals mostly come in the order of the deals.
    near: Cell<usize>,
    positions: OnceCell<HashMap<&'a str, usize>>,
}

impl<'a> Deals<'a> {
    fn find(&self, id: &str) -> Option<&'a DealRow> {
        let is_at = |at: &usize| self.rows.get(*at).is_some_and(|deal| deal.id == id);
        let near = self.near.get();
        let near = [near, near + 1].into_iter().find(is_at);
        let at = near.or_else(|| self.positions().get(id).copied())?;
        self.near.set(at);
        self.rows.get(at)
    }

    fn positions(&self) -> &HashMap<&'a str, usize> {
        let position = |(at, deal): (usize, &'a DealRow)| (deal.id.as_str(), at);
        self.positions.get_or_init(|| self.rows.iter().enumerate().map(position).collect())
    }
}

impl<'a> Known<'a> {
    fn of(facts: &'a FactRows) -> Self {
        Self {
            files: &facts.files,
            partners: facts.partners.iter().map(|partner| partner.id.as_str()).collect(),
            groups: facts.partners.iter().map(|partner| partner.group.as_str()).collect(),
            deals: Deals { rows: &facts.deals, near: Cell::new(0), positions: OnceCell::new() },
            lines: facts.lines.iter().map(Fact::key).collect(),
        }
    }

    fn partner<T: Fact>(&self, row: &T, partner: &str) -> Result<(), StoreError> {
        match self.partners.contains(partner) {
            true => Ok(()),
            false => Err(self.names_nothing(row, "partner", partner)),
        }
    }

    fn maybe_partner<T: Fact>(&self, row: &T, partner: Option<&String>) -> Result<(), StoreError> {
        partner.map_or(Ok(()), |partner| self.partner(row, partner))
    }

    fn maybe_deal<T: Fact>(&self, row: &T, deal: Option<&String>) -> Result<(), StoreError> {
        deal.map_or(Ok(()), |deal| self.deal(row, deal).map(drop))
    }

    fn maybe_line<T: Fact>(
        &self,
        row: &T,
        deal: &str,
        line: Option<&String>,
    ) -> Result<(), StoreError> {
        match line.filter(|line| !self.lines.contains(&(deal, line.as_str()))) {
            None => Ok(()),
            Some(line) => Err(self.names_nothing(row, "line", line)),
        }
    }

    /// The currency of the deal that a row names.
    fn deal<T: Fact>(&self, row: &T, deal: &str) -> Result<Currency, StoreError> {
        let found = self.deals.find(deal).map(|deal| deal.amount.currency());
        found.ok_or_else(|| self.names_nothing(row, "deal", deal))
    }

    fn in_currency<T: Fact>(
        &self,
        row: &T,
        currency: Currency,
        amounts: &[Option<Money>],
    ) -> Result<(), StoreError> {
        let mut found = amounts.iter().flatten().map(|amount| amount.currency());
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

fn partners(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    facts.partners.iter().try_for_each(|row| match &row.parent {
        Some(parent) if !known.partners.contains(parent.as_str()) => {
            Err(known.names_nothing(row, "parent", parent))
        }
        _ => Ok(()),
    })
}

fn deals(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    for deal in &facts.deals {
        let amounts = [deal.tax, deal.list_amount, deal.cost, deal.recurring];
        known.in_currency(deal, deal.amount.currency(), &amounts)?;
    }
    for line in &facts.lines {
        let currency = known.deal(line, &line.deal)?;
        known.in_currency(line, currency, &[Some(line.amount), line.list_amount, line.cost])?;
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
    for adjustment in &facts.adjustments {
        known.maybe_partner(adjustment, adjustment.partner.as_ref())?;
        match &adjustment.deal {
            Some(deal) => {
                let currency = known.deal(adjustment, deal)?;
                known.in_currency(adjustment, currency, &[Some(adjustment.amount)])?;
                known.maybe_line(adjustment, deal, adjustment.line.as_ref())?;
            }
            None if adjustment.partner.is_none() => {
                return Err(known.names_nothing(adjustment, "deal", ""));
            }
            None => known.maybe_line(adjustment, "", adjustment.line.as_ref())?,
        }
    }
    Ok(())
}

fn activities(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    facts.activities.iter().try_for_each(|row| {
        known.partner(row, &row.partner)?;
        known.maybe_deal(row, row.deal.as_ref())
    })
}

fn fund_events(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    facts.fund_events.iter().try_for_each(|row| {
        known.partner(row, &row.partner)?;
        known.in_currency(row, row.amount.currency(), &[row.cost])?;
        row.deals.iter().try_for_each(|deal| known.deal(row, deal).map(drop))
    })
}

/// What happens in the course of deals.
fn course(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    for touch in &facts.touches {
        known.deal(touch, &touch.deal)?;
        known.maybe_partner(touch, touch.partner.as_ref())?;
    }
    for registration in &facts.registrations {
        known.deal(registration, &registration.deal)?;
        known.partner(registration, &registration.partner)?;
    }
    for settlement in &facts.settlements {
        let currency = known.deal(settlement, &settlement.deal)?;
        let amounts = [Some(settlement.gross), settlement.fee, settlement.tax, settlement.net];
        known.in_currency(settlement, currency, &amounts)?;
        known.maybe_line(settlement, &settlement.deal, settlement.line.as_ref())?;
    }
    Ok(())
}

/// How partners stand.
fn standing(facts: &FactRows, known: &Known<'_>) -> Result<(), StoreError> {
    facts.statuses.iter().try_for_each(|row| known.partner(row, &row.partner))?;
    facts.levels.iter().try_for_each(|row| known.partner(row, &row.partner))?;
    for overlap in &facts.overlaps {
        known.partner(overlap, &overlap.partner)?;
        known.maybe_deal(overlap, overlap.deal.as_ref())?;
    }
    for score in &facts.scores {
        if let ScoreSubject::Partner(partner) = &score.of {
            known.partner(score, partner)?;
        }
    }
    facts.targets.iter().try_for_each(|target| match &target.of {
        TargetSubject::Partner(partner) => known.partner(target, partner),
        TargetSubject::Group(group) if known.groups.contains(group.as_str()) => Ok(()),
        TargetSubject::Group(group) => Err(known.names_nothing(target, "group", group)),
    })
}
