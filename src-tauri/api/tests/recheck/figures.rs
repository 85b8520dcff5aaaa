//! Rows of figures besides amounts: what lines list for, cost, leave as margin and what recurs of
//! them, worked out again from the facts.

use chrono::NaiveDate;
use tierwright_engine::{
    explanation::Contribution,
    rows::{DealRow, LineRow},
};
use tierwright_program::{Money, Quantity, measure::Absent};

use crate::{
    exact::{Number, largest_remainder, money, most, one, quantity, rounded_as, zero},
    measures::{Fact, Follow},
    refusal::{Refusal, refuse, same},
};

/// A figure that lines are summed by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    List,
    Cost,
    Margin,
    Recurring,
    WithTax,
}

impl Figure {
    /// The figure that a measure of these words sums.
    pub fn named(measure: &str) -> Option<Self> {
        let words = [
            ("list revenue", Self::List),
            ("cost", Self::Cost),
            ("margin", Self::Margin),
            ("recurring revenue", Self::Recurring),
            ("revenue with tax", Self::WithTax),
            ("billed revenue with tax", Self::WithTax),
            ("collected revenue with tax", Self::WithTax),
        ];
        words.into_iter().find(|(word, _)| measure.starts_with(word)).map(|(_, figure)| figure)
    }
}

/// A line of a deal, or the whole of one that has none.
pub struct Line<'a> {
    pub row: Option<&'a LineRow>,
    /// In the deal's currency.
    pub amount: Number,
    /// Its own figure, or its part of the deal's.
    figure: Option<Number>,
}

impl Follow<'_> {
    /// The fact that a row states, and what it comes to in the program's currency.
    pub fn figure(
        &self,
        of: Figure,
        (deal, closed): (&DealRow, NaiveDate),
        row: &Contribution,
    ) -> Result<(Fact, Number), Refusal> {
        let lines = self.lines(of, deal);
        if row.on == closed
            && let Some(line) = lines.iter().find(|line| line.is(row, deal))
        {
            let lacks = line.figure.is_none() && of != Figure::WithTax;
            same("whether it lacks the figure", &row.absent.is_some(), &lacks)?;
            let original = line.original(of, row.absent);
            same("what a row says", &quantity(row.original), &original)?;
            let converted = self.value(of, line, row, row.absent)?;
            same("its figure in the program's currency", &quantity(row.converted), &converted)?;
            return Ok((Fact { returned: false, original: row.original, on: closed }, converted));
        }
        for adjustment in self.source.adjustments(&deal.id) {
            let taken = money(adjustment.amount);
            let is_it = (row.source, &row.line, row.on, quantity(row.original))
                == (adjustment.source, &adjustment.line, adjustment.date, -taken.clone());
            let of_it = lines.iter().filter(|line| {
                adjustment.line.is_none()
                    || line.row.is_some_and(|row| Some(&row.id) == adjustment.line.as_ref())
            });
            let of_it: Vec<&Line<'_>> = of_it.collect();
            // What stands in for a figure that lines lack is not said in the row of their return.
            for absent in [Absent::LeftOut, Absent::ByAmount].into_iter().filter(|_| is_it) {
                let (mut value, mut amount) = (zero(), zero());
                for line in &of_it {
                    value += self.value(of, line, row, Some(absent))?;
                    amount += &line.amount;
                }
                let back = if amount == zero() { zero() } else { value * &taken / amount };
                let back = -rounded_as(&back, row.converted, self.rounding);
                if back == quantity(row.converted) {
                    let on = adjustment.date;
                    return Ok((Fact { returned: true, original: row.original, on }, back));
                }
            }
        }
        refuse(format!("no fact says {} on {}", row.original, row.on))
    }

    /// What a line counts, in the program's currency.
    fn value(
        &self,
        of: Figure,
        line: &Line<'_>,
        row: &Contribution,
        absent: Option<Absent>,
    ) -> Result<Number, Refusal> {
        let factor = match (row.original, row.converted, &row.exchange) {
            (Quantity::Money(from), Quantity::Money(to), Some(exchange)) => {
                self.factor(exchange, from.currency(), to.currency())?
            }
            (Quantity::Money(from), Quantity::Money(to), None)
                if from.currency() == to.currency() =>
            {
                one()
            }
            _ => return refuse("a figure is converted without a rate"),
        };
        Ok(self.worth(of, line, &factor, row.converted, absent))
    }

    /// The same by a rate of exchange, rounded like a quantity.
    pub fn worth(
        &self,
        of: Figure,
        line: &Line<'_>,
        factor: &Number,
        like: Quantity,
        absent: Option<Absent>,
    ) -> Number {
        let converted = |of: &Number| rounded_as(&(of * factor), like, self.rounding);
        match (&line.figure, absent) {
            (Some(figure), _) if of == Figure::Margin => {
                converted(&line.amount) - converted(figure)
            }
            (Some(figure), _) if of == Figure::WithTax => {
                converted(&line.amount) + converted(figure)
            }
            (None, _) if of == Figure::WithTax => converted(&line.amount),
            (Some(figure), _) => converted(figure),
            (None, Some(Absent::ByAmount)) => converted(&line.amount),
            (None, _) => zero(),
        }
    }

    /// The lines of a deal with their figures. Where no line has it, that of the deal is divided over
    /// them by their amounts.
    pub fn lines(&self, of: Figure, deal: &DealRow) -> Vec<Line<'_>> {
        let rows = self.source.lines(&deal.id);
        let own = |row: &LineRow| match of {
            Figure::List => row.list_amount,
            Figure::Cost | Figure::Margin => row.cost,
            Figure::Recurring | Figure::WithTax => None,
        };
        let bare = Line { row: None, amount: money(deal.amount), figure: None };
        let mut lines: Vec<Line<'_>> = rows
            .iter()
            .map(|row| Line {
                row: Some(*row),
                amount: money(row.amount),
                figure: own(row).map(money),
            })
            .collect();
        if lines.is_empty() {
            lines.push(bare);
        }
        let of_deal: Option<Money> = match of {
            Figure::List => deal.list_amount,
            Figure::Cost | Figure::Margin => deal.cost,
            Figure::Recurring => deal.recurring,
            Figure::WithTax => deal.tax,
        };
        if let Some(whole) = of_deal.filter(|_| lines.iter().all(|line| line.figure.is_none())) {
            let mut weights: Vec<Number> =
                lines.iter().map(|line| most(zero(), line.amount.clone())).collect();
            if weights.iter().all(|weight| *weight == zero()) {
                weights.fill(one());
            }
            let parts = largest_remainder(&money(whole), &weights, 10_000);
            lines.iter_mut().zip(parts).for_each(|(line, part)| line.figure = Some(part));
        }
        lines
    }
}

impl Line<'_> {
    /// Whether a row is about this line.
    fn is(&self, row: &Contribution, deal: &DealRow) -> bool {
        match self.row {
            Some(line) => row.line.as_ref() == Some(&line.id) && row.source == line.source,
            None => row.line.is_none() && row.source == deal.source,
        }
    }

    /// What the row says of it, in the deal's currency.
    fn original(&self, of: Figure, absent: Option<Absent>) -> Number {
        match (&self.figure, absent) {
            (Some(figure), _) if of == Figure::Margin => &self.amount - figure,
            (Some(figure), _) if of == Figure::WithTax => &self.amount + figure,
            (None, _) if of == Figure::WithTax => self.amount.clone(),
            (Some(figure), _) => figure.clone(),
            (None, Some(Absent::ByAmount)) => self.amount.clone(),
            (None, _) => zero(),
        }
    }
}
