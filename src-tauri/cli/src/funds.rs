//! What is owed to partners, and what happened to their funds.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        AccrualEstimate, FundEntry, FundPage, Funds, Liability, LiabilityCell, LiabilityLine,
        LiabilityTable, Open,
    },
};

use crate::{
    arguments::{FundLedgers, Owed},
    csv,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped, percent},
};

/// Rows asked for at a time: as many as one page may have.
const PAGE: u32 = 1_000;

/// Says what is owed to partners, by quarter and pay currency.
pub fn liability(asked: Owed, format: Format) -> Ended {
    let desk = Desk::new();
    let Owed { viewed, as_of, period, currency } = asked;
    desk.ask(Open::from(viewed))?;
    let mut lines: Vec<LiabilityLine> = Vec::new();
    let found = loop {
        let offset = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let (as_of, period, currency) = (as_of.clone(), period.clone(), currency.clone());
        let page =
            Liability { as_of, period, currency, offset, limit: PAGE, ..Liability::default() };
        let mut page = desk.ask(page)?;
        let last = page.lines.is_empty();
        lines.append(&mut page.lines);
        if last {
            break page;
        }
    };
    let opened = period.is_some() || currency.is_some();
    Ok(Printed::fine(match format {
        Format::Json => json(&json!({
            "currency": found.currency,
            "cells": found.cells,
            "lines": lines,
            "tie": found.tie,
            "estimates": found.estimates,
        })),
        Format::Csv => lines_as_csv(&lines),
        Format::Table => {
            let lines = if opened { lines_as_table(&lines) } else { String::new() };
            rolled(&found) + &tie(&found) + &lines + &estimates(&found)
        }
    }))
}

/// The roll-forward, a row for each quarter and currency.
fn rolled(found: &LiabilityTable) -> String {
    let mut table = Table::new(2);
    let head = [
        "Quarter",
        "Currency",
        "Opening",
        "Accrued",
        "Paid",
        "Expired",
        "Clawed back",
        "Exchange",
        "Closing",
        "Held",
        "Held back",
        "Below minimum",
        "Capped away",
    ];
    table.row(head.map(str::to_owned)).line();
    for cell in &found.cells {
        table.row([cell.period.clone(), cell.currency.clone()].into_iter().chain(amounts(cell)));
    }
    table.text()
}

/// How the roll-forward agrees with the payout lines.
fn tie(found: &LiabilityTable) -> String {
    let tie = &found.tie;
    format!(
        "\nAccrued {} less clawed back {} = {} payout lines of {} and {} given by funds; difference {} {}.\n",
        grouped(&tie.accrued),
        grouped(&tie.clawed_back),
        grouped(&tie.lines.to_string()),
        grouped(&tie.payouts),
        grouped(&tie.given),
        grouped(&tie.difference),
        found.currency,
    )
}

fn amounts(cell: &LiabilityCell) -> [String; 11] {
    [
        &cell.opening,
        &cell.accrued,
        &cell.paid,
        &cell.expired,
        &cell.clawed_back,
        &cell.exchange_difference,
        &cell.closing,
        &cell.held,
        &cell.held_back,
        &cell.below_minimum,
        &cell.capped_away,
    ]
    .map(|amount| grouped(amount))
}

fn lines_as_table(lines: &[LiabilityLine]) -> String {
    let mut table = Table::new(5);
    let head = ["Quarter", "Partner", "Day", "What", "From", "Amount", "Currency"];
    table.row(head.map(str::to_owned)).line();
    for line in lines {
        table.row([
            line.period.clone(),
            line.partner.clone(),
            line.on.clone(),
            line.movement.clone(),
            line.from.clone(),
            grouped(&line.amount),
            line.currency.clone(),
        ]);
    }
    format!("\n{}", table.text())
}

fn lines_as_csv(lines: &[LiabilityLine]) -> String {
    let mut text = csv::record([
        "period",
        "partner",
        "account",
        "on",
        "movement",
        "amount",
        "currency",
        "in_program_currency",
        "from",
    ]);
    text.extend(lines.iter().map(|line| {
        csv::record([
            line.period.as_str(),
            &csv::text(&line.partner),
            &line.account,
            &line.on,
            &line.movement,
            &line.amount,
            &line.currency,
            &line.in_program_currency,
            &csv::text(&line.from),
        ])
    }));
    text
}

/// What open periods have accrued, where the program asks for estimates.
fn estimates(found: &LiabilityTable) -> String {
    if found.estimates.is_empty() {
        return String::new();
    }
    let mut table = Table::new(3);
    let head = ["Partner", "Incentive", "On", "Expected", "Accrued", "Before", "Anew"];
    table.row(head.map(str::to_owned)).line();
    for one in &found.estimates {
        let AccrualEstimate { partner, incentive, on, expected, accrued, before, amount, .. } = one;
        table.row([
            partner.clone(),
            incentive.clone(),
            on.clone(),
            expected.clone(),
            grouped(accrued),
            grouped(before),
            grouped(amount),
        ]);
    }
    format!("\nEstimates of what open periods accrue, never paid:\n{}", table.text())
}

/// Says what happened to the money of funds.
pub fn funds(asked: FundLedgers, format: Format) -> Ended {
    let desk = Desk::new();
    let FundLedgers { viewed, fund, partner } = asked;
    desk.ask(Open::from(viewed))?;
    let mut rows: Vec<FundEntry> = Vec::new();
    let found = loop {
        let offset = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let (fund, partner) = (fund.clone(), partner.clone());
        let mut page =
            desk.ask(Funds { fund, partner, offset, limit: PAGE, ..Funds::default() })?;
        let last = page.rows.is_empty();
        rows.append(&mut page.rows);
        if last {
            break page;
        }
    };
    Ok(Printed::fine(match format {
        Format::Json => json(&json!({
            "currency": found.currency,
            "entries": rows,
            "definition": found.definition,
            "returns": found.returns,
        })),
        Format::Csv => entries_as_csv(&rows, &found),
        Format::Table => entries(&rows, &found) + &returns(&found),
    }))
}

fn entries(rows: &[FundEntry], found: &FundPage) -> String {
    if rows.is_empty() {
        return "Nothing came into a fund, and nothing was claimed.\n".to_owned();
    }
    let mut table = Table::new(4);
    let head = ["Fund", "Partner", "Day", "What", "Amount", "Balance", "Why"];
    table.row(head.map(str::to_owned)).line();
    for row in rows {
        table.row([
            row.fund_name.clone(),
            row.partner.clone().unwrap_or_default(),
            row.on.clone(),
            row.label.clone(),
            grouped(&row.amount),
            grouped(&row.balance),
            row.detail.clone(),
        ]);
    }
    format!("Amounts: {}\n\n{}", found.currency, table.text())
}

fn returns(found: &FundPage) -> String {
    let Some(definition) = &found.definition else { return String::new() };
    let mut table = Table::new(2);
    let head = ["Return on funds", "Of", "Cost", "Sourced", "Influenced", "Attributed", "Return"];
    table.row(head.map(str::to_owned)).line();
    for one in &found.returns {
        table.row([
            one.by.clone(),
            one.of.clone(),
            grouped(&one.cost),
            grouped(&one.sourced),
            grouped(&one.influenced),
            grouped(&one.attributed),
            one.rate.as_deref().map_or_else(|| "none".to_owned(), percent),
        ]);
    }
    format!("\n{}{definition}\n", table.text())
}

fn entries_as_csv(rows: &[FundEntry], found: &FundPage) -> String {
    let mut text = csv::record([
        "fund", "partner", "on", "what", "amount", "balance", "currency", "detail", "source",
    ]);
    text.extend(rows.iter().map(|row| {
        csv::record([
            csv::text(&row.fund).as_str(),
            &csv::text(row.partner.as_deref().unwrap_or_default()),
            &row.on,
            &row.what,
            &row.amount,
            &row.balance,
            &found.currency,
            &csv::text(&row.detail),
            &csv::text(row.source.as_deref().unwrap_or_default()),
        ])
    }));
    text
}
