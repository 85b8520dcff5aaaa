//! What each difference of a scenario does to the money.

use tierwright_engine::Failure as EngineFailure;
use tierwright_program::{Money, Program, words::count};
use tierwright_study::{Counted, Scenario, effects as effects_of};

use crate::{
    caption::basis,
    compare::{called, viewed},
    context::Context,
    opened::{Effort, Opened},
    scenarios::{PROGRAM, capital, said},
    wire::{DifferenceEffect, EffectList, Effects, Failure},
};

/// Answers what each difference does by itself, and what they do together.
pub(crate) fn effects(context: &mut Context, request: &Effects) -> Result<EffectList, Failure> {
    let (opened, effort) = context.opened()?;
    let id = viewed(opened, request.scenario.as_deref())?;
    let baseline = called(opened, Some(request.baseline.as_deref().unwrap_or(PROGRAM)))?;
    let base = opened.program_of(&baseline)?;
    let (listed, switchable) = listed(opened, &id, &baseline, &base)?;
    let scenario = opened.program_of(&id)?;
    let counted: Vec<Counted<'_>> =
        listed.differences.iter().map(|one| Counted { changes: &one.forth, on: one.on }).collect();
    let found = effects_of(&base, &scenario, &counted, |program| pays(opened, program, effort))?;
    let caption = opened.pays(&base, effort).map(|pays| basis(opened, &pays.outcome))?;
    let rows = listed.differences.iter().zip(found.alone).map(|(one, alone)| DifferenceEffect {
        difference: said(&base, one),
        reason: alone.as_ref().err().map(|reason| reason.sentence.clone()).unwrap_or_default(),
        alone: alone.ok().map(|money| money.amount_text()),
    });
    let effects: Vec<DifferenceEffect> = rows.collect();
    let on = effects.iter().filter(|one| one.difference.on).count();
    let (scenario, baseline) = (opened.name_of(&id), opened.name_of(&baseline));
    Ok(EffectList {
        sentence: match on {
            0 => format!("{} is the same as {baseline}.", capital(&scenario)),
            on => {
                let places = count(on as u64, "place");
                format!("{} differs from {baseline} in {places}.", capital(&scenario))
            }
        },
        scenario,
        baseline,
        id: switchable.then_some(id),
        effects,
        together: found.together.amount_text(),
        total: found.total.amount_text(),
        currency: base.currency.to_string(),
        caption,
    })
}

/// The differences to list: a scenario's own beside the program, where they can be switched, else
/// whatever the two programs have different.
fn listed(
    opened: &Opened,
    id: &str,
    baseline: &str,
    base: &Program,
) -> Result<(Scenario, bool), Failure> {
    let own = opened.scenarios.all.iter().find(|one| one.id == id);
    match own {
        Some(own) if baseline == PROGRAM => Ok((own.scenario.clone(), true)),
        _ => Ok((Scenario::between(base, &opened.program_of(id)?), false)),
    }
}

/// What a program pays in all; why not, as the studies say it.
fn pays(opened: &mut Opened, program: &Program, effort: &Effort) -> Result<Money, EngineFailure> {
    opened.total_of(program, effort).map_err(Failure::of_calculation)
}
