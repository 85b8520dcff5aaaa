//! Steps of MDF money, exchange rates and past payouts as tables.

use rusqlite::params;
use tierwright_engine::facts::rows::{FundEventRow, FundStep, PaidRow, RateRow, Source};

use super::{Fact, Put, file_id};
use crate::error::Fault;
use crate::facts::cells::{Cells, Day, Json};

impl Fact for FundEventRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "fund_event";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO fund_event
        (id, fund, partner, request, step, activity, date, currency, amount_e4, cost_e4, deals,
        file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    const SELECT: &'static str = "SELECT id, fund, partner, request, step, activity, date,
        currency, amount_e4, cost_e4, deals, file_id, row
        FROM fund_event ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
            self.id,
            self.fund,
            self.partner,
            self.request,
            self.step.text(),
            self.activity,
            Day(self.date),
            self.amount.currency().code(),
            self.amount.units(),
            self.cost.map(|amount| amount.units()),
            Json(&self.deals),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let steps = "requested, approved, claimed or paid";
        let currency = cells.currency(7)?;
        Ok(Self {
            id: cells.text(0)?,
            fund: cells.text(1)?,
            partner: cells.text(2)?,
            request: cells.text(3)?,
            step: cells.word(4, steps, FundStep::from_text)?,
            activity: cells.text(5)?,
            date: cells.day(6)?,
            amount: cells.money(8, currency)?,
            cost: cells.optional_money(9, currency)?,
            deals: cells.json(10, "a JSON list of texts")?,
            source: cells.source(11)?,
        })
    }
}

impl Fact for RateRow {
    type Key<'a> = (&'a str, &'a str, &'a str, chrono::NaiveDate);

    const TABLE: &'static str = "rate";
    const KEY: usize = 4;
    const INSERT: &'static str = "INSERT INTO rate
        (rate_table, currency, base, date, rate_e8, inverse, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT rate_table, currency, base, date, rate_e8, inverse,
        file_id, row FROM rate ORDER BY rate_table, currency, base, date";

    fn key(&self) -> Self::Key<'_> {
        (&self.table, self.currency.code(), self.base.code(), self.date)
    }

    fn id(&self) -> String {
        format!("{} {} {} {}", self.table, self.currency, self.base, self.date)
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
            self.table,
            self.currency.code(),
            self.base.code(),
            Day(self.date),
            self.rate.units(),
            self.inverse,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            table: cells.text(0)?,
            currency: cells.currency(1)?,
            base: cells.currency(2)?,
            date: cells.day(3)?,
            rate: cells.rate(4)?,
            inverse: cells.flag(5)?,
            source: cells.source(6)?,
        })
    }
}

impl Fact for PaidRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "paid";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO paid
        (id, partner, period_from, period_until, label, currency, amount_e4, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const SELECT: &'static str = "SELECT id, partner, period_from, period_until, label, currency,
        amount_e4, file_id, row FROM paid ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
            self.id,
            self.partner,
            Day(self.period_from),
            Day(self.period_until),
            self.label,
            self.amount.currency().code(),
            self.amount.units(),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            period_from: cells.day(2)?,
            period_until: cells.day(3)?,
            label: cells.text(4)?,
            amount: cells.money(6, cells.currency(5)?)?,
            source: cells.source(7)?,
        })
    }
}
