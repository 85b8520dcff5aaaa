//! What programs are paid on, and the plan.

use serde_json::{Value, json};
use tierwright_api::{
    Desk,
    wire::{
        Basis, ChangeGround, Failure, FailureKind, GetPlan, Growth, NewPartners, Open, PlanView,
    },
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
    let written = asked.set.as_deref().map(read).transpose()?;
    let (growth, new_partners) = written.unzip();
    let basis = asked.basis.map(|basis| match basis {
        PaidOn::History => Basis::History,
        PaidOn::Plan => Basis::Plan,
        PaidOn::Year => Basis::Year,
    });
    desk.ask(ChangeGround { basis, seed: asked.seed, growth, new_partners })?;
    let found = desk.ask(GetPlan {})?;
    Ok(Printed::fine(if format == Format::Json { json(&json!(found)) } else { in_words(&found) }))
}

/// The growth and the new partners in a plan file; what it leaves out is empty.
fn read(path: &str) -> Result<(Vec<Growth>, Vec<NewPartners>), Failure> {
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
    match parts.keys().next() {
        Some(other) => Err(failed(format!("{path} is not a plan: it speaks of {other}."))),
        None => Ok((growth, new_partners)),
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
    for rule in &found.growth {
        let deals = match rule.field.as_str() {
            "" => "all deals".to_owned(),
            field => format!("deals of {} {}", field.replace('_', " "), rule.is),
        };
        let when = match usize::from(rule.quarter).checked_sub(1) {
            None => "every quarter".to_owned(),
            Some(at) => found.quarters.get(at).cloned().unwrap_or_else(|| "no quarter".to_owned()),
        };
        table.row([deals, when, percent(&rule.by)]);
    }
    for new in &found.new_partners {
        let ramp: Vec<String> = new.ramp.iter().map(|part| percent(part)).collect();
        table.row([
            format!("{} new partners like {}", new.count, new.like),
            ramp.join(", "),
            String::new(),
        ]);
    }
    if found.growth.is_empty() && found.new_partners.is_empty() {
        text.push_str("The plan is empty.\n");
    }
    text + &table.text()
}
