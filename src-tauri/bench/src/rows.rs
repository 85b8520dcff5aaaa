//! The history as rows of facts.

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_engine::rows::{
    Attributes, CreditRow, DealRow, FactRows, LineRow, PartnerRow, RateRow, Source, SourceFile,
    Stage,
};
use tierwright_program::{Currency, Money, Rate, rate::RATE_ONE};

use crate::history::{
    CURRENCIES, Credit, Deal, FAMILIES, History, KINDS, QUARTERS, REGIONS, ROLES, date, quarter,
    rate,
};

/// The exchange rates a program can name, and what shifts them apart.
pub const TABLES: [(&str, i64); 2] = [("market", 0), ("planning", 31_337)];

/// A partner's id; its digits keep the order of numbers.
pub fn partner_id(partner: u32) -> String {
    format!("P{partner:06}")
}

fn deal_id(deal: usize) -> String {
    format!("D{deal:08}")
}

fn currency(position: usize) -> Result<Currency, String> {
    let code = CURRENCIES[position];
    code.parse().map_err(|_| format!("{code} is not a currency."))
}

/// A row number as a source.
fn source(file: u32, row: usize) -> Source {
    Source { file, row: u32::try_from(row + 2).unwrap_or(u32::MAX) }
}

impl History {
    /// All rows.
    pub fn rows(&self) -> Result<FactRows, String> {
        let currencies =
            (0..CURRENCIES.len()).map(currency).collect::<Result<Vec<Currency>, String>>()?;
        let mut rows = FactRows { files: files(), ..FactRows::default() };
        rows.partners = (0..self.partners).map(partner_row).collect();
        rows.rates = rate_rows(&currencies);
        rows.deals.reserve_exact(self.deals.len());
        rows.lines.reserve_exact(self.deals.len());
        rows.credits.reserve_exact(self.credits.len());
        for (at, deal) in self.deals.iter().enumerate() {
            let position = usize::try_from(deal.currency).unwrap_or(0);
            let amount = Money::from_units(deal.cents * 100, currencies[position]);
            rows.deals.push(deal_row(at, deal, amount));
            rows.lines.push(line_row(at, deal, amount));
            for credit in self.credits_of(at) {
                rows.credits.push(credit_row(at, credit, &self.credits[credit]));
            }
        }
        Ok(rows)
    }

    /// Where a deal's credits stand.
    pub fn credits_of(&self, deal: usize) -> Range<usize> {
        let first = deal.checked_sub(1).map_or(0, |before| self.deals[before].credits_end);
        first..self.deals[deal].credits_end
    }
}

fn files() -> Vec<SourceFile> {
    let names = ["partners.csv", "deals.csv", "credits.csv", "rates.csv"];
    let file = |name: &str| SourceFile {
        name: name.to_owned(),
        sha256: String::new(),
        rows: 0,
        set_aside: 0,
    };
    names.into_iter().map(file).collect()
}

fn text(of: &[&str], position: u32) -> String {
    of.get(position as usize).copied().unwrap_or_default().to_owned()
}

fn partner_row(partner: u32) -> PartnerRow {
    let id = partner_id(partner);
    PartnerRow {
        name: format!("Partner {partner}"),
        id,
        kind: "reseller".to_owned(),
        region: text(&REGIONS, partner % 6),
        country: String::new(),
        segment: String::new(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source: source(0, partner as usize),
    }
}

fn deal_row(at: usize, deal: &Deal, amount: Money) -> DealRow {
    DealRow {
        id: deal_id(at),
        name: String::new(),
        customer: format!("C{:07}", deal.customer),
        stage: Stage::Won,
        opened: None,
        closed: Some(date(deal.day)),
        amount,
        list_amount: None,
        cost: None,
        kind: text(&KINDS, deal.kind),
        region: text(&REGIONS, deal.region),
        segment: String::new(),
        origin: "partner".to_owned(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source: source(1, at),
    }
}

fn line_row(at: usize, deal: &Deal, amount: Money) -> LineRow {
    LineRow {
        id: "1".to_owned(),
        deal: deal_id(at),
        product: String::new(),
        family: text(&FAMILIES, deal.family),
        quantity: Rate::whole(1),
        amount,
        list_amount: None,
        cost: None,
        source: source(1, at),
    }
}

fn credit_row(deal: usize, at: usize, credit: &Credit) -> CreditRow {
    CreditRow {
        id: format!("K{at:09}"),
        deal: deal_id(deal),
        partner: partner_id(credit.partner),
        role: text(&ROLES, credit.role),
        share: Some(Rate::from_units(i64::from(credit.weight) * (RATE_ONE / 10_000))),
        evidence: false,
        source: source(2, at),
    }
}

/// A rate for each table, currency and quarter, holding from the quarter's first day.
fn rate_rows(currencies: &[Currency]) -> Vec<RateRow> {
    let mut rows = Vec::new();
    for (table, shift) in TABLES {
        for (at, currency) in currencies.iter().enumerate().skip(1) {
            for of in 0..QUARTERS {
                rows.push(RateRow {
                    table: table.to_owned(),
                    currency: *currency,
                    base: currencies[0],
                    date: quarter_start(of),
                    rate: Rate::from_units(rate(at, of, shift) * (RATE_ONE / 1_000_000)),
                    inverse: false,
                    source: source(3, rows.len()),
                });
            }
        }
    }
    rows
}

fn quarter_start(of: u32) -> NaiveDate {
    (0..crate::history::DAYS).find(|day| quarter(*day) == of).map_or(NaiveDate::MAX, date)
}
