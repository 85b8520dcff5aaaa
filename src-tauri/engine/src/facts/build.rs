//! From rows in any order to columns, with every fault named.

mod bounds;
mod course;
mod deals;
mod money;
mod standing;

use std::mem::take;

use chrono::NaiveDate;
use tierwright_program::{Currency, Money, Rate};

use super::{
    columns::Facts,
    packed::{Coded, Codes, Packed, Sources, Starts, count},
    rows::{
        ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, Source,
        Stage,
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

/// What an adjustment lowers.
struct Adjusted {
    deal: Option<usize>,
    line: Option<usize>,
    partner: Option<usize>,
}

impl Adjusted {
    /// Whose it is: deals come before partners.
    fn owner(&self) -> (bool, Option<usize>) {
        (self.deal.is_none(), self.deal.or(self.partner))
    }
}

impl Facts {
    /// Builds columns from rows. The order of the rows changes nothing.
    ///
    /// # Errors
    /// Ids that stand twice, references to partners, groups, deals or lines that do not exist, a
    /// partner that is a parent of its parents, a won deal without a closing day, an adjustment of
    /// nothing, an amount in another currency than its deal's, a last day before its first, a
    /// registration both approved and refused, a day outside the years of the calendar, a
    /// return too large to be taken away: all of them, each with its row.
    pub fn build(mut rows: FactRows) -> Result<Self, Vec<FactProblem>> {
        let mut builder = Builder::default();
        builder.sizes(&rows);
        if !builder.problems.is_empty() {
            return Err(builder.problems);
        }
        builder.days(&rows);
        builder.returns(&rows);
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
        builder.course(&mut rows);
        builder.standing(&mut rows);
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

    /// The position of a line of a deal that a row may name.
    fn maybe_line(
        &mut self,
        table: &'static str,
        id: &str,
        line: Option<&str>,
        deal: usize,
        source: Source,
    ) -> Option<usize> {
        let line = line?;
        let found = self.line_of(deal, line);
        if found.is_none() {
            let of = &self.facts.deals.ids[deal];
            let sentence =
                format!("{table} {id} names line {line}, which deal {of} does not have.");
            self.problem("line_missing", table, id, sentence, source);
        }
        found
    }

    /// Reports amounts in another currency than the one they belong in.
    fn in_currency(
        &mut self,
        table: &'static str,
        id: &str,
        amounts: &[Option<Money>],
        (currency, whose): (Currency, &str),
        source: Source,
    ) {
        if amounts.iter().flatten().any(|amount| amount.currency() != currency) {
            let sentence =
                format!("{table} {id} has an amount in another currency than {whose}, {currency}.");
            self.problem("currency_differs", table, id, sentence, source);
        }
    }

    /// The currency that amounts of a deal are in, and how a sentence says whose it is.
    fn currency_of(&self, deal: usize) -> (Currency, &'static str) {
        (self.facts.deals.currencies[deal], "its deal's")
    }

    /// Reports a last day that comes before its first.
    fn in_order(
        &mut self,
        table: &'static str,
        id: &str,
        (from, until): (Option<NaiveDate>, Option<NaiveDate>),
        source: Source,
    ) {
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let sentence = format!("{table} {id} ends on {until}, before it begins on {from}.");
            self.problem("days_reversed", table, id, sentence, source);
        }
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
            ("fund_event", rows.fund_events.len()),
            ("paid", rows.paid.len()),
            ("partner_status", rows.statuses.len()),
            ("touch", rows.touches.len()),
            ("registration", rows.registrations.len()),
            ("overlap", rows.overlaps.len()),
            ("settlement", rows.settlements.len()),
            ("score", rows.scores.len()),
            ("target", rows.targets.len()),
            ("level", rows.levels.len()),
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
        ids: impl ExactSizeIterator<Item = (&'a str, Source)> + Clone,
    ) {
        // Rows of a document come by ascending ids.
        if ids.clone().map(|(id, _)| id).is_sorted_by(|one, next| one < next) {
            return;
        }
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
        let mut parents = Vec::with_capacity(rows.len());
        for row in rows {
            parents.push(row.parent);
            columns.positions.insert(row.id.clone(), columns.ids.len());
            columns.ids.push(row.id);
            columns.names.push(row.name);
            columns.kinds.push(row.kind);
            columns.regions.push(row.region);
            columns.countries.push(row.country);
            columns.segments.push(row.segment);
            columns.groups.push(row.group);
            columns.joined.push(row.joined);
            columns.left_on.push(row.left_on);
            columns.currencies.push(row.currency);
            columns.attributes.push(row.attributes);
            columns.sources.push(row.source);
        }
        self.families(parents);
    }

    fn deals(&mut self, mut rows: Vec<DealRow>) {
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        self.once("deal", rows.iter().map(|row| (row.id.as_str(), row.source)));
        for row in &rows {
            if row.stage == Stage::Won && row.closed.is_none() {
                let sentence = format!("Deal {} is won but has no closing day.", row.id);
                self.problem("closing_day_missing", "deal", &row.id, sentence, row.source);
            }
            let own = (row.amount.currency(), "its own");
            let amounts = [row.tax, row.list_amount, row.cost, row.recurring];
            self.in_currency("deal", &row.id, &amounts, own, row.source);
            self.in_order("deal", &row.id, (row.term_start, row.term_end), row.source);
        }
        self.facts.deals = deals::columns(rows);
    }

    /// Lines in order of deal and id; a deal without any gets one of its whole amount.
    fn lines(&mut self, rows: Vec<LineRow>) {
        if rows.is_empty() {
            return self.whole_deals();
        }
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

    /// One line of the whole amount for each deal.
    fn whole_deals(&mut self) {
        let (deals, lines) = (&mut self.facts.deals, &mut self.facts.lines);
        let count = deals.len();
        deals.lines = Starts::of(0..count, count);
        lines.units.clone_from(&deals.units);
        lines.list_amounts.clone_from(&deals.list_amounts);
        lines.costs.clone_from(&deals.costs);
        lines.sources.clone_from(&deals.sources);
        lines.quantities = Packed::pack((0..count).map(|_| Some(Rate::whole(1).units())));
        lines.products = Coded::of((0..count).map(|_| String::new()));
        lines.families = lines.products.clone();
        lines.ids = Coded::of((0..count).map(|_| None));
    }

    fn same_currency(&mut self, deal: usize, row: Option<&LineRow>) {
        if let Some(row) = row {
            let amounts = [Some(row.amount), row.list_amount, row.cost];
            self.in_currency("line", &row.id, &amounts, self.currency_of(deal), row.source);
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
            Some(match &key.1 {
                Some(row) => row.amount.units(),
                None => deals.units.get(key.0).unwrap_or(0),
            })
        };
        let source = |key: &(usize, Option<LineRow>)| {
            key.1.as_ref().map_or_else(|| deals.sources.get(key.0), |row| row.source)
        };
        let quantity = |key: &(usize, Option<LineRow>)| {
            Some(key.1.as_ref().map_or(Rate::whole(1), |row| row.quantity).units())
        };
        let given = |key: &(usize, Option<LineRow>), own: fn(&LineRow) -> Option<Money>| {
            key.1.as_ref().map(|row| own(row).map(|amount| amount.units()))
        };
        let list_amount = |key: &(usize, Option<LineRow>)| {
            given(key, |row| row.list_amount).unwrap_or_else(|| deals.list_amounts.get(key.0))
        };
        let cost = |key: &(usize, Option<LineRow>)| {
            given(key, |row| row.cost).unwrap_or_else(|| deals.costs.get(key.0))
        };
        columns.units = Packed::pack(keyed.iter().map(units));
        columns.list_amounts = Packed::pack(keyed.iter().map(list_amount));
        columns.costs = Packed::pack(keyed.iter().map(cost));
        columns.sources = Sources::pack(keyed.iter().map(source));
        columns.quantities = Packed::pack(keyed.iter().map(quantity));
        columns.products = Coded::of(keyed.iter_mut().map(|key| row(key, |row| &mut row.product)));
        columns.families = Coded::of(keyed.iter_mut().map(|key| row(key, |row| &mut row.family)));
        let ids = keyed.iter_mut().map(|key| key.1.as_mut().map(|row| take(&mut row.id)));
        columns.ids = Coded::of(ids);
    }

    fn credits(&mut self, mut rows: Vec<CreditRow>) {
        self.once("credit", rows.iter().map(|row| (row.id.as_str(), row.source)));
        // Deal, partner and row.
        let mut keyed: Vec<(usize, usize, usize)> = Vec::with_capacity(rows.len());
        let mut near = 0;
        for (at, row) in rows.iter().enumerate() {
            let deal = self.deal("credit", &row.id, &row.deal, near, row.source);
            near = deal.unwrap_or(near);
            let partner = self.partner("credit", &row.id, &row.partner, row.source);
            keyed.extend(deal.zip(partner).map(|(deal, partner)| (deal, partner, at)));
        }
        let rest = |at: usize| (&rows[at].role, &rows[at].id);
        keyed.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| rest(a.2).cmp(&rest(b.2))));
        self.facts.deals.credits =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.deals.len());
        let columns = &mut self.facts.credits;
        let partners = self.facts.partners.ids.len();
        columns.partners = Codes::pack(keyed.iter().map(|key| count(key.1)).collect(), partners);
        let share = |row: &CreditRow| row.share.map(|share| share.units());
        columns.shares = Packed::pack(keyed.iter().map(|key| share(&rows[key.2])));
        columns.evidence = Coded::of(keyed.iter().map(|key| rows[key.2].evidence));
        columns.sources = Sources::pack(keyed.iter().map(|key| rows[key.2].source));
        columns.roles = Coded::of(keyed.iter().map(|key| take(&mut rows[key.2].role)));
        let mut held: Vec<(u32, u32)> =
            keyed.iter().map(|key| (count(key.1), count(key.0))).collect();
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
            keyed.extend(self.adjusted(&row).map(|place| (place, row)));
        }
        keyed.sort_by(|(a, one), (b, other)| {
            (a.owner(), one.date, &one.id).cmp(&(b.owner(), other.date, &other.id))
        });
        let of_deals = keyed.iter().map_while(|(place, _)| place.deal);
        self.facts.deals.adjustments = Starts::of(of_deals.clone(), self.facts.deals.len());
        let first = of_deals.count();
        let of_partners = keyed[first..].iter().filter_map(|(place, _)| place.partner);
        let columns = &mut self.facts.adjustments;
        columns.of_partner = Starts::after(first, of_partners, self.facts.partners.len());
        for (place, row) in keyed {
            columns.ids.push(row.id);
            columns.deals.push(place.deal);
            columns.lines.push(place.line);
            columns.partners.push(place.partner);
            columns.dates.push(row.date);
            columns.amounts.push(row.amount);
            columns.quantities.push(row.quantity);
            columns.sources.push(row.source);
        }
    }

    /// What an adjustment lowers: a deal and perhaps a line of it, or, where the deal is not known,
    /// what a partner sold.
    fn adjusted(&mut self, row: &AdjustmentRow) -> Option<Adjusted> {
        let (id, source) = (&row.id, row.source);
        let partner = match &row.partner {
            Some(partner) => Some(self.partner("adjustment", id, partner, source)?),
            None => None,
        };
        let Some(deal) = &row.deal else { return self.without_deal(row, partner) };
        let deal = self.deal("adjustment", id, deal, 0, source)?;
        let whose = self.currency_of(deal);
        self.in_currency("adjustment", id, &[Some(row.amount)], whose, source);
        let line = self.maybe_line("adjustment", id, row.line.as_deref(), deal, source);
        Some(Adjusted { deal: Some(deal), line, partner })
    }

    fn without_deal(&mut self, row: &AdjustmentRow, partner: Option<usize>) -> Option<Adjusted> {
        let id = &row.id;
        if partner.is_none() {
            let sentence = format!(
                "adjustment {id} names neither a deal nor a partner, so that it lowers nothing."
            );
            self.problem("adjustment_of_nothing", "adjustment", id, sentence, row.source);
        }
        if let Some(line) = &row.line {
            let sentence = format!("adjustment {id} names line {line} but no deal.");
            self.problem("line_missing", "adjustment", id, sentence, row.source);
        }
        partner.map(|partner| Adjusted { deal: None, line: None, partner: Some(partner) })
    }

    fn activities(&mut self, rows: Vec<ActivityRow>) {
        self.once("activity", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let named = row.deal.as_deref();
            let deal = named.and_then(|deal| self.deal("activity", &row.id, deal, 0, row.source));
            if let Some(partner) = self.partner("activity", &row.id, &row.partner, row.source) {
                keyed.push((partner, deal, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.2.date, &a.2.id).cmp(&(b.0, b.2.date, &b.2.id)));
        self.facts.activities.of_partner =
            Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.len());
        let columns = &mut self.facts.activities;
        for (partner, deal, row) in keyed {
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.kinds.push(row.kind);
            columns.dates.push(row.date);
            columns.valid_until.push(row.valid_until);
            columns.persons.push(row.person);
            columns.quantities.push(row.quantity);
            columns.values.push(row.value);
            columns.deals.push(deal);
            columns.evidence.push(row.evidence);
            columns.sources.push(row.source);
        }
    }
}

fn line_id(row: &Option<LineRow>) -> Option<&str> {
    row.as_ref().map(|row| row.id.as_str())
}
