//! The fact tables that the SQL reads: documented columns, each a whole number or a text, so that
//! every database reads the same files.

use chrono::NaiveDate;
use csv::{ReaderBuilder, Terminator, WriterBuilder};
use tierwright_engine::{
    Outcome,
    rows::{FactRows, Stage, TargetSubject},
};
use tierwright_program::Quantity;

use super::Dialect;
use crate::{ExportFailure, cell::guarded};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Text; days are written as year-month-day.
    Text,
    /// A whole number.
    Whole,
}

/// A table and its columns; an empty cell is one that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FactTable {
    /// Its name.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// Its columns: name, kind, and what it holds.
    pub columns: &'static [(&'static str, Kind, &'static str)],
}

use Kind::{Text, Whole};

/// Every table, in the order in which they are loaded.
pub const TABLES: [FactTable; 11] = [
    FactTable {
        name: "partner",
        row: "a company in the channel",
        columns: &[
            ("id", Text, "its id"),
            ("place", Whole, "its place among all partners by id in byte order: ties go by it"),
            ("kind", Text, "its type"),
            ("region", Text, "its region"),
            ("country", Text, "its country"),
            ("segment", Text, "its segment"),
        ],
    },
    FactTable {
        name: "deal",
        row: "an opportunity or order",
        columns: &[
            ("id", Text, "its id"),
            ("customer", Text, "the customer"),
            ("stage", Text, "open, won or lost"),
            ("closed", Text, "the day it closed"),
            ("currency", Text, "ISO 4217 code"),
            ("amount_e4", Whole, "ten-thousandths of its currency"),
            ("kind", Text, "new, expansion or renewal"),
            ("region", Text, "its region"),
            ("segment", Text, "its segment"),
            ("origin", Text, "direct, partner or marketplace"),
        ],
    },
    FactTable {
        name: "line",
        row: "a product on a deal; a deal without lines is one line of its whole amount",
        columns: &[
            ("deal", Text, "the deal"),
            ("id", Text, "its id in the deal"),
            ("product", Text, "the product"),
            ("family", Text, "the product family"),
            ("quantity_e8", Whole, "how many, in hundred-millionths"),
            ("amount_e4", Whole, "ten-thousandths of the deal's currency"),
        ],
    },
    FactTable {
        name: "credit",
        row: "one partner's part in one deal",
        columns: &[
            ("deal", Text, "the deal"),
            ("partner", Text, "the partner"),
            ("role", Text, "its role"),
            ("share_e8", Whole, "the declared share, in hundred-millionths"),
            ("evidence", Whole, "1 where evidence is on file"),
        ],
    },
    FactTable {
        name: "adjustment",
        row: "a return, credit note or cancellation",
        columns: &[
            ("deal", Text, "the deal it lowers"),
            ("line", Text, "the line it lowers"),
            ("day", Text, "its date"),
            ("amount_e4", Whole, "what it takes back, in ten-thousandths of the deal's currency"),
            ("quantity_e8", Whole, "how many, in hundred-millionths"),
        ],
    },
    FactTable {
        name: "activity",
        row: "something a partner did",
        columns: &[
            ("partner", Text, "the partner"),
            ("kind", Text, "certification, training, event ..."),
            ("day", Text, "the day"),
            ("valid_until", Text, "the last day it is valid, if it ends"),
            ("person", Text, "who did it"),
            ("quantity_e8", Whole, "how many, in hundred-millionths"),
            ("evidence", Whole, "1 where evidence is on file"),
        ],
    },
    FactTable {
        name: "registration",
        row: "a partner's claim to a deal",
        columns: &[
            ("deal", Text, "the deal"),
            ("partner", Text, "the partner"),
            ("approved", Text, "the day it was approved"),
            ("protected_until", Text, "the last day it protects, where one was agreed"),
        ],
    },
    FactTable {
        name: "target",
        row: "a number agreed with a partner for a period",
        columns: &[
            ("partner", Text, "the partner"),
            ("name", Text, "its name: quota, forecast ..."),
            ("measure", Text, "what it measures"),
            ("period_from", Text, "the first day of its period"),
            ("period_until", Text, "the last day of its period"),
            ("currency", Text, "ISO 4217 code, where it is an amount"),
            ("amount_e4", Whole, "ten-thousandths of its currency, where it is an amount"),
            ("number_e8", Whole, "hundred-millionths, where it is a plain number"),
        ],
    },
    FactTable {
        name: "exchange_rate",
        row: "one unit of a currency in another",
        columns: &[
            ("rate_table", Text, "the table it belongs to"),
            ("currency", Text, "the currency that is priced"),
            ("base", Text, "the currency it is priced in"),
            ("day", Text, "the day"),
            ("rate_e8", Whole, "the rate in hundred-millionths"),
            ("inverse", Whole, "1 where it says units of the currency for one of the base"),
        ],
    },
    FactTable {
        name: "level",
        row: "a level granted before the replay or beside it; Tierwright works such a track out",
        columns: &[
            ("partner", Text, "the partner"),
            ("track", Text, "the track"),
            ("level", Text, "the level"),
            ("held_from", Text, "the first day"),
            ("held_until", Text, "the last day, if it ends"),
        ],
    },
    FactTable {
        name: "given_level",
        row: "a level that Tierwright worked out, where the SQL does not",
        columns: &[
            ("track", Text, "the track"),
            ("partner", Text, "the partner"),
            ("held_from", Text, "the first day"),
            ("held_until", Text, "the last day"),
            ("level", Whole, "the level's place on the ladder, the lowest being 0"),
        ],
    },
];

/// The rows of a table as cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactFile {
    /// The table.
    pub table: FactTable,
    /// Its rows, as many cells in each as the table has columns.
    pub rows: Vec<Vec<String>>,
}

/// The facts of a document as the SQL reads them. `outcome` knows the levels that are given rather
/// than worked out, those of the tracks named.
#[must_use]
pub fn fact_files(rows: &FactRows, outcome: &Outcome, given: &[String]) -> Vec<FactFile> {
    TABLES
        .into_iter()
        .map(|table| {
            let mut rows = rows_of(table.name, rows, outcome, given);
            rows.sort_unstable();
            FactFile { table, rows }
        })
        .collect()
}

fn rows_of(table: &str, rows: &FactRows, outcome: &Outcome, given: &[String]) -> Vec<Vec<String>> {
    match table {
        "partner" => partners(rows),
        "deal" => deals(rows),
        "line" => lines(rows),
        "credit" => credits(rows),
        "adjustment" => adjustments(rows),
        "activity" => activities(rows),
        "registration" => registrations(rows),
        "target" => targets(rows),
        "exchange_rate" => rates(rows),
        "level" => granted(rows),
        _ => given_levels(outcome, given),
    }
}

fn partners(rows: &FactRows) -> Vec<Vec<String>> {
    let mut ids: Vec<&str> = rows.partners.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    let place = |id: &str| ids.binary_search(&id).unwrap_or_default().to_string();
    rows.partners
        .iter()
        .map(|one| {
            let texts = [&one.kind, &one.region, &one.country, &one.segment];
            let mut row = vec![guarded(&one.id), place(&one.id)];
            row.extend(texts.map(|text| guarded(text)));
            row
        })
        .collect()
}

fn deals(rows: &FactRows) -> Vec<Vec<String>> {
    let won = rows.deals.iter().filter(|deal| deal.stage == Stage::Won);
    won.map(|deal| {
        vec![
            guarded(&deal.id),
            guarded(&deal.customer),
            deal.stage.text().to_owned(),
            day(deal.closed),
            deal.amount.currency().to_string(),
            deal.amount.units().to_string(),
            guarded(&deal.kind),
            guarded(&deal.region),
            guarded(&deal.segment),
            guarded(&deal.origin),
        ]
    })
    .collect()
}

fn lines(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |line: &tierwright_engine::rows::LineRow| {
        vec![
            guarded(&line.deal),
            guarded(&line.id),
            guarded(&line.product),
            guarded(&line.family),
            line.quantity.units().to_string(),
            line.amount.units().to_string(),
        ]
    };
    rows.lines.iter().map(row).collect()
}

fn credits(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |credit: &tierwright_engine::rows::CreditRow| {
        vec![
            guarded(&credit.deal),
            guarded(&credit.partner),
            guarded(&credit.role),
            credit.share.map_or_else(String::new, |share| share.units().to_string()),
            u8::from(credit.evidence).to_string(),
        ]
    };
    rows.credits.iter().map(row).collect()
}

fn adjustments(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::AdjustmentRow| {
        vec![
            one.deal.as_deref().map_or_else(String::new, guarded),
            one.line.as_deref().map_or_else(String::new, guarded),
            day(Some(one.date)),
            one.amount.units().to_string(),
            one.quantity.units().to_string(),
        ]
    };
    rows.adjustments.iter().map(row).collect()
}

fn activities(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::ActivityRow| {
        vec![
            guarded(&one.partner),
            guarded(&one.kind),
            day(Some(one.date)),
            day(one.valid_until),
            guarded(&one.person),
            one.quantity.map_or_else(String::new, |many| many.units().to_string()),
            u8::from(one.evidence).to_string(),
        ]
    };
    rows.activities.iter().map(row).collect()
}

fn registrations(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::RegistrationRow| {
        vec![
            guarded(&one.deal),
            guarded(&one.partner),
            day(one.approved_on),
            day(one.protected_until),
        ]
    };
    rows.registrations.iter().map(row).collect()
}

/// Those of partners: what is agreed with a group binds none of them by itself.
fn targets(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::TargetRow| {
        let TargetSubject::Partner(partner) = &one.of else { return None };
        let mut row = vec![guarded(partner), guarded(&one.name), guarded(&one.measure)];
        row.extend([day(Some(one.period_from)), day(Some(one.period_until))]);
        row.extend(match one.value {
            Quantity::Money(of) => {
                [of.currency().to_string(), of.units().to_string(), String::new()]
            }
            Quantity::Number(of) => [String::new(), String::new(), of.units().to_string()],
        });
        Some(row)
    };
    rows.targets.iter().filter_map(row).collect()
}

fn rates(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::RateRow| {
        vec![
            guarded(&one.table),
            one.currency.to_string(),
            one.base.to_string(),
            day(Some(one.date)),
            one.rate.units().to_string(),
            u8::from(one.inverse).to_string(),
        ]
    };
    rows.rates.iter().map(row).collect()
}

fn granted(rows: &FactRows) -> Vec<Vec<String>> {
    let row = |one: &tierwright_engine::rows::LevelRow| {
        vec![
            guarded(&one.partner),
            guarded(&one.track),
            guarded(&one.level),
            day(Some(one.from)),
            day(one.until),
        ]
    };
    rows.levels.iter().map(row).collect()
}

/// The first and the last day that a level can be held on.
const EVER: (&str, &str) = ("0001-01-01", "9999-12-31");

fn given_levels(outcome: &Outcome, given: &[String]) -> Vec<Vec<String>> {
    let program = outcome.plan().program();
    let mut rows = Vec::new();
    for (at, track) in program.tracks.iter().enumerate().filter(|(_, one)| given.contains(&one.id))
    {
        for partner in 0..outcome.facts().partners.len() {
            let id = &outcome.facts().partners.ids[partner];
            let moves = outcome.moves(at, partner);
            let on_track = outcome
                .quarters()
                .first()
                .is_some_and(|quarter| outcome.level_on(at, partner, quarter.from()).is_some());
            if !on_track {
                continue;
            }
            let mut held: (String, usize) = (EVER.0.to_owned(), 0);
            let mut spans = Vec::new();
            for one in moves {
                let before = one.on.pred_opt().unwrap_or(one.on);
                spans.push((held.0.clone(), before.to_string(), held.1));
                held = (one.on.to_string(), one.to);
            }
            spans.push((held.0, EVER.1.to_owned(), held.1));
            rows.extend(spans.into_iter().map(|(from, until, level)| {
                vec![guarded(&track.id), guarded(id), from, until, level.to_string()]
            }));
        }
    }
    rows
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

impl FactFile {
    /// The cells of a column, from the first row to the last; none where it has no such column.
    pub(super) fn column<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let at = self.table.columns.iter().position(|column| column.0 == name);
        self.rows.iter().filter_map(move |row| row.get(at?).map(String::as_str))
    }

    /// About how many bytes its CSV has.
    pub(crate) fn size(&self) -> u64 {
        let cells = self.rows.iter().flatten();
        cells.map(|cell| cell.len() as u64 + 1).sum()
    }

    /// The rows as CSV, with a header.
    ///
    /// # Errors
    /// Rows that cannot be written.
    pub fn csv(&self) -> Result<String, ExportFailure> {
        let mut writer =
            WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
        let names = self.table.columns.iter().map(|column| column.0);
        writer.write_record(names).map_err(|error| not_written(&error.to_string()))?;
        for row in &self.rows {
            writer.write_record(row).map_err(|error| not_written(&error.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|error| not_written(&error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| not_written(&error.to_string()))
    }

    /// Reads a file that [`FactFile::csv`] wrote; what is odd about it otherwise, with the row.
    pub(crate) fn read(table: FactTable, text: &str) -> Result<Self, (u64, String)> {
        let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for (at, record) in reader.records().enumerate() {
            let row = at as u64 + 1;
            let record = record.map_err(|error| (row, format!("is odd: {error}")))?;
            if row > 1 {
                let cells: Vec<String> = record.iter().map(str::to_owned).collect();
                check_cells(&table, &cells).map_err(|odd| (row, odd))?;
                rows.push(cells);
            } else if !record.iter().eq(table.columns.iter().map(|column| column.0)) {
                return Err((row, "does not have the columns of its table".to_owned()));
            }
        }
        Ok(Self { table, rows })
    }
}

fn check_cells(table: &FactTable, cells: &[String]) -> Result<(), String> {
    for ((name, kind, _), cell) in table.columns.iter().zip(cells) {
        if *kind == Whole && !cell.is_empty() && cell.parse::<i64>().is_err() {
            return Err(format!("has {cell:?} in {name}, where a whole number is expected"));
        }
    }
    Ok(())
}

fn not_written(reason: &str) -> ExportFailure {
    ExportFailure::new(
        "not_csv",
        format!("The facts cannot be written as CSV, so nothing was exported: {reason}."),
        "Report this with the document; it should not happen.",
    )
}

/// The statements that make the fact tables in a database.
#[must_use]
pub fn tables_sql(dialect: Dialect) -> String {
    let mut text = format!(
        "-- The fact tables of a Tierwright bundle for {}. The load script beside this one fills\n\
         -- them from the files under internal/facts. Money is in ten-thousandths (_e4), rates, shares and quantities are in\n\
         -- hundred-millionths (_e8): whole numbers of 64 bits, so that nothing rounds by itself.\n\
         -- Days are year-month-day. An empty cell is one that is not known.\n\n",
        dialect.name()
    );
    for table in TABLES {
        let columns: Vec<String> = table
            .columns
            .iter()
            .enumerate()
            .map(|(at, (name, kind, what))| {
                let comma = if at + 1 < table.columns.len() { "," } else { "" };
                format!("  {name} {}{comma} -- {what}", kind_sql(dialect, *kind))
            })
            .collect();
        text += &format!(
            "-- {}\nCREATE TABLE {} (\n{}\n){};\n\n",
            table.row,
            table.name,
            columns.join("\n"),
            if dialect == Dialect::Spark { " USING PARQUET" } else { "" },
        );
    }
    text
}

pub(super) const fn kind_sql(dialect: Dialect, kind: Kind) -> &'static str {
    match (kind, dialect) {
        (Kind::Whole, Dialect::Sqlite) => "INTEGER",
        (Kind::Whole, _) => "BIGINT",
        (Kind::Text, Dialect::Spark) => "STRING",
        (Kind::Text, Dialect::PostgreSql) => "TEXT COLLATE \"C\"",
        (Kind::Text, _) => "TEXT",
    }
}
