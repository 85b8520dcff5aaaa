//! Rows of what was billed and collected, worked out again from the invoices and collections.

use chrono::NaiveDate;
use tierwright_engine::{
    explanation::Contribution,
    rows::{DealRow, SettlementKind, SettlementRow},
};
use tierwright_program::{Money, Quantity};

use crate::{
    exact::{Number, largest_remainder, money, most, one, quantity, rounded_as, zero},
    measures::{Fact, Follow},
    refusal::{Refusal, refuse, same},
};

impl Follow<'_> {
    /// The invoice or collection that a row states, and what of it lies on the line of the row.
    pub fn billed(
        &self,
        measure: &str,
        (deal, closed): (&DealRow, NaiveDate),
        row: &Contribution,
    ) -> Result<(Fact, Number), Refusal> {
        let kind = match measure.starts_with("billed") {
            true => SettlementKind::Billed,
            false => SettlementKind::Collected,
        };
        let mut all = self.source.settled(&deal.id).into_iter();
        let found = all.find(|one| one.source == row.source && one.kind == kind);
        let Some(settled) = found else { return refuse("no invoice or collection stands there") };
        let amount = amount(settled, measure.contains(" with tax"));
        same("what was settled", &row.original, &Quantity::Money(amount))?;
        same("the day it counts on", &row.on, &settled.date.max(closed))?;
        let Quantity::Money(to) = row.converted else { return refuse("a number was settled") };
        let factor = match &row.exchange {
            Some(exchange) => self.factor(exchange, amount.currency(), to.currency())?,
            None if amount.currency() == to.currency() => one(),
            None => return refuse("it is converted without a rate"),
        };
        let whole = rounded_as(&(money(amount) * factor), row.converted, self.rounding);
        same("its amount in the program's currency", &quantity(row.converted), &whole)?;
        let part = match &settled.line {
            Some(line) => {
                same("its line", &row.line.as_ref(), &Some(line))?;
                whole
            }
            None => self.on_line(deal, row, &whole)?,
        };
        same("what lies on the line", &row.part.map(quantity), &Some(part.clone()))?;
        Ok((Fact { returned: false, original: row.original, on: row.on }, part))
    }

    /// What of an amount of a deal lies on the line of a row.
    fn on_line(&self, deal: &DealRow, row: &Contribution, all: &Number) -> Result<Number, Refusal> {
        let mut lines = self.source.lines(&deal.id).to_vec();
        if lines.is_empty() {
            return Ok(all.clone());
        }
        lines.sort_by(|a, b| a.id.cmp(&b.id));
        let mut weights: Vec<Number> =
            lines.iter().map(|line| most(zero(), money(line.amount))).collect();
        if weights.iter().all(|weight| *weight == zero()) {
            weights.fill(one());
        }
        let parts = largest_remainder(all, &weights, 10_000);
        let at = lines.iter().position(|line| Some(&line.id) == row.line.as_ref());
        at.map_or_else(|| refuse("no such line"), |at| Ok(parts[at].clone()))
    }
}

/// What was settled, with its tax or without.
fn amount(settled: &SettlementRow, with_tax: bool) -> Money {
    let off = settled.tax.filter(|_| !with_tax).map_or(0, |tax| tax.units());
    Money::from_units(settled.gross.units() - off, settled.gross.currency())
}
