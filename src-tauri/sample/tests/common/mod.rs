//! Sums straight from the rows, by another way than the generator's: exact decimals, looked up by
//! id. Truths are checked against these.

// Each test file is a crate of its own and uses some of these.
#![allow(dead_code)]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tierwright_engine::rows::{AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, Stage};
use tierwright_program::Money;
use tierwright_sample::{Sample, Size, Truth, sample};

pub fn standard() -> &'static Sample {
    static MADE: OnceLock<Sample> = OnceLock::new();
    MADE.get_or_init(|| sample(Size::Standard))
}

pub fn large() -> &'static Sample {
    static MADE: OnceLock<Sample> = OnceLock::new();
    MADE.get_or_init(|| sample(Size::Large))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn truths<'a>(sample: &'a Sample, code: &str) -> Vec<&'a Truth> {
    sample.truths.iter().filter(|truth| truth.code == code).collect()
}

/// A part of a won deal, or of a return, that a partner is credited with, in US dollars.
pub struct Entry<'a> {
    pub credit: &'a CreditRow,
    pub date: NaiveDate,
    pub dollars: Decimal,
    /// The family, where it is a line's.
    pub family: Option<&'a str>,
}

/// The rows with what is needed to find one from another.
pub struct Ledger<'a> {
    pub rows: &'a FactRows,
    pub deals: HashMap<&'a str, &'a DealRow>,
    pub lines: HashMap<&'a str, Vec<&'a LineRow>>,
    pub credits: HashMap<&'a str, Vec<&'a CreditRow>>,
    rates: BTreeMap<(&'a str, String, NaiveDate), Decimal>,
}

impl<'a> Ledger<'a> {
    pub fn of(rows: &'a FactRows) -> Self {
        let mut lines: HashMap<&str, Vec<&LineRow>> = HashMap::new();
        rows.lines.iter().for_each(|line| lines.entry(&line.deal).or_default().push(line));
        let mut credits: HashMap<&str, Vec<&CreditRow>> = HashMap::new();
        rows.credits.iter().for_each(|one| credits.entry(&one.deal).or_default().push(one));
        let rate = |row: &'a tierwright_engine::rows::RateRow| {
            ((row.table.as_str(), row.currency.to_string(), row.date), row.rate.decimal())
        };
        Self {
            rows,
            deals: rows.deals.iter().map(|deal| (deal.id.as_str(), deal)).collect(),
            lines,
            credits,
            rates: rows.rates.iter().map(rate).collect(),
        }
    }

    /// An amount in US dollars at the market rate of a day, or the last one before it.
    pub fn dollars(&self, amount: Money, on: NaiveDate) -> Decimal {
        let code = amount.currency().to_string();
        if code == "USD" {
            return amount.amount();
        }
        let upto = ("market", code.clone(), NaiveDate::MIN)..=("market", code.clone(), on);
        let rate = self.rates.range(upto).next_back();
        amount.amount() * rate.unwrap_or_else(|| panic!("a rate of {code} on {on}")).1
    }

    /// What every credit on won deals is worth by its declared share: line by line where there are
    /// lines, less returns.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for deal in self.rows.deals.iter().filter(|deal| deal.stage == Stage::Won) {
            let closed = deal.closed.unwrap();
            match self.lines.get(deal.id.as_str()) {
                None => self.enter(deal, closed, deal.amount, 1, None, &mut entries),
                Some(lines) => lines.iter().for_each(|line| {
                    self.enter(deal, closed, line.amount, 1, Some(&line.family), &mut entries);
                }),
            }
        }
        for taken in &self.rows.adjustments {
            let of = deal_of(taken);
            let deal = self.deals[of];
            let line = taken.line.as_ref().map(|id| {
                let lines = &self.lines[of];
                lines.iter().find(|line| line.id == *id).unwrap().family.as_str()
            });
            self.enter(deal, taken.date, taken.amount, -1, line, &mut entries);
        }
        entries
    }

    fn enter(
        &self,
        deal: &'a DealRow,
        date: NaiveDate,
        amount: Money,
        sign: i64,
        family: Option<&'a str>,
        entries: &mut Vec<Entry<'a>>,
    ) {
        let whole = self.dollars(amount, deal.closed.unwrap()) * Decimal::from(sign);
        for credit in &self.credits[deal.id.as_str()] {
            let dollars = whole * credit.share.unwrap().decimal();
            entries.push(Entry { credit, date, dollars, family });
        }
    }

    /// Certifications of a partner that are valid on a day.
    pub fn certificates(&self, partner: &str, on: NaiveDate) -> usize {
        let valid = self.rows.activities.iter().filter(|one| {
            one.partner == partner
                && one.kind == "certification"
                && one.date <= on
                && one.valid_until.is_some_and(|until| on <= until)
        });
        valid.count()
    }

    pub fn customers(&self) -> BTreeSet<&'a str> {
        self.rows.deals.iter().map(|deal| deal.customer.as_str()).collect()
    }
}

/// Net revenue of each partner from one day to another, both included.
pub fn revenue<'a>(entries: &[Entry<'a>], from: &str, until: &str) -> HashMap<&'a str, Decimal> {
    let (from, until) = (day(from), day(until));
    let mut sums = HashMap::new();
    for entry in entries.iter().filter(|entry| (from..=until).contains(&entry.date)) {
        *sums.entry(entry.credit.partner.as_str()).or_default() += entry.dollars;
    }
    sums
}

/// The deal of a return, which the sample always knows.
pub fn deal_of(taken: &AdjustmentRow) -> &str {
    taken.deal.as_deref().expect("the deal of a return is known")
}
