//! The program as one partner reads it.

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{
    Incentive, Money, State, incentive::End, incentive::PaysInto, incentive_sentence,
    track_sentences,
};

use crate::{
    caption::caption,
    context::Context,
    explain,
    figure::{self, figure},
    standing::Standing,
    wire::{Economics, Failure, GetPartnerSheet, PartnerSheet, SheetIncentive, SheetQuarter},
    words,
};

/// Answers one partner's page.
pub(crate) fn sheet(
    context: &mut Context,
    request: &GetPartnerSheet,
) -> Result<PartnerSheet, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    let baseline = opened.baseline().map(|kept| kept.outcome.clone()).unwrap_or(outcome.clone());
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
        economics: economics(&outcome, partner),
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
        let above = standing.level + 1;
        let next = track.levels.get(above).zip(levels.get(above));
        Self {
            name: Some(standing.name(outcome)),
            sentence: levels.get(standing.level).cloned(),
            next: next.map(|(level, sentence)| format!("{}: {sentence}", level.name)),
        }
    }
}

/// What the program spends on a partner, by kind of reward.
pub(crate) fn economics(outcome: &Outcome, partner: usize) -> Economics {
    let program = outcome.plan().program();
    let mut sums = [0_i64; 4];
    for (at, incentive) in program.incentives.iter().enumerate() {
        if outcome.is_paid(at) {
            let of =
                Selection { partner: Some(partner), incentive: Some(at), ..Selection::default() };
            sums[reward(incentive)] += outcome.total(of).units();
        }
    }
    let benefits = benefits(outcome, partner);
    let text = |units| Money::from_units(units, program.currency).amount_text();
    let [front_end, back_end, co_sell, mdf] = sums.map(text);
    let whole = text(sums.iter().sum::<i64>() + benefits);
    Economics { front_end, back_end, co_sell, mdf, benefits: text(benefits), whole }
}

/// The place of an incentive among front-end, back-end, co-sell and MDF.
fn reward(incentive: &Incentive) -> usize {
    match incentive {
        one if one.pays_into == PaysInto::Mdf => 3,
        one if one.shares.is_some() => 2,
        one if one.end == End::FrontEnd => 0,
        _ => 1,
    }
}

/// What the benefits of the levels held at the end are planned to cost for one fiscal year.
fn benefits(outcome: &Outcome, partner: usize) -> i64 {
    let Some(last) = outcome.quarters().len().checked_sub(1) else { return 0 };
    let tracks = outcome.plan().program().tracks.iter().enumerate();
    let held = tracks
        .filter_map(|(at, track)| Some(&track.levels[outcome.level(at, partner, last)?].benefits));
    held.flatten().filter_map(|one| one.planning_cost).map(|cost| cost.units()).sum()
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
