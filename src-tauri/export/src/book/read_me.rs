//! The first sheet: what the workbook is, what it works out, and what it does not.

use rust_xlsxwriter::{Workbook, XlsxError};

use tierwright_program::words;

use super::{
    measures::FIRST,
    payouts::NAME as PAYOUTS,
    rows::{MOST_DEALS, Said},
    style::{Sheet, Styles},
};
use crate::{BundleContent, sql::RefusedRule};

/// The name of the sheet.
pub(super) const NAME: &str = "Read me";

/// Writes the sheet.
pub(super) fn write(
    book: &mut Workbook,
    at: usize,
    content: &BundleContent,
    said: &[&Said<'_>],
    refused: &[RefusedRule],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let program = &content.program;
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.sheet.set_column_width(0, 34)?;
    sheet.sheet.set_column_width(1, 96)?;
    sheet.sheet.set_screen_gridlines(false);
    sheet.text(0, 0, &program.name, &styles.title)?;
    let subtitle = if content.sample {
        "SAMPLE: made-up partners and deals. Payouts recomputed from measures."
    } else {
        "Payouts recomputed from measures."
    };
    sheet.text(1, 0, subtitle, &styles.note)?;
    let mut row = 3;
    let quarters = (content.quarters.first(), content.quarters.last());
    let period = match quarters {
        (Some(first), Some(last)) => format!("{} to {}", first.from(), last.until()),
        _ => String::new(),
    };
    for (label, text) in [
        ("Currency", program.currency.to_string()),
        ("Paid for", period),
        ("Facts, SHA-256", content.facts_digest.clone()),
        ("Tierwright", content.engine.clone()),
    ] {
        sheet.text(row, 0, label, &styles.note)?;
        sheet.text(row, 1, &text, &styles.text)?;
        row += 1;
    }
    let all: usize = said.iter().map(|one| one.payouts.len()).sum();
    let last = FIRST + (all as u32).max(1);
    let of_all = |formula: String| if all == 0 { "0".to_owned() } else { formula };
    let count = of_all(format!("COUNT({PAYOUTS}!M{}:M{last})", FIRST + 1));
    sheet.text(row, 0, "Payouts recomputed here", &styles.note)?;
    // A number is read as one, and stands where the texts begin.
    sheet.formula(row, 1, &count, &all.to_string(), &styles.plain)?;
    sheet.text(row + 1, 0, "Of them differ from Tierwright", &styles.note)?;
    let differ = of_all(format!("SUMPRODUCT(--({PAYOUTS}!O{}:O{last}<>0))", FIRST + 1));
    sheet.formula(row + 1, 1, &differ, "0", &styles.plain)?;
    row = sheets(&mut sheet, row + 3, styles)?;
    rules(&mut sheet, row + 1, said, refused, styles)
}

fn sheets(sheet: &mut Sheet<'_>, row: u32, styles: &Styles) -> Result<u32, XlsxError> {
    sheet.text(row, 0, "The sheets", &styles.section)?;
    sheet.text(row, 1, "", &styles.section)?;
    let most = format!(
        "Incentives that pay deal by deal: each deal, its reward, and how a pool is divided. Of an incentive with \
         more than {} lines of deals, what they earn stands in Measures by partner and period.",
        words::grouped(&MOST_DEALS.to_string())
    );
    let lines = [
        (
            "Parameters",
            "Every rate, threshold and cap, in named cells. Change one, and the payouts follow.",
        ),
        (
            "Measures",
            "What each partner is measured at, period by period; rows without a measure and a payout are \
             left out. Baselines, targets, gates and levels are data: a changed rate does not move them.",
        ),
        ("Deals", most.as_str()),
        (
            "Payouts",
            "Each payout by formulas: the band, the rate, rounding, limits. Beside it what Tierwright \
             pays, and the difference. A payout into several accounts stands here as one sum.",
        ),
        ("Totals", "By incentive and quarter."),
    ];
    let mut at = row + 1;
    for (name, text) in lines {
        sheet.text(at, 0, name, &styles.wrapped)?;
        sheet.text(at, 1, text, &styles.wrapped)?;
        if text.len() > 95 {
            sheet.sheet.set_row_height(at, 31)?;
        }
        at += 1;
    }
    Ok(at)
}

fn rules(
    sheet: &mut Sheet<'_>,
    row: u32,
    said: &[&Said<'_>],
    refused: &[RefusedRule],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.text(row, 0, "The incentives", &styles.section)?;
    let mut at = row + 1;
    for one in said {
        sheet.text(at, 0, &one.of.name, &styles.wrapped)?;
        let mut method = format!("Exact: {}.", words::count(one.payouts.len() as u64, "payout"));
        if one.summed {
            method += &format!(
                " Its {} are too many to stand here one by one: what they earn is data, by partner and \
                 period, and rounding and limits are live.",
                words::count(one.deals.len() as u64, "deal line"),
            );
        }
        sheet.text(at, 1, &method, &styles.wrapped)?;
        at += 1;
    }
    for rule in refused {
        sheet.text(at, 0, &rule.name, &styles.wrapped)?;
        let why = format!("Not in this workbook: {} {}.", rule.name, rule.why);
        sheet.text(at, 1, &why, &styles.wrapped)?;
        at += 1;
    }
    Ok(())
}
