//! The rows behind a figure, down to the file they came from.

use chrono::NaiveDate;
use tierwright_engine::{
    Explanation, Outcome, Selection,
    explanation::{Contribution, Exchange, Step, Use},
};
use tierwright_program::{Money, Quantity};

use crate::{
    context::Context,
    describe::whole,
    figure::{selection, title},
    page::page,
    wire::{Deal, DealPage, Deals, Failure},
};

/// Answers a page of the rows behind a figure.
pub(crate) fn deals(context: &mut Context, request: &Deals) -> Result<DealPage, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.asked_of(request.scenario.as_deref(), &request.changes, effort)?.outcome;
    let mut found = Found::of(selection(&request.figure, &outcome)?, &outcome)?;
    if let Some(deal) = &request.deal {
        let ids = &outcome.facts().deals.ids;
        found.rows.retain(|row| ids[row.row.deal] == **deal);
    }
    Ok(found.page(request, &outcome))
}

/// The rows behind a figure, by day, then deal.
pub(crate) struct Found {
    of: Selection,
    /// Whether they are those that an incentive counts, else those of the revenue beside it.
    counted: bool,
    rows: Vec<Row>,
}

/// A row and whose it is.
struct Row {
    partner: usize,
    row: Contribution,
}

impl Found {
    /// The rows of a figure. Those that an incentive counts are told for one partner at a time; for
    /// everything else it is the revenue shown beside payouts, by declared share.
    pub(crate) fn of(of: Selection, outcome: &Outcome) -> Result<Self, Failure> {
        let (plan, facts) = (outcome.plan(), outcome.facts());
        let mut found = Self { of, counted: false, rows: Vec::new() };
        match (of.partner, of.incentive) {
            (Some(partner), Some(incentive)) => {
                found.counted = true;
                let all = 0..outcome.quarters().len();
                for quarter in of.quarter.map_or(all, |one| one..one + 1) {
                    found.count(&outcome.explain(partner, quarter, incentive)?);
                }
            }
            (Some(partner), None) => found.add(partner, plan.revenue_rows(partner, of.quarter)?),
            (None, _) => {
                for partner in 0..facts.partners.len() {
                    found.add(partner, plan.revenue_rows(partner, of.quarter)?);
                }
            }
        }
        found.rows.sort_by_key(|row| (row.row.on, row.row.deal));
        Ok(found)
    }

    /// The rows that one line counts.
    pub(crate) fn of_line(line: &Explanation, of: Selection) -> Self {
        let mut found = Self { of, counted: true, rows: Vec::new() };
        found.count(line);
        found
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The first of them.
    pub(crate) fn first(&self, most: usize, outcome: &Outcome) -> Vec<Deal> {
        self.rows.iter().take(most).map(|row| row.deal(outcome)).collect()
    }

    fn add(&mut self, partner: usize, rows: Vec<Contribution>) {
        self.rows.extend(rows.into_iter().map(|row| Row { partner, row }));
    }

    /// Adds what a line is paid on: the rows of its measure, or of the deals whose pools it shares.
    fn count(&mut self, line: &Explanation) {
        for step in &line.steps {
            match step {
                Step::Measure(measure) if measure.used_as == Use::PaidOn => {
                    self.add(line.partner, measure.contributions.clone());
                }
                Step::Pool(pool)
                    if pool.shares.iter().any(|share| share.partner == line.partner) =>
                {
                    self.add(line.partner, pool.measure.contributions.clone());
                }
                _ => {}
            }
        }
    }

    fn page(&self, request: &Deals, outcome: &Outcome) -> DealPage {
        let currency = outcome.plan().program().currency;
        let units = |row: &Row| match row.row.counted {
            Quantity::Money(money) => money.units(),
            Quantity::Number(_) => 0,
        };
        let counted: i64 = self.rows.iter().map(units).sum();
        let shown = page(&self.rows, request.offset, request.limit);
        DealPage {
            caption: self.caption(outcome),
            rows: shown.iter().map(|row| row.deal(outcome)).collect(),
            total_rows: whole(self.rows.len()),
            counted: Money::from_units(counted, currency).amount_text(),
            currency: currency.to_string(),
        }
    }

    fn caption(&self, outcome: &Outcome) -> String {
        if self.counted {
            return format!("Rows that count for {}", title(self.of, outcome));
        }
        let place = Selection { incentive: None, ..self.of };
        let whose = match place == Selection::default() {
            true => "all partners".to_owned(),
            false => title(place, outcome),
        };
        format!("Won revenue of {whose}, by declared share")
    }
}

/// How many rows of revenue a figure over several partners has, without making them.
pub(crate) fn count(of: Selection, outcome: &Outcome) -> usize {
    let facts = outcome.facts();
    let quarters = of.quarter.map_or(outcome.quarters(), |one| &outcome.quarters()[one..=one]);
    let within =
        |day: &NaiveDate| quarters.iter().any(|span| span.from() <= *day && *day <= span.until());
    let rows = |deal: usize| {
        let Some(closed) = facts.deals.won_on(deal) else { return 0 };
        let mut partners: Vec<usize> =
            facts.deal_credits(deal).map(|credit| facts.credits.partner(credit)).collect();
        partners.dedup();
        let lines = if within(&closed) { facts.deal_lines(deal).len() } else { 0 };
        let returned = &facts.adjustments.dates[facts.deal_adjustments(deal)];
        (lines + returned.iter().filter(|day| within(day)).count()) * partners.len()
    };
    (0..facts.deals.len()).map(rows).sum()
}

impl Row {
    fn deal(&self, outcome: &Outcome) -> Deal {
        let (facts, row) = (outcome.facts(), &self.row);
        let file = facts.files.get(row.source.file as usize);
        Deal {
            deal: facts.deals.ids[row.deal].to_owned(),
            line: row.line.clone(),
            customer: facts.deals.customers[row.deal].clone(),
            partner: facts.partners.names[self.partner].clone(),
            closed: row.on.to_string(),
            amount: amount(row.original),
            currency: currency(row.original),
            converted: amount(row.converted),
            exchange: row.exchange.as_ref().map(|exchange| words(exchange, outcome)),
            share: row.share.map(|share| share.to_string()),
            counted: amount(row.counted),
            file: file.map_or_else(String::new, |file| file.name.clone()),
            row: row.source.row,
        }
    }
}

fn amount(quantity: Quantity) -> String {
    match quantity {
        Quantity::Money(money) => money.amount_text(),
        Quantity::Number(number) => number.to_string(),
    }
}

fn currency(quantity: Quantity) -> Option<String> {
    match quantity {
        Quantity::Money(money) => Some(money.currency().to_string()),
        Quantity::Number(_) => None,
    }
}

/// The rates that were used, in words: `x 1.1 of 2025-06-30 (rates.csv row 12)`.
fn words(exchange: &Exchange, outcome: &Outcome) -> String {
    let files = &outcome.facts().files;
    let signed = [("x", &exchange.multiply), ("/", &exchange.divide)];
    let rates =
        signed.into_iter().flat_map(|(sign, rates)| rates.iter().map(move |rate| (sign, rate)));
    let said: Vec<String> = rates
        .map(|(sign, used)| {
            let file = files.get(used.source.file as usize).map_or("", |file| file.name.as_str());
            format!("{sign} {} of {} ({file} row {})", used.rate, used.on, used.source.row)
        })
        .collect();
    said.join(" ")
}
