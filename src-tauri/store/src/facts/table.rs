//! Each kind of fact as a table: its statements, and a row of it in and out.
//!
//! The columns of `INSERT` and `SELECT` are the same in the same order, the key's first, the file
//! and row last. `SELECT` is in key order, which is the order of the table itself.

use rusqlite::{Statement, params};
use tierwright_engine::facts::rows::{
    ActivityRow, AdjustmentRow, Attributes, CreditRow, DealRow, FundEventRow, FundStep, LineRow,
    PaidRow, PartnerRow, RateRow, Source, Stage,
};

use super::cells::{Cells, Day};
use crate::error::Fault;

/// A kind of fact.
pub(super) trait Fact: Sized {
    /// What the rows are told apart by; its order is the byte order of the columns.
    type Key<'a>: Ord
    where
        Self: 'a;

    /// The table.
    const TABLE: &'static str;
    /// How many columns the key has.
    const KEY: usize;
    /// Puts one row in.
    const INSERT: &'static str;
    /// All rows.
    const SELECT: &'static str;

    /// The key of a row.
    fn key(&self) -> Self::Key<'_>;
    /// The key as a sentence shows it.
    fn id(&self) -> String;
    /// The file and row it came from.
    fn source(&self) -> Source;
    /// Puts the row in by [`Fact::INSERT`].
    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize>;
    /// Reads a row of [`Fact::SELECT`].
    fn read(cells: &Cells<'_>) -> Result<Self, Fault>;
}

/// The number of a file in the document: one more than its position.
pub(super) fn file_id(source: Source) -> i64 {
    i64::from(source.file) + 1
}

impl Fact for PartnerRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "partner";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO partner
        (id, name, kind, region, country, segment, joined, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const SELECT: &'static str = "SELECT id, name, kind, region, country, segment, joined,
        file_id, row FROM partner ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.name,
            self.kind,
            self.region,
            self.country,
            self.segment,
            self.joined.map(Day),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            name: cells.text(1)?,
            kind: cells.text(2)?,
            region: cells.text(3)?,
            country: cells.text(4)?,
            segment: cells.text(5)?,
            group: String::new(),
            parent: None,
            joined: cells.optional_day(6)?,
            left_on: None,
            currency: None,
            attributes: Attributes::new(),
            source: cells.source(7)?,
        })
    }
}

impl Fact for DealRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "deal";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO deal
        (id, name, customer, stage, opened, closed, currency, amount_e4, list_amount_e4, cost_e4,
        kind, region, segment, origin, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    const SELECT: &'static str = "SELECT id, name, customer, stage, opened, closed, currency,
        amount_e4, list_amount_e4, cost_e4, kind, region, segment, origin, file_id, row
        FROM deal ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.name,
            self.customer,
            self.stage.text(),
            self.opened.map(Day),
            self.closed.map(Day),
            self.amount.currency().code(),
            self.amount.units(),
            self.list_amount.map(|amount| amount.units()),
            self.cost.map(|amount| amount.units()),
            self.kind,
            self.region,
            self.segment,
            self.origin,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let currency = cells.currency(6)?;
        Ok(Self {
            id: cells.text(0)?,
            name: cells.text(1)?,
            customer: cells.text(2)?,
            stage: cells.word(3, "open, won or lost", Stage::from_text)?,
            opened: cells.optional_day(4)?,
            closed: cells.optional_day(5)?,
            amount: cells.money(7, currency)?,
            list_amount: cells.optional_money(8, currency)?,
            cost: cells.optional_money(9, currency)?,
            kind: cells.text(10)?,
            region: cells.text(11)?,
            segment: cells.text(12)?,
            origin: cells.text(13)?,
            tax: None,
            recurring: None,
            term_start: None,
            term_end: None,
            cancelled_on: None,
            marketplace: String::new(),
            offer: String::new(),
            attributes: Attributes::new(),
            source: cells.source(14)?,
        })
    }
}

impl Fact for LineRow {
    type Key<'a> = (&'a str, &'a str);

    const TABLE: &'static str = "line";
    const KEY: usize = 2;
    const INSERT: &'static str = "INSERT INTO line
        (deal, id, product, family, quantity_e8, currency, amount_e4, list_amount_e4, cost_e4,
        file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    const SELECT: &'static str = "SELECT deal, id, product, family, quantity_e8, currency,
        amount_e4, list_amount_e4, cost_e4, file_id, row FROM line ORDER BY deal, id";

    fn key(&self) -> (&str, &str) {
        (&self.deal, &self.id)
    }

    fn id(&self) -> String {
        format!("{} {}", self.deal, self.id)
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.deal,
            self.id,
            self.product,
            self.family,
            self.quantity.units(),
            self.amount.currency().code(),
            self.amount.units(),
            self.list_amount.map(|amount| amount.units()),
            self.cost.map(|amount| amount.units()),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let currency = cells.currency(5)?;
        Ok(Self {
            deal: cells.text(0)?,
            id: cells.text(1)?,
            product: cells.text(2)?,
            family: cells.text(3)?,
            quantity: cells.rate(4)?,
            amount: cells.money(6, currency)?,
            list_amount: cells.optional_money(7, currency)?,
            cost: cells.optional_money(8, currency)?,
            source: cells.source(9)?,
        })
    }
}

impl Fact for CreditRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "credit";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO credit
        (id, deal, partner, role, share_e8, file_id, row) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    const SELECT: &'static str = "SELECT id, deal, partner, role, share_e8, file_id, row
        FROM credit ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.deal,
            self.partner,
            self.role,
            self.share.map(|share| share.units()),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            deal: cells.text(1)?,
            partner: cells.text(2)?,
            role: cells.text(3)?,
            share: cells.optional_rate(4)?,
            evidence: false,
            source: cells.source(5)?,
        })
    }
}

impl Fact for AdjustmentRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "adjustment";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO adjustment
        (id, deal, line, date, currency, amount_e4, quantity_e8, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const SELECT: &'static str = "SELECT id, deal, line, date, currency, amount_e4, quantity_e8,
        file_id, row FROM adjustment ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.deal,
            self.line,
            Day(self.date),
            self.amount.currency().code(),
            self.amount.units(),
            self.quantity.units(),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let currency = cells.currency(4)?;
        Ok(Self {
            id: cells.text(0)?,
            deal: cells.optional_text(1)?,
            line: cells.optional_text(2)?,
            partner: None,
            date: cells.day(3)?,
            amount: cells.money(5, currency)?,
            quantity: cells.rate(6)?,
            source: cells.source(7)?,
        })
    }
}

impl Fact for ActivityRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "activity";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO activity
        (id, partner, kind, date, valid_until, person, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT id, partner, kind, date, valid_until, person,
        file_id, row FROM activity ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.partner,
            self.kind,
            Day(self.date),
            self.valid_until.map(Day),
            self.person,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            kind: cells.text(2)?,
            date: cells.day(3)?,
            valid_until: cells.optional_day(4)?,
            person: cells.text(5)?,
            quantity: None,
            value: None,
            deal: None,
            evidence: false,
            source: cells.source(6)?,
        })
    }
}

impl Fact for FundEventRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "fund_event";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO fund_event
        (id, partner, request, step, activity, date, currency, amount_e4, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    const SELECT: &'static str = "SELECT id, partner, request, step, activity, date, currency,
        amount_e4, file_id, row FROM fund_event ORDER BY id";

    fn key(&self) -> &str {
        &self.id
    }

    fn id(&self) -> String {
        self.id.clone()
    }

    fn source(&self) -> Source {
        self.source
    }

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
            self.id,
            self.partner,
            self.request,
            self.step.text(),
            self.activity,
            Day(self.date),
            self.amount.currency().code(),
            self.amount.units(),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let steps = "requested, approved, claimed or paid";
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            request: cells.text(2)?,
            step: cells.word(3, steps, FundStep::from_text)?,
            activity: cells.text(4)?,
            date: cells.day(5)?,
            amount: cells.money(7, cells.currency(6)?)?,
            fund: String::new(),
            cost: None,
            deals: Vec::new(),
            source: cells.source(8)?,
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

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
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

    fn write(&self, insert: &mut Statement<'_>) -> rusqlite::Result<usize> {
        insert.execute(params![
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
