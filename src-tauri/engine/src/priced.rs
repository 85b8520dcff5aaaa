//! Sales by another price than their amount: what lines list for, cost, leave as margin, and what
//! recurs of them (`RULES` section 2, "Measures").

use std::sync::OnceLock;

use tierwright_program::{Fraction, Money, measure::Absent, rounding::largest_remainder};

use crate::{
    Facts,
    exchange::{Factor, Factors},
    given::Given,
};

/// A figure that a line or its deal may have besides its amount.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Figure {
    /// What it would list for.
    List,
    /// What it costs.
    Cost,
    /// What recurs of its amount; only deals have it.
    Recurring,
    /// The tax on it; only deals have it.
    Tax,
}

/// A figure of a line in the program's currency, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cell {
    /// Neither the line nor its deal has it.
    Absent,
    /// It does not fit.
    TooLarge,
    Units(i64),
}

/// Figures of the lines of won deals, each column made when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    list: OnceLock<Vec<Cell>>,
    cost: OnceLock<Vec<Cell>>,
    recurring: OnceLock<Vec<Cell>>,
    tax: OnceLock<Vec<Cell>>,
}

impl Figures {
    fn of(&self, figure: Figure, given: Given<'_>, line: usize) -> Cell {
        let column = match figure {
            Figure::List => &self.list,
            Figure::Cost => &self.cost,
            Figure::Recurring => &self.recurring,
            Figure::Tax => &self.tax,
        };
        column.get_or_init(|| column_of(figure, given))[line]
    }
}

/// What a line counts for a figure, and nothing where it does not fit. `margin` asks for what its
/// cost leaves of its amount.
pub(crate) fn line_value(
    given: Given<'_>,
    figure: Figure,
    (margin, absent): (bool, Absent),
    line: usize,
) -> Option<i64> {
    let amount = given.converted.lines[line];
    match (given.converted.figures.of(figure, given, line), absent) {
        (Cell::TooLarge, _) => None,
        (Cell::Units(units), _) if margin => amount.checked_sub(units),
        (Cell::Units(units), _) => Some(units),
        (Cell::Absent, Absent::LeftOut) => Some(0),
        (Cell::Absent, Absent::ByAmount) => Some(amount),
    }
}

/// The amount of a line and the tax on it, and nothing where it does not fit.
pub(crate) fn with_tax(given: Given<'_>, line: usize) -> Option<i64> {
    let tax = line_value(given, Figure::Tax, (false, Absent::LeftOut), line)?;
    given.converted.lines[line].checked_add(tax)
}

/// Whether a line, and its deal, lack a figure.
pub(crate) fn is_absent(given: Given<'_>, figure: Figure, line: usize) -> bool {
    given.converted.figures.of(figure, given, line) == Cell::Absent
}

/// How much of a value an adjustment takes back: as much as of the amount, rounded to four decimals.
/// Nothing of a line without an amount.
pub(crate) fn taken_back(
    given: Given<'_>,
    deal: usize,
    adjustment: usize,
    value_of: impl Fn(usize) -> Option<i64>,
) -> Option<i64> {
    let facts = given.facts;
    let lines = match facts.adjustments.lines[adjustment] {
        Some(line) => line..line + 1,
        None => facts.deal_lines(deal),
    };
    let (mut value, mut amount) = (0_i128, 0_i128);
    for line in lines {
        value += i128::from(value_of(line)?);
        amount += i128::from(facts.line_amount(deal, line).units());
    }
    let taken = i128::from(facts.adjustments.amounts[adjustment].units());
    // What was sold for less than nothing is taken back in proportion all the same.
    let (taken, amount) = if amount < 0 { (-taken, -amount) } else { (taken, amount) };
    if amount == 0 {
        return Some(0);
    }
    let part = Fraction::new(value.checked_mul(taken)?, amount).round(given.program.rounding)?;
    i64::try_from(part).ok()
}

/// What a line has of a figure in its deal's currency: its own, or its part of the deal's.
pub(crate) fn own_figure(facts: &Facts, figure: Figure, deal: usize, line: usize) -> Option<Money> {
    figures_of_deal(facts, figure, deal)[line - facts.deal_lines(deal).start]
}

/// By line of a deal, in its currency. Where no line has the figure, that of the deal is divided
/// over them by their amounts.
fn figures_of_deal(facts: &Facts, figure: Figure, deal: usize) -> Vec<Option<Money>> {
    let lines = facts.deal_lines(deal);
    let own = |line: usize| match figure {
        Figure::List => facts.line_list_amount(deal, line),
        Figure::Cost => facts.line_cost(deal, line),
        Figure::Recurring | Figure::Tax => None,
    };
    let found: Vec<Option<Money>> = lines.clone().map(own).collect();
    let of_deal = match figure {
        Figure::List => facts.deals.list_amount(deal),
        Figure::Cost => facts.deals.cost(deal),
        Figure::Recurring => facts.deals.recurring(deal),
        Figure::Tax => facts.deals.tax(deal),
    };
    let Some(whole) = of_deal.filter(|_| found.iter().all(Option::is_none)) else { return found };
    let mut weights: Vec<i64> =
        lines.map(|line| facts.line_amount(deal, line).units().max(0)).collect();
    if weights.iter().all(|weight| *weight == 0) {
        weights.fill(1);
    }
    let money = |units| Money::from_units(units, whole.currency());
    match largest_remainder(whole.units(), &weights) {
        Some(parts) => parts.into_iter().map(|part| Some(money(part))).collect(),
        None => found,
    }
}

/// The figure of each line in the program's currency; zero for those of deals that are not won.
fn column_of(figure: Figure, given: Given<'_>) -> Vec<Cell> {
    let facts = given.facts;
    let mut column = Vec::with_capacity(given.converted.lines.len());
    let factors = Factors::new(facts, given.program, given.as_of);
    for deal in 0..facts.deals.len() {
        let won = facts.deals.won_on(deal).filter(|day| given.known(*day));
        // A rate that is missing has stopped the plan before.
        let factor = won.and_then(|_| {
            let (day, currency) = (&facts.deals.closed, &facts.deals.currencies);
            factors.of(day.codes().get(deal), currency.codes().get(deal))
        });
        let factor = factor.unwrap_or(&Factor::ZERO);
        for own in figures_of_deal(facts, figure, deal) {
            let converted = own.map(|own| factor.convert(own.units(), given.program.rounding));
            column.push(match converted {
                None => Cell::Absent,
                Some(None) => Cell::TooLarge,
                Some(Some(units)) => Cell::Units(units),
            });
        }
    }
    column
}
