//! The payouts file: one CSV row for each payout line that is not zero.

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};
use tierwright_program::{Currency, Money, Program, incentive::Account};

use crate::{
    BundleContent, ExportFailure, Line,
    cell::{guarded, unguarded},
};

/// The columns before those of the tracks.
const COLUMNS: [&str; 11] = [
    "partner_id",
    "partner_name",
    "period_from",
    "period_until",
    "incentive_id",
    "account",
    "amount",
    "currency",
    "payable",
    "state",
    "sample",
];

/// A row that does not read as a payout line.
#[derive(Debug)]
pub(crate) struct OddRow {
    /// The row, the header being row 1.
    pub row: u64,
    /// What is odd about it, as the rest of a sentence.
    pub reason: String,
}

/// The payouts of a content as CSV.
pub(crate) fn payouts_csv(content: &BundleContent) -> Result<String, ExportFailure> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let rows = content.lines.iter().map(|line| row_of(line, content.sample));
    for row in std::iter::once(header(&content.program)).chain(rows) {
        writer.write_record(row).map_err(|error| not_csv(&error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| not_csv(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| not_csv(&error.to_string()))
}

/// Reads the payout lines of a file that [`payouts_csv`] wrote for this program.
///
/// Only the form is read here; whether a line fits the program is another question.
pub(crate) fn read_payouts(text: &str, program: &Program) -> Result<Vec<Line>, OddRow> {
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let row = at as u64 + 1;
        let record = record.map_err(|error| OddRow { row, reason: format!("is odd: {error}") })?;
        if row > 1 {
            lines.push(read_row(&record).map_err(|reason| OddRow { row, reason })?);
        } else if record.iter().ne(header(program).iter().map(String::as_str)) {
            let reason = "does not have the columns that belong to this program".to_owned();
            return Err(OddRow { row, reason });
        }
    }
    Ok(lines)
}

/// The columns' names; a track's column has the track's id in it.
fn header(program: &Program) -> Vec<String> {
    let tracks = program.tracks.iter().map(|track| guarded(&format!("level_{}", track.id)));
    COLUMNS.iter().map(ToString::to_string).chain(tracks).collect()
}

/// A line as cells. Amounts and dates are ours, so they need no guard: a minus begins a number.
fn row_of(line: &Line, sample: bool) -> Vec<String> {
    let mut row = vec![
        guarded(&line.partner_id),
        guarded(&line.partner_name),
        line.from.to_string(),
        line.until.to_string(),
        guarded(&line.incentive_id),
        account_text(line.account).to_owned(),
        line.amount.amount_text(),
        line.amount.currency().to_string(),
        line.payable.to_string(),
        (if line.shadow { "shadow" } else { "paid" }).to_owned(),
        (if sample { "SAMPLE" } else { "" }).to_owned(),
    ];
    let levels = line.levels.iter();
    row.extend(levels.map(|level| level.as_deref().map(guarded).unwrap_or_default()));
    row
}

/// A row as a line. The mark of a sample is seen to when the file as a whole is compared.
fn read_row(record: &StringRecord) -> Result<Line, String> {
    let cells: Vec<&str> = record.iter().collect();
    let Some((fixed, levels)) = cells.split_first_chunk::<{ COLUMNS.len() }>() else {
        return Err(format!("has {} cells", cells.len()));
    };
    let [id, name, from, until, incentive, account, amount, currency, payable, state, _] = *fixed;
    let currency: Currency = currency.parse().map_err(|error| format!("says {error}"))?;
    Ok(Line {
        partner_id: text_of(id)?,
        partner_name: text_of(name)?,
        from: date_of(from)?,
        until: date_of(until)?,
        incentive_id: text_of(incentive)?,
        account: account_of(account)?,
        amount: Money::parse(amount, currency).map_err(|error| format!("says {error}"))?,
        payable: date_of(payable)?,
        shadow: shadow_of(state)?,
        levels: levels.iter().map(|cell| level_of(cell)).collect::<Result<_, _>>()?,
    })
}

fn text_of(cell: &str) -> Result<String, String> {
    unguarded(cell).ok_or_else(|| format!("has {cell:?}, which could be taken for a formula"))
}

fn level_of(cell: &str) -> Result<Option<String>, String> {
    if cell.is_empty() { Ok(None) } else { text_of(cell).map(Some) }
}

fn date_of(cell: &str) -> Result<NaiveDate, String> {
    cell.parse().map_err(|_| format!("has {cell:?} where a date such as 2026-03-31 is expected"))
}

/// An account as it is spelled in the program's JSON form.
pub(crate) const fn account_text(account: Account) -> &'static str {
    match account {
        Account::Cash => "cash",
        Account::RestrictedFund => "restricted_fund",
        Account::Mdf => "mdf",
    }
}

fn account_of(cell: &str) -> Result<Account, String> {
    [Account::Cash, Account::RestrictedFund, Account::Mdf]
        .into_iter()
        .find(|account| account_text(*account) == cell)
        .ok_or_else(|| {
            format!("has {cell:?} where an account, cash, restricted_fund or mdf, is expected")
        })
}

fn shadow_of(cell: &str) -> Result<bool, String> {
    match cell {
        "paid" => Ok(false),
        "shadow" => Ok(true),
        _ => Err(format!("has {cell:?} where a state, paid or shadow, is expected")),
    }
}

fn not_csv(reason: &str) -> ExportFailure {
    ExportFailure::new(
        "not_csv",
        format!("The payouts cannot be written as CSV, so nothing was exported: {reason}."),
        "Report this with the document; it should not happen.",
    )
}
