//! The sheet of parameters: every rate, threshold and cap of the rules, each in a cell with a name.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use tierwright_program::{Quantity, incentive::LimitPer};

use super::{
    rows::Said,
    rule::{Rule, limit},
    style::{Sheet, Styles, letters},
};

/// The name of the sheet.
pub(super) const NAME: &str = "Parameters";

/// What stands in the columns.
const LABEL: u16 = 0;
const FROM: u16 = 1;
const RATES: u16 = 2;

/// Said in place of the bands of a rule whose deals do not stand in the workbook.
const SUMMED: &str =
    "What its deals earn stands in Measures by partner and period; its bands are not here.";

/// Cells and the names that they get.
type Names = Vec<(String, String)>;

/// Writes the sheet and names its cells.
pub(super) fn write(
    book: &mut Workbook,
    at: usize,
    said: &[&Said<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut names = Names::new();
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.text(0, LABEL, "Parameters", &styles.title)?;
    let note = "Change a cell on yellow ground and the payouts follow. Each has a name, shown in the \
                name box: p1_..._rate_2_3 is what band 2 pays in column 3.";
    sheet.text(1, LABEL, note, &styles.note)?;
    sheet.sheet.set_column_width(LABEL, 38)?;
    sheet.sheet.set_column_width(FROM, 18)?;
    for column in RATES..RATES + 12 {
        sheet.sheet.set_column_width(column, 15)?;
    }
    let mut row = 3;
    for one in said {
        for (version, rule) in one.versions.iter().enumerate() {
            let title = match version.checked_sub(1).and_then(|at| one.of.later_schedules.get(at)) {
                None => one.of.name.clone(),
                Some(later) => format!("{}, from {}", one.of.name, later.from),
            };
            sheet.text(row, LABEL, &title, &styles.section)?;
            row += 1;
            if one.summed {
                sheet.text(row, LABEL, SUMMED, &styles.note)?;
                row += 1;
            } else {
                row = bands(&mut sheet, row, rule, styles, &mut names)?;
            }
            row = limits(&mut sheet, row, (rule, one.summed), styles, &mut names)? + 1;
        }
    }
    sheet.sheet.set_freeze_panes(2, 0)?;
    for (name, cells) in names {
        book.define_name(name, &format!("={NAME}!{cells}"))?;
    }
    Ok(())
}

fn bands(
    sheet: &mut Sheet<'_>,
    head: u32,
    rule: &Rule<'_>,
    styles: &Styles,
    names: &mut Names,
) -> Result<u32, XlsxError> {
    let bands = &rule.schedule.bands;
    let width = u16::try_from(rule.schedule.width()).unwrap_or(u16::MAX);
    let steps = RATES + width + 1;
    let columns = rule.schedule.columns.as_ref().map_or(&[] as &[String], |of| of.names());
    let passed = rule.schedule.threshold == tierwright_program::incentive::Threshold::Passed;
    sheet.text(head, LABEL, "Band", &styles.head)?;
    let from = if passed { "Above" } else { "From" };
    sheet.text(head, FROM, from, &styles.head_number)?;
    let pays = if rule.pays_amounts() { "Amount" } else { "Rate" };
    for at in 0..width {
        let name = columns.get(usize::from(at)).map_or(pays, String::as_str);
        sheet.text(head, RATES + at, name, &styles.head_number)?;
        if rule.has_steps() {
            let step = if columns.is_empty() { "Step" } else { &format!("Step, {name}") };
            sheet.text(head, steps + at, step, &styles.head_number)?;
        }
    }
    let first = head + 1;
    for (at, band) in (0_u32..).zip(bands) {
        let row = first + at;
        sheet.text(row, LABEL, &format!("Band {}", at + 1), &styles.text)?;
        quantity(sheet, row, FROM, band.from, styles)?;
        names.push((format!("{}_from_{}", rule.name, at + 1), absolute(row, FROM)));
        for column in 0..width {
            let pays = rule.pays(at as usize, usize::from(column));
            let (scale, format) = pay_format(rule, styles);
            sheet.number(row, RATES + column, pays, scale, format)?;
            let name = format!("{}_rate_{}_{}", rule.name, at + 1, column + 1);
            names.push((name, absolute(row, RATES + column)));
            if rule.has_steps() {
                step(sheet, (row, steps + column), rule, (at, column), styles)?;
            }
        }
    }
    let last = first + bands.len() as u32 - 1;
    let mut range = |name: &str, from: u16, until: u16| {
        let cells = format!("{}:{}", absolute(first, from), absolute(last, until));
        names.push((format!("{}_{name}", rule.name), cells));
    };
    range("from", FROM, FROM);
    range("rates", RATES, RATES + width - 1);
    if rule.has_steps() {
        range("steps", steps, steps + width - 1);
    }
    Ok(last + 1)
}

/// What a threshold adds to the rate from there on: a differential rate.
fn step(
    sheet: &mut Sheet<'_>,
    (row, column): (u32, u16),
    rule: &Rule<'_>,
    (band, pays): (u32, u16),
    styles: &Styles,
) -> Result<(), XlsxError> {
    let own = rule.pays(band as usize, usize::from(pays));
    let below = (band as usize).checked_sub(1).map_or(0, |at| rule.pays(at, usize::from(pays)));
    let cell = |row: u32| format!("{}{}", letters(RATES + pays), row + 1);
    let formula = match band {
        0 => cell(row),
        _ => format!("ROUND({}-{},8)", cell(row), cell(row - 1)),
    };
    let (scale, _) = pay_format(rule, styles);
    let result = super::style::minor_text(own - below, scale);
    let format = if rule.pays_amounts() { &styles.exact } else { &styles.step };
    sheet.formula(row, column, &formula, &result, format)
}

fn pay_format<'a>(rule: &Rule<'_>, styles: &'a Styles) -> (u32, &'a Format) {
    if rule.pays_amounts() { (4, &styles.input_money) } else { (8, &styles.input_rate) }
}

fn limits(
    sheet: &mut Sheet<'_>,
    mut row: u32,
    (rule, summed): (&Rule<'_>, bool),
    styles: &Styles,
    names: &mut Names,
) -> Result<u32, XlsxError> {
    let of = rule.incentive;
    // A limit per partner is one of the incentive, whatever schedule is in force.
    let (is_first, of_all) =
        (std::ptr::eq(rule.schedule, &of.schedule), ["period_cap", "year_cap"]);
    let own = [
        ("The top band ends at", "end", rule.schedule.ends_at),
        ("The least it gives", "floor", rule.schedule.floor.map(Quantity::Money)),
        ("The most of the value that counts", "value_cap", limit(of, LimitPer::Value)),
        ("The most per deal", "deal_cap", limit(of, LimitPer::Deal)),
        ("The most per partner and period", "period_cap", limit(of, LimitPer::PartnerPeriod)),
        ("The most per partner and year", "year_cap", limit(of, LimitPer::PartnerYear)),
    ];
    for (label, name, amount) in own {
        // Of deals that are summed only what is limited after their sum is live.
        let stands = if of_all.contains(&name) { is_first } else { !summed };
        let Some(amount) = amount.filter(|_| stands) else { continue };
        sheet.text(row, LABEL, label, &styles.text)?;
        quantity(sheet, row, FROM, amount, styles)?;
        names.push((format!("{}_{name}", rule.name), absolute(row, FROM)));
        row += 1;
    }
    Ok(row)
}

fn quantity(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    of: Quantity,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match of {
        Quantity::Money(money) => sheet.number(row, column, money.units(), 4, &styles.input_money),
        Quantity::Number(number) => {
            sheet.number(row, column, number.units(), 8, &styles.input_number)
        }
    }
}

fn absolute(row: u32, column: u16) -> String {
    format!("${}${}", letters(column), row + 1)
}
