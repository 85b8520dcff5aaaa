//! Returns that lower nothing although their deal counts, for findings.

use tierwright_program::{Money, measure::Basis};

use crate::{Outcome, cube::SalesRows};

/// A return that names no line, of a deal of which an incentive counts only some lines: what of it
/// belongs to these is not known, and it is taken off none of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The position of its deal.
    pub deal: usize,
    /// Positions of the partners whose credits on the deal count for the incentive.
    pub partners: Vec<usize>,
    /// The return in the program's currency, above zero.
    pub amount: Money,
}

impl Outcome {
    /// The returns within the replay that an incentive paid on net sales leaves out, in order of
    /// their deals, by its position.
    #[must_use]
    pub fn returns_left_out(&self, incentive: usize) -> Vec<LeftOut> {
        let (plan, facts) = (self.plan(), self.facts());
        let key = &plan.incentives[incentive].key;
        let (Some(first), Some(last)) = (self.quarters().first(), self.quarters().last()) else {
            return Vec::new();
        };
        if key.sales.basis != Basis::Net || key.sales.of.is_open() {
            return Vec::new();
        }
        let rows = plan.sales_rows(key);
        let currency = plan.program().currency;
        let mut found = Vec::new();
        for deal in (0..facts.deals.len()).filter(|deal| counts_in_part(&rows, *deal)) {
            let mut partners: Vec<usize> = facts
                .deal_credits(rows.credited_on(deal))
                .filter(|credit| rows.credit_counts(deal, *credit))
                .map(|credit| facts.credits.partner(credit))
                .collect();
            partners.dedup();
            for at in facts.deal_adjustments(deal).filter(|_| !partners.is_empty()) {
                let on = facts.adjustments.dates[at];
                let within = first.from() <= on && on <= last.until() && rows.given.known(on);
                if within && facts.adjustments.lines[at].is_none() {
                    let units = rows.given.converted.adjustments[at];
                    let amount = Money::from_units(units, currency);
                    found.push(LeftOut { deal, partners: partners.clone(), amount });
                }
            }
        }
        found
    }
}

/// Whether some lines of a deal count, and others do not.
fn counts_in_part(rows: &SalesRows<'_>, deal: usize) -> bool {
    let facts = rows.given.facts;
    let passes = |line: usize| rows.passes(deal, line);
    rows.counts_on(deal).is_some()
        && !facts.deal_adjustments(deal).is_empty()
        && facts.deal_lines(deal).any(passes)
        && !facts.deal_lines(deal).all(passes)
}
