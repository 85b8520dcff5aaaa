//! Partner statements: what one partner is paid, line by line, for that partner alone.

use chrono::NaiveDate;
use csv::{Terminator, WriterBuilder};
use tierwright_program::{
    Money, Program, incentive::Account, program_sentences, rate::RATE_ONE,
    rounding::largest_remainder, words::grouped,
};

use crate::{
    BundleContent, ExportFailure, Line,
    cell::guarded,
    paper::{Block, Cell, Column, Paper, Table},
    payouts::account_text,
};

/// The statement of one partner as CSV and as a document.
pub(crate) struct Statement {
    /// The name of its files, without an ending: the partner's number among those with payouts.
    pub name: String,
    pub csv: String,
    pub paper: Paper,
}

/// A statement for each partner with a payout that is paid; what is only shown is not in it.
pub(crate) fn statements(content: &BundleContent) -> Result<Vec<Statement>, ExportFailure> {
    let paid: Vec<&Line> = content.lines.iter().filter(|line| !line.shadow).collect();
    let partners = paid.chunk_by(|one, next| one.partner_id == next.partner_id);
    partners
        .enumerate()
        .map(|(at, lines)| {
            Ok(Statement {
                // A partner's id may be anything, so no file is named by it.
                name: format!("statement-{:05}", at + 1),
                csv: csv_of(content, lines)?,
                paper: paper_of(content, lines)?,
            })
        })
        .collect()
}

const COLUMNS: [&str; 12] = [
    "partner_id",
    "partner_name",
    "program",
    "period_from",
    "period_until",
    "incentive",
    "account",
    "amount",
    "currency",
    "payable",
    "held_back",
    "released",
];

fn csv_of(content: &BundleContent, lines: &[&Line]) -> Result<String, ExportFailure> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| not_written(&error.to_string()))?;
    for line in lines {
        let held = held_back(&content.program, line)?;
        let row = [
            guarded(&line.partner_id),
            guarded(&line.partner_name),
            guarded(&content.program.name),
            line.from.to_string(),
            line.until.to_string(),
            guarded(incentive_name(&content.program, line)),
            account_text(line.account).to_owned(),
            line.amount.amount_text(),
            line.amount.currency().to_string(),
            line.payable.to_string(),
            held.map_or_else(String::new, |held| held.amount.amount_text()),
            held.map_or_else(String::new, |held| held.released.to_string()),
        ];
        writer.write_record(row).map_err(|error| not_written(&error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| not_written(&error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| not_written(&error.to_string()))
}

fn incentive_name<'a>(program: &'a Program, line: &'a Line) -> &'a str {
    let found = program.incentive(&line.incentive_id);
    found.map_or(line.incentive_id.as_str(), |at| program.incentives[at].name.as_str())
}

/// The part of a line that is paid later.
#[derive(Clone, Copy)]
struct HeldBack {
    amount: Money,
    released: NaiveDate,
}

/// What is held back of a line, as in a partner's account: both parts by largest remainder, a tie
/// going to what is paid now. Money that comes back is asked for whole.
fn held_back(program: &Program, line: &Line) -> Result<Option<HeldBack>, ExportFailure> {
    let incentive = program.incentives.iter().find(|one| one.id == line.incentive_id);
    let Some(holdback) = incentive.and_then(|one| one.holdback) else { return Ok(None) };
    let per_minor = program.currency.units_per_minor();
    let minor = line.amount.units() / per_minor;
    if minor <= 0 {
        return Ok(None);
    }
    let later = holdback.share.units().clamp(0, RATE_ONE);
    let parts = largest_remainder(minor, &[RATE_ONE - later, later]);
    let held = parts.ok_or_else(|| ExportFailure::overflow("What is held back"))?[1];
    Ok((held != 0).then(|| HeldBack {
        amount: Money::from_units(held * per_minor, program.currency),
        released: program.calendar.months_later(line.payable, holdback.months),
    }))
}

fn paper_of(content: &BundleContent, lines: &[&Line]) -> Result<Paper, ExportFailure> {
    let (program, first) = (&content.program, lines[0]);
    let mut rows = Vec::new();
    let mut some_held = false;
    for line in lines {
        let held = held_back(program, line)?;
        some_held |= held.is_some();
        let more = held.map(|held| {
            format!("{} of it is held back until {}", money(held.amount), held.released)
        });
        rows.push(vec![
            Cell::from(format!("{} to {}", line.from, line.until)),
            Cell::from(incentive_name(program, line).to_owned()),
            Cell::from(line.account.words().to_owned()),
            Cell { text: line.payable.to_string(), more },
            Cell::from(money(line.amount)),
        ]);
    }
    let mut columns: Vec<Column> = ["Period", "For", "Into", "Payable"].map(Column::text).into();
    columns.push(Column::number("Amount"));
    let table = Table { columns, rows, totals: totals(program, lines)? };
    let opening = std::iter::once(Block::Table(table))
        .chain(conditions(program, some_held))
        .chain([Block::paragraph("A line can be disputed as the program guide says.")]);
    Ok(Paper {
        title: format!("{}: {}", program.name, first.partner_name),
        kind: "Statement of payouts".into(),
        program: program.name.clone(),
        heading: first.partner_name.clone(),
        lead: format!("Statement of payouts of {}, partner {}.", program.name, first.partner_id),
        mark: content.sample.then(|| "SAMPLE".into()),
        opening: opening.collect(),
        sections: Vec::new(),
    })
}

/// What is due into each account: money in different ones is no one sum.
fn totals(program: &Program, lines: &[&Line]) -> Result<Vec<(String, String)>, ExportFailure> {
    let accounts = [Account::Cash, Account::RestrictedFund, Account::Mdf];
    let mut rows = Vec::new();
    for account in accounts {
        let mut its = lines.iter().filter(|line| line.account == account).peekable();
        if its.peek().is_none() {
            continue;
        }
        let total = its
            .try_fold(Money::zero(program.currency), |sum, line| sum.plus(line.amount))
            .map_err(|_| ExportFailure::overflow("The total of a statement"))?;
        rows.push((format!("Total into {}", account.words()), money(total)));
    }
    Ok(rows)
}

/// What can stand between an amount and its payment.
fn conditions(program: &Program, some_held: bool) -> Vec<Block> {
    let sentences = program_sentences(program).into_iter();
    let payment = sentences.filter(|sentence| sentence.place == "/payment");
    let held = "Money that comes back is first taken from what is held back.";
    let held = some_held.then(|| held.to_owned());
    payment.map(|sentence| sentence.text).chain(held).map(Block::Paragraph).collect()
}

/// An amount with all decimals of its currency and grouped thousands.
fn money(amount: Money) -> String {
    format!("{} {}", grouped(&amount.amount_text()), amount.currency())
}

fn not_written(reason: &str) -> ExportFailure {
    ExportFailure::new(
        "not_csv",
        format!("A statement cannot be written as CSV, so nothing was exported: {reason}."),
        "Report this with the document; it should not happen.",
    )
}
