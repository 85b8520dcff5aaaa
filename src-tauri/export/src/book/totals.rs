//! The sheet of totals: what each rule pays in each quarter, beside what was exported.

use rust_xlsxwriter::{Workbook, XlsxError};
use tierwright_program::{Span, State};

use super::{
    payouts::{NAME as PAYOUTS, Rows},
    rows::{Payout, Said},
    style::{Sheet, Styles, letters, minor_text},
};
use crate::BundleContent;

/// The name of the sheet.
pub(super) const NAME: &str = "Totals";

const HEAD: u32 = 3;

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    at: usize,
    said: &[&Said<'_>],
    rows: &[Option<Rows>],
    content: &BundleContent,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let program = &content.program;
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.text(0, 0, "Totals", &styles.title)?;
    let note = format!("By incentive and quarter, in {}.", program.currency);
    sheet.text(1, 0, &note, &styles.note)?;
    sheet.text(HEAD, 0, "Incentive", &styles.head)?;
    sheet.text(HEAD + 1, 0, "", &styles.head)?;
    sheet.sheet.set_column_width(0, 34)?;
    let heads = content.quarters.iter().map(|quarter| program.calendar.label(*quarter));
    let heads = heads.chain(["Payout", "Tierwright", "Difference"].map(str::to_owned));
    let wide = content.quarters.len() as u16;
    for (column, head) in (1_u16..).zip(heads) {
        sheet.text(HEAD, column, &head, &styles.head_number)?;
        sheet.text(HEAD + 1, column, "", &styles.head_number)?;
        sheet.sheet.set_column_width(column, 17)?;
    }
    sheet.text(HEAD + 1, 0, "Quarter ends", &styles.head)?;
    for (column, quarter) in (1_u16..).zip(&content.quarters) {
        sheet.day(HEAD + 1, column, quarter.until(), &styles.head_day)?;
    }
    sheet.sheet.set_freeze_panes(HEAD + 2, 1)?;
    let mut row = HEAD + 2;
    for (state, label) in
        [(State::On, "All that is paid"), (State::Shadow, "All that is only shown")]
    {
        let first = row;
        let mut own = Vec::new();
        for (one, rows) in said.iter().zip(rows).filter(|(one, _)| one.of.state == state) {
            own.extend(&one.payouts);
            incentive(&mut sheet, row, one, rows.as_ref(), content, styles)?;
            row += 1;
        }
        if row == first {
            continue;
        }
        sheet.text(row, 0, label, &styles.total_text)?;
        let figures = figures(&own, &content.quarters);
        for (column, figure) in (1..wide + 4).zip(figures) {
            let letter = letters(column);
            let sum = format!("SUM({letter}{}:{letter}{row})", first + 1);
            let result = minor_text(figure, program.currency.decimals());
            sheet.formula(row, column, &sum, &result, &styles.total_money)?;
        }
        row += 2;
    }
    Ok(())
}

fn incentive(
    sheet: &mut Sheet<'_>,
    row: u32,
    one: &Said<'_>,
    rows: Option<&Rows>,
    content: &BundleContent,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let decimals = content.program.currency.decimals();
    sheet.text(row, 0, &one.of.name, &styles.text)?;
    let payouts: Vec<&Payout> = one.payouts.iter().collect();
    let figures = figures(&payouts, &content.quarters);
    let quarters = content.quarters.len() as u16;
    for (column, figure) in (1_u16..).zip(figures) {
        let result = minor_text(figure, decimals);
        let range = |letter: &str| {
            rows.map(|rows| format!("{PAYOUTS}!${letter}${}:${letter}${}", rows.first, rows.last))
        };
        let formula = match (range("M"), range("N"), range("O"), range("E")) {
            (Some(paid), Some(exported), Some(difference), Some(until)) => {
                match column.saturating_sub(quarters) {
                    0 => in_quarter(&paid, &until, column),
                    1 => format!("SUM({paid})"),
                    2 => format!("SUM({exported})"),
                    _ => format!("SUM({difference})"),
                }
            }
            _ => "0".to_owned(),
        };
        let format = if column == quarters + 1 { &styles.payout } else { &styles.money };
        sheet.formula(row, column, &format!("ROUND({formula},{decimals})"), &result, format)?;
    }
    Ok(())
}

/// The payouts whose periods end in the quarter of a column.
fn in_quarter(paid: &str, until: &str, column: u16) -> String {
    let end = |column: u16| format!("{}${}", letters(column), HEAD + 2);
    let within = format!("SUMIF({until},\"<=\"&{},{paid})", end(column));
    match column {
        1 => within,
        _ => format!("{within}-SUMIF({until},\"<=\"&{},{paid})", end(column - 1)),
    }
}

/// By quarter, then all, what was exported, and the difference; in minor units.
fn figures(payouts: &[&Payout], quarters: &[Span]) -> Vec<i64> {
    let of = |quarter: &Span| {
        let within = payouts.iter().filter(|one| quarter.contains(one.settled.until));
        within.map(|one| one.payout).sum()
    };
    let mut figures: Vec<i64> = quarters.iter().map(of).collect();
    let paid: i64 = payouts.iter().map(|one| one.payout).sum();
    let exported: i64 = payouts.iter().map(|one| one.exported).sum();
    figures.extend([paid, exported, paid - exported]);
    figures
}
