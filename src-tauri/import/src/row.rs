//! One row of a file: the facts it gives through every feed of its file, or why it gives none.

use std::collections::{BTreeMap, HashMap, HashSet};

use csv::StringRecord;
use tierwright_engine::rows::{RoundedFigure, Source};
use tierwright_program::{Currency, Money};

use crate::{
    fact::Fact,
    fault::Fault,
    findings::Findings,
    gathered::Gathered,
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

/// The facts of one row, all of which fit.
pub(crate) struct RowFacts {
    facts: Vec<Fact>,
    notes: Vec<Note>,
    pub(crate) rounded: Vec<RoundedFigure>,
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
    /// The facts that the row gives, or the table that cannot take it and why.
    pub(crate) fn facts(&self, gathered: &Gathered) -> Result<RowFacts, (Table, Fault)> {
        let most = self.feeds.len();
        let mut facts = RowFacts {
            facts: Vec::with_capacity(most),
            notes: Vec::with_capacity(most),
            rounded: Vec::new(),
        };
        let mut left_out = None;
        for (index, feed) in self.feeds.iter().enumerate() {
            match self.left_out(feed) {
                Some(fault) => left_out = left_out.or(Some((feed.table, fault))),
                None => self
                    .fact(index, feed, gathered, &mut facts)
                    .map_err(|fault| (feed.table, fault))?,
            }
        }
        if let Some(refused) = facts.facts.iter().find(|fact| self.is_refused(fact)) {
            let clause = "the shares of its deal do not add up to one".to_owned();
            return Err((refused.table(), Fault::new("shares_differ", clause)));
        }
        match left_out {
            Some(left_out) if facts.facts.is_empty() => Err(left_out),
            _ => Ok(facts),
        }
    }

    /// Whether a fact is of a deal that is set aside as a whole.
    fn is_refused(&self, fact: &Fact) -> bool {
        let deal = match fact {
            Fact::Deal(row) => Some(&row.id),
            Fact::Line(row) => Some(&row.deal),
            Fact::Credit(row) => Some(&row.deal),
            Fact::Adjustment(row) => row.deal.as_ref(),
            Fact::Settlement(row) => Some(&row.deal),
            Fact::Touch(row) => Some(&row.deal),
            Fact::Registration(row) => Some(&row.deal),
            Fact::Overlap(row) => row.deal.as_ref(),
            _ => None,
        };
        !self.refused_deals.is_empty() && deal.is_some_and(|deal| self.refused_deals.contains(deal))
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
        row_facts: &mut RowFacts,
    ) -> Result<(), Fault> {
        let joined = self.joined(&feed.joins);
        let mut reader = self.reader(feed, &joined);
        let own = &row_facts.facts;
        let file = self.source.file;
        let fact =
            feed.columns.read(&mut reader, &|deal| gathered.deal_currency(deal, own, file))?;
        let key = self.key(feed, &reader);
        let known = key.as_ref().and_then(|key| self.groups.get(index)?.get(key)).copied();
        let known = known.or_else(|| feed.known_stays.then(|| gathered.position(&fact))?);
        let first = known.and_then(|at| Some((at, gathered.fact(feed.table, at)?)));
        if feed.known_stays && own.iter().any(|other| other.is_same(&fact)) {
            return Ok(());
        }
        let step = match first {
            Some((position, _)) if feed.known_stays => {
                Step::Again { position, sums: None, summed: false, differing: Vec::new() }
            }
            Some((position, first)) => again(feed, &fact, position, first)?,
            None => {
                gathered.fits(&fact, own, file)?;
                Step::First { key }
            }
        };
        row_facts.rounded.append(&mut reader.rounded);
        let unmatched = unmatched(&feed.joins, &joined);
        row_facts.facts.push(fact);
        row_facts.notes.push(Note { feed: index, step, unmatched });
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

    fn key(&self, feed: &FeedPlan, reader: &RowReader<'_>) -> Option<String> {
        let texts = feed.one_per.iter().map(|at| reader.row.text(*at));
        (!feed.one_per.is_empty()).then(|| lookup::key(texts))
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
        let is_known = |key: &String| self.groups.get(index).is_some_and(|g| g.contains_key(key));
        match (amount, key) {
            (None, _) => totals.unread(self.source, feed.table),
            (Some(amount), None) => totals.amount_set_aside(file, feed.table, amount),
            (Some(_), Some(key)) if is_known(&key) => {}
            (Some(amount), Some(key)) => {
                totals.amount_set_aside_once((file, feed.table), key, amount);
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

/// How a row adds to the fact of its key.
fn again(feed: &FeedPlan, fact: &Fact, position: usize, first: &Fact) -> Result<Step, Fault> {
    let is_sum = |column: &str| feed.columns.sums(column);
    let sums = match (first, fact) {
        (Fact::Deal(one), Fact::Deal(more)) => Some((Sums::of_deal(one), Sums::of_deal(more))),
        (Fact::Line(one), Fact::Line(more)) => Some((Sums::of_line(one), Sums::of_line(more))),
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
    /// Adds the facts of a row to the others.
    pub(crate) fn commit(
        self,
        source: Source,
        gathered: &mut Gathered,
        groups: &mut [HashMap<String, usize>],
        totals: &mut Totals,
        findings: &mut Findings,
    ) -> Vec<RoundedFigure> {
        let Source { file, row } = source;
        for (fact, note) in self.facts.into_iter().zip(self.notes) {
            for (column, what) in note.unmatched {
                findings.note(file, "match_missing", &column, row, || what);
            }
            let (table, amount) = (fact.table(), fact.amount());
            let mut count = |amount: Option<Money>| {
                if let Some(amount) = amount {
                    totals.amount(file, table, amount);
                }
            };
            match note.step {
                Step::First { key } => {
                    count(amount);
                    let position = gathered.take(fact, source);
                    if let (Some(key), Some(group)) = (key, groups.get_mut(note.feed)) {
                        totals.amount_used_once(file, table, &key);
                        group.insert(key, position);
                    }
                }
                Step::Again { position, sums, summed, differing } => {
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
        self.rounded
    }
}
