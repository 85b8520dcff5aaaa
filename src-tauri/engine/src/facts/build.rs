//! From rows in any order to columns, with every fault named.

use std::{collections::HashMap, ops::Range};

use tierwright_program::Rate;

use super::{
    columns::{DayRate, Facts},
    rows::{CreditRow, DealRow, FactRows, LineRow, PartnerRow, Source, Stage},
};

/// A row that cannot be used, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactProblem {
    /// A stable code, such as `partner_missing`.
    pub code: &'static str,
    /// The table of the row.
    pub table: &'static str,
    /// The id of the row.
    pub id: String,
    /// What is wrong.
    pub sentence: String,
    /// Where the row came from.
    pub source: Option<Source>,
}

/// Gathers problems and looks up references while tables are built.
#[derive(Default)]
struct Builder {
    facts: Facts,
    problems: Vec<FactProblem>,
}

impl Facts {
    /// Builds columns from rows. The order of the rows changes nothing.
    ///
    /// # Errors
    /// Ids that stand twice, references to partners, deals or lines that do not exist, a won deal
    /// without a closing day, an amount in another currency than its deal's: all of them, each with
    /// its row.
    pub fn build(mut rows: FactRows) -> Result<Self, Vec<FactProblem>> {
        let mut builder = Builder::default();
        builder.facts.files = std::mem::take(&mut rows.files);
        builder.partners(std::mem::take(&mut rows.partners));
        builder.deals(std::mem::take(&mut rows.deals));
        let line_positions = builder.lines(std::mem::take(&mut rows.lines));
        builder.credits(std::mem::take(&mut rows.credits));
        builder.adjustments(&mut rows, &line_positions);
        builder.activities(&mut rows);
        builder.fund_events(&mut rows);
        builder.rates(&mut rows);
        builder.paid(&mut rows);
        if builder.problems.is_empty() { Ok(builder.facts) } else { Err(builder.problems) }
    }
}

impl Builder {
    fn problem(
        &mut self,
        code: &'static str,
        table: &'static str,
        id: &str,
        sentence: String,
        source: Source,
    ) {
        let id = id.to_owned();
        self.problems.push(FactProblem { code, table, id, sentence, source: Some(source) });
    }

    /// The position of a partner that a row names.
    fn partner(
        &mut self,
        table: &'static str,
        id: &str,
        partner: &str,
        source: Source,
    ) -> Option<usize> {
        let found = self.facts.partners.position(partner);
        if found.is_none() {
            let sentence = format!("{table} {id} names partner {partner}, which does not exist.");
            self.problem("partner_missing", table, id, sentence, source);
        }
        found
    }

    /// The position of a deal that a row names.
    fn deal(&mut self, table: &'static str, id: &str, deal: &str, source: Source) -> Option<usize> {
        let found = self.facts.deals.position(deal);
        if found.is_none() {
            let sentence = format!("{table} {id} names deal {deal}, which does not exist.");
            self.problem("deal_missing", table, id, sentence, source);
        }
        found
    }

    /// Reports an id that a table has twice.
    fn once(
        &mut self,
        table: &'static str,
        seen: &mut HashMap<String, usize>,
        id: &str,
        source: Source,
    ) {
        if seen.insert(id.to_owned(), seen.len()).is_some() {
            let sentence = format!("{table} {id} stands twice; ids must be different.");
            self.problem("id_twice", table, id, sentence, source);
        }
    }

    fn partners(&mut self, mut rows: Vec<PartnerRow>) {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let mut seen = HashMap::with_capacity(rows.len());
        for row in rows {
            self.once("partner", &mut seen, &row.id, row.source);
            let columns = &mut self.facts.partners;
            columns.ids.push(row.id);
            columns.names.push(row.name);
            columns.kinds.push(row.kind);
            columns.regions.push(row.region);
            columns.countries.push(row.country);
            columns.segments.push(row.segment);
            columns.joined.push(row.joined);
            columns.sources.push(row.source);
        }
        self.facts.partners.positions = seen;
    }

    fn deals(&mut self, mut rows: Vec<DealRow>) {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        let mut seen = HashMap::with_capacity(rows.len());
        for row in rows {
            self.once("deal", &mut seen, &row.id, row.source);
            if row.stage == Stage::Won && row.closed.is_none() {
                let sentence = format!("Deal {} is won but has no closing day.", row.id);
                self.problem("closing_day_missing", "deal", &row.id, sentence, row.source);
            }
            let columns = &mut self.facts.deals;
            columns.ids.push(row.id);
            columns.names.push(row.name);
            columns.customers.push(row.customer);
            columns.stages.push(row.stage);
            columns.opened.push(row.opened);
            columns.closed.push(row.closed);
            columns.amounts.push(row.amount);
            columns.kinds.push(row.kind);
            columns.regions.push(row.region);
            columns.segments.push(row.segment);
            columns.origins.push(row.origin);
            columns.sources.push(row.source);
        }
        self.facts.deals.positions = seen;
    }

    /// Lines in order of deal and id; a deal without any gets one of its whole amount. Returns where
    /// each line of a deal stands.
    fn lines(&mut self, rows: Vec<LineRow>) -> HashMap<(usize, String), usize> {
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(deal) = self.deal("line", &row.id, &row.deal, row.source) {
                keyed.push((deal, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        let mut positions = HashMap::with_capacity(keyed.len());
        let mut keyed = keyed.into_iter().peekable();
        for deal in 0..self.facts.deals.len() {
            let start = self.facts.lines.ids.len();
            while let Some((_, row)) = keyed.next_if(|(of, _)| *of == deal) {
                self.line(deal, row, &mut positions);
            }
            if self.facts.lines.ids.len() == start {
                self.whole_deal_line(deal);
            }
            self.facts.deals.lines.push(start..self.facts.lines.ids.len());
        }
        positions
    }

    fn line(&mut self, deal: usize, row: LineRow, positions: &mut HashMap<(usize, String), usize>) {
        let name = format!("{} of deal {}", row.id, row.deal);
        if row.amount.currency() != self.facts.deals.amounts[deal].currency() {
            let sentence = format!("Line {name} is in another currency than its deal.");
            self.problem("currency_differs", "line", &row.id, sentence, row.source);
        }
        if positions.insert((deal, row.id.clone()), self.facts.lines.ids.len()).is_some() {
            let sentence = format!("Line {name} stands twice; ids must be different in a deal.");
            self.problem("id_twice", "line", &row.id, sentence, row.source);
        }
        let columns = &mut self.facts.lines;
        columns.ids.push(Some(row.id));
        columns.products.push(row.product);
        columns.families.push(row.family);
        columns.quantities.push(row.quantity);
        columns.amounts.push(row.amount);
        columns.sources.push(row.source);
    }

    fn whole_deal_line(&mut self, deal: usize) {
        let (amount, source) = (self.facts.deals.amounts[deal], self.facts.deals.sources[deal]);
        let columns = &mut self.facts.lines;
        columns.ids.push(None);
        columns.products.push(String::new());
        columns.families.push(String::new());
        columns.quantities.push(Rate::whole(1));
        columns.amounts.push(amount);
        columns.sources.push(source);
    }

    fn credits(&mut self, rows: Vec<CreditRow>) {
        let mut roles: Vec<String> = rows.iter().map(|row| row.role.clone()).collect();
        roles.sort();
        roles.dedup();
        let mut seen = HashMap::with_capacity(rows.len());
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            self.once("credit", &mut seen, &row.id, row.source);
            let deal = self.deal("credit", &row.id, &row.deal, row.source);
            let partner = self.partner("credit", &row.id, &row.partner, row.source);
            if let (Some(deal), Some(partner), Ok(role)) =
                (deal, partner, roles.binary_search(&row.role))
            {
                keyed.push((deal, partner, role, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1, a.2, &a.3.id).cmp(&(b.0, b.1, b.2, &b.3.id)));
        self.facts.deals.credits = ranges(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let mut deals_of_partner = vec![Vec::new(); self.facts.partners.len()];
        for (deal, partner, role, row) in keyed {
            let columns = &mut self.facts.credits;
            columns.partners.push(partner);
            columns.roles.push(role);
            columns.shares.push(row.share);
            columns.sources.push(row.source);
            if deals_of_partner[partner].last() != Some(&deal) {
                deals_of_partner[partner].push(deal);
            }
        }
        self.facts.credits.role_names = roles;
        self.facts.credits.deals_of_partner = deals_of_partner;
    }

    fn adjustments(&mut self, rows: &mut FactRows, lines: &HashMap<(usize, String), usize>) {
        let mut seen = HashMap::new();
        let mut keyed = Vec::with_capacity(rows.adjustments.len());
        for row in std::mem::take(&mut rows.adjustments) {
            self.once("adjustment", &mut seen, &row.id, row.source);
            let Some(deal) = self.deal("adjustment", &row.id, &row.deal, row.source) else {
                continue;
            };
            if row.amount.currency() != self.facts.deals.amounts[deal].currency() {
                let sentence =
                    format!("Adjustment {} is in another currency than its deal.", row.id);
                self.problem("currency_differs", "adjustment", &row.id, sentence, row.source);
            }
            let line = row.line.clone().map(|line| lines.get(&(deal, line)).copied());
            if line == Some(None) {
                let sentence = format!(
                    "Adjustment {} names a line that deal {} does not have.",
                    row.id, row.deal
                );
                self.problem("line_missing", "adjustment", &row.id, sentence, row.source);
            }
            keyed.push((deal, line.flatten(), row));
        }
        keyed.sort_by(|a, b| (a.0, a.2.date, &a.2.id).cmp(&(b.0, b.2.date, &b.2.id)));
        self.facts.deals.adjustments =
            ranges(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.adjustments;
        for (_, line, row) in keyed {
            columns.lines.push(line);
            columns.dates.push(row.date);
            columns.amounts.push(row.amount);
            columns.quantities.push(row.quantity);
            columns.sources.push(row.source);
        }
    }

    fn activities(&mut self, rows: &mut FactRows) {
        let mut seen = HashMap::new();
        let mut keyed = Vec::with_capacity(rows.activities.len());
        for row in std::mem::take(&mut rows.activities) {
            self.once("activity", &mut seen, &row.id, row.source);
            if let Some(partner) = self.partner("activity", &row.id, &row.partner, row.source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.date, &a.1.id).cmp(&(b.0, b.1.date, &b.1.id)));
        self.facts.activities.of_partner =
            ranges(keyed.iter().map(|key| key.0), self.facts.partners.len());
        let columns = &mut self.facts.activities;
        for (partner, row) in keyed {
            columns.partners.push(partner);
            columns.kinds.push(row.kind);
            columns.dates.push(row.date);
            columns.valid_until.push(row.valid_until);
            columns.persons.push(row.person);
            columns.sources.push(row.source);
        }
    }

    fn fund_events(&mut self, rows: &mut FactRows) {
        let mut seen = HashMap::new();
        let mut keyed = Vec::with_capacity(rows.fund_events.len());
        for row in std::mem::take(&mut rows.fund_events) {
            self.once("fund_event", &mut seen, &row.id, row.source);
            if let Some(partner) = self.partner("fund_event", &row.id, &row.partner, row.source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.date, &a.1.id).cmp(&(b.0, b.1.date, &b.1.id)));
        let columns = &mut self.facts.fund_events;
        for (partner, row) in keyed {
            columns.partners.push(partner);
            columns.requests.push(row.request);
            columns.steps.push(row.step);
            columns.dates.push(row.date);
            columns.amounts.push(row.amount);
        }
    }

    fn rates(&mut self, rows: &mut FactRows) {
        self.facts.rates.rows = rows.rates.len();
        for row in std::mem::take(&mut rows.rates) {
            let name = format!("{} in {} on {}", row.currency, row.base, row.date);
            if row.rate.units() <= 0 {
                let sentence = format!("The exchange rate of {name} is not above zero.");
                self.problem("rate_not_positive", "rate", &name, sentence, row.source);
            }
            let day = DayRate {
                date: row.date,
                rate: row.rate,
                inverse: row.inverse,
                source: row.source,
            };
            self.facts
                .rates
                .series
                .entry((row.table, row.currency, row.base))
                .or_default()
                .push(day);
        }
        let mut twice = Vec::new();
        for ((table, currency, base), days) in &mut self.facts.rates.series {
            days.sort_by_key(|day| (day.date, day.source));
            for pair in days.windows(2).filter(|pair| pair[0].date == pair[1].date) {
                let name = format!("{currency} in {base} on {}", pair[1].date);
                let sentence = format!("The table {table} has two exchange rates of {name}.");
                twice.push((name, sentence, pair[1].source));
            }
        }
        for (name, sentence, source) in twice {
            self.problem("rate_twice", "rate", &name, sentence, source);
        }
    }

    fn paid(&mut self, rows: &mut FactRows) {
        let mut seen = HashMap::new();
        let mut keyed = Vec::with_capacity(rows.paid.len());
        for row in std::mem::take(&mut rows.paid) {
            self.once("paid", &mut seen, &row.id, row.source);
            if let Some(partner) = self.partner("paid", &row.id, &row.partner, row.source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.period_from, &a.1.id).cmp(&(b.0, b.1.period_from, &b.1.id)));
        let columns = &mut self.facts.paid;
        for (partner, row) in keyed {
            columns.partners.push(partner);
            columns.from.push(row.period_from);
            columns.until.push(row.period_until);
            columns.labels.push(row.label);
            columns.amounts.push(row.amount);
        }
    }
}

/// The range of rows that each owner has, given the owner of each row in order.
fn ranges(owners: impl Iterator<Item = usize>, count: usize) -> Vec<Range<usize>> {
    let mut ends = vec![0; count];
    for owner in owners {
        ends[owner] += 1;
    }
    let mut start = 0;
    ends.into_iter()
        .map(|rows| {
            let range = start..start + rows;
            start += rows;
            range
        })
        .collect()
}
