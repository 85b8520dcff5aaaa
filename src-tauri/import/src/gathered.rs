//! The facts gathered so far, by their ids.

use std::{borrow::Cow, collections::HashMap};

use tierwright_engine::rows::{FactRows, ScoreSubject, Source, TargetSubject};
use tierwright_program::{Currency, Money};

use crate::{fact::Fact, fault::Fault, lookup, sums::Sums, table::Table};

/// The facts gathered so far.
pub(crate) struct Gathered {
    /// The names of the files, for messages.
    files: Vec<String>,
    /// The facts of each table, by its place among them.
    tables: [OfTable; Table::Target as usize + 1],
    /// The groups of partners, and the first file that named each.
    groups: HashMap<String, u32>,
}

/// The facts of one table.
#[derive(Default)]
struct OfTable {
    facts: Vec<Fact>,
    ids: HashMap<String, Known>,
}

/// A fact that is known by its id.
#[derive(Clone, Copy)]
struct Known {
    /// Where it stands in its table.
    position: usize,
    source: Source,
}

impl Fact {
    pub(crate) const fn table(&self) -> Table {
        match self {
            Self::Partner(_) => Table::Partner,
            Self::Deal(_) => Table::Deal,
            Self::Line(_) => Table::Line,
            Self::Credit(_) => Table::Credit,
            Self::Adjustment(_) => Table::Adjustment,
            Self::Activity(_) => Table::Activity,
            Self::FundEvent(_) => Table::FundEvent,
            Self::Rate(_) => Table::Rate,
            Self::Paid(_) => Table::Paid,
            Self::Status(_) => Table::Status,
            Self::Level(_) => Table::Level,
            Self::Touch(_) => Table::Touch,
            Self::Registration(_) => Table::Registration,
            Self::Overlap(_) => Table::Overlap,
            Self::Settlement(_) => Table::Settlement,
            Self::Score(_) => Table::Score,
            Self::Target(_) => Table::Target,
        }
    }

    /// Where it was read, or the first of its rows.
    pub(crate) const fn source(&self) -> Source {
        match self {
            Self::Partner(row) => row.source,
            Self::Deal(row) => row.source,
            Self::Line(row) => row.source,
            Self::Credit(row) => row.source,
            Self::Adjustment(row) => row.source,
            Self::Activity(row) => row.source,
            Self::FundEvent(row) => row.source,
            Self::Rate(row) => row.source,
            Self::Paid(row) => row.source,
            Self::Status(row) => row.source,
            Self::Level(row) => row.source,
            Self::Touch(row) => row.source,
            Self::Registration(row) => row.source,
            Self::Overlap(row) => row.source,
            Self::Settlement(row) => row.source,
            Self::Score(row) => row.source,
            Self::Target(row) => row.source,
        }
    }

    /// What no two facts of its table share.
    pub(crate) fn identity(&self) -> Cow<'_, str> {
        match self {
            Self::Partner(row) => Cow::Borrowed(&row.id),
            Self::Deal(row) => Cow::Borrowed(&row.id),
            Self::Line(row) => Cow::Owned(line_identity(&row.deal, &row.id)),
            Self::Credit(row) => Cow::Borrowed(&row.id),
            Self::Adjustment(row) => Cow::Borrowed(&row.id),
            Self::Activity(row) => Cow::Borrowed(&row.id),
            Self::FundEvent(row) => Cow::Borrowed(&row.id),
            Self::Rate(row) => {
                let date = row.date.to_string();
                let texts = [&row.table, row.currency.code(), row.base.code(), &date];
                Cow::Owned(lookup::key(texts.into_iter()))
            }
            Self::Paid(row) => Cow::Borrowed(&row.id),
            Self::Status(row) => Cow::Borrowed(&row.id),
            Self::Level(row) => Cow::Borrowed(&row.id),
            Self::Touch(row) => Cow::Borrowed(&row.id),
            Self::Registration(row) => Cow::Borrowed(&row.id),
            Self::Overlap(row) => Cow::Borrowed(&row.id),
            Self::Settlement(row) => Cow::Borrowed(&row.id),
            Self::Score(row) => Cow::Borrowed(&row.id),
            Self::Target(row) => Cow::Borrowed(&row.id),
        }
    }

    /// Whether another fact is of the same table and id.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.table() == other.table() && self.identity() == other.identity()
    }

    /// Its name in sentences.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Line(row) => format!("line {} of deal {}", row.id, row.deal),
            Self::Rate(row) => {
                format!(
                    "the {} rate of {} in {} on {}",
                    row.table, row.currency, row.base, row.date
                )
            }
            Self::FundEvent(row) => format!("fund event {}", row.id),
            Self::Paid(row) => format!("past payout {}", row.id),
            Self::Status(row) => format!("status {}", row.id),
            _ => format!("{} {}", self.table().text(), self.identity()),
        }
    }

    /// The amount that ties to its file, if its table has one.
    pub(crate) const fn amount(&self) -> Option<Money> {
        match self {
            Self::Deal(row) => Some(row.amount),
            Self::Line(row) => Some(row.amount),
            Self::Adjustment(row) => Some(row.amount),
            Self::FundEvent(row) => Some(row.amount),
            Self::Paid(row) => Some(row.amount),
            Self::Settlement(row) => Some(row.gross),
            Self::Partner(_)
            | Self::Credit(_)
            | Self::Activity(_)
            | Self::Rate(_)
            | Self::Status(_)
            | Self::Level(_)
            | Self::Touch(_)
            | Self::Registration(_)
            | Self::Overlap(_)
            | Self::Score(_)
            | Self::Target(_) => None,
        }
    }

    /// The facts that it names, two at most.
    fn named<'a>(&'a self) -> [Option<Named<'a>>; 2] {
        let named =
            |table: Table, id: &'a String| Some(Named { table, identity: Cow::Borrowed(id) });
        let partner = |id| named(Table::Partner, id);
        let deal = |id| named(Table::Deal, id);
        match self {
            Self::Credit(row) => [deal(&row.deal), partner(&row.partner)],
            Self::Adjustment(row) => {
                let line = row.deal.as_ref().zip(row.line.as_ref());
                let line = line.map(|(deal, line)| line_of(deal, line));
                [line, row.partner.as_ref().and_then(partner)]
            }
            Self::Activity(row) => [partner(&row.partner), None],
            Self::FundEvent(row) => [partner(&row.partner), None],
            Self::Paid(row) => [partner(&row.partner), None],
            Self::Status(row) => [partner(&row.partner), None],
            Self::Level(row) => [partner(&row.partner), None],
            Self::Touch(row) => [deal(&row.deal), row.partner.as_ref().and_then(partner)],
            Self::Registration(row) => [deal(&row.deal), partner(&row.partner)],
            Self::Overlap(row) => [partner(&row.partner), row.deal.as_ref().and_then(deal)],
            Self::Settlement(row) => [row.line.as_ref().map(|line| line_of(&row.deal, line)), None],
            Self::Score(row) => match &row.of {
                ScoreSubject::Partner(id) => [partner(id), None],
                ScoreSubject::Customer(_) => [None, None],
            },
            Self::Target(row) => match &row.of {
                TargetSubject::Partner(id) => [partner(id), None],
                TargetSubject::Group(_) => [None, None],
            },
            // The deal of a line, adjustment or settlement was found before, for its currency.
            Self::Partner(_) | Self::Deal(_) | Self::Line(_) | Self::Rate(_) => [None, None],
        }
    }
}

/// A fact that another one names.
struct Named<'a> {
    table: Table,
    identity: Cow<'a, str>,
}

impl Named<'_> {
    /// Its name in sentences.
    fn name(&self) -> String {
        match lookup::parts(&self.identity).filter(|_| self.table == Table::Line) {
            Some((deal, line)) => format!("line {line} of deal {deal}"),
            None => format!("{} {}", self.table.text(), self.identity),
        }
    }
}

fn line_of<'a>(deal: &str, line: &str) -> Named<'a> {
    Named { table: Table::Line, identity: Cow::Owned(line_identity(deal, line)) }
}

/// Line ids are unique in their deal only.
fn line_identity(deal: &str, line: &str) -> String {
    lookup::key([deal, line].into_iter())
}

impl Gathered {
    /// Nothing yet, of these files.
    pub(crate) fn of(files: Vec<String>) -> Self {
        Self { files, tables: Default::default(), groups: HashMap::new() }
    }

    const fn table(&self, table: Table) -> &OfTable {
        &self.tables[table as usize]
    }

    fn known(&self, table: Table, identity: &str) -> Option<Known> {
        self.table(table).ids.get(identity).copied()
    }

    /// Where the fact stands that has the id of this one, if another row gave it.
    pub(crate) fn position(&self, fact: &Fact) -> Option<usize> {
        self.known(fact.table(), &fact.identity()).map(|known| known.position)
    }

    /// The fact at a position of its table.
    pub(crate) fn fact(&self, table: Table, position: usize) -> Option<&Fact> {
        self.table(table).facts.get(position)
    }

    /// The currency of a deal that another file gave, or `own` facts of the same row.
    ///
    /// Other rows of the same file do not count, or the order of its rows would matter.
    pub(crate) fn deal_currency(&self, id: &str, own: &[Fact], file: u32) -> Option<Currency> {
        let of_row = own.iter().find_map(|fact| match fact {
            Fact::Deal(row) if row.id == id => Some(row.amount.currency()),
            _ => None,
        });
        of_row.or_else(|| {
            let known = self.known(Table::Deal, id).filter(|known| known.source.file != file)?;
            self.fact(Table::Deal, known.position)?.amount().map(|amount| amount.currency())
        })
    }

    /// Whether a new fact fits with those gathered and with `own` facts of the same row.
    pub(crate) fn fits(&self, fact: &Fact, own: &[Fact], file: u32) -> Result<(), Fault> {
        self.stands_once(fact, own)?;
        for named in fact.named().into_iter().flatten() {
            let Named { table, identity } = &named;
            let of_row =
                own.iter().any(|other| other.table() == *table && other.identity() == *identity);
            let of_others =
                || self.known(*table, identity).is_some_and(|known| known.source.file != file);
            if !of_row && !of_others() {
                let clause = format!("{} names {}, which no row gives", fact.name(), named.name());
                let ours = format!("{}.{}", fact.table().text(), table.text());
                let fault = Fault::new(missing_code(*table), clause);
                return Err(fault.of(&ours, Some(identity.to_string())));
            }
        }
        self.group_is_known(fact, own, file)
    }

    /// Whether the group that a target binds has partners.
    fn group_is_known(&self, fact: &Fact, own: &[Fact], file: u32) -> Result<(), Fault> {
        let Fact::Target(row) = fact else { return Ok(()) };
        let TargetSubject::Group(group) = &row.of else { return Ok(()) };
        let of_row =
            own.iter().any(|other| matches!(other, Fact::Partner(row) if row.group == *group));
        let of_others = self.groups.get(group).is_some_and(|first| *first != file);
        if of_row || of_others {
            return Ok(());
        }
        let clause = format!("{} names group {group}, which no partner is of", fact.name());
        Err(Fault::new("group_missing", clause).of("target.group", Some(group.clone())))
    }

    fn stands_once(&self, fact: &Fact, own: &[Fact]) -> Result<(), Fault> {
        let (table, identity) = (fact.table(), fact.identity());
        let code = if table == Table::Rate { "rate_twice" } else { "id_twice" };
        if own.iter().any(|other| other.table() == table && other.identity() == identity) {
            let clause = format!("{} comes of this row twice", fact.name());
            return Err(Fault::new(code, clause));
        }
        let Some(known) = self.known(table, &identity) else { return Ok(()) };
        let file = usize::try_from(known.source.file).ok().and_then(|at| self.files.get(at));
        let clause = format!(
            "{} already stands in {}, row {}",
            fact.name(),
            file.map_or("another file", String::as_str),
            known.source.row
        );
        Err(Fault::new(code, clause))
    }

    /// Takes a new fact and says where it stands in its table.
    pub(crate) fn take(&mut self, fact: Fact, source: Source) -> usize {
        let (table, identity) = (fact.table(), fact.identity().into_owned());
        if let Fact::Partner(row) = &fact
            && !row.group.is_empty()
        {
            self.groups.entry(row.group.clone()).or_insert(source.file);
        }
        let OfTable { facts, ids } = &mut self.tables[table as usize];
        let position = facts.len();
        facts.push(fact);
        ids.insert(identity, Known { position, source });
        position
    }

    /// Puts new sums in a fact that was taken.
    pub(crate) fn put(&mut self, table: Table, position: usize, sums: Sums) {
        match self.tables[table as usize].facts.get_mut(position) {
            Some(Fact::Deal(row)) => sums.put_in_deal(row),
            Some(Fact::Line(row)) => sums.put_in_line(row),
            _ => {}
        }
    }

    /// Every fact, each in its table.
    pub(crate) fn rows(self) -> FactRows {
        let mut rows = FactRows::default();
        for fact in self.tables.into_iter().flat_map(|table| table.facts) {
            match fact {
                Fact::Partner(row) => rows.partners.push(row),
                Fact::Deal(row) => rows.deals.push(*row),
                Fact::Line(row) => rows.lines.push(row),
                Fact::Credit(row) => rows.credits.push(row),
                Fact::Adjustment(row) => rows.adjustments.push(row),
                Fact::Activity(row) => rows.activities.push(row),
                Fact::FundEvent(row) => rows.fund_events.push(row),
                Fact::Rate(row) => rows.rates.push(row),
                Fact::Paid(row) => rows.paid.push(row),
                Fact::Status(row) => rows.statuses.push(row),
                Fact::Level(row) => rows.levels.push(row),
                Fact::Touch(row) => rows.touches.push(row),
                Fact::Registration(row) => rows.registrations.push(row),
                Fact::Overlap(row) => rows.overlaps.push(row),
                Fact::Settlement(row) => rows.settlements.push(row),
                Fact::Score(row) => rows.scores.push(row),
                Fact::Target(row) => rows.targets.push(row),
            }
        }
        rows
    }
}

const fn missing_code(table: Table) -> &'static str {
    match table {
        Table::Partner => "partner_missing",
        Table::Deal => "deal_missing",
        _ => "line_missing",
    }
}
