//! What programs are paid on, and the plan.

use serde_json::{Value, json};
use tierwright_api::{
    Desk,
    wire::{Basis, ChangeGround, Failure, FailureKind, GetPlan, Open, PlanView},
};

use crate::{
    arguments::{PaidOn, Plan},
    printing::{Ended, Format, Printed, json},
    table::{Table, percent},
};

/// Says what programs are paid on, after changing it where that is asked.
pub fn plan(asked: Plan, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let written = asked.set.as_deref().map(read).transpose()?.unwrap_or_default();
    let basis = asked.basis.map(|basis| match basis {
        PaidOn::History => Basis::History,
        PaidOn::Plan => Basis::Plan,
        PaidOn::Year => Basis::Year,
    });
    desk.ask(ChangeGround { basis, seed: asked.seed, ..written })?;
    let found = desk.ask(GetPlan {})?;
    Ok(Printed::fine(if format == Format::Json { json(&json!(found)) } else { in_words(&found) }))
}

/// The plan in a file; what it leaves out is empty.
fn read(path: &str) -> Result<ChangeGround, Failure> {
    let failed = |sentence: String| Failure {
        code: "plan_not_readable".to_owned(),
        kind: FailureKind::File,
        sentence,
        hint: "tierwright help plan shows what a plan file looks like.".to_owned(),
    };
    let text = std::fs::read_to_string(path)
        .map_err(|error| failed(format!("{path} cannot be read: {error}.")))?;
    let not_a_plan = |error: serde_json::Error| failed(format!("{path} is not a plan: {error}."));
    let mut parts: serde_json::Map<String, Value> =
        serde_json::from_str(&text).map_err(not_a_plan)?;
    let mut part = |key: &str| parts.remove(key).unwrap_or_else(|| json!([]));
    let growth = serde_json::from_value(part("growth")).map_err(not_a_plan)?;
    let new_partners = serde_json::from_value(part("new_partners")).map_err(not_a_plan)?;
    let pipeline = serde_json::from_value(part("pipeline")).map_err(not_a_plan)?;
    let budget_rates = serde_json::from_value(part("budget_rates")).map_err(not_a_plan)?;
    match parts.keys().next() {
        Some(other) => Err(failed(format!("{path} is not a plan: it speaks of {other}."))),
        None => {
            Ok(ChangeGround { growth, new_partners, pipeline, budget_rates, ..Default::default() })
        }
    }
}

fn in_words(found: &PlanView) -> String {
    let method = match found.basis {
        Basis::History => 0,
        Basis::Plan => 1,
        Basis::Year => 2,
    };
    let seed =
        if found.basis == Basis::Year { format!(" Seed {}.", found.seed) } else { String::new() };
    let mut text = format!("{}{seed}\n", found.methods[method]);
    let mut table = Table::new(2);
    let deals = |what: &str, field: &str, is: &str| match field {
        "" => format!("all {what}"),
        field => format!("{what} of {} {is}", field.replace('_', " ")),
    };
    let when = |quarter: u8, otherwise: &str| match usize::from(quarter).checked_sub(1) {
        None => otherwise.to_owned(),
        Some(at) => found.quarters.get(at).cloned().unwrap_or_else(|| "no quarter".to_owned()),
    };
    for rule in &found.growth {
        let of = deals("deals", &rule.field, &rule.is);
        table.row([of, when(rule.quarter, "every quarter"), percent(&rule.by)]);
    }
    for new in &found.new_partners {
        let ramp: Vec<String> = new.ramp.iter().map(|part| percent(part)).collect();
        table.row([
            format!("{} new partners like {}", new.count, new.like),
            ramp.join(", "),
            String::new(),
        ]);
    }
    for line in &found.pipeline {
        let won = format!("won in {}", when(line.quarter, "the last quarter"));
        table.row([deals("open deals", &line.field, &line.is), won, percent(&line.chance)]);
    }
    for of in &found.budget_rates {
        table.row([format!("1 {}", of.currency), "is taken at".to_owned(), of.rate.clone()]);
    }
    let lines = [
        found.growth.len(),
        found.new_partners.len(),
        found.pipeline.len(),
        found.budget_rates.len(),
    ];
    if lines.iter().all(|many| *many == 0) {
        text.push_str("The plan is empty.\n");
    }
    text + &table.text()
}
