//! The proof of a bundle: its payouts worked out again by SQLite from its fact files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_engine::{
    Outcome,
    rows::{FactRows, Stage},
};
use tierwright_program::{Currency, Period, Program, Span, document::ConversionDay};

use super::{
    Dialect, FactFile, PayoutSql, compare, fact_files, given_tracks, payout_sql, recompute,
};
use crate::BundleContent;

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
}

impl SqlFacts {
    /// The facts of an outcome; `rows` are those it was calculated from.
    #[must_use]
    pub fn of(outcome: &Outcome, rows: &FactRows) -> Self {
        let program = outcome.plan().program();
        let given = given_tracks(program, !rows.levels.is_empty());
        let quarter = outcome.quarters().first().map(Span::from);
        let first = outcome.facts().first_fact_day().or(quarter).unwrap_or_default();
        let unsaid = if outcome.plan().replay().as_of_day().is_some() {
            Some("is seen on a day of its own")
        } else if converts_through_a_third(rows, program) {
            Some("converts deals through a third currency")
        } else {
            None
        };
        let files = fact_files(rows, outcome, &given);
        Self { files, first, given, unsaid: unsaid.map(str::to_owned) }
    }
}

/// The SQL of a content for a database; nothing where the content has no facts for it.
pub(crate) fn sql_of(content: &BundleContent, dialect: Dialect) -> Option<PayoutSql> {
    let facts = content.sql.as_ref()?;
    let unsaid = facts.unsaid.as_deref();
    let (first, given) = (facts.first, &facts.given);
    Some(payout_sql(&content.program, &content.quarters, first, given, unsaid, dialect))
}

/// Works out the payouts of a content again with SQLite, in a database of its own in memory, and
/// compares each to the minor unit. Nothing where the content has no facts for it.
#[must_use]
pub fn prove(content: &BundleContent) -> Option<Proof> {
    let facts = content.sql.as_ref()?;
    let sql = sql_of(content, Dialect::Sqlite)?;
    let compared = content.lines_where(|of| sql.exact.contains(&of.id)).unwrap_or_default();
    let worked_out =
        if sql.exact.is_empty() { Ok(Vec::new()) } else { recompute(&sql.text, &facts.files) };
    let (equal, problem, line) = match worked_out {
        Err(reason) => (0, Some(format!("SQLite cannot work the payouts out: {reason}")), None),
        Ok(recomputed) => {
            let found = compare(&content.program, &content.lines, &recomputed, &sql.exact);
            (compared.saturating_sub(found.differing), found.first, found.line)
        }
    };
    Some(Proof { sql, compared, equal, problem, line })
}

/// Whether some won deal has no rate between its currency and the program's on or before its day.
fn converts_through_a_third(rows: &FactRows, program: &Program) -> bool {
    let mut since: BTreeMap<Currency, NaiveDate> = BTreeMap::new();
    let to = program.currency;
    for rate in rows.rates.iter().filter(|rate| rate.table == program.conversion.table) {
        let other = match (rate.currency == to, rate.base == to) {
            (false, true) => rate.currency,
            (true, false) => rate.base,
            _ => continue,
        };
        let known = since.entry(other).or_insert(rate.date);
        *known = rate.date.min(*known);
    }
    let on = |closed: NaiveDate| match program.conversion.on {
        ConversionDay::Close => closed,
        ConversionDay::QuarterEnd => program.calendar.period_of(closed, Period::Quarter).until(),
    };
    rows.deals.iter().filter(|deal| deal.stage == Stage::Won).any(|deal| {
        let from = deal.amount.currency();
        let known = since.get(&from);
        from != to && deal.closed.is_some_and(|day| known.is_none_or(|known| *known > on(day)))
    })
}
