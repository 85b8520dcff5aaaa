//! The sheet of payouts: each from its measures and the parameters, step by step, beside the payout
//! that was exported.

use rust_xlsxwriter::{Workbook, XlsxError};
use tierwright_program::{Program, State, incentive::LimitPer};

use super::{
    Partners,
    measures::{DEALS, FIRST, HEAD, NAME as MEASURES, cells, threshold_scale, value_scale},
    rows::{Payout, Said, rounding_formula},
    rule::{limit, pow},
    style::{Sheet, Styles, exact_text, minor_text},
};

/// The name of the sheet.
pub(super) const NAME: &str = "Payouts";

const HEADS: [(&str, u16); 16] = [
    ("Partner id", 16),
    ("Partner", 30),
    ("Incentive", 26),
    ("From", 12),
    ("Until", 12),
    ("Paid on", 16),
    ("Picks the band", 16),
    ("Band", 7),
    ("Before rounding", 18),
    ("Rounded", 14),
    ("Within the period's limit", 14),
    ("Earlier in the year", 14),
    ("Payout", 15),
    ("Tierwright", 15),
    ("Difference", 12),
    ("State", 11),
];

/// Which rows a rule has, counted as a sheet counts them.
pub(super) struct Rows {
    pub first: u32,
    pub last: u32,
}

/// Writes the sheet; the rows of each rule, in their order. A rule without rows has none.
pub(super) fn write(
    book: &mut Workbook,
    at: usize,
    said: &[&Said<'_>],
    program: &Program,
    partners: &Partners<'_>,
    styles: &Styles,
) -> Result<Vec<Option<Rows>>, XlsxError> {
    let deals: u32 = said.iter().map(|one| one.deals_told().len() as u32).sum();
    let mut sheet = Sheet { sheet: book.worksheet_from_index(at)? };
    sheet.text(0, 0, "Payouts", &styles.title)?;
    let note = format!(
        "Every payout from its measures and the parameters, in {}. Tierwright is what was exported; \
         the difference must be 0.",
        program.currency
    );
    sheet.text(1, 0, &note, &styles.note)?;
    sheet.heads(HEAD, &HEADS, styles)?;
    sheet.sheet.set_freeze_panes(FIRST, 3)?;
    let mut rows = Vec::new();
    let mut row = FIRST;
    for one in said {
        let first = row;
        let (mut began, mut before): (u32, Option<&Payout>) = (row, None);
        for payout in &one.payouts {
            let of = |one: &Payout| (one.settled.place, one.settled.year);
            if before.is_none_or(|before| of(before) != of(payout)) {
                began = row;
            }
            before = Some(payout);
            sheet.text(row, 0, &payout.settled.partner, &styles.text)?;
            sheet.text(row, 1, partners.name(&payout.settled.partner), &styles.text)?;
            sheet.text(row, 2, &one.of.name, &styles.text)?;
            sheet.day(row, 3, payout.settled.from, &styles.day)?;
            sheet.day(row, 4, payout.settled.until, &styles.day)?;
            earned(&mut sheet, row, one, payout, deals, styles)?;
            settled(&mut sheet, (row, began), one, payout, program, styles)?;
            row += 1;
        }
        rows.push((row > first).then(|| Rows { first: first + 1, last: row }));
    }
    total(&mut sheet, row, said, program, styles)?;
    Ok(rows)
}

/// From the measures to the exact amount.
fn earned(
    sheet: &mut Sheet<'_>,
    row: u32,
    one: &Said<'_>,
    payout: &Payout,
    deals: u32,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let rule = &one.versions[payout.version];
    let exact = exact_text(payout.exact);
    let Some(reading) = &payout.reading else {
        let (first, last) = (FIRST + 1, FIRST + deals.max(1));
        let guard = most_exact(one);
        let sum = match one.summed {
            true => format!("{MEASURES}!G{}", row + 1),
            false => format!(
                "ROUND(SUMIF({DEALS}!$A${first}:$A${last},ROW(),{DEALS}!$T${first}:$T${last}),{guard})"
            ),
        };
        return sheet.formula(row, 8, &sum, &exact, &styles.exact);
    };
    let c = cells(row);
    let paid_on = minor_text(rule.paid_on(reading), value_scale(rule));
    sheet.formula(row, 5, &rule.paid_on_formula(&c), &paid_on, &styles.exact)?;
    let picks = match (rule.picks(reading), rule.ratio(reading)) {
        (Some(picks), _) => minor_text(picks, picked_scale(rule)),
        (None, Some((part, whole))) if whole > 0 => {
            // To look at; bands are picked by the two sides of the ratio.
            let tenths = i128::from(part) * pow(10) / i128::from(whole);
            i64::try_from(tenths).map_or_else(|_| "0".to_owned(), |tenths| minor_text(tenths, 10))
        }
        _ => "0".to_owned(),
    };
    sheet.formula(row, 6, &rule.picks_formula(&c), &picks, &styles.exact)?;
    let band = rule.band(reading).to_string();
    sheet.formula(row, 7, &rule.band_formula(&c), &band, &styles.whole)?;
    sheet.formula(row, 8, &rule.earned_formula(&c), &exact, &styles.exact)
}

fn picked_scale(rule: &super::rule::Rule<'_>) -> u32 {
    match rule.incentive.qualifier {
        tierwright_program::incentive::Qualifier::Measure(_) => threshold_scale(rule),
        _ => value_scale(rule),
    }
}

/// Decimals at which amounts of the rule are exact, whatever schedule they are of.
fn most_exact(one: &Said<'_>) -> u32 {
    one.versions.iter().map(|rule| rule.guards.amount).max().unwrap_or(0)
}

/// Rounding, limits, and the payout that was exported.
fn settled(
    sheet: &mut Sheet<'_>,
    (row, began): (u32, u32),
    one: &Said<'_>,
    payout: &Payout,
    program: &Program,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let decimals = program.currency.decimals();
    let name = &one.versions[0].name;
    let own = |column: &str| format!("{column}{}", row + 1);
    let minor = |minor: i64| minor_text(minor, decimals);
    let exact = match payout.reading {
        Some(_) => one.versions[payout.version].guards.amount,
        None => most_exact(one),
    };
    let rounded = rounding_formula(&own("I"), exact, program);
    sheet.formula(row, 9, &rounded, &minor(payout.rounded), &styles.money)?;
    let limited = match limit(one.of, LimitPer::PartnerPeriod) {
        Some(_) => format!("MIN({},{name}_period_cap)", own("J")),
        None => own("J"),
    };
    sheet.formula(row, 10, &limited, &minor(payout.limited), &styles.money)?;
    let before = match row > began {
        true => format!("ROUND(SUM(K{}:K{row}),{decimals})", began + 1),
        false => "0".to_owned(),
    };
    sheet.formula(row, 11, &before, &minor(payout.before), &styles.money)?;
    let paid = match limit(one.of, LimitPer::PartnerYear) {
        Some(_) => format!(
            "ROUND(MIN({}+{},{name}_year_cap)-MIN({},{name}_year_cap),{decimals})",
            own("L"),
            own("K"),
            own("L")
        ),
        None => own("K"),
    };
    sheet.formula(row, 12, &paid, &minor(payout.payout), &styles.payout)?;
    sheet.number(row, 13, payout.exported, decimals, &styles.money)?;
    let difference = format!("ROUND({}-{},{decimals})", own("M"), own("N"));
    let differs = minor(payout.payout - payout.exported);
    sheet.formula(row, 14, &difference, &differs, &styles.money)?;
    let state = if one.of.state == State::Shadow { "only shown" } else { "paid" };
    sheet.text(row, 15, state, &styles.state)
}

fn total(
    sheet: &mut Sheet<'_>,
    row: u32,
    said: &[&Said<'_>],
    program: &Program,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let decimals = program.currency.decimals();
    let all = || said.iter().flat_map(|one| &one.payouts);
    for column in 0..16 {
        sheet.text(row, column, if column == 0 { "All of it" } else { "" }, &styles.total_text)?;
    }
    let sums = [
        (12, "M", all().map(|one| one.payout).sum::<i64>()),
        (13, "N", all().map(|one| one.exported).sum::<i64>()),
        (14, "O", all().map(|one| one.payout - one.exported).sum::<i64>()),
    ];
    for (column, letter, sum) in sums {
        // Without rows there is nothing to add up but the sum itself.
        let formula = match row {
            FIRST => "0".to_owned(),
            _ => format!("ROUND(SUM({letter}{}:{letter}{row}),{decimals})", FIRST + 1),
        };
        sheet.formula(row, column, &formula, &minor_text(sum, decimals), &styles.total_money)?;
    }
    Ok(())
}
