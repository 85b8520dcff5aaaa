//! What became of accounts found in common with partners.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{Conversion, ConversionStep, ConversionSum, ConvertedOverlap, GetConversion, Open},
};

use crate::{
    arguments::Converted,
    listed::{Column, Of, records, table},
    printing::{Ended, Format, Printed, json},
    table::grouped,
};

/// Says how many accounts found in common were registered and won, and after how many days.
pub fn conversion(asked: Converted, format: Format) -> Ended {
    let desk = Desk::new();
    desk.ask(Open { path: asked.file, ..Open::default() })?;
    let found = desk.ask(GetConversion::default())?;
    Ok(Printed::fine(match format {
        Format::Json => json(&json!(found)),
        Format::Csv => records(ACCOUNTS, &found.rows),
        Format::Table => summed(&found) + "\n" + &table(ACCOUNTS, &found.rows),
    }))
}

/// The steps that accounts came to.
fn summed(found: &Conversion) -> String {
    table(STEPS, &found.steps)
        + "Days are those of the middle account, between the dates of overlap, registration and close.\n"
}

const STEPS: &[Column<ConversionSum>] = &[
    Column { head: "Step", name: "step", of: Of::Word(|sum| words(sum.step).into()) },
    Column { head: "Money", name: "money", of: Of::Word(money) },
    Column {
        head: "Accounts",
        name: "accounts",
        of: Of::Figure(|sum| Some(sum.accounts.to_string())),
    },
    Column { head: "Deals", name: "deals", of: Of::Figure(|sum| Some(sum.deals.to_string())) },
    Column {
        head: "To registered",
        name: "days_to_registered",
        of: Of::Figure(|sum| sum.days_to_registered.clone()),
    },
    Column {
        head: "To closed",
        name: "days_to_closed",
        of: Of::Figure(|sum| sum.days_to_closed.clone()),
    },
    Column { head: "In all", name: "days_in_all", of: Of::Figure(|sum| sum.days_in_all.clone()) },
];

fn money(sum: &ConversionSum) -> String {
    let sums = sum.money.iter().map(|one| format!("{} {}", grouped(&one.amount), one.currency));
    sums.collect::<Vec<_>>().join(", ")
}

const ACCOUNTS: &[Column<ConvertedOverlap>] = &[
    Column { head: "", name: "partner", of: Of::Text(|row| row.partner.clone()) },
    Column { head: "Partner", name: "name", of: Of::Text(|row| row.partner_name.clone()) },
    Column { head: "Account", name: "account", of: Of::Text(|row| row.account.clone()) },
    Column { head: "Came to", name: "step", of: Of::Word(|row| words(row.step).into()) },
    Column { head: "Mapped", name: "mapped_on", of: Of::Word(|row| row.mapped_on.clone()) },
    Column {
        head: "Registered",
        name: "registered_on",
        of: Of::Word(|row| text(&row.registered_on)),
    },
    Column { head: "Closed", name: "closed_on", of: Of::Word(|row| text(&row.closed_on)) },
    Column { head: "Deal", name: "deal", of: Of::Text(|row| text(&row.deal)) },
    Column { head: "Currency", name: "currency", of: Of::Word(|row| text(&row.currency)) },
    Column {
        head: "To registered",
        name: "days_to_registered",
        of: Of::Figure(|row| days(row.days_to_registered)),
    },
    Column {
        head: "To closed",
        name: "days_to_closed",
        of: Of::Figure(|row| days(row.days_to_closed)),
    },
    Column { head: "In all", name: "days_in_all", of: Of::Figure(|row| days(row.days_in_all)) },
    Column { head: "Amount", name: "amount", of: Of::Figure(|row| row.amount.clone()) },
    Column { head: "", name: "mapped_sources", of: Of::Text(|row| row.mapped_sources.join("; ")) },
    Column {
        head: "",
        name: "registration_source",
        of: Of::Text(|row| text(&row.registration_source)),
    },
    Column { head: "", name: "deal_source", of: Of::Text(|row| text(&row.deal_source)) },
];

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn days(days: Option<i32>) -> Option<String> {
    days.map(|days| days.to_string())
}

const fn words(step: ConversionStep) -> &'static str {
    match step {
        ConversionStep::Mapped => "mapped",
        ConversionStep::Registered => "registered",
        ConversionStep::Won => "registered and won",
        ConversionStep::Lost => "registered and lost",
        ConversionStep::Open => "registered and open",
        ConversionStep::Refused => "refused",
        ConversionStep::Before => "registered before it was mapped",
        ConversionStep::WonUnregistered => "won without a registration",
        ConversionStep::Nothing => "nothing yet",
    }
}
