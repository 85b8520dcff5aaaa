//! How partners stand, as tables.

use rusqlite::params;
use tierwright_engine::facts::rows::{
    LevelRow, OverlapRow, PartnerStatusRow, ScoreRow, ScoreSubject, Source, TargetRow,
    TargetSubject,
};
use tierwright_program::Quantity;

use super::{Fact, Put, file_id};
use crate::error::Fault;
use crate::facts::cells::{Cells, Day};

impl Fact for PartnerStatusRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "partner_status";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO partner_status
        (id, partner, kind, valid_from, valid_until, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    const SELECT: &'static str = "SELECT id, partner, kind, valid_from, valid_until, file_id, row
        FROM partner_status ORDER BY id";

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
            Day(self.from),
            self.until.map(Day),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            kind: cells.text(2)?,
            from: cells.day(3)?,
            until: cells.optional_day(4)?,
            source: cells.source(5)?,
        })
    }
}

impl Fact for LevelRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "level";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO level
        (id, partner, track, level, valid_from, valid_until, reason, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    const SELECT: &'static str = "SELECT id, partner, track, level, valid_from, valid_until,
        reason, file_id, row
        FROM level ORDER BY id";

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
            self.track,
            self.level,
            Day(self.from),
            self.until.map(Day),
            self.reason,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            track: cells.text(2)?,
            level: cells.text(3)?,
            from: cells.day(4)?,
            until: cells.optional_day(5)?,
            reason: cells.text(6)?,
            source: cells.source(7)?,
        })
    }
}

impl Fact for OverlapRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "overlap";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO overlap
        (id, partner, account, mapped_on, origin, deal, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT id, partner, account, mapped_on, origin, deal, file_id,
        row
        FROM overlap ORDER BY id";

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
            self.account,
            Day(self.mapped_on),
            self.origin,
            self.deal,
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.text(0)?,
            partner: cells.text(1)?,
            account: cells.text(2)?,
            mapped_on: cells.day(3)?,
            origin: cells.text(4)?,
            deal: cells.optional_text(5)?,
            source: cells.source(6)?,
        })
    }
}

impl Fact for ScoreRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "score";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO score
        (id, partner, customer, name, date, value_e8, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    const SELECT: &'static str = "SELECT id, partner, customer, name, date, value_e8, file_id, row
        FROM score ORDER BY id";

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
        let (partner, customer) = match &self.of {
            ScoreSubject::Partner(id) => (Some(id), None),
            ScoreSubject::Customer(name) => (None, Some(name)),
        };
        put.row(params![
            self.id,
            partner,
            customer,
            self.name,
            Day(self.date),
            self.value.units(),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let subject = match cells.optional_text(1)? {
            Some(partner) => ScoreSubject::Partner(partner),
            None => ScoreSubject::Customer(cells.text(2)?),
        };
        Ok(Self {
            id: cells.text(0)?,
            of: subject,
            name: cells.text(3)?,
            date: cells.day(4)?,
            value: cells.rate(5)?,
            source: cells.source(6)?,
        })
    }
}

impl Fact for TargetRow {
    type Key<'a> = &'a str;

    const TABLE: &'static str = "target";
    const KEY: usize = 1;
    const INSERT: &'static str = "INSERT INTO target
        (id, partner, partner_group, name, measure, period_from, period_until, currency,
        amount_e4, number_e8, file_id, row)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    const SELECT: &'static str = "SELECT id, partner, partner_group, name, measure, period_from,
        period_until, currency, amount_e4, number_e8, file_id, row
        FROM target ORDER BY id";

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
        let (partner, group) = match &self.of {
            TargetSubject::Partner(id) => (Some(id), None),
            TargetSubject::Group(name) => (None, Some(name)),
        };
        let (amount, number) = match self.value {
            Quantity::Money(amount) => (Some(amount), None),
            Quantity::Number(number) => (None, Some(number)),
        };
        put.row(params![
            self.id,
            partner,
            group,
            self.name,
            self.measure,
            Day(self.period_from),
            Day(self.period_until),
            amount.map(|amount| amount.currency().code().to_owned()),
            amount.map(|amount| amount.units()),
            number.map(|number| number.units()),
            file_id(self.source),
            self.source.row,
        ])
    }

    fn read(cells: &Cells<'_>) -> Result<Self, Fault> {
        let subject = match cells.optional_text(1)? {
            Some(partner) => TargetSubject::Partner(partner),
            None => TargetSubject::Group(cells.text(2)?),
        };
        let value = match cells.optional_currency(7)? {
            Some(currency) => Quantity::Money(cells.money(8, currency)?),
            None => Quantity::Number(cells.rate(9)?),
        };
        Ok(Self {
            id: cells.text(0)?,
            of: subject,
            name: cells.text(3)?,
            measure: cells.text(4)?,
            period_from: cells.day(5)?,
            period_until: cells.day(6)?,
            value,
            source: cells.source(10)?,
        })
    }
}
