//! The proof of a bundle: its payouts worked out again by SQLite from its fact files.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::{Outcome, rows::FactRows};
use tierwright_program::{Period, Program, Span, document::ConversionDay};

use super::{
    Dialect, FactFile, Measured, NotWorkedOut, PayoutSql, Recomputed, compare, fact_files,
    given_tracks, payout_sql, recompute_with, sales::agreed_in_money,
};
use crate::{BundleContent, ExportFailure, Watch, cell::guarded};

/// What a database needs to work the payouts out again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SqlFacts {
    /// The facts as the SQL reads them.
    pub files: Vec<FactFile>,
    /// The first day that a ladder can read.
    pub first: NaiveDate,
    /// Tracks whose levels reach the SQL as facts.
    pub given: Vec<String>,
    /// Why the SQL says no rule at all on these facts, as the rest of a sentence.
    pub unsaid: Option<String>,
    /// Incentives, by id, that the SQL does not say because their numbers do not fit 64 bits.
    pub too_large: Vec<String>,
}

/// What working the payouts out again found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// The SQLite script, and which rules it says.
    pub sql: PayoutSql,
    /// Payouts that were compared, zeros included.
    pub compared: u64,
    /// How many of them are equal.
    pub equal: u64,
    /// What differs or went wrong, as a sentence without its full stop.
    pub problem: Option<String>,
    /// The position of the first line that differs.
    pub line: Option<usize>,
    /// The measures that the payouts were worked out from; none where something went wrong.
    pub(crate) measured: Vec<Measured>,
}

impl SqlFacts {
    /// The facts of an outcome; `rows` are those it was calculated from.
    #[must_use]
    pub fn of(outcome: &Outcome, rows: &FactRows) -> Self {
        let program = outcome.plan().program();
        let granted = rows.levels.iter().map(|row| guarded(&row.track)).collect::<BTreeSet<_>>();
        let given = given_tracks(program, &granted.iter().map(String::as_str).collect());
        let quarter = outcome.quarters().first().map(Span::from);
        let first = outcome.facts().first_fact_day().or(quarter).unwrap_or_default();
        Self::from_files(fact_files(rows, outcome, &given), first, program)
    }

    /// The same of files that were read: what the SQL says of a program follows from them.
    pub(crate) fn from_files(files: Vec<FactFile>, first: NaiveDate, program: &Program) -> Self {
        let granted = cells(&files, "level", "track").collect();
        let given = given_tracks(program, &granted);
        let unsaid = converts_through_a_third(&files, program)
            .then(|| "converts deals through a third currency".to_owned());
        Self { files, first, given, unsaid, too_large: Vec::new() }
    }

    /// The earliest day that something happened on; a ladder can read other facts than these, but
    /// none of these before its first day.
    pub(crate) fn earliest(&self) -> Option<&str> {
        [("deal", "closed"), ("adjustment", "day"), ("activity", "day")]
            .into_iter()
            .flat_map(|(table, column)| cells(&self.files, table, column))
            .filter(|day| !day.is_empty())
            .min()
    }

    /// The ids of all partners, as they stand in the files.
    pub(crate) fn partners(&self) -> impl Iterator<Item = &str> {
        cells(&self.files, "partner", "id")
    }
}

/// The cells of a column of a table.
fn cells<'a>(files: &'a [FactFile], table: &str, column: &str) -> impl Iterator<Item = &'a str> {
    let file = files.iter().find(|file| file.table.name == table);
    file.into_iter().flat_map(move |file| file.column(column))
}

/// The SQL of a content for a database; nothing where the content has no facts for it.
pub(crate) fn sql_of(content: &BundleContent, dialect: Dialect) -> Option<PayoutSql> {
    let facts = content.sql.as_ref()?;
    Some(payout_sql(&content.program, &content.quarters, facts, dialect))
}

/// Works out the payouts of a content again with SQLite, in a database of its own in memory, and
/// compares each to the minor unit. Nothing where the content has no facts for it.
#[must_use]
pub fn prove(content: &BundleContent) -> Option<Proof> {
    // Nobody stops it, so that it does not fail.
    prove_watched(content, &Watch::nobody()).ok().flatten()
}

/// The same, telling how far it has come.
pub(crate) fn prove_watched(
    content: &BundleContent,
    watch: &Watch<'_>,
) -> Result<Option<Proof>, ExportFailure> {
    let Some((facts, sql)) = content.sql.as_ref().zip(sql_of(content, Dialect::Sqlite)) else {
        return Ok(None);
    };
    let compared = content.lines_where(|of| sql.exact.contains(&of.id)).unwrap_or_default();
    let recomputed = worked_out(&sql, facts, watch);
    watch.goes_on()?;
    let (equal, problem, line, measured) = match recomputed {
        Err(reason) => {
            let sentence = format!("SQLite cannot work the payouts out: {reason}");
            (0, Some(sentence), None, Vec::new())
        }
        Ok((recomputed, measured)) => {
            let found = compare(&content.program, &content.lines, &recomputed, &sql.exact);
            (compared.saturating_sub(found.differing), found.first, found.line, measured)
        }
    };
    Ok(Some(Proof { sql, compared, equal, problem, line, measured }))
}

fn worked_out(
    sql: &PayoutSql,
    facts: &SqlFacts,
    watch: &Watch<'_>,
) -> Result<(Vec<Recomputed>, Vec<Measured>), NotWorkedOut> {
    if sql.exact.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    recompute_with(sql, &facts.files, watch)
}

/// The facts of a content with the incentives named whose numbers do not fit; nothing where all
/// numbers fit.
pub(crate) fn fitting(
    content: &BundleContent,
    watch: &Watch<'_>,
) -> Result<Option<SqlFacts>, ExportFailure> {
    let Some(facts) = content.sql.as_ref() else { return Ok(None) };
    let fails = |facts: &SqlFacts| {
        let sql = payout_sql(&content.program, &content.quarters, facts, Dialect::Sqlite);
        worked_out(&sql, facts, watch).err() == Some(NotWorkedOut::TooLarge)
    };
    if !fails(facts) {
        return watch.goes_on().map(|()| None);
    }
    let ids: Vec<String> = content.program.incentives.iter().map(|one| one.id.clone()).collect();
    let mut fitting = facts.clone();
    let fails_alone = |id: &&String| {
        fitting.too_large = ids.iter().filter(|other| other != id).cloned().collect();
        fails(&fitting)
    };
    let too_large = ids.iter().filter(fails_alone).cloned().collect();
    fitting.too_large = too_large;
    watch.goes_on().map(|()| Some(fitting))
}

/// Whether some won deal, or a target that is used, has no rate between its currency and the program's
/// on or before its day.
fn converts_through_a_third(files: &[FactFile], program: &Program) -> bool {
    let to = program.currency.to_string();
    let of = |column| cells(files, "exchange_rate", column);
    let table = guarded(&program.conversion.table);
    let quotes = of("rate_table").zip(of("currency")).zip(of("base")).zip(of("day"));
    let mut since: BTreeMap<&str, &str> = BTreeMap::new();
    for (((_, currency), base), day) in quotes.filter(|(((of, _), _), _)| *of == table) {
        let other = match (currency == to, base == to) {
            (false, true) => currency,
            (true, false) => base,
            _ => continue,
        };
        let known = since.entry(other).or_insert(day);
        *known = day.min(*known);
    }
    let on = |closed: &str| match program.conversion.on {
        ConversionDay::Close => closed.to_owned(),
        ConversionDay::QuarterEnd => closed.parse().map_or_else(
            |_| closed.to_owned(),
            |day| program.calendar.period_of(day, Period::Quarter).until().to_string(),
        ),
    };
    let unknown = |from: &str, day: &str| since.get(from).is_none_or(|known| **known > *day);
    let mut deals = cells(files, "deal", "currency").zip(cells(files, "deal", "closed"));
    if deals.any(|(from, day)| from != to && !day.is_empty() && unknown(from, &on(day))) {
        return true;
    }
    let names: BTreeSet<String> = agreed_in_money(program).map(guarded).collect();
    let of = |column| cells(files, "target", column);
    let mut targets = of("name").zip(of("currency")).zip(of("period_until"));
    targets.any(|((name, from), day)| {
        names.contains(name) && from != to && !from.is_empty() && unknown(from, day)
    })
}
