//! Past payouts against what the program pays, and a marketplace's disbursements against deals.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        DisbursedStanding, MatchDisbursements, MatchedBy, MatchedDisbursement,
        MatchedDisbursements, Open, PayoutStanding, Reconcile, ReconciledPayout, Reconciliation,
    },
};

use crate::{
    arguments::Reconciled,
    csv,
    imports::pairs,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped},
};

/// Rows asked for at a time: as many as one page may have.
const PAGE: u32 = 1_000;

/// Says how past payouts agree with what the program pays.
pub fn reconcile(asked: Reconciled, format: Format) -> Ended {
    let desk = Desk::new();
    let Reconciled { file, program, from, until, differing, disbursements, answers } = asked;
    desk.ask(Open { path: file, program, from, until })?;
    if let Some(path) = disbursements {
        let only_differing = differing;
        let answers = pairs(&answers, "--answer ID=CHOICE")?;
        let asked = MatchDisbursements { path, answers, only_differing, ..Default::default() };
        return matched(&desk, asked, format);
    }
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
            csv::text(&row.partner).as_str(),
            &csv::text(&row.partner_name),
            &csv::text(&row.label),
            &or_empty(&row.incentive),
            &row.from,
            &row.until,
            words(row.standing),
            &or_empty(&row.paid),
            &or_empty(&row.calculated),
            &or_empty(&row.difference),
            &row.currency,
            &csv::text(&or_empty(&row.source)),
        ])
    }));
    text
}

/// Says how a marketplace's disbursements match deals.
fn matched(desk: &Desk, asked: MatchDisbursements, format: Format) -> Ended {
    let mut rows: Vec<MatchedDisbursement> = Vec::new();
    let found = loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let mut page = desk.ask(MatchDisbursements { offset, limit: PAGE, ..asked.clone() })?;
        let last = page.rows.is_empty();
        rows.append(&mut page.rows);
        if last {
            break page;
        }
    };
    let text = match format {
        Format::Json => json(&json!({
            "file": found.file,
            "reading": found.reading,
            "sums": found.sums,
            "counts": found.counts,
            "set_aside": found.set_aside,
            "set_aside_rows": found.set_aside_rows,
            "rows": rows,
        })),
        Format::Csv => matches_as_csv(&rows),
        Format::Table => matches_as_table(&rows) + &matches_summed(&found),
    };
    let counts = found.counts;
    let alone = counts.only_disbursed + counts.only_deals;
    let unlike = counts.differ + counts.other_currency + alone + found.set_aside_rows;
    Ok(Printed::with(text, unlike > 0))
}

const fn disbursed_words(standing: DisbursedStanding) -> &'static str {
    match standing {
        DisbursedStanding::OnlyDisbursed => "no deal",
        DisbursedStanding::OnlyDeal => "no disbursement",
        DisbursedStanding::OtherCurrency => "other currency",
        DisbursedStanding::Differ => "differs",
        DisbursedStanding::Agree => "agrees",
    }
}

const fn by_words(by: Option<MatchedBy>) -> &'static str {
    match by {
        Some(MatchedBy::Id) => "id",
        Some(MatchedBy::BuyerAmountAndDate) => "buyer, amount, day",
        Some(MatchedBy::BuyerAndDate) => "buyer, day",
        None => "",
    }
}

fn matches_as_table(rows: &[MatchedDisbursement]) -> String {
    let mut table = Table::new(7);
    let head = [
        "Deal",
        "Buyer",
        "Closed",
        "Disbursed",
        "Matched by",
        "Standing",
        "Currency",
        "Amount",
        "Gross",
        "Fee",
        "Net",
        "Gross off",
        "Net off",
    ];
    table.row(head.map(str::to_owned)).line();
    for row in rows {
        table.row([
            row.deal.clone().unwrap_or_else(|| row.named.clone()),
            row.buyer.clone(),
            row.closed.clone().unwrap_or_default(),
            row.disbursed.clone().unwrap_or_default(),
            by_words(row.matched_by).to_owned(),
            disbursed_words(row.standing).to_owned(),
            row.currency.clone(),
            amount(row.amount.as_ref()),
            amount(row.gross.as_ref()),
            amount(row.fee.as_ref()),
            amount(row.net.as_ref()),
            amount(row.difference.as_ref()),
            amount(row.net_difference.as_ref()),
        ]);
    }
    table.text()
}

fn matches_summed(found: &MatchedDisbursements) -> String {
    let counts = found.counts;
    let mut text = format!(
        "\n{} agree, {} differ, {} in another currency, {} without a deal, {} deals without a disbursement; {} rows of {} could not be used.\n",
        counts.agree,
        counts.differ,
        counts.other_currency,
        counts.only_disbursed,
        counts.only_deals,
        found.set_aside_rows,
        found.file,
    );
    for sum in &found.sums {
        text.push_str(&format!(
            "{}: deals {}, gross {}, fees {}, net {}; gross off {}; {} without a deal, {} of deals without a disbursement.\n",
            sum.currency,
            grouped(&sum.amount),
            grouped(&sum.gross),
            grouped(&sum.fee),
            grouped(&sum.net),
            grouped(&sum.difference),
            grouped(&sum.only_disbursed),
            grouped(&sum.only_deals),
        ));
    }
    for reason in &found.set_aside {
        text.push_str(&format!("{reason}\n"));
    }
    text + &found.reading + "\n"
}

fn matches_as_csv(rows: &[MatchedDisbursement]) -> String {
    let mut text = csv::record([
        "deal",
        "named",
        "buyer",
        "closed",
        "disbursed",
        "matched_by",
        "standing",
        "currency",
        "amount",
        "gross",
        "fee",
        "net",
        "difference",
        "net_difference",
        "source",
    ]);
    text.extend(rows.iter().map(|row| {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        csv::record([
            csv::text(&or_empty(&row.deal)).as_str(),
            &csv::text(&row.named),
            &csv::text(&row.buyer),
            &or_empty(&row.closed),
            &or_empty(&row.disbursed),
            by_words(row.matched_by),
            disbursed_words(row.standing),
            &row.currency,
            &or_empty(&row.amount),
            &or_empty(&row.gross),
            &or_empty(&row.fee),
            &or_empty(&row.net),
            &or_empty(&row.difference),
            &or_empty(&row.net_difference),
            &csv::text(&or_empty(&row.source)),
        ])
    }));
    text
}
