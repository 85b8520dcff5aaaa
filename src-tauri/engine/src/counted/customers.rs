//! Customers who bought, and those who had not bought before.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use chrono::NaiveDate;
use tierwright_program::{
    Filter, Sales, Span, Weight,
    measure::{Basis, BoughtFrom, NewWhen, Scope, ValueBasis},
};

use super::marks::Marks;
use crate::{
    Failure,
    cube::{CubeKey, Grid, Summed},
    given::Given,
};

/// What tells customers from others.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct CustomersKey {
    /// The deals that make one.
    pub deals: CubeKey,
    /// Which of them are new; none where all are counted.
    pub new_when: Option<NewWhen>,
}

/// Customers, compiled: the deals that make one, by partner. Who asks for the same ones shares them.
#[derive(Debug)]
pub(crate) struct CustomersPlan {
    key: CustomersKey,
    grid: Arc<Grid>,
    /// What counts them in whole buckets of the grid, where it can.
    marks: OnceLock<Option<Marks>>,
    /// By partner, ordered by customer, day and deal; made when first asked for.
    bought: OnceLock<Vec<Vec<Bought>>>,
}

/// A deal that makes a customer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Bought {
    customer: usize,
    on: NaiveDate,
    deal: usize,
}

impl CustomersKey {
    /// Customers of deals and lines in roles, whatever is rewarded.
    pub fn measured(of: &Filter, roles: &[String], new_when: Option<NewWhen>) -> Self {
        let sales = Sales {
            of: of.clone(),
            roles: roles.to_vec(),
            weight: Weight::WholeDeal,
            basis: Basis::Gross,
            value: ValueBasis::default(),
            scope: Scope::Partner,
        };
        Self { deals: CubeKey::measured(Summed::Deals, sales), new_when }
    }
}

impl CustomersPlan {
    /// Customers of a key, to be counted between the days of a grid.
    pub fn new(key: CustomersKey, grid: &Arc<Grid>) -> Self {
        let grid = Arc::clone(grid);
        Self { key, grid, marks: OnceLock::new(), bought: OnceLock::new() }
    }

    /// Looks at all deals at once, where that is enough to count; done before anything is counted.
    pub fn mark(&self, given: Given<'_>) {
        self.marks.get_or_init(|| match self.key.new_when {
            None => Marks::new(given, &self.grid, &self.key.deals),
            Some(_) => None,
        });
    }

    /// How many customers a partner has in a span.
    pub fn count(&self, given: Given<'_>, partner: usize, span: Span) -> Result<usize, Failure> {
        match (self.marks.get().and_then(Option::as_ref), self.grid.edges(span)) {
            (Some(marks), Some(edges)) => Ok(marks.count(given.facts, partner, &edges)),
            _ => Ok(self.found(given, partner, span)?.len()),
        }
    }

    /// For each customer of a partner in a span, the first deal that makes it one, by day and deal.
    pub fn found(
        &self,
        given: Given<'_>,
        partner: usize,
        span: Span,
    ) -> Result<Vec<(usize, NaiveDate)>, Failure> {
        let bought = self.bought(given)?;
        let mut found: Vec<(usize, NaiveDate)> = Vec::new();
        let mut last = None;
        for one in bought[partner].iter().filter(|one| span.contains(one.on)) {
            if last != Some(one.customer) {
                last = Some(one.customer);
                found.push((one.deal, one.on));
            }
        }
        found.sort_unstable_by_key(|(deal, on)| (*on, *deal));
        Ok(found)
    }

    fn bought(&self, given: Given<'_>) -> Result<&Vec<Vec<Bought>>, Failure> {
        if let Some(made) = self.bought.get() {
            return Ok(made);
        }
        let made = self.scan(given)?;
        Ok(self.bought.get_or_init(|| made))
    }

    /// Scans every deal once.
    fn scan(&self, given: Given<'_>) -> Result<Vec<Vec<Bought>>, Failure> {
        let (facts, rows) = (given.facts, given.sales_rows(&self.key.deals));
        let sold = self.key.new_when.map(|new| (new, Sold::new(given, new.bought_from)));
        let mut bought = vec![Vec::new(); facts.partners.len()];
        for deal in 0..facts.deals.len() {
            if facts.deals.customers[deal].is_empty() {
                continue;
            }
            let customer = facts.deals.customers.codes().get(deal);
            rows.deal(deal, &mut |row| {
                let is_new = sold.as_ref().is_none_or(|(new, sold)| {
                    let earlier = given.program.calendar.trailing(before(row.on), new.months);
                    !sold.any(row.partner, customer, earlier)
                });
                if is_new {
                    bought[row.partner].push(Bought { customer, on: row.on, deal });
                }
                Some(())
            })?;
        }
        bought.iter_mut().for_each(|deals| deals.sort_unstable());
        Ok(bought)
    }
}

fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The days that customers bought on, whatever they bought.
struct Sold {
    /// By customer, and by partner where only its own sales count; each in order.
    days: HashMap<(Option<usize>, usize), Vec<NaiveDate>>,
    from: BoughtFrom,
}

impl Sold {
    fn new(given: Given<'_>, from: BoughtFrom) -> Self {
        let facts = given.facts;
        let mut days: HashMap<(Option<usize>, usize), Vec<NaiveDate>> = HashMap::new();
        for deal in 0..facts.deals.len() {
            let Some(on) = facts.deals.won_on(deal).filter(|day| given.known(*day)) else {
                continue;
            };
            let customer = facts.deals.customers.codes().get(deal);
            let mut add = |partner| days.entry((partner, customer)).or_default().push(on);
            match from {
                BoughtFrom::Anyone => add(None),
                BoughtFrom::ThisPartner => {
                    let credits = facts.deal_credits(deal);
                    credits.for_each(|credit| add(Some(facts.credits.partner(credit))));
                }
            }
        }
        days.values_mut().for_each(|days| days.sort_unstable());
        Self { days, from }
    }

    /// Whether a customer bought anything in a span.
    fn any(&self, partner: usize, customer: usize, span: Span) -> bool {
        let by = (self.from == BoughtFrom::ThisPartner).then_some(partner);
        let days = self.days.get(&(by, customer)).map_or(&[][..], Vec::as_slice);
        let first = days.partition_point(|day| *day < span.from());
        days.get(first).is_some_and(|day| span.contains(*day))
    }
}
