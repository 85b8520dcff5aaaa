//! Sign-off: who put the program into review, who signed what, and which warnings were accepted with
//! which reason. Steps are only added; undo and redo leave them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::{Document, StoreError, document::moment, revision};

/// A step of the sign-off, as it was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignOffEvent {
    /// Its number; higher is later.
    pub number: i64,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub done_at: String,
    /// The revision whose program held.
    pub revision: i64,
    /// What was done.
    pub entry: SignOffEntry,
}

/// A step of the sign-off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignOffEntry {
    /// Who, by the name that was given; nobody verifies it.
    pub who: String,
    /// The role that was given; empty where none was.
    pub role: String,
    /// The reason or the note; of a signature why one alone is enough; may be empty.
    pub words: String,
    /// What was done.
    pub step: SignOffStep,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SignOffStep {
    /// Put into review, with signatures asked for in these roles.
    ToReview {
        /// The roles, none of them with a line end.
        roles: Vec<String>,
    },
    /// Set back to a draft: earlier signatures count no more.
    ToDraft,
    /// Signed.
    Sign(Signed),
    /// A signature taken back.
    Withdraw {
        /// Its number.
        signature: i64,
    },
    /// A warning accepted, with a reason.
    Accept(Warned),
    /// That taken back.
    Reopen(Warned),
    /// Reviews are due so many days after the end of a quarter.
    ReviewDays(u32),
    /// A bundle was written as approved, which ends the round of review.
    Exported {
        /// Its version.
        version: u32,
    },
    /// The review after a quarter was held.
    Reviewed {
        /// The quarter, such as `Q4 FY25`.
        quarter: String,
    },
}

/// What a signature covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// SHA-256 of the program as canonical JSON.
    pub program: String,
    /// [`Document::facts_digest`], in hexadecimal.
    pub facts: String,
    /// The version of the engine.
    pub engine: String,
    /// The last day that is replayed; empty without deals.
    pub as_of: String,
    /// What is paid in all, such as `1971402.00 USD`.
    pub total: String,
    /// What is owed at the end, a currency each.
    pub liability: Vec<String>,
    /// The digest of all of them.
    pub digest: String,
}

/// A warning that was accepted: another sentence is another warning.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Warned {
    /// Its code.
    pub code: String,
    /// The place that it is about; empty where none is meant.
    pub place: String,
    /// What it said.
    pub sentence: String,
}

impl Document {
    /// Who works on the document from now on, by the name they gave: the author of each revision.
    pub fn set_author(&mut self, name: Option<String>) {
        self.author = name.filter(|name| !name.is_empty());
    }

    /// Every step of the sign-off, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sign_off_events(&self) -> Result<Vec<SignOffEvent>, StoreError> {
        self.read(|at| {
            let mut statement = at.prepare(EVENTS)?;
            let found = statement.query_map([], event)?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Adds a step. Gives its number. Nothing takes it away again, undo included.
    ///
    /// # Errors
    /// As [`Document::save_program`].
    pub fn add_sign_off(
        &mut self,
        entry: &SignOffEntry,
        now: DateTime<Utc>,
    ) -> Result<i64, StoreError> {
        self.change(|change| Ok(insert(change, entry, now)?))
    }

    /// The author of the last edit of the program or import of facts on the way to what holds; none
    /// where they gave no name.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn last_editor(&self) -> Result<Option<String>, StoreError> {
        self.read(|at| {
            let found = at.query_row(EDITOR, [], |row| row.get::<_, Option<String>>(0));
            Ok(found.optional()?.flatten())
        })
    }

    /// The author of each revision that has one, by its number.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn authors(&self) -> Result<Vec<(i64, String)>, StoreError> {
        self.read(|at| {
            let mut statement =
                at.prepare("SELECT revision, name FROM author ORDER BY revision")?;
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }
}

/// The newest revision; none before the first.
pub(crate) fn newest(change: &Connection) -> rusqlite::Result<i64> {
    change.query_row("SELECT coalesce(max(number), 0) FROM revision", [], |row| row.get(0))
}

/// Notes who made the revisions after one.
pub(crate) fn note_author(change: &Connection, after: i64, name: &str) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO author (revision, name) SELECT number, ?2 FROM revision WHERE number > ?1";
    change.execute(sql, params![after, name])?;
    Ok(())
}

const EVENTS: &str =
    "SELECT sign_off.number, done_at, what, who, role, subject, code, shown, words,
        revision, program_sha256, facts_sha256, engine, as_of, total, liability, sha256
    FROM sign_off LEFT JOIN signature USING (number) ORDER BY sign_off.number";

/// The latest revision on the way to the one that holds that changed the program or the facts.
const EDITOR: &str = "WITH RECURSIVE line (number) AS (
        SELECT head FROM document
        UNION ALL
        SELECT parent FROM revision JOIN line USING (number) WHERE parent IS NOT NULL
    )
    SELECT author.name FROM line JOIN revision later USING (number)
        LEFT JOIN revision earlier ON earlier.number = later.parent
        LEFT JOIN author ON author.revision = later.number
    WHERE earlier.number IS NULL OR later.program <> earlier.program
        OR later.number IN (SELECT revision FROM facts_step)
    ORDER BY later.number DESC LIMIT 1";

const INSERT: &str = "INSERT INTO sign_off (done_at, what, who, role, subject, code, shown, words,
        revision)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

const INSERT_SIGNATURE: &str =
    "INSERT INTO signature (number, program_sha256, facts_sha256, engine,
        as_of, total, liability, sha256)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/// What stands in the columns of a step: what, subject, code, shown.
fn columns(step: &SignOffStep) -> (&'static str, String, &str, &str) {
    match step {
        SignOffStep::ToReview { roles } => ("review", roles.join("\n"), "", ""),
        SignOffStep::ToDraft => ("draft", String::new(), "", ""),
        SignOffStep::Sign(_) => ("signed", String::new(), "", ""),
        SignOffStep::Withdraw { signature } => ("withdrawn", signature.to_string(), "", ""),
        SignOffStep::Accept(of) => ("accepted", of.place.clone(), &of.code, &of.sentence),
        SignOffStep::Reopen(of) => ("reopened", of.place.clone(), &of.code, &of.sentence),
        SignOffStep::ReviewDays(days) => ("review_days", days.to_string(), "", ""),
        SignOffStep::Exported { version } => ("exported", version.to_string(), "", ""),
        SignOffStep::Reviewed { quarter } => ("reviewed", quarter.clone(), "", ""),
    }
}

fn insert(change: &Connection, entry: &SignOffEntry, now: DateTime<Utc>) -> rusqlite::Result<i64> {
    let (revision, _) = revision::head(change)?;
    let (what, subject, code, shown) = columns(&entry.step);
    let SignOffEntry { who, role, words, .. } = entry;
    change.execute(
        INSERT,
        params![moment(now), what, who, role, subject, code, shown, words, revision],
    )?;
    let number = change.last_insert_rowid();
    if let SignOffStep::Sign(of) = &entry.step {
        let Signed { program, facts, engine, as_of, total, liability, digest } = of;
        let liability = liability.join("\n");
        change.execute(
            INSERT_SIGNATURE,
            params![number, program, facts, engine, as_of, total, liability, digest],
        )?;
    }
    Ok(number)
}

fn event(row: &Row<'_>) -> rusqlite::Result<SignOffEvent> {
    let (what, subject): (String, String) = (row.get("what")?, row.get("subject")?);
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let number = |text: &str| {
        let odd =
            |_| rusqlite::Error::InvalidColumnType(5, text.to_owned(), rusqlite::types::Type::Text);
        text.parse::<u32>().map_err(odd)
    };
    let warned = |place: String| {
        Ok::<_, rusqlite::Error>(Warned {
            place,
            code: row.get("code")?,
            sentence: row.get("shown")?,
        })
    };
    let step = match what.as_str() {
        "review" => SignOffStep::ToReview { roles: lines(&subject) },
        "signed" => SignOffStep::Sign(Signed {
            program: row.get("program_sha256")?,
            facts: row.get("facts_sha256")?,
            engine: row.get("engine")?,
            as_of: row.get("as_of")?,
            total: row.get("total")?,
            liability: lines(&row.get::<_, String>("liability")?),
            digest: row.get("sha256")?,
        }),
        "withdrawn" => SignOffStep::Withdraw { signature: number(&subject)?.into() },
        "accepted" => SignOffStep::Accept(warned(subject)?),
        "reopened" => SignOffStep::Reopen(warned(subject)?),
        "review_days" => SignOffStep::ReviewDays(number(&subject)?),
        "exported" => SignOffStep::Exported { version: number(&subject)? },
        "reviewed" => SignOffStep::Reviewed { quarter: subject },
        _ => SignOffStep::ToDraft,
    };
    Ok(SignOffEvent {
        number: row.get("number")?,
        done_at: row.get("done_at")?,
        revision: row.get("revision")?,
        entry: SignOffEntry {
            who: row.get("who")?,
            role: row.get("role")?,
            words: row.get("words")?,
            step,
        },
    })
}
