//! Templates of incentives.

use tierwright_program::{ReadProgramError, Track, template::Filling, template::templates as all};

use crate::{
    context::Context,
    wire::{Failure, FailureKind, GetTemplates, Template, Templates},
};

/// Every template, filled for the open program; in USD and without levels where none is open.
pub(crate) fn templates(
    context: &mut Context,
    request: &GetTemplates,
) -> Result<Templates, Failure> {
    let program = context.opened.as_ref().map(|opened| &opened.program);
    let currency = match program {
        Some(program) => program.currency,
        None => "USD".parse().map_err(|error| internal(&format!("{error}")))?,
    };
    let track: Option<&Track> = program.and_then(|program| program.tracks.first());
    let with = Filling { currency, track, roles: &request.roles };
    let unreadable = |error: ReadProgramError| internal(&error.to_string());
    let mut found = Vec::new();
    for template in all().map_err(unreadable)? {
        let incentive = template.fill(&with).map_err(unreadable)?;
        found.push(Template {
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

fn internal(reason: &str) -> Failure {
    Failure::new(
        FailureKind::Internal,
        "template_not_readable",
        format!("A template cannot be read: {reason}."),
        "This is a mistake of Tierwright's own; the document is as it was.",
    )
}
