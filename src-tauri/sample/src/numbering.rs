//! From what was made up to rows: ids in order of time, and a source for every row.

use std::collections::BTreeSet;

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, Attributes, CreditRow, DealRow, FactRows, FundEventRow, LineRow,
    PaidRow, PartnerRow, RateRow, Source, Stage,
};
use tierwright_program::{Currency, Money, Rate};

use crate::{
    activities::Deed,
    days::{date, quarter_days},
    deals::{Draft, Line},
    exchange::Exchange,
    funds::Step,
    partners::{Member, Role},
    payouts::Payout,
};

/// Everything that was made up.
pub(crate) struct MadeUp {
    pub(crate) members: Vec<Member>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) deeds: Vec<Deed>,
    pub(crate) steps: Vec<Step>,
    pub(crate) exchange: Exchange,
    pub(crate) payouts: Vec<Payout>,
}

/// A currency by a code that is one.
pub(crate) fn currency(code: &str) -> Currency {
    code.parse().unwrap_or_else(|_| unreachable!("{code} is a currency of ISO 4217"))
}

/// The source of a table's next row: the one file of the sample, rows counted from 1.
fn source<T>(table: &[T]) -> Source {
    Source { file: 0, row: table.len() as u32 + 1 }
}

fn cents(amount: i64, code: &str) -> Money {
    Money::from_units(amount * 100, currency(code))
}

impl MadeUp {
    /// The rows, deals in the order they were opened.
    pub(crate) fn rows(&mut self) -> FactRows {
        let order = |draft: &Draft| (draft.opened, draft.closed, draft.customer.name.clone());
        self.drafts.sort_by_cached_key(order);
        let mut rows = FactRows::default();
        self.add_partners(&mut rows);
        self.add_deals(&mut rows);
        self.add_activities(&mut rows);
        self.add_fund_events(&mut rows);
        add_rates(&self.exchange, &mut rows);
        self.add_paid(&mut rows);
        rows
    }

    fn add_partners(&self, rows: &mut FactRows) {
        for member in &self.members {
            rows.partners.push(PartnerRow {
                id: member.id.clone(),
                name: member.name.clone(),
                kind: member.kind.text().to_owned(),
                region: member.country.region.text().to_owned(),
                country: member.country.name.to_owned(),
                segment: member.segment.text().to_owned(),
                joined: Some(member.joined),
                group: String::new(),
                parent: None,
                left_on: None,
                currency: None,
                attributes: Attributes::new(),
                source: source(&rows.partners),
            });
        }
    }

    fn add_deals(&self, rows: &mut FactRows) {
        let mut known = BTreeSet::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            let id = format!("D-{:05}", index + 1);
            let kind = if draft.customer.bought_before || known.contains(&draft.customer.name) {
                draft.again
            } else {
                "new"
            };
            if draft.stage == Stage::Won {
                known.insert(draft.customer.name.clone());
            }
            rows.deals.push(deal_row(draft, &id, kind, source(&rows.deals)));
            add_lines(draft, &id, rows);
            self.add_credits(draft, &id, rows);
            add_adjustment(draft, &id, rows);
        }
    }

    fn add_credits(&self, draft: &Draft, deal: &str, rows: &mut FactRows) {
        for part in &draft.parts {
            rows.credits.push(CreditRow {
                id: format!("C-{:06}", rows.credits.len() + 1),
                deal: deal.to_owned(),
                partner: self.members[part.member].id.clone(),
                role: part.role.text().to_owned(),
                share: Some(Rate::from_units(part.percent * 1_000_000)),
                evidence: false,
                source: source(&rows.credits),
            });
        }
    }

    fn add_activities(&self, rows: &mut FactRows) {
        for deed in &self.deeds {
            rows.activities.push(ActivityRow {
                id: format!("A-{:05}", rows.activities.len() + 1),
                partner: self.members[deed.member].id.clone(),
                kind: deed.kind.to_owned(),
                date: deed.date,
                valid_until: deed.valid_until,
                person: deed.person.clone(),
                quantity: None,
                value: None,
                deal: None,
                evidence: false,
                source: source(&rows.activities),
            });
        }
    }

    fn add_fund_events(&self, rows: &mut FactRows) {
        for step in &self.steps {
            rows.fund_events.push(FundEventRow {
                id: format!("F-{:05}", rows.fund_events.len() + 1),
                partner: self.members[step.member].id.clone(),
                request: format!("MDF-{:04}", step.request),
                step: step.step,
                activity: step.activity.to_owned(),
                date: step.date,
                amount: cents(step.dollars * 100, "USD"),
                fund: String::new(),
                cost: None,
                deals: Vec::new(),
                source: source(&rows.fund_events),
            });
        }
    }

    fn add_paid(&self, rows: &mut FactRows) {
        for payout in &self.payouts {
            let (period_from, period_until) = quarter_days(payout.quarter);
            rows.paid.push(PaidRow {
                id: format!("PP-{:05}", rows.paid.len() + 1),
                partner: self.members[payout.member].id.clone(),
                period_from,
                period_until,
                label: payout.label.to_owned(),
                amount: cents(payout.cents, "USD"),
                source: source(&rows.paid),
            });
        }
    }
}

/// The one marketplace that the made-up vendor sells on.
const MARKETPLACE: &str = "AWS Marketplace";

fn deal_row(draft: &Draft, id: &str, kind: &str, source: Source) -> DealRow {
    let code = draft.customer.country.currency;
    let lines = draft.goods.lines();
    let sum = |of: fn(&Line) -> i64| {
        let total = lines.iter().map(|line| line.quantity * of(line)).sum();
        (!lines.is_empty()).then(|| cents(total, code))
    };
    let family = lines.first().map_or("", |line| line.family);
    let subject = if kind == "new" { format!("new {family}") } else { format!("{family} {kind}") };
    DealRow {
        id: id.to_owned(),
        name: format!("{}, {}", draft.customer.name, subject.trim()),
        customer: draft.customer.name.clone(),
        stage: draft.stage,
        opened: Some(draft.opened),
        closed: draft.closed,
        amount: cents(draft.goods.cents(), code),
        list_amount: sum(|line| line.list_price),
        cost: sum(|line| line.unit_cost),
        kind: kind.to_owned(),
        region: draft.customer.country.region.text().to_owned(),
        segment: draft.customer.segment.text().to_owned(),
        origin: origin(draft).to_owned(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: if draft.marketplace { MARKETPLACE } else { "" }.to_owned(),
        offer: String::new(),
        attributes: Attributes::new(),
        source,
    }
}

/// Where a deal came from: a marketplace, a partner who sourced or referred it, or the vendor.
fn origin(draft: &Draft) -> &'static str {
    let brings = |role: Role| matches!(role, Role::Sourced | Role::Referred | Role::Resold);
    if draft.marketplace {
        "marketplace"
    } else if draft.parts.iter().any(|part| brings(part.role)) {
        "partner"
    } else {
        "direct"
    }
}

fn add_lines(draft: &Draft, deal: &str, rows: &mut FactRows) {
    let code = draft.customer.country.currency;
    for (index, line) in draft.goods.lines().iter().enumerate() {
        rows.lines.push(LineRow {
            id: (index + 1).to_string(),
            deal: deal.to_owned(),
            product: line.product.to_owned(),
            family: line.family.to_owned(),
            quantity: pieces(line.quantity),
            amount: cents(line.quantity * line.price, code),
            list_amount: Some(cents(line.quantity * line.list_price, code)),
            cost: Some(cents(line.quantity * line.unit_cost, code)),
            source: source(&rows.lines),
        });
    }
}

fn add_adjustment(draft: &Draft, deal: &str, rows: &mut FactRows) {
    let Some(returned) = &draft.returned else { return };
    rows.adjustments.push(AdjustmentRow {
        id: format!("R-{:05}", rows.adjustments.len() + 1),
        deal: Some(deal.to_owned()),
        line: returned.line.map(|line| (line + 1).to_string()),
        date: returned.date,
        amount: cents(returned.cents, draft.customer.country.currency),
        quantity: pieces(returned.quantity),
        partner: None,
        source: source(&rows.adjustments),
    });
}

/// A whole number of pieces.
fn pieces(number: i64) -> Rate {
    Rate::from_units(number * tierwright_program::rate::RATE_ONE)
}

/// The market rates of each working day, and the fixed ones that each year was planned with.
fn add_rates(exchange: &Exchange, rows: &mut FactRows) {
    let market =
        exchange.days.iter().flat_map(|(day, rates)| rates.map(|rate| ("market", *day, rate)));
    let planned = [("EUR", 10_800), ("GBP", 12_600)];
    let plan = [2024, 2025]
        .into_iter()
        .flat_map(|year| planned.map(|rate| ("plan", date(year, 1, 1), rate)));
    for (table, date, (code, ten_thousandths)) in market.chain(plan) {
        rows.rates.push(RateRow {
            table: table.to_owned(),
            currency: currency(code),
            base: currency("USD"),
            date,
            rate: Rate::from_units(ten_thousandths * 10_000),
            inverse: false,
            source: source(&rows.rates),
        });
    }
}
