//! What happens in the course of deals, as tables.

use rusqlite::params;
use tierwright_engine::facts::rows::{
    RegistrationRow, SettlementKind, SettlementRow, Source, TouchRow,
};

use super::{Fact, Put, file_id};
use crate::error::Fault;
use crate::facts::cells::{Cells, Day, Json, Time};

impl Fact for TouchRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "touch";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO touch
        (id, deal, partner, at, kind, milestones, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT id, deal, partner, at, kind, milestones, file_id, row
        FROM touch ORDER BY id";

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
            Time(self.at),
            self.kind,
            Json(&self.milestones),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            deal: cells.text(1)?,
            partner: cells.optional_text(2)?,
            at: cells.time(3)?,
            kind: cells.text(4)?,
            milestones: cells.json(5, "a JSON list of texts")?,
            source: cells.source(6)?,
        })
    }
}

impl Fact for RegistrationRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "registration";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO registration
        (id, deal, partner, role, registered_on, approved_on, refused_on, protected_until,
        file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    const SELECT: &'static str = "SELECT id, deal, partner, role, registered_on, approved_on,
        refused_on, protected_until, file_id, row
        FROM registration ORDER BY id";

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
            Day(self.registered_on),
            self.approved_on.map(Day),
            self.refused_on.map(Day),
            self.protected_until.map(Day),
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
            registered_on: cells.day(4)?,
            approved_on: cells.optional_day(5)?,
            refused_on: cells.optional_day(6)?,
            protected_until: cells.optional_day(7)?,
            source: cells.source(8)?,
        })
    }
}

impl Fact for SettlementRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "settlement";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO settlement
        (id, deal, line, kind, date, currency, gross_e4, fee_e4, tax_e4, net_e4, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    const SELECT: &'static str = "SELECT id, deal, line, kind, date, currency, gross_e4, fee_e4,
        tax_e4, net_e4, file_id, row
        FROM settlement ORDER BY id";

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
            self.kind.text(),
            Day(self.date),
            self.gross.currency().code(),
            self.gross.units(),
            self.fee.map(|amount| amount.units()),
            self.tax.map(|amount| amount.units()),
            self.net.map(|amount| amount.units()),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let kinds = "billed, collected or disbursed";
        let currency = cells.currency(5)?;
        Ok(Self {
            id: cells.text(0)?,
            deal: cells.text(1)?,
            line: cells.optional_text(2)?,
            kind: cells.word(3, kinds, SettlementKind::from_text)?,
            date: cells.day(4)?,
            gross: cells.money(6, currency)?,
            fee: cells.optional_money(7, currency)?,
            tax: cells.optional_money(8, currency)?,
            net: cells.optional_money(9, currency)?,
            source: cells.source(10)?,
        })
    }
}
