//! One row of a file: the facts it gives through every feed of its file, or why it gives none.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use csv::StringRecord;
use foldhash::HashMap;
use tierwright_engine::rows::{RoundedFigure, Source};
use tierwright_program::{Currency, Money};

use crate::{
    fact::FactRef,
    fault::Fault,
    findings::Findings,
    gathered::{Gathered, RowFact},
    lookup::{self, Lookup},
    mapping::Sign,
    number,
    place::{JoinPlace, Joined, Row, RowReader},
    plan::{FeedPlan, LeaveOut, OnlyPlan},
    sums::{Sums, differing},
    table::Table,
    totals::Totals,
};

/// A row, and everything needed to read it.
pub(crate) struct Reading<'a> {
    pub(crate) feeds: &'a [FeedPlan],
    pub(crate) lookups: &'a BTreeMap<&'a str, Lookup>,
    pub(crate) record: &'a StringRecord,
    pub(crate) source: Source,
    /// For each feed, where the fact of a key stands in its table.
    pub(crate) groups: &'a [HashMap<String, usize>],
    /// Deals that are set aside as a whole.
    pub(crate) refused_deals: &'a HashSet<String>,
}

/// The facts of one row, all of which fit. One after the other takes its room.
#[derive(Default)]
pub(crate) struct RowFacts {
    facts: Vec<RowFact>,
    notes: Vec<Note>,
    rounded: Vec<RoundedFigure>,
}

/// How a fact of a row comes to the others, beside it in the same order.
struct Note {
    feed: usize,
    step: Step,
    /// Joins without a match: the file looked up, the column asked by, and what to say.
    unmatched: Vec<(String, String)>,
}

enum Step {
    /// It is the first of its key, if its feed has one.
    First { key: Option<String> },
    /// Its key has a fact already, which keeps what its first row says.
    Again { position: usize, sums: Option<Sums>, summed: bool, differing: Vec<Difference> },
}

/// A column in which a row differs from the first row of its key.
struct Difference {
    column: String,
    what: String,
}

impl<'a> Reading<'a> {
    /// Puts the facts that the row gives into `found`, or says which table cannot take it and why.
    pub(crate) fn facts(
        &self,
        gathered: &Gathered,
        found: &mut RowFacts,
    ) -> Result<(), (Table, Fault)> {
        found.facts.clear();
        found.notes.clear();
        found.rounded.clear();
        let mut left_out = None;
        for (index, feed) in self.feeds.iter().enumerate() {
            match self.left_out(feed) {
                Some(fault) => left_out = left_out.or(Some((feed.table, fault))),
                None => {
                    self.fact(index, feed, gathered, found).map_err(|fault| (feed.table, fault))?
                }
            }
        }
        if let Some(refused) = self.refused(gathered, found) {
            let clause = "the shares of its deal do not add up to one".to_owned();
            return Err((refused, Fault::new("shares_differ", clause)));
        }
        match left_out {
            Some(left_out) if found.facts.is_empty() => Err(left_out),
            _ => Ok(()),
        }
    }

    /// The table of a fact of a deal that is set aside as a whole.
    fn refused(&self, gathered: &Gathered, found: &RowFacts) -> Option<Table> {
        if self.refused_deals.is_empty() {
            return None;
        }
        let mut facts = found.facts.iter().filter_map(|fact| gathered.seen(fact));
        facts.find(|fact| self.is_refused(*fact)).map(FactRef::table)
    }

    /// Whether a fact is of a deal that is set aside as a whole.
    fn is_refused(&self, fact: FactRef<'_>) -> bool {
        let deal = match fact {
            FactRef::Deal(row) => Some(&row.id),
            FactRef::Line(row) => Some(&row.deal),
            FactRef::Credit(row) => Some(&row.deal),
            FactRef::Adjustment(row) => row.deal.as_ref(),
            FactRef::Settlement(row) => Some(&row.deal),
            FactRef::Touch(row) => Some(&row.deal),
            FactRef::Registration(row) => Some(&row.deal),
            FactRef::Overlap(row) => row.deal.as_ref(),
            _ => None,
        };
        deal.is_some_and(|deal| self.refused_deals.contains(deal))
    }

    /// Why a feed leaves the row out, if it does.
    fn left_out(&self, feed: &FeedPlan) -> Option<Fault> {
        if feed.leave_out.is_empty() && feed.only.is_none() {
            return None;
        }
        let joined = self.joined(&feed.joins);
        let row = Row { record: self.record, joined: &joined };
        if let Some(fault) = feed.only.as_ref().and_then(|only| other_sign(only, row)) {
            return Some(fault);
        }
        feed.leave_out.iter().find_map(|LeaveOut { at, name, texts }| {
            let text = row.text(*at);
            let clause = || format!("the mapping leaves out rows with \"{text}\"");
            let is_named = texts.iter().any(|named| named == text);
            is_named.then(|| Fault::at("left_out", Some(name), clause()))
        })
    }

    fn fact(
        &self,
        index: usize,
        feed: &'a FeedPlan,
        gathered: &Gathered,
        found: &mut RowFacts,
    ) -> Result<(), Fault> {
        let joined = self.joined(&feed.joins);
        let mut reader = self.reader(feed, &joined);
        let own = found.facts.as_slice();
        let file = self.source.file;
        let key = self.key(feed, &reader);
        let known = key.as_ref().and_then(|key| self.groups.get(index)?.get(&**key)).copied();
        if let Some(position) = known.filter(|at| is_repeated(feed, &reader, gathered, *at)) {
            let step = Step::Again { position, sums: None, summed: false, differing: Vec::new() };
            let fact = RowFact::Known { table: feed.table, position };
            found.put(fact, Note { feed: index, step, unmatched: Vec::new() });
            return Ok(());
        }
        let fact =
            feed.columns.read(&mut reader, &|deal| gathered.deal_currency(deal, own, file))?;
        let seen = fact.seen();
        let known = known.or_else(|| feed.known_stays.then(|| gathered.position(seen))?);
        let first = known.and_then(|at| Some((at, gathered.fact(feed.table, at)?)));
        let mut others = own.iter().filter_map(|other| gathered.seen(other));
        if feed.known_stays && others.any(|other| other.is_same(seen)) {
            return Ok(());
        }
        let step = match first {
            Some((position, _)) if feed.known_stays => {
                Step::Again { position, sums: None, summed: false, differing: Vec::new() }
            }
            Some((position, first)) => again(feed, seen, position, first)?,
            None => {
                gathered.fits(seen, own, file)?;
                Step::First { key: key.map(Cow::into_owned) }
            }
        };
        found.rounded.append(&mut reader.rounded);
        let unmatched = unmatched(&feed.joins, &joined);
        found.put(RowFact::Read(fact), Note { feed: index, step, unmatched });
        Ok(())
    }

    /// What stands beside the row from each joined file.
    fn joined(&self, joins: &[JoinPlace]) -> Vec<Joined<'a>> {
        let mut joined = Vec::with_capacity(joins.len());
        for join in joins {
            let row = Row { record: self.record, joined: &joined };
            let texts: Vec<&str> = join.on.iter().map(|at| row.text(*at)).collect();
            let key = lookup::key(texts.iter().copied());
            let lookup = self.lookups.get(join.role.as_str());
            let found = match lookup.and_then(|lookup| lookup.row(&join.key, &key)) {
                Some(record) => Joined::Row(record),
                None if texts.iter().all(|text| text.is_empty()) => Joined::Unasked,
                None => Joined::Missing(key),
            };
            joined.push(found);
        }
        joined
    }

    fn reader<'b>(&'b self, feed: &'b FeedPlan, joined: &'b [Joined<'b>]) -> RowReader<'b> {
        let row = Row { record: self.record, joined };
        RowReader { row, joins: &feed.joins, source: self.source, rounded: Vec::new() }
    }

    fn key<'b>(&self, feed: &FeedPlan, reader: &RowReader<'b>) -> Option<Cow<'b, str>> {
        match feed.one_per.as_slice() {
            [] => None,
            [at] => Some(Cow::Borrowed(reader.row.text(*at))),
            several => Some(Cow::Owned(lookup::key(several.iter().map(|at| reader.row.text(*at))))),
        }
    }

    /// Counts the amounts of a row that is set aside, and gives the first of them.
    pub(crate) fn set_amounts_aside(
        &self,
        gathered: &Gathered,
        totals: &mut Totals,
    ) -> Option<Money> {
        let takes = |feed: &FeedPlan| self.left_out(feed).is_none();
        // What no feed takes is set aside with its amounts; else they belong to the feeds that do.
        let nobody_takes = !self.feeds.iter().any(takes);
        let mut first = None;
        for (index, feed) in self.feeds.iter().enumerate() {
            if feed.columns.has_amount() && (nobody_takes || takes(feed)) {
                let amount = self.set_amount_aside(index, feed, gathered, totals);
                first = first.or(amount);
            }
        }
        first
    }

    fn set_amount_aside(
        &self,
        index: usize,
        feed: &FeedPlan,
        gathered: &Gathered,
        totals: &mut Totals,
    ) -> Option<Money> {
        let file = self.source.file;
        let joined = self.joined(&feed.joins);
        let mut reader = self.reader(feed, &joined);
        let amount = feed.columns.amount(&mut reader, |reader, deal| {
            let deal = reader.needed(deal).ok()?;
            gathered.deal_currency(&deal, &[], file).or_else(|| self.own_currency())
        });
        let key = self.key(feed, &reader).filter(|_| !feed.columns.sums("amount"));
        let is_known = |key: &str| self.groups.get(index).is_some_and(|g| g.contains_key(key));
        match (amount, key) {
            (None, _) => totals.unread(self.source, feed.table),
            (Some(amount), None) => totals.amount_set_aside(file, feed.table, amount),
            (Some(_), Some(key)) if is_known(&key) => {}
            (Some(amount), Some(key)) => {
                totals.amount_set_aside_once((file, feed.table), key.into_owned(), amount);
            }
        }
        amount
    }

    /// The currency of the deal that the row itself would have given.
    fn own_currency(&self) -> Option<Currency> {
        let deal = self.feeds.iter().find(|feed| feed.table == Table::Deal)?;
        let joined = self.joined(&deal.joins);
        let mut reader = self.reader(deal, &joined);
        deal.columns.amount(&mut reader, |_, _| None).map(|amount| amount.currency())
    }

    /// Counts a row that is set aside and whose columns cannot be told apart.
    pub(crate) fn leave_amounts(&self, totals: &mut Totals) {
        for feed in self.feeds.iter().filter(|feed| feed.columns.has_amount()) {
            totals.unread(self.source, feed.table);
        }
    }
}

/// Why a row is none for a feed, when the sign of its columns is the other one.
fn other_sign(only: &OnlyPlan, row: Row<'_>) -> Option<Fault> {
    let factors = only.at.iter().map(|(at, form)| (row.text(*at), *form));
    let is_below = number::product(factors, 1)
        .is_some_and(|product| product.starts_with('-') && !product.starts_with("-0E"));
    let (fits, is) = match only.sign {
        Sign::Below => (is_below, "not below zero"),
        Sign::NotBelow => (!is_below, "below zero"),
    };
    let clause = || format!("{} is {is}, which the mapping leaves out", only.names);
    (!fits).then(|| Fault::at("left_out", Some(&only.names), clause()))
}

/// Whether a row names a partner that rows before it gave, and nothing of it has to be read to know that
/// it may.
fn is_repeated<'a>(
    feed: &'a FeedPlan,
    reader: &RowReader<'a>,
    gathered: &Gathered,
    position: usize,
) -> bool {
    let id = feed.columns.repeated(reader).filter(|_| feed.known_stays && feed.joins.is_empty());
    let known = gathered.fact(feed.table, position);
    id.zip(known).is_some_and(|(id, known)| known.identity() == id)
}

/// How a row adds to the fact of its key.
fn again(
    feed: &FeedPlan,
    fact: FactRef<'_>,
    position: usize,
    first: FactRef<'_>,
) -> Result<Step, Fault> {
    let is_sum = |column: &str| feed.columns.sums(column);
    let sums = match (first, fact) {
        (FactRef::Deal(one), FactRef::Deal(more)) => {
            Some((Sums::of_deal(one), Sums::of_deal(more)))
        }
        (FactRef::Line(one), FactRef::Line(more)) => {
            Some((Sums::of_line(one), Sums::of_line(more)))
        }
        _ => None,
    };
    let sums = sums.map(|(one, more)| one.plus(more, &fact.name(), is_sum)).transpose()?;
    let table = feed.table.text();
    let differing = differing(first, fact).into_iter().filter(|column| !is_sum(column));
    let differing = differing.map(|column| Difference {
        column: format!("{table}.{column}"),
        what: format!(
            "it differs from row {}, which has the same {}. What the first row says counts.",
            first.source().row,
            feed.one_per_names
        ),
    });
    Ok(Step::Again { position, sums, summed: is_sum("amount"), differing: differing.collect() })
}

fn unmatched(joins: &[JoinPlace], joined: &[Joined<'_>]) -> Vec<(String, String)> {
    let missing = joins.iter().zip(joined).filter_map(|(join, joined)| match joined {
        Joined::Missing(key) => Some((join, key)),
        _ => None,
    });
    missing
        .map(|(join, key)| {
            let (key, file) = (lookup::shown(key), &join.file);
            let what = format!("\"{key}\" is not in {file}. What is read from there is empty.");
            (join.theirs.clone(), what)
        })
        .collect()
}

impl RowFacts {
    fn put(&mut self, fact: RowFact, note: Note) {
        self.facts.push(fact);
        self.notes.push(note);
    }

    /// Adds the facts of a row to the others.
    pub(crate) fn commit(
        &mut self,
        source: Source,
        gathered: &mut Gathered,
        groups: &mut [HashMap<String, usize>],
        totals: &mut Totals,
        findings: &mut Findings,
    ) -> impl Iterator<Item = RoundedFigure> {
        let Source { file, row } = source;
        for (fact, note) in self.facts.drain(..).zip(self.notes.drain(..)) {
            for (column, what) in note.unmatched {
                findings.note(file, "match_missing", &column, row, || what);
            }
            let (table, amount) = match &fact {
                RowFact::Read(fact) => (fact.seen().table(), fact.seen().amount()),
                RowFact::Known { table, .. } => (*table, None),
            };
            let mut count = |amount: Option<Money>| {
                if let Some(amount) = amount {
                    totals.amount(file, table, amount);
                }
            };
            match (note.step, fact) {
                (Step::First { key }, RowFact::Read(fact)) => {
                    count(amount);
                    let position = gathered.take(fact);
                    if let (Some(key), Some(group)) = (key, groups.get_mut(note.feed)) {
                        totals.amount_used_once(file, table, &key);
                        group.insert(key, position);
                    }
                }
                (Step::First { .. }, RowFact::Known { .. }) => {}
                (Step::Again { position, sums, summed, differing }, _) => {
                    count(amount.filter(|_| summed));
                    if let Some(sums) = sums {
                        gathered.put(table, position, sums);
                    }
                    for Difference { column, what } in differing {
                        findings.note(file, "rows_disagree", &column, row, || what);
                    }
                }
            }
        }
        self.rounded.drain(..)
    }
}
