//! Past payouts against what the program pays.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{Open, PayoutStanding, Reconcile, ReconciledPayout, Reconciliation},
};

use crate::{
    arguments::Reconciled,
    csv,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped},
};

/// Rows asked for at a time: as many as one page may have.
const PAGE: u32 = 1_000;

/// Says how past payouts agree with what the program pays.
pub fn reconcile(asked: Reconciled, format: Format) -> Ended {
    let desk = Desk::new();
    let Reconciled { file, program, from, until, differing } = asked;
    desk.ask(Open { path: file, program, from, until })?;
    let mut rows: Vec<ReconciledPayout> = Vec::new();
    let found = loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let only_differing = differing;
        let page = Reconcile { only_differing, offset, limit: PAGE, ..Reconcile::default() };
        let mut page = desk.ask(page)?;
        let last = page.rows.is_empty();
        rows.append(&mut page.rows);
        if last {
            break page;
        }
    };
    let text = match format {
        Format::Json => json(&json!({
            "currency": found.currency,
            "from": found.from,
            "until": found.until,
            "compared_by": found.compared_by,
            "paid": found.paid,
            "calculated": found.calculated,
            "difference": found.difference,
            "counts": found.counts,
            "rows": rows,
        })),
        Format::Csv => as_csv(&rows),
        Format::Table => as_table(&rows) + &summed(&found),
    };
    let counts = found.counts;
    let unlike = counts.differ + counts.only_paid + counts.only_calculated;
    Ok(Printed::with(text, unlike + counts.outside + counts.other_currency > 0))
}

/// How the two stand, in words.
const fn words(standing: PayoutStanding) -> &'static str {
    match standing {
        PayoutStanding::Agree => "agrees",
        PayoutStanding::Differ => "differs",
        PayoutStanding::OnlyPaid => "paid only",
        PayoutStanding::OnlyCalculated => "calculated only",
        PayoutStanding::Outside => "not in the replay",
        PayoutStanding::OtherCurrency => "other currency",
    }
}

fn amount(text: Option<&String>) -> String {
    text.map(|text| grouped(text)).unwrap_or_default()
}

fn as_table(rows: &[ReconciledPayout]) -> String {
    let mut table = Table::new(6);
    let head = [
        "Partner",
        "Incentive",
        "From",
        "Until",
        "Standing",
        "Currency",
        "Paid",
        "Calculated",
        "Difference",
    ];
    table.row(head.map(str::to_owned)).line();
    for row in rows {
        table.row([
            row.partner_name.clone(),
            row.label.clone(),
            row.from.clone(),
            row.until.clone(),
            words(row.standing).to_owned(),
            row.currency.clone(),
            amount(row.paid.as_ref()),
            amount(row.calculated.as_ref()),
            amount(row.difference.as_ref()),
        ]);
    }
    table.text()
}

fn summed(found: &Reconciliation) -> String {
    let counts = found.counts;
    format!(
        "\nFrom {} until {}: calculated {} less paid {} = {} {}.\n{} agree, {} differ, {} paid only, {} calculated only; {} not in the replay and {} in another currency are not compared.\n{}\n",
        found.from,
        found.until,
        grouped(&found.calculated),
        grouped(&found.paid),
        grouped(&found.difference),
        found.currency,
        counts.agree,
        counts.differ,
        counts.only_paid,
        counts.only_calculated,
        counts.outside,
        counts.other_currency,
        found.compared_by,
    )
}

fn as_csv(rows: &[ReconciledPayout]) -> String {
    let mut text = csv::record([
        "partner",
        "name",
        "label",
        "incentive",
        "from",
        "until",
        "standing",
        "paid",
        "calculated",
        "difference",
        "currency",
        "source",
    ]);
    text.extend(rows.iter().map(|row| {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        csv::record([
            csv::text(&row.partner).as_ref(),
            csv::text(&row.partner_name).as_ref(),
            csv::text(&row.label).as_ref(),
            &or_empty(&row.incentive),
            &row.from,
            &row.until,
            words(row.standing),
            &or_empty(&row.paid),
            &or_empty(&row.calculated),
            &or_empty(&row.difference),
            &row.currency,
            csv::text(&or_empty(&row.source)).as_ref(),
        ])
    }));
    text
}
