//! The sheets of measures: what was sold and agreed, by partner and period, and by deal where a rule
//! pays deal by deal.

use rust_xlsxwriter::{Workbook, XlsxError};
use tierwright_program::{Measure, Program, Quantity, incentive::Qualifier};

use super::{
    Partners,
    rows::{Deal, Said, Share, rounding_formula},
    rule::{Cells, Reading, Rule},
    style::{Sheet, Styles, exact_text, letters, minor_text},
};
use crate::sql::Picked;

/// The names of the sheets.
pub(super) const NAME: &str = "Measures";
pub(super) const DEALS: &str = "Deals";

/// The row of the heads, and of the first row below them.
pub(super) const HEAD: u32 = 3;
pub(super) const FIRST: u32 = HEAD + 1;

/// The columns of the sheet of measures.
const HEADS: [(&str, u16); 15] = [
    ("Partner id", 16),
    ("Partner", 30),
    ("Incentive", 26),
    ("From", 12),
    ("Until", 12),
    ("Fiscal year", 9),
    ("Paid on (V)", 16),
    ("Baseline (B)", 16),
    ("Target (T)", 16),
    ("Qualifier (Q)", 16),
    ("Q, part", 16),
    ("Q, whole", 16),
    ("Gate met", 9),
    ("Level or value", 18),
    ("Column", 9),
];

/// The columns of the sheet of deals.
const DEAL_HEADS: [(&str, u16); 20] = [
    ("Row in Payouts", 11),
    ("Deal", 16),
    ("Closed", 12),
    ("Partner id", 16),
    ("Partner", 30),
    ("Incentive", 26),
    ("Paid on (V)", 16),
    ("Gate met", 9),
    ("Level or value", 18),
    ("Column", 9),
    ("Counted", 16),
    ("Band", 7),
    ("Before rounding", 16),
    ("Pool", 14),
    ("Weight", 10),
    ("All weights", 10),
    ("Minor units", 12),
    ("Rest", 12),
    ("Rank of rest", 9),
    ("Adds", 14),
];

/// The cells of a payout's measures, from another sheet.
pub(super) fn cells(row: u32) -> Cells {
    let at = |column: &str| format!("{NAME}!{column}{}", row + 1);
    let own = |column: &str| format!("{column}{}", row + 1);
    Cells {
        value: at("G"),
        baseline: at("H"),
        target: at("I"),
        picked: at("J"),
        part: at("K"),
        whole: at("L"),
        open: at("M"),
        column: at("O"),
        paid_on: own("F"),
        picks: own("G"),
        band: own("H"),
    }
}

/// The cells of a deal, on its own sheet.
fn deal_cells(row: u32) -> Cells {
    let own = |column: &str| format!("{column}{}", row + 1);
    Cells {
        value: own("G"),
        baseline: "0".to_owned(),
        target: "0".to_owned(),
        picked: "0".to_owned(),
        part: "0".to_owned(),
        whole: "0".to_owned(),
        open: own("H"),
        column: own("J"),
        paid_on: own("K"),
        picks: own("K"),
        band: own("L"),
    }
}

/// Writes the measures by partner and period.
pub(super) fn write(
    book: &mut Workbook,
    at: usize,
    said: &[&Said<'_>],
    partners: &Partners<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.text(0, 0, "Measures", &styles.title)?;
    let note = "What each partner is measured at, period by period. These are data, not formulas: \
                tiers, baselines, targets and gates come from the export.";
    sheet.text(1, 0, note, &styles.note)?;
    sheet.heads(HEAD, &HEADS, styles)?;
    sheet.sheet.set_freeze_panes(FIRST, 2)?;
    let mut row = FIRST;
    for one in said {
        for payout in &one.payouts {
            let settled = &payout.settled;
            let rule = &one.versions[payout.version];
            sheet.text(row, 0, &settled.partner, &styles.text)?;
            sheet.text(row, 1, partners.name(&settled.partner), &styles.text)?;
            sheet.text(row, 2, &one.of.name, &styles.text)?;
            sheet.day(row, 3, settled.from, &styles.day)?;
            sheet.day(row, 4, settled.until, &styles.day)?;
            sheet.number(row, 5, settled.year, 0, &styles.plain)?;
            if let Some(reading) = &payout.reading {
                measure(&mut sheet, row, rule, reading, styles)?;
            } else if one.summed {
                sheet.exact(row, 6, payout.exact, &styles.exact)?;
                sheet.text(row, 13, "what its deals earn", &styles.note)?;
            } else {
                sheet.text(row, 6, "by deal", &styles.note)?;
            }
            row += 1;
        }
    }
    Ok(())
}

fn measure(
    sheet: &mut Sheet<'_>,
    row: u32,
    rule: &Rule<'_>,
    of: &Reading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let scale = value_scale(rule);
    sheet.number(row, 6, of.value, scale, &styles.exact)?;
    if rule.incentive.earns_on.part.baseline().is_some() {
        sheet.number(row, 7, of.baseline, scale, &styles.exact)?;
    }
    if rule.incentive.target.is_some() {
        sheet.number(row, 8, of.target, scale, &styles.exact)?;
    }
    match of.picked {
        Picked::None => {}
        Picked::Value(value) => {
            sheet.number(row, 9, value, threshold_scale(rule), &styles.exact)?;
        }
        Picked::Ratio(part, whole) => {
            let scale = ratio_scale(rule);
            sheet.number(row, 10, part, scale, &styles.exact)?;
            sheet.number(row, 11, whole, scale, &styles.exact)?;
        }
    }
    sheet.number(row, 12, i64::from(of.open), 0, &styles.whole)?;
    column(sheet, row, 13, rule, of, styles)
}

/// The column of the schedule: what it stands for, and its number; none is 0.
fn column(
    sheet: &mut Sheet<'_>,
    row: u32,
    at: u16,
    rule: &Rule<'_>,
    of: &Reading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let names = rule.schedule.columns.as_ref().map_or(&[] as &[String], |of| of.names());
    let name = of.column.and_then(|column| names.get(column));
    sheet.text(row, at, name.map_or("", String::as_str), &styles.text)?;
    let number = of.column.map_or(0, |column| column as i64 + 1);
    sheet.number(row, at + 1, number, 0, &styles.whole)
}

/// Decimals of V.
pub(crate) const fn value_scale(rule: &Rule<'_>) -> u32 {
    if rule.incentive.earns_on.measure.counts() { 8 } else { 4 }
}

/// Decimals of both sides of a ratio: money over money, or numbers over numbers.
pub(crate) fn ratio_scale(rule: &Rule<'_>) -> u32 {
    match &rule.incentive.qualifier {
        Qualifier::Measure(own) => match &own.measure {
            Measure::Ratio(of) if !of.part.is_money() => 8,
            _ => 4,
        },
        _ => value_scale(rule),
    }
}

/// Decimals of thresholds.
pub(crate) fn threshold_scale(rule: &Rule<'_>) -> u32 {
    match rule.schedule.bands.first().map(|band| band.from) {
        Some(Quantity::Money(_)) => 4,
        _ => 8,
    }
}

/// Writes the deals of rules that pay deal by deal.
pub(super) fn write_deals(
    book: &mut Workbook,
    at: usize,
    said: &[&Said<'_>],
    program: &Program,
    partners: &Partners<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.text(0, 0, "Deals", &styles.title)?;
    let note = "The deals of rules that pay deal by deal. A pool is divided by weight; what is left \
                of whole minor units goes to the largest rests.";
    sheet.text(1, 0, note, &styles.note)?;
    sheet.heads(HEAD, &DEAL_HEADS, styles)?;
    sheet.sheet.set_freeze_panes(FIRST, 2)?;
    let (mut payouts, mut row) = (FIRST, FIRST);
    for one in said {
        let first = row;
        for deal in one.deals_told() {
            write_deal(&mut sheet, (row, first, payouts), one, deal, program, partners, styles)?;
            row += 1;
        }
        payouts += one.payouts.len() as u32;
    }
    Ok(())
}

fn write_deal(
    sheet: &mut Sheet<'_>,
    (row, first, payouts): (u32, u32, u32),
    one: &Said<'_>,
    deal: &Deal,
    program: &Program,
    partners: &Partners<'_>,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let rule = &one.versions[deal.version];
    let line = deal.payout.map_or(0, |(at, _)| i64::from(payouts) + at as i64 + 1);
    sheet.number(row, 0, line, 0, &styles.whole)?;
    sheet.text(row, 1, &deal.deal, &styles.text)?;
    match deal.payout {
        Some((at, closed)) => {
            let partner = &one.payouts[at].settled.partner;
            sheet.day(row, 2, closed, &styles.day)?;
            sheet.text(row, 3, partner, &styles.text)?;
            sheet.text(row, 4, partners.name(partner), &styles.text)?;
        }
        None => sheet.text(row, 4, "nobody", &styles.note)?,
    }
    sheet.text(row, 5, &one.of.name, &styles.text)?;
    sheet.number(row, 6, deal.reading.value, value_scale(rule), &styles.exact)?;
    sheet.number(row, 7, i64::from(deal.reading.open), 0, &styles.whole)?;
    column(sheet, row, 8, rule, &deal.reading, styles)?;
    let c = deal_cells(row);
    let counted = minor_text(rule.paid_on(&deal.reading), value_scale(rule));
    sheet.formula(row, 10, &rule.paid_on_formula(&c), &counted, &styles.exact)?;
    let band = rule.band(&deal.reading).to_string();
    sheet.formula(row, 11, &rule.deal_band_formula(&c), &band, &styles.whole)?;
    let exact = exact_text(deal.exact);
    sheet.formula(row, 12, &rule.earned_formula(&c), &exact, &styles.exact)?;
    let own = |column: u16| format!("{}{}", letters(column), row + 1);
    match &deal.share {
        Some(share) => write_share(sheet, (row, first), (deal, share), rule, program, styles),
        None => {
            let (formula, format) = match rule.rounds_deals() {
                true => (rounding_formula(&own(12), rule.guards.amount, program), &styles.money),
                false => (own(12), &styles.exact),
            };
            sheet.formula(row, 19, &formula, &exact_text(deal.adds), format)
        }
    }
}

fn write_share(
    sheet: &mut Sheet<'_>,
    (row, first): (u32, u32),
    (deal, share): (&Deal, &Share),
    rule: &Rule<'_>,
    program: &Program,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let decimals = program.currency.decimals();
    let minor = 10_u32.pow(decimals);
    let top = first + share.first as u32 + 1;
    let bottom = top + share.rows as u32 - 1;
    let block = |column: &str| format!("${column}${top}:${column}${bottom}");
    let own = |column: &str| format!("{column}{}", row + 1);
    let pool = rounding_formula(&format!("MAX({})", block("M")), rule.guards.amount, program);
    sheet.formula(row, 13, &pool, &minor_text(share.pool, decimals), &styles.money)?;
    sheet.number(row, 14, share.weight, 0, &styles.input_number)?;
    let all = format!("SUM({})", block("O"));
    sheet.formula(row, 15, &all, &share.total.to_string(), &styles.whole)?;
    // The pool in minor units times a weight is a whole number that a sheet holds exactly.
    let minors = format!("ROUND({}*{minor},0)", own("N"));
    let product = format!("{minors}*{}", own("O"));
    let whole = (share.part - i64::from(share.rank <= share.left)).to_string();
    let part = format!("({product}-{})/{}", own("R"), own("P"));
    sheet.formula(row, 16, &format!("ROUND({part},0)"), &whole, &styles.whole)?;
    let rest = format!("MOD({product},{})", own("P"));
    sheet.formula(row, 17, &rest, &share.rest.to_string(), &styles.whole)?;
    let rank = format!(
        "SUMPRODUCT(--({}>{}))+COUNTIF(R${top}:{},{})",
        block("R"),
        own("R"),
        own("R"),
        own("R")
    );
    sheet.formula(row, 18, &rank, &share.rank.to_string(), &styles.whole)?;
    let adds = format!(
        "IF({}=1,({}+IF({}<={minors}-SUM({}),1,0))/{minor},0)",
        own("H"),
        own("Q"),
        own("S"),
        block("Q")
    );
    let result = if deal.reading.open { share.part } else { 0 };
    sheet.formula(row, 19, &adds, &minor_text(result, decimals), &styles.money)
}
