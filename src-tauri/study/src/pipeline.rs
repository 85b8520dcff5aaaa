//! What a plan takes in besides growth: open deals with their chance, and budget rates of currencies.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tierwright_engine::rows::{DealRow, FactRows, Stage};
use tierwright_program::{Currency, Fraction, Money, Rate, RoundingMode, Span, rate::RATE_ONE};

use crate::plan::{Part, quarter_of, scale};

/// Open deals that a plan takes for won, each with a part of its amounts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    /// Which open deals; all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Part>,
    /// The quarter of the replay at whose end they are won, from 1; the last one where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<u8>,
    /// The chance that they are won, which is the part of their amounts that counts.
    pub chance: Rate,
}

/// What a currency is planned to be worth.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetRate {
    /// The currency of deals.
    pub currency: Currency,
    /// The currency they are taken in.
    pub into: Currency,
    /// What one unit of the one is worth in units of the other.
    pub rate: Rate,
}

impl Pipeline {
    fn holds(&self, deal: &DealRow) -> bool {
        let of = self.of.as_ref().is_none_or(|part| part.field.of(deal) == part.is);
        of && self.chance.units() > 0
    }

    /// The day on which its deals are won.
    fn day(&self, quarters: &[Span]) -> Option<chrono::NaiveDate> {
        let span = match self.quarter {
            None => quarters.last(),
            Some(quarter) => quarters.get(usize::from(quarter).checked_sub(1)?),
        };
        span.map(|span| span.until())
    }
}

/// Takes open deals for won by the first line that holds for each: on the last day of the line's
/// quarter, with the part of their amounts that is their chance.
pub(crate) fn take_pipeline(rows: &mut FactRows, pipeline: &[Pipeline], quarters: &[Span]) {
    let line = |deal: &DealRow| {
        let of = pipeline.iter().find(|one| one.holds(deal));
        of.filter(|_| deal.stage == Stage::Open)
    };
    scale(rows, |deal| line(deal).map(|one| Rate::from_units(one.chance.units() - RATE_ONE)));
    for deal in &mut rows.deals {
        let Some(day) = line(deal).and_then(|one| one.day(quarters)) else { continue };
        deal.stage = Stage::Won;
        deal.closed = Some(day);
        deal.opened = deal.opened.map(|opened| opened.min(day));
    }
}

/// Takes the deals won in the quarters, and all that belongs to them, in the currency that a budget
/// rate names, each amount to its smallest coin.
pub(crate) fn at_budget_rates(rows: &mut FactRows, rates: &[BudgetRate], quarters: &[Span]) {
    for rate in rates {
        let own = |deal: &&DealRow| {
            deal.amount.currency() == rate.currency && quarter_of(deal, quarters).is_some()
        };
        let deals: BTreeSet<String> =
            rows.deals.iter().filter(own).map(|deal| deal.id.clone()).collect();
        let of = |deal: &str| deals.contains(deal);
        for deal in rows.deals.iter_mut().filter(|deal| of(&deal.id)) {
            rate.exchange(&mut deal.amount);
            let parts = [&mut deal.tax, &mut deal.list_amount, &mut deal.cost, &mut deal.recurring];
            parts.into_iter().flatten().for_each(|amount| rate.exchange(amount));
        }
        for line in rows.lines.iter_mut().filter(|line| of(&line.deal)) {
            rate.exchange(&mut line.amount);
            let parts = [&mut line.list_amount, &mut line.cost];
            parts.into_iter().flatten().for_each(|amount| rate.exchange(amount));
        }
        let own = |deal: &Option<String>| deal.as_deref().is_some_and(of);
        for one in rows.adjustments.iter_mut().filter(|one| own(&one.deal)) {
            rate.exchange(&mut one.amount);
        }
        for one in rows.settlements.iter_mut().filter(|one| of(&one.deal)) {
            rate.exchange(&mut one.gross);
            let parts = [&mut one.fee, &mut one.tax, &mut one.net];
            parts.into_iter().flatten().for_each(|amount| rate.exchange(amount));
        }
    }
}

impl BudgetRate {
    /// The amount in the other currency, a half coin away from zero. What would not fit, and what is
    /// in another currency, stays as it is.
    fn exchange(&self, amount: &mut Money) {
        if amount.currency() != self.currency {
            return;
        }
        let step = i128::from(self.into.units_per_minor());
        let product = i128::from(amount.units()).checked_mul(i128::from(self.rate.units()));
        let coins = product
            .map(|product| Fraction::new(product, i128::from(RATE_ONE) * step))
            .and_then(|fraction| fraction.round(RoundingMode::HalfAwayFromZero));
        if let Some(units) = coins.and_then(|coins| i64::try_from(coins * step).ok()) {
            *amount = Money::from_units(units, self.into);
        }
    }
}
