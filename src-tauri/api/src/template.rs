//! Templates of incentives.

use std::collections::BTreeMap;

use tierwright_program::{
    Currency, Incentive, Money, Program, ReadProgramError, Track, incentive_sentence,
    template::Filling, template::templates as all, words,
};

use crate::{
    context::Context,
    curve,
    wire::{Curve, CurvePoint, Failure, FailureKind, GetTemplates, Template, Templates, Unit},
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
        let seen = drawn_alone(&program, &incentive);
        found.push(Template {
            sentence: incentive_sentence(&program, &incentive).text,
            example: seen.as_ref().and_then(worked),
            curve: seen,
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

/// The curve of an incentive by itself; none where the rest of the program has errors that reach it.
fn drawn_alone(program: &Program, incentive: &Incentive) -> Option<Curve> {
    let mut alone = Program::empty(&program.name, program.currency);
    alone.tracks.clone_from(&program.tracks);
    alone.attribution.clone_from(&program.attribution);
    alone.funds.clone_from(&program.funds);
    alone.incentives = vec![incentive.clone()];
    curve::drawn(&alone, 0, None, None).ok().flatten()
}

/// What the curve pays at its last threshold, or where it ends.
fn worked(curve: &Curve) -> Option<String> {
    let line = curve.lines.first()?;
    let last = curve.thresholds.last().map(|threshold| threshold.x).filter(|x| *x > 0.0);
    let reached = |point: &&CurvePoint| last.is_some_and(|last| point.x >= last);
    let point = line.points.iter().find(reached).or(line.points.last())?;
    let money = |text: &str| {
        let money = format!("{text} {}", curve.currency).parse::<Money>();
        money.map_or_else(|_| text.to_owned(), words::money)
    };
    let at = match curve.unit {
        Unit::Money => money(&point.at),
        Unit::Percent => point.at.parse().map(words::percent).ok()?,
        Unit::Count => words::grouped(&point.at),
    };
    let whom = if line.name.is_empty() { String::new() } else { format!(" at {}", line.name) };
    let on = curve.example.as_ref().map(|one| match one.unit {
        Unit::Money => format!(" with a {} of {}", one.name.to_lowercase(), money(&one.value)),
        _ => format!(" with {} {}", words::grouped(&one.value), one.name.to_lowercase()),
    });
    let of = curve.along.to_lowercase();
    let on = on.unwrap_or_default();
    Some(format!("{at} of {of}{on} pays {}{whom}.", money(&point.pays)))
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
