//! Templates of incentives.

use std::collections::BTreeMap;

use tierwright_program::{
    Currency, Incentive, Program, ReadProgramError, Track, incentive_sentence, template::Filling,
    template::templates as all,
};

use crate::{
    context::Context,
    curve,
    wire::{Curve, Failure, FailureKind, GetTemplates, Template, Templates},
};

/// Every template, filled for the open program; in USD and without levels where none is open.
pub(crate) fn templates(
    context: &mut Context,
    request: &GetTemplates,
) -> Result<Templates, Failure> {
    let program = match &context.opened {
        Some(opened) => opened.program.clone(),
        None => Program::empty("", "USD".parse().map_err(|error| internal(&format!("{error}")))?),
    };
    let track: Option<&Track> = program.tracks.first();
    let with = Filling { currency: program.currency, track, roles: &request.roles };
    let unreadable = |error: ReadProgramError| internal(&error.to_string());
    let mut found = Vec::new();
    for template in all().map_err(unreadable)? {
        let incentive = template.fill(&with).map_err(unreadable)?;
        let (curve, example) = drawn_alone(&program, &incentive).unzip();
        found.push(Template {
            sentence: incentive_sentence(&program, &incentive).text,
            example: example.flatten(),
            curve,
            motion: template.motion.words().to_owned(),
            incentive: serde_json::to_value(&incentive)
                .map_err(|error| internal(&error.to_string()))?,
            id: template.id,
            name: template.name,
            description: template.description,
        });
    }
    Ok(Templates { templates: found })
}

/// The curve of an incentive by itself, and what it pays at one place; none where the rest of the
/// program has errors that reach it.
fn drawn_alone(program: &Program, incentive: &Incentive) -> Option<(Curve, Option<String>)> {
    let mut alone = Program::empty(&program.name, program.currency);
    alone.tracks.clone_from(&program.tracks);
    alone.attribution.clone_from(&program.attribution);
    alone.funds.clone_from(&program.funds);
    alone.incentives = vec![incentive.clone()];
    curve::drawn(&alone, 0, None, None).ok().flatten()
}

/// The incentive of one template, for a program without levels.
pub(crate) fn incentive(id: &str, currency: Currency) -> Result<Incentive, Failure> {
    let unreadable = |error: ReadProgramError| internal(&error.to_string());
    let found = all().map_err(unreadable)?.into_iter().find(|template| template.id == id);
    let template = found.ok_or_else(|| {
        Failure::wrong_use(
            "template_unknown",
            format!("There is no template {id}."),
            "Name a template by its id, as the list of templates has it.",
        )
    })?;
    template.fill(&Filling { currency, track: None, roles: &BTreeMap::new() }).map_err(unreadable)
}

fn internal(reason: &str) -> Failure {
    Failure::new(
        FailureKind::Internal,
        "template_not_readable",
        format!("A template cannot be read: {reason}."),
        "This is a mistake of Tierwright's own; the document is as it was.",
    )
}
