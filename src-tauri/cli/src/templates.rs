//! Kinds of incentive to begin with.

use serde_json::json;
use tierwright_api::{
    Desk,
    wire::{Failure, FailureKind, GetTemplates, Open, Template},
};

use crate::{
    arguments::Templates,
    printing::{Ended, Format, Printed, json},
};

/// Lists the templates, or prints one as it stands in a program file.
pub fn templates(asked: Templates, format: Format) -> Ended {
    let desk = Desk::new();
    if let Some(path) = asked.document {
        desk.ask(Open { path, ..Open::default() })?;
    }
    let found = desk.ask(GetTemplates::default())?.templates;
    let text = match asked.id {
        Some(id) => json(&chosen(&found, &id)?.incentive),
        None if format == Format::Json => json(&json!(found)),
        None => found.iter().map(template).collect(),
    };
    Ok(Printed::fine(text))
}

fn chosen<'a>(found: &'a [Template], id: &str) -> Result<&'a Template, Failure> {
    found.iter().find(|template| template.id == id).ok_or_else(|| Failure {
        code: "template_unknown".to_owned(),
        kind: FailureKind::WrongUse,
        sentence: format!("There is no template {id}."),
        hint: "tierwright templates lists them.".to_owned(),
    })
}

fn template(of: &Template) -> String {
    let Template { id, name, motion, description, .. } = of;
    format!("{id}\n    {name} ({motion}). {description}\n")
}
