//! What was billed and collected of deals, each on its own day (`RULES` section 2, "Value basis").

use std::sync::OnceLock;

use chrono::NaiveDate;
use tierwright_program::{
    Money,
    measure::{Counts, Tax, ValueBasis},
    rounding::largest_remainder,
};

use crate::{
    Facts, Failure,
    exchange::{converted_on, exchange_on},
    explanation::Exchange,
    given::Given,
    rows::SettlementKind,
};

/// What lies on one line of an invoice or a collection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BilledPart {
    /// Its row in the facts.
    pub settlement: usize,
    /// The line.
    pub line: usize,
    /// The day it counts on.
    pub on: NaiveDate,
    /// How much, in ten-thousandths of the program's currency.
    pub units: i64,
}

/// The invoices and collections of won deals in the program's currency, in ten-thousandths, with
/// their tax and without; made when they are first asked for.
#[derive(Debug, Default)]
pub(crate) struct Billed(OnceLock<Vec<[i64; 2]>>);

impl Billed {
    /// Converts them, each at its own day.
    ///
    /// # Errors
    /// A rate that is missing, or an amount that does not fit.
    pub fn convert(&self, given: Given<'_>) -> Result<(), Failure> {
        if self.0.get().is_none() {
            let made = column(given)?;
            self.0.get_or_init(|| made);
        }
        Ok(())
    }

    fn units(&self, settlement: usize, tax: Tax) -> i64 {
        let both = self.0.get().and_then(|all| all.get(settlement)).copied().unwrap_or_default();
        both[usize::from(tax == Tax::LeftOut)]
    }
}

fn column(given: Given<'_>) -> Result<Vec<[i64; 2]>, Failure> {
    let (facts, settled) = (given.facts, &given.facts.settlements);
    let mut made = vec![[0; 2]; settled.ids.len()];
    for deal in 0..facts.deals.len() {
        if facts.deals.won_on(deal).is_none_or(|day| !given.known(day)) {
            continue;
        }
        for at in facts.deal_settlements(deal).filter(|at| counts(facts, *at)) {
            let day = settled.dates[at];
            if given.known(day) {
                let what = format!("settlement {}", settled.ids[at]);
                let convert = |tax| converted_on(given, amount(facts, at, tax), day, &what);
                made[at] = [convert(Tax::Included)?, convert(Tax::LeftOut)?];
            }
        }
    }
    Ok(made)
}

/// Whether a settlement is an invoice or a collection.
fn counts(facts: &Facts, settlement: usize) -> bool {
    facts.settlements.kinds[settlement] != SettlementKind::Disbursed
}

/// An invoice or a collection in the currency of its deal.
pub(crate) fn amount(facts: &Facts, settlement: usize, tax: Tax) -> Money {
    let (gross, own) = (facts.settlements.gross[settlement], facts.settlements.taxes[settlement]);
    let off = own.filter(|_| tax == Tax::LeftOut).map_or(0, |tax| tax.units());
    Money::from_units(gross.units().saturating_sub(off), gross.currency())
}

/// An invoice or a collection in the program's currency.
pub(crate) fn whole(given: Given<'_>, settlement: usize, tax: Tax) -> i64 {
    given.converted.billed.units(settlement, tax)
}

/// The exchange of an invoice or a collection.
pub(crate) fn exchange(given: Given<'_>, settlement: usize) -> Option<Exchange> {
    let settled = &given.facts.settlements;
    exchange_on(given, settled.gross[settlement].currency(), settled.dates[settlement])
}

/// What counts of a deal that closed on a day, in order of the settlements and then of the lines.
/// None where it counts as booked; the outer none means that it does not fit.
pub(crate) fn parts_of_deal(
    given: Given<'_>,
    (deal, closed): (usize, NaiveDate),
    value: ValueBasis,
) -> Option<Option<Vec<BilledPart>>> {
    let facts = given.facts;
    let kind = match value.counts {
        Counts::Booked => return Some(None),
        Counts::Billed => SettlementKind::Billed,
        Counts::Collected => SettlementKind::Collected,
    };
    if !facts.deal_settlements(deal).any(|at| counts(facts, at)) {
        return Some(None);
    }
    let mut parts = Vec::new();
    let of_kind = |at: &usize| facts.settlements.kinds[*at] == kind;
    for settlement in facts.deal_settlements(deal).filter(of_kind) {
        let day = facts.settlements.dates[settlement];
        if given.known(day) {
            let on = day.max(closed);
            let units = given.converted.billed.units(settlement, value.tax);
            let by_line = match facts.settlements.lines[settlement] {
                Some(line) => vec![(line, units)],
                None => over_lines(facts, deal, units)?,
            };
            let part = |(line, units)| BilledPart { settlement, line, on, units };
            parts.extend(by_line.into_iter().map(part));
        }
    }
    Some(Some(parts))
}

/// An amount of a whole deal by line.
fn over_lines(facts: &Facts, deal: usize, units: i64) -> Option<Vec<(usize, i64)>> {
    let lines = facts.deal_lines(deal);
    let mut weights: Vec<i64> = lines.clone().map(|line| facts.line_units(line).max(0)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    Some(lines.zip(largest_remainder(units, &weights)?).collect())
}
