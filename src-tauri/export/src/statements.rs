//! Partner statements: what one partner is paid, line by line, for that partner alone.

use csv::{Terminator, WriterBuilder};
use tierwright_program::{Money, Program, words::grouped};

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

const COLUMNS: [&str; 10] = [
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
];

fn csv_of(content: &BundleContent, lines: &[&Line]) -> Result<String, ExportFailure> {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|error| not_written(&error.to_string()))?;
    for line in lines {
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

fn html_of(content: &BundleContent, lines: &[&Line]) -> Result<String, ExportFailure> {
    let (program, first) = (&content.program, lines[0]);
    let rows: String = lines
        .iter()
        .map(|line| {
            format!(
                "<tr><th scope=\"row\">{} to {}</th><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
                line.from,
                line.until,
                escaped(incentive_name(program, line)),
                escaped(line.account.words()),
                line.payable,
                escaped(&money(line.amount)),
            )
        })
        .collect();
    let total = lines
        .iter()
        .try_fold(Money::zero(program.currency), |sum, line| sum.plus(line.amount))
        .map_err(|_| ExportFailure::overflow("The total of a statement"))?;
    let body = format!(
        "<h1>{}</h1>\n<p class=\"lead\">Statement of payouts of {}, partner {}.</p>\n\
         <table>\n<thead><tr><th scope=\"col\">Period</th><th scope=\"col\">For</th><th scope=\"col\">Into</th>\
         <th scope=\"col\">Payable</th><th scope=\"col\" class=\"number\">Amount</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
         <tfoot><tr><th scope=\"row\" colspan=\"4\">Total</th><td class=\"number\">{}</td></tr></tfoot>\n</table>\n\
         <p>A line can be disputed as the program guide says.</p>\n",
        escaped(&first.partner_name),
        escaped(&program.name),
        escaped(&first.partner_id),
        escaped(&money(total)),
    );
    let mark = content.sample.then_some("SAMPLE");
    Ok(page(&format!("{}: {}", program.name, first.partner_name), mark, &body))
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
