//! Rows of a measure as they stand in an explanation.

use tierwright_program::{Money, Quantity, Rate, measure::PointsFrom};

use crate::{
    billed,
    cube::{Origin, SalesRow, SalesRows, Summed},
    exchange::deal_exchange,
    explanation::Contribution,
    facts::rows::Source,
    priced::{self, Figure},
    scope::Members,
    value::quantity,
};

impl SalesRows<'_> {
    /// A row as it stands in an explanation.
    pub fn contribution(&self, deal: usize, row: &SalesRow) -> Contribution {
        let (facts, currency) = (self.given.facts, self.given.program.currency);
        let money = self.key.summed.is_money();
        // What was counted has fitted.
        let fits = |units: Option<i64>| quantity(units.unwrap_or(0), money, currency);
        let (line, original, converted, source) = match row.origin {
            Origin::Deal => {
                let one = Quantity::Number(Rate::whole(1));
                (None, one, one, facts.deals.sources.get(deal))
            }
            Origin::Line(line) => (
                facts.lines.ids[line].clone(),
                self.original_of_line(deal, line),
                fits(self.line_value(deal, line)),
                facts.lines.sources.get(line),
            ),
            Origin::Billed(part) => {
                let amount = billed::amount(facts, part.settlement, self.key.sales.value.tax);
                let whole = billed::whole(self.given, part.settlement, self.key.sales.value.tax);
                (
                    facts.lines.ids[part.line].clone(),
                    Quantity::Money(amount),
                    fits(Some(whole)),
                    facts.settlements.sources[part.settlement],
                )
            }
            Origin::Adjustment(at) => (
                facts.adjustments.lines[at].and_then(|line| facts.lines.ids[line].clone()),
                self.original(facts.adjustments.amounts[at], facts.adjustments.quantities[at], -1),
                fits(self.adjustment_value(deal, at)),
                facts.adjustments.sources[at],
            ),
        };
        let exchange = match row.origin {
            Origin::Billed(part) => billed::exchange(self.given, part.settlement),
            _ => facts.deals.won_on(deal).filter(|_| money || self.points_of_money()).and_then(
                |day| deal_exchange(facts, self.given.program, self.given.as_of, deal, day),
            ),
        };
        let part = match row.origin {
            Origin::Billed(part) => fits(Some(part.units)).into(),
            _ => None,
        };
        let absent = match (row.origin, self.key.summed.figure()) {
            (Origin::Line(line), Some(figure)) => {
                priced::is_absent(self.given, figure, line).then_some(self.key.absent)
            }
            _ => None,
        };
        Contribution {
            deal,
            line,
            on: row.on,
            original,
            exchange: exchange
                .filter(|exchange| !exchange.multiply.is_empty() || !exchange.divide.is_empty()),
            converted,
            absent,
            part,
            marketplace: self.factor(deal).flatten(),
            credited_on: self.credited_on(deal),
            credits: self.credits_of(deal, row.partner),
            share: row.share,
            counted: quantity(row.counted, money, currency),
            source,
        }
    }

    /// The credits that count of those whose sales of a deal are a partner's.
    fn credits_of(&self, deal: usize, partner: usize) -> Vec<Source> {
        let facts = self.given.facts;
        // The rows that all partners share are nobody's.
        let whose = match partner < facts.partners.len() {
            true => self.key.sales.scope.members(facts, partner),
            false => Vec::new(),
        };
        let credits = &facts.credits;
        let counts = |credit: &usize| {
            whose.contains(&credits.partner(*credit)) && self.credit_counts(deal, *credit)
        };
        let found = self.given.facts.deal_credits(self.credited_on(deal)).filter(counts);
        found.map(|credit| credits.sources.get(credit)).collect()
    }

    /// What a line has, in its deal's currency; where it lacks the figure, what it counts instead.
    fn original_of_line(&self, deal: usize, line: usize) -> Quantity {
        let facts = self.given.facts;
        let amount = facts.line_amount(deal, line);
        if self.key.summed == Summed::WithTax {
            let tax = priced::own_figure(facts, Figure::Tax, deal, line);
            let units = amount.units().saturating_add(tax.map_or(0, |tax| tax.units()));
            return Quantity::Money(Money::from_units(units, amount.currency()));
        }
        let Some(figure) = self.key.summed.figure() else {
            return self.original(amount, facts.lines.quantity(line), 1);
        };
        let units = match priced::own_figure(facts, figure, deal, line) {
            Some(own) if self.key.summed == Summed::Margin => {
                amount.units().saturating_sub(own.units())
            }
            Some(own) => own.units(),
            None if self.key.absent.is_left_out() => 0,
            None => amount.units(),
        };
        Quantity::Money(Money::from_units(units, amount.currency()))
    }

    /// Whether it sums points for money.
    fn points_of_money(&self) -> bool {
        self.key.summed == Summed::Points && !self.counts_units()
    }

    /// Whether it sums points for units.
    fn counts_units(&self) -> bool {
        self.key.points.as_ref().is_some_and(|rule| rule.from == PointsFrom::Units)
    }

    /// The amount or quantity as it stands in the row.
    fn original(&self, amount: Money, units: Rate, sign: i64) -> Quantity {
        match self.key.summed {
            Summed::Units => Quantity::Number(Rate::from_units(sign * units.units())),
            Summed::Points if self.counts_units() => {
                Quantity::Number(Rate::from_units(sign * units.units()))
            }
            _ => Quantity::Money(Money::from_units(sign * amount.units(), amount.currency())),
        }
    }
}
