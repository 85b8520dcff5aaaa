//! Studies: asked here, worked out behind the door, printed alike.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        Decide, Decision, Failure, FailureKind, GetDecisions, Open, Study as Asked, StudyReport,
        StudyTable, StudyUnit,
    },
};

use crate::{
    arguments::{Decisions, Studied, Study},
    csv,
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped, percent},
};

/// Carries out a study.
pub fn study(asked: Study, format: Format) -> Ended {
    let (changes, decision) = (asked.of.promises(), asked.of.decision());
    let (Studied { viewed, table }, of) = asked.of.settings();
    let desk = Desk::new();
    desk.ask(Open::from(viewed))?;
    let report = desk.ask(Asked { of: of.clone(), changes: changes.clone() })?;
    if let Some((decided, words)) = decision {
        desk.ask(Decide { of, changes, decided, words })?;
    }
    let chosen = chosen(&report, table.as_deref())?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!(report)),
        Format::Csv => chosen.first().map(|table| as_csv(table)).unwrap_or_default(),
        Format::Table => {
            head(&report) + &chosen.iter().map(|one| as_table(one)).collect::<String>()
        }
    }))
}

/// Lists the decisions that hold.
pub fn decisions(asked: Decisions, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let found = desk.ask(GetDecisions {})?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!(found)),
        _ if found.decisions.is_empty() => "Nothing was decided.\n".to_owned(),
        _ => found.decisions.iter().map(in_words).collect(),
    }))
}

fn in_words(of: &Decision) -> String {
    let who = if of.who.is_empty() { String::new() } else { format!(", {}", of.who) };
    let words = if of.words.is_empty() { String::new() } else { format!("   {}\n", of.words) };
    format!(
        "v{}  {}: {}\n   {}{who}\n   {}\n   {}\n{words}\n",
        of.revision, of.subject, of.decided_words, of.at, of.finding, of.basis
    )
}

/// The table that was asked for; all of them where none was.
fn chosen<'a>(report: &'a StudyReport, id: Option<&str>) -> Result<Vec<&'a StudyTable>, Failure> {
    let Some(id) = id else { return Ok(report.tables.iter().collect()) };
    let found: Vec<&StudyTable> = report.tables.iter().filter(|table| table.id == id).collect();
    if found.is_empty() {
        let known: Vec<&str> = report.tables.iter().map(|table| table.id.as_str()).collect();
        return Err(Failure {
            code: "table_unknown".to_owned(),
            kind: FailureKind::WrongUse,
            sentence: format!("This study has no table {id}."),
            hint: format!("It has {}.", known.join(", ")),
        });
    }
    Ok(found)
}

fn head(report: &StudyReport) -> String {
    let mut figures = Table::new(1);
    for figure in &report.figures {
        figures.row([figure.name.clone(), shown(&figure.value, figure.unit)]);
    }
    let seed = report.seed.as_ref().map_or_else(String::new, |seed| format!(", seed {seed}"));
    format!(
        "{}: {}\n{}{seed}. Amounts: {}\n\n{}\nHow: {}\n",
        report.title,
        report.finding,
        report.basis,
        report.currency,
        figures.text(),
        report.method
    )
}

fn as_table(of: &StudyTable) -> String {
    let note = if of.note.is_empty() { String::new() } else { format!("{}\n", of.note) };
    if of.rows.is_empty() {
        return format!("\n{}\n{note}Nothing.\n", of.title);
    }
    let texts = of.columns.iter().take_while(|column| column.unit == StudyUnit::Text).count();
    let mut table = Table::new(texts);
    table.row(of.columns.iter().map(|column| column.name.clone())).line();
    for row in &of.rows {
        let cells = row.cells.iter().zip(&of.columns);
        table.row(cells.map(|(cell, column)| shown(cell, column.unit)));
    }
    format!("\n{}\n{note}{}", of.title, table.text())
}

fn as_csv(of: &StudyTable) -> String {
    let heads = of.columns.iter().map(|column| column.name.as_str());
    let mut text = csv::record(heads.chain(["partner_id", "deal_id", "place"]));
    for row in &of.rows {
        let cells = row.cells.iter().zip(&of.columns).map(|(cell, column)| match column.unit {
            StudyUnit::Text => csv::text(cell),
            _ => cell.clone(),
        });
        let ids = [&row.partner, &row.deal, &row.place];
        let ids = ids.map(|id| csv::text(id.as_deref().unwrap_or_default()));
        let all: Vec<String> = cells.chain(ids).collect();
        text.push_str(&csv::record(all.iter().map(String::as_str)));
    }
    text
}

fn shown(text: &str, unit: StudyUnit) -> String {
    match unit {
        _ if text.is_empty() => String::new(),
        StudyUnit::Text => text.to_owned(),
        StudyUnit::Money | StudyUnit::Number => grouped(text),
        StudyUnit::Rate => percent(text),
    }
}
