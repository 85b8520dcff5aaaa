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
    markup::{escaped, page},
    payouts::account_text,
};

/// The statement of one partner as CSV and as a page.
pub(crate) struct Statement {
    /// The name of its files, without an ending: the partner's number among those with payouts.
    pub name: String,
    pub csv: String,
    pub html: String,
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
                html: html_of(content, lines)?,
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

fn html_of(content: &BundleContent, lines: &[&Line]) -> Result<String, ExportFailure> {
    let (program, first) = (&content.program, lines[0]);
    let mut rows = String::new();
    let mut some_held = false;
    for line in lines {
        let held = held_back(program, line)?;
        some_held |= held.is_some();
        let later = held.map_or_else(String::new, |held| {
            format!("<br>{} of it is held back until {}", money(held.amount), held.released)
        });
        rows += &format!(
            "<tr><th scope=\"row\">{} to {}</th><td>{}</td><td>{}</td><td>{}{later}</td><td class=\"number\">{}</td></tr>\n",
            line.from,
            line.until,
            escaped(incentive_name(program, line)),
            escaped(line.account.words()),
            line.payable,
            escaped(&money(line.amount)),
        );
    }
    let body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">Statement of payouts of {}, partner {}.</p>\n\
         <table>\n<thead><tr><th scope=\"col\">Period</th><th scope=\"col\">For</th><th scope=\"col\">Into</th>\
         <th scope=\"col\">Payable</th><th scope=\"col\" class=\"number\">Amount</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
         <tfoot>{}</tfoot>\n</table>\n{}\
         <p>A line can be disputed as the program guide says.</p>\n",
        escaped(&first.partner_name),
        escaped(&program.name),
        escaped(&first.partner_id),
        totals(program, lines)?,
        conditions(program, some_held),
    );
    let mark = content.sample.then_some("SAMPLE");
    Ok(page(&format!("{}: {}", program.name, first.partner_name), mark, &body))
}

/// What is due into each account: money in different ones is no one sum.
fn totals(program: &Program, lines: &[&Line]) -> Result<String, ExportFailure> {
    let accounts = [Account::Cash, Account::RestrictedFund, Account::Mdf];
    let mut rows = String::new();
    for account in accounts {
        let mut its = lines.iter().filter(|line| line.account == account).peekable();
        if its.peek().is_none() {
            continue;
        }
        let total = its
            .try_fold(Money::zero(program.currency), |sum, line| sum.plus(line.amount))
            .map_err(|_| ExportFailure::overflow("The total of a statement"))?;
        rows += &format!(
            "<tr><th scope=\"row\" colspan=\"4\">Total into {}</th><td class=\"number\">{}</td></tr>\n",
            escaped(account.words()),
            escaped(&money(total))
        );
    }
    Ok(rows)
}

/// What can stand between an amount and its payment.
fn conditions(program: &Program, some_held: bool) -> String {
    let sentences = program_sentences(program).into_iter();
    let payment = sentences.filter(|sentence| sentence.place == "/payment");
    let mut text: String =
        payment.map(|sentence| format!("<p>{}</p>\n", escaped(&sentence.text))).collect();
    if some_held {
        text += "<p>Money that comes back is first taken from what is held back.</p>\n";
    }
    text
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
