//! The last calculation as a derived table, for whoever looks into the document without us.
//!
//! It names the program and the facts it came from, nothing reads its lines back, and it goes
//! when either changes.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use tierwright_program::Money;

use crate::document::moment;
use crate::facts::Day;
use crate::{Digest, Document, StoreError, revision};

/// A payout line as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PayoutRow {
    /// The partner's id.
    pub partner: String,
    /// The first day of the period.
    pub period_from: NaiveDate,
    /// The last day of the period.
    pub period_until: NaiveDate,
    /// The incentive's id.
    pub incentive: String,
    /// The account it goes to.
    pub account: String,
    /// The amount, rounded as it is paid.
    pub amount: Money,
    /// The day it is due.
    pub payable: NaiveDate,
}

/// What a calculation was made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Calculation {
    /// [`Document::program_digest`] when it was made.
    pub program: Digest,
    /// [`Document::facts_digest`] when it was made.
    pub facts: Digest,
    /// The version of the engine.
    pub engine: String,
    /// When it was made.
    pub calculated_at: DateTime<Utc>,
}

/// The calculation that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResultInfo {
    /// The program's digest, the one that holds.
    pub program: Digest,
    /// The facts' digest, the one that holds.
    pub facts: Digest,
    /// The version of the engine.
    pub engine: String,
    /// When it was made, in UTC, such as `2026-11-21T04:20:01Z`.
    pub calculated_at: String,
    /// How many payout lines it has.
    pub lines: u64,
}

impl Document {
    /// Keeps the lines of a calculation in place of the former ones, in any order. Gives whether
    /// they were kept: a calculation of another program or of other facts than hold now is not.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`], [`StoreError::NotWritten`], [`StoreError::NoRoom`],
    /// [`StoreError::Busy`]; [`StoreError::Refused`] where two lines have the same partner,
    /// period, incentive and account. The former lines stay then.
    pub fn save_result(
        &mut self,
        lines: &[PayoutRow],
        of: &Calculation,
    ) -> Result<bool, StoreError> {
        if of.facts != self.facts_digest()? {
            return Ok(false);
        }
        self.change(|change| {
            if of.program != Digest::of_text(&revision::head(change)?.1) {
                return Ok(false);
            }
            drop_result(change)?;
            let at = moment(of.calculated_at);
            let of = (of.program.to_string(), of.facts.to_string(), &of.engine, at);
            change.execute(INSERT_RESULT, of)?;
            insert_lines(change, lines)?;
            Ok(true)
        })
    }

    /// The calculation that is kept, or nothing where the program or the facts have changed since,
    /// by whatever program.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn result_info(&self) -> Result<Option<ResultInfo>, StoreError> {
        let kept = self.read(|at| Ok(at.query_row(SELECT_RESULT, [], kept).optional()?))?;
        let Some(kept) = kept else { return Ok(None) };
        let (program, facts) = (self.program_digest()?, self.facts_digest()?);
        let holds = kept.program == program.to_string() && kept.facts == facts.to_string();
        Ok(holds.then_some(ResultInfo {
            program,
            facts,
            engine: kept.engine,
            calculated_at: kept.calculated_at,
            lines: kept.lines,
        }))
    }
}

struct Kept {
    program: String,
    facts: String,
    engine: String,
    calculated_at: String,
    lines: u64,
}

const INSERT_RESULT: &str = "INSERT INTO payout_result
    (one, program_sha256, facts_sha256, engine, calculated_at) VALUES (1, ?1, ?2, ?3, ?4)";

const SELECT_RESULT: &str = "SELECT program_sha256, facts_sha256, engine, calculated_at,
    (SELECT count(*) FROM payout_line) FROM payout_result";

const INSERT_LINE: &str = "INSERT INTO payout_line (partner, period_from, period_until, incentive,
    account, currency, amount_e4, payable) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

fn kept(row: &rusqlite::Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        program: row.get(0)?,
        facts: row.get(1)?,
        engine: row.get(2)?,
        calculated_at: row.get(3)?,
        lines: row.get::<_, i64>(4)?.cast_unsigned(),
    })
}

fn insert_lines(change: &Connection, lines: &[PayoutRow]) -> rusqlite::Result<()> {
    let mut ordered: Vec<&PayoutRow> = lines.iter().collect();
    ordered.sort_by(|a, b| (&a.partner, a.period_from).cmp(&(&b.partner, b.period_from)));
    let mut insert = change.prepare(INSERT_LINE)?;
    for line in ordered {
        insert.execute(params![
            line.partner,
            Day(line.period_from),
            Day(line.period_until),
            line.incentive,
            line.account,
            line.amount.currency().code(),
            line.amount.units(),
            Day(line.payable),
        ])?;
    }
    Ok(())
}

/// Forgets the last calculation.
pub(crate) fn drop_result(change: &Connection) -> rusqlite::Result<()> {
    change.execute("DELETE FROM payout_line", [])?;
    change.execute("DELETE FROM payout_result", []).map(drop)
}
