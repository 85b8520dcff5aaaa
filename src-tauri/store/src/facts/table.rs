//! Each kind of fact as a table: its statements, and a row of it in and out.
//!
//! The columns of `INSERT` and `SELECT` are the same in the same order, the key's first, the file
//! and row last. `SELECT` is in key order, which is the order of the table itself.

mod course;
mod money;
mod standing;

use rusqlite::{Statement, ToSql, params};
use tierwright_engine::facts::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, LineRow, PartnerRow, Source, Stage,
};
use tierwright_program::Currency;

use super::cells::{Cells, Day, Own};
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
    /// Puts the row's cells in the order of [`Fact::INSERT`].
    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()>;
    /// Reads a row of [`Fact::SELECT`].
    fn read(cells: &Cells<'_>) -> Result<Self, Fault>;
}

/// Cells on their way into a statement that takes one row or several.
pub(super) struct Put<'a, 'b> {
    statement: &'a mut Statement<'b>,
    /// Cells that were put so far.
    cells: usize,
}

impl<'a, 'b> Put<'a, 'b> {
    pub(super) const fn into(statement: &'a mut Statement<'b>) -> Self {
        Self { statement, cells: 0 }
    }

    /// Puts one row after those before.
    pub(super) fn row(&mut self, cells: &[&dyn ToSql]) -> rusqlite::Result<()> {
        for cell in cells {
            self.cells += 1;
            self.statement.raw_bind_parameter(self.cells, cell)?;
        }
        Ok(())
    }

    /// Writes all of them.
    pub(super) fn write(self) -> rusqlite::Result<usize> {
        self.statement.raw_execute()
    }
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
        (id, name, kind, region, country, segment, partner_group, parent, joined, left_on,
        currency, attributes, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    const SELECT: &'static str = "SELECT id, name, kind, region, country, segment, partner_group,
        parent, joined, left_on, currency, attributes, file_id, row
        FROM partner ORDER BY id";

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
            self.name,
            self.kind,
            self.region,
            self.country,
            self.segment,
            self.group,
            self.parent,
            self.joined.map(Day),
            self.left_on.map(Day),
            self.currency.as_ref().map(Currency::code),
            Own(&self.attributes),
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
            group: cells.text(6)?,
            parent: cells.optional_text(7)?,
            joined: cells.optional_day(8)?,
            left_on: cells.optional_day(9)?,
            currency: cells.optional_currency(10)?,
            attributes: cells.own(11)?,
            source: cells.source(12)?,
        })
    }
}

impl Fact for DealRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "deal";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO deal
        (id, name, customer, stage, opened, closed, currency, amount_e4, tax_e4, list_amount_e4,
        cost_e4, kind, recurring_e4, term_start, term_end, cancelled_on, region, segment, origin,
        marketplace, offer, attributes, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
        ?19, ?20, ?21, ?22, ?23, ?24)";
    const SELECT: &'static str = "SELECT id, name, customer, stage, opened, closed, currency,
        amount_e4, tax_e4, list_amount_e4, cost_e4, kind, recurring_e4, term_start, term_end,
        cancelled_on, region, segment, origin, marketplace, offer, attributes, file_id, row
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

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
            self.id,
            self.name,
            self.customer,
            self.stage.text(),
            self.opened.map(Day),
            self.closed.map(Day),
            self.amount.currency().code(),
            self.amount.units(),
            self.tax.map(|amount| amount.units()),
            self.list_amount.map(|amount| amount.units()),
            self.cost.map(|amount| amount.units()),
            self.kind,
            self.recurring.map(|amount| amount.units()),
            self.term_start.map(Day),
            self.term_end.map(Day),
            self.cancelled_on.map(Day),
            self.region,
            self.segment,
            self.origin,
            self.marketplace,
            self.offer,
            Own(&self.attributes),
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
            tax: cells.optional_money(8, currency)?,
            list_amount: cells.optional_money(9, currency)?,
            cost: cells.optional_money(10, currency)?,
            kind: cells.text(11)?,
            recurring: cells.optional_money(12, currency)?,
            term_start: cells.optional_day(13)?,
            term_end: cells.optional_day(14)?,
            cancelled_on: cells.optional_day(15)?,
            region: cells.text(16)?,
            segment: cells.text(17)?,
            origin: cells.text(18)?,
            marketplace: cells.text(19)?,
            offer: cells.text(20)?,
            attributes: cells.own(21)?,
            source: cells.source(22)?,
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

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
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
        (id, deal, partner, role, share_e8, evidence, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT id, deal, partner, role, share_e8, evidence, file_id, row
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

    fn write(&self, put: &mut Put<'_, '_>) -> rusqlite::Result<()> {
        put.row(params![
            self.id,
            self.deal,
            self.partner,
            self.role,
            self.share.map(|number| number.units()),
            self.evidence,
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
            evidence: cells.flag(5)?,
            source: cells.source(6)?,
        })
    }
}

impl Fact for AdjustmentRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "adjustment";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO adjustment
        (id, deal, line, partner, date, currency, amount_e4, quantity_e8, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    const SELECT: &'static str = "SELECT id, deal, line, partner, date, currency, amount_e4,
        quantity_e8, file_id, row
        FROM adjustment ORDER BY id";

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
            self.deal,
            self.line,
            self.partner,
            Day(self.date),
            self.amount.currency().code(),
            self.amount.units(),
            self.quantity.units(),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let currency = cells.currency(5)?;
        Ok(Self {
            id: cells.text(0)?,
            deal: cells.optional_text(1)?,
            line: cells.optional_text(2)?,
            partner: cells.optional_text(3)?,
            date: cells.day(4)?,
            amount: cells.money(6, currency)?,
            quantity: cells.rate(7)?,
            source: cells.source(8)?,
        })
    }
}

impl Fact for ActivityRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "activity";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO activity
        (id, partner, kind, date, valid_until, person, quantity_e8, value_currency, value_e4,
        deal, evidence, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    const SELECT: &'static str = "SELECT id, partner, kind, date, valid_until, person,
        quantity_e8, value_currency, value_e4, deal, evidence, file_id, row
        FROM activity ORDER BY id";

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
            self.kind,
            Day(self.date),
            self.valid_until.map(Day),
            self.person,
            self.quantity.map(|number| number.units()),
            self.value.as_ref().map(|value| value.currency().code().to_owned()),
            self.value.map(|value| value.units()),
            self.deal,
            self.evidence,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let value = match cells.optional_currency(7)? {
            Some(currency) => cells.optional_money(8, currency)?,
            None => None,
        };
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            kind: cells.text(2)?,
            date: cells.day(3)?,
            valid_until: cells.optional_day(4)?,
            person: cells.text(5)?,
            quantity: cells.optional_rate(6)?,
            value,
            deal: cells.optional_text(9)?,
            evidence: cells.flag(10)?,
            source: cells.source(11)?,
        })
    }
}
