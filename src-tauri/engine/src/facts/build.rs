//! From rows in any order to columns, with every fault named.

use std::mem::take;

use tierwright_program::Rate;

use super::{
    columns::{DayRate, Facts},
    packed::{Coded, Ids, Packed, Sources, Starts, count},
    rows::{
        ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, FundEventRow, LineRow, PaidRow,
        PartnerRow, RateRow, Source, Stage,
    },
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
        builder.sizes(&rows);
        if !builder.problems.is_empty() {
            return Err(builder.problems);
        }
        builder.facts.files = take(&mut rows.files);
        builder.partners(take(&mut rows.partners));
        builder.deals(take(&mut rows.deals));
        builder.lines(take(&mut rows.lines));
        builder.credits(take(&mut rows.credits));
        builder.adjustments(take(&mut rows.adjustments));
        builder.activities(take(&mut rows.activities));
        builder.fund_events(take(&mut rows.fund_events));
        builder.rates(take(&mut rows.rates));
        builder.paid(take(&mut rows.paid));
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

    /// The position of a deal that a row names; `near` is where the row before found its own.
    fn deal(
        &mut self,
        table: &'static str,
        id: &str,
        deal: &str,
        near: usize,
        source: Source,
    ) -> Option<usize> {
        let found = self.facts.deals.ids.position_near(deal, near);
        if found.is_none() {
            let sentence = format!("{table} {id} names deal {deal}, which does not exist.");
            self.problem("deal_missing", table, id, sentence, source);
        }
        found
    }

    /// Refuses tables whose rows cannot be numbered in four bytes.
    fn sizes(&mut self, rows: &FactRows) {
        let tables = [
            ("deal", rows.deals.len()),
            // A deal without lines is given one.
            ("line", rows.lines.len().saturating_add(rows.deals.len())),
            ("credit", rows.credits.len()),
            ("adjustment", rows.adjustments.len()),
            ("activity", rows.activities.len()),
        ];
        for (table, rows) in tables {
            if u32::try_from(rows).is_err() {
                let sentence = format!("There are {rows} rows of {table}, more than can be held.");
                let id = String::new();
                let problem =
                    FactProblem { code: "too_many_rows", table, id, sentence, source: None };
                self.problems.push(problem);
            }
        }
    }

    /// Reports ids that a table has twice, given in the order of its rows.
    fn once<'a>(
        &mut self,
        table: &'static str,
        ids: impl ExactSizeIterator<Item = (&'a str, Source)>,
    ) {
        let mut sorted: Vec<(&str, usize, Source)> = Vec::with_capacity(ids.len());
        sorted.extend(ids.enumerate().map(|(at, (id, source))| (id, at, source)));
        sorted.sort_unstable_by_key(|(id, at, _)| (*id, *at));
        for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let (id, _, source) = pair[1];
            let sentence = format!("{table} {id} stands twice; ids must be different.");
            self.problem("id_twice", table, id, sentence, source);
        }
    }

    fn partners(&mut self, mut rows: Vec<PartnerRow>) {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        self.once("partner", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let columns = &mut self.facts.partners;
        for row in rows {
            columns.positions.insert(row.id.clone(), columns.ids.len());
            columns.ids.push(row.id);
            columns.names.push(row.name);
            columns.kinds.push(row.kind);
            columns.regions.push(row.region);
            columns.countries.push(row.country);
            columns.segments.push(row.segment);
            columns.joined.push(row.joined);
            columns.sources.push(row.source);
        }
    }

    fn deals(&mut self, mut rows: Vec<DealRow>) {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        self.once("deal", rows.iter().map(|row| (row.id.as_str(), row.source)));
        for row in &rows {
            if row.stage == Stage::Won && row.closed.is_none() {
                let sentence = format!("Deal {} is won but has no closing day.", row.id);
                self.problem("closing_day_missing", "deal", &row.id, sentence, row.source);
            }
        }
        let columns = &mut self.facts.deals;
        columns.ids = Ids::of(rows.iter().map(|row| row.id.as_str()));
        columns.stages = rows.iter().map(|row| row.stage).collect();
        columns.opened = rows.iter().map(|row| row.opened).collect();
        columns.closed = rows.iter().map(|row| row.closed).collect();
        columns.units = rows.iter().map(|row| row.amount.units()).collect();
        columns.currencies = Coded::of(rows.iter().map(|row| row.amount.currency()));
        columns.sources = Sources::pack(rows.iter().map(|row| row.source));
        columns.first_won = (0..rows.len()).filter_map(|deal| columns.won_on(deal)).min();
        columns.last_won = (0..rows.len()).filter_map(|deal| columns.won_on(deal)).max();
        columns.names = Coded::of(rows.iter_mut().map(|row| take(&mut row.name)));
        columns.customers = Coded::of(rows.iter_mut().map(|row| take(&mut row.customer)));
        columns.kinds = Coded::of(rows.iter_mut().map(|row| take(&mut row.kind)));
        columns.regions = Coded::of(rows.iter_mut().map(|row| take(&mut row.region)));
        columns.segments = Coded::of(rows.iter_mut().map(|row| take(&mut row.segment)));
        columns.origins = Coded::of(rows.iter_mut().map(|row| take(&mut row.origin)));
    }

    /// Lines in order of deal and id; a deal without any gets one of its whole amount.
    fn lines(&mut self, rows: Vec<LineRow>) {
        let mut keyed = Vec::with_capacity(rows.len());
        let mut near = 0;
        for row in rows {
            if let Some(deal) = self.deal("line", &row.id, &row.deal, near, row.source) {
                near = deal;
                keyed.push((deal, Some(row)));
            }
        }
        keyed.sort_by(|a, b| (a.0, line_id(&a.1)).cmp(&(b.0, line_id(&b.1))));
        for pair in keyed.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            if let (Some(before), Some(row)) = (&pair[0].1, &pair[1].1)
                && before.id == row.id
            {
                let name = format!("{} of deal {}", row.id, row.deal);
                let sentence =
                    format!("Line {name} stands twice; ids must be different in a deal.");
                self.problem("id_twice", "line", &row.id, sentence, row.source);
            }
        }
        for (deal, row) in &keyed {
            self.same_currency(*deal, row.as_ref());
        }
        self.with_whole_deals(&mut keyed);
        self.facts.deals.lines = Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        self.line_columns(&mut keyed);
    }

    fn same_currency(&mut self, deal: usize, row: Option<&LineRow>) {
        let own = self.facts.deals.currencies[deal];
        if let Some(row) = row.filter(|row| row.amount.currency() != own) {
            let name = format!("{} of deal {}", row.id, row.deal);
            let sentence = format!("Line {name} is in another currency than its deal.");
            self.problem("currency_differs", "line", &row.id, sentence, row.source);
        }
    }

    /// Puts a line of the whole amount in for each deal that has none.
    fn with_whole_deals(&self, keyed: &mut Vec<(usize, Option<LineRow>)>) {
        let given = Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let before = keyed.len();
        let bare = (0..self.facts.deals.len()).filter(|deal| given.range(*deal).is_empty());
        keyed.extend(bare.map(|deal| (deal, None)));
        if keyed.len() > before {
            keyed.sort_by_key(|key| key.0);
        }
    }

    fn line_columns(&mut self, keyed: &mut [(usize, Option<LineRow>)]) {
        let deals = &self.facts.deals;
        let columns = &mut self.facts.lines;
        let row = |key: &mut (usize, Option<LineRow>), column: fn(&mut LineRow) -> &mut String| {
            key.1.as_mut().map_or_else(String::new, |row| take(column(row)))
        };
        let units = |key: &(usize, Option<LineRow>)| {
            key.1.as_ref().map_or(deals.units[key.0], |row| row.amount.units())
        };
        let source = |key: &(usize, Option<LineRow>)| {
            key.1.as_ref().map_or_else(|| deals.sources.get(key.0), |row| row.source)
        };
        let quantity = |key: &(usize, Option<LineRow>)| {
            Some(key.1.as_ref().map_or(Rate::whole(1), |row| row.quantity).units())
        };
        columns.units = keyed.iter().map(units).collect();
        columns.sources = Sources::pack(keyed.iter().map(source));
        columns.quantities = Packed::pack(keyed.iter().map(quantity));
        columns.products = Coded::of(keyed.iter_mut().map(|key| row(key, |row| &mut row.product)));
        columns.families = Coded::of(keyed.iter_mut().map(|key| row(key, |row| &mut row.family)));
        let ids = keyed.iter_mut().map(|key| key.1.as_mut().map(|row| take(&mut row.id)));
        columns.ids = Coded::of(ids);
    }

    fn credits(&mut self, rows: Vec<CreditRow>) {
        self.once("credit", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        let mut near = 0;
        for row in rows {
            let deal = self.deal("credit", &row.id, &row.deal, near, row.source);
            near = deal.unwrap_or(near);
            let partner = self.partner("credit", &row.id, &row.partner, row.source);
            if let (Some(deal), Some(partner)) = (deal, partner) {
                keyed.push((deal, partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1, &a.2.role, &a.2.id).cmp(&(b.0, b.1, &b.2.role, &b.2.id)));
        self.facts.deals.credits =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.credits;
        columns.partners = keyed.iter().map(|key| count(key.1)).collect();
        columns.shares = Packed::pack(keyed.iter().map(|key| key.2.share.map(|s| s.units())));
        columns.sources = Sources::pack(keyed.iter().map(|key| key.2.source));
        columns.roles = Coded::of(keyed.iter_mut().map(|key| take(&mut key.2.role)));
        let mut held: Vec<(u32, u32)> =
            keyed.iter().map(|key| (count(key.1), count(key.0))).collect();
        drop(keyed);
        held.sort_unstable();
        held.dedup();
        let owners = held.iter().map(|(partner, _)| *partner as usize);
        columns.of_partner = Starts::of(owners, self.facts.partners.len());
        columns.deals_of_partner = held.iter().map(|(_, deal)| *deal).collect();
    }

    /// Where a line of a deal stands, by its id.
    fn line_of(&self, deal: usize, id: &str) -> Option<usize> {
        let ids = &self.facts.lines.ids;
        self.facts.deal_lines(deal).find(|line| ids[*line].as_deref() == Some(id))
    }

    fn adjustments(&mut self, rows: Vec<AdjustmentRow>) {
        self.once("adjustment", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(deal) = self.deal("adjustment", &row.id, &row.deal, 0, row.source) else {
                continue;
            };
            if row.amount.currency() != self.facts.deals.currencies[deal] {
                let sentence =
                    format!("Adjustment {} is in another currency than its deal.", row.id);
                self.problem("currency_differs", "adjustment", &row.id, sentence, row.source);
            }
            let line = row.line.as_ref().map(|line| self.line_of(deal, line));
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
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.adjustments;
        for (_, line, row) in keyed {
            columns.lines.push(line);
            columns.dates.push(row.date);
            columns.units.push(row.amount.units());
            columns.quantities.push(row.quantity);
            columns.sources.push(row.source);
        }
    }

    fn activities(&mut self, rows: Vec<ActivityRow>) {
        self.once("activity", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(partner) = self.partner("activity", &row.id, &row.partner, row.source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.date, &a.1.id).cmp(&(b.0, b.1.date, &b.1.id)));
        self.facts.activities.of_partner =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.len());
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

    fn fund_events(&mut self, rows: Vec<FundEventRow>) {
        self.once("fund_event", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
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

    fn rates(&mut self, rows: Vec<RateRow>) {
        self.facts.rates.rows = rows.len();
        for row in rows {
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

    fn paid(&mut self, rows: Vec<PaidRow>) {
        self.once("paid", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
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

fn line_id(row: &Option<LineRow>) -> Option<&str> {
    row.as_ref().map(|row| row.id.as_str())
}
