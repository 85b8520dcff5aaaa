//! Doubts about figures: kept along with the history of the program, so that undo and redo move them
//! too.
//!
//! Whatever is done about a doubt is a revision with a row of its own; the latest row on the way to
//! the revision that holds says how the doubt stands.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params, types::Type};
use tierwright_program::{Currency, Money};

use crate::{Document, StoreError, document::moment, revision};

/// A doubt about a figure, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoubtRow {
    /// Its number, given by [`Document::report_doubt`].
    pub number: i64,
    /// The figure, its name and its amount as they were.
    pub doubted: Doubted,
    /// What is doubted, in the words of whoever doubts it.
    pub text: String,
    /// Who doubts it; empty where nobody said.
    pub who: String,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub reported_at: String,
    /// How it stands.
    pub standing: DoubtStanding,
}

/// The figure that a doubt is about, as it was when the doubt was reported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubted {
    /// The partner's id; none for all of them.
    pub partner: Option<String>,
    /// The incentive's id; none for all of them.
    pub incentive: Option<String>,
    /// The quarter; none for the whole replay.
    pub period: Option<String>,
    /// The scenario's id; none for the program.
    pub scenario: Option<String>,
    /// What the figure was called.
    pub title: String,
    /// What it rested on: program, data and period.
    pub caption: String,
    /// What it was.
    pub amount: Money,
}

/// How a doubt stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DoubtStanding {
    /// Nobody has settled it.
    Open,
    /// The figure is right, for this reason.
    Answered(Settled),
    /// The figure is wrong.
    Upheld(Settled),
}

/// How a doubt was settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settled {
    /// What was answered; may be empty only of one that is upheld.
    pub answer: String,
    /// Who answered; empty where nobody said.
    pub by: String,
    /// When, in UTC.
    pub at: String,
}

/// How somebody settles a doubt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DoubtStep<'a> {
    /// With an answer: the figure is right.
    Answer {
        /// What is answered.
        text: &'a str,
        /// Who answers; empty where nobody says.
        by: &'a str,
    },
    /// As upheld: the figure is wrong.
    Uphold {
        /// What is said about it; may be empty.
        text: &'a str,
        /// Who upholds it; empty where nobody says.
        by: &'a str,
    },
    /// Not at all: it is open again.
    Reopen,
}

impl Document {
    /// The doubts that hold, the latest reported first.
    ///
    /// # Errors
    /// The file cannot be read; [`StoreError::Damaged`] where another program wrote something else.
    pub fn doubts(&self) -> Result<Vec<DoubtRow>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare(HELD)?;
            let found = statement.query_map([], read)?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The revisions that are about a doubt.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn revisions_of_doubts(&self) -> Result<Vec<i64>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare("SELECT revision FROM doubt ORDER BY revision")?;
            let found = statement.query_map([], |row| row.get(0))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Keeps a doubt that is open, as one step of undo. Gives its number.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn report_doubt(
        &mut self,
        doubted: &Doubted,
        text: &str,
        who: &str,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| {
            // One that was undone keeps its number: redo may bring it again.
            let number: i64 =
                change.query_row("SELECT coalesce(max(number), 0) + 1 FROM doubt", [], |row| {
                    row.get(0)
                })?;
            let label = format!("Doubt {number} reported: {}", doubted.title);
            let row = DoubtRow {
                number,
                doubted: doubted.clone(),
                text: text.to_owned(),
                who: who.to_owned(),
                reported_at: moment(now),
                standing: DoubtStanding::Open,
            };
            write(change, &row, &label, now)?;
            Ok(number)
        })
    }

    /// Settles a doubt, or opens it again, as one step of undo. Says whether there is such a doubt.
    ///
    /// # Errors
    /// As [`Document::save_program`]; [`StoreError::Refused`] for an answer without text.
    pub fn settle_doubt(
        &mut self,
        number: i64,
        step: &DoubtStep<'_>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.change(|change| {
            let found = {
                let mut statement = change.prepare(HELD)?;
                let rows = statement.query_map([], read)?;
                rows.collect::<rusqlite::Result<Vec<_>>>()?
            };
            let Some(mut row) = found.into_iter().find(|row| row.number == number) else {
                return Ok(false);
            };
            let settled = |text: &str, by: &str| Settled {
                answer: text.to_owned(),
                by: by.to_owned(),
                at: moment(now),
            };
            let (standing, done) = match step {
                DoubtStep::Answer { text, by } => {
                    (DoubtStanding::Answered(settled(text, by)), "answered")
                }
                DoubtStep::Uphold { text, by } => {
                    (DoubtStanding::Upheld(settled(text, by)), "upheld")
                }
                DoubtStep::Reopen => (DoubtStanding::Open, "opened again"),
            };
            row.standing = standing;
            let label = format!("Doubt {number} {done}: {}", row.doubted.title);
            write(change, &row, &label, now)?;
            Ok(true)
        })
    }
}

/// The latest row of each doubt on the way to the revision that holds.
const HELD: &str = "WITH RECURSIVE line (number) AS (
        SELECT head FROM document
        UNION ALL
        SELECT parent FROM revision JOIN line USING (number) WHERE parent IS NOT NULL
    ), held (revision) AS (
        SELECT max(doubt.revision) FROM doubt JOIN line ON doubt.revision = line.number
        GROUP BY doubt.number
    )
    SELECT number, partner, incentive, period, scenario, title, caption, currency, amount_e4, text,
        who, reported_at, state, answer, answered_by, answered_at
    FROM doubt JOIN held USING (revision) ORDER BY number DESC";

const INSERT: &str = "INSERT INTO doubt (revision, number, partner, incentive, period, scenario,
        title, caption, currency, amount_e4, text, who, reported_at, state, answer, answered_by,
        answered_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";

fn read(row: &Row<'_>) -> rusqlite::Result<DoubtRow> {
    let code: String = row.get("currency")?;
    let odd = |_| rusqlite::Error::InvalidColumnType(7, code.clone(), Type::Text);
    let currency: Currency = code.parse().map_err(odd)?;
    let settled = || {
        Ok::<_, rusqlite::Error>(Settled {
            answer: row.get("answer")?,
            by: row.get("answered_by")?,
            at: row.get("answered_at")?,
        })
    };
    let state: String = row.get("state")?;
    Ok(DoubtRow {
        number: row.get("number")?,
        doubted: Doubted {
            partner: row.get("partner")?,
            incentive: row.get("incentive")?,
            period: row.get("period")?,
            scenario: row.get("scenario")?,
            title: row.get("title")?,
            caption: row.get("caption")?,
            amount: Money::from_units(row.get("amount_e4")?, currency),
        },
        text: row.get("text")?,
        who: row.get("who")?,
        reported_at: row.get("reported_at")?,
        standing: match state.as_str() {
            "answered" => DoubtStanding::Answered(settled()?),
            "upheld" => DoubtStanding::Upheld(settled()?),
            _ => DoubtStanding::Open,
        },
    })
}

fn write(
    change: &Connection,
    row: &DoubtRow,
    label: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<()> {
    let revision = revision::step(change, label, now)?;
    let (state, settled) = match &row.standing {
        DoubtStanding::Open => ("open", None),
        DoubtStanding::Answered(settled) => ("answered", Some(settled)),
        DoubtStanding::Upheld(settled) => ("upheld", Some(settled)),
    };
    let of = &row.doubted;
    change.execute(
        INSERT,
        params![
            revision,
            row.number,
            of.partner,
            of.incentive,
            of.period,
            of.scenario,
            of.title,
            of.caption,
            of.amount.currency().code(),
            of.amount.units(),
            row.text,
            row.who,
            row.reported_at,
            state,
            settled.map_or("", |settled| &settled.answer),
            settled.map_or("", |settled| &settled.by),
            settled.map(|settled| &settled.at),
        ],
    )?;
    Ok(())
}
