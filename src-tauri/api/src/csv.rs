//! Tables as comma separated values that a spreadsheet opens without running them.

use crate::{
    audit, breakdown,
    context::Context,
    files, funds, liability, partners,
    wire::{
        Breakdown, Csv, Failure, FundEntry, Funds, GetBreakdown, GetCsv, Liability, LiabilityLine,
        Partner, Partners, Table,
    },
};

/// Rows asked for at a time: as many as one page may have.
const PAGE: u32 = 1_000;

/// Answers a table as text, or writes it to a file.
pub(crate) fn csv(context: &mut Context, request: &GetCsv) -> Result<Csv, Failure> {
    let records = records(context, request)?;
    let rows = u32::try_from(records.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let text: String =
        records.iter().map(|cells| record(cells.iter().map(String::as_str))).collect();
    match &request.path {
        Some(path) => {
            files::write(context, path, &text)?;
            Ok(Csv { text: None, path: Some(path.clone()), rows })
        }
        None => Ok(Csv { text: Some(text), path: None, rows }),
    }
}

/// A record of cells, ended as RFC 4180 says.
pub fn record<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
}

/// A text that a spreadsheet could take for a formula, with an apostrophe before what begins it.
pub use tierwright_export::spreadsheet_safe as text;

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The heading and the rows of a table.
fn records(context: &mut Context, request: &GetCsv) -> Result<Vec<Vec<String>>, Failure> {
    let changes = request.changes.clone();
    match request.table.clone() {
        Table::Breakdown { by } => {
            let asked = GetBreakdown { changes, by, limit: None };
            Ok(groups(&breakdown::breakdown(context, &asked)?))
        }
        Table::Partners { filter, within, economics } => {
            let asked =
                Partners { changes, filter, within, economics, limit: PAGE, ..Partners::default() };
            let mut currency = String::new();
            let rows = all(|offset| {
                let page = partners::partners(context, &Partners { offset, ..asked.clone() })?;
                currency = page.currency;
                Ok(page.rows)
            })?;
            Ok(of_partners(&rows, &currency))
        }
        Table::RollForward { as_of } => {
            let asked = Liability { changes, as_of, ..Liability::default() };
            let found = liability::liability(context, &asked)?;
            Ok(liability::roll_forward_records(&found))
        }
        Table::Liability { as_of } => {
            let asked = Liability { changes, as_of, ..Liability::default() };
            Ok(ledger_lines(&liability::lines(context, &asked)?))
        }
        Table::AuditLog {} => audit::records(context),
        Table::Funds { fund } => {
            let asked = Funds { changes, fund, limit: PAGE, ..Funds::default() };
            let mut currency = String::new();
            let rows = all(|offset| {
                let page = funds::funds(context, &Funds { offset, ..asked.clone() })?;
                currency = page.currency;
                Ok(page.rows)
            })?;
            Ok(of_funds(&rows, &currency))
        }
    }
}

/// The rows of all pages.
fn all<T>(mut page: impl FnMut(u32) -> Result<Vec<T>, Failure>) -> Result<Vec<T>, Failure> {
    let mut rows = Vec::new();
    loop {
        let more = page(u32::try_from(rows.len()).unwrap_or(u32::MAX))?;
        if more.is_empty() {
            return Ok(rows);
        }
        rows.extend(more);
    }
}

fn heading(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn groups(found: &Breakdown) -> Vec<Vec<String>> {
    let mut head = heading(&["group", "name", "detail", "partners"]);
    head.extend(found.series.iter().map(|series| text(&series.name)));
    head.extend(heading(&["total", "baseline", "change", "currency"]));
    let mut records = vec![head];
    records.extend(found.groups.iter().map(|group| {
        let mut cells = vec![
            text(&group.id),
            text(&group.name),
            text(&group.detail),
            group.partners.map(|count| count.to_string()).unwrap_or_default(),
        ];
        cells.extend(group.parts.iter().map(|part| part.amount.clone()));
        cells.extend([&group.total, &group.baseline_total, &group.change].map(String::clone));
        cells.push(found.currency.clone());
        cells
    }));
    records
}

fn of_partners(rows: &[Partner], currency: &str) -> Vec<Vec<String>> {
    let mut head = heading(&[
        "partner",
        "partner_name",
        "type",
        "region",
        "tier_before",
        "tier",
        "revenue",
        "baseline",
        "payout",
        "change",
        "rate",
    ]);
    if rows.iter().any(|row| row.economics.is_some()) {
        head.extend(heading(&[
            "front_end",
            "back_end",
            "co_sell",
            "mdf",
            "benefits_at_planning_cost",
            "whole",
            "share",
        ]));
    }
    head.push("currency".to_owned());
    let mut records = vec![head];
    records.extend(rows.iter().map(|row| {
        let mut cells = vec![
            text(&row.id),
            text(&row.name),
            text(&row.kind),
            text(&row.region),
            text(row.tier_from.as_deref().unwrap_or_default()),
            text(row.tier_to.as_deref().unwrap_or_default()),
            row.revenue.clone(),
            row.baseline.clone(),
            row.payout.clone(),
            row.change.clone(),
            row.rate.clone().unwrap_or_default(),
        ];
        if let Some(of) = &row.economics {
            let spent =
                [&of.front_end, &of.back_end, &of.co_sell, &of.mdf, &of.benefits, &of.whole];
            cells.extend(spent.map(String::clone));
            cells.push(of.share.clone().unwrap_or_default());
        }
        cells.push(currency.to_owned());
        cells
    }));
    records
}

fn ledger_lines(rows: &[LiabilityLine]) -> Vec<Vec<String>> {
    let mut records = vec![heading(&[
        "period",
        "partner",
        "partner_name",
        "account",
        "on",
        "movement",
        "amount",
        "currency",
        "in_program_currency",
        "from",
    ])];
    records.extend(rows.iter().map(|row| {
        vec![
            row.period.clone(),
            text(&row.partner),
            text(&row.partner_name),
            row.account.clone(),
            row.on.clone(),
            row.movement.clone(),
            row.amount.clone(),
            row.currency.clone(),
            row.in_program_currency.clone(),
            text(&row.from),
        ]
    }));
    records
}

fn of_funds(rows: &[FundEntry], currency: &str) -> Vec<Vec<String>> {
    let mut records = vec![heading(&[
        "fund", "partner", "on", "what", "amount", "balance", "currency", "detail", "source",
    ])];
    records.extend(rows.iter().map(|row| {
        vec![
            text(&row.fund),
            text(row.partner.as_deref().unwrap_or_default()),
            row.on.clone(),
            row.what.clone(),
            row.amount.clone(),
            row.balance.clone(),
            currency.to_owned(),
            text(&row.detail),
            text(row.source.as_deref().unwrap_or_default()),
        ]
    }));
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_and_never_formulas() {
        assert_eq!(record(["a", "b, c", "say \"d\"", ""]), "a,\"b, c\",\"say \"\"d\"\"\",\r\n");
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("+A1", "'+A1"),
            ("-A1", "'-A1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("Acme;=1+1", "Acme;'=1+1"),
            (" =2+2", " '=2+2"),
            ("\u{ff1d}3+3", "'\u{ff1d}3+3"),
            ("\u{ff0b}3", "'\u{ff0b}3"),
            ("Alder = Beech", "Alder = Beech"),
            ("", ""),
        ] {
            assert_eq!(text(cell), expected);
        }
    }
}
