//! Scenarios: which there are, what their differences do, and several side by side.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{
        self, Compared, ComparedCell, ComparedRow, ComparedUnit, EffectList, Failure, GetScenarios,
        Open, WinnerList,
    },
};

use crate::{
    arguments::{Compare, Memo, Scenarios},
    printing::{Ended, Format, Printed, json},
    table::{Table, grouped, percent},
};

/// The program, in place of a scenario's id.
const PROGRAM: &str = "program";

/// Lists the scenarios of a document, or the differences of one, with their money.
pub fn scenarios(asked: Scenarios, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let text = match asked.scenario {
        Some(scenario) => {
            let request = wire::Effects { scenario: Some(scenario), baseline: None };
            let found = desk.ask(request)?;
            if format == Format::Json { json(&json!(found)) } else { differences(&found) }
        }
        None => {
            let found = desk.ask(GetScenarios {})?;
            let ids = found.scenarios.iter().map(|one| one.id.as_str());
            let payouts = payouts(&desk, std::iter::once(PROGRAM).chain(ids))?;
            if format == Format::Json {
                json(&json!({ "scenarios": found, "payouts": payouts }))
            } else {
                list(&found, &payouts)
            }
        }
    };
    Ok(Printed::fine(text))
}

/// What each pays beside the program.
fn payouts<'a>(
    desk: &Desk,
    ids: impl Iterator<Item = &'a str>,
) -> Result<Vec<ComparedCell>, Failure> {
    let payout = |id: &str| {
        let request =
            wire::Compare { scenarios: vec![id.to_owned()], baseline: Some(PROGRAM.to_owned()) };
        let found = desk.ask(request)?;
        let row = found.rows.into_iter().find(|row| row.id == "payout");
        Ok(row.and_then(|row| row.cells.into_iter().next_back()).unwrap_or_default())
    };
    ids.map(payout).collect()
}

fn list(found: &wire::Scenarios, payouts: &[ComparedCell]) -> String {
    let mut table = Table::new(2);
    table.row(["", "Program or scenario", "Differences", "Payout", "Change"].map(str::to_owned));
    table.line();
    let programs =
        std::iter::once((None, &found.program, 0)).chain(found.scenarios.iter().map(|one| {
            let on = one.differences.iter().filter(|one| one.on).count();
            (Some(&one.id), &one.name, on)
        }));
    for ((id, name, on), payout) in programs.zip(payouts) {
        let edited = if id == found.edited.as_ref() { "edited" } else { "" };
        table.row([
            id.cloned().unwrap_or_default(),
            if edited.is_empty() { name.clone() } else { format!("{name} ({edited})") },
            if id.is_some() { on.to_string() } else { String::new() },
            payout.value.as_deref().map_or_else(|| "cannot be calculated".to_owned(), grouped),
            payout.change.as_deref().map(signed).unwrap_or_default(),
        ]);
    }
    table.text()
}

fn differences(found: &EffectList) -> String {
    let EffectList { sentence, currency, caption, .. } = found;
    let mut text = format!("{sentence}\n{currency}, {caption}\n\n");
    let mut table = Table::new(2);
    for (at, effect) in found.effects.iter().enumerate() {
        let of = &effect.difference;
        let off = if of.on { "" } else { " (off, not counted)" };
        let alone = effect.alone.as_deref().map_or_else(|| "acting together".to_owned(), signed);
        table.row([at.to_string(), format!("{}{off}", of.sentence), alone]);
    }
    table.line();
    table.row([String::new(), "Acting together".to_owned(), signed(&found.together)]);
    table.row([String::new(), "In all".to_owned(), signed(&found.total)]);
    text.push_str(&table.text());
    for effect in &found.effects {
        let of = &effect.difference;
        text.push_str(&format!("\n{}\n", of.sentence));
        for (mark, said) in [('-', &of.from), ('+', &of.to), (' ', &of.note), (' ', &effect.reason)]
        {
            if !said.is_empty() {
                text.push_str(&format!("  {mark} {said}\n"));
            }
        }
    }
    text
}

/// Compares scenarios side by side, and says who wins and who loses.
pub fn compare(asked: Compare, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let request = wire::Compare { scenarios: asked.scenarios, baseline: asked.baseline.clone() };
    let found = desk.ask(request)?;
    let baseline = found.columns.first().map(|column| column.id.clone());
    let others = found.columns.iter().skip(1).filter(|column| column.failure.is_empty());
    let winners = others
        .map(|column| {
            let scenario = Some(column.id.clone());
            desk.ask(wire::Winners { scenario, baseline: baseline.clone() })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!({ "compared": found, "winners": winners })),
        _ => side_by_side(&found, &winners),
    }))
}

/// Writes a decision memo.
pub fn memo(asked: Memo, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let Memo { scenario, out, question, beside, assumed, unknown, .. } = asked;
    let request = wire::WriteMemo { path: out, scenario, beside, question, assumed, unknown };
    let found = desk.ask(request)?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!(found)),
        _ => format!("{}: {} ({} bytes)\n", found.path, found.question, found.bytes),
    }))
}

fn side_by_side(found: &Compared, winners: &[WinnerList]) -> String {
    let mut table = Table::new(1);
    let names = found.columns.iter().map(|column| column.name.clone());
    table.row(std::iter::once(String::new()).chain(names));
    table.line();
    for row in &found.rows {
        let label = std::iter::once(row.label.clone());
        table.row(label.chain(row.cells.iter().map(|cell| value(row, cell))));
        if row.unit == ComparedUnit::Money && row.cells.iter().any(|cell| cell.differs) {
            let changes = row.cells.iter().map(|cell| match (&cell.change, cell.differs) {
                (Some(change), true) => signed(change),
                _ => String::new(),
            });
            table.row(std::iter::once(String::new()).chain(changes));
        }
    }
    let mut text = format!("{}, {}\n\n{}", found.currency, found.caption, table.text());
    for column in found.columns.iter().filter(|column| !column.failure.is_empty()) {
        text.push_str(&format!("\n{}: {}\n", column.name, column.failure));
    }
    for list in winners {
        text.push_str(&format!("\n{} beside {}: {}\n", list.scenario, list.baseline, list.finding));
        let mut table = Table::new(1);
        for group in &list.groups {
            let partners = format!("{} partners", group.partners);
            table.row([format!("  {}", group.label), partners, signed(&group.change)]);
        }
        text.push_str(&table.text());
    }
    if found.left_out > 0 {
        let many = found.left_out;
        text.push_str(&format!("\nFive fit beside each other; {many} more stand in the list.\n"));
    }
    text
}

fn value(row: &ComparedRow, cell: &ComparedCell) -> String {
    let Some(value) = &cell.value else { return "-".to_owned() };
    match row.unit {
        ComparedUnit::Money => grouped(value),
        ComparedUnit::Percent => percent(value),
        ComparedUnit::Partners => value.clone(),
    }
}

/// An amount with its sign: `+1,200.00`.
fn signed(amount: &str) -> String {
    let zero = !amount.contains(|digit: char| ('1'..='9').contains(&digit));
    if zero || amount.starts_with('-') { grouped(amount) } else { format!("+{}", grouped(amount)) }
}
