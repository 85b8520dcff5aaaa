//! The program as one partner reads it.

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{Money, State, incentive_sentence, track_sentences};

use crate::{
    caption::caption,
    context::Context,
    economics::Economics,
    explain,
    figure::{self, figure},
    standing::Standing,
    wire::{Failure, GetPartnerSheet, PartnerSheet, SheetIncentive, SheetQuarter},
    words,
};

/// Answers one partner's page.
pub(crate) fn sheet(
    context: &mut Context,
    request: &GetPartnerSheet,
) -> Result<PartnerSheet, Failure> {
    let (opened, effort) = context.opened()?;
    let own = opened.with_changes(&request.changes, effort)?;
    let (baseline, outcome) = (opened.beside(&own)?.outcome, own.outcome);
    let partner = figure::partner(&request.partner, &outcome)?;
    let of = Selection { partner: Some(partner), ..Selection::default() };
    let (earned, before) = (outcome.total(of), baseline.total(of));
    let (program, partners) = (outcome.plan().program(), &outcome.facts().partners);
    let revenue = outcome.revenue(Some(partner), None);
    let change = Money::from_units(earned.units() - before.units(), program.currency);
    let tier = Tier::of(&outcome, partner);
    Ok(PartnerSheet {
        id: partners.ids[partner].clone(),
        name: partners.names[partner].clone(),
        kind: partners.kinds[partner].clone(),
        region: partners.regions[partner].clone(),
        tier: tier.name,
        tier_sentence: tier.sentence,
        next_tier: tier.next,
        earned: earned.amount_text(),
        baseline: before.amount_text(),
        change: change.amount_text(),
        revenue: revenue.amount_text(),
        rate: words::rate(earned.units(), revenue.units()),
        quarters: quarters(&outcome, of),
        economics: Economics::of(&outcome, partner)?.answered(revenue, program.currency),
        incentives: incentives(&outcome, partner)?,
        window: words::window(&program.calendar, outcome.plan().replay()),
        caption: caption(opened, &outcome, request.changes.len()),
        currency: program.currency.to_string(),
    })
}

fn quarters(outcome: &Outcome, of: Selection) -> Vec<SheetQuarter> {
    let calendar = &outcome.plan().program().calendar;
    let spans = outcome.quarters().iter().enumerate();
    spans
        .map(|(at, span)| {
            let of = Selection { quarter: Some(at), ..of };
            SheetQuarter {
                label: calendar.label(*span),
                amount: outcome.total(of).amount_text(),
                figure: figure(of, outcome),
            }
        })
        .collect()
}

/// The level a partner holds at the end, in words.
#[derive(Default)]
struct Tier {
    name: Option<String>,
    sentence: Option<String>,
    next: Option<String>,
}

impl Tier {
    fn of(outcome: &Outcome, partner: usize) -> Self {
        let Some(standing) = Standing::of(outcome, partner) else { return Self::default() };
        let program = outcome.plan().program();
        let track = &program.tracks[standing.track];
        let mut sentences: Vec<String> =
            track_sentences(program, track).into_iter().map(|sentence| sentence.text).collect();
        let levels = sentences.split_off(sentences.len().saturating_sub(track.levels.len()));
        Self {
            name: Some(standing.name(outcome)),
            sentence: levels.get(standing.level).cloned(),
            next: levels.get(standing.level + 1).cloned(),
        }
    }
}

/// Every incentive that is on, those that paid most first.
fn incentives(outcome: &Outcome, partner: usize) -> Result<Vec<SheetIncentive>, Failure> {
    let program = outcome.plan().program();
    let Some(last) = outcome.quarters().len().checked_sub(1) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for (at, incentive) in program.incentives.iter().enumerate() {
        if incentive.state != State::On {
            continue;
        }
        let of = Selection { partner: Some(partner), incentive: Some(at), quarter: None };
        let worked = explain::line_words(outcome, partner, last, at)?;
        let amount = outcome.total(of);
        found.push((
            amount.units(),
            SheetIncentive {
                id: incentive.id.clone(),
                name: incentive.name.clone(),
                rule: incentive_sentence(program, incentive).text,
                amount: amount.amount_text(),
                worked: worked.sentence,
                next_threshold: worked.next_threshold,
                figure: figure(of, outcome),
            },
        ));
    }
    found.sort_by_key(|(units, _)| std::cmp::Reverse(*units));
    Ok(found.into_iter().map(|(_, incentive)| incentive).collect())
}
