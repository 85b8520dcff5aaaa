//! A program as a workbook: its payouts worked out by live formulas from measures and parameters in
//! its own sheets.
//!
//! What a sheet cannot say exactly is refused by the rule's name; nothing is approximated. Formulas
//! round products at decimals where the 15 digits of a sheet still hold them exactly, before they
//! round as the program does, and compare thresholds of ratios as products.

pub(crate) mod measures;
mod parameters;
mod payouts;
mod read_me;
pub(crate) mod rows;
pub(crate) mod rule;
pub(crate) mod style;
mod totals;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use tierwright_program::State;

use self::style::Styles;
use crate::{BundleContent, ExportFailure, manifest::TargetEntry, sql::RefusedRule};

/// What the workbook is called among the targets.
pub const TARGET: &str = "Workbook";

/// The workbook of a content.
pub(crate) struct Book {
    /// The file.
    pub bytes: Vec<u8>,
    /// Ids of the incentives that it works out.
    pub exact: Vec<String>,
    /// The incentives that it does not.
    pub refused: Vec<RefusedRule>,
}

/// What the workbook would say, as far as the rules alone tell it: numbers of more than 15 digits
/// are found when it is written.
pub(crate) fn workbook_outline(content: &BundleContent, refused: &[RefusedRule]) -> TargetEntry {
    let (mut exact, mut not_said) = (Vec::new(), refused.to_vec());
    let incentives = content.program.incentives.iter().filter(|one| one.state != State::Off);
    for of in incentives.filter(|of| refused.iter().all(|rule| rule.incentive != of.id)) {
        match rule::refusal(of) {
            None => exact.push(of.id.clone()),
            Some(why) => not_said.push(RefusedRule {
                incentive: of.id.clone(),
                name: of.name.clone(),
                why: why.to_owned(),
            }),
        }
    }
    TargetEntry { target: TARGET.to_owned(), exact, refused: not_said }
}

/// Names of partners, as far as the payouts tell them.
struct Partners<'a>(BTreeMap<&'a str, &'a str>);

impl Partners<'_> {
    fn name(&self, id: &str) -> &str {
        self.0.get(id).copied().unwrap_or("")
    }
}

/// Writes the workbook of a content and of the rules that are said of it.
///
/// # Errors
/// The file cannot be made.
pub(crate) fn program_xlsx(
    content: &BundleContent,
    rules: &rows::Rules<'_>,
) -> Result<Book, ExportFailure> {
    let said: Vec<&rows::Said<'_>> = rules.said.iter().filter(|one| !one.too_many).collect();
    let too_many = rules.said.iter().filter(|one| one.too_many).map(|one| RefusedRule {
        incentive: one.of.id.clone(),
        name: one.of.name.clone(),
        why: "has more rows on these facts than the workbook has room for".to_owned(),
    });
    let refused: Vec<RefusedRule> = rules.refused.iter().cloned().chain(too_many).collect();
    let bytes = written(content, &said, &refused).map_err(|error| {
        ExportFailure::new(
            "not_a_workbook",
            format!("The workbook cannot be written, so nothing was exported: {error}."),
            "Report this with the document; it should not happen.",
        )
    })?;
    let exact = said.iter().map(|one| one.of.id.clone()).collect();
    Ok(Book { bytes, exact, refused })
}

fn written(
    content: &BundleContent,
    said: &[&rows::Said<'_>],
    refused: &[RefusedRule],
) -> Result<Vec<u8>, XlsxError> {
    let program = &content.program;
    let names = content.lines.iter().map(|of| (of.partner_id.as_str(), of.partner_name.as_str()));
    let partners = Partners(names.collect());
    let styles = Styles::new(program.currency.decimals());
    let mut book = Workbook::new();
    // No file says when it was written: the same content gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&program.name).set_creation_datetime(&made),
    );
    let by_deal = said.iter().any(|one| !one.deals_told().is_empty());
    let mut sheets = vec![read_me::NAME, parameters::NAME, measures::NAME];
    sheets.extend(by_deal.then_some(measures::DEALS));
    sheets.extend([payouts::NAME, totals::NAME]);
    for name in &sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&A&RPage &P of &N");
    }
    let last = sheets.len() - 1;
    read_me::write(&mut book, 0, content, said, refused, &styles)?;
    parameters::write(&mut book, 1, said, &styles)?;
    measures::write(&mut book, 2, said, &partners, &styles)?;
    if by_deal {
        measures::write_deals(&mut book, 3, said, program, &partners, &styles)?;
    }
    let rows = payouts::write(&mut book, last - 1, said, program, &partners, &styles)?;
    totals::write(&mut book, last, said, &rows, content, &styles)?;
    for at in last - 2..last {
        book.worksheet_from_index(at)?.set_repeat_rows(measures::HEAD, measures::HEAD)?;
    }
    book.save_to_buffer()
}
