//! What a program pays, and why.

use serde_json::{Value, json};
use tierwright_api::{
    Desk,
    wire::{self, Document, Figure, Open, Partner, Partners, Payout, Payouts, Simulation},
};

use crate::{
    arguments::{Explain, Simulate},
    csv,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped, in_cents, percent},
};

/// Rows asked for at a time: as many as one page may have.
const PAGE: u32 = 1_000;
/// Partners in a report for people.
const TOP_PARTNERS: usize = 20;
/// The most quarters that fit beside each other.
const QUARTERS_ABREAST: usize = 6;

/// Says what the program pays.
pub fn simulate(asked: Simulate, format: Format) -> Ended {
    let desk = match asked.threads {
        Some(threads) => Desk::with(std::env::temp_dir(), threads.get().into()),
        None => Desk::new(),
    };
    let Simulate { viewed, keep, .. } = asked;
    let document = desk.ask(Open::from(viewed))?;
    let found = desk.ask(wire::Simulate { keep, ..wire::Simulate::default() })?;
    Ok(Printed::fine(match format {
        Format::Csv => payout_lines(&desk, &found)?,
        Format::Json => json(&in_json(&document, &found, &partners(&desk)?)),
        Format::Table => report(&document, &found, &partners(&desk)?),
    }))
}

/// Says why a figure is what it is.
pub fn explain(asked: Explain, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, program: asked.program, ..Open::default() })?;
    let figure =
        Figure { partner: asked.partner, period: asked.quarter, incentive: asked.incentive };
    let scenario = asked.scenario;
    let found = desk.ask(wire::Explain { figure, scenario, ..wire::Explain::default() })?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!(found)),
        _ => found.text,
    }))
}

/// All partners, those who get most first.
fn partners(desk: &Desk) -> Result<Vec<Partner>, wire::Failure> {
    let mut all = Vec::new();
    loop {
        let offset = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let page = desk.ask(Partners { offset, limit: PAGE, ..Partners::default() })?;
        if page.rows.is_empty() {
            return Ok(all);
        }
        all.extend(page.rows);
    }
}

/// One row for each payout line that is not zero.
fn payout_lines(desk: &Desk, found: &Simulation) -> Result<String, wire::Failure> {
    let mut text = csv::record([
        "partner",
        "partner_name",
        "period",
        "from",
        "until",
        "incentive",
        "incentive_name",
        "amount",
        "currency",
        "account",
        "payable",
        "paid",
    ]);
    let mut offset = 0;
    loop {
        let page = desk.ask(Payouts { offset, limit: PAGE, ..Payouts::default() })?;
        if page.rows.is_empty() {
            return Ok(text);
        }
        text.extend(page.rows.iter().map(|line| payout_line(line, &found.currency)));
        offset += PAGE;
    }
}

fn payout_line(line: &Payout, currency: &str) -> String {
    csv::record([
        csv::text(&line.partner).as_str(),
        &csv::text(&line.partner_name),
        &line.period,
        &line.from,
        &line.until,
        &csv::text(&line.incentive),
        &csv::text(&line.incentive_name),
        &line.amount,
        currency,
        &line.account,
        &line.payable,
        if line.shadow { "no" } else { "yes" },
    ])
}

/// The totals for programs. It says nothing that differs from one run to the next.
fn in_json(document: &Document, found: &Simulation, partners: &[Partner]) -> Value {
    let quarters = found.quarters.iter().map(|quarter| {
        let parts = quarter.parts.iter();
        json!({
            "id": quarter.id,
            "total": quarter.total,
            "incentives": parts
                .map(|part| json!({ "id": part.incentive, "total": part.amount }))
                .collect::<Vec<_>>(),
        })
    });
    let incentives = found.incentives.iter().map(|incentive| {
        json!({
            "id": incentive.id,
            "name": incentive.name,
            "total": incentive.total,
            "account": if incentive.mdf { "mdf" } else { "cash" },
            "paid": !incentive.shadow,
        })
    });
    let tiers = found.tiers.iter().map(|tier| {
        json!({
            "track": tier.track,
            "id": tier.id,
            "name": tier.name,
            "partners": tier.partners,
            "total": tier.total,
        })
    });
    let partners = partners.iter().map(|partner| {
        json!({
            "id": partner.id,
            "name": partner.name,
            "tier": partner.tier_to,
            "revenue": partner.revenue,
            "total": partner.payout,
        })
    });
    json!({
        "program": document.program.name,
        "sample": document.sample,
        "currency": found.currency,
        "rounding": document.program.rounding,
        "from": found.from,
        "until": found.until,
        "as_of": found.as_of,
        "deals": found.deals,
        "revenue": found.revenue,
        "total": found.total,
        "mdf": found.mdf,
        "effective_rate": found.effective_rate,
        "incentives": incentives.collect::<Vec<_>>(),
        "tiers": tiers.collect::<Vec<_>>(),
        "quarters": quarters.collect::<Vec<_>>(),
        "partners": partners.collect::<Vec<_>>(),
    })
}

/// The payout report for people.
fn report(document: &Document, found: &Simulation, partners: &[Partner]) -> String {
    let sections = [
        heading(document, found),
        totals(found),
        by_quarter_and_incentive(found),
        by_tier(found),
        by_partner(found, partners),
        ending(found),
    ];
    sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
}

fn heading(document: &Document, found: &Simulation) -> String {
    let rows = |table: &str| {
        let count = document.counts.iter().find(|count| count.table == table);
        grouped(&count.map_or(0, |count| count.rows).to_string())
    };
    let files: Vec<&str> = document.files.iter().map(|file| file.name.as_str()).collect();
    let data = match document.sample {
        true => "SAMPLE, the data is made up".to_owned(),
        false => files.join(", "),
    };
    format!(
        "{}\nData: {data}; {} partners, {} deals\nReplay: {}, {} won deals\nAmounts: {}, each payout rounded {}\n",
        document.program.name,
        rows("partner"),
        rows("deal"),
        found.window,
        grouped(&found.deals.to_string()),
        found.currency,
        document.program.rounding,
    )
}

fn totals(found: &Simulation) -> String {
    let mut table = Table::new(1);
    table.row(["Total payout".to_owned(), grouped(&found.total)]);
    table.row(["  of it into MDF balances".to_owned(), grouped(&found.mdf)]);
    table.row(["Net revenue with partners".to_owned(), in_cents(&found.revenue)]);
    let rate = found.effective_rate.as_deref().map_or_else(|| "none".to_owned(), percent);
    table.row(["Payout of revenue".to_owned(), rate]);
    table.text()
}

/// Incentives down and quarters across, where these fit; else each by itself.
fn by_quarter_and_incentive(found: &Simulation) -> String {
    if found.incentives.is_empty() {
        return String::new();
    }
    let quarters: &[wire::Quarter] = match found.quarters.len() <= QUARTERS_ABREAST {
        true => &found.quarters,
        false => &[],
    };
    let mut table = Table::new(1);
    let labels = quarters.iter().map(|quarter| quarter.id.clone());
    table.row(["Incentive".to_owned()].into_iter().chain(labels).chain(["Total".to_owned()]));
    table.line();
    for incentive in &found.incentives {
        let name = match incentive.shadow {
            true => format!("{} (shown, not paid)", incentive.name),
            false => incentive.name.clone(),
        };
        let cells = quarters.iter().map(|quarter| {
            let part = quarter.parts.iter().find(|part| part.incentive == incentive.id);
            part.map_or_else(String::new, |part| grouped(&part.amount))
        });
        table.row([name].into_iter().chain(cells).chain([grouped(&incentive.total)]));
    }
    table.line();
    let sums = quarters.iter().map(|quarter| grouped(&quarter.total));
    table.row(["Paid in all".to_owned()].into_iter().chain(sums).chain([grouped(&found.total)]));
    if quarters.is_empty() {
        let mut text = table.text();
        text.push('\n');
        text.push_str(&by_quarter(found));
        return text;
    }
    table.text()
}

fn by_quarter(found: &Simulation) -> String {
    let mut table = Table::new(1);
    table.row(["Quarter", "Payout"].map(str::to_owned)).line();
    for quarter in &found.quarters {
        table.row([quarter.label.clone(), grouped(&quarter.total)]);
    }
    table.text()
}

fn by_tier(found: &Simulation) -> String {
    if found.tiers.is_empty() {
        return String::new();
    }
    let mut table = Table::new(1);
    table.row(["Level at the end", "Partners", "Payout"].map(str::to_owned)).line();
    for tier in found.tiers.iter().rev() {
        let partners = grouped(&tier.partners.to_string());
        table.row([tier.name.clone(), partners, grouped(&tier.total)]);
    }
    table.text()
}

fn by_partner(found: &Simulation, partners: &[Partner]) -> String {
    let paid = partners
        .iter()
        .filter(|partner| partner.payout.contains(|c: char| ('1'..='9').contains(&c)));
    let paid: Vec<&Partner> = paid.collect();
    if paid.is_empty() {
        return String::new();
    }
    let mut table = Table::new(3);
    table.row(["Partner", "Id", "Level", "Revenue", "Payout", "Rate"].map(str::to_owned)).line();
    for partner in paid.iter().take(TOP_PARTNERS) {
        table.row([
            partner.name.clone(),
            partner.id.clone(),
            partner.tier_to.clone().unwrap_or_default(),
            in_cents(&partner.revenue),
            grouped(&partner.payout),
            partner.rate.as_deref().map_or_else(String::new, percent),
        ]);
    }
    let mut text = table.text();
    let more = paid.len().saturating_sub(TOP_PARTNERS);
    if more > 0 {
        text.push_str(&format!(
            "{} more partners are paid; --format csv or json lists all. Total {} {}.\n",
            grouped(&more.to_string()),
            grouped(&found.total),
            found.currency
        ));
    }
    text
}

fn ending(found: &Simulation) -> String {
    format!("{}\nCalculated in {} ms.\n", found.finding, found.calculated_in_ms)
}
