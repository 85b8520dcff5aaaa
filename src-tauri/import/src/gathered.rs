//! The facts gathered so far, by their ids.

use std::{collections::HashMap, hash::BuildHasher as _};

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use tierwright_engine::rows::{FactRows, TargetSubject};
use tierwright_program::Currency;

use crate::{
    fact::{Fact, FactRef, Named},
    fault::Fault,
    sums::Sums,
    table::Table,
};

/// The facts gathered so far.
pub(crate) struct Gathered {
    /// The names of the files, for messages.
    files: Vec<String>,
    rows: FactRows,
    /// Where the facts of each table stand, by the hashes of their ids, which stand in the facts alone.
    ids: [HashTable<(u64, usize)>; Table::Target as usize + 1],
    hasher: RandomState,
    /// The groups of partners, and the first file that named each.
    groups: HashMap<String, u32>,
}

/// A fact that a row gives.
#[allow(
    clippy::large_enum_variant,
    reason = "one is made for each row, and kept as a fact at once"
)]
pub(crate) enum RowFact {
    /// One that is read from it.
    Read(Fact),
    /// One that rows before it gave as well, and that it adds nothing to.
    Known { table: Table, position: usize },
}

impl Gathered {
    /// Nothing yet, of these files.
    pub(crate) fn of(files: Vec<String>) -> Self {
        Self {
            files,
            rows: FactRows::default(),
            ids: Default::default(),
            hasher: RandomState::default(),
            groups: HashMap::new(),
        }
    }

    /// Where the fact of an id stands in its table, if a row gave it.
    fn known(&self, table: Table, identity: &str) -> Option<usize> {
        let hash = self.hasher.hash_one(identity);
        let is_it = |(of, position): &(u64, usize)| {
            let fact = self.fact(table, *position);
            *of == hash && fact.is_some_and(|fact| fact.identity() == identity)
        };
        self.ids[table as usize].find(hash, is_it).map(|(_, position)| *position)
    }

    /// Where the fact stands that has the id of this one, if another row gave it.
    pub(crate) fn position(&self, fact: FactRef<'_>) -> Option<usize> {
        self.known(fact.table(), &fact.identity())
    }

    /// The fact at a position of its table.
    pub(crate) fn fact(&self, table: Table, position: usize) -> Option<FactRef<'_>> {
        let rows = &self.rows;
        match table {
            Table::Partner => rows.partners.get(position).map(FactRef::Partner),
            Table::Deal => rows.deals.get(position).map(FactRef::Deal),
            Table::Line => rows.lines.get(position).map(FactRef::Line),
            Table::Credit => rows.credits.get(position).map(FactRef::Credit),
            Table::Adjustment => rows.adjustments.get(position).map(FactRef::Adjustment),
            Table::Activity => rows.activities.get(position).map(FactRef::Activity),
            Table::FundEvent => rows.fund_events.get(position).map(FactRef::FundEvent),
            Table::Rate => rows.rates.get(position).map(FactRef::Rate),
            Table::Paid => rows.paid.get(position).map(FactRef::Paid),
            Table::Status => rows.statuses.get(position).map(FactRef::Status),
            Table::Level => rows.levels.get(position).map(FactRef::Level),
            Table::Touch => rows.touches.get(position).map(FactRef::Touch),
            Table::Registration => rows.registrations.get(position).map(FactRef::Registration),
            Table::Overlap => rows.overlaps.get(position).map(FactRef::Overlap),
            Table::Settlement => rows.settlements.get(position).map(FactRef::Settlement),
            Table::Score => rows.scores.get(position).map(FactRef::Score),
            Table::Target => rows.targets.get(position).map(FactRef::Target),
        }
    }

    /// A fact of a row.
    pub(crate) fn seen<'a>(&'a self, fact: &'a RowFact) -> Option<FactRef<'a>> {
        match fact {
            RowFact::Read(fact) => Some(fact.seen()),
            RowFact::Known { table, position } => self.fact(*table, *position),
        }
    }

    /// A fact that a file before `file` gave.
    fn of_others(&self, table: Table, identity: &str, file: u32) -> Option<FactRef<'_>> {
        let fact = self.fact(table, self.known(table, identity)?)?;
        (fact.source().file != file).then_some(fact)
    }

    /// The currency of a deal that another file gave, or `own` facts of the same row.
    ///
    /// Other rows of the same file do not count, or the order of its rows would matter.
    pub(crate) fn deal_currency(&self, id: &str, own: &[RowFact], file: u32) -> Option<Currency> {
        let of_row = own.iter().find_map(|fact| match self.seen(fact)? {
            FactRef::Deal(row) if row.id == id => Some(row.amount.currency()),
            _ => None,
        });
        of_row.or_else(|| {
            let deal = self.of_others(Table::Deal, id, file)?;
            deal.amount().map(|amount| amount.currency())
        })
    }

    /// Whether a new fact fits with those gathered and with `own` facts of the same row.
    pub(crate) fn fits(&self, fact: FactRef<'_>, own: &[RowFact], file: u32) -> Result<(), Fault> {
        self.stands_once(fact, own)?;
        for named in fact.named().into_iter().flatten() {
            let Named { table, identity } = &named;
            let is_it =
                |other: FactRef<'_>| other.table() == *table && other.identity() == *identity;
            let of_row = own.iter().filter_map(|other| self.seen(other)).any(is_it);
            if !of_row && self.of_others(*table, identity, file).is_none() {
                let clause = format!("{} names {}, which no row gives", fact.name(), named.name());
                let ours = format!("{}.{}", fact.table().text(), table.text());
                let fault = Fault::new(missing_code(*table), clause);
                return Err(fault.of(&ours, Some(identity.to_string())));
            }
        }
        self.group_is_known(fact, own, file)
    }

    /// Whether the group that a target binds has partners.
    fn group_is_known(&self, fact: FactRef<'_>, own: &[RowFact], file: u32) -> Result<(), Fault> {
        let FactRef::Target(row) = fact else { return Ok(()) };
        let TargetSubject::Group(group) = &row.of else { return Ok(()) };
        let mut own = own.iter().filter_map(|other| self.seen(other));
        let of_row = own.any(|other| matches!(other, FactRef::Partner(row) if row.group == *group));
        let of_others = self.groups.get(group).is_some_and(|first| *first != file);
        if of_row || of_others {
            return Ok(());
        }
        let clause = format!("{} names group {group}, which no partner is of", fact.name());
        Err(Fault::new("group_missing", clause).of("target.group", Some(group.clone())))
    }

    fn stands_once(&self, fact: FactRef<'_>, own: &[RowFact]) -> Result<(), Fault> {
        let table = fact.table();
        let code = if table == Table::Rate { "rate_twice" } else { "id_twice" };
        if own.iter().filter_map(|other| self.seen(other)).any(|other| other.is_same(fact)) {
            let clause = format!("{} comes of this row twice", fact.name());
            return Err(Fault::new(code, clause));
        }
        let known = self.position(fact).and_then(|position| self.fact(table, position));
        let Some(known) = known.map(FactRef::source) else { return Ok(()) };
        let file = usize::try_from(known.file).ok().and_then(|at| self.files.get(at));
        let clause = format!(
            "{} already stands in {}, row {}",
            fact.name(),
            file.map_or("another file", String::as_str),
            known.row
        );
        Err(Fault::new(code, clause))
    }

    /// Takes a new fact and says where it stands in its table.
    pub(crate) fn take(&mut self, fact: Fact) -> usize {
        if let Fact::Partner(row) = &fact
            && !row.group.is_empty()
        {
            self.groups.entry(row.group.clone()).or_insert(row.source.file);
        }
        let table = fact.seen().table();
        let hash = self.hasher.hash_one(&*fact.seen().identity());
        let position = self.push(fact);
        let ids = &mut self.ids[table as usize];
        ids.insert_unique(hash, (hash, position), |(hash, _)| *hash);
        position
    }

    /// Puts a fact behind those of its table.
    fn push(&mut self, fact: Fact) -> usize {
        fn push<T>(rows: &mut Vec<T>, row: T) -> usize {
            rows.push(row);
            rows.len() - 1
        }
        let rows = &mut self.rows;
        match fact {
            Fact::Partner(row) => push(&mut rows.partners, row),
            Fact::Deal(row) => push(&mut rows.deals, *row),
            Fact::Line(row) => push(&mut rows.lines, row),
            Fact::Credit(row) => push(&mut rows.credits, row),
            Fact::Adjustment(row) => push(&mut rows.adjustments, row),
            Fact::Activity(row) => push(&mut rows.activities, row),
            Fact::FundEvent(row) => push(&mut rows.fund_events, row),
            Fact::Rate(row) => push(&mut rows.rates, row),
            Fact::Paid(row) => push(&mut rows.paid, row),
            Fact::Status(row) => push(&mut rows.statuses, row),
            Fact::Level(row) => push(&mut rows.levels, row),
            Fact::Touch(row) => push(&mut rows.touches, row),
            Fact::Registration(row) => push(&mut rows.registrations, row),
            Fact::Overlap(row) => push(&mut rows.overlaps, row),
            Fact::Settlement(row) => push(&mut rows.settlements, row),
            Fact::Score(row) => push(&mut rows.scores, row),
            Fact::Target(row) => push(&mut rows.targets, row),
        }
    }

    /// Puts new sums in a fact that was taken.
    pub(crate) fn put(&mut self, table: Table, position: usize, sums: Sums) {
        match table {
            Table::Deal => {
                self.rows.deals.get_mut(position).into_iter().for_each(|row| sums.put_in_deal(row));
            }
            Table::Line => {
                self.rows.lines.get_mut(position).into_iter().for_each(|row| sums.put_in_line(row));
            }
            _ => {}
        }
    }

    /// Every fact, each in its table.
    pub(crate) fn rows(self) -> FactRows {
        self.rows
    }
}

const fn missing_code(table: Table) -> &'static str {
    match table {
        Table::Partner => "partner_missing",
        Table::Deal => "deal_missing",
        _ => "line_missing",
    }
}
